//! The built screens, read from their folder.

use std::path::{Component, Path, PathBuf};

use axum::body::Body;
use http::{HeaderValue, Response, StatusCode, header};

/// What the page may load: itself, nothing else.
const POLICY: &str = "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; connect-src 'self'; \
                      frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/// Where the screens lie: as told, beside the program, or in the checkout that the program was built in.
pub fn find(told: Option<&Path>) -> Option<PathBuf> {
    let is_built = |folder: &PathBuf| folder.join("index.html").is_file();
    if let Some(folder) = told {
        return Some(folder.to_owned()).filter(is_built);
    }
    let program = std::env::current_exe().ok()?;
    let beside = program.parent().map(|folder| folder.join("ui"));
    let above = program.ancestors().map(|folder| folder.join("ui/dist"));
    let here = std::env::current_dir().ok();
    let around = here.iter().flat_map(|folder| folder.ancestors()).map(|folder| folder.join("ui/dist"));
    beside.into_iter().chain(above).chain(around).find(is_built)
}

/// The file for a path, or the page itself: its own router knows the path.
pub async fn answer(folder: &Path, path: &str) -> Response<Body> {
    let wanted = path.trim_start_matches('/');
    let plain = Path::new(wanted).components().all(|part| matches!(part, Component::Normal(_)));
    if plain && !wanted.is_empty() && !wanted.contains('\\') {
        let file = folder.join(wanted);
        if let Ok(bytes) = tokio::fs::read(&file).await {
            return page(bytes, kind(&file), wanted.starts_with("assets/"));
        }
        // A missing asset is missing; a missing page is the router's.
        if wanted.starts_with("assets/") {
            return plain_answer(StatusCode::NOT_FOUND, "There is no such file.");
        }
    }
    match tokio::fs::read(folder.join("index.html")).await {
        Ok(bytes) => page(bytes, "text/html; charset=utf-8", false),
        Err(_) => {
            plain_answer(StatusCode::NOT_FOUND, "The screens are not built. Build them: npm run build --prefix ui")
        }
    }
}

/// A short text with a status.
pub fn plain_answer(status: StatusCode, text: &'static str) -> Response<Body> {
    let mut answer = Response::new(Body::from(text));
    *answer.status_mut() = status;
    answer.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    answer
}

fn page(bytes: Vec<u8>, kind: &'static str, immutable: bool) -> Response<Body> {
    let mut answer = Response::new(Body::from(bytes));
    let cache = if immutable { "public, max-age=31536000, immutable" } else { "no-cache" };
    let headers = answer.headers_mut();
    for (name, value) in [
        (header::CONTENT_TYPE, kind),
        (header::CACHE_CONTROL, cache),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_FRAME_OPTIONS, "DENY"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    answer
}

fn kind(file: &Path) -> &'static str {
    match file.extension().and_then(|e| e.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
}
