//! Codes of notices and receipts, and which windows may collect.

use queue_core::command::{FeeCommand, FeeVerb};
use queue_core::fee::ReceiptNumber;
use queue_core::{Command, NoticeCode, PlanParts, RequestId, ServiceDay, WindowNumber};

use super::{asked, hall, issue, item, plan};
use crate::support::{DAY, clerk, letter};

#[test]
fn a_repeated_press_issues_one_notice_and_a_taken_code_gives_way_to_the_next() {
    let (mut hall, number) = hall();
    let press = RequestId::new([9; 16]);
    let verb = FeeVerb::Issue(asked(&number, None, &[item("deed", 1, None)]));
    let command = Command::Fee(FeeCommand { press, verb });
    hall.run(clerk("c1"), &command).expect("issued");
    hall.run(clerk("c1"), &command).expect("the same");
    assert_eq!(hall.shelf.fees.iter().count(), 1);
    let codes: Vec<_> = NoticeCode::of(ServiceDay(DAY), press).collect();
    assert_eq!(
        hall.shelf.fees.iter().next().map(|(code, _)| code.clone()),
        Some(codes[0].clone())
    );
    let wanted = queue_core::Shelf::wanted(&hall.hall, &command);
    assert!(codes.iter().all(|code| wanted.fees.contains(code)) && codes.len() == 8);
    assert_ne!(codes[0], codes[1]);
}

#[test]
fn a_code_whose_first_digits_are_taken_is_the_next_one() {
    let (mut hall, number) = hall();
    let press = RequestId::new([9; 16]);
    let verb = FeeVerb::Issue(asked(&number, None, &[item("deed", 1, None)]));
    let first = NoticeCode::of(ServiceDay(DAY), press).next().expect("a code");
    // What another press left under the first code: here, as it would be taken out of the table.
    let mut other = issue(&mut hall, &number, None, &[item("deed", 1, None)]).expect("issued");
    other.code = first.clone();
    let mut shelf = hall.shelf.clone();
    shelf.fees.put(
        first.clone(),
        queue_core::shelf::Kept {
            now: Some(other),
            seq: queue_core::Seq(1),
            before: None,
        },
    );
    let events = shelf
        .decide(
            &hall.hall,
            hall.moment(),
            &clerk("c1"),
            &Command::Fee(FeeCommand { press, verb }),
        )
        .expect("issued");
    let codes: Vec<_> = NoticeCode::of(ServiceDay(DAY), press).collect();
    let [queue_core::Event::Fee { code, .. }] = events.as_slice() else {
        panic!("{events:?}");
    };
    assert_eq!(*code, codes[1]);
}

#[test]
fn codes_are_read_as_they_are_typed_or_scanned() {
    for text in [
        "F261124-000123",
        " f261124-000123 ",
        "http://hall.test/n/F261124-000123/",
    ] {
        assert_eq!(NoticeCode::parse(text).expect(text).as_str(), "F261124-000123");
    }
    for text in [
        "",
        "F261124",
        "261124-000123",
        "F261124-00012",
        "F261124-0001234",
        "F2611２4-000123",
    ] {
        assert!(NoticeCode::parse(text).is_err(), "{text}");
    }
    for text in ["", "a b", "收據", &"9".repeat(33)] {
        assert!(ReceiptNumber::parse(text).is_err(), "{text}");
    }
}

#[test]
fn a_window_that_collects_may_not_accept_what_is_charged() {
    let faults = |parts: PlanParts| match queue_core::HallPlan::new(parts) {
        Ok(_) => Vec::new(),
        Err(faults) => faults.0.into_iter().map(|fault| fault.path).collect(),
    };
    let none: [&str; 0] = [];
    assert_eq!(faults(plan()), none);
    let mut helps = plan();
    helps.windows[1].secondary = vec![letter('X')];
    assert_eq!(faults(helps.clone()), ["windows[1].primary"]);
    helps.windows[1].excludes = vec![queue_core::ServiceCode::new("X01")];
    assert_eq!(faults(helps), none, "what it may not handle it does not accept");
    let mut deputy = plan();
    deputy.windows[1].deputy = Some(WindowNumber::new(1));
    assert_eq!(
        faults(deputy),
        ["windows[1].deputy"],
        "nor while one stands in for the other"
    );
    let mut itself = plan();
    itself.services[0].collects = true;
    assert_eq!(faults(itself), ["services[0].collects"]);
    let mut free = plan();
    free.windows[1].secondary = vec![letter('X')];
    free.services[0].fees.retain(|fee| !fee.is_charged());
    assert_eq!(faults(free), none, "free services and taxes are no fees");
}

#[test]
fn who_collects_is_not_one_persons_to_say() {
    let sound = |parts: PlanParts| queue_core::HallPlan::new(parts).expect("sound");
    let mut none = plan();
    none.services[1].collects = false;
    assert_eq!(
        sound(plan()).limits_changed_by(&sound(none)),
        ["service.Y01.collects"]
    );
}
