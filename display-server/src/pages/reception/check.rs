//! Documents looked through before a ticket: what is whole is marked for the window, what is missing goes home on paper, and
//! counts as advice.

use askama::Template;
use axum::http::StatusCode;
use queue_core::command::{Advice, Command};
use queue_core::plan::Service;
use queue_core::{HallPlan, RequestId, ServiceCode};

use super::{day, matters, refused, show};
use crate::http::Refused;
use crate::pages::filled::Filled;
use crate::pages::frame::Frame;
use crate::pages::guard::{Shown, drawn};
use crate::pages::locale::Locale;
use crate::pages::pressing::{bad_field, press_id, submit};
use crate::pages::reader::Reader;

/// What else the form of a ticket holds, carried along.
const CARRIED: [&str; 9] = [
    "request", "token", "on", "service", "journey", "class", "language", "assist", "cases",
];

#[derive(Template)]
#[template(path = "reception/check.html")]
struct Page<'a> {
    f: Frame<'a>,
    services: Vec<Checked>,
    carried: Vec<(&'static str, String)>,
    form: Filled,
}

#[derive(Template)]
#[template(path = "reception/missing.html")]
struct Missing<'a> {
    f: Frame<'a>,
    services: Vec<Checked>,
    day: String,
}

/// A service with its documents.
struct Checked {
    code: String,
    name: String,
    documents: Vec<Document>,
}

struct Document {
    /// The service and the document's place in its list: `A01:0`.
    value: String,
    name: String,
}

/// The documents of what was chosen, to tick.
pub(in crate::pages) async fn check(reader: Reader, mut form: Filled) -> Shown {
    let locale = reader.locale();
    let chosen = first_services(&reader.plan, &form);
    if chosen.is_empty() {
        form.add_fault("service", locale.say("problem-no-matter"));
        return show(&reader, form, StatusCode::UNPROCESSABLE_ENTITY, None).await;
    }
    let mut frame = reader.frame(&locale, locale.say("check-title"));
    "/reception".clone_into(&mut frame.path);
    let carried = CARRIED
        .into_iter()
        .flat_map(|name| form.all(name).map(move |value| (name, value.to_owned())));
    drawn(&Page {
        f: frame,
        services: chosen
            .into_iter()
            .map(|service| checked(&locale, service, |_| true))
            .collect(),
        carried: carried.collect(),
        form: Filled::default(),
    })
}

/// What is missing, to print: counted as advice, once a service.
pub(in crate::pages) async fn missing(reader: Reader, form: Filled) -> Shown {
    let locale = reader.locale();
    let chosen = first_services(&reader.plan, &form);
    for service in &chosen {
        if let Err(problem) = advise(&reader, &form, service).await {
            return refused(&reader, form, &problem).await;
        }
    }
    let lacks = |value: &str| !form.has("has", value);
    let services = chosen.into_iter().map(|service| checked(&locale, service, lacks));
    let mut frame = reader.frame(&locale, locale.say("check-missing"));
    "/reception".clone_into(&mut frame.path);
    drawn(&Missing {
        services: services.filter(|service| !service.documents.is_empty()).collect(),
        day: locale.day(&day(&form)?.0),
        f: frame,
    })
}

async fn advise(reader: &Reader, form: &Filled, service: &Service) -> Result<(), Refused> {
    let request = RequestId::parse(form.one("request")).map_err(|problem| bad_field("request", &problem))?;
    let lacking = values(service)
        .enumerate()
        .filter(|(_, value)| !form.has("has", value));
    let missing: Vec<u16> = lacking
        .filter_map(|(place, _)| u16::try_from(place).ok())
        .collect();
    let words = format!("{missing:?}");
    let command = Command::Advice(Advice {
        press: press_id(
            reader,
            &["missing", &request.to_string(), service.code.as_str(), &words],
        ),
        window: None,
        service: Some(service.code.clone()),
        missing: Some(missing),
        elsewhere: None,
    });
    submit(reader, day(form)?, command).await.map(drop)
}

/// The services with all their documents ticked; one that needs none was not looked at.
pub(super) fn whole(plan: &HallPlan, form: &Filled) -> Vec<ServiceCode> {
    let chosen = first_services(plan, form).into_iter();
    let whole = chosen.filter(|service| {
        !service.documents.is_empty() && values(service).all(|value| form.has("has", value))
    });
    whole.map(|service| service.code.clone()).collect()
}

/// The services with which the chosen matters begin.
fn first_services<'a>(plan: &'a HallPlan, form: &Filled) -> Vec<&'a Service> {
    let chosen = matters(form);
    chosen
        .iter()
        .filter_map(|matter| matter.begins_with(plan))
        .collect()
}

fn values(service: &Service) -> impl Iterator<Item = String> {
    (0..service.documents.len()).map(|place| format!("{}:{place}", service.code))
}

fn checked(locale: &Locale<'_>, service: &Service, wanted: impl Fn(&str) -> bool) -> Checked {
    let documents = values(service).zip(&service.documents);
    Checked {
        code: service.code.to_string(),
        name: locale.plan_name(&service.names),
        documents: documents
            .filter(|(value, _)| wanted(value))
            .map(|(value, names)| Document {
                value,
                name: locale.plan_name(names),
            })
            .collect(),
    }
}
