//! One notice: what is charged and what became of it; its payment is recorded and it is cancelled here.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use hall_protocol::fee::{FeeItemView, FeeNoticeView, FeeStandingName};
use queue_core::command::FeeVerb;
use queue_core::fee::ReceiptNumber;
use queue_core::plan::Role;
use queue_core::{NoticeCode, ServiceCode, TicketNumber, WindowNumber};

use crate::http::fees::{code_of, decide, may_look, notice_view};
use crate::http::{Refused, clean};
use crate::identity::Caller;
use crate::pages::filled::Filled;
use crate::pages::frame::Frame;
use crate::pages::guard::{Shown, drawn};
use crate::pages::pressing::press_id;
use crate::pages::reader::Reader;
use crate::texts::Brought;

#[derive(Template)]
#[template(path = "fees/notice.html")]
struct Page<'a> {
    f: Frame<'a>,
    notice: &'a FeeNoticeView,
    department: String,
    pay_at: String,
    form: Filled,
    /// The windows at which the reader may record a payment.
    desks: Vec<u16>,
    /// The one that was asked for, and who is served there.
    desk: Option<u16>,
    ticket: Option<String>,
    can_cancel: bool,
}

pub(in crate::pages) async fn page(reader: Reader, Path(code): Path<String>) -> Shown {
    show(
        &reader,
        &code_of(&code)?,
        Filled::default(),
        (StatusCode::OK, None),
    )
    .await
}

pub(in crate::pages) async fn press(reader: Reader, Path(code): Path<String>, mut form: Filled) -> Shown {
    let code = code_of(&code)?;
    let press = press_id(
        &reader,
        &[
            "fee",
            code.as_str(),
            form.one("verb"),
            form.one("seen"),
            form.one("receipt"),
        ],
    );
    let verb = |texts: &mut Brought| verb_of(&form, &code, texts);
    match decide(&reader.state, &reader.caller, press, verb).await {
        Ok(_done) => Ok(Redirect::to(&after(&form, &code)).into_response()),
        Err(refused) => {
            let refused = refused.into_refused();
            let words = reader.say_problem(refused.problem());
            let field = refused.problem().fields.first().map(|fault| fault.field.clone());
            let note = match field.as_deref() {
                Some(field @ ("receipt" | "reason" | "window")) => {
                    let words = if field == "receipt" {
                        reader.locale().say("fee-bad-receipt")
                    } else {
                        words
                    };
                    form.add_fault(field, words);
                    None
                }
                Some(_) | None => Some(words),
            };
            show(&reader, &code, form, (refused.status(), note)).await
        }
    }
}

/// After a payment the window goes on with the next; after anything else the notice is shown.
fn after(form: &Filled, code: &NoticeCode) -> String {
    match form.one("verb") {
        "pay" => format!("/fees/{code}?window={}", clean(form.one("window"))),
        _ => format!("/fees/{code}"),
    }
}

fn verb_of(form: &Filled, code: &NoticeCode, texts: &mut Brought) -> Result<FeeVerb, Refused> {
    let code = code.clone();
    match form.one("verb") {
        "pay" => {
            let window = form.one("window").parse();
            let window = window.map_err(|_| Refused::bad_field("window", "choose a window"))?;
            let receipt = ReceiptNumber::parse(form.one("receipt"));
            let ticket = form.one("ticket");
            Ok(FeeVerb::Pay {
                code,
                window: WindowNumber::new(window),
                ticket: (!ticket.is_empty()).then(|| TicketNumber::new(clean(ticket))),
                receipt: receipt.map_err(|problem| Refused::bad_field("receipt", problem))?,
            })
        }
        "cancel" => Ok(FeeVerb::Cancel {
            code,
            reason: texts.keep("reason", form.one("reason"))?,
        }),
        _ => Err(Refused::bad_field("verb", "unknown")),
    }
}

async fn show(
    reader: &Reader,
    code: &NoticeCode,
    form: Filled,
    (status, note): (StatusCode, Option<String>),
) -> Shown {
    may_look(&reader.state, &reader.caller).await?;
    let notice = notice_view(&reader.state, code).await?;
    let locale = reader.locale();
    let mut frame = reader.frame(&locale, locale.say("fee-title"));
    frame.path = format!("/fees/{code}");
    frame.note = note;
    let asked = reader.asked("window").and_then(|window| window.parse().ok());
    let desk = form.one("window").parse().ok().or(asked);
    if let Some(window) = desk {
        frame.kept = format!("window={window}&");
    }
    let console = match desk {
        Some(window) => super::console(reader, window).await?,
        None => None,
    };
    let served = console.as_ref().and_then(super::served);
    let page = drawn(&Page {
        department: locale.department(&notice.department),
        pay_at: super::pay_at(&locale, &notice),
        desks: desks(reader, &notice),
        desk,
        ticket: served.map(|(ticket, _)| ticket),
        can_cancel: can_cancel(reader, &notice),
        notice: &notice,
        form,
        f: frame,
    })?;
    Ok((status, page).into_response())
}

/// The collecting windows at which the reader may sit; whoever issued the notice does not take its payment.
fn desks(reader: &Reader, notice: &FeeNoticeView) -> Vec<u16> {
    let Caller::Person(person) = &reader.caller else {
        return Vec::new();
    };
    if person.code.as_str() == notice.clerk {
        return Vec::new();
    }
    let windows = reader
        .plan
        .person(&person.code)
        .map_or(&[][..], |person| &person.windows);
    let mine = |window: &&u16| match person.role {
        Role::Manager => true,
        Role::Clerk => windows.contains(&WindowNumber::new(**window)),
        Role::Guide | Role::Reception | Role::Overseer => false,
    };
    notice.pay_at.iter().filter(mine).copied().collect()
}

/// Whether it is offered; whether it holds is the hall's to decide.
fn can_cancel(reader: &Reader, notice: &FeeNoticeView) -> bool {
    let may_change = matches!(
        notice.standing,
        FeeStandingName::Open | FeeStandingName::NothingDue
    );
    let Caller::Person(person) = &reader.caller else {
        return false;
    };
    let handles = || {
        let windows = reader
            .plan
            .person(&person.code)
            .map_or(&[][..], |person| &person.windows);
        let service = reader
            .plan
            .service(&ServiceCode::new(notice.service.code.as_str()));
        let serving = service.map_or_else(Vec::new, |service| reader.plan.windows_for(service));
        serving.iter().any(|window| windows.contains(&window.number))
    };
    may_change
        && match person.role {
            Role::Manager => true,
            Role::Clerk => handles(),
            Role::Guide | Role::Reception | Role::Overseer => false,
        }
}

impl Page<'_> {
    fn amount(&self, fen: &u64) -> String {
        super::amount(self.f.s, *fen)
    }

    fn published(&self, item: &FeeItemView) -> String {
        super::published(self.f.s, item)
    }

    fn is_open(&self) -> bool {
        self.notice.standing == FeeStandingName::Open
    }

    fn is_desk(&self, window: &u16) -> bool {
        self.desk == Some(*window)
    }
}
