//! Why a host cannot even open; everything else is a state it shows.

use std::path::PathBuf;

use shopferry_commands::list::CommandError;

/// The few faults before there is anything to show.
#[derive(Debug, thiserror::Error)]
pub enum HostError {
    /// The data folder cannot be made.
    #[error("the folder {} cannot be used ({detail})", path.display())]
    Folder {
        /// Folder.
        path: PathBuf,
        /// What the system says.
        detail: String,
    },
    /// No connection could ever be made.
    #[error("the network cannot be used ({detail})")]
    Network {
        /// What the system says.
        detail: String,
    },
    /// No random numbers.
    #[error("the system gives no random numbers ({detail})")]
    Random {
        /// What the system says.
        detail: String,
    },
}

impl From<HostError> for CommandError {
    fn from(error: HostError) -> Self {
        let (code, cure) = match &error {
            HostError::Folder { .. } => {
                ("database_folder", "Check that the folder exists and that you may write to it.")
            }
            HostError::Network { .. } => ("no_network", "Check the system's proxy and certificate settings."),
            HostError::Random { .. } => ("no_random", "Restart the computer."),
        };
        Self::new(code, format!("Shopferry cannot start: {error}."), cure)
    }
}
