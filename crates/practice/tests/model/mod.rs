//! Amazon's own models, when the reference folder is there, and whether an answer fits them.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::collections::BTreeSet;

use serde_json::Value;

use crate::client::Reply;
pub use reference::say;
use reference::{Leave, compare, text};

#[path = "../reference/mod.rs"]
mod reference;

/// Amazon's fixtures carry it, its model does not (fact sheet 4.4).
const BEYOND_THE_MODEL: [&str; 1] = ["primeUpgraded"];

pub struct Model {
    document: Value,
}

impl Model {
    pub fn load(name: &str) -> Option<Self> {
        Some(Self { document: serde_json::from_str(&text(&format!("amazon/models/{name}"))?).unwrap() })
    }

    pub fn check(&self, covered: &mut BTreeSet<String>, method: &str, path: &str, reply: &Reply) {
        let operation = &self.document["paths"][path][method];
        let status = reply.status.as_u16().to_string();
        let schema = &operation["responses"][&status]["schema"];
        assert!(schema.is_object(), "{method} {path} does not declare {status}");
        let mut faults = Vec::new();
        // Amazon itself mixes the case of its words (fact sheet 0.6).
        let leave = Leave { unknown: &BEYOND_THE_MODEL, case: true };
        compare(&self.document, &leave, schema, &reply.body, "", &mut faults);
        assert!(faults.is_empty(), "{method} {path} {status}: {faults:#?}\n{:#}", reply.body);
        covered.insert(format!("{} {status}", operation["operationId"].as_str().unwrap()));
    }
}
