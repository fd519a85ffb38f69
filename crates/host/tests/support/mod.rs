//! A practice world on loopback, a data folder, a keychain in memory that can be locked, and a host over them.
#![allow(dead_code, reason = "each test file uses a part of it")]

use std::sync::Arc;

use serde_json::{Value, json};
use shopferry_commands::list::CommandError;
use shopferry_host::{Host, HostOptions, VaultChoice};
use shopferry_practice::clock::WorldClock;
use shopferry_practice::serve::{BoundPractice, Credentials, serve};
use shopferry_practice::world::World;
use shopferry_vault::MemoryVault;

/// A person's computer.
pub struct Desk {
    pub folder: tempfile::TempDir,
    pub vault: Arc<MemoryVault>,
}

impl Desk {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), vault: Arc::new(MemoryVault::new()) }
    }

    pub fn options(&self) -> HostOptions {
        let mut options = HostOptions::new(self.folder.path());
        options.vault = VaultChoice::Given(self.vault.clone(), "in a test's memory".to_owned());
        options.name = "The first program".to_owned();
        options.practice_seed = Some(7);
        options
    }

    pub async fn host(&self) -> Arc<Host> {
        Host::open(self.options()).await.unwrap()
    }

    /// Names of secrets, without the database's key.
    pub fn secrets(&self) -> Vec<String> {
        let names = self.vault.names();
        names.iter().filter(|n| n.owner != "profile").map(|n| format!("{}/{}", n.owner, n.what)).collect()
    }
}

/// A small world of orders on loopback.
pub async fn world() -> (BoundPractice, Credentials) {
    let bound = serve(World::new(7, WorldClock::live(1.0)).share(), 0).await.unwrap();
    let keys = bound.credentials();
    (bound, keys)
}

pub async fn ask(host: &Host, command: &str, payload: Value) -> Value {
    host.rpc(command, payload).await.unwrap_or_else(|e| panic!("{command}: {e:?}"))
}

pub async fn refused(host: &Host, command: &str, payload: Value) -> CommandError {
    host.rpc(command, payload).await.expect_err(command)
}

pub async fn channels(host: &Host) -> Vec<Value> {
    ask(host, "channels.list", json!({})).await["channels"].as_array().unwrap().clone()
}

pub fn begin_form(keys: &Credentials, name: &str) -> Value {
    json!({ "name": name, "app_key": keys.tiktok.app_key, "app_secret": keys.tiktok.app_secret,
        "service_id": keys.tiktok.service_id, "region": "us", "base_url": keys.tiktok.base_url, "connection": null })
}

pub fn amazon_form(keys: &Credentials, name: &str) -> Value {
    json!({ "name": name, "client_id": keys.amazon.client_id, "client_secret": keys.amazon.client_secret,
        "refresh_token": keys.amazon.refresh_token, "seller_id": keys.amazon.seller_id,
        "marketplace": keys.amazon.marketplace_id, "base_url": keys.amazon.base_url, "connection": null })
}

/// The address that the browser ends on.
pub fn answered(consent: &Value, keys: &Credentials, code: &str) -> String {
    let url = consent["url"].as_str().unwrap();
    let state = url.rsplit_once("state=").unwrap().1;
    format!("{}/registered-page?app_key=x&code={code}&state={state}", keys.tiktok.base_url)
}

/// Signs the shop in as a person would.
pub async fn connect_shop(host: &Host, keys: &Credentials, name: &str) -> Value {
    let consent = ask(host, "channels.tiktok_begin", begin_form(keys, name)).await;
    let pasted = answered(&consent, keys, &keys.tiktok.auth_code);
    let added =
        ask(host, "channels.tiktok_finish", json!({ "ticket": consent["ticket"], "pasted": pasted, "shops": [] }))
            .await;
    added["channels"][0].clone()
}
