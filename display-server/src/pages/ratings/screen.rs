//! The screen beside a window: five faces for whoever was served last, until the next one is.
//!
//! The browser joins with a one-time code for a rating screen, once; after that it is that device, which rates and no more.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Redirect};
use hall_protocol::rating::{LevelName, RatingScreen};
use queue_core::command::{Command, RatingCommand, RatingVerb};
use queue_core::{ServiceDay, WindowNumber};

use super::visitor::level_named;
use crate::http::{DEVICE_COOKIE_S, Refused, session_cookie};
use crate::identity::{Caller, DeviceRole};
use crate::pages::filled::Filled;
use crate::pages::frame::Frame;
use crate::pages::guard::{Shown, drawn};
use crate::pages::locale::Locale;
use crate::pages::pressing::{bad_field, pressed, random_id, submit};
use crate::pages::reader::Reader;
use crate::pages::streams;
use crate::views::Topic;

#[derive(Template)]
#[template(path = "ratings/screen.html")]
struct Page<'a> {
    f: Frame<'a>,
    stream: String,
    fragment: &'a str,
}

#[derive(Template)]
#[template(path = "ratings/join.html")]
struct Join<'a> {
    f: Frame<'a>,
    window: u16,
    /// Why it cannot join, or what is wrong with this window.
    fault: Option<String>,
}

pub(in crate::pages) async fn page(reader: Reader, Path(window): Path<u16>) -> Shown {
    let window = WindowNumber::new(window);
    known(&reader, window)?;
    if !is_of(&reader.caller, window) {
        let other = is_screen(&reader.caller).then(|| reader.locale().say("rate-screen-other"));
        return asks_to_join(&reader, window, other, StatusCode::OK);
    }
    let fragment = streams::fragment(&reader, Topic::Rating(window)).await?;
    let locale = reader.locale();
    drawn(&Page {
        f: reader.frame(&locale, locale.say("rate-screen-title")),
        stream: reader.stream(),
        fragment: &fragment,
    })
}

pub(in crate::pages) async fn events(reader: Reader, Path(window): Path<u16>) -> Shown {
    let window = own(&reader, window)?;
    streams::stream(reader, Topic::Rating(window)).await
}

/// One of the five faces.
pub(in crate::pages) async fn press(reader: Reader, Path(number): Path<u16>, form: Filled) -> Shown {
    let window = own(&reader, number)?;
    let outcome = rate(&reader, window, &form).await;
    pressed(&reader, &format!("/rate/{number}"), outcome)
}

/// Pressed twice it is refused the second time, by the hall's own rules. The id is drawn by lot, so that the rating's code
/// says nothing of when it was given.
async fn rate(reader: &Reader, window: WindowNumber, form: &Filled) -> Result<(), Refused> {
    let level = level_named(form.one("level"))?;
    let day = form
        .one("day")
        .parse()
        .map_err(|problem| bad_field("day", &problem))?;
    let command = Command::Rating(RatingCommand {
        press: random_id()?,
        verb: RatingVerb::AtWindow { window, level },
    });
    submit(reader, ServiceDay(day), command).await.map(drop)
}

/// The browser becomes the device that a one-time code is for.
pub(in crate::pages) async fn join(reader: Reader, Path(number): Path<u16>, form: Filled) -> Shown {
    let window = WindowNumber::new(number);
    known(&reader, window)?;
    match reader
        .state
        .identities
        .redeem_as(form.one("code"), Some(DeviceRole::RatingScreen))
    {
        Ok(grant) => {
            let cookie = session_cookie(&grant.bearer, DEVICE_COOKIE_S);
            let own = grant.window.unwrap_or(window);
            Ok(([(SET_COOKIE, cookie)], Redirect::to(&format!("/rate/{own}"))).into_response())
        }
        Err(error) => {
            let refused = Refused::from(error);
            let words = reader.say_problem(refused.problem());
            asks_to_join(&reader, window, Some(words), refused.status())
        }
    }
}

fn asks_to_join(reader: &Reader, window: WindowNumber, fault: Option<String>, status: StatusCode) -> Shown {
    let locale = reader.locale();
    let page = drawn(&Join {
        f: reader.frame(&locale, locale.say("rate-screen-title")),
        window: window.get(),
        fault,
    })?;
    Ok((status, page).into_response())
}

fn known(reader: &Reader, window: WindowNumber) -> Result<(), Refused> {
    reader.plan.window(window).map(drop).ok_or_else(Refused::no_such)
}

fn own(reader: &Reader, window: u16) -> Result<WindowNumber, Refused> {
    let window = WindowNumber::new(window);
    is_of(&reader.caller, window)
        .then_some(window)
        .ok_or_else(Refused::not_yours)
}

fn is_screen(caller: &Caller) -> bool {
    matches!(caller, Caller::Device(device) if device.role == DeviceRole::RatingScreen)
}

fn is_of(caller: &Caller, window: WindowNumber) -> bool {
    is_screen(caller) && matches!(caller, Caller::Device(device) if device.window == Some(window))
}

#[derive(Template)]
#[template(path = "ratings/screen_fragment.html")]
struct Fragment<'a> {
    s: &'a Locale<'a>,
    view: &'a RatingScreen,
    /// Digit, word, name and mouth of each face.
    faces: Vec<(u8, &'static str, String, &'static str)>,
}

/// Draws the part of the screen that changes.
pub(in crate::pages) fn fragment(view: &RatingScreen, locale: &Locale<'_>) -> askama::Result<String> {
    let face = |level: LevelName| {
        let name = locale.of("level", level.name());
        (level.digit(), level.name(), name, mouth(level))
    };
    Fragment {
        s: locale,
        view,
        faces: LevelName::ALL.into_iter().map(face).collect(),
    }
    .render()
}

/// A mouth as a path in a square of 64, from a laugh to the opposite.
fn mouth(level: LevelName) -> &'static str {
    match level {
        LevelName::VerySatisfied => "M18 38 Q32 60 46 38 Z",
        LevelName::Satisfied => "M20 40 Q32 52 44 40",
        LevelName::BasicallySatisfied => "M20 43 Q32 46 44 43",
        LevelName::Dissatisfied => "M20 47 Q32 38 44 47",
        LevelName::VeryDissatisfied => "M18 49 Q32 30 46 49",
    }
}
