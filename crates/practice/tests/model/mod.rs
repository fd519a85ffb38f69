//! Amazon's own models, when the reference folder is there, and whether an answer fits them.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::client::Reply;

/// Straight to the terminal: what a passing test prints is otherwise not shown.
pub fn say(line: std::fmt::Arguments<'_>) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// Amazon's fixtures carry it, its model does not (fact sheet 4.4).
const BEYOND_THE_MODEL: [&str; 1] = ["primeUpgraded"];

pub struct Model {
    document: Value,
}

impl Model {
    pub fn load(name: &str) -> Option<Self> {
        let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/reference");
        let folder = std::env::var_os("SHOPFERRY_REFERENCE").map_or(beside, PathBuf::from);
        let path = folder.join("amazon/models").join(name);
        let text = std::fs::read_to_string(path).ok()?;
        Some(Self { document: serde_json::from_str(&text).unwrap() })
    }

    pub fn check(&self, covered: &mut BTreeSet<String>, method: &str, path: &str, reply: &Reply) {
        let operation = &self.document["paths"][path][method];
        let status = reply.status.as_u16().to_string();
        let schema = &operation["responses"][&status]["schema"];
        assert!(schema.is_object(), "{method} {path} does not declare {status}");
        let mut faults = Vec::new();
        self.compare(schema, &reply.body, "", &mut faults);
        assert!(faults.is_empty(), "{method} {path} {status}: {faults:#?}\n{:#}", reply.body);
        covered.insert(format!("{} {status}", operation["operationId"].as_str().unwrap()));
    }

    fn compare(&self, schema: &Value, value: &Value, at: &str, faults: &mut Vec<String>) {
        let mut schema = schema;
        while let Some(pointer) = schema["$ref"].as_str() {
            schema = self.document.pointer(pointer.trim_start_matches('#')).unwrap();
        }
        let fits = match schema["type"].as_str() {
            Some("string") => value.is_string(),
            Some("integer") => value.is_i64() || value.is_u64(),
            Some("boolean") => value.is_boolean(),
            Some("array") => value.is_array(),
            Some("object") => value.is_object(),
            _ => true,
        };
        if !fits {
            faults.push(format!("{at}: {value} is not {}", schema["type"]));
        }
        // Amazon itself mixes the case of its words (fact sheet 0.6).
        let same = |word: &Value| word.as_str().zip(value.as_str()).is_some_and(|(a, b)| a.eq_ignore_ascii_case(b));
        if schema["enum"].as_array().is_some_and(|words| !words.iter().any(same)) {
            faults.push(format!("{at}: {value} is none of {}", schema["enum"]));
        }
        for item in value.as_array().into_iter().flatten() {
            self.compare(&schema["items"], item, &format!("{at}[]"), faults);
        }
        for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            if value.get(name).is_none() {
                faults.push(format!("{at}: {name} is missing"));
            }
        }
        let (Some(members), Some(known)) = (value.as_object(), schema["properties"].as_object()) else { return };
        for (name, member) in members {
            match known.get(name) {
                Some(inner) => self.compare(inner, member, &format!("{at}.{name}"), faults),
                None if BEYOND_THE_MODEL.contains(&name.as_str()) => {}
                None => faults.push(format!("{at}: {name} is not in the model")),
            }
        }
    }
}
