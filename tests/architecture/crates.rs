//! Dependencies point down, and some crates never meet.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use crate::tree::root;

/// What each crate of ours depends on, by the kind of dependency (`normal`, `dev`).
fn dependencies() -> BTreeMap<String, Vec<(String, String)>> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--format-version", "1", "--offline"])
        .current_dir(root())
        .output()
        .expect("cargo runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).expect("cargo speaks JSON");
    let text = |value: &serde_json::Value| value.as_str().unwrap_or("normal").to_owned();
    let packages = metadata["packages"].as_array().expect("packages");
    let of = |package: &serde_json::Value| {
        let all = package["dependencies"].as_array().expect("dependencies");
        all.iter()
            .map(|one| (text(&one["name"]), text(&one["kind"])))
            .collect()
    };
    packages
        .iter()
        .map(|package| (text(&package["name"]), of(package)))
        .collect()
}

/// Each crate of ours, and those of ours that it may name.
const FLOORS: [(&str, &[&str]); 10] = [
    ("queue-core", &[]),
    ("hall-protocol", &[]),
    ("firmware-config", &[]),
    ("machine", &[]),
    ("display-server", &["queue-core", "hall-protocol", "machine"]),
    ("slip", &[]),
    ("simulated-printer", &["slip"]),
    ("slip-printer", &["slip", "simulated-printer"]),
    (
        "kiosk",
        &[
            "hall-protocol",
            "firmware-config",
            "machine",
            "slip",
            "slip-printer",
            "simulated-printer",
        ],
    ),
    (
        "whole-hall",
        &[
            "queue-core",
            "hall-protocol",
            "firmware-config",
            "machine",
            "display-server",
            "kiosk",
            "slip",
            "slip-printer",
            "simulated-printer",
        ],
    ),
];

#[test]
fn crates_name_only_those_on_the_floors_below() {
    let found = dependencies();
    let known: BTreeSet<&str> = FLOORS.iter().map(|(name, _)| *name).collect();
    let ours: BTreeSet<&str> = found.keys().map(String::as_str).collect();
    assert_eq!(ours, known, "a crate was added: give it a floor here");
    for (name, allowed) in FLOORS {
        for (dependency, kind) in &found[name] {
            let is_ours = known.contains(dependency.as_str());
            assert!(
                !is_ours || allowed.contains(&dependency.as_str()),
                "{name} names {dependency} ({kind})"
            );
        }
    }
}

#[test]
fn the_core_depends_on_values_only() {
    let found = dependencies();
    let normal: BTreeSet<&str> = found["queue-core"]
        .iter()
        .filter(|(_, kind)| kind == "normal")
        .map(|(name, _)| name.as_str())
        .collect();
    assert_eq!(normal, BTreeSet::from(["hex", "jiff", "serde", "thiserror"]));
}

#[test]
fn every_crate_takes_its_lints_from_the_workspace() {
    for (name, _) in FLOORS {
        let folder = match name {
            "queue-core" | "hall-protocol" => format!("display-server/{name}"),
            "machine" => format!("firmware-config/{name}"),
            "slip" | "slip-printer" | "simulated-printer" => format!("kiosk/{name}"),
            "whole-hall" => "tests".to_owned(),
            other => other.to_owned(),
        };
        let manifest = std::fs::read_to_string(root().join(folder).join("Cargo.toml")).expect("a manifest");
        assert!(
            manifest.contains("[lints]\nworkspace = true"),
            "{name} has lints of its own"
        );
    }
}
