//! What a follow-up keeps: how many things happened to it, and which texts for how long.

use queue_core::command::FollowupVerb;
use queue_core::followup::FollowupKind::Unsolved;
use queue_core::followup::{FollowupKind, Raised, Verdict};
use queue_core::{Actor, PersonCode, Record};

use super::{ask, decide, hall, known, open, plan, raised, satisfied, sound, text};
use crate::support::{DAY, Driven};

/// What a page's presses follow from: the place in the journal would tell when somebody rated.
#[test]
fn whatever_happens_to_one_is_counted() {
    let (mut hall, code) = hall(FollowupKind::Complaint);
    let assign = |to: &str| FollowupVerb::Assign {
        to: PersonCode::new(to),
    };
    let mut seen = vec![known(&hall, &code).changes];
    for verb in [
        assign("m1"),
        assign("m2"),
        assign("m1"),
        decide(Verdict::Founded),
        satisfied(),
    ] {
        ask(&mut hall, "m1", &code, verb).expect("done");
        seen.push(known(&hall, &code).changes);
    }
    assert_eq!(seen, [1, 2, 3, 4, 5, 6]);
}

#[test]
fn how_to_reach_whoever_complained_goes_when_nobody_calls_back_any_more() {
    let mut hall = Driven::with(plan());
    let unsolved = Raised {
        contact: Some(text(8)),
        ..raised(Unsolved)
    };
    let code = open(&mut hall, Actor::Public, unsolved).expect("opened");
    let needed = |hall: &Driven| known(hall, &code).texts_needed(&sound(), DAY);
    assert_eq!(needed(&hall), [text(1), text(8)]);
    ask(&mut hall, "m1", &code, decide(Verdict::Solved)).expect("answered");
    assert_eq!(needed(&hall), [text(1), text(8), text(2)]);
    ask(&mut hall, "m1", &code, satisfied()).expect("called back");
    assert_eq!(needed(&hall), [text(1), text(2)]);
}
