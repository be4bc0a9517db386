//! I8 for what outlives a day: everything that happens to cases, frozen in a journal that must replay for ever.

use jiff::civil::date;
use queue_core::Event;
use queue_core::case::{Completion, Standing};
use queue_core::command::{CaseVerb, Correction, Ending};
use queue_core::leg::Outcome;

use super::{accepted, ask, end, manager, missing, newest, on, outcome, stop, text};
use crate::support::frozen::frozen;
use crate::support::{Driven, clerk};

/// Everything that happens to a case, by its tag.
const TAGS: [&str; 15] = [
    "received",
    "told",
    "accepted",
    "deemed_accepted",
    "clock_stopped",
    "clock_started",
    "extension_asked",
    "extension_decided",
    "left_hall",
    "came_back",
    "taken_over",
    "completed",
    "collected",
    "supervised",
    "supervision_answered",
];

#[test]
fn the_cases_of_0_1_0_replay() {
    let journal = frozen(
        "0.1.0-cases",
        |event| matches!(event, Event::Case { .. }),
        busy_weeks,
    );
    journal.holds(&["case"], TAGS);
    let shelf = journal.shelf();
    let cases = || shelf.cases.iter().filter_map(|(_, kept)| kept.now.as_ref());
    let standing = |is: Standing| cases().filter(|case| case.standing == is).count();
    assert_eq!((standing(Standing::Closed), standing(Standing::Open)), (1, 2));
    assert_eq!(cases().map(|case| case.stops.len()).sum::<usize>(), 2);
}

/// Weeks in which everything happens to cases.
fn busy_weeks() -> Driven {
    let (mut hall, code) = accepted();
    let about = |hall: &mut Driven, verb: CaseVerb| ask(hall, clerk("c1"), &code, verb).expect("decided");
    about(&mut hall, stop(Some(text(1))));
    about(&mut hall, CaseVerb::StartClock);
    about(
        &mut hall,
        CaseVerb::AskExtension {
            days: 2,
            reason: text(2),
        },
    );
    ask(
        &mut hall,
        manager("m2"),
        &code,
        CaseVerb::DecideExtension { granted: true },
    )
    .expect("granted");
    about(
        &mut hall,
        CaseVerb::LeaveHall {
            to: "GA".to_owned(),
            holder: text(3),
        },
    );
    about(&mut hall, CaseVerb::ComeBack);
    let look_through = Ending {
        correction: Some(Correction::LookThrough),
        ..outcome(Outcome::AwaitingCorrection, None)
    };
    hall.take("X01", None, None).expect("a ticket");
    end(&mut hall, look_through).expect("taken in");
    hall.take("X01", None, None).expect("a ticket");
    end(&mut hall, missing(&[1], None)).expect("told");
    let told = newest(&hall);
    hall.take("X01", None, None).expect("a ticket");
    end(&mut hall, missing(&[0, 1], Some(&told))).expect("told again");
    hall.take("X01", None, None).expect("a ticket");
    end(&mut hall, outcome(Outcome::Accepted, Some(&told))).expect("accepted");
    ask(&mut hall, clerk("c1"), &told, stop(Some(text(4)))).expect("stopped until it goes on by itself");
    on(&mut hall, date(2026, 12, 28));
    let question = CaseVerb::Supervise {
        addressee: "GA".to_owned(),
        question: text(5),
    };
    ask(&mut hall, manager("m1"), &code, question).expect("asked");
    ask(&mut hall, manager("m1"), &code, CaseVerb::TakeOver).expect("taken over");
    about(&mut hall, CaseVerb::Answer { answer: text(6) });
    about(
        &mut hall,
        CaseVerb::Complete {
            how: Completion::Granted,
        },
    );
    hall.press("c1", 1, queue_core::command::WindowVerb::Open)
        .expect("open");
    hall.take("X01", None, None).expect("a ticket");
    end(&mut hall, outcome(Outcome::Collected, Some(&code))).expect("collected");
    hall
}
