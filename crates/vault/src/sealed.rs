//! A file sealed with a passphrase, for computers without a keychain (F302).

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use argon2::Argon2;
use chacha20poly1305::aead::{Aead as _, Payload};
use chacha20poly1305::{KeyInit as _, XChaCha20Poly1305, XNonce};
use serde::{Deserialize, Serialize};
use shopferry_channel::{Secret, SecretName, SecretStore, SecretStoreError};
use zeroize::{Zeroize as _, Zeroizing};

use crate::Result;

/// Bound to the sealed text, so that a file of another form is never taken for this one.
const FORM: &[u8] = b"shopferry secrets 1";
/// Shorter ones are guessed.
pub const PASSPHRASE_MIN: usize = 8;

/// Secrets of one profile in a sealed file. The passphrase itself is not kept: only the key made of it (Argon2id).
pub struct SealedVault {
    path: PathBuf,
    salt: [u8; 16],
    key: Zeroizing<[u8; 32]>,
    /// One reader or writer at a time; the profile's lock keeps other programs from writing.
    turn: Mutex<()>,
}

/// What lies on the disk: hexadecimal texts.
#[derive(Serialize, Deserialize)]
struct Sealed {
    form: u32,
    salt: String,
    nonce: String,
    sealed: String,
}

impl SealedVault {
    /// Opens the file, or makes a new one with this passphrase. Refused when others may read it, or when the
    /// passphrase does not open it.
    pub fn open(path: &Path, passphrase: &Secret) -> Result<Self> {
        let held = read(path)?;
        let salt = match &held {
            Some(sealed) => bytes::<16>(&sealed.salt).ok_or_else(|| damaged(path))?,
            None => random()?,
        };
        if held.is_none() && passphrase.expose().chars().count() < PASSPHRASE_MIN {
            let why = format!("a new passphrase needs at least {PASSPHRASE_MIN} characters");
            return Err(SecretStoreError::Other(why));
        }
        let mut key = Zeroizing::new([0_u8; 32]);
        Argon2::default()
            .hash_password_into(passphrase.expose().as_bytes(), &salt, key.as_mut_slice())
            .map_err(|e| SecretStoreError::Other(format!("the passphrase cannot be used: {e}")))?;
        let vault = Self { path: path.to_owned(), salt, key, turn: Mutex::new(()) };
        match held {
            Some(sealed) => drop(vault.unsealed(&sealed)?),
            None => vault.store(&BTreeMap::new())?,
        }
        Ok(vault)
    }

    fn load(&self) -> Result<BTreeMap<String, String>> {
        match read(&self.path)? {
            Some(sealed) => self.unsealed(&sealed),
            None => Err(SecretStoreError::Other(format!("the file {} is gone", self.path.display()))),
        }
    }

    fn unsealed(&self, sealed: &Sealed) -> Result<BTreeMap<String, String>> {
        let nonce = bytes::<24>(&sealed.nonce).ok_or_else(|| damaged(&self.path))?;
        let text = hex::decode(&sealed.sealed).map_err(|_| damaged(&self.path))?;
        let opened = self.cipher().decrypt(XNonce::from_slice(&nonce), Payload { msg: &text, aad: FORM });
        let opened = Zeroizing::new(opened.map_err(|_| {
            let why = format!("the passphrase does not open {}, or the file was changed", self.path.display());
            SecretStoreError::Other(why)
        })?);
        serde_json::from_slice(&opened).map_err(|_| damaged(&self.path))
    }

    /// Written beside and renamed, so that no crash leaves half a file.
    fn store(&self, secrets: &BTreeMap<String, String>) -> Result<()> {
        let fault = |e: &dyn std::fmt::Display| {
            SecretStoreError::Other(format!("the file {} cannot be written ({e})", self.path.display()))
        };
        let nonce: [u8; 24] = random()?;
        let text = Zeroizing::new(serde_json::to_vec(secrets).map_err(|e| fault(&e))?);
        let sealed = self.cipher().encrypt(XNonce::from_slice(&nonce), Payload { msg: &text, aad: FORM });
        let sealed = Sealed {
            form: 1,
            salt: hex::encode(self.salt),
            nonce: hex::encode(nonce),
            sealed: hex::encode(sealed.map_err(|e| fault(&e))?),
        };
        let draft = self.path.with_extension("new");
        let written = private(&draft).and_then(|mut file| {
            file.write_all(serde_json::to_string(&sealed)?.as_bytes())?;
            file.sync_all()
        });
        written.and_then(|()| std::fs::rename(&draft, &self.path)).map_err(|e| fault(&e))
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(self.key.as_ref().into())
    }

    fn change(&self, change: impl FnOnce(&mut BTreeMap<String, String>)) -> Result<()> {
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        let mut secrets = self.load()?;
        change(&mut secrets);
        let stored = self.store(&secrets);
        secrets.values_mut().for_each(|text| text.zeroize());
        stored
    }
}

impl std::fmt::Debug for SealedVault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SealedVault").field("path", &self.path).finish_non_exhaustive()
    }
}

impl SecretStore for SealedVault {
    fn get(&self, name: &SecretName) -> Result<Option<Secret>> {
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        let mut secrets = self.load()?;
        let found = secrets.remove(&entry(name)).map(Secret::new);
        secrets.values_mut().for_each(|text| text.zeroize());
        Ok(found)
    }

    fn put(&self, name: &SecretName, secret: &Secret) -> Result<()> {
        self.change(|secrets| drop(secrets.insert(entry(name), secret.expose().to_owned())))
    }

    fn delete(&self, name: &SecretName) -> Result<()> {
        self.change(|secrets| drop(secrets.remove(&entry(name))))
    }
}

fn entry(name: &SecretName) -> String {
    format!("{}/{}", name.owner, name.what)
}

/// The file, when there is one; refused when anybody but its owner may read it.
fn read(path: &Path) -> Result<Option<Sealed>> {
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(e) => return Err(SecretStoreError::Other(format!("the file {} cannot be read ({e})", path.display()))),
    };
    refuse_open(path)?;
    serde_json::from_str(&text).map(Some).map_err(|_| damaged(path))
}

#[cfg(unix)]
fn refuse_open(path: &Path) -> Result<()> {
    use std::os::unix::fs::MetadataExt as _;
    let mode = std::fs::metadata(path).map(|m| m.mode()).unwrap_or(0);
    if mode & 0o077 == 0 {
        return Ok(());
    }
    let why = format!("others may read {}; allow it to its owner only (chmod 600)", path.display());
    Err(SecretStoreError::Other(why))
}

#[cfg(not(unix))]
fn refuse_open(_: &Path) -> Result<()> {
    Ok(())
}

fn private(path: &Path) -> std::io::Result<std::fs::File> {
    match std::fs::remove_file(path) {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => return Err(e),
        _ => {}
    }
    let mut options = std::fs::File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn damaged(path: &Path) -> SecretStoreError {
    SecretStoreError::Other(format!(
        "the file {} is damaged; restore it, or connect your accounts again",
        path.display()
    ))
}

fn bytes<const N: usize>(text: &str) -> Option<[u8; N]> {
    let mut bytes = [0_u8; N];
    hex::decode_to_slice(text, &mut bytes).ok().map(|()| bytes)
}

fn random<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0_u8; N];
    let filled = getrandom::fill(&mut bytes);
    filled.map(|()| bytes).map_err(|e| SecretStoreError::Other(format!("the system gives no random numbers ({e})")))
}
