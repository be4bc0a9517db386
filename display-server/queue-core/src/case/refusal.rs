//! What is refused about a case, and what to do about it.

use jiff::civil::Date;

use super::{CASE_LISTS_LIMIT, MatterCode};
use crate::ids::{PersonCode, ServiceCode, WindowNumber};

/// Why something is not done to a case. Its text is for the person who asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CaseRefusal {
    /// There is no such matter.
    #[error("there is no matter {code} here; check the code, or leave it empty for a new matter")]
    UnknownMatter {
        /// What was asked for.
        code: MatterCode,
    },
    /// It has been accepted already, and is not done: a matter is not accepted twice.
    #[error("{code} was accepted on {since}{} by {clerk} and is not done; look it up in the list of cases", at(*.window))]
    MatterOpen {
        /// Which.
        code: MatterCode,
        /// Since when.
        since: Date,
        /// Where.
        window: Option<WindowNumber>,
        /// By whom.
        clerk: PersonCode,
    },
    /// It is done.
    #[error("{code} was closed on {on}; leave the code empty for a new matter")]
    MatterClosed {
        /// Which.
        code: MatterCode,
        /// When.
        on: Date,
    },
    /// Another service's.
    #[error("{code} is a matter of service {service}; transfer the visitor there, or leave the code empty")]
    MatterOfAnotherService {
        /// Which.
        code: MatterCode,
        /// Whose.
        service: ServiceCode,
    },
    /// A correction that says nothing.
    #[error(
        "say what is missing: tick it in the list or write it, all at once; or take the file in to be looked through"
    )]
    NothingMissing,
    /// A document that the service does not ask for, or one twice.
    #[error("{place} is no document of service {service}, or is there twice; count them from 0, each once")]
    NoSuchDocument {
        /// Its place, from 0.
        place: u16,
        /// The service.
        service: ServiceCode,
    },
    /// What is missing goes with one outcome only.
    #[error(
        "what is missing belongs to the outcome 收件待補正 (awaiting_correction); choose it, or untick the list"
    )]
    NotMissing,
    /// A stop without evidence.
    #[error("a clock stands still only with evidence: name the paper that shows why")]
    NoEvidence,
    /// A reason that the plan does not have.
    #[error("{reason:?} is no reason of the plan for a clock to stand still; choose one of the list")]
    UnknownClockReason {
        /// What was asked for.
        reason: String,
    },
    /// A department that the plan does not have.
    #[error("there is no department {department:?} in the plan; choose one of the list")]
    UnknownDepartment {
        /// What was asked for.
        department: String,
    },
    /// Only what is accepted and not done.
    #[error("{code} is not accepted, or is done: nothing of this can be done to it")]
    CaseNotOpen {
        /// Which.
        code: MatterCode,
    },
    /// Only what waits for its acceptance.
    #[error("{code} does not wait for its acceptance; look at how it stands")]
    CaseNotWaiting {
        /// Which.
        code: MatterCode,
    },
    /// Collected twice.
    #[error("what was made of {code} was handed out on {on}")]
    AlreadyCollected {
        /// Which.
        code: MatterCode,
        /// When.
        on: Date,
    },
    /// The clock stands still already.
    #[error("the clock of {code} stands still already; let it go on first")]
    ClockStands {
        /// Which.
        code: MatterCode,
    },
    /// The clock stood still for as long as the plan allows for a reason.
    #[error(
        "the clock of {code} stood still for {reason:?} for as long as it may; ask for a longer limit instead"
    )]
    StopUsedUp {
        /// Which.
        code: MatterCode,
        /// The reason.
        reason: String,
    },
    /// Its limit has passed.
    #[error("the limit of {code} has passed: it is not made longer any more; answer for it, and finish it")]
    CaseOverdue {
        /// Which.
        code: MatterCode,
    },
    /// It is being looked through already.
    #[error(
        "the file of {code} was taken in on {on} and is looked through: say what is missing, or accept it"
    )]
    LookedThroughAlready {
        /// Which.
        code: MatterCode,
        /// When.
        on: Date,
    },
    /// The clock runs.
    #[error("the clock of {code} runs")]
    ClockRuns {
        /// Which.
        code: MatterCode,
    },
    /// More than the plan lets a limit be extended.
    #[error("the limit of {code} may be extended by {left} more working day(s); ask for 1 to {left}")]
    ExtensionTooLong {
        /// Which.
        code: MatterCode,
        /// How many are left.
        left: u32,
    },
    /// An extension waits for a decision.
    #[error("an extension of {code} waits for a decision already")]
    ExtensionWaits {
        /// Which.
        code: MatterCode,
    },
    /// No extension waits.
    #[error("nobody asks for a longer limit of {code}")]
    NoExtension {
        /// Which.
        code: MatterCode,
    },
    /// A limit that one person would change alone.
    #[error("{asked_by} asked for the longer limit of {code}: another person must decide")]
    ExtensionNeedsAnother {
        /// Which.
        code: MatterCode,
        /// Who asked.
        asked_by: PersonCode,
    },
    /// The file is not where it would have to be.
    #[error("the file of {code} is outside the hall; record its return first")]
    FileAway {
        /// Which.
        code: MatterCode,
    },
    /// The file is here.
    #[error("the file of {code} is in the hall")]
    FileHere {
        /// Which.
        code: MatterCode,
    },
    /// A 督辦單 is for what is late.
    #[error("{code} is not overdue; a supervision letter is for what is")]
    NotOverdue {
        /// Which.
        code: MatterCode,
    },
    /// Nobody asked anything.
    #[error("no supervision letter about {code} waits for an answer")]
    NothingToAnswer {
        /// Which.
        code: MatterCode,
    },
    /// Another's.
    #[error(
        "{code} is a case of service {service}, which none of your windows serves; ask its clerk or a manager"
    )]
    NotYourCase {
        /// Which.
        code: MatterCode,
        /// Its service.
        service: ServiceCode,
    },
    /// Taken over from oneself.
    #[error("you answer for {code} already")]
    YoursAlready {
        /// Which.
        code: MatterCode,
    },
    /// Too much for one case.
    #[error("{code} has {CASE_LISTS_LIMIT} of these, and may have no more; call a manager")]
    CaseFull {
        /// Which.
        code: MatterCode,
    },
}

fn at(window: Option<WindowNumber>) -> String {
    window.map_or_else(String::new, |window| format!(" at window {window}"))
}

impl CaseRefusal {
    /// Its stable name.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::UnknownMatter { .. } => "unknown-matter",
            Self::MatterOpen { .. } => "matter-open",
            Self::MatterClosed { .. } => "matter-closed",
            Self::MatterOfAnotherService { .. } => "matter-of-another-service",
            Self::NothingMissing => "nothing-missing",
            Self::NoSuchDocument { .. } => "no-such-document",
            Self::NotMissing => "not-missing",
            Self::NoEvidence => "no-evidence",
            Self::UnknownClockReason { .. } => "unknown-clock-reason",
            Self::UnknownDepartment { .. } => "unknown-department",
            Self::CaseNotOpen { .. } => "case-not-open",
            Self::CaseNotWaiting { .. } => "case-not-waiting",
            Self::AlreadyCollected { .. } => "already-collected",
            Self::ClockStands { .. } => "clock-stands",
            Self::ClockRuns { .. } => "clock-runs",
            Self::StopUsedUp { .. } => "stop-used-up",
            Self::CaseOverdue { .. } => "case-overdue",
            Self::LookedThroughAlready { .. } => "looked-through-already",
            Self::ExtensionTooLong { .. } => "extension-too-long",
            Self::ExtensionWaits { .. } => "extension-waits",
            Self::NoExtension { .. } => "no-extension",
            Self::ExtensionNeedsAnother { .. } => "extension-needs-another",
            Self::FileAway { .. } => "file-away",
            Self::FileHere { .. } => "file-here",
            Self::NotOverdue { .. } => "not-overdue",
            Self::NothingToAnswer { .. } => "nothing-to-answer",
            Self::NotYourCase { .. } => "not-your-case",
            Self::YoursAlready { .. } => "yours-already",
            Self::CaseFull { .. } => "case-full",
        }
    }
}
