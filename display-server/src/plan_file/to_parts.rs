//! From a plan document to the parts that the core checks.

mod agents;
mod appraisal;
mod calendar;
mod followups;
mod openness;

use hall_protocol::plan_document::{
    PlanBookings, PlanCases, PlanClaimant, PlanClass, PlanDocument, PlanGroup, PlanHalfDay, PlanJourney,
    PlanLetter, PlanMark, PlanNoShow, PlanOutcome, PlanOversight, PlanPosition, PlanReason, PlanRole,
    PlanRules, PlanService, PlanSkills, PlanStage, PlanStandIn, PlanTimetable, PlanWeekDay, PlanWindow,
};
use queue_core::PlanFault;
use queue_core::ids::{
    AreaCode, BadId, ClassCode, DeviceId, GroupLetter, JourneyCode, LanguageCode, PersonCode, ServiceCode,
    WindowNumber,
};
use queue_core::leg::Outcome;
use queue_core::plan::{
    AgencyRules, Area, BookingRules, CallReason, CaseRules, Claimant, Class, ClassMark, ClockReason,
    Department, EscortPost, GuideSkills, HalfDayCap, HallIdentity, InterpreterLanguage, Journey, Kiosk,
    Names, NoShowRule, Oversight, Person, PlanParts, Position, QueueGroup, Role, Rules, Service, SessionPlan,
    Stage, StageLeg, StandIn, Timetable, WeekDay, WindowPlan,
};

/// The parts, and a fault for each document that `[documents]` does not name, whose key stands in for its name, and for each
/// fee that lacks what its kind needs.
///
/// # Errors
/// [`BadId`] for a letter that no group may have, in a document that was made by hand rather than read.
#[expect(clippy::too_many_lines, reason = "one literal")]
pub(super) fn parts_of(document: &PlanDocument) -> Result<(PlanParts, Vec<PlanFault>), BadId> {
    let mut faults = Vec::new();
    let mut services = Vec::new();
    for (index, one) in document.service.iter().enumerate() {
        services.push(service(document, index, one, &mut faults)?);
    }
    let parts = PlanParts {
        hall: HallIdentity {
            code: document.hall.code.clone(),
            names: names(&document.hall.name),
            zone: document.hall.zone.clone(),
            public_url: document.hall.public_url.clone(),
        },
        timetables: document
            .timetable
            .iter()
            .map(timetable)
            .collect::<Result<_, _>>()?,
        departments: each(&document.department, |one| Department {
            code: one.code.clone(),
            names: names(&one.name),
            chief: one.chief.as_ref().map(PersonCode::new),
            deputies: each(&one.deputies, |code: &String| PersonCode::new(code)),
            on_behalf: one.on_behalf,
        }),
        groups: document.group.iter().map(group).collect::<Result<_, _>>()?,
        services,
        areas: each(&document.area, |one| Area {
            code: AreaCode::new(&one.code),
            names: names(&one.name),
        }),
        windows: document.window.iter().map(window).collect::<Result<_, _>>()?,
        classes: document.class.iter().map(class).collect(),
        rules: rules(&document.rules),
        cases: cases(&document.cases),
        agency: AgencyRules {
            home_visit_days: document.agency.home_visit_days,
            on_spot_by_authority: document.agency.on_spot_by_authority,
        },
        ratings: super::ratings::rules(&document.ratings, reason),
        followups: followups::followups(&document.followups),
        kiosks: each(&document.kiosk, |one| Kiosk {
            id: DeviceId::new(&one.id),
            names: names(&one.name),
            area: AreaCode::new(&one.area),
            at: one.at.map(position),
        }),
        escort_posts: each(&document.escort_post, |one| EscortPost {
            id: DeviceId::new(&one.id),
            names: names(&one.name),
            at: one.at.map(position),
        }),
        people: each(&document.person, |one| Person {
            code: PersonCode::new(&one.code),
            role: role(one.role),
            windows: each(&one.windows, |number| WindowNumber::new(*number)),
            skills: skills(&one.skills),
            oversees: each(&one.oversees, |one| oversight(*one)),
            home: one.home.as_ref().map(appraisal::home),
        }),
        interpreter_languages: each(&document.interpreter_language, |one| InterpreterLanguage {
            code: LanguageCode::new(&one.code),
            names: names(&one.name),
        }),
        holidays: each(&document.holiday, calendar::holiday),
        workdays: each(&document.workday, calendar::workday),
        early_stops: each(&document.early_stop, calendar::early_stop),
        journeys: each(&document.journey, journey),
        payer_kinds: each(&document.payer_kind, openness::payer_kind),
        complaint_channels: each(&document.complaint_channel, openness::channel),
        elsewhere: each(&document.elsewhere, openness::elsewhere),
        agents: each(&document.agent, agents::agent),
        appraisal: appraisal::rules(&document.appraisal),
    };
    Ok((parts, faults))
}

fn each<T, U>(all: &[T], convert: impl Fn(&T) -> U) -> Vec<U> {
    all.iter().map(convert).collect()
}

fn names(names: &hall_protocol::Names) -> Names {
    Names {
        zh_hant: names.zh_hant.clone(),
        zh_hans: names.zh_hans.clone(),
        en: names.en.clone(),
    }
}

fn letter(letter: PlanLetter) -> Result<GroupLetter, BadId> {
    GroupLetter::new(letter.as_char())
}

fn letters(all: &[PlanLetter]) -> Result<Vec<GroupLetter>, BadId> {
    all.iter().map(|one| letter(*one)).collect()
}

fn group(group: &PlanGroup) -> Result<QueueGroup, BadId> {
    Ok(QueueGroup {
        letter: letter(group.letter)?,
        names: names(&group.name),
        numbers_per_day: group.numbers_per_day,
        half_day: group.half_day.as_ref().map(half_day),
        remote: group.remote,
        by_card: group.by_card,
        ticket_stop_s: group.ticket_stop_s,
    })
}

fn timetable(table: &PlanTimetable) -> Result<Timetable, BadId> {
    let mut sessions = Vec::new();
    for session in &table.sessions {
        let groups = letters(&session.groups)?;
        sessions.push(SessionPlan {
            from: session.from.0,
            to: session.to.0,
            groups,
            windows: each(&session.windows, |number| WindowNumber::new(*number)),
        });
    }
    Ok(Timetable {
        days: each(&table.days, |day| week_day(*day)),
        doors_open_at: table.doors_open_at.0,
        sessions,
        issue_until: table.issue_until.map(|time| time.0),
        day_ends_at: table.day_ends_at.0,
        season: table.season.map(calendar::season),
    })
}

fn service(
    document: &PlanDocument,
    index: usize,
    service: &PlanService,
    faults: &mut Vec<PlanFault>,
) -> Result<Service, BadId> {
    let mut documents = Vec::new();
    for (place, key) in service.documents.iter().enumerate() {
        let named = document.documents.get(key).map(names);
        documents.push(named.unwrap_or_else(|| {
            faults.push(PlanFault {
                path: format!("services[{index}].documents[{place}]"),
                problem: format!("there is no document {key}"),
                hint: format!("add {key} under [documents], or use one of its keys"),
            });
            Names {
                zh_hant: key.clone(),
                zh_hans: key.clone(),
                en: key.clone(),
            }
        }));
    }
    let fees = service.fees.iter().enumerate().map(|(place, fee)| {
        let path = format!("services[{index}].fees[{place}]");
        openness::fee(&path, fee, faults)
    });
    let fees = fees.collect();
    Ok(Service {
        code: ServiceCode::new(&service.code),
        group: letter(service.group)?,
        department: service.department.clone(),
        decided_by: service.decided_by.clone(),
        names: names(&service.name),
        documents,
        usual_minutes: service.usual_minutes,
        limit_days: service.limit_days,
        fees,
        usual_outcome: outcome(service.usual_outcome),
        next: service.next.as_ref().map(ServiceCode::new),
        hours: each(&service.hours, calendar::own_hours),
        ticket_stop_s: service.ticket_stop_s,
        next_lag_s: service.next_lag_s,
        bookable: service.bookable,
        channels: openness::codes(&service.channels),
        collects: service.collects,
    })
}

fn window(window: &PlanWindow) -> Result<WindowPlan, BadId> {
    Ok(WindowPlan {
        number: WindowNumber::new(window.number),
        area: AreaCode::new(&window.area),
        primary: letters(&window.primary)?,
        secondary: letters(&window.secondary)?,
        excludes: each(&window.excludes, |code: &String| ServiceCode::new(code)),
        names: names(&window.name),
        at: window.at.map(position),
        deputy: window.deputy.map(WindowNumber::new),
        tides: window
            .tides
            .iter()
            .map(calendar::tide)
            .collect::<Result<_, _>>()?,
    })
}

fn position(at: PlanPosition) -> Position {
    Position {
        x_m: at.x_m,
        y_m: at.y_m,
    }
}

fn skills(skills: &PlanSkills) -> GuideSkills {
    GuideSkills {
        languages: each(&skills.languages, |code| LanguageCode::new(code)),
        signing: skills.signing,
    }
}

fn class(class: &PlanClass) -> Class {
    Class {
        code: ClassCode::new(&class.code),
        names: names(&class.name),
        promise_s: class.promise_s,
        claim: each(&class.claim, |claimant| match claimant {
            PlanClaimant::Kiosk => Claimant::Kiosk,
            PlanClaimant::Reception => Claimant::Reception,
        }),
        mark: match class.mark {
            PlanMark::None => ClassMark::None,
            PlanMark::Priority => ClassMark::Priority,
            PlanMark::Booked => ClassMark::Booked,
        },
    }
}

fn rules(rules: &PlanRules) -> Rules {
    Rules {
        sigma_s: rules.sigma_s,
        early_call_s: rules.early_call_s,
        late_check_in_s: rules.late_check_in_s,
        no_show: match rules.no_show {
            PlanNoShow::Held => NoShowRule::Held,
            PlanNoShow::Closed => NoShowRule::Closed,
        },
        answer_s: rules.answer_s,
        escort_accept_s: rules.escort_accept_s,
        escort_offer_s: rules.escort_offer_s,
        escort_meet_s: rules.escort_meet_s,
        escort_done_s: rules.escort_done_s,
        no_guide: match rules.no_guide {
            PlanStandIn::Manager => StandIn::Manager,
            PlanStandIn::Reception => StandIn::Reception,
            PlanStandIn::Window => StandIn::Window,
        },
        confirm_s: rules.confirm_s,
        undo_s: rules.undo_s,
        call_this_a_day: rules.call_this_a_day,
        call_reasons: each(&rules.call_reasons, reason),
        pause_reasons: each(&rules.pause_reasons, reason),
        ticket_stop_s: rules.ticket_stop_s,
        burst_a_minute: rules.burst_a_minute,
        quiet_s: rules.quiet_s,
        bookings: rules.bookings.as_ref().map(bookings).unwrap_or_default(),
    }
}

fn half_day(cap: &PlanHalfDay) -> HalfDayCap {
    HalfDayCap {
        total: cap.total,
        kiosk: cap.kiosk,
        remote: cap.remote,
        reserve: cap.reserve,
    }
}

fn bookings(bookings: &PlanBookings) -> BookingRules {
    BookingRules {
        slot_s: bookings.slot_s,
        share_percent: bookings.share_percent,
        days_ahead: bookings.days_ahead,
        revisit_days: bookings.revisit_days,
    }
}

fn journey(journey: &PlanJourney) -> Journey {
    let stage = |stage: &PlanStage| Stage {
        legs: each(&stage.legs, |leg| StageLeg {
            service: ServiceCode::new(&leg.service),
            lag_s: leg.lag_s,
        }),
    };
    Journey {
        code: JourneyCode::new(&journey.code),
        names: names(&journey.name),
        lead: journey.lead.clone(),
        stages: each(&journey.stages, stage),
    }
}

fn cases(cases: &PlanCases) -> CaseRules {
    CaseRules {
        tell_days: cases.tell_days,
        correct_days: cases.correct_days,
        warn_percent: cases.warn_percent,
        extend_days: cases.extend_days,
        answer_days: cases.answer_days,
        keep_days: cases.keep_days,
        stop_reasons: each(&cases.stop_reasons, |one| ClockReason {
            code: one.code.clone(),
            names: names(&one.name),
            cap_days: one.cap_days,
            intermediary: one.intermediary,
        }),
    }
}

fn reason(reason: &PlanReason) -> CallReason {
    CallReason {
        code: reason.code.clone(),
        names: names(&reason.name),
    }
}

fn week_day(day: PlanWeekDay) -> WeekDay {
    match day {
        PlanWeekDay::Mon => WeekDay::Mon,
        PlanWeekDay::Tue => WeekDay::Tue,
        PlanWeekDay::Wed => WeekDay::Wed,
        PlanWeekDay::Thu => WeekDay::Thu,
        PlanWeekDay::Fri => WeekDay::Fri,
        PlanWeekDay::Sat => WeekDay::Sat,
        PlanWeekDay::Sun => WeekDay::Sun,
    }
}

fn role(role: PlanRole) -> Role {
    match role {
        PlanRole::Clerk => Role::Clerk,
        PlanRole::Guide => Role::Guide,
        PlanRole::Reception => Role::Reception,
        PlanRole::Manager => Role::Manager,
        PlanRole::Overseer => Role::Overseer,
    }
}

fn oversight(oversight: PlanOversight) -> Oversight {
    match oversight {
        PlanOversight::Centre => Oversight::Centre,
        PlanOversight::Legal => Oversight::Legal,
        PlanOversight::Discipline => Oversight::Discipline,
        PlanOversight::Audit => Oversight::Audit,
    }
}

fn outcome(outcome: PlanOutcome) -> Outcome {
    match outcome {
        PlanOutcome::DoneOnSpot => Outcome::DoneOnSpot,
        PlanOutcome::Accepted => Outcome::Accepted,
        PlanOutcome::AwaitingCorrection => Outcome::AwaitingCorrection,
        PlanOutcome::Refused => Outcome::Refused,
        PlanOutcome::FileReturned => Outcome::FileReturned,
        PlanOutcome::NotOurs => Outcome::NotOurs,
        PlanOutcome::AdviceOnly => Outcome::AdviceOnly,
        PlanOutcome::Collected => Outcome::Collected,
        PlanOutcome::Abandoned => Outcome::Abandoned,
        PlanOutcome::Paid => Outcome::Paid,
        PlanOutcome::NotHolder => Outcome::NotHolder,
    }
}
