//! The real network: reqwest over rustls.

use std::error::Error as _;
use std::time::Duration;

use async_trait::async_trait;
use bytes::{Bytes, BytesMut};
use http::{Request, Response};

use crate::base_url::is_loopback_host;
use crate::transport::{Transport, TransportFault};

/// Bounds of one exchange. Times are real seconds, in practice worlds too (architecture, section 4).
#[derive(Debug, Clone, Copy)]
pub struct WireLimits {
    /// Time to establish a connection.
    pub connect_timeout: Duration,
    /// Time for the whole exchange.
    pub total_timeout: Duration,
    /// Largest accepted answer body.
    pub answer_bytes_max: usize,
}

impl Default for WireLimits {
    fn default() -> Self {
        Self {
            connect_timeout: Duration::from_secs(10),
            total_timeout: Duration::from_secs(30),
            answer_bytes_max: 32 * 1024 * 1024,
        }
    }
}

/// Sends over the network with the system's proxy; loopback goes direct, and plain `http` goes to loopback only.
///
/// Redirects are never followed: an API that redirects would carry our credentials elsewhere.
pub struct Wire {
    outside: reqwest::Client,
    loopback: reqwest::Client,
    limits: WireLimits,
}

impl Wire {
    /// Builds both HTTP clients with the ring crypto provider.
    ///
    /// # Errors
    /// [`TransportFault::NeverLeft`] if TLS or the proxy settings of this machine cannot be used.
    pub fn new(limits: WireLimits) -> Result<Self, TransportFault> {
        let outside = builder(limits)?.build().map_err(|e| cannot_start(&e))?;
        let loopback = builder(limits)?.no_proxy().build().map_err(|e| cannot_start(&e))?;
        Ok(Self { outside, loopback, limits })
    }

    fn client_for(&self, uri: &http::Uri) -> Result<&reqwest::Client, TransportFault> {
        let host = uri.host().ok_or_else(|| TransportFault::never_left("the address has no host"))?;
        match (uri.scheme_str(), is_loopback_host(host)) {
            (Some("http" | "https"), true) => Ok(&self.loopback),
            (Some("https"), false) => Ok(&self.outside),
            _ => Err(TransportFault::never_left(format!("only https may leave this computer, not {host}"))),
        }
    }

    async fn read_body(&self, mut answer: reqwest::Response) -> Result<Bytes, TransportFault> {
        let limit_bytes = self.limits.answer_bytes_max;
        if answer.content_length().is_some_and(|n| n > limit_bytes as u64) {
            return Err(TransportFault::AnswerTooLarge { limit_bytes });
        }
        let mut body = BytesMut::new();
        while let Some(chunk) = answer.chunk().await.map_err(|e| sort(&e))? {
            if body.len() + chunk.len() > limit_bytes {
                return Err(TransportFault::AnswerTooLarge { limit_bytes });
            }
            body.extend_from_slice(&chunk);
        }
        Ok(body.freeze())
    }
}

#[async_trait]
impl Transport for Wire {
    async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, TransportFault> {
        let client = self.client_for(request.uri())?;
        let request = reqwest::Request::try_from(request).map_err(|e| TransportFault::never_left(plain(&e)))?;
        let answer = client.execute(request).await.map_err(|e| sort(&e))?;
        let mut response = Response::new(Bytes::new());
        *response.status_mut() = answer.status();
        *response.version_mut() = answer.version();
        *response.headers_mut() = answer.headers().clone();
        *response.body_mut() = self.read_body(answer).await?;
        Ok(response)
    }
}

fn builder(limits: WireLimits) -> Result<reqwest::ClientBuilder, TransportFault> {
    // The process default may be set by someone else already; both are fine as long as one is there.
    let _ = rustls::crypto::CryptoProvider::install_default(rustls::crypto::ring::default_provider());
    if rustls::crypto::CryptoProvider::get_default().is_none() {
        return Err(TransportFault::never_left("no TLS provider could be installed"));
    }
    Ok(reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .connect_timeout(limits.connect_timeout)
        .timeout(limits.total_timeout)
        .tcp_nodelay(true)
        // Connections that a server closed while idle look like lost answers; let go of them early.
        .pool_idle_timeout(Duration::from_secs(20)))
}

fn cannot_start(error: &reqwest::Error) -> TransportFault {
    TransportFault::never_left(format!("the network client could not be started: {}", plain(error)))
}

/// Only a failure to connect proves that nothing was sent.
fn sort(error: &reqwest::Error) -> TransportFault {
    if error.is_connect() || error.is_builder() {
        TransportFault::never_left(plain(error))
    } else if error.is_timeout() {
        TransportFault::outcome_unknown("the time allowed for an answer is over")
    } else {
        TransportFault::outcome_unknown(plain(error))
    }
}

/// The innermost cause without the URL, which may carry a signature or a token.
fn plain(error: &reqwest::Error) -> String {
    let mut cause = error.source();
    let mut text = None;
    while let Some(inner) = cause {
        text = Some(inner.to_string());
        cause = inner.source();
    }
    crate::redact::text(&text.unwrap_or_else(|| "the request could not be made".to_owned()))
}
