//! `/take`: a number on the phone, now; called only after its holder has checked in at the hall.

use askama::Template;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect};
use queue_core::command::{Actor, Command, Issue, Matter};
use queue_core::plan::{Claimant, Service};
use queue_core::{ClassCode, RequestId, ServiceDay};

use super::book::Services;
use super::mine::{self, Mine};
use super::service::{self, About};
use super::{cases_of, is_in_use, place_fault, token_of};
use crate::http::{Refused, tickets};
use crate::identity::token_hash;
use crate::pages::filled::Filled;
use crate::pages::frame::Frame;
use crate::pages::guard::{Shown, drawn};
use crate::pages::pressing::{bad_field, press_id, random_id};
use crate::pages::reader::Reader;
use crate::pages::services::claimable;

#[derive(Template)]
#[template(path = "booking/take.html")]
struct Page<'a> {
    f: Frame<'a>,
    about: About,
    /// The open service day; none: the hall is closed.
    day: Option<ServiceDay>,
    form: Filled,
    token: RequestId,
    classes: Vec<(String, String)>,
    other: Option<Mine>,
    is_bookable: bool,
}

pub(in crate::pages) async fn page(reader: Reader, query: Query<Vec<(String, String)>>) -> Shown {
    let Query(fields) = query;
    let mut form = Filled::sent(fields);
    // An address is passed on; the token of what it led to is its holder's alone.
    form.forget(|field| field == "token");
    let wanted = service::named(&reader.plan, form.one("service"));
    match wanted.filter(|service| service::is_remote(&reader.plan, service)) {
        Some(service) => show(&reader, service, form, StatusCode::OK, None).await,
        None => choose(&reader, &form).await,
    }
}

async fn choose(reader: &Reader, form: &Filled) -> Shown {
    let locale = reader.locale();
    let mut frame = reader.frame(&locale, locale.say("take-title"));
    frame.note = (!form.one("service").is_empty()).then(|| locale.say("problem-not-remote"));
    let groups = service::remote(&locale);
    drawn(&Services {
        to: "/take",
        has_remote: !groups.is_empty(),
        groups,
        mine: mine::for_phone(reader).await?,
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
    let mut frame = reader.frame(&locale, locale.say("take-title"));
    "/take".clone_into(&mut frame.path);
    frame.kept = format!("service={}&", service.code);
    frame.note = note;
    let mine = mine::for_phone(reader).await?;
    let other = mine::in_the_way(&mine, service, false).map(|one| one.url.clone());
    let page = Page {
        about: About::of(&locale, service),
        day: reader.state.owner.open_day().await?,
        token: RequestId::parse(form.one("token")).or_else(|_| random_id())?,
        classes: claimable(&locale, Claimant::Kiosk),
        other: mine.into_iter().find(|one| Some(&one.url) == other.as_ref()),
        is_bookable: service.bookable,
        form,
        f: frame,
    };
    Ok((status, Html(page.render()?)).into_response())
}

pub(in crate::pages) async fn take(reader: Reader, mut form: Filled) -> Shown {
    let service = service::named(&reader.plan, form.one("service"));
    let service = service.ok_or_else(|| bad_field("service", &"unknown"))?;
    let token = token_of(&form)?;
    match submit(&reader, service, token, &mut form).await {
        Ok(()) => Ok(mine::remember(
            &reader,
            &token,
            Redirect::to(&format!("/v/{token}")).into_response(),
        )),
        Err(refused) if is_in_use(&refused) => Ok(Redirect::to(&format!("/v/{token}")).into_response()),
        Err(refused) => {
            let note = place_fault(&reader, &mut form, &refused);
            show(&reader, service, form, refused.status(), note).await
        }
    }
}

async fn submit(
    reader: &Reader,
    service: &Service,
    token: RequestId,
    form: &mut Filled,
) -> Result<(), Refused> {
    let cases = cases_of(reader, form).ok_or_else(|| bad_field("cases", &"not a number"))?;
    let day = form
        .one("day")
        .parse()
        .map_err(|problem| bad_field("day", &problem))?;
    let hash = token_hash(&token.to_string()).map_err(|problem| bad_field("token", &problem))?;
    let mine = mine::for_phone(reader).await?;
    // A repeat of the same press stands in nobody's way.
    let others: Vec<Mine> = mine
        .into_iter()
        .filter(|one| one.url != format!("/v/{token}"))
        .collect();
    if mine::in_the_way(&others, service, false).is_some() {
        let detail = "this phone has such a ticket; use that one";
        return Err(Refused::new("second-live-ticket", StatusCode::CONFLICT, detail));
    }
    let class = form.one("class");
    let matters = vec![Matter::Service(service.code.clone())];
    let press = press_id(reader, &["take", &token.to_string()]);
    let command = Command::Issue(Issue {
        cases,
        class: (!class.is_empty()).then(|| ClassCode::new(class)),
        ..tickets::remote(press, hash, matters, tickets::language(reader.language))
    });
    reader
        .state
        .owner
        .submit(Actor::Public, ServiceDay(day), command)
        .await?;
    Ok(())
}
