//! The guides' page, made for a phone in the hand: open escorts, and the one press each needs next.

use askama::Template;
use hall_protocol::escort::EscortsView;

use super::locale::Locale;

#[derive(Template)]
#[template(path = "escorts/fragment.html")]
struct Fragment<'a> {
    s: &'a Locale<'a>,
    view: &'a EscortsView,
}

/// Draws the part of the guides' page that changes.
pub(super) fn fragment(view: &EscortsView, locale: &Locale<'_>) -> askama::Result<String> {
    Fragment { s: locale, view }.render()
}

#[cfg(test)]
mod tests;
