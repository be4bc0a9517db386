//! The power goes in the middle of the day: nothing that was answered is lost.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::mpsc::channel;

use anyhow::Result;
use hall_protocol::ticket::{IssueRequest, TicketIssued};
use tempfile::TempDir;
use whole_hall::dice::Dice;
use whole_hall::hall::PIN;
use whole_hall::hands::{Hands, Wish};
use whole_hall::load::children::ServerProcess;
use whole_hall::replay::plan::{KIOSK, MANAGER};

/// Kiosks that press at once.
const KIOSKS: usize = 16;
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
    let new = hands.take_ticket(
        &kiosk,
        &Wish {
            service: "A01".into(),
            ..Wish::default()
        },
    )?;
    assert!(
        !numbers.contains(&new.number),
        "{} was given before the power went",
        new.number
    );
    server.kill()?;
    display_server::store::verify(folder.path())?;
    Ok(())
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
    let request = hands.issue_request(&Wish {
        service: "A01".into(),
        ..Wish::default()
    });
    let reply = hands
        .connection
        .post("/api/v1/tickets", Some(kiosk), &request)
        .ok()?;
    Some((request, reply.expect().ok()?))
}
