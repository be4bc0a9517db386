//! The parts of pages that move: drawn from a view alone, so that the first load and every update are the same.
//!
//! Invariant: a fragment depends on view, plan and language, never on who looks; all who look share one drawing.

use hall_protocol::Language;
use queue_core::HallPlan;

use super::locale::Locale;
use super::{agency, board, escorts, live, phone, ratings, responsible, today, window};
use crate::views::ViewBody;

/// Draws a view's fragment. Writing into a string cannot fail; should it, the part stays empty and the log says why.
pub(super) fn draw(body: &ViewBody, plan: &HallPlan, language: Language) -> String {
    let locale = Locale::new(plan, language);
    let drawn = match body {
        ViewBody::Board(view) => board::fragment(view, &locale),
        ViewBody::Window(view) => window::fragment(view, &locale),
        ViewBody::Escorts(view) => escorts::fragment(view, &locale),
        ViewBody::Guide(view) => escorts::guide_fragment(view, &locale),
        ViewBody::Live(view) => live::fragment(view, &locale),
        ViewBody::Visit(view) => phone::fragment(view, &locale),
        ViewBody::HallDay(view) => today::fragment(view, &locale),
        ViewBody::Responsible(view) => responsible::fragment(view, &locale),
        ViewBody::Departments(view) => agency::departments_fragment(view, &locale),
        ViewBody::Rating(view) => ratings::screen_fragment(view, &locale),
        // Whether the hall is open is asked by machines; no page shows it alone.
        ViewBody::Day(_) => Ok(String::new()),
    };
    drawn.unwrap_or_else(|error| {
        tracing::error!(%error, "a fragment could not be drawn");
        String::new()
    })
}
