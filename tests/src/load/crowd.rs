//! Screens and phones that misbehave: those that join and never read, and all of them joining again at one instant.

use std::io::Write;
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use anyhow::Result;

use super::Halls;
use super::listeners::Listeners;
use super::loops::{Measured, by_timetable, closed_loop};
use super::ours::{IssuingKiosk, Ours};
use super::table::{Row, Target};
use crate::wire::request;

/// Boards and phones of a crowd.
const BOARDS: usize = 200;
const PHONES: usize = 500;
/// Kiosks that issue meanwhile.
const KIOSKS: usize = 4;
/// How far apart a kiosk's presses are while all join: four kiosks then give as many tickets a minute as a rush has in an hour.
const APART: Duration = Duration::from_millis(20);
/// What a press may take while that happens, in milliseconds.
const PRESS_MS: f64 = 300.0;
/// What those who never read may cost, in MB: a view each is some 10 kB.
const HELD_MB: f64 = 40.0;
/// How long a board may be behind, in milliseconds.
const BEHIND_MS: f64 = 1_000.0;
/// How often all of them join anew.
const STORMS: usize = 3;

/// Every row of the part.
pub(super) fn rows(halls: &mut Halls<'_>, rows: &mut Vec<Row>, say: &mut dyn FnMut(&str)) -> Result<()> {
    slow_readers(halls, rows, say)?;
    storms(halls, rows, say)
}

/// The streams of a crowd: the boards, and a phone for each of some tickets.
fn crowd(presses: &mut Ours) -> Result<Vec<String>> {
    let tokens = presses.issue_in_one_queue(PHONES)?;
    let boards = vec!["/boards/a/events".to_owned(); BOARDS];
    let phones = tokens.iter().map(|token| format!("/v/{token}/events"));
    Ok(boards.into_iter().chain(phones).collect())
}

/// Kiosks that press without a pause.
fn kiosks(presses: &Ours) -> Result<Vec<IssuingKiosk>> {
    (0..KIOSKS).map(|turn| presses.kiosk(turn)).collect()
}

fn press_all(kiosks: &mut [IssuingKiosk], length: Duration) -> Result<Measured> {
    closed_loop(kiosks, length, |kiosk| kiosk.press(true))
}

fn slow_readers(halls: &mut Halls<'_>, rows: &mut Vec<Row>, say: &mut dyn FnMut(&str)) -> Result<()> {
    say(&format!("{} who listen and never read", BOARDS + PHONES));
    let hall = halls.hall()?;
    let mut presses = Ours::prepare(hall.addr, 1)?;
    let paths = crowd(&mut presses)?;
    let mut kiosks = kiosks(&presses)?;
    let length = halls.asked.length;
    press_all(&mut kiosks, length)?;
    let before = hall.resident_mb()?;
    let deaf = paths
        .iter()
        .map(|path| deaf(hall.addr, path))
        .collect::<Result<Vec<_>>>()?;
    let pressed = press_all(&mut kiosks, length * 2)?;
    let held = hall.resident_mb()? - before;
    drop(deaf);
    rows.extend([
        press_row(
            &format!("press, beside {} who never read, p99", paths.len()),
            &pressed,
        ),
        Row::new(
            "memory for those who never read",
            held,
            None,
            "MB",
            Target::AtMost(HELD_MB),
        ),
    ]);
    Ok(())
}

/// Asks for a stream, and reads nothing of it.
fn deaf(addr: SocketAddr, path: &str) -> Result<TcpStream> {
    let mut stream = TcpStream::connect(addr)?;
    stream.write_all(&request("GET", path, None, b""))?;
    Ok(stream)
}

fn storms(halls: &mut Halls<'_>, rows: &mut Vec<Row>, say: &mut dyn FnMut(&str)) -> Result<()> {
    say(&format!(
        "{BOARDS} boards and {PHONES} phones join at one instant, {STORMS} times"
    ));
    let hall = halls.hall()?;
    let mut presses = Ours::prepare(hall.addr, 1)?;
    let paths = crowd(&mut presses)?;
    let mut kiosks = kiosks(&presses)?;
    let length = halls.asked.length;
    let rounds = u32::try_from(length.as_millis() / APART.as_millis()).unwrap_or(u32::MAX);
    let (pressed, slowest) = std::thread::scope(|scope| {
        let pressing = scope.spawn(|| by_timetable(&mut kiosks, (rounds, APART), |kiosk| kiosk.press(true)));
        let mut slowest = Duration::ZERO;
        for _ in 0..STORMS {
            let (joined, whole) = Listeners::storm(hall.addr, paths.clone())?;
            slowest = slowest.max(whole);
            drop(joined);
        }
        let pressed = pressing.join().map_err(|_| anyhow::anyhow!("a kiosk panicked"))?;
        anyhow::Ok((pressed?, slowest))
    })?;
    let slowest = slowest.as_secs_f64() * 1000.0;
    rows.extend([
        press_row(
            &format!("press, while {} join at once, p99", paths.len()),
            &pressed,
        ),
        Row::new(
            format!("all {} have their content, slowest of {STORMS}", paths.len()),
            slowest,
            None,
            "ms",
            Target::AtMost(BEHIND_MS),
        ),
    ]);
    Ok(())
}

fn press_row(name: &str, pressed: &Measured) -> Row {
    let target = Target::AtMost(PRESS_MS);
    Row::new(name, pressed.quantile_ms(0.99), None, "ms", target)
}
