//! Signature Version 4 of Amazon Web Services: the `authorization` header of one request.

use chrono::{DateTime, Utc};
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use shopferry_channel::Secret;

/// What is signed. The path is `/` and there is no query, as in all JSON protocols.
pub struct Unsigned<'a> {
    /// HTTP method.
    pub method: &'a str,
    /// Region of the service, `us-east-1`.
    pub region: &'a str,
    /// Short name of the service, `sqs`.
    pub service: &'a str,
    /// All headers that are signed: lower-case names in alphabetical order.
    pub headers: &'a [(&'a str, &'a str)],
    /// The body.
    pub body: &'a [u8],
    /// The time that stands in `x-amz-date`.
    pub at: DateTime<Utc>,
}

/// The value of `x-amz-date`.
pub fn stamp(at: DateTime<Utc>) -> String {
    at.format("%Y%m%dT%H%M%SZ").to_string()
}

/// The value of `authorization`.
pub fn authorization(key_id: &str, secret: &Secret, request: &Unsigned<'_>) -> String {
    let day = request.at.format("%Y%m%d").to_string();
    let scope = format!("{day}/{}/{}/aws4_request", request.region, request.service);
    let names: Vec<&str> = request.headers.iter().map(|(name, _)| *name).collect();
    let names = names.join(";");
    let lines: String = request.headers.iter().map(|(name, value)| format!("{name}:{}\n", value.trim())).collect();
    let canonical = format!("{}\n/\n\n{lines}\n{names}\n{}", request.method, digest(request.body));
    let text = format!("AWS4-HMAC-SHA256\n{}\n{scope}\n{}", stamp(request.at), digest(canonical.as_bytes()));
    let start = Secret::new(format!("AWS4{}", secret.expose()));
    let mut key = mac(start.expose().as_bytes(), day.as_bytes());
    for part in [request.region, request.service, "aws4_request"] {
        key = mac(&key, part.as_bytes());
    }
    let signature = hex::encode(mac(&key, text.as_bytes()));
    format!("AWS4-HMAC-SHA256 Credential={key_id}/{scope}, SignedHeaders={names}, Signature={signature}")
}

fn digest(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

/// An HMAC takes keys of any length, so the empty answer never comes.
fn mac(key: &[u8], message: &[u8]) -> Vec<u8> {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else { return Vec::new() };
    mac.update(message);
    mac.finalize().into_bytes().to_vec()
}
