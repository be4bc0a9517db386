//! Many at once: no number twice, nobody called twice.

use std::collections::BTreeSet;
use std::sync::Mutex;

use hall_protocol::ticket::TicketIssued;
use hall_protocol::window::{CallNext, WindowPressed};
use whole_hall::hall::{HallSetup, PIN, WholeHall};
use whole_hall::hands::Wish;
use whole_hall::load::ours::{WINDOWS, load_plan};
use whole_hall::replay::plan::{KIOSK, MANAGER, clerk_of};

/// Tickets each kiosk takes.
const EACH: usize = 15;

#[test]
fn of_32_kiosks_and_32_windows_none_gets_a_number_or_a_visitor_twice() -> anyhow::Result<()> {
    let hall = WholeHall::start(HallSetup::new(load_plan()?)?)?;
    let mut hands = hall.hands()?;
    let manager = hands.sign_in(MANAGER, PIN)?;
    let kiosk = hands.pair(&manager, KIOSK, "kiosk", None)?;
    let clerks = (1..=WINDOWS)
        .map(|window| {
            let clerk = hands.sign_in(&clerk_of(window), PIN)?;
            hands.window(&clerk, window, "open")?;
            Ok((window, clerk))
        })
        .collect::<anyhow::Result<Vec<_>>>()?;

    let numbers = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..32 {
            scope.spawn(|| {
                let issued = issue_each_press_twice(&hall, &kiosk).expect("every press is answered");
                numbers.lock().expect("nobody panicked").extend(issued);
            });
        }
    });
    let numbers = numbers.into_inner().expect("nobody panicked");
    let distinct: BTreeSet<_> = numbers.iter().collect();
    assert_eq!((numbers.len(), distinct.len()), (32 * EACH, 32 * EACH));

    let called = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for (window, clerk) in &clerks {
            let (hall, called) = (&hall, &called);
            scope.spawn(move || {
                let tickets = call_each_press_twice(hall, *window, clerk).expect("every press is answered");
                called.lock().expect("nobody panicked").extend(tickets);
            });
        }
    });
    let called = called.into_inner().expect("nobody panicked");
    let distinct: BTreeSet<_> = called.iter().collect();
    assert_eq!(
        (called.len(), distinct.len()),
        (32 * EACH, 32 * EACH),
        "everybody is called, and once"
    );
    hall.stop()
}

/// Each press is sent twice, as by a kiosk that missed the answer.
fn issue_each_press_twice(hall: &WholeHall, kiosk: &str) -> anyhow::Result<Vec<String>> {
    let mut hands = hall.hands()?;
    let mut numbers = Vec::new();
    for _ in 0..EACH {
        let request = hands.issue_request(&Wish {
            service: "A01".into(),
            ..Wish::default()
        });
        let first: TicketIssued = hands
            .connection
            .post("/api/v1/tickets", Some(kiosk), &request)?
            .expect()?;
        let again: TicketIssued = hands
            .connection
            .post("/api/v1/tickets", Some(kiosk), &request)?
            .expect()?;
        assert_eq!(first, again);
        hands.confirm(kiosk, &request.request)?.accepted()?;
        numbers.push(first.number);
    }
    Ok(numbers)
}

/// Each press of the call key is sent twice; a window goes on until nobody waits.
fn call_each_press_twice(hall: &WholeHall, window: u16, clerk: &str) -> anyhow::Result<Vec<String>> {
    let mut hands = hall.hands()?;
    let mut tickets = Vec::new();
    loop {
        let body = CallNext::finishing(tickets.last().cloned(), hands.dice.id(), hands.day);
        let first = hands.verb(clerk, window, "call-next", &body)?;
        if first.status == 409 {
            assert!(first.text().contains("nobody-waiting"), "{}", first.text());
            return Ok(tickets);
        }
        let again = hands.verb(clerk, window, "call-next", &body)?;
        let [first, again] = [first, again].map(|reply| reply.expect::<WindowPressed>());
        let (first, again) = (first?, again?);
        assert_eq!(first, again);
        let ticket = first.ticket.expect("a call has a ticket");
        hands.ticket_press(clerk, window, "start", &ticket)?;
        tickets.push(ticket);
    }
}
