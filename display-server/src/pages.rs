//! What people see: pages as HTML that works without scripts, and the streams that keep them fresh.
//!
//! [`table`] is every page on one page, with who may see it. A page is drawn by the module of its name; the part of
//! it that moves is a fragment, drawn from a view alone, so that the first load and every update are the same.
//!
//! Invariant: a handler never sees somebody whom the table does not let in; who is not signed in is led to sign in.
//! Invariant: no inline style and no inline script, so that the content security policy can forbid both.
#![allow(
    clippy::trivially_copy_pass_by_ref,
    clippy::unused_self,
    clippy::ref_option,
    reason = "askama hands references to what a template calls, and calls methods of what it is given"
)]

mod agency;
mod appraisal;
mod assets;
mod board;
mod booking;
mod cases;
mod complaints;
mod devices;
mod escorts;
mod faults;
mod fees;
mod filled;
mod followups;
mod fragments;
mod frame;
mod guard;
mod journal;
mod late;
mod live;
mod locale;
mod multipart;
mod openness;
mod oversight;
mod paper;
mod periods;
mod phone;
mod plan;
mod pressing;
mod qr;
mod ratings;
mod reader;
mod reception;
mod report;
mod responsible;
mod services;
mod sign_in;
mod start;
mod streams;
#[cfg(test)]
mod tests;
mod today;
mod window;
#[expect(
    clippy::disallowed_types,
    reason = "fluent-templates keeps its texts in this type; it is never iterated here"
)]
mod words;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::routing::{MethodRouter, get, post};
use queue_core::plan::Role;

use crate::http::PLAN_LIMIT;
use crate::state::HallState;

/// Who may come to a page.
#[derive(Debug, Clone, Copy)]
enum Door {
    Anyone,
    /// Anyone, at the pace of one address.
    Paced,
    /// Anyone; presses at the pace of one address. All phones in a hall may look from one.
    PacedPress,
    Staff(&'static [Role]),
}

const ANYONE: Door = Door::Anyone;
const PACED: Door = Door::Paced;
const PACED_PRESS: Door = Door::PacedPress;
const AT_WINDOWS: Door = Door::Staff(&[Role::Clerk, Role::Manager]);
const STAFF: Door = Door::Staff(&[
    Role::Clerk,
    Role::Guide,
    Role::Reception,
    Role::Manager,
    Role::Overseer,
]);
const AT_HOME: Door = Door::Staff(&[Role::Clerk, Role::Guide, Role::Reception, Role::Manager]);
const REGISTER: Door = Door::Staff(&[Role::Clerk, Role::Reception, Role::Manager]);
const AT_CASES: Door = Door::Staff(&[Role::Clerk, Role::Reception, Role::Manager, Role::Overseer]);
const AT_FEES: Door = Door::Staff(&[Role::Clerk, Role::Manager, Role::Overseer]);
const AUDIT_FEES: Door = Door::Staff(&[Role::Manager, Role::Overseer]);
const AT_RECEPTION: Door = Door::Staff(&[Role::Reception]);
const ESCORTS: Door = Door::Staff(&[Role::Guide, Role::Reception, Role::Manager]);
const AT_RATINGS: Door = Door::Staff(&[Role::Manager, Role::Overseer]);
const CLERKS: Door = Door::Staff(&[Role::Clerk]);
const GUIDES: Door = Door::Staff(&[Role::Guide]);
const OVERSEERS: Door = Door::Staff(&[Role::Overseer]);
/// Who reads what the hall did.
const READERS: Door = Door::Staff(&[Role::Manager, Role::Overseer]);
const EVERYBODY: Door = Door::Staff(&[
    Role::Clerk,
    Role::Guide,
    Role::Reception,
    Role::Manager,
    Role::Overseer,
]);
const COMPARE: Door = Door::Staff(&[Role::Manager, Role::Overseer]);
const MANAGERS: Door = Door::Staff(&[Role::Manager]);
const APPRAISERS: Door = Door::Staff(&[Role::Manager, Role::Overseer]);

/// A plan file and a pasted one: what is too large for a plan is said at its field.
const FILE_LIMIT: usize = 3 * PLAN_LIMIT;

/// An address, who may ask it, and what it does.
type Page = (&'static str, Door, MethodRouter<HallState>);

/// Every page.
#[expect(clippy::too_many_lines, reason = "a table: one line a page")]
#[rustfmt::skip]
fn table() -> Vec<Page> {
    vec![
        ("/", ANYONE, get(start::page)),
        ("/sign-in", PACED_PRESS, get(sign_in::page).post(sign_in::sign_in)),
        ("/sign-out", ANYONE, post(sign_in::sign_out)),
        ("/assets/{build}/{name}", ANYONE, get(assets::serve)),
        ("/boards/{area}", ANYONE, get(board::page)),
        ("/boards/{area}/events", ANYONE, get(board::events)),
        ("/v/{token}", PACED_PRESS, get(phone::page).post(phone::press)),
        ("/v/{token}/events", ANYONE, get(phone::events)),
        ("/book", PACED, get(booking::book_page).post(booking::book)),
        ("/b/{token}", PACED, get(booking::held_page).post(booking::held_press)),
        ("/take", PACED, get(booking::take_page).post(booking::take)),
        ("/services", PACED, get(openness::list)),
        ("/services/{code}", PACED, get(openness::page)),
        ("/elsewhere", PACED, get(openness::directory)),
        ("/elsewhere/{code}", PACED, get(openness::entry).post(openness::ask)),
        ("/windows/{window}", AT_WINDOWS, get(window::page)),
        ("/windows/{window}/events", AT_WINDOWS, get(window::events)),
        ("/windows/{window}/press", AT_WINDOWS, post(window::press)),
        ("/cases", AT_CASES, get(cases::list_page)),
        ("/cases/find", AT_CASES, get(cases::find)),
        ("/cases/{code}", AT_CASES, get(cases::case_page).post(cases::case_press)),
        ("/cases/{code}/paper", AT_CASES, get(cases::paper_page)),
        ("/windows/{window}/fees", AT_WINDOWS, get(fees::issue_page).post(fees::issue_press)),
        ("/fees", AUDIT_FEES, get(fees::list_page)),
        ("/fees/collect", AT_FEES, get(fees::collect_page)),
        ("/fees/find", AT_FEES, get(fees::find)),
        ("/fees/bank", AUDIT_FEES, get(fees::bank_page).post(fees::bank_bring).layer(DefaultBodyLimit::max(FILE_LIMIT))),
        ("/fees/bank/{list}", AUDIT_FEES, get(fees::bank_list_page)),
        ("/fees/{code}", AT_FEES, get(fees::notice_page).post(fees::notice_press)),
        ("/fees/{code}/paper", AT_FEES, get(fees::paper_page)),
        ("/n/{code}", PACED, get(fees::public_page)),
        ("/responsible", STAFF, get(responsible::page)),
        ("/responsible/events", STAFF, get(responsible::events)),
        ("/m", PACED, get(cases::ask_page)),
        ("/m/{code}", PACED, get(cases::progress_page)),
        ("/home-visit", PACED, get(agency::home_visit_page).post(agency::ask_home_visit)),
        ("/h/{code}", PACED, get(agency::follow_home_visit).post(agency::follow_home_visit_press)),
        ("/home-visits", STAFF, get(agency::home_visits_page)),
        ("/home-visits/sheet", STAFF, get(agency::home_visits_sheet)),
        ("/home-visits/{code}", STAFF, get(agency::home_visit_desk).post(agency::home_visit_press)),
        ("/agents", PACED, get(agency::agents_page)),
        ("/w/{code}", PACED, get(agency::follow_mandate).post(agency::follow_mandate_press)),
        ("/mandates", AT_HOME, get(agency::mandates_page)),
        ("/mandates/new", REGISTER, get(agency::mandate_new).post(agency::register_mandate)),
        ("/mandates/{code}", AT_HOME, get(agency::mandate_desk).post(agency::mandate_press)),
        ("/mandates/{code}/paper", AT_HOME, get(agency::mandate_paper)),
        ("/cases/receipts", AT_CASES, get(cases::receipts)),
        ("/departments", EVERYBODY, get(agency::departments_page)),
        ("/departments/events", EVERYBODY, get(agency::departments_events)),
        ("/departments/press", STAFF, post(agency::departments_press)),
        ("/compare", COMPARE, get(agency::compare_page).post(agency::compare).layer(DefaultBodyLimit::max(FILE_LIMIT))),
        ("/compare/{code}", COMPARE, get(agency::comparison_page)),
        ("/ratings", AT_RATINGS, get(ratings::list_page).post(ratings::list_press)),
        ("/ratings/mine", CLERKS, get(ratings::mine_page)),
        ("/rate/{window}", ANYONE, get(ratings::screen_page).post(ratings::screen_press)),
        ("/rate/{window}/events", ANYONE, get(ratings::screen_events)),
        ("/rate/{window}/join", PACED, post(ratings::screen_join)),
        ("/complain", PACED, get(complaints::complain_page).post(complaints::bring)),
        ("/f", PACED, get(complaints::ask_page)),
        ("/f/{code}", PACED, get(complaints::follow_page).post(complaints::follow_press)),
        ("/followups", STAFF, get(followups::list_page)),
        ("/followups/find", STAFF, get(followups::find)),
        ("/followups/new", STAFF, get(followups::enter_page).post(followups::enter)),
        ("/followups/{code}", STAFF, get(followups::desk_page).post(followups::desk_press)),
        ("/oversight", OVERSEERS, get(oversight::start)),
        ("/oversight/{kind}", OVERSEERS, get(oversight::page)),
        ("/journal", READERS, get(journal::page)),
        ("/reception", AT_RECEPTION, get(reception::page)),
        ("/reception/issue", AT_RECEPTION, post(reception::issue)),
        ("/reception/check", AT_RECEPTION, post(reception::check)),
        ("/reception/missing", AT_RECEPTION, post(reception::missing)),
        ("/reception/number", AT_RECEPTION, post(reception::number)),
        ("/reception/advice", AT_RECEPTION, post(reception::advice)),
        ("/reception/bookings/{code}", AT_RECEPTION, get(booking::at_reception).post(booking::at_reception_press)),
        ("/escorts", ESCORTS, get(escorts::page)),
        ("/escorts/events", ESCORTS, get(escorts::events)),
        ("/escorts/{escort}/press", ESCORTS, post(escorts::press)),
        ("/escorts/number", GUIDES, post(escorts::number)),
        ("/escorts/duty", GUIDES, post(escorts::duty)),
        ("/escorts/request", AT_RECEPTION, post(escorts::request)),
        ("/live", MANAGERS, get(live::page)),
        ("/live/events", MANAGERS, get(live::events)),
        ("/today", MANAGERS, get(today::page)),
        ("/today/events", MANAGERS, get(today::events)),
        ("/today/press", MANAGERS, post(today::press)),
        ("/late", AT_WINDOWS, get(late::page).post(late::enter)),
        ("/paper", MANAGERS, get(paper::choose)),
        ("/paper/pad", MANAGERS, get(paper::pad)),
        ("/paper/sheet", MANAGERS, get(paper::sheet)),
        ("/reports/day", READERS, get(report::show)),
        ("/reports/month", APPRAISERS, get(periods::month)),
        ("/reports/year", APPRAISERS, get(periods::year)),
        ("/appraisal", APPRAISERS, get(appraisal::month_page).post(appraisal::month_press)),
        ("/appraisal/mine", CLERKS, get(appraisal::own_page).post(appraisal::own_press)),
        ("/appraisal/of/{person}", APPRAISERS, get(appraisal::sheet_page)),
        ("/appraisal/points", APPRAISERS, get(appraisal::points_page).post(appraisal::points_press)),
        ("/plan", MANAGERS, get(plan::page)),
        ("/plan/draft", MANAGERS, get(plan::export).post(plan::press)),
        ("/plan/import", MANAGERS, get(plan::import_page).post(plan::import).layer(DefaultBodyLimit::max(FILE_LIMIT))),
        ("/plan/versions", MANAGERS, get(plan::versions)),
        ("/plan/versions/{version}", MANAGERS, get(plan::version).post(plan::version_press)),
        ("/plan/versions/{version}/file", MANAGERS, get(plan::version_export)),
        ("/plan/{section}", MANAGERS, get(plan::list)),
        ("/plan/{section}/{row}", MANAGERS, get(plan::form).post(plan::save).layer(DefaultBodyLimit::max(PLAN_LIMIT))),
        ("/plan/{section}/{row}/remove", MANAGERS, post(plan::remove)),
        ("/devices", MANAGERS, get(devices::page).post(devices::new_code)),
    ]
}

/// The pages as a router, each behind its guard.
pub(crate) fn routes(state: &HallState) -> Router<HallState> {
    table()
        .into_iter()
        .fold(Router::new(), |router, (path, door, page)| {
            let guard = from_fn_with_state(
                guard::Guard {
                    state: state.clone(),
                    door,
                },
                guard::guard,
            );
            router.route(path, page.route_layer(guard))
        })
}
