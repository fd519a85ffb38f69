//! The loopback host: the same router as in the window, on 127.0.0.1 only (F315).

mod events;
mod router;
pub mod screens;
pub mod session;

use std::future::Future;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;

use shopferry_host::Host;
use tokio::net::TcpListener;

pub use router::router;
pub use session::Sessions;

/// A listener that waits to be served.
pub struct Bound {
    listener: TcpListener,
    /// The port it got.
    pub port: u16,
    /// Who may ask.
    pub sessions: Arc<Sessions>,
}

/// Takes a port on 127.0.0.1; 0 is any free one.
///
/// # Errors
/// When the port is taken.
pub async fn bind(port: u16) -> std::io::Result<Bound> {
    let listener = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).await?;
    let port = listener.local_addr()?.port();
    let sessions = Arc::new(Sessions::new(port)?);
    Ok(Bound { listener, port, sessions })
}

/// Serves until `stop` is done.
///
/// # Errors
/// When the listener fails.
pub async fn serve(
    bound: Bound,
    host: Arc<Host>,
    screens: Option<PathBuf>,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let (ending, ended) = tokio::sync::watch::channel(false);
    let app = router(host, Arc::clone(&bound.sessions), screens, ended);
    let stop = async move {
        stop.await;
        // Event streams would keep a graceful end waiting for ever.
        let _ = ending.send(true);
    };
    axum::serve(bound.listener, app).with_graceful_shutdown(stop).await
}
