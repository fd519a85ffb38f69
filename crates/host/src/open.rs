//! Opens a profile: owner, key, ledger, clock, engine, connectors. What cannot be opened is a reason with a cure.

use std::path::Path;
use std::sync::Arc;

use shopferry_channel::{Chance, Clock, Secret, SecretStoreError, SeededChance, SystemClock};
use shopferry_commands::list::CommandError;
use shopferry_domain::{Reason, ReasonCode};
use shopferry_engine::{Engine, EngineParts, NoLog, StepLog, Store};
use shopferry_ledger::{DatabaseKey, Ledger, OtherOwner, Owner};
use shopferry_net::{Transport, Unobserved};
use shopferry_tiktok_shop::Thread;
use shopferry_vault::{MemoryVault, OsVault, SealedVault, Vault};

use crate::core::{Core, CoreParts};
use crate::error::HostError;
use crate::options::{HostOptions, RuntimeKind, VaultChoice};
use crate::practice_shop::PracticeShop;
use crate::profile::Profile;
use crate::random;
use crate::stop_at::StopAt;
use crate::workshop::Workshop;

/// Where the practice shop's control API is written down, beside its database.
const CONTROL_NOTE: &str = "practice-control.json";

/// Why a profile is not open, in the words of `app.get`.
pub(crate) type Trouble = Reason;

/// Where secrets lie, and how that is told.
struct Secrets {
    vault: Vault,
    place: String,
}

pub(crate) async fn open(
    options: &HostOptions,
    profile: Profile,
    transport: Arc<dyn Transport>,
) -> Result<Core, Trouble> {
    let id = profile.prepare(&options.data_dir).map_err(|e| host_fault(&e))?;
    let folder = profile.folder(&options.data_dir);
    let (owner, other) = match Owner::acquire(&folder, &options.name) {
        Ok(owner) => (Some(owner), None),
        Err(OtherOwner::Held { who }) => (None, Some(who)),
        Err(OtherOwner::Store(error)) => return Err(error.reason()),
    };
    let secrets = secrets(options, profile, &id).await?;
    let path = profile.database(&options.data_dir);
    if profile == Profile::Practice && owner.is_some() {
        make_anew(options, &path, &secrets).await;
    }
    let key = key(&secrets, &path, owner.is_some()).await?;
    let ledger = blocking(options.runtime, || Ledger::open(&path, &key)).map_err(|e| e.reason())?;
    let store = match options.runtime {
        RuntimeKind::Threaded => Store::threaded(ledger),
        RuntimeKind::Inline => Store::inline(ledger),
    };
    let practice = practice(options, profile, other.is_some(), &transport).await?;
    if let Some(shop) = &practice {
        shop.note_access(&folder).map_err(|e| Reason::about(ReasonCode::DatabaseFolder, e.to_string()))?;
    }
    let clock: Arc<dyn Clock> = match &practice {
        Some(shop) => Arc::clone(&shop.clock) as Arc<dyn Clock>,
        None => Arc::new(SystemClock),
    };
    let chance: Arc<dyn Chance> = Arc::new(SeededChance::new(random::seed().map_err(|e| host_fault(&e))?));
    let log: Arc<dyn StepLog> = match &options.stop_at {
        Some(point) => Arc::new(StopAt::new(point.clone())),
        None => Arc::new(NoLog),
    };
    let engine = Engine::new(EngineParts {
        store: store.clone(),
        clock: Arc::clone(&clock),
        chance: Arc::clone(&chance),
        log,
        fence: owner.as_ref().map_or(0, Owner::fence),
    });
    let workshop = Workshop {
        secrets: Arc::clone(secrets.vault.store()),
        transport,
        clock,
        chance,
        observer: Arc::new(Unobserved),
        thread: if options.runtime == RuntimeKind::Inline { Thread::Inline } else { Thread::Blocking },
    };
    let core =
        Core::new(CoreParts { profile, store, engine, workshop, practice, owner, other, secrets_place: secrets.place });
    finish(core).await.map_err(|e| told(&e))
}

/// Connects the practice accounts, attaches every connector, and notices how long nobody was here.
async fn finish(core: Core) -> Result<Core, CommandError> {
    if let Some(shop) = &core.practice
        && core.other.is_none()
        && core.profile == Profile::Practice
    {
        shop.connect(&core.workshop, &core.sign_ins, &core.store).await?;
    }
    core.attach_all()?;
    if core.other.is_none()
        && let Some(last) = crate::away::Away::last_seen(&core.store)
    {
        let now = core.clock.now();
        core.away.note(&core.store, now, (now - last).num_seconds());
    }
    Ok(core)
}

async fn secrets(options: &HostOptions, profile: Profile, id: &str) -> Result<Secrets, Trouble> {
    let memory = |place: &str| Secrets { vault: Vault::new(Arc::new(MemoryVault::new())), place: place.to_owned() };
    match &options.vault {
        VaultChoice::Memory => return Ok(memory("in this program's memory; gone when it ends")),
        VaultChoice::Given(store, place) => {
            return Ok(Secrets { vault: Vault::new(Arc::clone(store)), place: place.clone() });
        }
        VaultChoice::Sealed(passphrase) => return sealed(options, profile, passphrase),
        VaultChoice::Os => {}
    }
    match keychain_status(options.runtime).await {
        Ok(()) => Ok(Secrets { vault: Vault::new(Arc::new(OsVault::new(id))), place: keychain_name().to_owned() }),
        // Made-up data needs no keychain: the practice shop is made anew at each start anyway.
        Err(SecretStoreError::NoKeychain(_)) if profile == Profile::Practice => {
            Ok(memory("in this program's memory, because no keychain runs here; gone when it ends"))
        }
        Err(error) => Err(secret_fault(&error)),
    }
}

/// Making the key of the passphrase takes a moment on purpose.
fn sealed(options: &HostOptions, profile: Profile, passphrase: &Secret) -> Result<Secrets, Trouble> {
    let path = profile.folder(&options.data_dir).join("secrets.sealed");
    let place = format!("in {}, sealed with your passphrase", path.display());
    let opened = blocking(options.runtime, || SealedVault::open(&path, passphrase)).map_err(|e| secret_fault(&e))?;
    Ok(Secrets { vault: Vault::new(Arc::new(opened)), place })
}

async fn keychain_status(runtime: RuntimeKind) -> Result<(), SecretStoreError> {
    if runtime == RuntimeKind::Inline {
        return OsVault::status();
    }
    let asked = tokio::task::spawn_blocking(OsVault::status).await;
    asked.unwrap_or_else(|_| Err(SecretStoreError::Other("the keychain call broke off".to_owned())))
}

fn keychain_name() -> &'static str {
    if cfg!(target_os = "macos") {
        "in the macOS keychain"
    } else if cfg!(target_os = "windows") {
        "in the Windows Credential Manager"
    } else {
        "in the desktop's keychain (Secret Service)"
    }
}

/// The database key; only the owner makes one, and only where there is no database yet.
async fn key(secrets: &Secrets, path: &Path, may_make: bool) -> Result<DatabaseKey, Trouble> {
    let found = secrets.vault.find_database_key().await.map_err(|e| secret_fault(&e))?;
    let key = match found {
        Some(key) => key,
        None if path.exists() || !may_make => {
            let what = format!("{} has no key here", path.display());
            return Err(Reason::about(ReasonCode::DatabaseKey, what));
        }
        None => secrets.vault.database_key().await.map_err(|e| secret_fault(&e))?,
    };
    Ok(DatabaseKey::new(*key))
}

/// A practice shop does not outlive its program: the old database goes, and the keys of its connections with it.
async fn make_anew(options: &HostOptions, path: &Path, secrets: &Secrets) {
    if !path.exists() {
        return;
    }
    if let Ok(Some(key)) = secrets.vault.find_database_key().await {
        let key = DatabaseKey::new(*key);
        let rows = blocking(options.runtime, || {
            Ledger::open(path, &key).and_then(|l| l.read(|view| view.connections().all()))
        });
        for row in rows.unwrap_or_default() {
            let store = Arc::clone(secrets.vault.store());
            let names = crate::workshop::all_secret_names(&row);
            // What cannot be deleted opens nothing: the world it belonged to is gone.
            let _ = tokio::task::spawn_blocking(move || names.iter().try_for_each(|name| store.delete(name))).await;
        }
    }
    for ending in ["", "-wal", "-shm"] {
        let file = path.with_file_name(format!("{}{ending}", path.file_name().unwrap_or_default().to_string_lossy()));
        // A file that stays makes opening fail, and that is told.
        let _ = std::fs::remove_file(file);
    }
}

async fn practice(
    options: &HostOptions,
    profile: Profile,
    read_only: bool,
    transport: &Arc<dyn Transport>,
) -> Result<Option<PracticeShop>, Trouble> {
    let made = match (&options.world_clock, profile) {
        (Some(at), _) => PracticeShop::follow(Arc::clone(transport), at).await,
        (None, Profile::Practice) if !read_only => {
            let seed = match options.practice_seed {
                Some(seed) => seed,
                // Short enough to be said aloud.
                None => random::seed().map_err(|e| host_fault(&e))? % 10_000,
            };
            PracticeShop::make(Arc::clone(transport), seed, &profile.folder(&options.data_dir).join(CONTROL_NOTE)).await
        }
        (None, Profile::Real | Profile::Practice) => return Ok(None),
    };
    made.map(Some)
        .map_err(|why| Reason::about(ReasonCode::Offline, format!("The practice shop does not answer: {why}.")))
}

fn blocking<T>(runtime: RuntimeKind, work: impl FnOnce() -> T) -> T {
    match runtime {
        RuntimeKind::Threaded => tokio::task::block_in_place(work),
        RuntimeKind::Inline => work(),
    }
}

fn secret_fault(error: &SecretStoreError) -> Reason {
    match error {
        SecretStoreError::Locked => Reason::new(ReasonCode::KeychainLocked),
        SecretStoreError::NoKeychain(what) | SecretStoreError::Other(what) => {
            Reason::about(ReasonCode::NoKeychain, what.clone())
        }
    }
}

fn host_fault(error: &HostError) -> Reason {
    Reason::about(ReasonCode::DatabaseFolder, error.to_string())
}

/// An error of a command as a reason; one without a code of the table is told in its own words.
fn told(error: &CommandError) -> Reason {
    let code = ReasonCode::by_name(&error.code).unwrap_or(ReasonCode::StateFault);
    Reason::about(code, error.message.clone())
}
