//! JSON to types, with errors that name the place and never the value.

use serde::de::DeserializeOwned;

use crate::fault::CallFault;

/// Nesting and size are bounded by serde_json (128 levels) and the transport's answer limit.
///
/// # Errors
/// [`CallFault::Malformed`] with the JSON path of the field that does not fit.
pub fn decode<T: DeserializeOwned>(operation: &'static str, body: &[u8]) -> Result<T, CallFault> {
    let mut json = serde_json::Deserializer::from_slice(body);
    let value = serde_path_to_error::deserialize(&mut json).map_err(|error| malformed(operation, &error))?;
    match json.end() {
        Ok(()) => Ok(value),
        Err(_) => Err(CallFault::Malformed { operation, path: ".".into(), why: "text follows the JSON".into() }),
    }
}

/// As [`decode`], from a value that was parsed already (one record of a page, so that a bad one can be set aside).
///
/// # Errors
/// [`CallFault::Malformed`] with the JSON path inside the record.
pub fn decode_value<T: DeserializeOwned>(operation: &'static str, value: serde_json::Value) -> Result<T, CallFault> {
    serde_path_to_error::deserialize(value).map_err(|error| malformed(operation, &error))
}

fn malformed(operation: &'static str, error: &serde_path_to_error::Error<serde_json::Error>) -> CallFault {
    CallFault::Malformed { operation, path: error.path().to_string(), why: without_value(error.inner()) }
}

/// serde quotes the offending value ("invalid type: string \"…\", expected a number"); keep only our own half.
fn without_value(error: &serde_json::Error) -> String {
    if error.is_syntax() || error.is_eof() {
        return "this is not complete JSON".to_owned();
    }
    let text = error.to_string();
    let ours = |part: &str| part.split(" at line ").next().unwrap_or_default().to_owned();
    if text.starts_with("missing field") || text.starts_with("duplicate field") {
        ours(&text)
    } else if let Some((_, expected)) = text.rsplit_once(", expected ") {
        format!("expected {}", ours(expected))
    } else {
        "the value does not fit".to_owned()
    }
}
