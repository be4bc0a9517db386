//! Beyond the windows: home visits, comparisons, and who may decide for a department.

use hall_protocol::agency::{
    AuthorityLine, ComparisonLine, ComparisonPressed, ComparisonView, DepartmentLine, DepartmentsView,
    FindingView, HomeVisitAsked, HomeVisitLine, HomeVisitProgress, HomeVisitView, UnreadView,
};
use hall_protocol::ticket::ServiceRef;
use jiff::civil::Date;
use queue_core::agency::{
    Comparison, Differs, Finding, HalfOfDay, HomeVisit, HomeVisitEnd, HomeVisitFor, NotDoneReason, RowFault,
};
use queue_core::case::{Completion, MatterCode};
use queue_core::event::AskedAt;
use queue_core::hall::Authority;
use queue_core::plan::{Department, Service};
use queue_core::{HallPlan, PersonCode, Seq, ServiceCode, WindowNumber};

use super::{Scene, names};
use crate::texts::Texts;

/// Who may decide for each department today.
pub(super) fn departments(scene: &Scene<'_>) -> Option<DepartmentsView> {
    let with_head = scene.plan.parts().departments.iter();
    Some(DepartmentsView {
        seq: scene.seq,
        day: scene.hall.day()?.0,
        now: scene.now,
        on_spot_by_authority: scene.plan.agency().on_spot_by_authority,
        departments: with_head
            .filter_map(|department| line_of(scene, department))
            .collect(),
    })
}

fn line_of(scene: &Scene<'_>, department: &Department) -> Option<DepartmentLine> {
    let authority = scene.hall.authority(&department.code)?;
    let decides = match &authority {
        Authority::Present { head } => Some(head.to_string()),
        Authority::Deputised { by } => Some(by.to_string()),
        Authority::Unknown | Authority::Absent => None,
    };
    let people = department.chief.iter().chain(&department.deputies);
    Some(DepartmentLine {
        code: department.code.clone(),
        names: names::names(&department.names),
        authority: authority.word().to_owned(),
        decides,
        people: people
            .enumerate()
            .map(|(place, person)| said(scene, department, person, place == 0))
            .collect(),
        services: on_the_spot(scene, department)
            .map(|service| names::service(scene.plan, &service.code))
            .collect(),
    })
}

fn said(scene: &Scene<'_>, department: &Department, person: &PersonCode, head: bool) -> AuthorityLine {
    let said = scene.hall.authority_said(&department.code, person);
    AuthorityLine {
        person: person.to_string(),
        head,
        present: said.map(|said| said.present),
        since: said.map(|said| said.since),
    }
}

/// What a department decides on the spot.
fn on_the_spot<'a>(scene: &'a Scene<'_>, department: &'a Department) -> impl Iterator<Item = &'a Service> {
    let services = scene.plan.parts().services.iter();
    services.filter(|service| service.limit_days == 0 && service.decides() == department.code)
}

/// The departments of which everybody who may decide is away, and since when; only those that decide something on the spot.
pub(super) fn absences<'a>(scene: &'a Scene<'_>) -> impl Iterator<Item = (&'a Department, jiff::Timestamp)> {
    let departments = scene.plan.parts().departments.iter();
    departments.filter_map(|department| {
        let absent = scene.hall.authority(&department.code)? == Authority::Absent;
        let marked = absent && on_the_spot(scene, department).next().is_some();
        let since = scene.hall.authority_since(&department.code).filter(|_| marked)?;
        Some((department, since))
    })
}

/// The services that may take longer today.
pub(super) fn without_authority<'a>(scene: &'a Scene<'_>) -> impl Iterator<Item = &'a Service> {
    let services = scene.plan.parts().services.iter();
    services.filter(|service| scene.hall.lacks_authority(&service.code))
}

/// Those of a window's groups.
pub(super) fn without_authority_at(scene: &Scene<'_>, number: WindowNumber) -> Vec<ServiceRef> {
    let window = scene.hall.serving(number).or_else(|| scene.plan.window(number));
    let Some(window) = window else { return Vec::new() };
    without_authority(scene)
        .filter(|service| window.skill(service).is_some())
        .map(|service| names::service(scene.plan, &service.code))
        .collect()
}

/// The department without people here that decides a matter of today.
pub(super) fn decided_by(scene: &Scene<'_>, code: &MatterCode) -> Option<String> {
    let number = code.as_str().split('-').nth(1)?;
    let visit = scene
        .hall
        .visit_by_number(&queue_core::TicketNumber::new(number))?;
    let day = scene.hall.day()?;
    let leg = visit
        .legs
        .iter()
        .find(|leg| MatterCode::of(day, &visit.ticket, leg.opened.id.index) == *code)?;
    let decides = scene.plan.decided_elsewhere(&leg.opened.service)?;
    Some(decides.to_owned())
}

/// What a press about a home visit came to.
pub(super) fn home_visit_pressed(plan: &HallPlan, visit: &HomeVisit) -> HomeVisitAsked {
    HomeVisitAsked {
        code: visit.code.to_string(),
        standing: visit.standing().word().to_owned(),
        due_on: visit.due_on(plan),
    }
}

/// What anybody who has the code may know.
pub(crate) fn home_visit_progress(plan: &HallPlan, (seq, visit): (Seq, &HomeVisit)) -> HomeVisitProgress {
    HomeVisitProgress {
        code: visit.code.to_string(),
        service: names::service(plan, &visit.service),
        standing: visit.standing().word().to_owned(),
        asked_on: visit.asked_on.0,
        due_on: visit.due_on(plan),
        dated_on: visit.dated.map(|dated| dated.on),
        half: visit.dated.map(|dated| half_name(dated.half).to_owned()),
        ended_on: visit.ended.map(|(on, _)| on.0),
        reason: reason_of(visit),
        seq: seq.0,
    }
}

/// A home visit in a list.
pub(crate) fn home_visit_line(plan: &HallPlan, visit: &HomeVisit, day: Date) -> HomeVisitLine {
    HomeVisitLine {
        code: visit.code.to_string(),
        service: names::service(plan, &visit.service),
        for_whom: for_whom_name(visit.for_whom).to_owned(),
        asked_at: asked_at_name(visit.asked_at).to_owned(),
        asked_on: visit.asked_on.0,
        wished_on: visit.wished_on,
        standing: visit.standing().word().to_owned(),
        due_on: visit.due_on(plan),
        overdue: visit.is_overdue(plan, day),
        assigned: visit.assigned.as_ref().map(ToString::to_string),
        dated_on: visit.dated.map(|dated| dated.on),
        half: visit.dated.map(|dated| half_name(dated.half).to_owned()),
        ended_on: visit.ended.map(|(on, _)| on.0),
        reason: reason_of(visit),
    }
}

/// A home visit, with what was written about it where the one who looks may know.
pub(crate) fn home_visit(
    plan: &HallPlan,
    (seq, visit): (Seq, &HomeVisit),
    day: Date,
    texts: Option<&Texts>,
) -> HomeVisitView {
    let text = |id| texts.and_then(|texts| texts.text(id));
    HomeVisitView {
        line: home_visit_line(plan, visit, day),
        seq: seq.0,
        name: text(visit.name),
        address: text(visit.address),
        phone: text(visit.phone),
        remark: visit.remark.and_then(text),
        ended_remark: visit.ended_remark.and_then(text),
    }
}

fn reason_of(visit: &HomeVisit) -> Option<String> {
    if let Some((_, HomeVisitEnd::NotDone { reason })) = visit.ended {
        Some(not_done_name(reason).to_owned())
    } else {
        None
    }
}

/// What a comparison came to.
pub(super) fn compared(comparison: &Comparison) -> ComparisonPressed {
    let line = comparison_line(comparison);
    ComparisonPressed {
        code: line.code,
        rows: line.rows,
        agreed: line.agreed,
        findings: line.findings,
        unread: line.unread,
    }
}

/// A comparison in a list.
pub(crate) fn comparison_line(comparison: &Comparison) -> ComparisonLine {
    let found = &comparison.found;
    let unknown = found
        .findings
        .iter()
        .filter(|one| one.what == Differs::UnknownHere);
    ComparisonLine {
        code: comparison.code.to_string(),
        department: found.department.clone(),
        from: found.from,
        to: found.to,
        at: comparison.at,
        by: comparison.by.to_string(),
        rows: found.rows,
        agreed: found.agreed,
        findings: super::count(found.findings.len()).saturating_add(found.left_out),
        unknown_here: super::count(unknown.count()),
        unread: found.unread_count,
    }
}

/// A comparison.
pub(crate) fn comparison(comparison: &Comparison) -> ComparisonView {
    let found = &comparison.found;
    ComparisonView {
        line: comparison_line(comparison),
        differences: found.findings.iter().map(finding).collect(),
        left_out: found.left_out,
        unread_rows: found
            .unread
            .iter()
            .map(|row| UnreadView {
                line: row.line,
                why: row_fault_name(row.why).to_owned(),
            })
            .collect(),
    }
}

fn finding(one: &Finding) -> FindingView {
    let how = |how: Option<Completion>| how.map(|how| super::case::completion_name(how).name().to_owned());
    FindingView {
        what: differs_name(one.what).to_owned(),
        line: one.line,
        matter: one.matter.as_ref().map(ToString::to_string),
        number: one.number.clone(),
        there_on: one.there.map(|there| there.on),
        there_how: one.there.and_then(|there| how(there.how)),
        here_on: one.here.map(|here| here.on),
        here_how: one.here.and_then(|here| how(here.how)),
    }
}

/// A difference's word on the wire.
pub(crate) fn differs_name(what: Differs) -> &'static str {
    match what {
        Differs::UnknownHere => "unknown_here",
        Differs::NotDoneHere => "not_done_here",
        Differs::NotDoneThere => "not_done_there",
        Differs::OtherDate => "other_date",
        Differs::OtherEnd => "other_end",
        Differs::OtherDepartment => "other_department",
        Differs::Twice => "twice",
    }
}

fn row_fault_name(why: RowFault) -> &'static str {
    match why {
        RowFault::Cells => "cells",
        RowFault::Matter => "matter",
        RowFault::Number => "number",
        RowFault::NothingNamed => "nothing_named",
        RowFault::Date => "date",
        RowFault::How => "how",
    }
}

/// Why at home, on the wire.
pub(crate) fn for_whom_name(for_whom: HomeVisitFor) -> &'static str {
    match for_whom {
        HomeVisitFor::Elderly => "elderly",
        HomeVisitFor::Disabled => "disabled",
        HomeVisitFor::Ill => "ill",
        HomeVisitFor::Pregnant => "pregnant",
        HomeVisitFor::Other => "other",
    }
}

/// Half a day, on the wire.
pub(crate) fn half_name(half: HalfOfDay) -> &'static str {
    match half {
        HalfOfDay::Morning => "morning",
        HalfOfDay::Afternoon => "afternoon",
    }
}

/// Why a home visit was not done, on the wire.
pub(crate) fn not_done_name(reason: NotDoneReason) -> &'static str {
    match reason {
        NotDoneReason::NobodyHome => "nobody_home",
        NotDoneReason::WrongAddress => "wrong_address",
        NotDoneReason::PapersMissing => "papers_missing",
        NotDoneReason::OnlyInTheHall => "only_in_the_hall",
        NotDoneReason::Other => "other",
    }
}

fn asked_at_name(asked_at: AskedAt) -> &'static str {
    match asked_at {
        AskedAt::Kiosk => "kiosk",
        AskedAt::Phone => "phone",
        AskedAt::Reception => "reception",
        AskedAt::Window => "window",
    }
}

/// Whether a service may take longer today.
pub(crate) fn takes_longer(day: &hall_protocol::identity::DayView, service: &ServiceCode) -> bool {
    day.without_authority.iter().any(|code| code == service.as_str())
}
