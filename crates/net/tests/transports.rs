//! Both transports: what surely never left, what may have had an effect (F076), and where requests may go.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fall over")]

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use shopferry_net::{BaseUrl, BaseUrlFault, InProcess, Transport, TransportFault, Wire, WireLimits};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

#[tokio::test(start_paused = true)]
async fn a_client_that_gives_up_does_not_undo_the_effect() {
    let effects = Arc::new(AtomicU32::new(0));
    let counted = Arc::clone(&effects);
    let transport = InProcess::new(Duration::from_secs(30), move |_| {
        let counted = Arc::clone(&counted);
        async move {
            tokio::time::sleep(Duration::from_secs(60)).await;
            counted.fetch_add(1, Ordering::SeqCst);
            Response::new(Bytes::new())
        }
    });
    let fault = transport.send(request("http://127.0.0.1:1/")).await.unwrap_err();
    assert!(matches!(fault, TransportFault::OutcomeUnknown { .. }));
    assert_eq!(effects.load(Ordering::SeqCst), 0);
    tokio::time::sleep(Duration::from_secs(31)).await;
    assert_eq!(effects.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_closed_port_proves_that_nothing_left() {
    let port = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port();
    let fault = wire().send(request(&format!("http://127.0.0.1:{port}/secret?sign=abc"))).await.unwrap_err();
    assert!(matches!(fault, TransportFault::NeverLeft { .. }), "{fault:?}");
    assert!(!fault.to_string().contains("sign"), "{fault}");
}

#[tokio::test]
async fn a_connection_cut_after_sending_is_an_unknown_outcome() {
    let fault = wire().send(request(&serve_once(b"").await)).await.unwrap_err();
    assert!(matches!(fault, TransportFault::OutcomeUnknown { .. }), "{fault:?}");
    let half = serve_once(b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{").await;
    let fault = wire().send(request(&half)).await.unwrap_err();
    assert!(matches!(fault, TransportFault::OutcomeUnknown { .. }), "{fault:?}");
}

#[tokio::test]
async fn a_whole_answer_comes_back_with_status_headers_and_body() {
    let url = serve_once(b"HTTP/1.1 418 I'm a teapot\r\nx-a: b\r\ncontent-length: 2\r\n\r\nhi").await;
    let answer = wire().send(request(&url)).await.unwrap();
    assert_eq!((answer.status().as_u16(), answer.headers()["x-a"].as_bytes()), (418, &b"b"[..]));
    assert_eq!(answer.body(), "hi");
}

#[tokio::test]
async fn an_oversized_answer_is_cut_off_announced_or_not() {
    for head in ["HTTP/1.1 200 OK\r\ncontent-length: 2000\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\n"] {
        let url = serve_once(format!("{head}{}", "x".repeat(2000)).as_bytes()).await;
        let fault = wire().send(request(&url)).await.unwrap_err();
        assert_eq!(fault, TransportFault::AnswerTooLarge { limit_bytes: 1000 });
    }
}

#[tokio::test]
async fn redirects_are_answers_not_orders() {
    let url = serve_once(b"HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:9/\r\ncontent-length: 0\r\n\r\n").await;
    assert_eq!(wire().send(request(&url)).await.unwrap().status().as_u16(), 302);
}

#[tokio::test]
async fn plain_http_goes_to_this_computer_only() {
    let fault = wire().send(request("http://example.com/")).await.unwrap_err();
    assert_eq!(fault, TransportFault::never_left("only https may leave this computer, not example.com"));
}

#[test]
fn a_base_may_be_replaced_by_this_computer_only() {
    for good in ["http://127.0.0.1:4010", "http://localhost:1/", "http://[::1]:2", "https://127.0.0.9"] {
        assert!(BaseUrl::loopback(good).unwrap().is_loopback(), "{good}");
    }
    let host = |text: &str| BaseUrlFault::NotLoopback { host: text.into() };
    assert_eq!(BaseUrl::loopback("http://192.168.0.9:80"), Err(host("192.168.0.9")));
    assert_eq!(BaseUrl::loopback("https://127.0.0.1.example.com"), Err(host("127.0.0.1.example.com")));
    assert_eq!(BaseUrl::loopback("http://127.0.0.1@example.com"), Err(host("example.com")));
    for bad in ["", "127.0.0.1", "ftp://127.0.0.1", "http://127.0.0.1/x", "http://u:p@127.0.0.1"] {
        assert_eq!(BaseUrl::loopback(bad), Err(BaseUrlFault::Unreadable), "{bad}");
    }
    for bad in ["", "a/b", "a:1", "u@a", "a?x", "https://a"] {
        assert!(BaseUrl::production(bad).is_err(), "{bad}");
    }
    let base = BaseUrl::production("sellingpartnerapi-na.amazon.com").unwrap();
    assert_eq!(base.join("/a%20b?c=d").unwrap(), "https://sellingpartnerapi-na.amazon.com/a%20b?c=d");
    for bad in ["a", "//evil.example", ""] {
        assert_eq!(base.join(bad), Err(BaseUrlFault::Path), "{bad}");
    }
}

/// A server that reads one request, writes `answer` and closes.
async fn serve_once(answer: &[u8]) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    let answer = answer.to_vec();
    tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.unwrap();
        let mut buffer = [0; 4096];
        let _ = socket.read(&mut buffer).await;
        let _ = socket.write_all(&answer).await;
    });
    url
}

fn wire() -> Wire {
    Wire::new(WireLimits { answer_bytes_max: 1000, ..WireLimits::default() }).unwrap()
}

fn request(url: &str) -> Request<Bytes> {
    Request::get(url).body(Bytes::new()).unwrap()
}
