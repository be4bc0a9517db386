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

mod assets;
mod board;
mod devices;
mod escorts;
mod fragments;
mod frame;
mod guard;
mod live;
mod locale;
mod phone;
mod plan;
mod pressing;
mod reader;
mod reception;
mod report;
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

const ANYONE: Option<&[Role]> = None;
const AT_WINDOWS: Option<&[Role]> = Some(&[Role::Clerk, Role::Manager]);
const AT_RECEPTION: Option<&[Role]> = Some(&[Role::Reception]);
const ESCORTS: Option<&[Role]> = Some(&[Role::Guide, Role::Reception, Role::Manager]);
const GUIDES: Option<&[Role]> = Some(&[Role::Guide]);
const MANAGERS: Option<&[Role]> = Some(&[Role::Manager]);

/// A plan file as a form sends it: a character of it may take nine.
const FILE_LIMIT: usize = 3 * PLAN_LIMIT;

/// An address, who may ask it, and what it does.
type Page = (&'static str, Option<&'static [Role]>, MethodRouter<HallState>);

/// Every page.
#[rustfmt::skip]
fn table() -> Vec<Page> {
    vec![
        ("/", ANYONE, get(start::page)),
        ("/sign-in", ANYONE, get(sign_in::page).post(sign_in::sign_in)),
        ("/sign-out", ANYONE, post(sign_in::sign_out)),
        ("/assets/{build}/{name}", ANYONE, get(assets::serve)),
        ("/boards/{area}", ANYONE, get(board::page)),
        ("/boards/{area}/events", ANYONE, get(board::events)),
        ("/v/{token}", ANYONE, get(phone::page).post(phone::press)),
        ("/v/{token}/events", ANYONE, get(phone::events)),
        ("/windows/{window}", AT_WINDOWS, get(window::page)),
        ("/windows/{window}/events", AT_WINDOWS, get(window::events)),
        ("/windows/{window}/press", AT_WINDOWS, post(window::press)),
        ("/reception", AT_RECEPTION, get(reception::page)),
        ("/reception/issue", AT_RECEPTION, post(reception::issue)),
        ("/reception/ticket", AT_RECEPTION, post(reception::ticket)),
        ("/escorts", ESCORTS, get(escorts::page)),
        ("/escorts/events", ESCORTS, get(escorts::events)),
        ("/escorts/{escort}/press", ESCORTS, post(escorts::press)),
        ("/escorts/duty", GUIDES, post(escorts::duty)),
        ("/escorts/request", AT_RECEPTION, post(escorts::request)),
        ("/live", MANAGERS, get(live::page)),
        ("/live/events", MANAGERS, get(live::events)),
        ("/today", MANAGERS, get(today::page)),
        ("/today/events", MANAGERS, get(today::events)),
        ("/today/press", MANAGERS, post(today::press)),
        ("/reports/day", MANAGERS, get(report::show)),
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
        .fold(Router::new(), |router, (path, roles, page)| {
            let guard = from_fn_with_state(
                guard::Guard {
                    state: state.clone(),
                    roles,
                },
                guard::guard,
            );
            router.route(path, page.route_layer(guard))
        })
}
