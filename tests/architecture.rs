//! Keeps the house as docs/ARCHITECTURE.md draws it: who may depend on whom, and how large a file may grow.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "what cannot be read fails the test")]

use std::collections::BTreeMap;
use std::process::Command;

use serde_json::Value;
use shopferry_tests::support::sources::{files, root};

/// Of our own crates, each may know these and no others (dependencies point one way).
const MAY_KNOW: [(&str, &[&str]); 14] = [
    ("domain", &[]),
    ("channel", &["domain"]),
    ("net", &["domain", "channel"]),
    ("tiktok-shop", &["domain", "channel", "net"]),
    ("amazon", &["domain", "channel", "net"]),
    ("ledger", &["domain", "channel"]),
    ("vault", &["domain", "channel"]),
    ("engine", &["domain", "channel", "ledger"]),
    ("commands", &["domain", "channel", "ledger", "engine"]),
    ("practice", &[]),
    (
        "host",
        &["domain", "channel", "net", "tiktok-shop", "amazon", "ledger", "vault", "engine", "commands", "practice"],
    ),
    (
        "rehearsal",
        &[
            "domain",
            "channel",
            "net",
            "tiktok-shop",
            "amazon",
            "ledger",
            "vault",
            "engine",
            "commands",
            "host",
            "practice",
        ],
    ),
    ("headless", &["domain", "channel", "commands", "host", "practice", "rehearsal", "vault", "ledger", "net"]),
    ("", &["channel", "commands", "domain", "host", "practice"]),
];

/// Crates from outside that only one of ours may use.
const ONLY: [(&str, &[&str]); 4] = [
    ("net", &["reqwest", "hyper", "hyper-util", "ureq", "isahc", "curl", "attohttpc"]),
    ("ledger", &["rusqlite", "rusqlite_migration", "libsqlite3-sys", "sqlx", "sqlite"]),
    ("vault", &["keyring", "keyring-core", "secret-service"]),
    ("", &["tauri", "tauri-build", "wry", "tao"]),
];

/// The domain is pure: nothing asynchronous, no clock of its own, no I/O.
const NEVER_IN_DOMAIN: [&str; 6] = ["tokio", "futures", "async-trait", "rand", "tracing", "anyhow"];

struct Dependency {
    owner: String,
    name: String,
    kind: String,
}

#[test]
fn dependencies_point_one_way() {
    let may_know: BTreeMap<_, _> = MAY_KNOW.into_iter().collect();
    let mut wrong = Vec::new();
    for Dependency { owner, name, kind } in dependencies() {
        let Some(known) = name.strip_prefix("shopferry-") else { continue };
        let Some(allowed) = may_know.get(owner.as_str()) else { continue };
        let tested_with = kind == "dev" && !forbidden_even_in_tests(&owner, known);
        if !allowed.contains(&known) && !tested_with {
            wrong.push(format!("{} must not know {known} ({kind})", shown(&owner)));
        }
    }
    assert_eq!(wrong, Vec::<String>::new(), "see docs/ARCHITECTURE.md, \"The house\"");
}

/// Tests may reach further than the crate itself, but never so far that two sides could agree on a mistake.
fn forbidden_even_in_tests(owner: &str, known: &str) -> bool {
    match owner {
        "practice" => true,
        "engine" => ["tiktok-shop", "amazon"].contains(&known),
        "tiktok-shop" | "amazon" => ["ledger", "vault", "engine"].contains(&known),
        _ => false,
    }
}

#[test]
fn each_outside_door_has_one_owner() {
    let mut wrong = Vec::new();
    for Dependency { owner, name, .. } in dependencies() {
        for (only, doors) in ONLY {
            let door = doors.contains(&name.as_str()) || (only.is_empty() && name.starts_with("tauri-"));
            if door && owner != only {
                wrong.push(format!("{} must not depend on {name}: only {} may", shown(&owner), shown(only)));
            }
        }
        if owner == "domain" && NEVER_IN_DOMAIN.contains(&name.as_str()) {
            wrong.push(format!("domain must stay pure, without {name}"));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn plain_cargo_commands_leave_the_shell_alone() {
    let metadata = metadata();
    let shell = metadata["packages"].as_array().unwrap().iter().find(|package| package["name"] == "shopferry").unwrap();
    let built = metadata["workspace_default_members"].as_array().unwrap();
    assert!(!built.contains(&shell["id"]), "the shell needs the platform's webview to build");
    let members = metadata["workspace_members"].as_array().unwrap();
    assert_eq!(built.len() + 1, members.len(), "every other package is built by a plain cargo command");
}

#[test]
fn files_stay_small() {
    let ours = files(
        &["crates", "src-tauri", "tests", "ui/src", "ui/browser", "ui/scripts", "scripts"],
        &[".rs", ".ts", ".tsx", ".css", ".mjs", ".sh"],
    )
    .unwrap();
    assert!(ours.len() > 50, "the sources were found");
    let too_long = ours.iter().filter_map(|file| {
        let lines = file.text.lines().count();
        let limit = if file.is_test() { 800 } else { 500 };
        (lines > limit).then(|| format!("{}: {lines} lines, at most {limit}", file.path))
    });
    assert_eq!(too_long.collect::<Vec<_>>(), Vec::<String>::new(), "a file that long is two files");
}

#[test]
fn only_the_shell_knows_tauri() {
    let rust = files(&["crates", "tests"], &[".rs"]).unwrap();
    let screens = files(&["ui/src"], &[".ts", ".tsx"]).unwrap();
    let in_rust = rust.iter().filter(|file| file.path != "tests/architecture.rs");
    let in_rust = in_rust.filter(|file| file.text.contains("tauri::")).map(|file| file.path.clone());
    let on_screens = screens.iter().filter(|file| !file.path.starts_with("ui/src/platform/"));
    let on_screens = on_screens.filter(|file| file.text.contains("@tauri-apps/")).map(|file| file.path.clone());
    assert_eq!(in_rust.chain(on_screens).collect::<Vec<_>>(), Vec::<String>::new());
}

#[test]
fn listeners_exist_only_where_they_belong() {
    let rust = files(&["crates"], &[".rs"]).unwrap();
    let elsewhere = rust.iter().filter(|file| {
        let belongs = ["crates/headless/", "crates/practice/"].iter().any(|folder| file.path.starts_with(folder));
        !belongs && !file.is_test() && file.text.contains("TcpListener::bind")
    });
    assert_eq!(elsewhere.map(|file| &file.path).collect::<Vec<_>>(), Vec::<&String>::new());
}

/// Every declared dependency of every package of ours; the root package's owner is "".
fn dependencies() -> Vec<Dependency> {
    let metadata = metadata();
    let mut all = Vec::new();
    for package in metadata["packages"].as_array().unwrap() {
        let owner = package["name"].as_str().unwrap().trim_start_matches("shopferry").trim_start_matches('-');
        for dependency in package["dependencies"].as_array().unwrap() {
            let name = dependency["name"].as_str().unwrap().to_owned();
            let kind = dependency["kind"].as_str().unwrap_or("normal").to_owned();
            all.push(Dependency { owner: owner.to_owned(), name, kind });
        }
    }
    assert!(!all.is_empty(), "cargo metadata names the dependencies");
    all
}

fn metadata() -> Value {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let output = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn shown(owner: &str) -> &str {
    if owner.is_empty() { "the shell" } else { owner }
}
