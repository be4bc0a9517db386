//! Whom a job goes to: the nearest free guide who can do it, then all on duty, then whoever stands in.

use queue_core::command::EscortVerb;
use queue_core::escort::{Escort, EscortKind, EscortState, Need};
use queue_core::plan::{GuideSkills, Person, PlanParts, Position, Role, StandIn};
use queue_core::{Actor, DeviceId, EscortId, LanguageCode, PersonCode, Rejection};

use crate::support::{Driven, at, clerk, guide, kiosk, small_plan, ticket};

fn job(hall: &Driven, id: u32) -> &Escort {
    hall.hall.escort(EscortId(id)).expect("a job")
}

fn ask(hall: &mut Driven, place: &str) {
    ask_for(hall, place, EscortKind::Escort, None);
}

fn ask_for(hall: &mut Driven, place: &str, kind: EscortKind, language: Option<&str>) {
    let verb = EscortVerb::Request {
        place: DeviceId::new(place),
        ticket: None,
        need: Need {
            kind,
            language: language.map(LanguageCode::new),
        },
    };
    hall.escort(kiosk(), verb).expect("requested");
}

fn offered_to(hall: &Driven, id: u32) -> Option<&str> {
    job(hall, id).offer.as_ref().map(|offer| offer.guide.as_str())
}

fn accept(hall: &mut Driven, code: &str, id: u32) -> Result<(), Rejection> {
    let escort = EscortId(id);
    hall.escort(guide(code), EscortVerb::Accept { escort }).map(drop)
}

fn person(code: &str, role: Role) -> Actor {
    Actor::Person {
        code: PersonCode::new(code),
        role,
    }
}

fn with(change: impl FnOnce(&mut PlanParts)) -> PlanParts {
    let mut parts = small_plan();
    change(&mut parts);
    parts
}

#[test]
fn a_job_is_offered_to_the_nearest_free_guide() {
    // The door is at 0 m with g1, the kiosk at 10 m with g2, windows at 20 and 30 m.
    for (place, nearest) in [("post-door", "g1"), ("kiosk-1", "g2"), ("window-2", "g2")] {
        let mut hall = Driven::guided();
        ask(&mut hall, place);
        assert_eq!(offered_to(&hall, 1), Some(nearest), "{place}");
    }
}

#[test]
fn a_guide_is_where_the_last_visitor_was_handed_over() {
    let mut hall = Driven::guided();
    ask(&mut hall, "post-door");
    accept(&mut hall, "g1", 1).unwrap();
    let escort = EscortId(1);
    let window = queue_core::WindowNumber::new(2);
    for verb in [
        EscortVerb::Meet { escort },
        EscortVerb::HandOver { escort, window },
        EscortVerb::Done { escort },
    ] {
        hall.escort(guide("g1"), verb).unwrap();
    }
    ask(&mut hall, "post-door");
    assert_eq!(offered_to(&hall, 2), Some("g2"), "g1 is at window 2 now");
}

#[test]
fn of_equally_near_guides_the_longest_idle_is_asked_then_the_smaller_work_number() {
    let mut hall = Driven::staffed();
    hall.sign_on("g2", "kiosk-1");
    hall.wind(at("09:05"));
    hall.sign_on("g1", "kiosk-1");
    ask(&mut hall, "post-door");
    assert_eq!(offered_to(&hall, 1), Some("g2"), "idle for longer");

    let mut hall = Driven::staffed();
    hall.sign_on("g2", "kiosk-1");
    hall.sign_on("g1", "kiosk-1");
    ask(&mut hall, "post-door");
    assert_eq!(offered_to(&hall, 1), Some("g1"), "idle for as long");
}

#[test]
fn a_place_that_the_plan_does_not_locate_is_farther_than_any_that_it_does() {
    let mut hall = Driven::guided_with(with(|parts| parts.escort_posts[0].at = None));
    ask(&mut hall, "window-1");
    assert_eq!(offered_to(&hall, 1), Some("g2"));
    ask(&mut hall, "post-door");
    assert_eq!(
        offered_to(&hall, 2),
        Some("g1"),
        "the very same place is near without a map"
    );
}

#[test]
fn while_a_job_is_offered_only_that_guide_takes_it_and_afterwards_anybody() {
    let mut hall = Driven::guided();
    ask(&mut hall, "post-door");
    assert_eq!(
        accept(&mut hall, "g2", 1),
        Err(Rejection::OfferedToAnother {
            guide: PersonCode::new("g1"),
            until: at("09:00:20"),
        })
    );
    hall.wind(at("09:00:20"));
    assert_eq!(offered_to(&hall, 1), None, "the offer ran out");
    accept(&mut hall, "g2", 1).unwrap();
}

#[test]
fn a_declined_job_is_everybodys_at_once() {
    let mut hall = Driven::guided();
    ask(&mut hall, "post-door");
    let decline = EscortVerb::Decline { escort: EscortId(1) };
    assert!(matches!(
        hall.escort(guide("g2"), decline.clone()),
        Err(Rejection::EscortStage { .. })
    ));
    hall.escort(guide("g1"), decline).unwrap();
    assert_eq!((offered_to(&hall, 1), job(&hall, 1).left_to), (None, None));
    accept(&mut hall, "g2", 1).unwrap();
}

#[test]
fn a_job_that_the_only_guide_declines_is_left_to_whoever_stands_in() {
    let mut hall = Driven::staffed();
    hall.sign_on("g1", "post-door");
    ask(&mut hall, "post-door");
    hall.escort(guide("g1"), EscortVerb::Decline { escort: EscortId(1) })
        .unwrap();
    assert_eq!(job(&hall, 1).left_to, Some(StandIn::Manager));
}

#[test]
fn a_busy_guide_is_offered_nothing_and_the_one_who_becomes_free_gets_what_waits() {
    let mut hall = Driven::guided();
    for (place, code, id) in [("post-door", "g1", 1), ("kiosk-1", "g2", 2)] {
        ask(&mut hall, place);
        accept(&mut hall, code, id).unwrap();
    }
    ask(&mut hall, "window-1");
    assert_eq!(
        (offered_to(&hall, 3), job(&hall, 3).left_to),
        (None, None),
        "both are on duty, and busy"
    );
    let escort = EscortId(2);
    hall.escort(guide("g2"), EscortVerb::Meet { escort }).unwrap();
    hall.escort(guide("g2"), EscortVerb::Done { escort }).unwrap();
    assert_eq!(offered_to(&hall, 3), Some("g2"));
}

#[test]
fn one_guide_is_offered_one_job_at_a_time() {
    let mut hall = Driven::guided();
    ask(&mut hall, "post-door");
    ask(&mut hall, "window-1");
    ask(&mut hall, "window-2");
    let offers: Vec<_> = (1..=3).map(|id| offered_to(&hall, id)).collect();
    assert_eq!(offers, [Some("g1"), Some("g2"), None]);
}

#[test]
fn a_job_is_offered_only_to_those_who_can_do_it() {
    // g1 speaks English, g2 signs, nobody speaks Uyghur.
    for (kind, language, expected) in [
        (EscortKind::Interpreter, Some("en"), Some("g1")),
        (EscortKind::Signing, None, Some("g2")),
        (EscortKind::Interpreter, Some("ug"), None),
    ] {
        for place in ["post-door", "kiosk-1"] {
            let mut hall = Driven::guided();
            ask_for(&mut hall, place, kind, language);
            assert_eq!(offered_to(&hall, 1), expected, "{kind:?} {language:?}");
            let is_left = job(&hall, 1).left_to == Some(StandIn::Manager);
            assert_eq!(is_left, expected.is_none(), "never silently without anybody");
            hall.wind(at("09:00:30"));
            let other = if expected == Some("g1") { "g2" } else { "g1" };
            assert_eq!(accept(&mut hall, other, 1), Err(Rejection::SkillMissing));
        }
    }
}

#[test]
fn a_guide_who_is_not_on_duty_takes_no_job() {
    let mut hall = Driven::staffed();
    ask(&mut hall, "post-door");
    assert_eq!(accept(&mut hall, "g1", 1), Err(Rejection::NotOnDuty));
    assert_eq!(
        hall.escort(guide("g1"), EscortVerb::OffDuty).map(drop),
        Err(Rejection::NotOnDuty)
    );
    let place = DeviceId::new("moon");
    assert!(matches!(
        hall.escort(guide("g1"), EscortVerb::OnDuty { place }),
        Err(Rejection::UnknownPlace { .. })
    ));
    let place = DeviceId::new("post-door");
    assert_eq!(
        hall.escort(clerk("c1"), EscortVerb::OnDuty { place }).map(drop),
        Err(Rejection::NotYours)
    );
}

#[test]
fn without_a_guide_the_plans_stand_in_accepts_and_leads() {
    for (stand_in, actor, other) in [
        (
            StandIn::Manager,
            person("m1", Role::Manager),
            person("r1", Role::Reception),
        ),
        (StandIn::Reception, person("r1", Role::Reception), clerk("c1")),
    ] {
        let mut hall = Driven::staffed_with(with(|parts| parts.rules.no_guide = stand_in));
        ask(&mut hall, "post-door");
        assert_eq!(job(&hall, 1).left_to, Some(stand_in));
        let escort = EscortId(1);
        let refused = hall.escort(other, EscortVerb::Accept { escort });
        assert_eq!(refused.map(drop), Err(Rejection::NotYours));
        for verb in [
            EscortVerb::Accept { escort },
            EscortVerb::Meet { escort },
            EscortVerb::Done { escort },
        ] {
            hall.escort(actor.clone(), verb).unwrap();
        }
    }
}

#[test]
fn without_a_guide_the_windows_of_the_visitors_ticket_stand_in() {
    let mut hall = Driven::staffed_with(with(|parts| {
        parts.rules.no_guide = StandIn::Window;
        parts.windows[1].secondary.clear();
    }));
    let number = hall.take("X01", None, None).unwrap();
    let verb = EscortVerb::Request {
        place: DeviceId::new("post-door"),
        ticket: Some(ticket(&number)),
        need: Need::default(),
    };
    hall.escort(kiosk(), verb).unwrap();
    assert_eq!(job(&hall, 1).left_to, Some(StandIn::Window));
    let escort = EscortId(1);
    let other = hall.escort(clerk("c2"), EscortVerb::Accept { escort });
    assert_eq!(
        other.map(drop),
        Err(Rejection::NotYours),
        "window 2 does not serve X"
    );
    hall.escort(clerk("c1"), EscortVerb::Accept { escort }).unwrap();
}

#[test]
fn where_no_window_serves_the_visitor_the_manager_stands_in() {
    let mut hall = Driven::staffed_with(with(|parts| parts.rules.no_guide = StandIn::Window));
    ask(&mut hall, "post-door");
    assert_eq!(
        job(&hall, 1).left_to,
        Some(StandIn::Manager),
        "no ticket, no window"
    );
    ask(&mut hall, "window-2");
    assert_eq!(job(&hall, 2).left_to, Some(StandIn::Window));
}

#[test]
fn the_guide_who_signs_on_is_offered_what_was_left_to_others() {
    let mut hall = Driven::staffed();
    ask(&mut hall, "post-door");
    hall.sign_on("g2", "kiosk-1");
    assert_eq!(offered_to(&hall, 1), Some("g2"));
    accept(&mut hall, "g2", 1).unwrap();
}

#[test]
fn a_job_given_back_waits_again_and_is_offered_to_the_next() {
    let mut hall = Driven::guided();
    ask(&mut hall, "post-door");
    accept(&mut hall, "g1", 1).unwrap();
    hall.wind(at("09:00:40"));
    let escort = EscortId(1);
    let stranger = hall.escort(guide("g2"), EscortVerb::Release { escort });
    assert!(matches!(stranger, Err(Rejection::AlreadyAccepted { .. })));
    hall.escort(guide("g1"), EscortVerb::Release { escort }).unwrap();
    let given_back = job(&hall, 1);
    assert_eq!(given_back.state, EscortState::Requested);
    assert_eq!(
        (given_back.guide.as_ref(), given_back.accept_by),
        (None, at("09:01:40"))
    );
    assert_eq!(offered_to(&hall, 1), Some("g2"));
    hall.escort(guide("g2"), EscortVerb::Accept { escort }).unwrap();
    hall.escort(guide("g2"), EscortVerb::Release { escort }).unwrap();
    assert_eq!(job(&hall, 1).left_to, Some(StandIn::Manager), "both gave it back");
    hall.escort(person("m1", Role::Manager), EscortVerb::Accept { escort })
        .unwrap();
    hall.escort(person("m1", Role::Manager), EscortVerb::Meet { escort })
        .unwrap();
    let late = hall.escort(person("m1", Role::Manager), EscortVerb::Release { escort });
    assert!(matches!(late, Err(Rejection::EscortStage { .. })), "met is met");
}

#[test]
fn a_guide_who_signs_off_leaves_no_job_behind() {
    let mut hall = Driven::guided();
    ask(&mut hall, "post-door");
    hall.escort(guide("g1"), EscortVerb::OffDuty).unwrap();
    assert_eq!(offered_to(&hall, 1), Some("g2"), "the next is asked");
    hall.escort(guide("g2"), EscortVerb::OffDuty).unwrap();
    assert_eq!(job(&hall, 1).left_to, Some(StandIn::Manager));

    let mut hall = Driven::guided();
    ask(&mut hall, "post-door");
    accept(&mut hall, "g1", 1).unwrap();
    assert_eq!(
        hall.escort(guide("g1"), EscortVerb::OffDuty).map(drop),
        Err(Rejection::StillLeading {
            escort: EscortId(1),
            place: DeviceId::new("post-door"),
        })
    );
}

#[test]
fn distance_is_across_the_hall_not_along_one_wall() {
    let mut hall = Driven::staffed_with(with(|parts| {
        let spot = |x_m, y_m| Some(Position { x_m, y_m });
        parts.escort_posts[0].at = spot(0, 0);
        parts.kiosks[0].at = spot(0, 40);
        parts.windows[0].at = spot(30, 0);
        parts.windows[1].at = spot(24, 18);
    }));
    hall.sign_on("g1", "kiosk-1");
    hall.sign_on("g2", "post-door");
    ask(&mut hall, "window-2");
    // From the kiosk 24² + 22² = 1,060 m², from the door 24² + 18² = 900 m².
    assert_eq!(offered_to(&hall, 1), Some("g2"));
}

#[test]
fn a_third_guide_without_skills_still_leads() {
    let mut hall = Driven::staffed_with(with(|parts| {
        parts.people.push(Person {
            code: PersonCode::new("g3"),
            role: Role::Guide,
            windows: Vec::new(),
            skills: GuideSkills::default(),
            oversees: Vec::new(),
            home: None,
        });
    }));
    hall.sign_on("g3", "post-door");
    ask_for(&mut hall, "post-door", EscortKind::Signing, None);
    ask(&mut hall, "post-door");
    assert_eq!((offered_to(&hall, 1), offered_to(&hall, 2)), (None, Some("g3")));
}
