//! Beyond the windows: home visits (`/api/v1/home-visits/…`), who may decide for a department today
//! (`/api/v1/departments/…`), and lists of departments compared with the hall (`/api/v1/comparisons/…`).

mod comparison;
mod departments;
mod home_visit;

pub use comparison::{
    ComparisonLine, ComparisonPressed, ComparisonRequest, ComparisonView, ComparisonsView, FindingView,
    UnreadView,
};
pub use departments::{AuthorityLine, AuthorityPress, DepartmentLine, DepartmentsView};
pub use home_visit::{
    HomeVisitAsked, HomeVisitAssign, HomeVisitDate, HomeVisitLine, HomeVisitNotDone, HomeVisitPress,
    HomeVisitProgress, HomeVisitRequest, HomeVisitView, HomeVisitsView,
};
