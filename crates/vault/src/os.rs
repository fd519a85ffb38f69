//! The keychain of the operating system.

use keyring::{Entry, Error};
use shopferry_channel::{Secret, SecretName, SecretStore, SecretStoreError};
use zeroize::Zeroizing;

use crate::Result;

/// The name that people see in their keychain.
const SERVICE: &str = "Shopferry";

/// Secrets of one profile in the operating system's keychain.
#[derive(Debug, Clone)]
pub struct OsVault {
    service: String,
}

impl OsVault {
    /// The secrets of a profile; `profile` keeps profiles (and tests) apart, for example `default`.
    pub fn new(profile: &str) -> Self {
        Self { service: format!("{SERVICE} ({profile})") }
    }

    /// Whether a keychain runs at all. It is looked for once per process: after starting one, start the program again.
    pub fn status() -> Result<()> {
        match Entry::store_status() {
            Ok(()) => Ok(()),
            Err(error) => {
                Err(SecretStoreError::NoKeychain(format!("{}; start one, then start Shopferry again", explain(error))))
            }
        }
    }

    fn entry(&self, name: &SecretName) -> Result<Entry> {
        Self::status()?;
        Entry::new(&self.service, &format!("{}/{}", name.owner, name.what)).map_err(|e| refused(&e))
    }
}

impl SecretStore for OsVault {
    fn get(&self, name: &SecretName) -> Result<Option<Secret>> {
        match self.entry(name)?.get_secret() {
            Ok(bytes) => {
                let bytes = Zeroizing::new(bytes);
                let text = std::str::from_utf8(&bytes)
                    .map_err(|_| SecretStoreError::Other(format!("the entry for {} is not text", label(name))))?;
                Ok(Some(Secret::new(text)))
            }
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(refused(&error)),
        }
    }

    fn put(&self, name: &SecretName, secret: &Secret) -> Result<()> {
        // As bytes: stored as a password, Windows doubles its length (UTF-16) and refuses long tokens.
        self.entry(name)?.set_secret(secret.expose().as_bytes()).map_err(|error| match error {
            Error::TooLong(_, limit) => SecretStoreError::Other(format!(
                "{} is longer than the {limit} characters that an entry holds",
                label(name)
            )),
            error => refused(&error),
        })
    }

    fn delete(&self, name: &SecretName) -> Result<()> {
        match self.entry(name)?.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(error) => Err(refused(&error)),
        }
    }
}

fn label(name: &SecretName) -> String {
    format!("{} of {}", name.what, name.owner)
}

fn refused(error: &Error) -> SecretStoreError {
    match error {
        Error::NoStorageAccess(_) => SecretStoreError::Locked,
        Error::NoDefaultStore => SecretStoreError::NoKeychain(explain(error)),
        _ => SecretStoreError::Other(explain(error)),
    }
}

/// The keychain's words. Errors that carry the entry's bytes are told without them.
fn explain(error: &Error) -> String {
    match error {
        Error::PlatformFailure(cause) | Error::NoStorageAccess(cause) => cause.to_string(),
        Error::NoDefaultStore => "no keychain service answers".to_owned(),
        Error::NotSupportedByStore(what) => format!("it cannot do this: {what}"),
        Error::Invalid(what, why) => format!("{what} {why}"),
        Error::TooLong(what, limit) => format!("{what} is longer than {limit}"),
        Error::Ambiguous(_) => "it holds several entries of one name; delete all but one in its own program".to_owned(),
        Error::BadEncoding(_) | Error::BadDataFormat(..) | Error::BadStoreFormat(_) => {
            "the entry was changed by another program".to_owned()
        }
        _ => "an error of a kind that this version does not know".to_owned(),
    }
}
