//! The reference folder beside the repository, and a plain comparison with its schemas, for the contract tests.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]
#![allow(dead_code, reason = "each test file uses its own part")]

use std::io::Write as _;
use std::path::{Path, PathBuf};

use serde_json::Value;

/// Straight to the terminal: what a passing test prints is otherwise not shown.
pub fn say(line: std::fmt::Arguments<'_>) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// `../shared/reference` beside the repository, or `SHOPFERRY_REFERENCE`. The tests that need it say so without it.
pub fn folder() -> PathBuf {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/reference");
    std::env::var_os("SHOPFERRY_REFERENCE").map_or(beside, PathBuf::from)
}

/// A file of the folder; without it the terminal says that the test did not run.
pub fn text(name: &str) -> Option<String> {
    let file = folder().join(name);
    let text = std::fs::read_to_string(&file).ok();
    if text.is_none() {
        say(format_args!("DID NOT RUN: there is no reference at {}", file.display()));
    }
    text
}

/// What an answer may deviate in.
pub struct Leave<'a> {
    /// Fields that no schema knows.
    pub unknown: &'a [&'a str],
    /// Words of an enumeration may differ in case.
    pub case: bool,
}

/// Compares a value with a schema of the document; says what does not fit.
pub fn compare(document: &Value, leave: &Leave<'_>, schema: &Value, value: &Value, at: &str, faults: &mut Vec<String>) {
    let mut schema = schema;
    while let Some(pointer) = schema["$ref"].as_str() {
        schema = document.pointer(pointer.trim_start_matches('#')).expect("references lead somewhere");
    }
    for part in schema["allOf"].as_array().into_iter().flatten() {
        compare(document, leave, part, value, at, faults);
    }
    if value.is_null() && schema["nullable"] == true {
        return;
    }
    let fits = match schema["type"].as_str() {
        Some("string") => value.is_string(),
        Some("integer") => value.is_i64() || value.is_u64(),
        Some("number") => value.is_number(),
        Some("boolean") => value.is_boolean(),
        Some("array") => value.is_array(),
        Some("object") => value.is_object(),
        _ => true,
    };
    if !fits {
        faults.push(format!("{at}: {value} is not {}", schema["type"]));
    }
    let same = |word: &Value| {
        let alike = || word.as_str().zip(value.as_str()).is_some_and(|(a, b)| a.eq_ignore_ascii_case(b));
        word == value || (leave.case && alike())
    };
    if schema["enum"].as_array().is_some_and(|words| !words.iter().any(same)) {
        faults.push(format!("{at}: {value} is none of {}", schema["enum"]));
    }
    for item in value.as_array().into_iter().flatten() {
        compare(document, leave, &schema["items"], item, &format!("{at}[]"), faults);
    }
    for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        if value.get(name).is_none() {
            faults.push(format!("{at}: {name} is missing"));
        }
    }
    let (Some(members), Some(known)) = (value.as_object(), schema["properties"].as_object()) else { return };
    for (name, member) in members {
        match known.get(name) {
            Some(inner) => compare(document, leave, inner, member, &format!("{at}.{name}"), faults),
            None if leave.unknown.contains(&name.as_str()) => {}
            None => faults.push(format!("{at}: {name} is not in the reference")),
        }
    }
}
