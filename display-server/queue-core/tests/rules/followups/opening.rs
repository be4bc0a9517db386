//! How follow-ups begin: what somebody who brings something up must say, and by which code it is found.

use jiff::civil::date;
use queue_core::command::{FollowupAsk, FollowupCommand};
use queue_core::followup::{FollowupKind, Raised};
use queue_core::{Actor, Command, FollowupCode, Record, ServiceCode, ServiceDay, WindowNumber};

use super::{about, by, known, open, plan, raised, sound};
use crate::support::{DAY, Driven};

#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn what_is_brought_up_names_what_the_hall_knows_and_says_what_it_must() {
    let mut hall = Driven::with(plan());
    let mut refused = |who: &str, raised: Raised| {
        let who = if who == "public" { Actor::Public } else { by(who) };
        open(&mut hall, who, raised)
            .map(drop)
            .expect_err("refused")
            .kind()
    };
    let complaint = || raised(FollowupKind::Complaint);
    let finding = || raised(FollowupKind::Finding);
    assert_eq!(
        refused(
            "public",
            Raised {
                text: None,
                ..complaint()
            }
        ),
        "nothing-said"
    );
    assert_eq!(
        refused(
            "public",
            Raised {
                service: Some(ServiceCode::new("Z9")),
                ..complaint()
            }
        ),
        "unknown-service"
    );
    assert_eq!(
        refused(
            "public",
            Raised {
                window: Some(WindowNumber::new(99)),
                ..complaint()
            }
        ),
        "unknown-window"
    );
    assert_eq!(refused("public", about("nobody")), "unknown-staff");
    assert_eq!(refused("c1", about("c1")), "about-yourself");
    assert_eq!(
        refused(
            "m1",
            Raised {
                about: None,
                ..finding()
            }
        ),
        "about-nobody"
    );
    assert_eq!(
        refused(
            "m1",
            Raised {
                order: None,
                ..raised(FollowupKind::Hotline)
            }
        ),
        "no-order-number"
    );
    let unknown = queue_core::MatterCode::parse("261124-X001-000000").ok();
    assert_eq!(
        refused(
            "m1",
            Raised {
                matter: unknown,
                ..finding()
            }
        ),
        "unknown-matter"
    );
    for (who, kind) in [
        ("public", FollowupKind::Finding),
        ("public", FollowupKind::Hotline),
        ("c1", FollowupKind::Hotline),
        ("r1", FollowupKind::Finding),
        ("m1", FollowupKind::BadRating),
    ] {
        assert_eq!(refused(who, raised(kind)), "not-yours", "{who} {kind:?}");
    }
}

#[test]
fn a_repeated_press_opens_one_and_a_code_leads_to_one() {
    let mut hall = Driven::with(plan());
    let press = hall.request();
    let what = FollowupAsk::Open {
        raised: Box::new(raised(FollowupKind::Complaint)),
    };
    let command = Command::Followup(FollowupCommand { press, what });
    for _ in 0..2 {
        hall.run(Actor::Public, &command).expect("opened, or known");
    }
    assert_eq!(hall.shelf.followups.iter().count(), 1);
    let code = FollowupCode::of(FollowupKind::Complaint, ServiceDay(DAY), &press);
    let typed = format!(" http://hall.test/f/{} ", code.as_str().to_lowercase());
    assert_eq!(FollowupCode::parse(&typed).expect("a code"), code);
    for bad in [
        "261124-C-1234567",
        "261124-X-12345678",
        "261124-C-1234567x",
        "",
        "261124-CC-1234567",
    ] {
        assert!(FollowupCode::parse(bad).is_err(), "{bad}");
    }
}

#[test]
fn a_hotline_order_is_due_on_the_day_that_it_names() {
    let mut hall = Driven::with(plan());
    let order = Raised {
        answer_by: Some(date(2026, 11, 26)),
        ..raised(FollowupKind::Hotline)
    };
    let code = open(&mut hall, by("r1"), order.clone()).expect("opened");
    let followup = known(&hall, &code);
    assert_eq!(followup.due_on(&sound()), Some(date(2026, 11, 26)));
    assert_eq!(followup.marks(&sound()).due_on, Some(date(2026, 11, 26)));
    let far = Raised {
        answer_by: Some(date(2036, 1, 1)),
        ..order
    };
    let refused = open(&mut hall, by("r1"), far).expect_err("refused");
    assert_eq!(refused.kind(), "bad-answer-day");
    let own = Raised {
        answer_by: Some(date(2026, 12, 31)),
        ..raised(FollowupKind::Complaint)
    };
    let refused = open(&mut hall, by("c2"), own).expect_err("refused");
    assert_eq!(
        refused.kind(),
        "bad-answer-day",
        "nobody sets a limit aside by entering a later day"
    );
}
