//! Beyond the windows: home visits, agents and their mandates, who may decide for a department, and departments' lists compared with the hall.

mod compare;
mod departments;
mod home_visit;
mod home_visits;
mod mandate;
mod mandates;

pub(super) use compare::{one as comparison_page, page as compare_page, take as compare};
pub(super) use departments::{
    events as departments_events, fragment as departments_fragment, page as departments_page,
    press as departments_press,
};
pub(super) use home_visit::{
    ask as ask_home_visit, ask_page as home_visit_page, follow as follow_home_visit,
    follow_press as follow_home_visit_press,
};
pub(super) use home_visits::{
    one as home_visit_desk, page as home_visits_page, press as home_visit_press, sheet as home_visits_sheet,
};
pub(super) use mandate::{
    follow as follow_mandate, follow_press as follow_mandate_press, one as mandate_desk,
    paper as mandate_paper, press as mandate_press,
};
pub(super) use mandates::{
    agents_page, new_page as mandate_new, page as mandates_page, register as register_mandate,
};
