//! The commands that the README shows are the ones that work.

use std::fs;

use crate::tree::root;

/// Whatever follows `cargo hall --` goes to the hall: the alias itself must not end the arguments first.
#[test]
fn what_follows_the_main_command_reaches_the_hall() {
    let read =
        |name: &str| fs::read_to_string(root().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
    assert!(
        read("README.md").contains("cargo hall -- --"),
        "the README shows how"
    );
    let config = read(".cargo/config.toml");
    let alias = config.lines().find_map(|line| line.strip_prefix("hall = "));
    let alias = alias
        .unwrap_or_else(|| panic!("no alias: {config}"))
        .trim_matches('"');
    assert!(!alias.ends_with("--"), "{alias}");
}
