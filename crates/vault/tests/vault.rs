//! Secrets through the public door (F302, F303).

#![allow(clippy::unwrap_used, reason = "a failed step fails the test")]

use std::sync::Arc;

use shopferry_channel::{Secret, SecretName, SecretStore, SecretStoreError};
use shopferry_domain::ConnectionId;
use shopferry_vault::{MemoryState, MemoryVault, Vault, database_key, find_database_key};

fn token() -> SecretName {
    SecretName::of(&ConnectionId::new("tt-1").unwrap(), "refresh_token")
}

#[test]
fn a_secret_is_kept_replaced_and_deleted() {
    let vault = MemoryVault::new();
    assert!(vault.get(&token()).unwrap().is_none());
    vault.put(&token(), &Secret::new("first")).unwrap();
    vault.put(&token(), &Secret::new("second")).unwrap();
    assert_eq!(vault.get(&token()).unwrap().unwrap().expose(), "second");
    vault.delete(&token()).unwrap();
    vault.delete(&token()).unwrap();
    assert!(vault.get(&token()).unwrap().is_none(), "deleting twice is fine (F004)");
    assert!(vault.names().is_empty());
}

#[test]
fn locked_and_missing_keychains_are_told_apart() {
    let vault = MemoryVault::new();
    vault.set_state(MemoryState::Locked);
    assert_eq!(vault.get(&token()).unwrap_err(), SecretStoreError::Locked);
    vault.set_state(MemoryState::Missing);
    assert!(matches!(vault.put(&token(), &Secret::new("x")).unwrap_err(), SecretStoreError::NoKeychain(_)));
}

#[test]
fn the_database_key_is_made_once() {
    let vault = MemoryVault::new();
    assert!(find_database_key(&vault).unwrap().is_none(), "looking does not make one");
    let key = database_key(&vault).unwrap();
    assert_ne!(*key, [0; 32]);
    assert_eq!(*database_key(&vault).unwrap(), *key);
    assert_eq!(*find_database_key(&vault).unwrap().unwrap(), *key);
    assert_ne!(*database_key(&MemoryVault::new()).unwrap(), *key, "every profile has its own");
}

#[test]
fn a_changed_database_key_is_refused_without_being_told() {
    let vault = MemoryVault::new();
    let name = SecretName { owner: "profile".into(), what: shopferry_vault::DATABASE_KEY.into() };
    vault.put(&name, &Secret::new("not-hex-at-all")).unwrap();
    let error = database_key(&vault).unwrap_err().to_string();
    assert!(!error.contains("not-hex"), "{error}");
}

#[test]
fn debug_prints_no_secret() {
    let store = Arc::new(MemoryVault::new());
    store.put(&token(), &Secret::new("s3cret")).unwrap();
    assert!(!format!("{store:?} {:?}", Vault::inline(store.clone())).contains("s3cret"));
}

#[tokio::test]
async fn async_code_reads_through_the_facade() {
    for vault in [Vault::memory(), Vault::new(Arc::new(MemoryVault::new()))] {
        vault.put(token(), Secret::new("abc")).await.unwrap();
        assert_eq!(vault.get(token()).await.unwrap().unwrap().expose(), "abc");
        let key = vault.database_key().await.unwrap();
        assert_eq!(*vault.find_database_key().await.unwrap().unwrap(), *key);
        vault.delete(token()).await.unwrap();
        assert!(vault.get(token()).await.unwrap().is_none());
    }
}
