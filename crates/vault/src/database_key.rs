//! The key of the database file: 32 random bytes, made once per profile (F303).

use shopferry_channel::{Secret, SecretName, SecretStore, SecretStoreError};
use zeroize::Zeroizing;

use crate::Result;

/// What the entry is called; its owner is `profile`.
pub const DATABASE_KEY: &str = "database_key";

fn name() -> SecretName {
    SecretName { owner: "profile".to_owned(), what: DATABASE_KEY.to_owned() }
}

/// The key of the profile's database, if it was ever made. With a database but no key, say so: a new key opens nothing.
pub fn find_database_key(store: &dyn SecretStore) -> Result<Option<Zeroizing<[u8; 32]>>> {
    let Some(secret) = store.get(&name())? else { return Ok(None) };
    let mut key = Zeroizing::new([0_u8; 32]);
    hex::decode_to_slice(secret.expose(), key.as_mut_slice()).map_err(|_| {
        SecretStoreError::Other("the entry with the database key was changed by another program".to_owned())
    })?;
    Ok(Some(key))
}

/// The key of the profile's database, made on the first call. It is read back before anything is encrypted with it.
pub fn database_key(store: &dyn SecretStore) -> Result<Zeroizing<[u8; 32]>> {
    if let Some(key) = find_database_key(store)? {
        return Ok(key);
    }
    let mut key = Zeroizing::new([0_u8; 32]);
    getrandom::fill(key.as_mut_slice())
        .map_err(|e| SecretStoreError::Other(format!("the system has no random numbers to make a key of: {e}")))?;
    let text = Zeroizing::new(hex::encode(key.as_slice()));
    store.put(&name(), &Secret::new(text.as_str()))?;
    // What was kept counts: another program may have made one in the same moment, or the keychain kept nothing.
    find_database_key(store)?
        .ok_or_else(|| SecretStoreError::Other("the keychain did not keep the database key".to_owned()))
}
