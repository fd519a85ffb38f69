//! Signing of requests (tiktok-shop fact sheet 4).

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use shopferry_channel::Secret;

/// The lowercase hex signature of a request.
///
/// `query` holds decoded values in any order; `sign` and `access_token` are left out. `body` is exactly what will be
/// sent, `None` for requests without one and for multipart.
pub fn sign(secret: &Secret, path: &str, query: &[(&str, &str)], body: Option<&[u8]>) -> String {
    let mut pairs: Vec<_> = query.iter().filter(|(key, _)| !matches!(*key, "sign" | "access_token")).collect();
    pairs.sort_by_key(|(key, _)| key.as_bytes());
    let key = secret.expose().as_bytes();
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes a key of any length");
    mac.update(key);
    mac.update(path.as_bytes());
    for (name, value) in pairs {
        mac.update(name.as_bytes());
        mac.update(value.as_bytes());
    }
    mac.update(body.unwrap_or_default());
    mac.update(key);
    hex::encode(mac.finalize().into_bytes())
}
