//! The window-less binary `shopferryd`: command line, background loops, and the loopback host that serves the screens.
//!
//! It parses, asks the host's command router, and prints; nothing of the trade is decided here. Secrets come from a
//! prompt or standard input, never from arguments. Listeners are on 127.0.0.1 only and end with the process.
//! Start reading at [`run`].

pub mod cli;
mod connection;
mod doctor;
mod exit;
mod open;
mod order;
mod practice;
mod print;
mod secret_input;
pub mod serve;
mod serve_command;
mod stopping;
mod sync;

use std::process::ExitCode;

use clap::Parser as _;

use crate::cli::{Cli, Command};
use crate::exit::{Exit, Stop};

/// What a command answers.
type Done = Result<Exit, Stop>;

/// Runs the program.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    let json = cli.json;
    match carry_out(&cli) {
        Ok(exit) => exit.into(),
        Err(stop) => {
            stop.tell(json);
            stop.exit.into()
        }
    }
}

fn carry_out(cli: &Cli) -> Done {
    match &cli.command {
        // Rehearsals bring a runtime of their own: one thread, paused time.
        Command::Practice(cli::Practice::Day(day)) => practice::day(cli, day),
        Command::Practice(cli::Practice::Log(day)) => practice::log(day),
        Command::Bench(cli::Bench::Export { orders }) => practice::bench(cli, *orders),
        Command::Bench(cli::Bench::Latency { orders, seed }) => practice::latency(cli, *seed, *orders),
        command => {
            let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
            let done = runtime.block_on(on_the_runtime(cli, command));
            // A keychain call that hangs must not hang the program's end.
            runtime.shutdown_timeout(std::time::Duration::from_secs(2));
            done
        }
    }
}

async fn on_the_runtime(cli: &Cli, command: &Command) -> Done {
    match command {
        Command::Practice(cli::Practice::Serve(options)) => practice::serve(options).await,
        Command::Practice(_) | Command::Bench(_) => Ok(Exit::Done),
        Command::Connection(what) => connection::run(cli, what).await,
        Command::Sync(options) => sync::run(cli, options).await,
        Command::Order(what) => order::run(cli, what).await,
        Command::Serve(options) => serve_command::run(cli, options).await,
        Command::Doctor => doctor::run(cli).await,
    }
}
