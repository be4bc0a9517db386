//! Beyond the windows: home visits (`/api/v1/home-visits/…`), agents and their mandates (`/api/v1/mandates/…`), who may decide for a department today
//! (`/api/v1/departments/…`), and lists of departments compared with the hall (`/api/v1/comparisons/…`).

mod comparison;
mod departments;
mod home_visit;
mod mandate;

pub use comparison::{
    ComparisonLine, ComparisonPressed, ComparisonRequest, ComparisonView, ComparisonsView, FindingView,
    UnreadView,
};
pub use departments::{AuthorityLine, AuthorityPress, DepartmentLine, DepartmentsView};
pub use home_visit::{
    HomeVisitAsked, HomeVisitAssign, HomeVisitDate, HomeVisitLine, HomeVisitNotDone, HomeVisitPress,
    HomeVisitProgress, HomeVisitRequest, HomeVisitView, HomeVisitsView,
};
pub use mandate::{
    AgentLine, AgentsView, MandateAttach, MandateHandOver, MandateLine, MandatePress, MandatePressed,
    MandateProgress, MandateRequest, MandateView, MandatesView,
};
