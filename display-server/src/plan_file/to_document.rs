//! From a checked plan back to its document, which the API serves.

mod agents;
mod appraisal;
mod calendar;
mod openness;
mod people;

use std::collections::BTreeMap;

use hall_protocol::plan_document::{
    ClockTime, PlanAgency, PlanArea, PlanBookings, PlanCases, PlanClaimant, PlanClass, PlanClockReason,
    PlanDepartment, PlanDocument, PlanEscortPost, PlanFollowups, PlanGroup, PlanHalfDay, PlanHall,
    PlanInterpreterLanguage, PlanJourney, PlanKiosk, PlanLetter, PlanMark, PlanNoShow, PlanOutcome,
    PlanPerson, PlanPosition, PlanReason, PlanRules, PlanService, PlanSession, PlanSkills, PlanStage,
    PlanStageLeg, PlanStandIn, PlanTimetable, PlanWeekDay, PlanWindow,
};
use queue_core::HallPlan;
use queue_core::ids::{GroupLetter, WindowNumber};
use queue_core::leg::Outcome;
use queue_core::plan::{
    BookingRules, CallReason, CaseRules, Claimant, Class, ClassMark, FollowupRules, GuideSkills, HalfDayCap,
    Journey, Names, NoShowRule, Position, QueueGroup, Rules, Service, SessionPlan, Stage, StandIn, Timetable,
    WeekDay, WindowPlan,
};

pub(crate) use self::openness::{elsewhere_reason, fee};

/// The document of a plan. Documents of services are named by keys made from their English names.
#[must_use]
#[expect(clippy::too_many_lines, reason = "a table: one line a section")]
pub fn document_of(plan: &HallPlan) -> PlanDocument {
    let parts = plan.parts();
    let mut keys = DocumentKeys::default();
    let service = parts.services.iter().map(|one| service(one, &mut keys)).collect();
    PlanDocument {
        hall: PlanHall {
            code: parts.hall.code.clone(),
            name: names(&parts.hall.names),
            zone: parts.hall.zone.clone(),
            public_url: parts.hall.public_url.clone(),
        },
        timetable: each(&parts.timetables, timetable),
        department: each(&parts.departments, |one| PlanDepartment {
            code: one.code.clone(),
            name: names(&one.names),
            chief: one.chief.as_ref().map(ToString::to_string),
            deputies: each(&one.deputies, ToString::to_string),
            on_behalf: one.on_behalf,
        }),
        group: each(&parts.groups, group),
        documents: keys.named,
        service,
        area: each(&parts.areas, |one| PlanArea {
            code: one.code.to_string(),
            name: names(&one.names),
        }),
        window: each(&parts.windows, window),
        class: each(&parts.classes, class),
        rules: rules(&parts.rules),
        cases: cases(&parts.cases),
        agency: PlanAgency {
            home_visit_days: parts.agency.home_visit_days,
            on_spot_by_authority: parts.agency.on_spot_by_authority,
        },
        ratings: super::ratings::document(&parts.ratings, reason),
        followups: followups(&parts.followups),
        appraisal: appraisal::rules(&parts.appraisal),
        kiosk: each(&parts.kiosks, |one| PlanKiosk {
            id: one.id.to_string(),
            name: names(&one.names),
            area: one.area.to_string(),
            at: one.at.map(position),
        }),
        escort_post: each(&parts.escort_posts, |one| PlanEscortPost {
            id: one.id.to_string(),
            name: names(&one.names),
            at: one.at.map(position),
        }),
        person: each(&parts.people, |one| PlanPerson {
            code: one.code.to_string(),
            role: people::role(one.role),
            windows: each(&one.windows, |number: &WindowNumber| number.get()),
            skills: skills(&one.skills),
            oversees: each(&one.oversees, |one| people::oversight(*one)),
            home: one.home.as_ref().map(appraisal::home),
        }),
        interpreter_language: each(&parts.interpreter_languages, |one| PlanInterpreterLanguage {
            code: one.code.to_string(),
            name: names(&one.names),
        }),
        holiday: each(&parts.holidays, calendar::holiday),
        workday: each(&parts.workdays, |workday| calendar::workday(*workday)),
        early_stop: each(&parts.early_stops, |stop| calendar::early_stop(*stop)),
        journey: each(&parts.journeys, journey),
        payer_kind: each(&parts.payer_kinds, openness::payer_kind),
        complaint_channel: each(&parts.complaint_channels, openness::channel),
        elsewhere: each(&parts.elsewhere, openness::elsewhere),
        agent: each(&parts.agents, agents::agent),
    }
}

fn each<T, U>(all: &[T], convert: impl Fn(&T) -> U) -> Vec<U> {
    all.iter().map(convert).collect()
}

fn group(group: &QueueGroup) -> PlanGroup {
    PlanGroup {
        letter: PlanLetter::new(group.letter.as_char()),
        name: names(&group.names),
        numbers_per_day: group.numbers_per_day,
        half_day: group.half_day.map(half_day),
        remote: group.remote,
        by_card: group.by_card,
        ticket_stop_s: group.ticket_stop_s,
    }
}

fn half_day(cap: HalfDayCap) -> PlanHalfDay {
    PlanHalfDay {
        total: cap.total,
        kiosk: cap.kiosk,
        remote: cap.remote,
        reserve: cap.reserve,
    }
}

/// Left out when they are as everywhere.
fn bookings(rules: BookingRules) -> Option<PlanBookings> {
    (rules != BookingRules::default()).then_some(PlanBookings {
        slot_s: rules.slot_s,
        share_percent: rules.share_percent,
        days_ahead: rules.days_ahead,
        revisit_days: rules.revisit_days,
    })
}

fn journey(journey: &Journey) -> PlanJourney {
    let stage = |stage: &Stage| PlanStage {
        legs: each(&stage.legs, |leg| PlanStageLeg {
            service: leg.service.to_string(),
            lag_s: leg.lag_s,
        }),
    };
    PlanJourney {
        code: journey.code.to_string(),
        name: names(&journey.names),
        lead: journey.lead.clone(),
        stages: each(&journey.stages, stage),
    }
}

/// The documents named so far, each once.
#[derive(Default)]
struct DocumentKeys {
    named: BTreeMap<String, hall_protocol::Names>,
}

impl DocumentKeys {
    /// The key of a document: the one it has, or a new one.
    fn key(&mut self, document: &Names) -> String {
        let document = names(document);
        let stem = stem(&document.en);
        let mut key = stem.clone();
        let mut count = 1;
        while self.named.get(&key).is_some_and(|other| *other != document) {
            count += 1;
            key = format!("{stem}_{count}");
        }
        self.named.insert(key.clone(), document);
        key
    }
}

/// The letters and digits of an English name, in lower case, words joined by `_`.
fn stem(english: &str) -> String {
    let words = english
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty());
    words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("_")
}

fn names(names: &Names) -> hall_protocol::Names {
    hall_protocol::Names {
        zh_hant: names.zh_hant.clone(),
        zh_hans: names.zh_hans.clone(),
        en: names.en.clone(),
    }
}

fn letters(all: &[GroupLetter]) -> Vec<PlanLetter> {
    each(all, |letter| PlanLetter::new(letter.as_char()))
}

fn timetable(table: &Timetable) -> PlanTimetable {
    PlanTimetable {
        days: each(&table.days, |day| week_day(*day)),
        doors_open_at: ClockTime(table.doors_open_at),
        sessions: each(&table.sessions, |session: &SessionPlan| PlanSession {
            from: ClockTime(session.from),
            to: ClockTime(session.to),
            groups: letters(&session.groups),
            windows: each(&session.windows, |number: &WindowNumber| number.get()),
        }),
        issue_until: table.issue_until.map(ClockTime),
        day_ends_at: ClockTime(table.day_ends_at),
        season: table.season.map(calendar::season),
    }
}

fn service(service: &Service, keys: &mut DocumentKeys) -> PlanService {
    PlanService {
        code: service.code.to_string(),
        group: PlanLetter::new(service.group.as_char()),
        department: service.department.clone(),
        decided_by: service.decided_by.clone(),
        name: names(&service.names),
        documents: service
            .documents
            .iter()
            .map(|document| keys.key(document))
            .collect(),
        usual_minutes: service.usual_minutes,
        limit_days: service.limit_days,
        fees: each(&service.fees, openness::fee),
        usual_outcome: outcome(service.usual_outcome),
        next: service.next.as_ref().map(ToString::to_string),
        hours: each(&service.hours, calendar::own_hours),
        ticket_stop_s: service.ticket_stop_s,
        next_lag_s: service.next_lag_s,
        bookable: service.bookable,
        channels: each(&service.channels, ToString::to_string),
        collects: service.collects,
    }
}

fn window(window: &WindowPlan) -> PlanWindow {
    PlanWindow {
        number: window.number.get(),
        area: window.area.to_string(),
        primary: letters(&window.primary),
        secondary: letters(&window.secondary),
        excludes: each(&window.excludes, ToString::to_string),
        name: names(&window.names),
        deputy: window.deputy.map(WindowNumber::get),
        at: window.at.map(position),
        tides: each(&window.tides, calendar::tide),
    }
}

fn position(at: Position) -> PlanPosition {
    PlanPosition {
        x_m: at.x_m,
        y_m: at.y_m,
    }
}

fn skills(skills: &GuideSkills) -> PlanSkills {
    PlanSkills {
        languages: each(&skills.languages, ToString::to_string),
        signing: skills.signing,
    }
}

fn class(class: &Class) -> PlanClass {
    PlanClass {
        code: class.code.to_string(),
        name: names(&class.names),
        promise_s: class.promise_s,
        claim: each(&class.claim, |claimant| match claimant {
            Claimant::Kiosk => PlanClaimant::Kiosk,
            Claimant::Reception => PlanClaimant::Reception,
        }),
        mark: match class.mark {
            ClassMark::None => PlanMark::None,
            ClassMark::Priority => PlanMark::Priority,
            ClassMark::Booked => PlanMark::Booked,
        },
    }
}

fn rules(rules: &Rules) -> PlanRules {
    PlanRules {
        sigma_s: rules.sigma_s,
        early_call_s: rules.early_call_s,
        late_check_in_s: rules.late_check_in_s,
        no_show: match rules.no_show {
            NoShowRule::Held => PlanNoShow::Held,
            NoShowRule::Closed => PlanNoShow::Closed,
        },
        answer_s: rules.answer_s,
        escort_accept_s: rules.escort_accept_s,
        escort_offer_s: rules.escort_offer_s,
        escort_meet_s: rules.escort_meet_s,
        escort_done_s: rules.escort_done_s,
        no_guide: match rules.no_guide {
            StandIn::Manager => PlanStandIn::Manager,
            StandIn::Reception => PlanStandIn::Reception,
            StandIn::Window => PlanStandIn::Window,
        },
        confirm_s: rules.confirm_s,
        undo_s: rules.undo_s,
        call_this_a_day: rules.call_this_a_day,
        call_reasons: each(&rules.call_reasons, reason),
        pause_reasons: each(&rules.pause_reasons, reason),
        ticket_stop_s: rules.ticket_stop_s,
        burst_a_minute: rules.burst_a_minute,
        quiet_s: rules.quiet_s,
        bookings: bookings(rules.bookings),
    }
}

fn cases(cases: &CaseRules) -> PlanCases {
    PlanCases {
        tell_days: cases.tell_days,
        correct_days: cases.correct_days,
        warn_percent: cases.warn_percent,
        extend_days: cases.extend_days,
        answer_days: cases.answer_days,
        keep_days: cases.keep_days,
        stop_reasons: each(&cases.stop_reasons, |one| PlanClockReason {
            code: one.code.clone(),
            name: names(&one.names),
            cap_days: one.cap_days,
            intermediary: one.intermediary,
        }),
    }
}

fn followups(followups: &FollowupRules) -> PlanFollowups {
    PlanFollowups {
        complaint_days: followups.complaint_days,
        unsolved_days: followups.unsolved_days,
        hotline_days: followups.hotline_days,
        statement_days: followups.statement_days,
        decision_days: followups.decision_days,
        verify_days: followups.verify_days,
        rectify_days: followups.rectify_days,
        call_back_days: followups.call_back_days,
        appeal_days: followups.appeal_days,
        appeal_decision_days: followups.appeal_decision_days,
        warn_days: followups.warn_days,
        keep_days: followups.keep_days,
        measures: each(&followups.measures.0, reason),
        causes: each(&followups.causes.0, reason),
    }
}

fn reason(reason: &CallReason) -> PlanReason {
    PlanReason {
        code: reason.code.clone(),
        name: names(&reason.names),
    }
}

fn week_day(day: WeekDay) -> PlanWeekDay {
    match day {
        WeekDay::Mon => PlanWeekDay::Mon,
        WeekDay::Tue => PlanWeekDay::Tue,
        WeekDay::Wed => PlanWeekDay::Wed,
        WeekDay::Thu => PlanWeekDay::Thu,
        WeekDay::Fri => PlanWeekDay::Fri,
        WeekDay::Sat => PlanWeekDay::Sat,
        WeekDay::Sun => PlanWeekDay::Sun,
    }
}

fn outcome(outcome: Outcome) -> PlanOutcome {
    match outcome {
        Outcome::DoneOnSpot => PlanOutcome::DoneOnSpot,
        Outcome::Accepted => PlanOutcome::Accepted,
        Outcome::AwaitingCorrection => PlanOutcome::AwaitingCorrection,
        Outcome::Refused => PlanOutcome::Refused,
        Outcome::FileReturned => PlanOutcome::FileReturned,
        Outcome::NotOurs => PlanOutcome::NotOurs,
        Outcome::AdviceOnly => PlanOutcome::AdviceOnly,
        Outcome::Collected => PlanOutcome::Collected,
        Outcome::Paid => PlanOutcome::Paid,
        Outcome::NotHolder => PlanOutcome::NotHolder,
        // The system's own outcomes: a checked plan has none of them as the usual one.
        Outcome::Abandoned
        | Outcome::Transferred
        | Outcome::Withdrawn
        | Outcome::NoShow
        | Outcome::Voided
        | Outcome::Postponed => PlanOutcome::Abandoned,
    }
}
