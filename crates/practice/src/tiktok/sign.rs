//! The request signature (tiktok-shop fact sheet 4).

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// Lowercase hex of the HMAC over secret, path, sorted decoded parameters, body and secret. `body` is empty for
/// multipart requests. `sign` and `access_token` among `query` are left out.
#[must_use]
pub fn sign(secret: &str, path: &str, query: &[(String, String)], body: &[u8]) -> String {
    let mut pairs: Vec<&(String, String)> =
        query.iter().filter(|(key, _)| key != "sign" && key != "access_token").collect();
    pairs.sort_by(|(one, _), (other, _)| one.as_bytes().cmp(other.as_bytes()));
    let mut message = Vec::with_capacity(256 + body.len());
    message.extend_from_slice(secret.as_bytes());
    message.extend_from_slice(path.as_bytes());
    for (key, value) in pairs {
        message.extend_from_slice(key.as_bytes());
        message.extend_from_slice(value.as_bytes());
    }
    message.extend_from_slice(body);
    message.extend_from_slice(secret.as_bytes());
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.as_bytes()) else { return String::new() };
    mac.update(&message);
    hex::encode(mac.finalize().into_bytes())
}

/// Whether `given` is the signature. Clients differ in how they sign a repeated key (`ids=1&ids=2`): each pair, only
/// the first value, only the last, or the values joined with commas are all taken.
#[must_use]
pub fn is_signed(given: &str, secret: &str, path: &str, query: &[(String, String)], body: &[u8]) -> bool {
    if sign(secret, path, query, body) == given {
        return true;
    }
    let mut keys: Vec<&str> = query.iter().map(|(key, _)| key.as_str()).collect();
    keys.sort_unstable();
    keys.dedup();
    if keys.len() == query.len() {
        return false;
    }
    let values = |key: &str| query.iter().filter(|(name, _)| name == key).map(|(_, value)| value.clone()).collect();
    let ways: [fn(Vec<String>) -> String; 3] = [
        |values| values.into_iter().next().unwrap_or_default(),
        |values| values.into_iter().next_back().unwrap_or_default(),
        |values| values.join(","),
    ];
    ways.iter().any(|way| {
        let folded: Vec<(String, String)> = keys.iter().map(|key| ((*key).to_owned(), way(values(key)))).collect();
        sign(secret, path, &folded, body) == given
    })
}
