//! What the doctor says of a hall that is well, and of each thing that can be wrong with one.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use jiff::{SignedDuration, Timestamp};
use machine::{Findings, Grade, ReportForm};
use tempfile::TempDir;

use super::{Bench, open_journal};
use crate::anchor::Anchor;
use crate::backup;
use crate::clock::Clock;
use crate::doctor::{Patient, examine};
use crate::high_water::HIGH_WATER;
use crate::store::read_end;

/// A hall that has given tickets and whose server has ended, in a folder of its own.
async fn ended() -> (TempDir, Timestamp) {
    let bench = Bench::open();
    for number in 1..4 {
        bench.ticket(number).await;
    }
    let now = bench.clock.now();
    (bench.close(), now)
}

/// Its folder, kept from others as a package keeps it.
fn of(folder: &Path) -> Patient {
    fs::set_permissions(folder, fs::Permissions::from_mode(0o700)).expect("a mode");
    Patient {
        folder: folder.to_owned(),
        ..Patient::default()
    }
}

/// What is found, without what this machine's own clock goes by, and without what the plan lacks for the days to come.
async fn told(patient: &Patient, now: Timestamp) -> Vec<(Grade, String)> {
    let findings: Findings = examine(patient, &Clock::wound(now)).await;
    let found = findings.all().into_iter();
    found
        .filter(|finding| !finding.wrong.contains("time server") && !finding.wrong.contains("no holiday of"))
        .map(|finding| (finding.grade, format!("{}; {}", finding.wrong, finding.remedy)))
        .collect()
}

async fn check(patient: &Patient, now: Timestamp, grade: Grade, words: &[&str]) {
    let told = told(patient, now).await;
    let is_told = told
        .iter()
        .any(|(found, said)| *found == grade && words.iter().all(|word| said.contains(word)));
    assert!(is_told, "{grade:?} {words:?}: {told:#?}");
}

fn traces(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let entries = fs::read_dir(folder).expect("a folder").flatten();
    let files = entries.map(|entry| entry.path()).filter(|path| path.is_file());
    files
        .map(|path| (path.clone(), fs::read(path).expect("a file")))
        .collect()
}

#[tokio::test]
async fn a_hall_at_work_is_well_and_is_not_held_up() {
    let bench = Bench::open();
    bench.ticket(1).await;
    let now = bench.clock.now();
    assert_eq!(told(&of(bench.folder.path()), now).await, []);
    bench.ticket(2).await;
    let findings = examine(&of(bench.folder.path()), &bench.clock).await;
    let said = findings.text(ReportForm::Text);
    assert!(said.contains("a server runs here"), "{said}");
    assert!(
        said.contains(&format!("it holds, {} entries", bench.entries())),
        "{said}"
    );
    let bench = bench.restart();
    bench.ticket(3).await;
}

#[tokio::test]
async fn a_hall_that_was_looked_at_is_as_it_was() {
    let (folder, now) = ended().await;
    let before = traces(folder.path());
    check(
        &of(folder.path()),
        now,
        Grade::Broken,
        &["is open, and no server runs", "start it"],
    )
    .await;
    assert!(
        traces(folder.path()) == before,
        "{:?}",
        traces(folder.path()).keys()
    );
}

#[tokio::test]
async fn an_entry_that_was_changed_is_named() {
    let (folder, now) = ended().await;
    let change = "UPDATE journal SET payload = replace(payload, 'kiosk-1', 'kiosk-9') WHERE seq = 3";
    assert_eq!(open_journal(folder.path()).execute(change, ()), Ok(1));
    check(
        &of(folder.path()),
        now,
        Grade::Broken,
        &["chain is broken", "entry 3 was changed"],
    )
    .await;
}

#[tokio::test]
async fn a_day_that_should_have_ended_is_to_be_closed_by_the_server() {
    let (folder, now) = ended().await;
    let tomorrow = now + SignedDuration::from_hours(24);
    check(
        &of(folder.path()),
        tomorrow,
        Grade::ToDo,
        &["2026-03-02", "still open", "start the server"],
    )
    .await;
}

#[tokio::test]
async fn a_day_that_a_running_server_leaves_open_is_its_fault() {
    let bench = Bench::open();
    bench.ticket(1).await;
    let tomorrow = bench.clock.now() + SignedDuration::from_hours(24);
    let words = ["a server runs", "still open", "start it anew"];
    check(&of(bench.folder.path()), tomorrow, Grade::Broken, &words).await;
}

#[tokio::test]
async fn a_clock_behind_the_journal_is_told_and_one_that_is_being_set_is_not() {
    let (folder, now) = ended().await;
    let behind = now - SignedDuration::from_hours(1);
    check(
        &of(folder.path()),
        behind,
        Grade::Broken,
        &["60 min ahead of this machine's clock"],
    )
    .await;
    let almost = now - SignedDuration::from_secs(59);
    let told = told(&of(folder.path()), almost).await;
    assert!(told.iter().all(|(_, said)| !said.contains("ahead")), "{told:?}");
}

#[tokio::test]
async fn backups_are_of_today_of_this_journal_and_there() {
    let (folder, now) = ended().await;
    let to = tempfile::tempdir().expect("a folder");
    let patient = Patient {
        backups: Some(to.path().to_owned()),
        ..of(folder.path())
    };
    check(
        &patient,
        now,
        Grade::ToDo,
        &["there is no backup", "display-server backup"],
    )
    .await;
    backup::make(folder.path(), to.path(), None, now).expect("a backup");
    check(&patient, now, Grade::ToDo, &["lie on the medium of the data"]).await;
    let told = told(&patient, now + SignedDuration::from_hours(26)).await;
    assert!(told.iter().all(|(_, said)| !said.contains("h old")), "{told:?}");
    let old = now + SignedDuration::from_hours(27);
    check(&patient, old, Grade::ToDo, &["is 27 h old", "--keep 14"]).await;
    let anew = "DELETE FROM journal WHERE seq = (SELECT max(seq) FROM journal)";
    assert_eq!(open_journal(folder.path()).execute(anew, ()), Ok(1));
    check(
        &patient,
        now,
        Grade::Broken,
        &["does not go on from the newest backup"],
    )
    .await;
}

#[tokio::test]
async fn anchors_hold_and_are_fresh() {
    let bench = Bench::open();
    bench.ticket(1).await;
    let anchors = bench.folder.path().with_extension("anchors");
    let patient = Patient {
        anchor: Some(anchors.clone()),
        ..of(bench.folder.path())
    };
    let now = bench.clock.now();
    check(&patient, now, Grade::ToDo, &["cannot be read", "--anchor"]).await;
    let end = read_end(bench.folder.path())
        .expect("a journal")
        .expect("entries");
    let anchor = Anchor { end, at: now };
    fs::write(&anchors, format!("{anchor}\n")).expect("an anchor");
    let is_stale = |told: &[(Grade, String)]| told.iter().any(|(_, said)| said.contains("not been anchored"));
    assert!(
        !is_stale(&told(&patient, now + SignedDuration::from_hours(1)).await),
        "nothing waits"
    );
    bench.ticket(2).await;
    assert!(!is_stale(
        &told(&patient, now + SignedDuration::from_mins(3)).await
    ));
    let late = now + SignedDuration::from_secs(181);
    check(
        &patient,
        late,
        Grade::ToDo,
        &["not been anchored", "Its log says"],
    )
    .await;
    let other = anchor
        .to_string()
        .replacen(&hex::encode(end.hash), &"5e".repeat(32), 1);
    fs::write(&anchors, format!("{other}\n")).expect("an anchor");
    check(&patient, now, Grade::Broken, &["is not what was anchored"]).await;
    fs::remove_file(anchors).expect("removed");
}

#[tokio::test]
async fn a_plan_that_starts_no_server_is_told_fault_by_fault_and_another_hall_s_is_none() {
    let (folder, now) = ended().await;
    let file = folder.path().with_extension("toml");
    let patient = Patient {
        plan: Some(file.clone()),
        ..of(folder.path())
    };
    let township = Path::new(env!("CARGO_MANIFEST_DIR")).join("plans/township/hall.toml");
    let text = fs::read_to_string(township).expect("a plan");
    let faulty = text.replacen("numbers_per_day = 300", "numbers_per_day = 0", 1);
    fs::write(&file, &faulty).expect("a plan");
    let line = 1 + faulty
        .lines()
        .position(|line| line == "numbers_per_day = 0")
        .expect("a line");
    check(
        &patient,
        now,
        Grade::Broken,
        &["no server starts", &format!(".toml:{line}: ")],
    )
    .await;
    let code = text
        .lines()
        .find(|line| line.starts_with("code = "))
        .expect("the hall's code");
    fs::write(&file, text.replacen(code, "code = \"elsewhere\"", 1)).expect("a plan");
    check(&patient, now, Grade::Broken, &["holds the days of the hall"]).await;
    fs::write(&file, &text).expect("a plan");
    let told = told(&patient, now).await;
    assert!(told.iter().all(|(_, said)| !said.contains("plan")), "{told:?}");
    fs::remove_file(file).expect("removed");
}

#[tokio::test]
async fn a_high_water_file_is_there_and_of_this_journal() {
    let (folder, now) = ended().await;
    let file = folder.path().join(HIGH_WATER);
    let kept = fs::read_to_string(&file).expect("read");
    let patient = of(folder.path());
    let told = told(&patient, now).await;
    assert!(
        !told.iter().any(|(_, said)| said.contains("high-water")),
        "{told:#?}"
    );
    fs::write(&file, kept.replacen("\"epoch\":1", "\"epoch\":2", 1)).expect("written");
    let words = ["was not written beside this journal", "begins a new series"];
    check(&patient, now, Grade::ToDo, &words).await;
    fs::write(&file, "{}").expect("written");
    check(&patient, now, Grade::Broken, &["is no high-water file"]).await;
    fs::remove_file(&file).expect("removed");
    check(
        &patient,
        now,
        Grade::Broken,
        &["no high-water file", "display-server restore"],
    )
    .await;
}
