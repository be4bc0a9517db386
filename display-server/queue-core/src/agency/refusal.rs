//! What is refused beyond the windows, and what to do about it.

use jiff::civil::Date;

use super::{COMPARED_LIMIT, MANDATE_MATTERS_LIMIT, MANDATE_SERVICES_LIMIT, PRINCIPALS_LIMIT, RecordCode};
use crate::case::MatterCode;
use crate::ids::{AgentCode, PersonCode, ServiceCode};
use crate::plan::AgentKind;

/// Why something is not done. Its text is for the person who asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AgencyRefusal {
    /// There is no such record.
    #[error("there is nothing with the code {code} here; check the code")]
    UnknownRecord {
        /// What was asked for.
        code: RecordCode,
    },
    /// The code is another's already: one press in a hundred million.
    #[error("this press cannot be used; press again")]
    CodeTaken,
    /// A date that nobody can keep.
    #[error("a home visit is between {from} and {to}; choose a date between them")]
    BadVisitDate {
        /// The first.
        from: Date,
        /// The last.
        to: Date,
    },
    /// It is over.
    #[error("the home visit {code} was over on {on}; ask for another one")]
    HomeVisitOver {
        /// Which.
        code: RecordCode,
        /// When.
        on: Date,
    },
    /// Nobody goes yet.
    #[error("nobody is to go for {code} yet; say who goes first")]
    NobodyAssigned {
        /// Which.
        code: RecordCode,
    },
    /// Moved about too often.
    #[error("{code} was assigned and dated too often; call it off and ask anew")]
    TooManyChanges {
        /// Which.
        code: RecordCode,
    },
    /// No member of staff, or not one who may.
    #[error("{person} is no member of staff who can do this; check the work number")]
    UnknownPerson {
        /// Who was named.
        person: PersonCode,
    },
    /// A department that the plan does not have.
    #[error("there is no department {department:?} in the plan; choose one of the list")]
    NoSuchDepartment {
        /// What was asked for.
        department: String,
    },
    /// Not the head of that department, nor a deputy.
    #[error("{person} is neither head nor deputy of {department}; the plan names them")]
    NoAuthority {
        /// Who.
        person: PersonCode,
        /// Of what.
        department: String,
    },
    /// Decided on the spot, and nobody who may is here.
    #[error(
        "nobody who may decide for {department} is present, so {service} cannot be decided on the spot; accept it as a case, or have the head or a deputy say that they are present"
    )]
    AuthorityAbsent {
        /// Which service.
        service: ServiceCode,
        /// Whose.
        department: String,
    },
    /// Nobody of the register.
    #[error("there is no agent {agent} in the register; choose one of it")]
    UnknownAgent {
        /// Who was named.
        agent: AgentCode,
    },
    /// Not for that, or not on this day.
    #[error("the register does not let {agent} act in this today ({kind:?}); choose another agent")]
    AgentMayNot {
        /// Who was named.
        agent: AgentCode,
        /// As what.
        kind: AgentKind,
    },
    /// Acts for it anyway.
    #[error("{agent} is the agent of this mandate already; choose another one")]
    ActsAlready {
        /// Who was named.
        agent: AgentCode,
    },
    /// A project without a title, or a title without a project.
    #[error(
        "key projects and investments are registered with the project's title, and nothing else is ({kind:?})"
    )]
    ProjectOrNone {
        /// As what.
        kind: AgentKind,
    },
    /// A last day that has passed, or that nobody can foresee.
    #[error("a mandate holds until a day between {from} and {to}; choose one")]
    BadMandateDate {
        /// The first.
        from: Date,
        /// The last.
        to: Date,
    },
    /// Too many to be a part.
    #[error(
        "a mandate in part names {MANDATE_SERVICES_LIMIT} services at most; name none, and it is for all"
    )]
    TooManyServices,
    /// An agent without anybody.
    #[error("an agent acts for somebody: name the codes of the mandates")]
    NoMandate,
    /// There is no such mandate.
    #[error("there is no mandate {code} here; check the code on its paper")]
    UnknownMandate {
        /// What was asked for.
        code: RecordCode,
    },
    /// It does not hold any more.
    #[error("the mandate {code} held until {on}; have a new one registered")]
    MandateOver {
        /// Which.
        code: RecordCode,
        /// When it was over.
        on: Date,
    },
    /// Not what it was given for.
    #[error("the mandate {code} is not for service {service}; its principal must extend it")]
    NotInMandate {
        /// Which.
        code: RecordCode,
        /// In what.
        service: ServiceCode,
    },
    /// Two agents with one ticket.
    #[error(
        "the mandate {code} is another agent's than {agent}, who is here; each agent takes a ticket of their own"
    )]
    MandateOfAnotherAgent {
        /// Which.
        code: RecordCode,
        /// Whose the first one is.
        agent: AgentCode,
    },
    /// One principal twice.
    #[error("the mandate {code} is named twice; name each once")]
    MandateTwice {
        /// Which.
        code: RecordCode,
    },
    /// Too many for one ticket.
    #[error(
        "an agent acts for {PRINCIPALS_LIMIT} principals at most with one ticket; take another one for the rest"
    )]
    TooManyPrincipals,
    /// A matter has one principal.
    #[error("a matter that was begun is one principal's: name its mandate alone")]
    OneMatterOneMandate,
    /// Its file is full.
    #[error(
        "the mandate {code} has {MANDATE_MATTERS_LIMIT} matters or trips, and may have no more; have a new one registered"
    )]
    MandateFull {
        /// Which.
        code: RecordCode,
    },
    /// It belongs there already.
    #[error("{matter} belongs to the mandate {code} already")]
    AttachedAlready {
        /// Which mandate.
        code: RecordCode,
        /// Which matter.
        matter: MatterCode,
    },
    /// Nothing to compare.
    #[error("there is no row to compare; check the file's header and its rows")]
    NothingToCompare,
    /// Too much at once.
    #[error("a list has {COMPARED_LIMIT} rows at most; split it")]
    TooManyRows,
    /// Days that are none, or too many.
    #[error(
        "the list covers from {from} to {to}: choose a first day that is not after the last, a year apart at most, and none in the future"
    )]
    BadPeriod {
        /// The first.
        from: Date,
        /// The last.
        to: Date,
    },
}

impl AgencyRefusal {
    /// Its stable name.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::UnknownRecord { .. } => "unknown-record",
            Self::CodeTaken => "code-taken",
            Self::BadVisitDate { .. } => "bad-visit-date",
            Self::HomeVisitOver { .. } => "home-visit-over",
            Self::NobodyAssigned { .. } => "nobody-assigned",
            Self::TooManyChanges { .. } => "too-many-changes",
            Self::UnknownPerson { .. } => "unknown-person",
            Self::NoSuchDepartment { .. } => "no-such-department",
            Self::NoAuthority { .. } => "no-authority",
            Self::AuthorityAbsent { .. } => "authority-absent",
            Self::UnknownAgent { .. } => "unknown-agent",
            Self::AgentMayNot { .. } => "agent-may-not",
            Self::ActsAlready { .. } => "acts-already",
            Self::ProjectOrNone { .. } => "project-or-none",
            Self::BadMandateDate { .. } => "bad-mandate-date",
            Self::TooManyServices => "too-many-services",
            Self::NoMandate => "no-mandate",
            Self::UnknownMandate { .. } => "unknown-mandate",
            Self::MandateOver { .. } => "mandate-over",
            Self::NotInMandate { .. } => "not-in-mandate",
            Self::MandateOfAnotherAgent { .. } => "mandate-of-another-agent",
            Self::MandateTwice { .. } => "mandate-twice",
            Self::TooManyPrincipals => "too-many-principals",
            Self::OneMatterOneMandate => "one-matter-one-mandate",
            Self::MandateFull { .. } => "mandate-full",
            Self::AttachedAlready { .. } => "attached-already",
            Self::NothingToCompare => "nothing-to-compare",
            Self::TooManyRows => "too-many-rows",
            Self::BadPeriod { .. } => "bad-list-days",
        }
    }
}
