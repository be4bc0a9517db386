//! A small sound plan: two groups, three services, two windows.

use super::super::super::{
    AgencyRules, Area, BookingRules, CallReason, CaseRules, Class, ClassMark, Department, EscortPost,
    FollowupRules, GuideSkills, HallIdentity, Kiosk, Names, NoShowRule, Person, PlanParts, QueueGroup,
    RatingRules, Role, Rules, Service, SessionPlan, StandIn, Timetable, WeekDay, WindowPlan,
};
use crate::ids::{AreaCode, ClassCode, DeviceId, GroupLetter, PersonCode, ServiceCode, WindowNumber};
use crate::leg::Outcome;

pub(super) fn names(text: &str) -> Names {
    Names {
        zh_hant: text.into(),
        zh_hans: text.into(),
        en: text.into(),
    }
}

pub(super) fn letter(letter: char) -> GroupLetter {
    GroupLetter::new(letter).unwrap()
}

pub(super) fn service(code: &str, group: char, department: &str) -> Service {
    Service {
        code: ServiceCode::new(code),
        group: letter(group),
        department: department.into(),
        decided_by: None,
        names: names(code),
        documents: vec![names("居民身份證")],
        usual_minutes: 8,
        limit_days: 0,
        fees: Vec::new(),
        usual_outcome: Outcome::DoneOnSpot,
        next: None,
        hours: Vec::new(),
        ticket_stop_s: None,
        next_lag_s: 0,
        bookable: true,
        channels: Vec::new(),
        collects: false,
    }
}

fn window(number: u16, primary: char) -> WindowPlan {
    WindowPlan {
        number: WindowNumber::new(number),
        area: AreaCode::new("a"),
        primary: vec![letter(primary)],
        secondary: Vec::new(),
        excludes: Vec::new(),
        deputy: None,
        tides: Vec::new(),
        names: Names::default(),
        at: None,
    }
}

fn class(code: &str, promise_s: u32) -> Class {
    Class {
        code: ClassCode::new(code),
        names: names(code),
        promise_s,
        claim: Vec::new(),
        mark: ClassMark::None,
    }
}

fn group(of: char) -> QueueGroup {
    QueueGroup {
        letter: letter(of),
        names: names("類別"),
        numbers_per_day: 999,
        half_day: None,
        remote: false,
        by_card: false,
        ticket_stop_s: None,
    }
}

fn session(from: &str, to: &str) -> SessionPlan {
    SessionPlan {
        from: from.parse().unwrap(),
        to: to.parse().unwrap(),
        groups: Vec::new(),
        windows: Vec::new(),
    }
}

fn person(code: &str, role: Role, windows: &[u16]) -> Person {
    Person {
        code: PersonCode::new(code),
        role,
        windows: windows.iter().map(|number| WindowNumber::new(*number)).collect(),
        skills: GuideSkills::default(),
        oversees: Vec::new(),
        home: None,
    }
}

fn rules() -> Rules {
    Rules {
        sigma_s: 300,
        early_call_s: Some(300),
        late_check_in_s: 600,
        no_show: NoShowRule::Held,
        answer_s: 120,
        escort_accept_s: 60,
        escort_offer_s: 20,
        escort_meet_s: 300,
        escort_done_s: 1800,
        no_guide: StandIn::Manager,
        confirm_s: 20,
        undo_s: 10,
        call_this_a_day: None,
        call_reasons: vec![CallReason {
            code: "urgent".into(),
            names: names("情況緊急"),
        }],
        bookings: BookingRules::default(),
        burst_a_minute: 12,
        quiet_s: 60,
        pause_reasons: vec![CallReason {
            code: "rest".into(),
            names: names("休息"),
        }],
        ticket_stop_s: 0,
    }
}

#[expect(clippy::too_many_lines, reason = "one literal")]
pub(super) fn sound_plan() -> PlanParts {
    let mut first = service("A01", 'A', "GA");
    first.next = Some(ServiceCode::new("P01"));
    PlanParts {
        hall: HallIdentity {
            code: "sample".into(),
            names: names("示例大廳"),
            zone: "Asia/Shanghai".into(),
            public_url: "http://hall.example".into(),
        },
        timetables: vec![Timetable {
            days: vec![WeekDay::Mon, WeekDay::Tue],
            doors_open_at: "08:20".parse().unwrap(),
            sessions: vec![session("08:30", "12:00"), session("14:00", "18:00")],
            issue_until: Some("17:30".parse().unwrap()),
            day_ends_at: "19:00".parse().unwrap(),
            season: None,
        }],
        departments: ["GA", "CZ"]
            .map(|code| Department {
                code: code.into(),
                names: names(code),
                chief: None,
                deputies: Vec::new(),
                on_behalf: false,
            })
            .into(),
        groups: vec![group('A'), group('P')],
        services: vec![first, service("A02", 'A', "GA"), service("P01", 'P', "CZ")],
        areas: vec![Area {
            code: AreaCode::new("a"),
            names: names("甲區"),
        }],
        windows: vec![window(1, 'A'), window(2, 'P')],
        classes: vec![
            class("ordinary", 1800),
            class("appointment", 600),
            class("next_leg", 900),
        ],
        rules: rules(),
        cases: CaseRules::default(),
        agency: AgencyRules::default(),
        ratings: RatingRules::default(),
        followups: FollowupRules::default(),
        kiosks: vec![Kiosk {
            id: DeviceId::new("kiosk-1"),
            names: names("門廳-1"),
            area: AreaCode::new("a"),
            at: None,
        }],
        escort_posts: vec![EscortPost {
            id: DeviceId::new("post-1"),
            names: names("門廳"),
            at: None,
        }],
        journeys: Vec::new(),
        payer_kinds: Vec::new(),
        complaint_channels: Vec::new(),
        appraisal: crate::plan::AppraisalRules::default(),
        elsewhere: Vec::new(),
        agents: Vec::new(),
        people: vec![
            person("1001", Role::Clerk, &[1]),
            person("9001", Role::Manager, &[]),
        ],
        interpreter_languages: Vec::new(),
        holidays: Vec::new(),
        workdays: Vec::new(),
        early_stops: Vec::new(),
    }
}
