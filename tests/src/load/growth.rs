//! What a hall costs after years: starting, memory, issuing, calling and the manager's day, with up to a million tickets on
//! earlier days.
//!
//! The halls differ in nothing but what is behind them, and are asked in turns, so that whatever else the machine does meets
//! all of them alike. `made` says how they came to be.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use display_server::clock::Stopwatch;
use display_server::store::verify;
use hdrhistogram::Histogram;

use super::children::ServerProcess;
use super::loops::Round;
use super::made::serve_days;
use super::memory::{AT_MOST_MB, DAY_OF_CLERKS, PEERS};
use super::ours::Ours;
use super::table::{Row, Target};
use super::{Halls, micros, ms};
use crate::wire::Connection;

/// How many tickets lie behind the halls that are compared, as far as the run goes.
const BEHIND: [usize; 4] = [1_000, 10_000, 100_000, 1_000_000];
/// How often a start is measured.
const STARTS: usize = 5;
/// What a start may take, in milliseconds.
const START_MS: f64 = 300.0;
/// From the evening of the last day that was made, at five, to the next morning at ten.
const UNTIL_MORNING_S: u32 = 17 * 3600;
/// Who waits today.
const WAITING: usize = 400;
/// Rounds in turns, and presses of each kind in a round.
const ROUNDS: usize = 40;
const PRESSES: usize = 50;
/// How often the manager looks in a round.
const LOOKS: usize = 3;
/// How long a hall may take to look through its files.
const LOOKING: Duration = Duration::from_mins(5);
/// What costs may come to, against those with the least behind.
const AT_MOST: f64 = 1.1;
const PEERS_GROWTH: &str = "7 ×; 5 × at 100,000 already";

/// Every row of the part.
pub(super) fn rows(halls: &mut Halls<'_>, rows: &mut Vec<Row>, say: &mut dyn FnMut(&str)) -> Result<()> {
    let folders = folders(halls, say)?;
    let (most, grown) = folders.last().context("nothing to compare")?;
    start_rows(halls, (*most, grown), rows, say)?;
    cost_rows(halls, &folders, rows, say)
}

/// A folder for each number of tickets, to serve from.
fn folders(halls: &mut Halls<'_>, say: &mut dyn FnMut(&str)) -> Result<Vec<(usize, PathBuf)>> {
    let sizes: Vec<usize> = BEHIND
        .into_iter()
        .filter(|size| *size <= halls.asked.tickets)
        .collect();
    let kept = halls.asked.made.clone();
    let made_in = match &kept {
        Some(kept) => kept.clone(),
        None => PathBuf::from(halls.fresh()?),
    };
    make(&made_in, &sizes, say)?;
    let mut folders = Vec::new();
    for size in sizes {
        let mut folder = made_in.join(size.to_string());
        if kept.is_some() {
            let copy = PathBuf::from(halls.fresh()?);
            copy_files(&folder, &copy)?;
            folder = copy;
        }
        folders.push((size, folder));
    }
    Ok(folders)
}

/// Makes the halls that are not there yet, each from the one before. One that was not finished has another name.
fn make(made_in: &Path, sizes: &[usize], say: &mut dyn FnMut(&str)) -> Result<()> {
    let mut before: Option<(usize, PathBuf)> = None;
    for size in sizes {
        let (whole, part) = (
            made_in.join(size.to_string()),
            made_in.join(format!("{size}.part")),
        );
        if !whole.exists() {
            say(&format!("a hall with {} tickets behind it", spaced(*size)));
            std::fs::create_dir_all(&part)?;
            let mut has = 0;
            if let Some((fewer, folder)) = &before {
                copy_files(folder, &part)?;
                has = *fewer;
            }
            serve_days(&part, size - has, say)?;
            say("its whole journal is verified");
            verify(&part)?;
            std::fs::rename(&part, &whole)?;
        }
        before = Some((*size, whole));
    }
    Ok(())
}

fn copy_files(from: &Path, to: &Path) -> Result<()> {
    for file in std::fs::read_dir(from)? {
        let file = file?;
        std::fs::copy(file.path(), to.join(file.file_name()))?;
    }
    Ok(())
}

/// Starts in the evening of a full day, again and again, each time after a kill.
fn start_rows(
    halls: &Halls<'_>,
    (behind, folder): (usize, &Path),
    rows: &mut Vec<Row>,
    say: &mut dyn FnMut(&str),
) -> Result<()> {
    say(&format!(
        "{STARTS} starts with {} tickets on disk",
        spaced(behind)
    ));
    let mut lengths = Histogram::<u64>::new(3)?;
    let mut resident_mb: f64 = 0.0;
    for _ in 0..STARTS {
        let watch = Stopwatch::start();
        let hall = halls.hall_in(folder, 0)?;
        Connection::open(hall.addr)?
            .get("/api/v1/day", None)?
            .accepted()?;
        lengths.record(micros(watch.elapsed()))?;
        resident_mb = resident_mb.max(hall.resident_mb()?);
        hall.kill()?;
    }
    let name = format!("start → first answer, {} tickets", spaced(behind));
    let at_most = |value, unit, most| Row::new("", value, None, unit, Target::AtMost(most));
    rows.extend([
        at_most(ms(lengths.value_at_quantile(0.5)), "ms", START_MS)
            .named(format!("{name}, p50"))
            .peers("1,500–2,400 ms, nearly empty"),
        at_most(ms(lengths.max()), "ms", START_MS).named(format!("{name}, worst of {STARTS}")),
        at_most(resident_mb, "MB", AT_MOST_MB)
            .named(format!("memory, started with {} tickets", spaced(behind)))
            .peers(PEERS),
    ]);
    Ok(())
}

/// A hall that is compared, and what its presses took.
struct Compared {
    behind: usize,
    process: ServerProcess,
    presses: Ours,
    issue: Histogram<u64>,
    call: Histogram<u64>,
    live: Histogram<u64>,
    report: Histogram<u64>,
}

/// A kind of press, and how long those of a hall took.
type Kind = (&'static str, fn(&Compared) -> &Histogram<u64>);

const KINDS: [Kind; 4] = [
    ("a whole press", |hall| &hall.issue),
    ("call-next", |hall| &hall.call),
    ("the live queue's page", |hall| &hall.live),
    ("today's report", |hall| &hall.report),
];

fn cost_rows(
    halls: &Halls<'_>,
    folders: &[(usize, PathBuf)],
    rows: &mut Vec<Row>,
    say: &mut dyn FnMut(&str),
) -> Result<()> {
    say("the next morning, with 400 waiting");
    let mut compared = folders
        .iter()
        .map(|(behind, folder)| Compared::open(halls, *behind, folder))
        .collect::<Result<Vec<_>>>()?;
    let most = compared.last().context("nothing to compare")?;
    let name = format!("memory, {} tickets, 20 clerks", spaced(most.behind));
    let resident = most.process.resident_mb()?;
    rows.push(Row::new(name, resident, None, "MB", Target::AtMost(AT_MOST_MB)).peers(PEERS));
    say("issue, call and the manager's day in turns");
    for round in 0..ROUNDS {
        // Nobody is always the first.
        let first = round % compared.len().max(1);
        compared.rotate_left(first);
        for hall in &mut compared {
            hall.round()?;
        }
        compared.rotate_right(first);
    }
    let (least, more) = compared.split_first().context("nothing to compare")?;
    for (kind, lengths) in KINDS {
        let median = |hall: &Compared| ms(lengths(hall).value_at_quantile(0.5));
        for hall in more {
            let name = format!("{kind}, {} against {}", spaced(hall.behind), spaced(least.behind));
            let target = Target::RatioAtMost(AT_MOST);
            let row = Row::new(name, median(hall), Some(median(least)), "ms", target);
            rows.push(row.peers(PEERS_GROWTH));
        }
    }
    Ok(())
}

impl Compared {
    /// Starts it on the next morning, and waits until it has looked through its files.
    fn open(halls: &Halls<'_>, behind: usize, folder: &Path) -> Result<Self> {
        let process = halls.hall_in(folder, UNTIL_MORNING_S)?;
        let mut presses = Ours::prepare(process.addr, DAY_OF_CLERKS)?;
        presses.issue_exactly(WAITING)?;
        let watch = Stopwatch::start();
        while process.threads_named("quick-check")? > 0 {
            ensure!(
                watch.elapsed() < LOOKING,
                "the files are still being looked through"
            );
            std::thread::sleep(Duration::from_millis(50));
        }
        let lengths = || Histogram::new(3);
        Ok(Self {
            behind,
            process,
            presses,
            issue: lengths()?,
            call: lengths()?,
            live: lengths()?,
            report: lengths()?,
        })
    }

    /// Some presses of every kind; as many wait after it as before.
    fn round(&mut self) -> Result<()> {
        let mut kiosk = self.presses.kiosk(0)?;
        for _ in 0..PRESSES {
            timed(&mut self.issue, || kiosk.press(true))?;
        }
        let mut windows = self.presses.windows()?;
        for turn in 0..PRESSES {
            let index = turn % windows.len().max(1);
            let window = windows.get_mut(index).context("no window")?;
            let called = timed(&mut self.call, || window.call())?;
            ensure!(called == Round::Done, "nobody waits any more");
            window.start()?;
        }
        self.presses.note_numbers(kiosk.numbers);
        self.presses.note_calls(windows);
        let mut hands = self.presses.hands()?;
        let manager = Some(self.presses.manager());
        let report = format!("/api/v1/reports/day?day={}", hands.day);
        for _ in 0..LOOKS {
            timed(&mut self.live, || {
                hands.connection.get("/live", manager)?.accepted()
            })?;
            timed(&mut self.report, || {
                hands.connection.get(&report, manager)?.accepted()
            })?;
        }
        Ok(())
    }
}

fn timed<T>(lengths: &mut Histogram<u64>, work: impl FnOnce() -> Result<T>) -> Result<T> {
    let watch = Stopwatch::start();
    let done = work()?;
    lengths.record(micros(watch.elapsed()))?;
    Ok(done)
}

/// A number as people write it: 1,000,000.
fn spaced(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_apart() {
        assert_eq!(
            [7, 1_000, 50_000, 1_000_000].map(spaced),
            ["7", "1,000", "50,000", "1,000,000"]
        );
    }
}
