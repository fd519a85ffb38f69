//! Secrets in the operating system's keychain.
//!
//! One entry per secret, never a bundle: Windows holds about 2.5 kB an entry. Reads and writes are synchronous and must
//! never run on an async runtime's own thread (the Linux keychain speaks D-Bus and would block on itself), so
//! production goes through [`Vault`], which moves each call to a blocking thread; a rehearsal uses [`Vault::inline`]
//! over a [`MemoryVault`]. Nothing here is logged, and no secret appears in an error.
//!
//! What serves each system (keyring 4, its `v1` interface and default features, nothing to choose at build time):
//! Keychain Services on macOS, the Credential Manager on Windows, and on Linux the Secret Service (GNOME Keyring,
//! KWallet) over zbus, a client written in Rust: no libdbus is linked. It needs a session bus (`DBUS_SESSION_BUS_ADDRESS`)
//! with a secret service on it; in a test that is `dbus-run-session` plus `gnome-keyring-daemon --unlock` with a password
//! that is not empty.
//! Where there is no keychain and the person chose it, [`SealedVault`] keeps them in a file sealed with a passphrase.
//! Start reading at [`Vault`].

mod database_key;
mod memory;
mod os;
mod sealed;
mod vault;

pub use database_key::{DATABASE_KEY, database_key, find_database_key};
pub use memory::{MemoryState, MemoryVault};
pub use os::OsVault;
pub use sealed::{PASSPHRASE_MIN, SealedVault};
pub use vault::Vault;

/// What every call answers.
pub type Result<T> = std::result::Result<T, shopferry_channel::SecretStoreError>;
