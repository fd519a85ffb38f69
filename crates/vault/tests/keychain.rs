//! The operating system's own keychain (F302). Runs with `SHOPFERRY_KEYRING_TEST=1`: `unlocked` expects one that is
//! unlocked, `locked` one that is locked, `none` none at all. Unset, it says that it did not run.

#![allow(clippy::unwrap_used, reason = "a failed step fails the test")]

use shopferry_channel::{Secret, SecretName, SecretStore, SecretStoreError};
use shopferry_vault::{OsVault, Vault};

fn wanted() -> Option<String> {
    match std::env::var("SHOPFERRY_KEYRING_TEST").ok()?.as_str() {
        "" | "0" => None,
        "1" => Some("unlocked".to_owned()),
        other => Some(other.to_owned()),
    }
}

fn name(what: &str) -> SecretName {
    SecretName { owner: format!("test-{}", std::process::id()), what: what.to_owned() }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_real_keychain_keeps_secrets_or_says_why_not() {
    let Some(state) = wanted() else {
        println!("not run: set SHOPFERRY_KEYRING_TEST=1 inside a session with an unlocked keychain");
        return;
    };
    let profile = format!("test {}", std::process::id());
    let vault = Vault::os(&profile);
    let long = "t".repeat(2_000);
    let stored = vault.put(name("token"), Secret::new(long.as_str())).await;
    match state.as_str() {
        "none" => return assert!(matches!(stored, Err(SecretStoreError::NoKeychain(_))), "{stored:?}"),
        "locked" => return assert_eq!(stored, Err(SecretStoreError::Locked)),
        _ => stored.unwrap(),
    }
    vault.put(name("secret"), Secret::new("pässword …")).await.unwrap();
    assert_eq!(vault.get(name("token")).await.unwrap().unwrap().expose(), long);
    assert_eq!(vault.get(name("secret")).await.unwrap().unwrap().expose(), "pässword …");

    let other = Vault::os(&format!("{profile} other"));
    assert!(other.get(name("token")).await.unwrap().is_none(), "profiles do not share secrets");

    let key = vault.database_key().await.unwrap();
    assert_eq!(*vault.database_key().await.unwrap(), *key);

    for gone in [name("token"), name("secret"), SecretName { owner: "profile".into(), what: "database_key".into() }] {
        vault.delete(gone.clone()).await.unwrap();
        vault.delete(gone.clone()).await.unwrap();
        assert!(vault.get(gone).await.unwrap().is_none());
    }

    // A plain thread may call it as well.
    let store = OsVault::new(&profile);
    let read = tokio::task::spawn_blocking(move || store.get(&name("token"))).await.unwrap();
    assert!(read.unwrap().is_none());
}
