//! `doctor`: looks at folder, keychain, database and connections, and says what is the matter.

use serde_json::json;
use shopferry_commands::list::CommandError;
use shopferry_commands::wire::app::AppView;
use shopferry_commands::wire::channels::{ChannelsView, HealthView};
use shopferry_host::Host;

use crate::cli::Cli;
use crate::connection::health;
use crate::exit::Exit;
use crate::open::{ask, options};
use crate::serve::screens;
use crate::{Done, print};

/// One thing looked at.
#[derive(serde::Serialize)]
struct Finding {
    what: String,
    ok: bool,
    found: String,
    cure: String,
}

impl Finding {
    fn new(what: &str, ok: bool, found: impl Into<String>, cure: impl Into<String>) -> Self {
        Self { what: what.to_owned(), ok, found: found.into(), cure: if ok { String::new() } else { cure.into() } }
    }
}

/// Runs it.
pub async fn run(cli: &Cli) -> Done {
    let host = Host::open(options(cli)?).await.map_err(CommandError::from)?;
    let app: AppView = ask(&host, "app.get", json!({})).await?;
    let mut findings = vec![Finding::new("data folder", true, app.data_dir.clone(), "")];
    let mut exit = Exit::Done;
    match &app.trouble {
        Some(trouble) => {
            let detail = trouble.detail.clone().unwrap_or_default();
            exit = Exit::of(&trouble.code);
            findings.push(Finding::new(
                "profile",
                false,
                format!("{} {detail}", trouble.sentence),
                trouble.cure.clone(),
            ));
        }
        None => {
            findings.push(Finding::new("secrets", true, app.secrets_place.clone(), ""));
            let owner = app.owner.clone();
            if owner.is_some() {
                exit = Exit::OtherOwner;
            }
            let found = owner
                .clone()
                .map_or_else(|| "this program".to_owned(), |who| format!("run by {who}; this one reads only"));
            findings.push(Finding::new(
                "profile",
                owner.is_none(),
                found,
                "Close the other program, or use its window.",
            ));
            let channels: ChannelsView = ask(&host, "channels.list", json!({})).await?;
            for channel in &channels.channels {
                let ok = matches!(channel.health, HealthView::Connected | HealthView::Disabled);
                if channel.health == HealthView::NeedsSignIn {
                    exit = Exit::SignIn;
                } else if !ok && exit == Exit::Done {
                    exit = Exit::Failed;
                }
                let cure = channel.reason.as_ref().map(|r| r.cure.clone()).unwrap_or_default();
                findings.push(Finding::new(&format!("connection {}", channel.name), ok, health(channel.health), cure));
            }
        }
    }
    let built = screens::find(None);
    let found = built.as_ref().map_or_else(|| "not built".to_owned(), |folder| folder.display().to_string());
    findings.push(Finding::new("screens", built.is_some(), found, "Build them with: npm run build --prefix ui"));
    host.shutdown().await;
    if cli.json {
        print::json(&json!({ "ok": exit == Exit::Done, "findings": findings }))?;
    } else {
        for f in &findings {
            println!("{:<8}{:<28}{}", if f.ok { "ok" } else { "trouble" }, f.what, f.found);
            if !f.cure.is_empty() {
                println!("{:<8}What to do: {}", "", f.cure);
            }
        }
    }
    Ok(exit)
}
