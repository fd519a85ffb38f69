//! `serve`: the screens on 127.0.0.1, with the loops running.

use std::io::Write as _;

use serde_json::json;
use shopferry_commands::list::CommandError;
use shopferry_host::Host;

use crate::cli::{Cli, Serve};
use crate::exit::{Exit, Stop};
use crate::serve::{self, screens};
use crate::{Done, open, print, stopping};

/// Runs it.
pub async fn run(cli: &Cli, options: &Serve) -> Done {
    let folder = screens::find(options.ui.as_deref());
    if folder.is_none() {
        eprintln!("The screens are not built; only the commands answer. Build them with: npm run build --prefix ui");
    }
    let bound = serve::bind(options.port).await.map_err(|error| {
        let message = format!("Port {} on 127.0.0.1 cannot be used: {error}.", options.port);
        Stop::new(Exit::Failed, "port", message, "Choose another port, or 0 for a free one.")
    })?;
    let mut wanted = open::options(cli)?;
    wanted.practice = options.practice;
    wanted.practice_seed = options.seed;
    // A profile that cannot be opened is shown on the page, with its cure.
    let host = Host::open(wanted).await.map_err(CommandError::from)?;
    host.start();
    let link = bound.sessions.link();
    if cli.json {
        print::json(&json!({ "url": link, "port": bound.port }))?;
    } else {
        println!("Open this link in a browser on this computer; it works once:\n\n{link}\n\nStop with Ctrl+C.");
    }
    std::io::stdout().flush()?;
    let served = serve::serve(bound, std::sync::Arc::clone(&host), folder, stopping::asked(options.stop_after)).await;
    host.shutdown().await;
    served?;
    Ok(Exit::Done)
}
