//! The power goes in the middle of the day: nothing that was answered is lost.

use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::path::Path;
use std::sync::mpsc::channel;
use std::time::Duration;

use anyhow::{Context, Result};
use hall_protocol::report::LegRow;
use hall_protocol::ticket::{IssueRequest, TicketIssued};
use hall_protocol::window::{CallNext, WindowPressed};
use jiff::civil::Date;
use tempfile::TempDir;
use whole_hall::dice::Dice;
use whole_hall::hall::PIN;
use whole_hall::hands::{Hands, Wish};
use whole_hall::load::children::ServerProcess;
use whole_hall::replay::plan::{KIOSK, MANAGER, clerk_of};

/// Kiosks that press at once.
const KIOSKS: usize = 16;
/// How long an answer may take before the test gives up.
const PATIENCE: Duration = Duration::from_secs(20);
/// Windows that serve at once.
const WINDOWS: u16 = 8;
/// Legs after which the server is killed.
const ENOUGH_SERVED: usize = 60;
/// Answers after which the server is killed.
const ENOUGH: usize = 300;

#[test]
fn a_server_killed_at_any_moment_has_every_ticket_it_answered() -> Result<()> {
    let folder = TempDir::new()?;
    let answered = issue_until_killed(folder.path())?;
    assert!(answered.len() >= ENOUGH, "{}", answered.len());
    let numbers: BTreeSet<_> = answered.iter().map(|(_, ticket)| &ticket.number).collect();
    assert_eq!(numbers.len(), answered.len(), "no number twice");

    let server = serve(folder.path())?;
    let (mut hands, kiosk) = let_in(server.addr)?;
    for (request, before) in &answered {
        let again: TicketIssued = hands
            .connection
            .post("/api/v1/tickets", Some(&kiosk), request)?
            .expect()?;
        assert_eq!(again, *before, "the same press has the same answer");
    }
    let new = hands.take_ticket(&kiosk, &wish())?;
    assert!(
        !numbers.contains(&new.number),
        "{} was given before the power went",
        new.number
    );
    server.kill()?;
    display_server::store::verify(folder.path())?;
    Ok(())
}

/// A leg that was called, started and finished, as far as it was answered.
#[derive(Debug, Default, Clone)]
struct Served {
    called: Option<WindowPressed>,
    call: String,
    finished: bool,
}

#[test]
fn a_server_killed_at_any_moment_has_every_call_and_every_finish_it_answered() -> Result<()> {
    let folder = TempDir::new()?;
    let (served, day) = serve_until_killed(folder.path())?;
    let finished: BTreeSet<_> = served
        .iter()
        .filter(|leg| leg.finished)
        .filter_map(|leg| leg.called.as_ref()?.ticket.clone())
        .collect();
    assert!(finished.len() >= ENOUGH_SERVED, "{}", finished.len());

    let server = serve(folder.path())?;
    let mut hands = Hands::reach(server.addr, day, Dice::fresh()?)?;
    let manager = hands.sign_in(MANAGER, PIN)?;
    let windows: BTreeSet<_> = served
        .iter()
        .filter_map(|leg| Some(leg.called.as_ref()?.window))
        .collect();
    let mut clerks = BTreeMap::new();
    for window in windows {
        clerks.insert(window, hands.sign_in(&clerk_of(window), PIN)?);
    }
    for leg in &served {
        let Some(before) = &leg.called else { continue };
        let clerk = &clerks[&before.window];
        let body = CallNext::finishing(None, leg.call.clone(), day);
        let again: WindowPressed = hands.verb(clerk, before.window, "call-next", &body)?.expect()?;
        assert_eq!(again, *before, "the same call has the same answer");
    }
    let rows: Vec<LegRow> = hands.fetch(&format!("/api/v1/reports/legs?day={day}"), Some(&manager))?;
    let recorded: BTreeSet<_> = rows
        .iter()
        .filter(|row| row.handling_s.is_some())
        .map(|row| row.ticket.clone())
        .collect();
    let lost: Vec<_> = finished.difference(&recorded).collect();
    assert!(lost.is_empty(), "finished and not recorded: {lost:?}");
    server.kill()?;
    display_server::store::verify(folder.path())?;
    Ok(())
}

/// Windows serve until the power goes; every leg, as far as it was answered.
fn serve_until_killed(data: &Path) -> Result<(Vec<Served>, Date)> {
    let server = serve(data)?;
    let (mut hands, kiosk) = let_in(server.addr)?;
    for _ in 0..ENOUGH_SERVED * 3 {
        hands.take_ticket(&kiosk, &wish())?;
    }
    let mut clerks = Vec::new();
    for window in 1..=WINDOWS {
        let clerk = hands.sign_in(&clerk_of(window), PIN)?;
        hands.window(&clerk, window, "open")?;
        clerks.push((window, clerk));
    }
    let (report, answers) = channel();
    let (addr, day) = (server.addr, hands.day);
    let mut served = Vec::new();
    std::thread::scope(|scope| -> Result<()> {
        for (window, clerk) in clerks {
            let report = report.clone();
            scope.spawn(move || {
                let mut hands =
                    Hands::reach(addr, day, Dice::fresh().expect("randomness")).expect("it listens");
                loop {
                    let mut leg = Served::default();
                    let went_on = serve_one(&mut hands, &clerk, window, &mut leg).is_some();
                    report.send(leg).expect("somebody counts");
                    if !went_on {
                        return;
                    }
                }
            });
        }
        for _ in 0..ENOUGH_SERVED + usize::from(WINDOWS) {
            served.push(
                answers
                    .recv_timeout(PATIENCE)
                    .context("the windows have stopped")?,
            );
        }
        server.kill()
    })?;
    drop(report);
    served.extend(answers.iter());
    Ok((served, day))
}

/// Calls, starts and finishes one; none: the connection broke, or nobody waits.
fn serve_one(hands: &mut Hands, clerk: &str, window: u16, leg: &mut Served) -> Option<()> {
    leg.call = hands.dice.id();
    let body = CallNext::finishing(None, leg.call.clone(), hands.day);
    let reply = hands.verb(clerk, window, "call-next", &body).ok()?;
    let pressed: WindowPressed = reply.expect().ok()?;
    let ticket = pressed.ticket.clone()?;
    leg.called = Some(pressed);
    hands.ticket_press(clerk, window, "start", &ticket).ok()?;
    hands.finish(clerk, window, &ticket, None).ok()?;
    leg.finished = true;
    Some(())
}

/// The server in a process of its own, under the plan of the load program.
fn serve(data: &Path) -> Result<ServerProcess> {
    let program = Path::new(env!("CARGO_BIN_EXE_load"));
    ServerProcess::start(program, &["serve-ours", "--data", &data.display().to_string()])
}

fn let_in(addr: SocketAddr) -> Result<(Hands, String)> {
    let mut hands = Hands::reach(addr, jiff::civil::Date::ZERO, Dice::fresh()?)?;
    hands.day = hands.day_view()?.day.expect("the hall is open");
    let manager = hands.sign_in(MANAGER, PIN)?;
    let kiosk = hands.pair(&manager, KIOSK, "kiosk", None)?;
    Ok((hands, kiosk))
}

/// Kiosks press until the power goes; every ticket that was answered, with its request.
fn issue_until_killed(data: &Path) -> Result<Vec<(IssueRequest, TicketIssued)>> {
    let server = serve(data)?;
    let (hands, kiosk) = let_in(server.addr)?;
    let (report, answers) = channel();
    let (addr, day) = (server.addr, hands.day);
    let mut answered = Vec::new();
    std::thread::scope(|scope| -> Result<()> {
        for _ in 0..KIOSKS {
            let (report, kiosk) = (report.clone(), kiosk.clone());
            scope.spawn(move || {
                let mut hands =
                    Hands::reach(addr, day, Dice::fresh().expect("randomness")).expect("it listens");
                // Ends when the server does: a broken connection is no answer.
                while let Some(answer) = issue(&mut hands, &kiosk) {
                    report.send(answer).expect("somebody counts");
                }
            });
        }
        answered.extend(answers.iter().take(ENOUGH));
        server.kill()
    })?;
    drop(report);
    answered.extend(answers.iter());
    Ok(answered)
}

fn issue(hands: &mut Hands, kiosk: &str) -> Option<(IssueRequest, TicketIssued)> {
    let request = hands.issue_request(&wish());
    let reply = hands
        .connection
        .post("/api/v1/tickets", Some(kiosk), &request)
        .ok()?;
    Some((request, reply.expect().ok()?))
}

fn wish() -> Wish {
    Wish {
        service: "A01".into(),
        ..Wish::default()
    }
}
