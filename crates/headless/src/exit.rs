//! Exit codes, and how a failure is told.

use std::fmt;
use std::process::ExitCode;

use serde_json::json;
use shopferry_commands::list::CommandError;

/// How a run ended. The numbers are listed in `--help` and never change their meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    /// Everything asked for was done.
    Done = 0,
    /// It was tried and failed: a platform refused, a check did not pass.
    Failed = 1,
    /// The arguments or the input cannot be used.
    Usage = 2,
    /// The named thing is not there.
    NotFound = 3,
    /// A connection's sign-in is not accepted.
    SignIn = 4,
    /// The keychain is missing or locked.
    Keychain = 5,
    /// Another program runs this profile.
    OtherOwner = 6,
    /// The database or its folder cannot be used.
    Storage = 7,
    /// A rehearsal broke a promise: sent twice, lost, wrong tracking, a forbidden move.
    Broken = 8,
}

/// The text for `--help`.
pub const EXIT_CODES: &str = "\
Exit codes:
  0  done
  1  tried and failed: a platform refused, or a check did not pass
  2  the arguments or the input cannot be used
  3  the named connection or order is not there
  4  a connection's sign-in is not accepted
  5  the system's keychain is missing or locked
  6  another Shopferry runs this profile
  7  the database or its folder cannot be used (damaged, wrong key, newer, disk full)
  8  a rehearsal broke a promise (sent twice, lost, wrong tracking number, forbidden move)";

impl Exit {
    /// The exit for an error's stable code.
    pub fn of(code: &str) -> Self {
        match code {
            "bad_request" | "unknown_command" | "bad_name" | "bad_input" | "wrong_state" | "expired" => Self::Usage,
            "not_found" => Self::NotFound,
            "needs_sign_in" | "wrong_keys" | "missing_scope" => Self::SignIn,
            "no_keychain" | "keychain_locked" => Self::Keychain,
            "other_owner" => Self::OtherOwner,
            "database_corrupt" | "database_key" | "database_newer" | "database_folder" | "disk_full" => Self::Storage,
            _ => Self::Failed,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// A failure on its way to the terminal: what, the cure, and the exit code.
#[derive(Debug)]
pub struct Stop {
    /// Exit code.
    pub exit: Exit,
    /// The error as screens get it.
    pub error: Box<CommandError>,
}

impl Stop {
    /// A failure with its own words.
    pub fn new(exit: Exit, code: &str, message: impl Into<String>, cure: &str) -> Self {
        Self { exit, error: Box::new(CommandError::new(code, message, cure)) }
    }

    /// Tells it: one JSON object on standard output, or two lines on standard error.
    pub fn tell(&self, json: bool) {
        if json {
            let error = &self.error;
            let body = json!({ "error": { "code": error.code, "message": error.message, "cure": error.cure, "field": error.field } });
            println!("{body}");
        } else {
            eprintln!("{}", self.error.message);
            if !self.error.cure.is_empty() {
                eprintln!("What to do: {}", self.error.cure);
            }
        }
    }
}

impl fmt::Display for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.error.message)
    }
}

impl From<CommandError> for Stop {
    fn from(error: CommandError) -> Self {
        Self { exit: Exit::of(&error.code), error: Box::new(error) }
    }
}

impl From<std::io::Error> for Stop {
    fn from(error: std::io::Error) -> Self {
        Self::new(
            Exit::Failed,
            "io",
            format!("The system answered with an error: {error}."),
            "Check the terminal, the disk and the port, then try again.",
        )
    }
}
