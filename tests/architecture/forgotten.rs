//! A test file that no `mod` names is never run: that must not go unnoticed.

use std::path::{Path, PathBuf};

use crate::tree::{none, root, walk};

/// Every Rust file beside a `main.rs`, `lib.rs` or parent module must be named by it.
#[test]
fn every_file_is_named_by_its_parent() {
    let mut findings = Vec::new();
    for folder in [
        "flows",
        "replays",
        "browser",
        "architecture",
        "faults",
        "model",
        "emulated-pi",
        "packages",
        "fire",
    ] {
        let folder = root().join("tests").join(folder);
        let mut paths = Vec::new();
        walk(&folder, &mut paths);
        for path in paths.iter().filter(|path| is_rust(path)) {
            let name = path.file_stem().unwrap_or_default().to_string_lossy();
            let parent = parent_of(path, &folder);
            let parent = std::fs::read_to_string(&parent).unwrap_or_default();
            if name != "main" && !parent.lines().any(|line| line == format!("mod {name};")) {
                findings.push(path.display().to_string());
            }
        }
    }
    none("named by no parent, so never run", &findings);
}

/// The file whose module it is: `main.rs`, or for a file in a folder below the one of the folder's name.
fn parent_of(path: &Path, tests: &Path) -> PathBuf {
    let folder = path.parent().unwrap_or(tests);
    if folder == tests {
        tests.join("main.rs")
    } else {
        folder.with_extension("rs")
    }
}

/// Every folder of tests must be a test binary of the manifest.
#[test]
fn every_test_folder_is_a_test_binary() {
    let manifest = std::fs::read_to_string(root().join("tests/Cargo.toml")).expect("a manifest");
    let mut findings = Vec::new();
    for entry in std::fs::read_dir(root().join("tests")).expect("the folder of tests") {
        let path = entry.expect("an entry").path();
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if path.join("main.rs").exists() && !manifest.contains(&format!("path = \"{name}/main.rs\"")) {
            findings.push(name);
        }
    }
    none("not in tests/Cargo.toml, so never run", &findings);
}

fn is_rust(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "rs")
}
