//! The hall plan of a trace, built from the trace's own config, so that any trace in the format can be played.

use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};
use hall_protocol::plan_document::{
    ClockTime, PlanArea, PlanClaimant, PlanClass, PlanDepartment, PlanGroup, PlanHall, PlanKiosk, PlanLetter,
    PlanMark, PlanNoShow, PlanOutcome, PlanPerson, PlanReason, PlanRole, PlanRules, PlanService, PlanSession,
    PlanSkills, PlanStandIn, PlanTimetable, PlanWeekDay, PlanWindow,
};
use hall_protocol::{Names, PlanDocument};
use jiff::SignedDuration;
use jiff::civil::Time;

use super::trace::{Config, Trace, TraceClass, milliseconds};

/// The kiosk that takes every ticket.
pub const KIOSK: &str = "kiosk-1";
/// The manager who lets the kiosk in and reads the report.
pub const MANAGER: &str = "m01";
/// Why the replay calls out of order: the trace says so.
pub const RECORDED: &str = "recorded";
/// Why a window pauses, when the rota says so.
pub const PLANNED: &str = "planned";
/// Why a window pauses, when nobody foresaw it.
pub const UNPLANNED: &str = "unplanned";
/// The one waiting area.
const AREA: &str = "a";
/// The queue groups' letters, service by service.
const LETTERS: &str = "ABCDFGHJKLMNPRSTUVWXYZ";
/// How long a called visitor is waited for: traces end a no-show 50 to 95 s after its call.
const ANSWER_S: u32 = 120;
/// Later than this an appointment is a walk-in; the traces' own rule.
const LATE_CHECK_IN_S: u32 = 600;

/// The code of the class of the plan for a class of the trace.
#[must_use]
pub fn class_code(class: TraceClass) -> &'static str {
    match class {
        TraceClass::Ordinary => "ordinary",
        TraceClass::Priority => "priority",
        TraceClass::Appointment => "appointment",
        TraceClass::NextLeg => "next_leg",
    }
}

/// The work number of a window's clerk.
#[must_use]
pub fn clerk_of(window: u16) -> String {
    format!("c{window:02}")
}

/// The plan's code for a service of the trace; none: the trace's config does not name it.
#[must_use]
pub fn service_code(config: &Config, service: &str) -> Option<String> {
    let index = config.services.iter().position(|name| name == service)?;
    LETTERS.chars().nth(index).map(|letter| format!("{letter}01"))
}

/// The promise of a class, in milliseconds.
///
/// # Errors
/// When the config has none.
pub fn promise_ms(config: &Config, class: TraceClass) -> Result<i64> {
    let seconds = config.targets.get(class.letter());
    seconds
        .copied()
        .map(milliseconds)
        .with_context(|| format!("no promise for class {}", class.letter()))
}

/// When doors open, in seconds since midnight: ten minutes before the windows, or before the first arrival.
#[must_use]
pub fn doors_s(trace: &Trace) -> i64 {
    let arrivals = trace
        .days
        .iter()
        .flat_map(|day| &day.legs)
        .map(|leg| leg.arrive_ms / 1000);
    arrivals
        .min()
        .unwrap_or(i64::MAX)
        .min(milliseconds(trace.config.open) / 1000 - 600)
}

/// The plan, not yet checked as a whole.
///
/// # Errors
/// When the config asks for more letters than there are, or lacks a promise.
pub fn plan_of(name: &str, config: &Config, doors_s: i64) -> Result<PlanDocument> {
    Ok(PlanDocument {
        cases: hall_protocol::plan_document::PlanCases::default(),
        followups: hall_protocol::plan_document::PlanFollowups::default(),
        ratings: hall_protocol::plan_document::PlanRatings::default(),
        appraisal: hall_protocol::plan_document::PlanAppraisal::default(),
        agency: hall_protocol::plan_document::PlanAgency::default(),
        hall: PlanHall {
            code: name.to_lowercase(),
            name: names(name),
            zone: "UTC".into(),
            public_url: "http://localhost".into(),
        },
        timetable: vec![timetable(config, doors_s)?],
        department: vec![PlanDepartment {
            code: "D".into(),
            name: names("Department"),
            on_behalf: false,
            chief: None,
            deputies: Vec::new(),
        }],
        group: groups(config)?,
        documents: BTreeMap::new(),
        service: services(config)?,
        area: vec![PlanArea {
            code: AREA.into(),
            name: names("Area"),
        }],
        window: windows(config)?,
        class: classes(config)?,
        rules: rules(config)?,
        kiosk: vec![PlanKiosk {
            id: KIOSK.into(),
            name: names("Kiosk"),
            area: AREA.into(),
            at: None,
        }],
        escort_post: Vec::new(),
        journey: Vec::new(),
        payer_kind: Vec::new(),
        complaint_channel: Vec::new(),
        elsewhere: Vec::new(),
        agent: Vec::new(),
        person: people(config),
        interpreter_language: Vec::new(),
        holiday: Vec::new(),
        workday: Vec::new(),
        early_stop: Vec::new(),
    })
}

fn names(text: &str) -> Names {
    Names {
        zh_hant: text.to_owned(),
        zh_hans: text.to_owned(),
        en: text.to_owned(),
    }
}

fn timetable(config: &Config, doors_s: i64) -> Result<PlanTimetable> {
    use PlanWeekDay::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
    Ok(PlanTimetable {
        days: vec![Mon, Tue, Wed, Thu, Fri, Sat, Sun],
        doors_open_at: clock_time(doors_s)?,
        sessions: vec![PlanSession {
            from: clock_time(milliseconds(config.open) / 1000)?,
            to: ClockTime(Time::constant(23, 0, 0, 0)),
            groups: Vec::new(),
            windows: Vec::new(),
        }],
        issue_until: Some(clock_time(milliseconds(config.stop) / 1000)?),
        day_ends_at: ClockTime(Time::constant(23, 30, 0, 0)),
        season: None,
    })
}

fn clock_time(seconds: i64) -> Result<ClockTime> {
    Ok(ClockTime(
        Time::midnight().checked_add(SignedDuration::from_secs(seconds))?,
    ))
}

/// One letter a service, in the order of the config.
fn letters(config: &Config) -> Result<Vec<PlanLetter>> {
    let letters: Vec<_> = LETTERS
        .chars()
        .map(|letter| PlanLetter::try_from(letter.to_string()))
        .collect::<Result<_, _>>()?;
    ensure!(
        letters.len() >= config.services.len(),
        "more services than letters"
    );
    Ok(letters)
}

fn groups(config: &Config) -> Result<Vec<PlanGroup>> {
    let group = |(letter, name): (PlanLetter, &String)| PlanGroup {
        letter,
        name: names(name),
        numbers_per_day: 9999,
        half_day: None,
        remote: false,
        by_card: false,
        ticket_stop_s: None,
    };
    Ok(letters(config)?
        .into_iter()
        .zip(&config.services)
        .map(group)
        .collect())
}

fn services(config: &Config) -> Result<Vec<PlanService>> {
    let service = |(group, name): (PlanLetter, &String)| PlanService {
        code: format!("{}01", group.as_char()),
        group,
        department: "D".into(),
        name: names(name),
        documents: Vec::new(),
        usual_minutes: 10,
        limit_days: 0,
        fees: Vec::new(),
        usual_outcome: PlanOutcome::DoneOnSpot,
        next: None,
        hours: Vec::new(),
        ticket_stop_s: None,
        bookable: true,
        channels: Vec::new(),
        collects: false,
        decided_by: None,
        next_lag_s: 0,
    };
    Ok(letters(config)?
        .into_iter()
        .zip(&config.services)
        .map(service)
        .collect())
}

fn windows(config: &Config) -> Result<Vec<PlanWindow>> {
    let letters = letters(config)?;
    let skilled = |skills: &[u8], level: u8| {
        letters
            .iter()
            .zip(skills)
            .filter(|(_, skill)| **skill == level)
            .map(|(letter, _)| *letter)
            .collect()
    };
    let window = |(number, skills): (u16, &Vec<u8>)| PlanWindow {
        number,
        area: AREA.into(),
        primary: skilled(skills, 1),
        secondary: skilled(skills, 2),
        excludes: Vec::new(),
        deputy: None,
        tides: Vec::new(),
        name: names(&format!("Window {number}")),
        at: None,
    };
    Ok((1..).zip(&config.skill).map(window).collect())
}

fn classes(config: &Config) -> Result<Vec<PlanClass>> {
    let class = |class: TraceClass, claim: Vec<PlanClaimant>, mark| -> Result<PlanClass> {
        Ok(PlanClass {
            code: class_code(class).to_owned(),
            name: names(class_code(class)),
            promise_s: u32::try_from(promise_ms(config, class)? / 1000)?,
            claim,
            mark,
        })
    };
    Ok(vec![
        class(TraceClass::Ordinary, Vec::new(), PlanMark::None)?,
        class(
            TraceClass::Priority,
            vec![PlanClaimant::Kiosk, PlanClaimant::Reception],
            PlanMark::Priority,
        )?,
        class(TraceClass::Appointment, Vec::new(), PlanMark::Booked)?,
        class(TraceClass::NextLeg, Vec::new(), PlanMark::None)?,
    ])
}

fn rules(config: &Config) -> Result<PlanRules> {
    let reason = |code: &str| PlanReason {
        code: code.to_owned(),
        name: names(code),
    };
    Ok(PlanRules {
        sigma_s: u32::try_from(milliseconds(config.sigma) / 1000)?,
        early_call_s: None,
        late_check_in_s: LATE_CHECK_IN_S,
        no_show: PlanNoShow::Closed,
        answer_s: ANSWER_S,
        escort_accept_s: 60,
        escort_offer_s: 20,
        escort_meet_s: 300,
        escort_done_s: 1800,
        no_guide: PlanStandIn::Manager,
        confirm_s: 20,
        undo_s: 10,
        call_this_a_day: None,
        call_reasons: vec![reason(RECORDED)],
        bookings: None,
        quiet_s: 60,
        burst_a_minute: 12,
        pause_reasons: vec![reason(PLANNED), reason(UNPLANNED)],
        ticket_stop_s: 0,
    })
}

fn people(config: &Config) -> Vec<PlanPerson> {
    let all: Vec<u16> = (1..).zip(&config.skill).map(|(number, _)| number).collect();
    let clerk = |window: &u16| PlanPerson {
        code: clerk_of(*window),
        role: PlanRole::Clerk,
        windows: all.clone(),
        skills: PlanSkills::default(),
        oversees: Vec::new(),
        home: None,
    };
    let manager = PlanPerson {
        code: MANAGER.into(),
        role: PlanRole::Manager,
        windows: Vec::new(),
        skills: PlanSkills::default(),
        oversees: Vec::new(),
        home: None,
    };
    all.iter().map(clerk).chain([manager]).collect()
}
