//! The world as HTTP services: one router for both platforms and the control API, in-process or on loopback.

use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use axum::Router;
use axum::middleware::from_fn_with_state;
use serde::Serialize;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::world::{SharedWorld, World, lock};

/// How often a served world looks for things that fell due while nobody called.
const TICK: Duration = Duration::from_millis(250);

/// Both platforms at their own paths, without the control API: what a rehearsal calls in-process.
///
/// Time passes lazily, at each request, so no task of its own is needed.
pub fn service(world: SharedWorld) -> Router {
    platforms(&world).layer(from_fn_with_state(world, crate::gate::gate))
}

/// Both platforms, and the control API under `/_practice` for bearers of `control_token`.
pub fn router(world: SharedWorld, control_token: &str) -> Router {
    let control = crate::control::routes(world.clone(), control_token);
    platforms(&world).nest("/_practice", control).layer(from_fn_with_state(world, crate::gate::gate))
}

fn platforms(world: &SharedWorld) -> Router {
    crate::tiktok::routes(world.clone()).merge(crate::amazon::routes(world.clone()))
}

/// What a client needs to reach the practice TikTok Shop.
#[derive(Clone, Serialize)]
#[expect(missing_docs, reason = "the names of issue 2, item 7; the values are the platform's own terms")]
pub struct TikTokCredentials {
    pub base_url: String,
    pub auth_url: String,
    pub app_key: String,
    pub app_secret: String,
    pub service_id: String,
    pub auth_code: String,
    pub access_token: String,
    pub refresh_token: String,
    pub shop_id: String,
    pub shop_cipher: String,
}

/// What a client needs to reach the practice Amazon account.
#[derive(Clone, Serialize)]
#[expect(missing_docs, reason = "the names of issue 2, item 7; the values are the platform's own terms")]
pub struct AmazonCredentials {
    pub base_url: String,
    pub lwa_url: String,
    pub client_id: String,
    pub client_secret: String,
    pub refresh_token: String,
    pub seller_id: String,
    pub marketplace_id: String,
}

/// What a client needs to reach the seller's own message queue, beside Amazon's base address.
#[derive(Clone, Serialize)]
#[expect(missing_docs, reason = "the service's own terms")]
pub struct QueueCredentials {
    pub url: String,
    pub region: String,
    pub access_key_id: String,
    pub secret_access_key: String,
}

/// Where the control API is, and the bearer token that opens it.
#[derive(Clone, Serialize)]
pub struct ControlAccess {
    /// Ends in `/_practice`.
    pub base_url: String,
    /// Bearer token.
    pub token: String,
}

/// The one line of JSON that a served world prints when it is ready.
#[derive(Clone, Serialize)]
pub struct Credentials {
    /// TikTok Shop.
    pub tiktok: TikTokCredentials,
    /// Amazon.
    pub amazon: AmazonCredentials,
    /// The seller's own message queue.
    pub queue: QueueCredentials,
    /// Control API.
    pub control: ControlAccess,
}

impl std::fmt::Debug for Credentials {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Credentials").field("base_url", &self.tiktok.base_url).finish_non_exhaustive()
    }
}

impl World {
    /// The credentials of a world that answers at `base_url` (no trailing slash).
    pub fn credentials(&self, base_url: &str, control_token: &str) -> Credentials {
        let app = self.tiktok.credentials();
        let account = &self.amazon.account;
        Credentials {
            tiktok: TikTokCredentials {
                base_url: base_url.to_owned(),
                auth_url: base_url.to_owned(),
                app_key: app.app_key,
                app_secret: app.app_secret,
                service_id: app.service_id,
                auth_code: app.auth_code,
                access_token: app.access_token,
                refresh_token: app.refresh_token,
                shop_id: app.shop_id,
                shop_cipher: app.shop_cipher,
            },
            amazon: AmazonCredentials {
                base_url: base_url.to_owned(),
                lwa_url: format!("{base_url}/auth/o2/token"),
                client_id: account.client_id.clone(),
                client_secret: account.client_secret.clone(),
                refresh_token: account.refresh_token.clone(),
                seller_id: account.seller_id.clone(),
                marketplace_id: crate::amazon::MARKETPLACE_ID.to_owned(),
            },
            queue: QueueCredentials {
                url: crate::amazon::queue::URL.to_owned(),
                region: crate::amazon::queue::REGION.to_owned(),
                access_key_id: self.amazon.queue.key_id.clone(),
                secret_access_key: self.amazon.queue.secret.clone(),
            },
            control: ControlAccess { base_url: format!("{base_url}/_practice"), token: control_token.to_owned() },
        }
    }
}

/// A world that listens on loopback until this is dropped.
#[derive(Debug)]
pub struct BoundPractice {
    /// The world, for a program that serves and steers it at once.
    pub world: SharedWorld,
    /// Where it listens.
    pub address: SocketAddr,
    control_token: String,
    tasks: [JoinHandle<()>; 2],
}

impl BoundPractice {
    /// `http://127.0.0.1:<port>`
    pub fn base_url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Everything that clients need.
    pub fn credentials(&self) -> Credentials {
        lock(&self.world).credentials(&self.base_url(), &self.control_token)
    }
}

impl Drop for BoundPractice {
    fn drop(&mut self) {
        self.tasks.iter().for_each(JoinHandle::abort);
    }
}

/// Serves the world on 127.0.0.1 at `port` (0: a free one) until the answer is dropped.
///
/// # Errors
/// If the port is taken.
pub async fn serve(world: SharedWorld, port: u16) -> std::io::Result<BoundPractice> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
    let address = listener.local_addr()?;
    let control_token = fresh_token();
    let app = router(world.clone(), &control_token);
    let listening = tokio::spawn(async move {
        // Fails only with the listener itself, and then nobody is left to be told.
        let _ = axum::serve(listener, app).await;
    });
    let ticking = tokio::spawn(tick(world.clone()));
    Ok(BoundPractice { world, address, control_token, tasks: [listening, ticking] })
}

async fn tick(world: SharedWorld) {
    let mut ticks = tokio::time::interval(TICK);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        lock(&world).advance();
    }
}

/// A token nobody can guess, from the standard library's own source of chance; never used in rehearsals.
fn fresh_token() -> String {
    use std::hash::{BuildHasher as _, Hasher as _};
    let word = || std::hash::RandomState::new().build_hasher().finish();
    format!("{:016x}{:016x}", word(), word())
}
