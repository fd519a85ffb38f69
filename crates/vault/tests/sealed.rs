//! The sealed file for computers without a keychain (F302).

use shopferry_channel::{Secret, SecretName, SecretStore as _};
use shopferry_vault::SealedVault;

fn name(what: &str) -> SecretName {
    SecretName { owner: "tt-1".to_owned(), what: what.to_owned() }
}

#[test]
fn f302_secrets_survive_and_stand_nowhere_in_plain_text() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("secrets.sealed");
    let passphrase = Secret::new("correct horse battery");
    let vault = SealedVault::open(&path, &passphrase).unwrap();
    vault.put(&name("refresh_token"), &Secret::new("ROW_very-secret")).unwrap();
    vault.put(&name("app_secret"), &Secret::new("other")).unwrap();
    vault.delete(&name("app_secret")).unwrap();
    vault.delete(&name("never_there")).unwrap();
    drop(vault);
    let vault = SealedVault::open(&path, &passphrase).unwrap();
    assert_eq!(vault.get(&name("refresh_token")).unwrap().unwrap().expose(), "ROW_very-secret");
    assert!(vault.get(&name("app_secret")).unwrap().is_none());
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(!text.contains("very-secret") && !text.contains("refresh_token"), "names are sealed too");
    assert_eq!(format!("{vault:?}").matches("secret").count(), 1, "only the file's own name: {vault:?}");
}

#[test]
fn f302_a_wrong_passphrase_opens_nothing_and_destroys_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("secrets.sealed");
    let right = Secret::new("correct horse battery");
    SealedVault::open(&path, &right).unwrap().put(&name("app_secret"), &Secret::new("kept")).unwrap();
    let error = SealedVault::open(&path, &Secret::new("wrong horse battery")).unwrap_err().to_string();
    assert!(error.contains("passphrase"), "{error}");
    let vault = SealedVault::open(&path, &right).unwrap();
    assert_eq!(vault.get(&name("app_secret")).unwrap().unwrap().expose(), "kept");
}

#[test]
fn f302_a_short_passphrase_and_a_damaged_file_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("secrets.sealed");
    assert!(SealedVault::open(&path, &Secret::new("short")).unwrap_err().to_string().contains("8 characters"));
    assert!(!path.exists());
    std::fs::write(&path, "not ours").unwrap();
    #[cfg(unix)]
    std::fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    assert!(SealedVault::open(&path, &Secret::new("correct horse")).unwrap_err().to_string().contains("damaged"));
}

#[cfg(unix)]
#[test]
fn f302_a_file_that_others_may_read_is_refused() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("secrets.sealed");
    let passphrase = Secret::new("correct horse battery");
    drop(SealedVault::open(&path, &passphrase).unwrap());
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
    assert!(SealedVault::open(&path, &passphrase).unwrap_err().to_string().contains("chmod 600"));
}
