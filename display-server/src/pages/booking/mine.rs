//! What this phone has booked and taken: a cookie keeps the tokens, so that who comes back finds them, and does not book the
//! same twice.
//!
//! Invariant I9: a phone keeps at most [`KEPT`] tokens; the oldest is forgotten first.

use axum::http::HeaderValue;
use axum::response::Response;
use hall_protocol::booking::BookingView;
use queue_core::plan::Service;
use queue_core::{GroupLetter, RequestId, ServiceCode};

use crate::hall_owner::BookingKey;
use crate::http::Refused;
use crate::identity::token_hash;
use crate::pages::locale::Locale;
use crate::pages::reader::Reader;
use crate::views::{self, Topic, ViewBody};

/// The cookie.
pub(in crate::pages) const COOKIE: &str = "hall_mine";
const KEPT: usize = 6;
/// How long it is kept: longer than anything can be booked ahead.
const KEPT_S: u32 = 100 * 24 * 3600;

/// Something of this phone's that still stands.
#[derive(Debug)]
pub(in crate::pages) struct Mine {
    pub(in crate::pages) url: String,
    /// What it is, in words.
    pub(in crate::pages) text: String,
    group: Option<GroupLetter>,
    is_booking: bool,
}

/// What of this phone's still stands.
pub(in crate::pages) async fn for_phone(reader: &Reader) -> Result<Vec<Mine>, Refused> {
    let mut mine = Vec::new();
    for token in tokens(reader) {
        let Ok(hash) = token_hash(token) else { continue };
        if let Some(booking) = reader.state.owner.find_booking(BookingKey::Token(hash)).await?
            && booking.is_expected()
        {
            mine.push(booked(
                &reader.locale(),
                token,
                &views::booking(&reader.plan, &booking),
            ));
        } else if let Ok(view) = reader.state.owner.view(Topic::Visit(hash)).await
            && let ViewBody::Visit(visit) = &view.body
            && visit.state != "ended"
        {
            let locale = reader.locale();
            mine.push(Mine {
                url: format!("/v/{token}"),
                text: format!("{} {}", visit.number, locale.name(&visit.service.names)),
                group: group(&locale, &visit.service.code),
                is_booking: false,
            });
        }
    }
    Ok(mine)
}

fn booked(locale: &Locale<'_>, token: &str, booking: &BookingView) -> Mine {
    let names: Vec<String> = booking.matters.iter().map(|names| locale.name(names)).collect();
    let at = booking.at.map(|at| locale.hm(&at)).unwrap_or_default();
    Mine {
        url: format!("/b/{token}"),
        text: format!(
            "{} {at} {}",
            locale.day(&booking.day),
            names.join(&locale.say("list-comma"))
        ),
        group: booking.service.as_ref().and_then(|code| group(locale, code)),
        is_booking: true,
    }
}

fn group(locale: &Locale<'_>, code: &str) -> Option<GroupLetter> {
    let service = locale.plan.service(&ServiceCode::new(code));
    service.map(|service| service.group)
}

/// What of it stands in the way of another of the same kind: one phone has one live booking and one live ticket a group.
pub(super) fn in_the_way<'a>(mine: &'a [Mine], service: &Service, is_booking: bool) -> Option<&'a Mine> {
    let same = |one: &&Mine| one.group == Some(service.group) && one.is_booking == is_booking;
    mine.iter().find(same)
}

/// Makes this phone remember a token. Who is signed in books for others.
pub(super) fn remember(reader: &Reader, token: &RequestId, mut response: Response) -> Response {
    let token = token.to_string();
    let older = tokens(reader).filter(|known| **known != token);
    let all: Vec<&str> = [token.as_str()].into_iter().chain(older).take(KEPT).collect();
    let cookie = format!(
        "{COOKIE}={}; Path=/; HttpOnly; SameSite=Strict; Max-Age={KEPT_S}",
        all.join(".")
    );
    if let Some(cookie) = HeaderValue::from_str(&cookie)
        .ok()
        .filter(|_| !reader.is_signed_in())
    {
        response
            .headers_mut()
            .append(axum::http::header::SET_COOKIE, cookie);
    }
    response
}

fn tokens(reader: &Reader) -> impl Iterator<Item = &str> {
    let kept = reader.kept_tokens.split('.').filter(|token| !token.is_empty());
    kept.take(KEPT).filter(|_| !reader.is_signed_in())
}
