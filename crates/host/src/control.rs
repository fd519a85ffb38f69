//! The practice world's control API, as far as the practice bar and the clock need it (docs/practice.md).

use std::sync::Arc;

use bytes::Bytes;
use http::Request;
use serde::Deserialize;
use serde_json::{Value, json};
use shopferry_net::{BaseUrl, Transport};

/// Where a control API is. The token opens a practice world on this computer and nothing else.
#[derive(Clone)]
pub struct ControlAt {
    /// Ends in `/_practice`; loopback only.
    pub base_url: String,
    /// Bearer token.
    pub token: String,
}

impl std::fmt::Debug for ControlAt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ControlAt").field("base_url", &self.base_url).finish_non_exhaustive()
    }
}

/// What the world says about its time.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct WorldState {
    pub(crate) seed: u64,
    pub(crate) now_ms: i64,
    pub(crate) speed: f64,
    pub(crate) paused: bool,
    pub(crate) next_event_ms: Option<i64>,
}

/// Asks and steers a practice world.
#[derive(Clone)]
pub(crate) struct Control {
    transport: Arc<dyn Transport>,
    base: BaseUrl,
    token: String,
}

impl Control {
    /// Errors when the address is not on this computer.
    pub(crate) fn new(transport: Arc<dyn Transport>, at: &ControlAt) -> Result<Self, String> {
        let root = at.base_url.trim_end_matches('/').trim_end_matches("/_practice");
        let base = BaseUrl::loopback(root).map_err(|e| e.to_string())?;
        Ok(Self { transport, base, token: at.token.clone() })
    }

    /// The world's time.
    pub(crate) async fn state(&self) -> Result<WorldState, String> {
        self.ask("GET", "/_practice/state", Bytes::new()).await
    }

    /// Changes the world's time: `{"speed"}`, `{"pause"}`, `{"next_event"}` …
    pub(crate) async fn time(&self, change: &Value) -> Result<WorldState, String> {
        self.ask("POST", "/_practice/time", change.to_string().into()).await
    }

    /// Goes on at a speed.
    pub(crate) async fn go(&self, speed: f64) -> Result<WorldState, String> {
        self.time(&json!({ "speed": speed, "pause": false })).await
    }

    async fn ask(&self, method: &str, path: &str, body: Bytes) -> Result<WorldState, String> {
        let uri = self.base.join(path).map_err(|e| e.to_string())?;
        let request = Request::builder()
            .method(method)
            .uri(uri)
            .header("authorization", format!("Bearer {}", self.token))
            .header("content-type", "application/json")
            .body(body)
            .map_err(|e| e.to_string())?;
        let answer = self.transport.send(request).await.map_err(|e| e.to_string())?;
        if !answer.status().is_success() {
            return Err(format!("the practice world answered {}", answer.status().as_u16()));
        }
        serde_json::from_slice(answer.body()).map_err(|e| e.to_string())
    }
}
