//! The core's names as the wire spells them.

use hall_protocol::Names;
use hall_protocol::ticket::{AreaRef, ServiceRef};
use hall_protocol::window::ClassRef;
use queue_core::event::Choice;
use queue_core::leg::{AnchorReason, Leg, Outcome};
use queue_core::plan::{self, ClassMark, Language, Role};
use queue_core::visit::{Assistance, Channel};
use queue_core::{AreaCode, ClassCode, HallPlan, ServiceCode};

/// A name in three languages.
pub(crate) fn names(names: &plan::Names) -> Names {
    Names {
        zh_hant: names.zh_hant.clone(),
        zh_hans: names.zh_hans.clone(),
        en: names.en.clone(),
    }
}

/// A service, named.
pub(crate) fn service(plan: &HallPlan, code: &ServiceCode) -> ServiceRef {
    let known = plan.service(code).map(|service| names(&service.names));
    ServiceRef {
        code: code.to_string(),
        names: known.unwrap_or_default(),
    }
}

/// A class, named.
pub(super) fn class(plan: &HallPlan, code: &ClassCode) -> ClassRef {
    let known = plan.class(code).map(|class| names(&class.names));
    ClassRef {
        code: code.to_string(),
        names: known.unwrap_or_default(),
    }
}

/// An area, named.
pub(super) fn area(plan: &HallPlan, code: &AreaCode) -> AreaRef {
    let known = plan.area(code).map(|area| names(&area.names));
    AreaRef {
        code: code.to_string(),
        names: known.unwrap_or_default(),
    }
}

/// The documents of a service.
/// What usually follows a leg on the same ticket, in order: the rest of its journey, or of the plan's usual path.
pub(super) fn then(plan: &HallPlan, leg: &Leg) -> Vec<ServiceRef> {
    let step = leg.opened.step.as_ref();
    let path = match step.and_then(|step| Some((plan.journey(&step.journey)?, step.stage))) {
        Some((journey, stage)) => journey.services_after(stage).cloned().collect(),
        None => plan.usual_path(&leg.opened.service),
    };
    path.iter().map(|code| service(plan, code)).collect()
}

pub(super) fn documents(plan: &HallPlan, code: &ServiceCode) -> Vec<Names> {
    let documents = plan
        .service(code)
        .map(|service| service.documents.iter().map(names).collect());
    documents.unwrap_or_default()
}

/// The windows that serve a service, those of its own first.
pub(super) fn windows(plan: &HallPlan, code: &ServiceCode) -> Vec<u16> {
    let windows = plan
        .service(code)
        .map(|service| plan.windows_for(service))
        .unwrap_or_default();
    windows.into_iter().map(|window| window.number.get()).collect()
}

/// The numbers of the windows that serve a service, by its code as the wire has it.
pub(crate) fn windows_of(plan: &HallPlan, code: &str) -> Vec<u16> {
    windows(plan, &ServiceCode::new(code))
}

/// Where to sit for a service: the area of the first window that serves it.
pub(super) fn area_for(plan: &HallPlan, code: &ServiceCode) -> AreaRef {
    let window = plan
        .service(code)
        .and_then(|service| plan.first_window_for(service));
    let code = window.map_or_else(|| AreaCode::new(""), |window| window.area.clone());
    area(plan, &code)
}

/// What public screens show of a class.
pub(super) fn mark(plan: &HallPlan, class: &ClassCode) -> String {
    match plan.mark(class) {
        ClassMark::None => "none",
        ClassMark::Priority => "priority",
        ClassMark::Booked => "booked",
    }
    .to_owned()
}

/// A language's tag.
pub(super) fn language(language: Language) -> String {
    match language {
        Language::ZhHant => "zh-Hant",
        Language::ZhHans => "zh-Hans",
        Language::En => "en",
    }
    .to_owned()
}

/// Help a visitor asked for.
pub(super) fn assistance(assistance: Assistance) -> String {
    match assistance {
        Assistance::Walking => "walking",
        Assistance::Seeing => "seeing",
        Assistance::Hearing => "hearing",
        Assistance::Reading => "reading",
        Assistance::Language => "language",
    }
    .to_owned()
}

/// How a leg ended.
pub(crate) fn outcome_name(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::DoneOnSpot => "done_on_spot",
        Outcome::Accepted => "accepted",
        Outcome::AwaitingCorrection => "awaiting_correction",
        Outcome::Refused => "refused",
        Outcome::FileReturned => "file_returned",
        Outcome::NotOurs => "not_ours",
        Outcome::AdviceOnly => "advice_only",
        Outcome::Collected => "collected",
        Outcome::Abandoned => "abandoned",
        Outcome::Paid => "paid",
        Outcome::NotHolder => "not_holder",
        Outcome::Transferred => "transferred",
        Outcome::Withdrawn => "withdrawn",
        Outcome::NoShow => "no_show",
        Outcome::Voided => "voided",
        Outcome::Postponed => "postponed",
    }
}

/// Why a leg was called when it was.
pub(crate) fn choice_name(choice: &Choice) -> &'static str {
    match choice {
        Choice::EarliestPromise { .. } => "earliest_promise",
        Choice::EarlyAppointment { .. } => "early_appointment",
        Choice::ThisOne { .. } => "this_one",
        Choice::Resumed => "resumed",
    }
}

/// Why a promise runs from where it does.
pub(crate) fn anchor_reason_name(reason: AnchorReason) -> &'static str {
    match reason {
        AnchorReason::Issue => "issue",
        AnchorReason::Booked => "booked",
        AnchorReason::LateCheckIn => "late_check_in",
        AnchorReason::CheckedIn => "checked_in",
        AnchorReason::Revisit => "revisit",
        AnchorReason::Ready => "ready",
        AnchorReason::Transfer => "transfer",
        AnchorReason::Reactivated => "reactivated",
    }
}

/// Where a ticket was taken.
pub(crate) fn channel_name(channel: Channel) -> &'static str {
    match channel {
        Channel::Kiosk => "kiosk",
        Channel::Reception => "reception",
        Channel::Phone => "phone",
        Channel::Pad => "pad",
    }
}

/// What a person may do.
pub(crate) fn role_name(role: Role) -> &'static str {
    match role {
        Role::Clerk => "clerk",
        Role::Guide => "guide",
        Role::Reception => "reception",
        Role::Overseer => "overseer",
        Role::Manager => "manager",
    }
}
