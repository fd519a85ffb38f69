//! Stands in for the host until it is wired: every question is answered with the same refusal.

use std::path::PathBuf;
use std::sync::Arc;

use serde::Serialize;
use serde_json::Value;
use tokio::sync::broadcast;

#[derive(Clone)]
pub struct HostOptions {
    pub data_dir: PathBuf,
    pub practice: bool,
}

#[derive(Clone, Debug, Serialize)]
pub struct RpcError {
    code: String,
    message: String,
    cure: Option<String>,
}

impl RpcError {
    pub fn new(code: &str, message: impl Into<String>, cure: &str) -> Self {
        Self { code: code.to_owned(), message: message.into(), cure: Some(cure.to_owned()) }
    }

    pub fn closing() -> Self {
        Self::new("closing", "Shopferry is closing.", "Start it again.")
    }
}

#[derive(Clone, Serialize)]
pub struct Changed {
    seq: u64,
    tags: Vec<String>,
}

#[derive(Clone)]
pub struct Notice {
    pub title: String,
    pub body: String,
    pub order: Option<String>,
}

pub struct Host {
    changes: broadcast::Sender<Changed>,
    notices: broadcast::Sender<Notice>,
}

impl Host {
    pub async fn open(options: HostOptions) -> Result<Arc<Self>, RpcError> {
        let (changes, notices) = (broadcast::Sender::new(16), broadcast::Sender::new(16));
        drop((options.data_dir, options.practice));
        Ok(Arc::new(Self { changes, notices }))
    }

    pub fn start(&self) {}

    pub async fn rpc(&self, command: &str, _payload: Value) -> Result<Value, RpcError> {
        Err(RpcError::new(
            "not_wired",
            format!("There is no host to answer \"{command}\"."),
            "Wait for the next build.",
        ))
    }

    pub fn changes(&self) -> broadcast::Receiver<Changed> {
        self.changes.subscribe()
    }

    pub fn notices(&self) -> broadcast::Receiver<Notice> {
        self.notices.subscribe()
    }

    pub async fn pending_work(&self) -> Vec<String> {
        Vec::new()
    }

    pub async fn woke(&self, _seconds: u64) {}

    pub async fn shutdown(&self) {}
}
