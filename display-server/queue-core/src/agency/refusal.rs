//! What is refused beyond the windows, and what to do about it.

use jiff::civil::Date;

use super::{COMPARED_LIMIT, RecordCode};
use crate::ids::{PersonCode, ServiceCode};

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
            Self::NothingToCompare => "nothing-to-compare",
            Self::TooManyRows => "too-many-rows",
            Self::BadPeriod { .. } => "bad-period",
        }
    }
}
