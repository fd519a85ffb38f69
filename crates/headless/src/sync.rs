//! `sync --once` and `sync --watch`.

use std::io::Write as _;

use serde_json::json;
use shopferry_commands::wire::app::PendingWorkView;
use shopferry_commands::wire::home::HomeView;

use crate::cli::{Cli, Sync};
use crate::exit::{Exit, Stop};
use crate::open::{ask, host};
use crate::{Done, print, stopping};

/// Runs it.
pub async fn run(cli: &Cli, options: &Sync) -> Done {
    let host = host(cli).await?;
    let home: HomeView = ask(&host, "home.get", json!({})).await?;
    if home.channels.is_empty() {
        let cure = "Add one with: shopferryd connection add";
        return Err(Stop::new(Exit::NotFound, "not_found", "Nothing is connected yet.", cure));
    }
    if options.watch {
        host.start();
        if !cli.json {
            println!("The loops run. Stop with Ctrl+C.");
            std::io::stdout().flush()?;
        }
        stopping::asked(options.stop_after).await;
    } else {
        host.sync_once().await?;
    }
    let pending: PendingWorkView = ask(&host, "app.pending", json!({})).await?;
    let home: HomeView = ask(&host, "home.get", json!({})).await?;
    if cli.json {
        let states: serde_json::Map<_, _> = home.states.iter().map(|s| (s.state.clone(), json!(s.count))).collect();
        let attention: u32 = home.attention.iter().map(|g| g.count).sum();
        print::json(&json!({ "states": states, "attention": attention, "waiting": pending }))?;
    } else {
        for state in &home.states {
            println!("{:<22}{:>7}", state.state, state.count);
        }
        println!("{}", pending.sentence);
    }
    host.shutdown().await;
    let signed_out =
        home.channels.iter().any(|c| c.health == shopferry_commands::wire::channels::HealthView::NeedsSignIn);
    Ok(if signed_out { Exit::SignIn } else { Exit::Done })
}
