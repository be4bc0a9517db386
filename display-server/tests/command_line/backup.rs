//! A backup beside a hall that runs, and a journal proved by what it said then.

use super::plan::Opened;
use super::{path, run, said};

#[test]
fn a_backup_is_made_beside_a_running_hall_and_the_journal_is_proved_by_its_label() {
    let hall = Opened::new();
    let running = hall.serve();
    let to = path(hall.folder.path(), "backups");
    let output = run(&["backup", &hall.data, "--to", &to, "--keep", "3"]);
    assert!(output.status.success(), "{}", said(&output));
    drop(running);
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    let made = told.lines().next().and_then(|line| line.split_once(": "));
    let (_, made) = made.expect("where it is");
    assert!(told.contains("of the journal, head "), "{told}");
    let label = format!("{made}/backup.json");
    for folder in [made, &hall.data] {
        let output = run(&["verify", folder, "--anchor", &label]);
        assert!(output.status.success(), "{}", said(&output));
        let told = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(told.contains("every anchor holds: 1"), "{told}");
    }
    let empty = path(hall.folder.path(), "anchors");
    std::fs::write(&empty, "").expect("a file");
    let output = run(&["verify", &hall.data, "--anchor", &empty]);
    assert!(!output.status.success() && said(&output).contains("is empty"));
}
