//! What the doctor says of a device: its file, its data, its hall, its machines – and that it touches none of them.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use machine::{Findings, Grade, ReportForm};
use simulated_printer::{PaperSupply, SimulatedPrinter};
use tempfile::TempDir;

use super::stub::{Mood, StubHall};
use super::{Daemon, KIOSK, a_press};
use crate::command_line::DoctorWords;
use crate::doctor::examine;
use crate::journal::Journal;

const USB: &str = "usb = { vendor = 0x04b8, product = 0x0e28, serial = \"SAMPLE0001\" }";
const AT_HOME: &str = "http://127.0.0.1:8080";

/// A device's files in a folder of their own; no daemon runs.
struct Bench {
    folder: TempDir,
}

impl Bench {
    fn new(device: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let bench = Self { folder };
        fs::write(bench.path("kiosk-a1.toml"), device).unwrap();
        fs::write(bench.path("kiosk-a1.bearer"), "secret\n").unwrap();
        shut(&bench.path("kiosk-a1.bearer"), 0o600);
        fs::create_dir(bench.path("data")).unwrap();
        shut(&bench.path("data"), 0o700);
        drop(Journal::open(&bench.path("data")).unwrap());
        bench
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn words(&self) -> DoctorWords {
        DoctorWords {
            device: vec![self.path("kiosk-a1.toml")],
            data: self.path("data"),
            // The discard port: nobody listens there.
            listen: ([127, 0, 0, 1], 9).into(),
            format: ReportForm::Text,
        }
    }

    async fn told(&self) -> Findings {
        examine(&self.words()).await
    }
}

fn shut(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

fn check(findings: &Findings, grade: Grade, words: &[&str]) {
    let is_told = findings.all().iter().any(|found| {
        let said = format!("{}; {}", found.wrong, found.remedy);
        found.grade == grade && words.iter().all(|word| said.contains(word))
    });
    let text = findings.text(ReportForm::Text);
    assert!(is_told, "{grade:?} {words:?}:\n{text}");
}

fn check_silent(findings: &Findings, word: &str) {
    let is_told = findings.all().iter().any(|found| found.wrong.contains(word));
    assert!(!is_told, "{word}:\n{}", findings.text(ReportForm::Text));
}

#[tokio::test]
async fn every_fault_of_a_device_file_is_told_with_its_line() {
    let faulty = KIOSK
        .replace("pin = 5", "pin = 99")
        .replace("paper_mm = 80", "paper_mm = 70");
    let bench = Bench::new(&faulty);
    let findings = bench.told().await;
    for word in ["pin = 99", "paper_mm = 70"] {
        let line = 1 + faulty.lines().position(|line| line == word).unwrap();
        check(
            &findings,
            Grade::Broken,
            &["no daemon starts", &format!("kiosk-a1.toml:{line}: ")],
        );
    }
}

#[tokio::test]
async fn a_device_without_a_bearer_is_to_be_paired_and_one_that_others_may_read_to_be_shut() {
    let bench = Bench::new(KIOSK);
    shut(&bench.path("kiosk-a1.bearer"), 0o644);
    check(&bench.told().await, Grade::ToDo, &["may read", "chmod 0400"]);
    fs::remove_file(bench.path("kiosk-a1.bearer")).unwrap();
    check(
        &bench.told().await,
        Grade::Broken,
        &["kiosk-a1 is not paired", "one-time code"],
    );
}

#[tokio::test]
async fn what_the_hall_is_owed_is_told_while_no_daemon_pays_it() {
    let bench = Bench::new(KIOSK);
    check_silent(&bench.told().await, "to be told");
    let journal = Journal::open(&bench.path("data")).unwrap();
    journal
        .begin(&a_press("00112233445566778899aabbccddeeff"))
        .unwrap();
    journal.give_up("00112233445566778899aabbccddeeff").unwrap();
    check(
        &bench.told().await,
        Grade::ToDo,
        &["what became of 1 presses", "start the daemon"],
    );
}

#[tokio::test]
async fn the_way_to_the_hall_is_told_as_far_as_it_leads() {
    let hall = StubHall::start().await;
    let bench = Bench::new(&KIOSK.replace(AT_HOME, &hall.url()));
    let findings = bench.told().await;
    assert!(findings.text(ReportForm::Text).contains("the hall knows it"));
    check(&findings, Grade::ToDo, &["the clock of", "this machine's"]);
    hall.set(Mood::KnowsNobody);
    check(
        &bench.told().await,
        Grade::Broken,
        &["does not know kiosk-a1", "revoked", "one-time code"],
    );
    assert!(hall.posts("").is_empty(), "the hall is asked, and told nothing");
    drop(hall);
    let nobody = Bench::new(&KIOSK.replace(AT_HOME, "http://127.0.0.1:9"));
    check(
        &nobody.told().await,
        Grade::Broken,
        &["127.0.0.1:9 cannot be reached", "refused"],
    );
    let nameless = Bench::new(&KIOSK.replace(AT_HOME, "http://no-such-hall.invalid:8080"));
    check(
        &nameless.told().await,
        Grade::Broken,
        &["no-such-hall.invalid", "name server"],
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_printer_says_in_plain_words_what_is_wrong_and_prints_nothing() {
    let slips = tempfile::tempdir().unwrap();
    let any_port = ([127, 0, 0, 1], 0).into();
    let printer = SimulatedPrinter::start(any_port, slip::Paper::Mm80, slips.path()).unwrap();
    let way = format!("tcp = \"{}\"", printer.address());
    let bench = Bench::new(&KIOSK.replace(USB, &way));
    let findings = bench.told().await;
    check_silent(&findings, "printer");
    assert!(
        findings
            .text(ReportForm::Text)
            .contains("the printer of kiosk-a1 (it answers)")
    );
    printer.faults().set_paper(PaperSupply::NearEnd);
    check(&bench.told().await, Grade::ToDo, &["roll ends soon", "new roll"]);
    printer.faults().set_cover_open(true);
    check(
        &bench.told().await,
        Grade::Broken,
        &["cover is open", "close the cover"],
    );
    assert!(printer.paper().slips().is_empty());
    drop(printer);
    check(
        &bench.told().await,
        Grade::Broken,
        &["the printer at 127.0.0.1:", "cannot be reached"],
    );
}

#[tokio::test]
async fn machines_that_are_not_there_are_named_with_what_to_do() {
    let bench = Bench::new(&KIOSK.replace(
        "[screen]",
        "[board]\nmodel = \"other\"\npins = \"gpiochip\"\nchip = \"no-such-chip\"\n\n[screen]",
    ));
    let findings = bench.told().await;
    check(
        &findings,
        Grade::Broken,
        &["USB 04b8:0e28, serial number SAMPLE0001", "cannot be reached"],
    );
    check(
        &findings,
        Grade::Broken,
        &["kiosk-a1: no ", "\"no-such-chip\"", "into [board]"],
    );
    check(
        &findings,
        Grade::Broken,
        &["no scanner at platform-fd500000", "[scanner] port"],
    );
    check(
        &findings,
        Grade::Broken,
        &["no card reader at platform-fd500000", "[card_reader] port"],
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_daemon_that_runs_its_machines_are_left_to_it_and_asked_for() {
    let hall = StubHall::start().await;
    let daemon = Daemon::start(&hall).await;
    let bench = Bench::new(&KIOSK.replace(AT_HOME, &hall.url()));
    let words = DoctorWords {
        listen: daemon.kiosk.address(),
        ..bench.words()
    };
    let printer = daemon.kiosk.printer().unwrap();
    printer.faults().set_paper(PaperSupply::End);
    daemon.paper_is("paper_out").await;
    let findings = examine(&words).await;
    check(
        &findings,
        Grade::Broken,
        &["kiosk-a1: the printer is out of paper", "new roll"],
    );
    check_silent(&findings, "scanner");
    let text = findings.text(ReportForm::Text);
    assert!(
        text.contains("as its daemon says") && text.contains("it runs, at 127.0.0.1:"),
        "{text}"
    );
}
