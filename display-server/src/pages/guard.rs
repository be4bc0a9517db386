//! The door of every page: lets in whom the table lets in, leads others to sign in, and draws what handlers refuse.

use askama::Template;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::header::{REFERRER_POLICY, RETRY_AFTER, SET_COOKIE};
use axum::http::{HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Redirect, Response};

use super::Door;
use super::frame::Frame;
use super::reader::Reader;
use crate::http::Refused;
use crate::identity::Caller;
use crate::state::HallState;

/// Who may come in.
#[derive(Clone)]
pub(super) struct Guard {
    pub(super) state: HallState,
    pub(super) door: Door,
}

/// What a page's handler gives back.
pub(super) type Shown = Result<Response, Sorry>;

/// A refusal on its way to the guard, which draws it in the reader's language.
#[derive(Debug)]
pub(super) struct Sorry(Refused);

impl<E: Into<Refused>> From<E> for Sorry {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

impl IntoResponse for Sorry {
    fn into_response(self) -> Response {
        let mut response = self.0.status().into_response();
        response.extensions_mut().insert(self.0);
        response
    }
}

impl From<askama::Error> for Refused {
    fn from(error: askama::Error) -> Self {
        tracing::error!(%error, "a page could not be drawn");
        let detail = "the server failed; the cause is in its log";
        Self::new("failed", StatusCode::INTERNAL_SERVER_ERROR, detail)
    }
}

/// Draws a page.
pub(super) fn drawn(page: &impl Template) -> Shown {
    Ok(Html(page.render()?).into_response())
}

pub(super) async fn guard(State(guard): State<Guard>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let Ok(reader) = Reader::from_request_parts(&mut parts, &guard.state).await;
    let mut response = match guard.admits(&reader.caller) {
        Ok(()) => {
            parts.extensions.insert(reader.clone());
            guard
                .lets_pass(&reader.caller, Request::from_parts(parts, body), next)
                .await
        }
        Err(refused) if refused.problem().status == 401 && !reader.wants_json && !reader.is_stream() => {
            let wanted = if parts.method == Method::GET {
                reader.address()
            } else {
                reader.page_of_press()
            };
            return Redirect::to(&sign_in_for(&wanted)).into_response();
        }
        Err(refused) => Sorry(refused).into_response(),
    };
    if let Some(refused) = response.extensions_mut().remove::<Refused>() {
        response = explain(&reader, &refused);
    }
    // Without a referrer of its own origin a browser sends forms with `Origin: null`, which the hall refuses.
    response
        .headers_mut()
        .insert(REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    if let Some(cookie) = reader.language_cookie() {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}

impl Guard {
    fn admits(&self, caller: &Caller) -> Result<(), Refused> {
        match (self.door, caller) {
            (Door::Anyone | Door::Paced | Door::PacedPress, _) => Ok(()),
            (Door::Staff(roles), Caller::Person(person)) if roles.contains(&person.role) => Ok(()),
            (Door::Staff(_), Caller::Person(_) | Caller::Device(_)) => Err(Refused::not_yours()),
            (Door::Staff(_), Caller::Nobody) => Err(Refused::who_are_you()),
        }
    }
}

impl Guard {
    async fn lets_pass(&self, caller: &Caller, request: Request, next: Next) -> Response {
        let is_paced = match self.door {
            Door::Paced => true,
            Door::PacedPress => !request.method().is_safe(),
            Door::Anyone | Door::Staff(_) => false,
        };
        if is_paced && *caller == Caller::Nobody {
            let held = self.state.paces.hold(&self.state.clock, request, next).await;
            held.unwrap_or_else(|refused| Sorry(refused).into_response())
        } else {
            next.run(request).await
        }
    }
}

fn sign_in_for(wanted: &str) -> String {
    let escaped = wanted
        .replace('%', "%25")
        .replace('?', "%3F")
        .replace('&', "%26")
        .replace('#', "%23");
    format!("/sign-in?next={escaped}")
}

#[derive(Template)]
#[template(path = "problem/page.html")]
struct ProblemPage<'a> {
    f: Frame<'a>,
    what: String,
    back: String,
    /// Whether looking again later helps by itself: the hall opens.
    comes_back: bool,
}

/// A refusal, for a person as a page, for a script as a problem body in the person's language.
fn explain(reader: &Reader, refused: &Refused) -> Response {
    if reader.wants_json || reader.is_stream() {
        return reader.in_words(refused).into_response();
    }
    let status = refused.status();
    let locale = reader.locale();
    let title = locale.words.known("problem-title", status.as_str());
    let title = title.unwrap_or_else(|| locale.say("problem-title-503"));
    let page = ProblemPage {
        what: reader.say_problem(refused.problem()),
        back: reader.page_of_press(),
        comes_back: refused.problem().name() == "hall-closed",
        f: reader.frame(&locale, title),
    };
    let mut response = match page.render() {
        Ok(html) => (status, Html(html)).into_response(),
        Err(error) => Refused::from(error).into_response(),
    };
    if let Some(seconds) = refused.retry_after() {
        response.headers_mut().insert(RETRY_AFTER, seconds);
    }
    response
}
