//! Disks that fail or are full, put into the calls of a serving hall and of a kiosk's journal.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};
use hall_protocol::ticket::{IssueRequest, TicketIssued};
use jiff::civil::Date;
use kiosk::journal::Journal;
use tempfile::TempDir;
use whole_hall::dice::Dice;
use whole_hall::fire::children::Injection;
use whole_hall::fire::cuts::Judge;
use whole_hall::fire::hall::DATA;
use whole_hall::fire::kiosk::KioskJudge;
use whole_hall::fire::steps::Step;
use whole_hall::hands::Hands;

use crate::ground::{PROGRAM, let_in, press};
use crate::served::{Served, Site, proved};

/// The most presses until a failure must have shown.
const ENOUGH: usize = 400;

/// A kiosk at a server that fails, and what it was answered.
struct Pressed {
    hands: Hands,
    kiosk: String,
    answered: Vec<(IssueRequest, Vec<u8>)>,
}

impl Pressed {
    fn at(served: &Served) -> Result<Self> {
        let mut hands = Hands::reach(served.addr, Date::ZERO, Dice::fresh()?)?;
        hands.day = hands.day_view()?.day.context("no day is open")?;
        let kiosk = let_in(&mut hands)?;
        Ok(Self {
            hands,
            kiosk,
            answered: Vec::new(),
        })
    }

    /// Presses until something else than a ticket is answered; that press, and the answer's status, if one came.
    fn until_refused(&mut self) -> Result<(IssueRequest, Option<u16>)> {
        for _ in 0..ENOUGH {
            let request = self.hands.issue_request(&whole_hall::hands::Wish {
                service: whole_hall::fire::SERVICE.into(),
                ..whole_hall::hands::Wish::default()
            });
            let reply = self
                .hands
                .connection
                .post("/api/v1/tickets", Some(&self.kiosk), &request);
            match reply {
                Ok(reply) if reply.status == 201 => self.answered.push((request, reply.body)),
                Ok(reply) => {
                    assert!(reply.text().contains("cannot-store"), "{}", reply.text());
                    return Ok((request, Some(reply.status)));
                }
                Err(_) => return Ok((request, None)),
            }
        }
        anyhow::bail!("{ENOUGH} presses, and nothing failed")
    }

    /// Everything has its answer still, and no number came twice; the press that was refused may be pressed again.
    fn check(&mut self, served: &Served, refused: &IssueRequest) -> Result<()> {
        self.hands = Hands::reach(served.addr, self.hands.day, Dice::fresh()?)?;
        let mut numbers = std::collections::BTreeSet::new();
        for (request, before) in &self.answered {
            let reply = self
                .hands
                .connection
                .post("/api/v1/tickets", Some(&self.kiosk), request)?;
            assert_eq!(reply.body, *before, "{}", reply.text());
            numbers.insert(reply.json::<TicketIssued>()?.number);
        }
        for _ in 0..2 {
            let reply = self
                .hands
                .connection
                .post("/api/v1/tickets", Some(&self.kiosk), refused)?;
            numbers.insert(reply.expect::<TicketIssued>()?.number);
        }
        assert_eq!(
            numbers.len(),
            self.answered.len() + 1,
            "no number twice, one for each press"
        );
        let (_, next) = press(&mut self.hands, &self.kiosk)?;
        assert!(!numbers.contains(&next.expect::<TicketIssued>()?.number));
        Ok(())
    }
}

#[test]
fn a_failed_fsync_ends_the_server_before_anybody_is_told_and_the_next_has_everything() -> Result<()> {
    let site = Site::new()?;
    let injection = Injection::into(&site.file("hall.db-wal"), "fsync:error=EIO:when=20+")?;
    let served = site.serve(Some(&injection))?;
    let mut pressed = Pressed::at(&served)?;
    let (refused, status) = pressed.until_refused()?;
    assert!(matches!(status, Some(503) | None), "{status:?}");
    assert!(pressed.answered.len() > 5, "{}", pressed.answered.len());
    let (status, said) = served.ended()?;
    assert!(
        !status.success() && said.contains("the disk failed"),
        "{status}: {said}"
    );
    let count = injection.count()?;
    assert!(count > 0, "nothing was injected");
    let served = site.serve(None)?;
    pressed.check(&served, &refused)?;
    drop(served);
    println!(
        "EIO: {count} injections, {} tickets, all there",
        pressed.answered.len()
    );
    assert!(proved(&site.data)? > 0);
    Ok(())
}

#[test]
fn a_full_disk_is_said_loses_nothing_and_is_over_when_there_is_room() -> Result<()> {
    let site = Site::new()?;
    let injection = Injection::into(&site.file("hall.db-wal"), "pwrite64:error=ENOSPC:when=300..312")?;
    let served = site.serve(Some(&injection))?;
    let mut pressed = Pressed::at(&served)?;
    let (refused, status) = pressed.until_refused()?;
    assert_eq!(status, Some(503));
    let page = pressed.hands.connection.get("/boards/a?lang=en", None)?.text();
    assert!(page.contains("Nothing can be stored"), "{page}");
    // Each request is a look whether there is room again.
    let mut refusals = 1;
    loop {
        let reply = pressed
            .hands
            .connection
            .post("/api/v1/tickets", Some(&pressed.kiosk), &refused)?;
        if reply.status == 201 {
            break;
        }
        assert!(reply.status == 503 && refusals < ENOUGH, "{}", reply.text());
        refusals += 1;
    }
    let count = injection.count()?;
    assert!(count > 0, "nothing was injected");
    pressed.check(&served, &refused)?;
    drop(served);
    let served = site.serve(None)?;
    pressed.check(&served, &refused)?;
    println!(
        "ENOSPC: {count} injections, {refusals} refusals, {} tickets, all there",
        pressed.answered.len()
    );
    Ok(())
}

#[test]
fn a_second_server_on_a_folder_is_refused_by_the_name_of_the_first() -> Result<()> {
    let site = Site::new()?;
    let first = site.serve(None)?;
    let (status, said) = site.refused()?;
    assert!(!status.success());
    assert!(
        said.contains("in use") && said.contains(&first.id().to_string()),
        "{said}"
    );
    Pressed::at(&first)?;
    Ok(())
}

#[test]
fn a_server_does_not_open_a_file_of_a_newer_version() -> Result<()> {
    let site = Site::new()?;
    drop(site.serve(None)?);
    let newer = rusqlite::Connection::open(site.file("hall.db"))?;
    newer.pragma_update(None, "user_version", 99)?;
    drop(newer);
    let (status, said) = site.refused()?;
    assert!(!status.success());
    assert!(
        said.contains("hall.db has version 99") && said.contains("newer program"),
        "{said}"
    );
    Ok(())
}

/// Lets a kiosk live with a failure in its journal; how many promises it noted, all of which are kept.
fn kiosk_with(what: &str) -> Result<usize> {
    let folder = TempDir::new()?;
    let real = folder.path().canonicalize()?;
    let (root, notes) = (real.join("root"), real.join("notes"));
    std::fs::create_dir(&root)?;
    let injection = Injection::into(&root.join(DATA).join("kiosk.db-wal"), what)?;
    let mut command = Command::new("strace");
    command.args(injection.words()).arg(PROGRAM);
    command
        .args(["live", "kiosk", "--presses", "40", "--root"])
        .arg(&root);
    let output = command.arg("--notes").arg(&notes).output()?;
    assert!(!output.status.success(), "it went on over a failure");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("the kiosk's journal cannot be used"), "{said}");
    assert!(injection.count()? > 0, "nothing was injected");
    kept(&root, &notes)
}

/// Everything that was noted is there.
fn kept(root: &Path, notes: &Path) -> Result<usize> {
    let noted = std::fs::read(notes)?;
    let lines = noted.split_inclusive(|byte| *byte == b'\n');
    let steps: Vec<_> = lines.map(|line| Step::Noted(line.to_vec())).collect();
    let verdict = KioskJudge::new(&steps)?.look(root, steps.len())?;
    assert_eq!((verdict.missing, verdict.faults), (0, Vec::new()));
    // And it goes on.
    Journal::open(&root.join(DATA))?.use_paper(1)?;
    Ok(verdict.promised)
}

#[test]
fn a_kiosk_begins_no_slip_that_its_journal_could_not_keep() -> Result<()> {
    for what in [
        "fsync:error=EIO:when=25",
        "fsync:error=EIO:when=26+",
        "pwrite64:error=ENOSPC:when=80+",
        "pwrite64:error=ENOSPC:when=81",
        "pwrite64:error=EIO:when=82",
    ] {
        let promised = kiosk_with(what).with_context(|| what.to_owned())?;
        println!("{what}: {promised} promises, all kept");
        assert!(promised > 5, "{what}: {promised}");
    }
    Ok(())
}
