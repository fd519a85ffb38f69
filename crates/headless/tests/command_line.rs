//! The command line as people and scripts meet it (F315).

use clap::{CommandFactory as _, Parser as _};
use shopferry_headless::cli::Cli;

#[test]
fn the_command_line_is_consistent() {
    Cli::command().debug_assert();
}

#[test]
fn f302_no_argument_takes_a_secret() {
    fn names(command: &clap::Command, found: &mut Vec<String>) {
        found.extend(command.get_arguments().map(|a| a.get_id().to_string()));
        command.get_subcommands().for_each(|c| names(c, found));
    }
    let mut found = Vec::new();
    names(&Cli::command(), &mut found);
    let secret =
        |name: &String| ["secret", "token", "password", "pasted", "code"].iter().any(|word| name.contains(word));
    assert!(found.iter().all(|name| !secret(name)), "arguments stand in process lists and histories: {found:?}");
}

#[test]
fn sync_is_told_how_to_run() {
    assert!(Cli::try_parse_from(["shopferryd", "sync"]).is_err());
    assert!(Cli::try_parse_from(["shopferryd", "sync", "--once", "--watch"]).is_err());
    assert!(Cli::try_parse_from(["shopferryd", "sync", "--once", "--json", "--data-dir", "/x"]).is_ok());
}

#[test]
fn help_lists_the_exit_codes() {
    let help = Cli::command().render_long_help().to_string();
    for code in 0..=8 {
        assert!(help.contains(&format!("\n  {code}  ")), "exit code {code} is told in --help");
    }
}
