//! Each row of a table breaks a sound plan in one way and names the one fault that must be told.

mod agents;
mod appraisal;
mod authority;
mod calendar;
mod journeys;
mod openness;
mod ratings;
mod sound;
mod tides;

use self::sound::{letter, names, service, sound_plan};
use super::super::{
    ClassMark, GuideSkills, HallPlan, InterpreterLanguage, Names, Person, PlanParts, Position, Role,
    SessionPlan, StandIn, WeekDay,
};
use crate::ids::{AreaCode, ClassCode, DeviceId, LanguageCode, PersonCode, ServiceCode, WindowNumber};
use crate::leg::Outcome;

/// How a row breaks the plan, and the whole fault as printed.
type Row = (fn(&mut PlanParts), &'static str);

#[track_caller]
fn check(rows: &[Row]) {
    for (break_it, expected) in rows {
        let mut parts = sound_plan();
        break_it(&mut parts);
        let faults = HallPlan::new(parts).expect_err(expected).0;
        let printed: Vec<String> = faults.iter().map(ToString::to_string).collect();
        assert_eq!(printed, [*expected]);
    }
}

fn time(text: &str) -> jiff::civil::Time {
    text.parse().unwrap()
}

#[test]
fn a_sound_plan_has_no_fault() {
    assert!(HallPlan::new(sound_plan()).is_ok());
}

#[test]
fn a_hall_needs_a_zone_an_address_and_something_to_do() {
    check(&[
        (
            |p| p.hall.zone = "Asia/Shangai".into(),
            "hall.zone: \"Asia/Shangai\" is not a time zone; use an IANA name such as Asia/Shanghai or Asia/Urumqi",
        ),
        (
            |p| p.hall.public_url = "hall.example".into(),
            "hall.public_url: \"hall.example\" is not an address that a phone can open; begin with http:// or \
             https://, then the host, such as http://hall.example",
        ),
        (
            |p| p.hall.public_url = "https://".into(),
            "hall.public_url: \"https://\" is not an address that a phone can open; begin with http:// or \
             https://, then the host, such as http://hall.example",
        ),
        (
            |p| p.hall.public_url = "http://hall.example/".into(),
            "hall.public_url: \"http://hall.example/\" ends with a slash; leave the last slash out",
        ),
        (
            |p| p.hall.code = "示例".into(),
            "hall.code: \"示例\" cannot be a code; use 1 to 32 of the letters a–z and A–Z, digits, - and _",
        ),
        (
            |p| p.timetables.clear(),
            "timetables: the hall has no timetable; add at least one timetable",
        ),
    ]);
}

#[test]
fn an_empty_hall_is_told_everything_it_lacks() {
    let mut parts = sound_plan();
    parts.services.clear();
    parts.windows.clear();
    parts.areas.clear();
    parts.groups.clear();
    parts.kiosks.clear();
    parts.people.clear();
    parts.classes.clear();
    let faults = HallPlan::new(parts).unwrap_err().0;
    let problems: Vec<_> = faults.iter().map(|fault| fault.problem.as_str()).collect();
    for lacking in [
        "the hall has no area",
        "the hall has no window",
        "the hall has no service",
        "nobody is the manager",
        "the class ordinary is missing",
        "the class appointment is missing",
        "the class next_leg is missing",
    ] {
        assert!(
            problems.contains(&lacking),
            "{lacking} is not among {problems:#?}"
        );
    }
}

#[test]
fn nothing_is_there_twice() {
    check(&[
        (
            |p| p.groups.push(p.groups[0].clone()),
            "groups[2].letter: the group A is there twice; keep one, or rename this group",
        ),
        (
            |p| p.services.push(p.services[0].clone()),
            "services[3].code: the service A01 is there twice; keep one, or rename this service",
        ),
        (
            |p| p.departments.push(p.departments[0].clone()),
            "departments[2].code: the department GA is there twice; keep one, or rename this department",
        ),
        (
            |p| p.areas.push(p.areas[0].clone()),
            "areas[1].code: the area a is there twice; keep one, or rename this area",
        ),
        (
            |p| p.windows.push(p.windows[0].clone()),
            "windows[2].number: the window 1 is there twice; keep one, or rename this window",
        ),
        (
            |p| p.classes.push(p.classes[0].clone()),
            "classes[3].code: the class ordinary is there twice; keep one, or rename this class",
        ),
        (
            |p| p.people.push(p.people[0].clone()),
            "people[2].code: the person 1001 is there twice; keep one, or rename this person",
        ),
        (
            |p| p.kiosks.push(p.kiosks[0].clone()),
            "kiosks[1].id: the device kiosk-1 is there twice; keep one, or rename this device",
        ),
        (
            |p| p.escort_posts[0].id = DeviceId::new("kiosk-1"),
            "escort_posts[0].id: the device kiosk-1 is there twice; keep one, or rename this device",
        ),
    ]);
}

#[test]
fn every_reference_leads_somewhere() {
    check(&[
        (
            |p| p.services[1].group = letter('X'),
            "services[1].group: there is no group X; use one of A, P, or add the group X",
        ),
        (
            |p| p.services[0].department = "ZF".into(),
            "services[0].department: there is no department ZF; use one of GA, CZ, or add the department ZF",
        ),
        (
            |p| p.services[0].next = Some(ServiceCode::new("P02")),
            "services[0].next: there is no service P02; did you mean P01? Or add the service P02",
        ),
        (
            |p| p.services[0].next = Some(ServiceCode::new("A01")),
            "services[0].next: A01 follows on itself; name another service, or leave `next` out",
        ),
        (
            |p| p.windows[0].area = AreaCode::new("b"),
            "windows[0].area: there is no area b; use one of a, or add the area b",
        ),
        (
            |p| p.windows[0].primary.push(letter('Z')),
            "windows[0].primary[1]: there is no group Z; use one of A, P, or add the group Z",
        ),
        (
            |p| p.windows[1].secondary.push(letter('Z')),
            "windows[1].secondary[0]: there is no group Z; use one of A, P, or add the group Z",
        ),
        (
            |p| p.windows[0].excludes.push(ServiceCode::new("A09")),
            "windows[0].excludes[0]: there is no service A09; did you mean A01? Or add the service A09",
        ),
        (
            |p| p.kiosks[0].area = AreaCode::new("lobby"),
            "kiosks[0].area: there is no area lobby; use one of a, or add the area lobby",
        ),
        (
            |p| p.people[0].windows.push(WindowNumber::new(9)),
            "people[0].windows[1]: there is no window 9; use one of 1, 2, or add the window 9",
        ),
        (
            |p| p.timetables[0].sessions[0].groups.push(letter('S')),
            "timetables[0].sessions[0].groups[0]: there is no group S; use one of A, P, or add the group S",
        ),
    ]);
}

#[test]
fn everything_offered_is_served_by_somebody() {
    check(&[
        (
            |p| p.windows[1].primary = vec![letter('A')],
            "groups[1].letter: no window serves group P; add P to the primary or secondary groups of a window",
        ),
        (
            |p| p.windows[0].excludes.push(ServiceCode::new("A01")),
            "services[0].code: no window may serve A01: all of its group exclude it; take it out of the `excludes` \
             of a window",
        ),
        (
            |p| p.windows[0].excludes.push(ServiceCode::new("P01")),
            "windows[0].excludes[0]: window 1 does not serve the group of P01 anyway; leave it out, or add its group",
        ),
        (
            |p| {
                p.services[0].next = None;
                p.services.truncate(2);
            },
            "groups[1].letter: group P has no service; add a service to it, or take the group out",
        ),
        (
            |p| p.windows[0].primary = vec![letter('A'), letter('A')],
            "windows[0].primary[1]: group A is named twice at window 1; name it once",
        ),
        (
            |p| p.windows[0].secondary.push(letter('A')),
            "windows[0].secondary[0]: group A is both primary and secondary at window 1; keep it in one of the two",
        ),
        (
            |p| {
                p.windows[1].secondary = vec![letter('P')];
                p.windows[1].primary.clear();
            },
            "windows[1].primary: window 2 has no primary group; name at least one group that it serves as its own",
        ),
    ]);
}

#[test]
fn staff_can_work_and_somebody_runs_the_day() {
    check(&[
        (
            |p| p.people[0].windows.clear(),
            "people[0].windows: the clerk 1001 has no window; name the windows to sign in at",
        ),
        (
            |p| p.people[1].windows.push(WindowNumber::new(1)),
            "people[1].windows: 9001 is no clerk, but has windows; leave the windows out, or make the role `clerk`",
        ),
        (
            |p| p.people[1].role = Role::Guide,
            "people: nobody is the manager; add a person with the role `manager`",
        ),
        (
            |p| {
                p.people.push(Person {
                    code: PersonCode::new("張三"),
                    role: Role::Guide,
                    windows: Vec::new(),
                    skills: GuideSkills::default(),
                    oversees: Vec::new(),
                    home: None,
                });
            },
            "people[2].code: \"張三\" cannot be a code; use 1 to 32 of the letters a–z and A–Z, digits, - and _",
        ),
        (
            |p| p.classes[2].code = ClassCode::new("nextleg"),
            "classes: the class next_leg is missing; add it: the calling order gives it to tickets by itself",
        ),
    ]);
}

fn language(code: &str) -> InterpreterLanguage {
    InterpreterLanguage {
        code: LanguageCode::new(code),
        names: names(code),
    }
}

#[test]
fn escorts_have_places_in_the_hall_limits_and_somebody_for_every_job() {
    check(&[
        (
            |p| p.kiosks[0].at = Some(Position { x_m: 501, y_m: 0 }),
            "kiosks[0].at.x_m: 501 metres is out of range; use 0 to 500 metres",
        ),
        (
            |p| p.windows[1].at = Some(Position { x_m: 0, y_m: 600 }),
            "windows[1].at.y_m: 600 metres is out of range; use 0 to 500 metres",
        ),
        (
            |p| p.rules.escort_offer_s = 4,
            "rules.escort_offer_s: 4 seconds is out of range; use 5 to 600 seconds",
        ),
        (
            |p| p.rules.escort_meet_s = 3601,
            "rules.escort_meet_s: 3601 seconds is out of range; use 10 to 3600 seconds",
        ),
        (
            |p| p.rules.escort_done_s = 59,
            "rules.escort_done_s: 59 seconds is out of range; use 60 to 14400 seconds",
        ),
        (
            |p| p.rules.no_guide = StandIn::Reception,
            "rules.no_guide: nobody is at reception to stand in for a guide; add a person with the role `reception`, \
             or let the manager stand in",
        ),
        (
            |p| p.people[0].skills.signing = true,
            "people[0].skills: 1001 is no guide, but has skills; leave the skills out, or make the role `guide`",
        ),
        (
            |p| {
                p.interpreter_languages = vec![language("ug")];
                p.people[0].role = Role::Guide;
                p.people[0].windows.clear();
                p.people[0].skills.languages = vec![LanguageCode::new("yue")];
            },
            "people[0].skills.languages[0]: there is no interpreter language yue; use one of ug, or add the \
             interpreter language yue",
        ),
        (
            |p| p.interpreter_languages = vec![language("ug"), language("ug")],
            "interpreter_languages[1].code: the language ug is there twice; keep one, or rename this language",
        ),
    ]);
}

#[test]
fn every_number_is_in_its_range() {
    check(&[
        (
            |p| p.groups[0].numbers_per_day = 0,
            "groups[0].numbers_per_day: 0 numbers a day is out of range; use 1 to 9999 numbers a day",
        ),
        (
            |p| p.groups[0].numbers_per_day = 10_000,
            "groups[0].numbers_per_day: 10000 numbers a day is out of range; use 1 to 9999 numbers a day",
        ),
        (
            |p| p.services[0].usual_minutes = 0,
            "services[0].usual_minutes: 0 minutes is out of range; use 1 to 240 minutes",
        ),
        (
            |p| p.services[0].usual_minutes = 241,
            "services[0].usual_minutes: 241 minutes is out of range; use 1 to 240 minutes",
        ),
        (
            |p| p.services[0].limit_days = 366,
            "services[0].limit_days: 366 working days is out of range; use 0 to 365 working days",
        ),
        (
            |p| p.services[0].usual_outcome = Outcome::NoShow,
            "services[0].usual_outcome: NoShow is not for a clerk to choose; use done_on_spot, accepted, collected, \
             paid or advice_only",
        ),
        (
            |p| p.classes[0].promise_s = 14_401,
            "classes[0].promise_s: 14401 seconds is out of range; use 0 to 14400 seconds",
        ),
        (
            |p| p.windows[1].number = WindowNumber::new(0),
            "windows[1].number: 0 as a window's number is out of range; use 1 to 999 as a window's number",
        ),
    ]);
}

#[test]
fn every_rule_is_in_its_range() {
    check(&[
        (
            |p| p.rules.sigma_s = 3601,
            "rules.sigma_s: 3601 seconds is out of range; use 0 to 3600 seconds",
        ),
        (
            |p| p.rules.early_call_s = Some(7201),
            "rules.early_call_s: 7201 seconds is out of range; use 0 to 7200 seconds",
        ),
        (
            |p| p.rules.late_check_in_s = 7201,
            "rules.late_check_in_s: 7201 seconds is out of range; use 0 to 7200 seconds",
        ),
        (
            |p| p.rules.answer_s = 9,
            "rules.answer_s: 9 seconds is out of range; use 10 to 1800 seconds",
        ),
        (
            |p| p.rules.escort_accept_s = 3601,
            "rules.escort_accept_s: 3601 seconds is out of range; use 10 to 3600 seconds",
        ),
        (
            |p| p.rules.confirm_s = 0,
            "rules.confirm_s: 0 seconds is out of range; use 1 to 600 seconds",
        ),
        (
            |p| p.rules.call_this_a_day = Some(1001),
            "rules.call_this_a_day: 1001 calls a day is out of range; use 0 to 1000 calls a day",
        ),
        (
            |p| p.rules.undo_s = 61,
            "rules.undo_s: 61 seconds is out of range; use 0 to 60 seconds",
        ),
        (
            |p| p.rules.ticket_stop_s = 14_401,
            "rules.ticket_stop_s: 14401 seconds is out of range; use 0 to 14400 seconds",
        ),
        (
            |p| p.groups[1].ticket_stop_s = Some(14_401),
            "groups[1].ticket_stop_s: 14401 seconds is out of range; use 0 to 14400 seconds",
        ),
        (
            |p| p.services[2].ticket_stop_s = Some(99_999),
            "services[2].ticket_stop_s: 99999 seconds is out of range; use 0 to 14400 seconds",
        ),
    ]);
}

#[test]
fn every_name_can_be_read_in_every_language() {
    check(&[
        (
            |p| p.services[0].names.zh_hans.clear(),
            "services[0].names.zh_hans: the text is empty; write it; every name is needed in every language",
        ),
        (
            |p| p.areas[0].names.en = " ".into(),
            "areas[0].names.en: the text is empty; write it; every name is needed in every language",
        ),
        (
            |p| p.hall.names.zh_hant = "大廳\n".into(),
            "hall.names.zh_hant: the text has the hidden character U+000A; type the text again, by hand, without \
             line breaks",
        ),
        (
            |p| p.groups[0].names.en = "ID\u{202E}card".into(),
            "groups[0].names.en: the text has the hidden character U+202E; type the text again, by hand, without \
             line breaks",
        ),
        (
            |p| p.departments[0].names.en = "x".repeat(61),
            "departments[0].names.en: the text has 61 characters; shorten it to 60 or fewer, so that it fits on \
             slips and boards",
        ),
        (
            |p| p.services[0].documents[0].en = "x".repeat(41),
            "services[0].documents[0].en: the text has 41 characters; shorten it to 40 or fewer, so that it fits \
             on slips and boards",
        ),
        (
            |p| {
                p.windows[0].names = Names {
                    zh_hans: String::new(),
                    ..names("戶政")
                }
            },
            "windows[0].names.zh_hans: the text is empty; write it; every name is needed in every language",
        ),
        (
            |p| p.rules.pause_reasons[0].names.en = "\u{200B}Rest".into(),
            "rules.pause_reasons[0].names.en: the text has the hidden character U+200B; type the text again, \
             by hand, without line breaks",
        ),
    ]);
}

#[test]
fn a_day_runs_from_its_doors_to_its_end() {
    check(&[
        (
            |p| p.timetables[0].days.clear(),
            "timetables[0].days: no weekday keeps these hours; list them, such as [\"mon\", \"tue\"]",
        ),
        (
            |p| {
                p.timetables.push(super::super::Timetable {
                    days: vec![WeekDay::Mon],
                    ..p.timetables[0].clone()
                });
            },
            "timetables[1].days[0]: Mon has its hours already; name each weekday once over all timetables, or give the earlier one another season",
        ),
        (
            |p| p.timetables[0].sessions.clear(),
            "timetables[0].sessions: the day has no session; add one, such as { from = \"08:30\", to = \"12:00\" }",
        ),
        (
            |p| p.timetables[0].sessions[1].to = time("14:00"),
            "timetables[0].sessions[1].to: 14:00 is not after 14:00, and on the next day it would make the day longer than 24 hours; put the times in order, from the opening of the doors to the day's end",
        ),
        (
            |p| p.timetables[0].sessions[1].from = time("11:30"),
            "timetables[0].sessions[1].from: 11:30 is not after 12:00, and on the next day it would make the day longer than 24 hours; put the times in order, from the opening of the doors to the day's end",
        ),
        (
            |p| p.timetables[0].doors_open_at = time("08:40"),
            "timetables[0].sessions[0].from: 08:30 is not after 08:40, and on the next day it would make the day longer than 24 hours; put the times in order, from the opening of the doors to the day's end",
        ),
        (
            |p| p.timetables[0].issue_until = Some(time("20:00")),
            "timetables[0].issue_until: tickets are issued until 20:00, which is outside the day; choose 08:20 to \
             19:00",
        ),
        (
            |p| p.timetables[0].day_ends_at = time("17:45"),
            "timetables[0].day_ends_at: 17:45 is not after 18:00, and on the next day it would make the day longer than 24 hours; put the times in order, from the opening of the doors to the day's end",
        ),
    ]);
}

#[test]
fn sessions_out_of_order_are_one_fault_each() {
    let mut parts = sound_plan();
    let early = SessionPlan {
        from: time("08:40"),
        to: time("09:00"),
        groups: Vec::new(),
        windows: Vec::new(),
    };
    parts.timetables[0].sessions.push(early.clone());
    parts.timetables[0].sessions.push(early);
    assert_eq!(HallPlan::new(parts).unwrap_err().0.len(), 2);
}

#[test]
fn several_faults_are_told_together() {
    let mut parts = sound_plan();
    parts.hall.zone = "Mars".into();
    parts.services.push(service("Z01", 'Z', "ZX"));
    parts.rules.undo_s = 99;
    parts.classes[0].mark = ClassMark::Priority;
    let faults = HallPlan::new(parts).unwrap_err();
    let paths: Vec<_> = faults.0.iter().map(|fault| fault.path.as_str()).collect();
    assert_eq!(
        paths,
        [
            "hall.zone",
            "services[3].group",
            "services[3].department",
            "rules.undo_s"
        ]
    );
    assert!(
        faults
            .to_string()
            .starts_with("the plan has 4 fault(s), the first: hall.zone")
    );
}
