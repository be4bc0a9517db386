//! Signing in with work number and PIN, and signing out.

use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::extract::Query;
use axum::extract::rejection::{FormRejection, QueryRejection};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect};
use queue_core::plan::Role;
use serde::Deserialize;

use super::frame::Frame;
use super::guard::{Shown, drawn};
use super::reader::Reader;
use crate::config::DemoNotes;
use crate::http::pace::Asker;
use crate::http::{SESSION_COOKIE_S, ended_cookie, session_cookie};
use crate::identity::{IdentityError, NewSession, secret_of};

#[derive(Template)]
#[template(path = "sign_in/page.html")]
struct Page<'a> {
    f: Frame<'a>,
    next: String,
    demo: Option<Arc<DemoNotes>>,
}

/// Where to go afterwards.
#[derive(Debug, Default, Deserialize)]
pub(super) struct NextQuery {
    #[serde(default)]
    next: String,
}

/// Work number and PIN.
#[derive(Deserialize)]
pub(super) struct SignInForm {
    code: String,
    pin: String,
    #[serde(default)]
    next: String,
}

pub(super) async fn page(reader: Reader, query: Result<Query<NextQuery>, QueryRejection>) -> Shown {
    let query = query.map(|Query(query)| query).unwrap_or_default();
    show(&reader, query.next, None)
}

pub(super) async fn sign_in(
    reader: Reader,
    Asker(from): Asker,
    form: Result<Form<SignInForm>, FormRejection>,
) -> Shown {
    let Ok(Form(form)) = form else {
        return show(&reader, String::new(), Some("problem-bad-form"));
    };
    match reader
        .state
        .identities
        .sign_in(form.code.trim(), form.pin.trim(), from)
        .await
    {
        Ok(session) => {
            let cookie = session_cookie(&session.bearer, SESSION_COOKIE_S);
            let next = own_page(form.next).unwrap_or_else(|| home(&reader, &session));
            Ok(([(SET_COOKIE, cookie)], Redirect::to(&next)).into_response())
        }
        Err(IdentityError::WrongPin | IdentityError::BadPin(_)) => {
            show(&reader, form.next, Some("sign-in-failed"))
        }
        Err(IdentityError::Locked { .. }) => show(&reader, form.next, Some("sign-in-locked")),
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn sign_out(reader: Reader, headers: HeaderMap) -> Shown {
    if let Some(secret) = secret_of(&headers) {
        reader.state.identities.sign_out(secret)?;
    }
    Ok(([(SET_COOKIE, ended_cookie())], Redirect::to("/")).into_response())
}

fn show(reader: &Reader, next: String, failure: Option<&str>) -> Shown {
    let locale = reader.locale();
    let mut frame = reader.frame(&locale, locale.say("sign-in-title"));
    frame.note = failure.map(|key| locale.say(key));
    let page = drawn(&Page {
        f: frame,
        next,
        demo: reader.state.demo.clone(),
    })?;
    let status = if failure.is_some() {
        StatusCode::UNAUTHORIZED
    } else {
        StatusCode::OK
    };
    Ok((status, page).into_response())
}

/// A page of this hall, and no other address: `//elsewhere` is another host's.
fn own_page(next: String) -> Option<String> {
    let is_own = next.starts_with('/') && !next.starts_with("//") && !next.contains(['\\', '\r', '\n']);
    Some(next).filter(|_| is_own)
}

/// Where somebody's work is.
fn home(reader: &Reader, session: &NewSession) -> String {
    match session.role {
        Role::Clerk => {
            let person = reader.plan.person(&session.code);
            let window = person.and_then(|person| person.windows.first());
            window.map_or_else(|| "/".to_owned(), |window| format!("/windows/{window}"))
        }
        Role::Guide => "/escorts".to_owned(),
        Role::Reception => "/reception".to_owned(),
        Role::Manager => "/live".to_owned(),
        Role::Overseer => "/oversight".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signing_in_never_leads_to_another_host() {
        assert_eq!(own_page("/windows/3".to_owned()).as_deref(), Some("/windows/3"));
        for foreign in [
            "//elsewhere.example",
            "https://elsewhere.example",
            "/\\elsewhere.example",
            "",
            "/a\r\nb",
        ] {
            assert_eq!(own_page(foreign.to_owned()), None, "{foreign:?}");
        }
    }
}
