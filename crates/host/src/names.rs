//! Names of connections, checked before a person is sent through a sign-in.

use shopferry_commands::list::CommandError;
use shopferry_domain::ConnectionId;
use shopferry_engine::Store;

/// Longest name, in characters (F001).
const NAME_MAX: usize = 60;

/// The trimmed name; refused when blank, too long or in use by another connection.
pub(crate) fn check(store: &Store, name: &str, again: Option<&ConnectionId>) -> Result<String, CommandError> {
    let name = name.trim();
    let bad = |message: String, cure: &str| CommandError::new("bad_name", message, cure).on("name");
    if name.is_empty() {
        return Err(bad("The connection has no name.".to_owned(), "Give it a name, for example that of the shop."));
    }
    if name.chars().count() > NAME_MAX {
        return Err(bad(format!("The name has more than {NAME_MAX} characters."), "Choose a shorter name."));
    }
    let rows = store.read(|view| view.connections().all())?;
    if rows.iter().any(|c| Some(&c.id) != again && c.name.to_lowercase() == name.to_lowercase()) {
        return Err(bad(format!("Another connection is called “{name}”."), "Choose another name."));
    }
    Ok(name.to_owned())
}
