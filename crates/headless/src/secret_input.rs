//! Secrets: asked for without echo on a terminal, one line each from standard input otherwise.

use std::io::{BufRead as _, IsTerminal as _, Write as _};

use crate::exit::{Exit, Stop};

/// Longer lines are no key, no token and no address.
const LINE_MAX: usize = 16_384;

/// Asks for a secret. What is typed is not shown.
pub fn secret(what: &str) -> Result<String, Stop> {
    if std::io::stdin().is_terminal() {
        let typed = rpassword::prompt_password(format!("{what}: "))?;
        return checked(what, typed);
    }
    line(what)
}

/// Asks for a line that may be seen.
pub fn open_line(what: &str) -> Result<String, Stop> {
    if std::io::stdin().is_terminal() {
        eprint!("{what}: ");
        std::io::stderr().flush()?;
    }
    line(what)
}

fn line(what: &str) -> Result<String, Stop> {
    let mut text = String::new();
    std::io::stdin().lock().read_line(&mut text)?;
    checked(what, text)
}

fn checked(what: &str, text: String) -> Result<String, Stop> {
    let text = text.trim().to_owned();
    if text.is_empty() || text.len() > LINE_MAX {
        let message = format!("{what}: nothing that can be used came from standard input.");
        return Err(Stop::new(
            Exit::Usage,
            "bad_input",
            message,
            "Type it when asked, or send one line for each on standard input.",
        ));
    }
    Ok(text)
}
