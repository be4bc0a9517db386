//! The program as an operator runs it: every fault at once, nothing started, a status that is not nought.
#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

mod backup;
mod doctor;
mod plan;
mod systemd;

use std::path::Path;
use std::process::{Command, Output};

const PLAN: &str = include_str!("../../plans/township/hall.toml");
/// What is broken in the plan, and by what.
const BROKEN: [(&str, &str); 4] = [
    ("Asia/Shanghai", "Asia/Nowhere"),
    ("numbers_per_day = 300", "numbers_per_day = 0"),
    ("usual_minutes = 8", "usual_minutes = 800"),
    ("secondary = [\"N\"]", "secondery = [\"N\"]"),
];

fn run(words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_display-server"))
        .args(words)
        .output()
        .expect("the program runs")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn path(folder: &Path, name: &str) -> String {
    folder.join(name).display().to_string()
}

#[test]
fn a_faulty_plan_prints_every_fault_with_its_line_and_starts_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let plan = path(folder.path(), "hall.toml");
    let broken = BROKEN
        .iter()
        .fold(PLAN.to_owned(), |text, (from, to)| text.replacen(from, to, 1));
    std::fs::write(&plan, broken).expect("a plan");
    let data = path(folder.path(), "data");
    for words in [
        vec!["check", &plan],
        vec!["serve", "--plan", &plan, "--data", &data],
    ] {
        let output = run(&words);
        assert!(!output.status.success(), "{words:?}");
        let told = said(&output);
        let faults = told.lines().filter(|line| line.contains("hall.toml:"));
        assert_eq!(faults.count(), BROKEN.len(), "{told}");
    }
    assert!(!Path::new(&data).exists(), "nothing is begun");
}

#[test]
fn a_sound_plan_is_said_to_be_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let plan = path(folder.path(), "hall.toml");
    std::fs::write(&plan, PLAN).expect("a plan");
    let output = run(&["check", &plan]);
    assert!(output.status.success(), "{}", said(&output));
    assert!(!output.stdout.is_empty());
}

#[test]
fn what_is_not_there_is_named_and_other_machines_are_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let plan = path(folder.path(), "hall.toml");
    std::fs::write(&plan, PLAN).expect("a plan");
    let nowhere = path(folder.path(), "nowhere");
    let open = [
        "serve",
        "--plan",
        &plan,
        "--data",
        &nowhere,
        "--listen",
        "0.0.0.0:0",
    ];
    for (words, word) in [
        (vec!["verify", &nowhere], "nowhere"),
        (vec!["verify", &nowhere, "--anchor", &nowhere], "nowhere"),
        (vec!["backup", &nowhere, "--to", &plan], "nowhere"),
        (vec!["backup", &nowhere, "--to", &plan, "--keep", "0"], "--keep"),
        (vec!["check", &nowhere], "nowhere"),
        (vec!["report", &nowhere, "--day", "2026-03-02"], "nowhere"),
        (open.to_vec(), "127.0.0.1"),
    ] {
        let output = run(&words);
        assert!(!output.status.success(), "{words:?}");
        assert!(said(&output).contains(word), "{words:?}: {}", said(&output));
    }
}
