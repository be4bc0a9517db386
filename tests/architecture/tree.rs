//! The files of the workspace that are ours.

use std::fs;
use std::path::{Path, PathBuf};

/// One source file.
pub(crate) struct Source {
    /// Its path, from the root of the workspace.
    pub(crate) path: String,
    /// What it says.
    pub(crate) text: String,
}

impl Source {
    /// Whether it holds tests only, or samples for tests.
    pub(crate) fn is_test(&self) -> bool {
        let in_tests = self.path.starts_with("tests/") && !self.path.starts_with("tests/src/");
        in_tests
            || self.path.contains("/tests/")
            || self.path.contains("/samples")
            || self.path.ends_with("tests.rs")
    }

    /// Its lines that are code: no comments, and nothing behind the first test module.
    pub(crate) fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text
            .lines()
            .enumerate()
            .take_while(|(_, line)| !line.starts_with("#[cfg(test)]"))
            .map(|(index, line)| (index + 1, line))
            .filter(|(_, line)| !line.trim_start().starts_with("//"))
    }
}

/// The root of the workspace.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Every Rust file of the workspace.
pub(crate) fn sources() -> Vec<Source> {
    let mut paths = Vec::new();
    for folder in ["display-server", "firmware-config", "kiosk", "tests"] {
        walk(&root().join(folder), &mut paths);
    }
    let sources: Vec<_> = paths
        .into_iter()
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .map(|path| Source {
            text: fs::read_to_string(&path).expect("a source file can be read"),
            path: path
                .strip_prefix(root())
                .expect("it is in the workspace")
                .display()
                .to_string(),
        })
        .collect();
    assert!(sources.len() > 50, "only {} files found", sources.len());
    sources
}

/// Every file under a folder, without what a build makes.
pub(crate) fn walk(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder can be read") {
        let path = entry.expect("an entry can be read").path();
        if path.is_dir() {
            if path.file_name().is_some_and(|name| name != "target") {
                walk(&path, into);
            }
        } else {
            into.push(path);
        }
    }
}

/// Fails with every finding, one a line.
pub(crate) fn none(rule: &str, findings: &[String]) {
    assert!(findings.is_empty(), "{rule}:\n{}", findings.join("\n"));
}
