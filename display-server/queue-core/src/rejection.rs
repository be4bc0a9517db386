//! What the hall's rules refuse, and what to do about it. A refusal is a value, not a failure.

use jiff::Timestamp;

use crate::ids::{
    ClassCode, DeviceId, EscortId, GroupLetter, PersonCode, ServiceCode, TicketNumber, WindowNumber,
};

/// A refusal. Its text is for the person who asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Rejection {
    /// No service day is open.
    #[error("the hall is closed; come back in opening hours")]
    HallClosed,
    /// Not now, but later today.
    #[error("tickets of group {group} are not issued now; again from {from}")]
    NotYet {
        /// The group.
        group: GroupLetter,
        /// From when.
        from: Timestamp,
    },
    /// Issuing has ended for the day.
    #[error("no more tickets of group {group} today; come on the next service day")]
    IssuingEnded {
        /// The group.
        group: GroupLetter,
    },
    /// The plan has no such service.
    #[error("there is no service {service} here; ask for one of the hall's plan")]
    UnknownService {
        /// What was asked for.
        service: ServiceCode,
    },
    /// The plan has no such class.
    #[error("there is no class {class} here; ask for one of the hall's plan")]
    UnknownClass {
        /// What was asked for.
        class: ClassCode,
    },
    /// The class cannot be claimed there.
    #[error("the class {class} cannot be claimed here; take an ordinary ticket, or ask at reception")]
    ClassNotClaimable {
        /// What was asked for.
        class: ClassCode,
    },
    /// All numbers of the group are given.
    #[error(
        "all numbers of group {group} are used up today; come on the next service day, or ask at reception"
    )]
    NumbersUsedUp {
        /// The group.
        group: GroupLetter,
    },
    /// The press came after it had been given up.
    #[error("this press was given up; press again")]
    PressGivenUp,
    /// Called out of order as often as the plan lets a clerk.
    #[error("{clerk} has called out of order {limit} times today; the manager must press this call")]
    NeedsManager {
        /// The clerk.
        clerk: PersonCode,
        /// The plan's limit.
        limit: u32,
    },
    /// A visitor's token is one ticket's.
    #[error("this token belongs to another ticket; make a new one")]
    TokenUsed,
    /// No such ticket today.
    #[error("there is no such ticket today; check the number")]
    UnknownTicket,
    /// The plan has no such window.
    #[error("there is no window {window}; check the number")]
    UnknownWindow {
        /// What was asked for.
        window: WindowNumber,
    },
    /// No such escort today.
    #[error("there is no escort {}; look at the list again", .escort.0)]
    UnknownEscort {
        /// What was asked for.
        escort: EscortId,
    },
    /// The plan has no such place.
    #[error("there is no place {place:?} in the plan; use a kiosk or an escort post of the hall")]
    UnknownPlace {
        /// What was asked for.
        place: String,
    },
    /// The plan has no such reason.
    #[error("the reason {reason:?} is not one of the plan's")]
    UnknownReason {
        /// What was given.
        reason: String,
    },
    /// This role may not do this.
    #[error("this is not yours to do; sign in with the right role")]
    NotYours,
    /// The clerk may not sign in at that window.
    #[error("{clerk} has no right to window {window}; ask the manager")]
    NotYourWindow {
        /// Who.
        clerk: PersonCode,
        /// Where.
        window: WindowNumber,
    },
    /// Nobody is signed in.
    #[error("window {window} is closed; sign in first")]
    WindowClosed {
        /// Where.
        window: WindowNumber,
    },
    /// Another clerk is signed in.
    #[error("{clerk} is signed in at window {window}; let them close it first")]
    WindowTaken {
        /// Where.
        window: WindowNumber,
        /// Who.
        clerk: PersonCode,
    },
    /// The window is paused.
    #[error("window {window} is paused; resume it first")]
    WindowPaused {
        /// Where.
        window: WindowNumber,
    },
    /// The window is not paused.
    #[error("window {window} is not paused")]
    WindowNotPaused {
        /// Where.
        window: WindowNumber,
    },
    /// A visitor is at the window.
    #[error("{ticket} is at the window; start, finish or mark a no-show first")]
    WindowBusy {
        /// Who.
        ticket: TicketNumber,
    },
    /// The window has nobody.
    #[error("nobody is at window {window}; call somebody first")]
    NobodyHere {
        /// Where.
        window: WindowNumber,
    },
    /// Nobody may be called.
    #[error("nobody is waiting for window {window}")]
    NobodyWaiting {
        /// Where.
        window: WindowNumber,
    },
    /// Another ticket is at the window.
    #[error("{current} is at the window, not {meant}; look again")]
    AnotherTicket {
        /// Who is there.
        current: TicketNumber,
        /// Who was meant.
        meant: TicketNumber,
    },
    /// The visitor was called but serving has not begun.
    #[error("{ticket} has not started; start first")]
    NotStarted {
        /// Who.
        ticket: TicketNumber,
    },
    /// Serving has begun already.
    #[error("{ticket} has started; finish first")]
    AlreadyStarted {
        /// Who.
        ticket: TicketNumber,
    },
    /// The ticket is not in that state.
    #[error("{ticket} is {state}; look at it again")]
    WrongState {
        /// Who.
        ticket: TicketNumber,
        /// Where it stands.
        state: &'static str,
    },
    /// The window does not serve that service.
    #[error("window {window} does not serve {service}; choose a ticket of its groups")]
    NoSkill {
        /// Where.
        window: WindowNumber,
        /// What.
        service: ServiceCode,
    },
    /// An outcome that only the system gives.
    #[error("this outcome comes by itself; choose another")]
    OutcomeNotForClerks,
    /// There is no claimed class to look at.
    #[error("{ticket} claims no class")]
    NothingClaimed {
        /// Who.
        ticket: TicketNumber,
    },
    /// Nothing can be undone any more.
    #[error("nothing to undo: too late, or something else was pressed since")]
    NothingToUndo,
    /// Somebody else was faster.
    #[error("{guide} has taken this escort; look at the list for another")]
    AlreadyAccepted {
        /// Who.
        guide: PersonCode,
    },
    /// The escort is not at that stage.
    #[error("this escort is {state}; look at the list again")]
    EscortStage {
        /// Where it stands.
        state: &'static str,
    },
    /// The job is another guide's to take, for a while.
    #[error("this escort is offered to {guide} until {until}; take it then if it still waits")]
    OfferedToAnother {
        /// Whose.
        guide: PersonCode,
        /// Until when.
        until: Timestamp,
    },
    /// No interpreter can be asked for in that language.
    #[error("the plan has no interpreter for {language:?}; ask for one of: {known}")]
    UnknownLanguage {
        /// What was asked for; empty: nothing.
        language: String,
        /// What can be asked for.
        known: String,
    },
    /// The guide has not signed on.
    #[error("you are not on duty; sign on at your post first")]
    NotOnDuty,
    /// The guide cannot do such a job.
    #[error(
        "this job needs a language or signing that the plan does not name for you; leave it to another guide"
    )]
    SkillMissing,
    /// The guide still leads somebody.
    #[error("you still have escort {} at {place}; finish it or give it back first", .escort.0)]
    StillLeading {
        /// Which job.
        escort: EscortId,
        /// Where the visitor was.
        place: DeviceId,
    },
}

impl Rejection {
    /// The stable name by which machines know this refusal.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::HallClosed => "hall-closed",
            Self::NotYet { .. } => "not-yet",
            Self::IssuingEnded { .. } => "issuing-ended",
            Self::UnknownService { .. } => "unknown-service",
            Self::UnknownClass { .. } => "unknown-class",
            Self::ClassNotClaimable { .. } => "class-not-claimable",
            Self::NumbersUsedUp { .. } => "numbers-used-up",
            Self::PressGivenUp => "press-given-up",
            Self::NeedsManager { .. } => "needs-manager",
            Self::TokenUsed => "token-used",
            Self::UnknownTicket => "unknown-ticket",
            Self::UnknownWindow { .. } => "unknown-window",
            Self::UnknownEscort { .. } => "unknown-escort",
            Self::UnknownPlace { .. } => "unknown-place",
            Self::UnknownReason { .. } => "unknown-reason",
            Self::NotYours => "not-yours",
            Self::NotYourWindow { .. } => "not-your-window",
            Self::WindowClosed { .. } => "window-closed",
            Self::WindowTaken { .. } => "window-taken",
            Self::WindowPaused { .. } => "window-paused",
            Self::WindowNotPaused { .. } => "window-not-paused",
            Self::WindowBusy { .. } => "window-busy",
            Self::NobodyHere { .. } => "nobody-here",
            Self::NobodyWaiting { .. } => "nobody-waiting",
            Self::AnotherTicket { .. } => "another-ticket",
            Self::NotStarted { .. } => "not-started",
            Self::AlreadyStarted { .. } => "already-started",
            Self::WrongState { .. } => "wrong-state",
            Self::NoSkill { .. } => "no-skill",
            Self::OutcomeNotForClerks => "outcome-not-for-clerks",
            Self::NothingClaimed { .. } => "nothing-claimed",
            Self::NothingToUndo => "nothing-to-undo",
            Self::AlreadyAccepted { .. } => "already-accepted",
            Self::EscortStage { .. } => "escort-stage",
            Self::OfferedToAnother { .. } => "offered-to-another",
            Self::UnknownLanguage { .. } => "unknown-language",
            Self::NotOnDuty => "not-on-duty",
            Self::SkillMissing => "skill-missing",
            Self::StillLeading { .. } => "still-leading",
        }
    }
}
