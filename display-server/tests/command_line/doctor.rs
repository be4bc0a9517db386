//! A doctor beside a hall that runs, after it, and where there is none.

use std::process::{Command, Output};

use super::plan::Opened;
use super::{path, run, said};

/// Without a path no `timedatectl` is found: what this machine's clock goes by is no matter of the hall.
fn doctor(words: &[&str]) -> (Option<i32>, String) {
    let output: Output = Command::new(env!("CARGO_BIN_EXE_display-server"))
        .arg("doctor")
        .args(words)
        .env("PATH", "")
        .output()
        .expect("the program runs");
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    (output.status.code(), told + &said(&output))
}

#[test]
fn a_hall_that_runs_is_well_and_one_that_stands_still_while_its_day_is_open_is_not() {
    let hall = Opened::new();
    let private = Command::new("chmod").args(["0700", &hall.data]).status();
    assert!(private.expect("chmod").success());
    let plan = path(hall.folder.path(), "first.toml");
    let (_, told) = doctor(&[&hall.data, "--plan", &plan]);
    assert!(
        told.contains("broken: the service day") && told.contains("systemctl start"),
        "{told}"
    );
    let running = hall.serve();
    let url = format!("http://{}", running.address);
    let (code, told) = doctor(&[&hall.data, "--plan", &plan, "--url", &url]);
    let remarks = told
        .lines()
        .filter(|line| line.starts_with("to do: the plan: "))
        .count();
    let found = told
        .lines()
        .filter(|line| line.starts_with("broken: ") || line.starts_with("to do: "));
    assert_eq!(found.count(), remarks, "{told}");
    assert_eq!(code, Some(i32::from(remarks > 0)), "{told}");
    for word in [
        "a server runs here, process",
        "it holds,",
        "accepts commands",
        "an answer takes",
    ] {
        assert!(told.contains(word), "{word}: {told}");
    }
    let backups = path(hall.folder.path(), "backups");
    let (code, told) = doctor(&[&hall.data, "--backups", &backups, "--url", &url]);
    assert_eq!(code, Some(1), "{told}");
    assert!(told.starts_with("to do: ") && told.contains("backups"), "{told}");
    drop(running);
    let (code, told) = doctor(&[&hall.data, "--url", &url, "--format", "json"]);
    assert_eq!(code, Some(2), "{told}");
    assert!(
        told.contains("nothing answers at") && told.contains("\"grade\":\"broken\""),
        "{told}"
    );
}

#[test]
fn what_is_not_there_is_broken_and_nothing_is_begun() {
    let folder = tempfile::tempdir().expect("a folder");
    let nowhere = path(folder.path(), "nowhere");
    let (code, told) = doctor(&[&nowhere, "--plan", &nowhere, "--anchor", &nowhere]);
    assert_eq!(code, Some(2), "{told}");
    assert!(told.starts_with("broken: there is no folder"), "{told}");
    assert!(!std::path::Path::new(&nowhere).exists());
    let help = run(&["doctor", "--help"]);
    let help = String::from_utf8_lossy(&help.stdout).into_owned();
    assert!(
        help.contains("Example: ") && help.contains("with 2 when something is broken"),
        "{help}"
    );
}
