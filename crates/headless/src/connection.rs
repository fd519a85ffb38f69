//! `connection add|list|test|remove`.

use std::io::Write as _;

use serde_json::json;
use shopferry_commands::wire::channels::{
    AddedView, ChannelHealthView, ChannelsView, CheckView, ConsentView, HealthView, PlatformView, StepOutcomeView,
};
use shopferry_host::Host;

use crate::cli::{AddAmazon, AddConnection, AddTiktok, Cli, Connection};
use crate::exit::{Exit, Stop};
use crate::open::{ask, host};
use crate::{Done, print, secret_input};

/// Runs it.
pub async fn run(cli: &Cli, what: &Connection) -> Done {
    let host = host(cli).await?;
    let done = match what {
        Connection::Add(AddConnection::Tiktok(form)) => add_tiktok(cli, &host, form).await,
        Connection::Add(AddConnection::Amazon(form)) => add_amazon(cli, &host, form).await,
        Connection::List => list(cli, &host).await,
        Connection::Test { connection } => test(cli, &host, connection).await,
        Connection::Remove { connection, force } => remove(cli, &host, connection, *force).await,
    };
    host.shutdown().await;
    done
}

async fn add_tiktok(cli: &Cli, host: &Host, form: &AddTiktok) -> Done {
    let app_secret = secret_input::secret("App secret")?;
    let begin = json!({
        "name": form.name, "app_key": form.app_key, "app_secret": app_secret, "service_id": form.service_id,
        "region": form.region, "base_url": form.base_url, "connection": null,
    });
    let consent: ConsentView = ask(host, "channels.tiktok_begin", begin).await?;
    if cli.json {
        print::json(&json!({ "open": consent.url, "expires_at": consent.expires_at }))?;
    } else {
        println!(
            "Open this page, press “Authorize”, then copy the whole address that the browser ends on:\n\n{}\n",
            consent.url
        );
    }
    std::io::stdout().flush()?;
    let pasted = secret_input::open_line("Address")?;
    let finish = json!({ "ticket": consent.ticket, "pasted": pasted, "shops": [] });
    added(cli, &ask(host, "channels.tiktok_finish", finish).await?)
}

async fn add_amazon(cli: &Cli, host: &Host, form: &AddAmazon) -> Done {
    let client_secret = secret_input::secret("Client secret")?;
    let refresh_token = secret_input::secret("Refresh token")?;
    let add = json!({
        "name": form.name, "client_id": form.client_id, "client_secret": client_secret, "refresh_token": refresh_token,
        "seller_id": form.seller_id, "marketplace": form.marketplace, "base_url": form.base_url, "connection": null,
    });
    added(cli, &ask(host, "channels.amazon_add", add).await?)
}

fn added(cli: &Cli, view: &AddedView) -> Done {
    if cli.json {
        print::json(view)?;
    } else {
        for channel in &view.channels {
            println!("Added {} ({}).", channel.name, channel.account);
        }
    }
    Ok(Exit::Done)
}

async fn list(cli: &Cli, host: &Host) -> Done {
    let view: ChannelsView = ask(host, "channels.list", json!({})).await?;
    if cli.json {
        print::json(&view)?;
        return Ok(Exit::Done);
    }
    let row = |c: &ChannelHealthView| {
        let last = c.last_ok.map_or_else(|| "never".to_owned(), |at| at.format("%Y-%m-%d %H:%M:%S").to_string());
        vec![
            c.id.clone(),
            c.name.clone(),
            platform(c.platform),
            c.account.clone(),
            health(c.health),
            last,
            c.backlog.to_string(),
        ]
    };
    let rows: Vec<Vec<String>> = view.channels.iter().map(row).collect();
    print::table(&["id", "name", "platform", "account", "state", "last success (UTC)", "waiting"], &rows);
    Ok(Exit::Done)
}

fn platform(platform: PlatformView) -> String {
    match platform {
        PlatformView::TiktokShop => "TikTok Shop".to_owned(),
        PlatformView::Amazon => "Amazon".to_owned(),
    }
}

/// A health in words.
pub fn health(health: HealthView) -> String {
    match health {
        HealthView::Connected => "connected",
        HealthView::NeedsSignIn => "needs sign-in",
        HealthView::Disabled => "disabled",
        HealthView::Degraded => "degraded",
    }
    .to_owned()
}

/// A connection by id, or by name whatever its case.
async fn find(host: &Host, wanted: &str) -> Result<ChannelHealthView, Stop> {
    let view: ChannelsView = ask(host, "channels.list", json!({})).await?;
    let by_id = view.channels.iter().find(|c| c.id == wanted);
    let found = by_id.or_else(|| view.channels.iter().find(|c| c.name.eq_ignore_ascii_case(wanted)));
    found.cloned().ok_or_else(|| {
        let message = format!("No connection is called {wanted}.");
        Stop::new(Exit::NotFound, "not_found", message, "List them with: shopferryd connection list")
    })
}

async fn test(cli: &Cli, host: &Host, wanted: &str) -> Done {
    let channel = find(host, wanted).await?;
    let view: CheckView = ask(host, "channels.test", json!({ "id": channel.id })).await?;
    let failed = view.steps.iter().find(|s| s.outcome == StepOutcomeView::Failed);
    let exit = failed.map_or(Exit::Done, |s| s.reason.as_ref().map_or(Exit::Failed, |r| Exit::of(&r.code)));
    if cli.json {
        print::json(&view)?;
        return Ok(exit);
    }
    for step in &view.steps {
        let (mark, words) = match step.outcome {
            StepOutcomeView::Passed => ("ok", String::new()),
            StepOutcomeView::Warned => ("note", step.note.clone().unwrap_or_default()),
            StepOutcomeView::Failed => {
                ("failed", step.reason.as_ref().map(|r| format!("{} {}", r.sentence, r.cure)).unwrap_or_default())
            }
        };
        println!("{mark:<7}{:<40}{:>6} ms  {words}", step.what, step.latency_ms);
    }
    Ok(exit)
}

async fn remove(cli: &Cli, host: &Host, wanted: &str, force: bool) -> Done {
    let channel = find(host, wanted).await?;
    host.rpc("channels.remove", json!({ "id": channel.id, "force": force })).await?;
    if cli.json {
        print::json(&json!({ "removed": channel.id }))?;
    } else {
        println!("Removed {}. Its secrets are deleted; its orders stay.", channel.name);
    }
    Ok(Exit::Done)
}
