//! The served world: loopback only, credentials of the promised shape, gone when dropped.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod client;

use shopferry_practice::serve::serve;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

#[tokio::test]
async fn f318_a_served_world_answers_on_loopback_until_it_is_dropped() {
    let bound = serve(client::quiet_world(41), 0).await.unwrap();
    assert!(bound.address.ip().is_loopback());
    let credentials = serde_json::to_value(bound.credentials()).unwrap();
    for (part, keys) in [
        (
            "tiktok",
            "base_url auth_url app_key app_secret service_id auth_code access_token refresh_token shop_id shop_cipher",
        ),
        ("amazon", "base_url lwa_url client_id client_secret refresh_token seller_id marketplace_id"),
        ("control", "base_url token"),
    ] {
        let mut wanted: Vec<&str> = keys.split(' ').collect();
        wanted.sort_unstable();
        let given: Vec<&String> = credentials[part].as_object().unwrap().keys().collect();
        assert_eq!(given, wanted);
        assert!(credentials[part].as_object().unwrap().values().all(|value| !value.as_str().unwrap().is_empty()));
    }
    assert!(!format!("{:?}", bound.credentials()).contains(credentials["amazon"]["client_secret"].as_str().unwrap()));

    let token = credentials["control"]["token"].as_str().unwrap();
    let mut stream = TcpStream::connect(bound.address).await.unwrap();
    let request = format!(
        "GET /_practice/state HTTP/1.1\r\nHost: sellingpartnerapi\r\nAuthorization: Bearer {token}\r\nConnection: close\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(answer.contains("\"seed\":41"));

    let address = bound.address;
    drop(bound);
    tokio::task::yield_now().await;
    for _ in 0..1_000 {
        if TcpStream::connect(address).await.is_err() {
            return;
        }
        tokio::task::yield_now().await;
    }
    panic!("the port is still open");
}
