//! The loopback host: who may ask, and who may not (F315, architecture section 5).
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fall over")]

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use http::{Request, Response, StatusCode, header};
use serde_json::{Value, json};
use shopferry_headless::serve::{Sessions, router};
use shopferry_host::{Host, HostOptions, VaultChoice};
use tower::ServiceExt as _;

const HERE: &str = "127.0.0.1:4170";

struct Served {
    app: Router,
    sessions: Arc<Sessions>,
    _folder: tempfile::TempDir,
}

async fn served() -> Served {
    let folder = tempfile::tempdir().unwrap();
    let mut options = HostOptions::new(folder.path());
    options.vault = VaultChoice::Memory;
    let host = Host::open(options).await.unwrap();
    let sessions = Arc::new(Sessions::new(4170).unwrap());
    let screens = folder.path().join("screens");
    std::fs::create_dir_all(screens.join("assets")).unwrap();
    std::fs::write(screens.join("index.html"), "<title>Shopferry</title>").unwrap();
    std::fs::write(screens.join("assets/app.js"), "1").unwrap();
    std::fs::write(folder.path().join("beside.txt"), "not for pages").unwrap();
    let (_, ended) = tokio::sync::watch::channel(false);
    Served { app: router(host, Arc::clone(&sessions), Some(screens), ended), sessions, _folder: folder }
}

impl Served {
    fn code(&self) -> String {
        self.sessions.link().rsplit_once("code=").unwrap().1.to_owned()
    }

    async fn send(&self, request: Request<Body>) -> Response<Body> {
        self.app.clone().oneshot(request).await.unwrap()
    }

    async fn post(&self, path: &str, body: Value, headers: &[(header::HeaderName, &str)]) -> Response<Body> {
        let mut request =
            Request::post(path).header(header::HOST, HERE).header(header::CONTENT_TYPE, "application/json");
        for (name, value) in headers {
            request = request.header(name, *value);
        }
        self.send(request.body(Body::from(body.to_string())).unwrap()).await
    }

    async fn cookie(&self) -> String {
        let answer = self.post("/session", json!({ "code": self.code() }), &[]).await;
        assert_eq!(answer.status(), StatusCode::OK);
        answer.headers()[header::SET_COOKIE].to_str().unwrap().to_owned()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_code_in_the_link_works_once_and_becomes_a_strict_cookie() {
    let served = served().await;
    let code = served.code();
    assert_eq!(served.post("/session", json!({ "code": "guessed" }), &[]).await.status(), StatusCode::UNAUTHORIZED);
    let cookie = served.cookie().await;
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
    assert_eq!(
        served.post("/session", json!({ "code": code }), &[]).await.status(),
        StatusCode::UNAUTHORIZED,
        "used up"
    );
    let kept = cookie.split(';').next().unwrap();
    let answer = served.post("/rpc", json!({ "command": "app.get", "payload": {} }), &[(header::COOKIE, kept)]).await;
    assert_eq!(answer.status(), StatusCode::OK);
    let body: Value = serde_json::from_slice(&to_bytes(answer.into_body(), 1 << 20).await.unwrap()).unwrap();
    assert_eq!(body["first_run"], json!(true));
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_cookie_nothing_is_answered() {
    let served = served().await;
    let ask = json!({ "command": "app.get", "payload": {} });
    assert_eq!(served.post("/rpc", ask.clone(), &[]).await.status(), StatusCode::UNAUTHORIZED);
    let forged = [(header::COOKIE, "shopferry_4170=00")];
    assert_eq!(served.post("/rpc", ask, &forged).await.status(), StatusCode::UNAUTHORIZED);
    let events = Request::get("/events").header(header::HOST, HERE).body(Body::empty()).unwrap();
    assert_eq!(served.send(events).await.status(), StatusCode::UNAUTHORIZED);
}

#[tokio::test(flavor = "multi_thread")]
async fn other_pages_and_rebound_names_are_turned_away() {
    let served = served().await;
    let cookie = served.cookie().await;
    let kept = cookie.split(';').next().unwrap();
    let ask = json!({ "command": "app.get", "payload": {} });
    for (origin, status) in [
        ("http://127.0.0.1:4170", StatusCode::OK),
        ("http://localhost:4170", StatusCode::OK),
        ("http://127.0.0.1:4171", StatusCode::FORBIDDEN),
        ("https://shop.example", StatusCode::FORBIDDEN),
        ("null", StatusCode::FORBIDDEN),
    ] {
        let answer = served.post("/rpc", ask.clone(), &[(header::COOKIE, kept), (header::ORIGIN, origin)]).await;
        assert_eq!(answer.status(), status, "from {origin}");
    }
    let rebound = Request::get("/").header(header::HOST, "shop.example:4170").body(Body::empty()).unwrap();
    assert_eq!(served.send(rebound).await.status(), StatusCode::FORBIDDEN);
    let form = Request::post("/rpc").header(header::HOST, HERE).header(header::COOKIE, kept);
    let form = form.header(header::CONTENT_TYPE, "text/plain").body(Body::from(ask.to_string())).unwrap();
    assert_eq!(served.send(form).await.status(), StatusCode::UNSUPPORTED_MEDIA_TYPE, "a form cannot send JSON");
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_come_from_their_folder_and_from_nowhere_else() {
    let served = served().await;
    for (path, status, kind) in [
        ("/", StatusCode::OK, "text/html; charset=utf-8"),
        ("/orders/12", StatusCode::OK, "text/html; charset=utf-8"),
        ("/assets/app.js", StatusCode::OK, "text/javascript; charset=utf-8"),
        ("/assets/gone.js", StatusCode::NOT_FOUND, "text/plain; charset=utf-8"),
        ("/../beside.txt", StatusCode::OK, "text/html; charset=utf-8"),
        ("/%2e%2e/beside.txt", StatusCode::OK, "text/html; charset=utf-8"),
    ] {
        let request = Request::get(path).header(header::HOST, HERE).body(Body::empty()).unwrap();
        let answer = served.send(request).await;
        assert_eq!(
            (answer.status(), answer.headers()[header::CONTENT_TYPE].to_str().unwrap()),
            (status, kind),
            "{path}"
        );
        let body = to_bytes(answer.into_body(), 1 << 20).await.unwrap();
        assert!(!body.starts_with(b"not for pages"), "{path} stays inside");
    }
}
