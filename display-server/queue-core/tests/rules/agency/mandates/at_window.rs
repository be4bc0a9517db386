//! An agent at a window: one ticket, many principals, each a matter of their own.

use jiff::civil::date;
use queue_core::agency::{MANDATE_MATTERS_LIMIT, PRINCIPALS_LIMIT};
use queue_core::case::Through;
use queue_core::command::{Correction, Ending, ForWhom, GiveMandate, MandateVerb, WindowVerb};
use queue_core::event::Event;
use queue_core::leg::Outcome;
use queue_core::plan::AgentKind;
use queue_core::{Actor, MatterCode, RecordCode, Rejection, ServiceCode, TokenHash};

use super::{about, for_project, for_village, give, hall, mandate, with_agents};
use crate::agency::refused;
use crate::support::{DAY, Driven, at, ticket};

pub(super) fn as_agent(outcome: Outcome, mandates: &[RecordCode]) -> Ending {
    Ending {
        outcome: Some(outcome),
        whom: ForWhom::Agent {
            mandates: mandates.to_vec(),
        },
        ..Ending::default()
    }
}

/// A visitor of X01 is served at window 1.
fn serving(hall: &mut Driven) -> String {
    hall.take("X01", None, None).expect("a ticket");
    let number = hall.call(1).expect("somebody waits");
    hall.start("c1", 1, &number);
    number
}

fn finish(hall: &mut Driven, number: &str, ending: Ending) -> Result<Vec<Event>, Rejection> {
    let ticket = ticket(number);
    hall.press("c1", 1, WindowVerb::Finish { ticket, ending })?;
    Ok(hall.journal.last().expect("an entry").body.events.clone())
}

pub(super) fn served(hall: &mut Driven, ending: Ending) -> Vec<Event> {
    let number = serving(hall);
    finish(hall, &number, ending).expect("ended")
}

fn matters_of(hall: &Driven, codes: &[RecordCode]) -> Vec<Vec<MatterCode>> {
    let of_each = codes.iter().map(|code| mandate(hall, code).matters.clone());
    of_each.collect()
}

#[test]
fn one_ticket_of_an_agent_opens_a_matter_for_each_principal() {
    let mut hall = hall();
    let all: Vec<_> = (0..PRINCIPALS_LIMIT)
        .map(|_| give(&mut hall, for_village("D1")))
        .collect();
    served(&mut hall, as_agent(Outcome::Accepted, &all));
    let mut matters: Vec<_> = matters_of(&hall, &all).concat();
    assert_eq!(matters.len(), PRINCIPALS_LIMIT, "one for each");
    for (code, matter) in all.iter().zip(&matters) {
        let case = hall.shelf.cases.get(matter).expect("a case");
        assert!(case.is_open());
        assert_eq!(case.mandate.as_ref(), Some(code));
        let kind = AgentKind::Village;
        assert_eq!(case.through, Through::Agent { kind });
        assert_eq!(mandate(&hall, code).trips.len(), 1);
    }
    matters.sort_unstable();
    matters.dedup();
    assert_eq!(matters.len(), PRINCIPALS_LIMIT, "and no two the same");
}

#[test]
fn the_first_principal_s_code_is_that_of_a_leg_without_agents() {
    let mut hall = hall();
    let code = give(&mut hall, for_village("D1"));
    let events = served(
        &mut hall,
        as_agent(Outcome::Accepted, std::slice::from_ref(&code)),
    );
    let Some(Event::Finished { leg, .. }) = events.first() else {
        panic!("{events:?}");
    };
    let visit = hall.hall.visit(leg.visit).expect("the visit");
    let day = queue_core::ServiceDay(DAY);
    let of_leg = |index| MatterCode::of(day, &visit.ticket, index);
    assert_eq!(mandate(&hall, &code).matters, [of_leg(leg.index)]);
    let all = (0..50)
        .flat_map(|leg| (0..20).map(move |place| MatterCode::of_principal(day, &visit.ticket, leg, place)));
    let distinct: std::collections::BTreeSet<_> = all.collect();
    assert_eq!(distinct.len(), 50 * 20, "no two legs or principals share one");
}

#[test]
fn a_code_tells_no_digit_of_another_principal_s() {
    let mut hall = hall();
    let number = serving(&mut hall);
    let mut issued = hall.visit(&number).ticket.clone();
    let tickets = 60_u64;
    let mut shared = [0_u64; 6];
    for n in 1..=tickets {
        let mut token = [0; 32];
        // Weyl's sequence: as good as random bits, and the same ones each time.
        token[24..].copy_from_slice(&n.wrapping_mul(0x9E37_79B9_7F4A_7C15).to_be_bytes());
        issued.token = TokenHash::new(token);
        let digits = |principal| {
            let code = MatterCode::of_principal(queue_core::ServiceDay(DAY), &issued, 0, principal);
            let (_, digits) = code.as_str().rsplit_once('-').expect("three parts");
            digits.as_bytes().to_vec()
        };
        for (place, (first, second)) in digits(0).iter().zip(&digits(1)).enumerate() {
            shared[place] += u64::from(first == second);
        }
    }
    // By chance a tenth of them; a third would be one chance in a hundred thousand.
    assert!(shared.iter().all(|same| *same * 3 < tickets), "{shared:?}");
}

#[test]
fn an_outcome_that_begins_no_case_is_noted_for_each_principal() {
    let mut hall = hall();
    let both = [(); 2].map(|()| give(&mut hall, for_village("D1")));
    for outcome in [Outcome::AdviceOnly, Outcome::DoneOnSpot, Outcome::Refused] {
        served(&mut hall, as_agent(outcome, &both));
    }
    for code in &both {
        assert_eq!(mandate(&hall, code).trips.len(), 3);
        assert_eq!(mandate(&hall, code).matters, []);
    }
}

#[test]
fn what_is_missing_is_told_of_each_principal_s_matter() {
    let mut hall = hall();
    let both = [(); 2].map(|()| give(&mut hall, for_village("D1")));
    let told = Ending {
        correction: Some(Correction::LookThrough),
        ..as_agent(Outcome::AwaitingCorrection, &both)
    };
    served(&mut hall, told);
    let [first, second] = matters_of(&hall, &both).concat().try_into().expect("two");
    let back = Ending {
        matter: Some(first),
        ..as_agent(Outcome::Accepted, &both)
    };
    let number = serving(&mut hall);
    refused(finish(&mut hall, &number, back.clone()), "one-matter-one-mandate");
    let [mine, _] = &both;
    let alone = Ending {
        whom: ForWhom::Agent {
            mandates: vec![mine.clone()],
        },
        ..back
    };
    finish(&mut hall, &number, alone).expect("accepted");
    assert_eq!(mandate(&hall, mine).matters.len(), 1, "it belongs there already");
    assert!(!hall.shelf.cases.get(&second).expect("the other").is_open());
}

#[test]
fn a_mandate_that_does_not_bind_is_refused_and_nothing_is_half_done() {
    let mut hall = hall();
    let mine = give(&mut hall, for_village("D1"));
    let other = give(&mut hall, for_village("D2"));
    let part = GiveMandate {
        services: vec![ServiceCode::new("Y01")],
        ..for_village("D1")
    };
    let part = give(&mut hall, part);
    let over = give(&mut hall, for_village("D1"));
    about(&mut hall, Actor::Public, &over, MandateVerb::Revoke).expect("revoked");
    let unknown = RecordCode::parse("W261124-00000000").expect("a code");
    let many: Vec<_> = (0..=PRINCIPALS_LIMIT)
        .map(|_| give(&mut hall, for_village("D1")))
        .collect();
    let number = serving(&mut hall);
    let before = (hall.shelf.clone(), hall.journal.len());
    for (codes, kind) in [
        (vec![], "no-mandate"),
        (vec![mine.clone(), unknown], "unknown-mandate"),
        (vec![mine.clone(), over], "mandate-over"),
        (vec![mine.clone(), part], "not-in-mandate"),
        (vec![mine.clone(), other], "mandate-of-another-agent"),
        (vec![mine.clone(), mine.clone()], "mandate-twice"),
        (many, "too-many-principals"),
    ] {
        let outcome = finish(&mut hall, &number, as_agent(Outcome::Accepted, &codes));
        refused(outcome, kind);
        assert_eq!((hall.shelf.clone(), hall.journal.len()), before, "{kind}");
    }
    finish(&mut hall, &number, as_agent(Outcome::Accepted, &[mine])).expect("it binds");
}

#[test]
fn an_agent_acts_no_more_once_the_register_says_so_or_the_last_day_has_passed() {
    let mut parts = with_agents();
    for agent in &mut parts.agents {
        agent.until = Some(date(2026, 11, 24)).filter(|_| agent.code.as_str() == "D1");
    }
    let mut hall = Driven::staffed_with(parts);
    let gone = give(&mut hall, for_village("D1"));
    let last_day = GiveMandate {
        until: DAY,
        ..for_village("D2")
    };
    let over = give(&mut hall, last_day);
    hall.wind(at("20:00"));
    hall.open_next_day();
    hall.press("c1", 1, WindowVerb::Open).expect("open");
    let number = serving(&mut hall);
    for (code, kind) in [(gone, "agent-may-not"), (over, "mandate-over")] {
        let outcome = finish(&mut hall, &number, as_agent(Outcome::Accepted, &[code]));
        refused(outcome, kind);
    }
}

#[test]
fn undoing_a_finish_takes_the_matters_of_all_principals_back() {
    let mut hall = hall();
    let both = [(); 2].map(|()| give(&mut hall, for_village("D1")));
    let before = hall.shelf.mandates.get(&both[0]).cloned();
    served(&mut hall, as_agent(Outcome::Accepted, &both));
    hall.press("c1", 1, WindowVerb::Undo).expect("undone");
    assert_eq!(hall.shelf.mandates.get(&both[0]).cloned(), before);
    let left = hall.shelf.cases.iter().filter(|(_, kept)| kept.now.is_some());
    assert_eq!(left.count(), 0);
}

#[test]
fn a_finish_is_not_undone_once_somebody_did_something_to_its_mandate() {
    let mut hall = hall();
    let code = give(&mut hall, for_village("D1"));
    served(
        &mut hall,
        as_agent(Outcome::AdviceOnly, std::slice::from_ref(&code)),
    );
    about(&mut hall, Actor::Public, &code, MandateVerb::Revoke).expect("revoked");
    let undo = hall.press("c1", 1, WindowVerb::Undo);
    assert_eq!(undo.map(drop), Err(Rejection::NothingToUndo));
}

#[test]
fn a_company_s_handler_is_counted_and_is_nobody_s_agent() {
    let mut hall = hall();
    for outcome in [Outcome::Accepted, Outcome::DoneOnSpot] {
        let ending = Ending {
            outcome: Some(outcome),
            whom: ForWhom::Handler,
            ..Ending::default()
        };
        let events = served(&mut hall, ending);
        let came = |event: &Event| matches!(event, Event::HandlerCame { .. });
        assert_eq!(
            events.iter().filter(|event| came(event)).count(),
            1,
            "{outcome:?}"
        );
    }
    let case = hall.shelf.cases.iter().find_map(|(_, kept)| kept.now.clone());
    let case = case.expect("a case");
    assert_eq!((case.through, case.mandate), (Through::Handler, None));
}

#[test]
fn whoever_collects_does_not_change_who_came_with_the_matter() {
    let mut hall = hall();
    let code = give(&mut hall, for_village("D1"));
    served(
        &mut hall,
        as_agent(Outcome::Accepted, std::slice::from_ref(&code)),
    );
    let matter = mandate(&hall, &code).matters.first().cloned();
    let collected = Ending {
        outcome: Some(Outcome::Collected),
        matter: matter.clone(),
        ..Ending::default()
    };
    served(&mut hall, collected);
    let case = hall
        .shelf
        .cases
        .get(&matter.expect("a matter"))
        .expect("the case");
    assert!(case.collected_on.is_some());
    assert!(!case.through.is_oneself());
    assert_eq!(case.mandate.as_ref(), Some(&code));
}

#[test]
fn a_full_file_takes_no_more() {
    let mut hall = hall();
    let code = give(&mut hall, for_project());
    let full = queue_core::agency::Mandate {
        matters: (0..MANDATE_MATTERS_LIMIT)
            .map(|place| MatterCode::parse(&format!("261123-X001-{place:06}")).expect("a code"))
            .collect(),
        ..mandate(&hall, &code).clone()
    };
    let kept = queue_core::shelf::Kept {
        now: Some(full),
        seq: queue_core::Seq(1),
        before: None,
    };
    let matter = crate::agency::accepted(&mut hall);
    let mut shelf = hall.shelf.clone();
    shelf.mandates.put(code.clone(), kept);
    let verb = super::attach(&matter);
    let command = queue_core::Command::Agency(queue_core::command::AgencyCommand {
        press: hall.request(),
        verb: queue_core::command::AgencyVerb::Mandate { code, verb },
    });
    let outcome = shelf.decide(&hall.hall, hall.moment(), &super::manager(), &command);
    refused(outcome, "mandate-full");
}
