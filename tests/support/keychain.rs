//! What the private desktop's keychain holds, read the way any program of the same person could.

use anyhow::Result;
use zbus::blocking::{Connection, Proxy};
use zbus::zvariant::{OwnedObjectPath, OwnedValue, Value};

const SERVICE: &str = "org.freedesktop.secrets";

/// One entry of the keychain.
pub struct Entry {
    /// The name a person sees.
    pub label: String,
    /// The secret itself.
    pub secret: Vec<u8>,
}

/// Everything in every unlocked collection.
///
/// # Errors
/// When no keychain answers on the bus.
pub fn entries() -> Result<Vec<Entry>> {
    let bus = Connection::session()?;
    let service = Proxy::new(&bus, SERVICE, "/org/freedesktop/secrets", "org.freedesktop.Secret.Service")?;
    let (_, session): (OwnedValue, OwnedObjectPath) = service.call("OpenSession", &("plain", Value::from("")))?;
    let collections: Vec<OwnedObjectPath> = service.get_property("Collections")?;
    let mut found = Vec::new();
    for collection in collections {
        let collection = Proxy::new(&bus, SERVICE, collection, "org.freedesktop.Secret.Collection")?;
        let items: Vec<OwnedObjectPath> = collection.get_property("Items")?;
        for item in items {
            let item = Proxy::new(&bus, SERVICE, item, "org.freedesktop.Secret.Item")?;
            let (secret,): ((OwnedObjectPath, Vec<u8>, Vec<u8>, String),) = item.call("GetSecret", &(&session,))?;
            found.push(Entry { label: item.get_property("Label")?, secret: secret.2 });
        }
    }
    Ok(found)
}
