//! What a hall answers for beyond its own windows: visits to people at home, agents who act for others, and whether what departments do is what was
//! accepted here (體外循環).
//!
//! Invariant: nothing here holds a name, an address or a number to call; those are texts ([`crate::ids::TextId`]).

mod code;
mod comparison;
mod decide;
mod home_visit;
mod mandate;
mod refusal;

pub use code::RecordCode;
pub use comparison::{
    COMPARED_LIMIT, Comparison, ComparisonEvent, Differs, Finding, ListRead, ListRow, Listed, RowFault,
    UNREAD_NAMED, UnreadRow, compared, numbers_something,
};
pub(crate) use decide::decide;
pub use home_visit::{
    Dated, HOME_VISIT_AHEAD_DAYS, HalfOfDay, HomeVisit, HomeVisitEnd, HomeVisitEvent, HomeVisitFor,
    HomeVisitStanding, NotDoneReason,
};
pub(crate) use mandate::{Bound, bound};
pub use mandate::{
    MANDATE_MATTERS_LIMIT, MANDATE_SERVICES_LIMIT, MANDATE_YEARS, Mandate, MandateEnd, MandateEvent,
    MandateStanding, PRINCIPALS_LIMIT, Trip,
};
pub use refusal::AgencyRefusal;
