//! What a host is opened with.

use std::path::PathBuf;
use std::sync::Arc;

use shopferry_channel::{Secret, SecretStore};

use crate::control::ControlAt;

/// Where secrets lie.
#[derive(Debug, Clone)]
pub enum VaultChoice {
    /// The operating system's keychain.
    Os,
    /// A file in the profile's folder, sealed with this passphrase: computers without a keychain (F302).
    Sealed(Secret),
    /// This process's memory: gone at the end. For tests on a fresh folder.
    Memory,
    /// A store that the caller brings, and where it is, in words.
    Given(Arc<dyn SecretStore>, String),
}

/// How the runtime around the host works.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RuntimeKind {
    /// Several threads: blocking work leaves the reactor.
    Threaded,
    /// One thread: blocking work is done in place.
    Inline,
}

/// Options of [`crate::Host::open`].
#[derive(Debug, Clone)]
pub struct HostOptions {
    /// Where everything but the secrets lies; made when it is not there.
    pub data_dir: PathBuf,
    /// Where secrets lie.
    pub vault: VaultChoice,
    /// Opens on the practice shop, whatever was open last.
    pub practice: bool,
    /// Seed of a new practice shop; none = drawn.
    pub practice_seed: Option<u64>,
    /// How the runtime works.
    pub runtime: RuntimeKind,
    /// What another program is told about this one, for example "The Shopferry window".
    pub name: String,
    /// Version to show.
    pub version: String,
    /// A practice world served by another program whose clock all connections of this profile follow.
    pub world_clock: Option<ControlAt>,
    /// Ends the process at this named point of the engine; crash tests only.
    pub stop_at: Option<String>,
}

impl HostOptions {
    /// The usual ones for a folder: keychain, real accounts, several threads.
    pub fn new(data_dir: impl Into<PathBuf>) -> Self {
        Self {
            data_dir: data_dir.into(),
            vault: VaultChoice::Os,
            practice: false,
            practice_seed: None,
            runtime: RuntimeKind::Threaded,
            name: "Shopferry".to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            world_clock: None,
            stop_at: None,
        }
    }
}
