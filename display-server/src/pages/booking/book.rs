//! `/book`: a service, a day, a time.

use askama::Template;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect};
use hall_protocol::Language;
use queue_core::RequestId;
use queue_core::command::{Book, BookingCommand, BookingVerb, Command, Matter};
use queue_core::plan::Service;

use super::mine::{self, Mine};
use super::service::{self, About};
use super::times::{self, Times};
use super::{cases_of, held, is_in_use, place_fault, token_of};
use crate::http::bookings::{channel, slot};
use crate::http::{Refused, tickets};
use crate::identity::token_hash;
use crate::pages::filled::Filled;
use crate::pages::frame::Frame;
use crate::pages::guard::{Shown, Sorry, drawn};
use crate::pages::pressing::{bad_field, press_id, random_id};
use crate::pages::reader::Reader;
use crate::pages::services::GroupChoices;

/// The choice of a service, to book a time or to take a number now.
#[derive(Template)]
#[template(path = "booking/services.html")]
pub(super) struct Services<'a> {
    pub(super) f: Frame<'a>,
    /// The page that a service's link leads to.
    pub(super) to: &'static str,
    pub(super) groups: Vec<GroupChoices>,
    pub(super) mine: Vec<Mine>,
    /// Whether the hall gives numbers on the phone.
    pub(super) has_remote: bool,
}

#[derive(Template)]
#[template(path = "booking/book.html")]
struct Page<'a> {
    f: Frame<'a>,
    about: About,
    times: Times,
    form: Filled,
    token: RequestId,
    /// What of this phone's stands in the way.
    other: Option<Mine>,
    language: Language,
}

pub(in crate::pages) async fn page(reader: Reader, query: Query<Vec<(String, String)>>) -> Shown {
    let Query(fields) = query;
    let mut form = Filled::sent(fields);
    // An address is passed on; the token of what it led to is its holder's alone.
    form.forget(|field| field == "token");
    match service::named(&reader.plan, form.one("service")).filter(|service| service.bookable) {
        Some(service) => show(&reader, service, form, StatusCode::OK, None).await,
        None => choose(&reader, &form).await,
    }
}

async fn choose(reader: &Reader, form: &Filled) -> Shown {
    let locale = reader.locale();
    let mut frame = reader.frame(&locale, locale.say("book-title"));
    // A link to what cannot be booked says so, and offers what can.
    frame.note = (!form.one("service").is_empty()).then(|| locale.say("book-not-bookable"));
    drawn(&Services {
        to: "/book",
        groups: service::bookable(&locale),
        mine: mine::for_phone(reader).await?,
        has_remote: !service::remote(&locale).is_empty(),
        f: frame,
    })
}

async fn show(
    reader: &Reader,
    service: &Service,
    form: Filled,
    status: StatusCode,
    note: Option<String>,
) -> Shown {
    let locale = reader.locale();
    let times = times::times(reader, &service.code, &form).await?;
    let mut frame = reader.frame(&locale, locale.say("book-title"));
    "/book".clone_into(&mut frame.path);
    frame.kept = format!("service={}&", service.code);
    frame.note = note;
    let mine = mine::for_phone(reader).await?;
    let other = mine::in_the_way(&mine, service, true).map(|one| one.url.clone());
    let page = Page {
        about: About::of(&locale, service),
        times,
        token: RequestId::parse(form.one("token")).or_else(|_| random_id())?,
        other: mine.into_iter().find(|one| Some(&one.url) == other.as_ref()),
        form,
        language: reader.language,
        f: frame,
    };
    Ok((status, Html(page.render()?)).into_response())
}

pub(in crate::pages) async fn book(reader: Reader, mut form: Filled) -> Shown {
    let service = service::named(&reader.plan, form.one("service"));
    let service = service.ok_or_else(|| bad_field("service", &"unknown"))?;
    let token = token_of(&form)?;
    let Err(refused) = submit(&reader, service, token, &mut form).await else {
        return Ok(mine::remember(
            &reader,
            &token,
            Redirect::to(&format!("/b/{token}")).into_response(),
        ));
    };
    if is_in_use(&refused) {
        return Ok(Redirect::to(&format!("/b/{token}?done=already")).into_response());
    }
    if refused.problem().status == 403 {
        return Err(Sorry::from(refused));
    }
    let note = place_fault(&reader, &mut form, &refused);
    show(&reader, service, form, refused.status(), note).await
}

async fn submit(
    reader: &Reader,
    service: &Service,
    token: RequestId,
    form: &mut Filled,
) -> Result<(), Refused> {
    let chosen = times::read(form.one("slot"));
    if chosen.is_none() {
        form.add_fault("slot", reader.locale().say("book-choose-time"));
    }
    let cases = cases_of(reader, form);
    let (Some((day, at)), Some(cases)) = (chosen, cases) else {
        return Err(bad_field("form", &"incomplete"));
    };
    let hash = token_hash(&token.to_string()).map_err(|problem| bad_field("token", &problem))?;
    let mine = mine::for_phone(reader).await?;
    // A repeat of the same press stands in nobody's way.
    let others: Vec<Mine> = mine
        .into_iter()
        .filter(|one| one.url != format!("/b/{token}"))
        .collect();
    if mine::in_the_way(&others, service, true).is_some() {
        return Err(Refused::new(
            "booked-already",
            StatusCode::CONFLICT,
            "this phone has such a booking; move it",
        ));
    }
    let verb = BookingVerb::Book(Book {
        token: hash,
        matters: vec![Matter::Service(service.code.clone())],
        cases,
        slot: slot(&reader.state, day, at).await?,
        language: tickets::language(reader.language),
        channel: channel(&reader.caller),
    });
    let press = press_id(reader, &["book", &token.to_string()]);
    let command = Command::Booking(BookingCommand { press, verb });
    reader
        .state
        .owner
        .submit_any_day(held::by(reader), command)
        .await?;
    Ok(())
}
