//! A kiosk whose journal fails while visitors press: out of service, and nothing on paper that is not written down.

use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use display_server::clock::Stopwatch;
use rusqlite::Connection as Database;
use simulated_printer::SimulatedPrinter;
use slip::Paper;
use tempfile::TempDir;
use whole_hall::fire::SERVICE;
use whole_hall::fire::children::Injection;
use whole_hall::load::children::ServerProcess;
use whole_hall::load::slips::touch;
use whole_hall::wire::Connection;

use crate::ground::{PROGRAM, let_in, start};

/// Visitors, one after the other.
const VISITORS: usize = 8;
/// How long one waits for paper or a word.
const PATIENCE: Duration = Duration::from_secs(20);
/// What a kiosk says that is out of service.
const SAID: [&str; 3] = ["暫時不能用", "暂时不能用", "out of service"];

/// What a visitor saw.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Saw {
    Slip,
    OutOfService,
}

/// A visitor takes a ticket, and waits for a slip beyond those that came out, or for a word.
fn visit(page: &mut Connection, printer: &SimulatedPrinter, slips: usize) -> Result<Saw> {
    touch(page, &format!("service {SERVICE}"))?;
    touch(page, &format!("take {SERVICE}"))?;
    let watch = Stopwatch::start();
    while watch.elapsed() < PATIENCE {
        if printer
            .paper()
            .wait_for(slips + 1, Duration::from_millis(20))
            .is_some()
        {
            return Ok(Saw::Slip);
        }
        let shown = page.get("/", None)?.text();
        if SAID.iter().any(|words| shown.contains(words)) {
            return Ok(Saw::OutOfService);
        }
    }
    bail!("neither a slip nor a word")
}

/// Visitors press while calls about the journal's log fail; what each saw.
fn visitors(what: &str) -> Result<Vec<Saw>> {
    let folder = TempDir::new()?;
    let real = folder.path().canonicalize()?;
    let hall = start(&real.join("hall"))?;
    let bearer = let_in(&mut hall.hands()?)?;
    let any_port = SocketAddr::from(([127, 0, 0, 1], 0));
    let printer = SimulatedPrinter::start(any_port, Paper::Mm80, &real.join("slips"))?;
    let data = real.join("kiosk");
    let injection = Injection::into(&data.join("kiosk.db-wal"), what)?;
    let (server, way) = (hall.url(""), printer.address().to_string());
    let data_text = data.display().to_string();
    let mut words = injection.words();
    words.extend([PROGRAM, "serve-kiosk", "--data", &data_text].map(str::to_owned));
    words.extend(["--server", &server, "--bearer", &bearer, "--printer", &way].map(str::to_owned));
    let words: Vec<_> = words.iter().map(String::as_str).collect();
    let kiosk = ServerProcess::start(Path::new("strace"), &words)?;
    let mut page = Connection::open(kiosk.addr)?;
    let mut saw = Vec::new();
    for _ in 0..VISITORS {
        let slips = saw.iter().filter(|saw| **saw == Saw::Slip).count();
        saw.push(visit(&mut page, &printer, slips).with_context(|| format!("{what}: {saw:?}"))?);
        touch(&mut page, "home")?;
    }
    kiosk.kill()?;
    assert!(injection.count()? > 0, "nothing was injected");
    let journal = Database::open(data.join("kiosk.db"))?;
    let begun = "SELECT count(*) FROM press WHERE attempt >= 1 AND reply IS NOT NULL";
    let begun: usize = journal.query_row(begun, (), |row| row.get(0))?;
    let slips = printer.paper().slips().len();
    assert!(
        slips <= begun,
        "{what}: {slips} slips, {begun} of them written down"
    );
    hall.stop()?;
    Ok(saw)
}

#[test]
fn a_kiosk_whose_journal_fails_is_out_of_service_and_prints_nothing_unwritten() -> Result<()> {
    for what in ["fsync:error=EIO:when=8+", "pwrite64:error=ENOSPC:when=40+"] {
        let saw = visitors(what)?;
        println!("{what}: {saw:?}");
        assert_eq!(saw.first(), Some(&Saw::Slip), "{what}: it printed before");
        assert_eq!(saw.last(), Some(&Saw::OutOfService), "{what}");
    }
    Ok(())
}

#[test]
fn a_kiosk_is_in_service_again_once_there_is_room() -> Result<()> {
    let saw = visitors("pwrite64:error=ENOSPC:when=40..41")?;
    println!("{saw:?}");
    assert!(saw.contains(&Saw::OutOfService), "{saw:?}");
    assert_eq!(saw.last(), Some(&Saw::Slip));
    Ok(())
}
