//! The key that keeps an order part from ever being placed twice (F076).

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::ids::{PartNumber, RemoteOrderId, ShopId};

/// Stable id of one order part at its fulfiller: letters, digits and hyphens, at most 40 characters.
///
/// Made only from what every computer knows (platform, shop, order, part), so a re-installed or second Shopferry
/// makes the same key. Shape: `TT-<order id>-<part>-<10 characters of a hash over all four>`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ExportKey(String);

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

impl ExportKey {
    /// The key of a part. `platform` is a short fixed word such as `tiktok`.
    pub fn of(platform: &str, shop: &ShopId, order: &RemoteOrderId, part: PartNumber) -> Self {
        let text = format!("{platform}\n{shop}\n{order}\n{part}");
        let digest = Sha256::digest(text.as_bytes());
        let plain = order.as_str().len() <= 20 && order.as_str().chars().all(|c| c.is_ascii_alphanumeric());
        let key = if plain {
            format!("TT-{order}-{part}-{}", letters(&digest, 10))
        } else {
            format!("TT-{}-{part}", letters(&digest, 30))
        };
        Self(key)
    }

    /// Takes a key read back from storage or from the fulfiller.
    pub fn from_text(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The key's text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether a key has the shape that this program makes.
    pub fn is_ours(text: &str) -> bool {
        text.len() <= 40 && text.starts_with("TT-") && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    }
}

impl std::fmt::Display for ExportKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// `count` letters of five bits each, taken from the front of the digest.
fn letters(digest: &[u8], count: usize) -> String {
    (0..count)
        .map(|i| {
            let bit = i * 5;
            let high = u16::from(digest.get(bit / 8).copied().unwrap_or(0)) << 8;
            let low = u16::from(digest.get(bit / 8 + 1).copied().unwrap_or(0));
            let value = ((high | low) >> (11 - bit % 8)) & 31;
            char::from(ALPHABET.get(usize::from(value)).copied().unwrap_or(b'0'))
        })
        .collect()
}
