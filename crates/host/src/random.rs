//! Random words and numbers from the system: names, states, seeds, keys.

use crate::error::HostError;

/// Fills an array.
pub(crate) fn bytes<const N: usize>() -> Result<[u8; N], HostError> {
    let mut bytes = [0_u8; N];
    getrandom::fill(&mut bytes).map_err(|e| HostError::Random { detail: e.to_string() })?;
    Ok(bytes)
}

/// 32 hexadecimal digits nobody can guess.
pub(crate) fn word() -> Result<String, HostError> {
    Ok(hex::encode(bytes::<16>()?))
}

/// A seed.
pub(crate) fn seed() -> Result<u64, HostError> {
    Ok(u64::from_le_bytes(bytes()?))
}
