//! The form of a fee notice at the accepting window: the fees of the service that is served, ticked.
//!
//! Invariant: a form with a fault comes back as it was sent, each fault at its field.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use hall_protocol::fee::FeePressed;
use hall_protocol::plan_document::Yuan;
use queue_core::command::{FeeVerb, IssueNotice};
use queue_core::fee::{ExemptAsked, FeeRefusal, ItemAsked, ItemFault, yuan};
use queue_core::plan::{Fee, FeeKind, Service};
use queue_core::{ExemptionCode, FeeCode, PayerCode, ServiceCode, TicketNumber, WindowNumber};

use crate::http::cases::code_of as matter_of;
use crate::http::fees::{FeeRefused, decide, reason_field};
use crate::http::{Refused, clean};
use crate::pages::filled::Filled;
use crate::pages::frame::Frame;
use crate::pages::guard::{Shown, drawn};
use crate::pages::locale::Locale;
use crate::pages::openness::FeeFacts;
use crate::pages::pressing::press_id;
use crate::pages::reader::Reader;
use crate::texts::Brought;

#[derive(Template)]
#[template(path = "fees/issue.html")]
struct Page<'a> {
    f: Frame<'a>,
    window: u16,
    /// What the page showed: a press at another time is another press.
    seen: u64,
    /// Who is served, and for which service.
    served: Option<Served>,
    form: Filled,
    /// Code and name.
    payers: Vec<(String, String)>,
}

struct Served {
    ticket: String,
    service: String,
    name: String,
    lines: Vec<Line>,
}

/// A fee that can be charged.
struct Line {
    code: String,
    facts: FeeFacts,
    /// Whether whoever charges says how much.
    asks_amount: bool,
    /// Code and name.
    exemptions: Vec<(String, String)>,
}

pub(in crate::pages) async fn page(reader: Reader, Path(window): Path<u16>) -> Shown {
    if collects(&reader, window) {
        return Ok(Redirect::to(&format!("/fees/collect?window={window}")).into_response());
    }
    show(&reader, window, Filled::default(), None).await
}

fn collects(reader: &Reader, window: u16) -> bool {
    let window = reader.plan.window(WindowNumber::new(window));
    window.is_some_and(|window| reader.plan.collects(window))
}

pub(in crate::pages) async fn press(reader: Reader, Path(window): Path<u16>, mut form: Filled) -> Shown {
    let Some(service) = service_of(&reader, &form) else {
        return show(&reader, window, form, None).await;
    };
    let codes = ticked(&service, &form);
    let locale = reader.locale();
    let asked = read(&locale, &codes, &mut form);
    if form.is_at_fault() {
        let note = locale.say("problem-bad-fee-items");
        return show(
            &reader,
            window,
            form,
            Some((StatusCode::UNPROCESSABLE_ENTITY, note)),
        )
        .await;
    }
    let number = window.to_string();
    let press = press_id(&reader, &["fee", &number, form.one("seen"), form.one("ticket")]);
    let verb = |texts: &mut Brought| notice_of(window, &form, asked, texts).map(FeeVerb::Issue);
    match decide(&reader.state, &reader.caller, press, verb).await {
        Ok(answer) => {
            let pressed: FeePressed = serde_json::from_slice(&answer.body).map_err(Refused::from)?;
            Ok(Redirect::to(&format!("/fees/{}", pressed.code)).into_response())
        }
        Err(refused) => {
            let status = refused.refused.status();
            let note = told(&reader, &codes, &mut form, &refused);
            show(&reader, window, form, Some((status, note))).await
        }
    }
}

fn service_of(reader: &Reader, form: &Filled) -> Option<Service> {
    let code = ServiceCode::new(clean(form.one("service")));
    reader.plan.service(&code).cloned()
}

/// The fees that are ticked, in the order of the plan: the places of the items.
fn ticked(service: &Service, form: &Filled) -> Vec<FeeCode> {
    let fees = service
        .fees
        .iter()
        .filter(|fee| form.has("fee", fee.code.as_str()));
    fees.map(|fee| fee.code.clone()).collect()
}

/// An item as the form says it; its reason stays in the form until it is kept.
struct Read {
    item: ItemAsked,
    reason: String,
}

fn read(locale: &Locale<'_>, codes: &[FeeCode], form: &mut Filled) -> Vec<Read> {
    let mut items = Vec::new();
    for code in codes {
        let field = |name: &str| format!("{name}-{code}");
        let quantity = form.one(&field("quantity")).to_owned();
        let quantity = if quantity.is_empty() {
            Ok(1)
        } else {
            quantity.parse()
        };
        let amount = form.one(&field("amount")).to_owned();
        let amount = (!amount.is_empty()).then(|| Yuan::try_from(amount)).transpose();
        let exemption = form.one(&field("exempt")).to_owned();
        let reason = form.one(&field("reason")).to_owned();
        if quantity.is_err() {
            form.add_fault(field("quantity"), locale.say("fee-wrong-bad-quantity"));
        }
        if amount.is_err() {
            form.add_fault(field("amount"), locale.say("fee-wrong-bad-amount"));
        }
        if let (Ok(quantity), Ok(amount)) = (quantity, amount) {
            items.push(Read {
                item: ItemAsked {
                    fee: code.clone(),
                    quantity,
                    amount_fen: amount.map(|amount| amount.fen),
                    exempt: (!exemption.is_empty()).then(|| ExemptAsked {
                        code: ExemptionCode::new(clean(&exemption)),
                        reason: None,
                    }),
                },
                reason,
            });
        }
    }
    items
}

fn notice_of(
    window: u16,
    form: &Filled,
    items: Vec<Read>,
    texts: &mut Brought,
) -> Result<IssueNotice, Refused> {
    let mut asked = Vec::new();
    for (place, Read { mut item, reason }) in items.into_iter().enumerate() {
        if let Some(exempt) = item.exempt.as_mut().filter(|_| !reason.is_empty()) {
            exempt.reason = Some(texts.keep(&reason_field(place), &reason)?);
        }
        asked.push(item);
    }
    let (matter, payer) = (form.one("matter"), form.one("payer"));
    Ok(IssueNotice {
        window: WindowNumber::new(window),
        ticket: TicketNumber::new(clean(form.one("ticket"))),
        matter: (!matter.is_empty()).then(|| matter_of(matter)).transpose()?,
        payer: (!payer.is_empty()).then(|| PayerCode::new(clean(payer))),
        items: asked,
    })
}

/// Says each fault at its field, and what is wrong with the whole.
fn told(reader: &Reader, codes: &[FeeCode], form: &mut Filled, refused: &FeeRefused) -> String {
    let locale = reader.locale();
    if let Some(FeeRefusal::BadItems { faults }) = &refused.fee {
        for fault in faults {
            form.add_fault(field_of(fault), wrong(&locale, fault));
        }
    }
    let words = reader.say_problem(refused.refused.problem());
    for fault in &refused.refused.problem().fields {
        let of_reason = (0..codes.len()).find(|place| reason_field(*place) == fault.field);
        if let Some(code) = of_reason.and_then(|place| codes.get(place)) {
            form.add_fault(format!("reason-{code}"), words.clone());
        } else if fault.field == "matter" {
            form.add_fault("matter", words.clone());
        }
    }
    words
}

fn field_of(fault: &ItemFault) -> String {
    let field = match fault.wrong.field() {
        "amount_fen" => "amount",
        "exemption" => "exempt",
        other => other,
    };
    format!("{field}-{}", fault.fee)
}

/// What is wrong with an item, with its bounds.
fn wrong(locale: &Locale<'_>, fault: &ItemFault) -> String {
    let (lower, upper) = fault.wrong.bounds_fen().unwrap_or_default();
    let key = format!("fee-wrong-{}", fault.wrong.kind());
    locale.fill(&key, &[("lower", &yuan(lower)), ("upper", &yuan(upper))])
}

async fn show(reader: &Reader, window: u16, form: Filled, note: Option<(StatusCode, String)>) -> Shown {
    let locale = reader.locale();
    let console = super::console(reader, window).await?;
    let served = console.as_ref().and_then(super::served);
    let mut frame = reader.frame(&locale, locale.say("fee-issue-title"));
    frame.path = format!("/windows/{window}/fees");
    let (status, note) = note.map_or((StatusCode::OK, None), |(status, words)| (status, Some(words)));
    frame.note = note;
    let payers = reader.plan.parts().payer_kinds.iter();
    let page = drawn(&Page {
        window,
        seen: console.as_ref().map_or(0, |console| console.window.seq),
        served: served.and_then(|(ticket, service)| Served::of(&locale, ticket, &service)),
        payers: payers
            .map(|payer| (payer.code.to_string(), locale.plan_name(&payer.names)))
            .collect(),
        form,
        f: frame,
    })?;
    Ok((status, page).into_response())
}

impl Served {
    fn of(locale: &Locale<'_>, ticket: String, code: &str) -> Option<Self> {
        let service = locale.plan.service(&ServiceCode::new(code))?;
        let charged = service.fees.iter().filter(|fee| fee.is_charged());
        Some(Self {
            ticket,
            service: code.to_owned(),
            name: locale.plan_name(&service.names),
            lines: charged.map(|fee| Line::of(locale, fee)).collect(),
        })
    }
}

impl Line {
    fn of(locale: &Locale<'_>, fee: &Fee) -> Self {
        let exemptions = fee.exemptions.iter();
        Self {
            code: fee.code.to_string(),
            facts: FeeFacts::of(locale, fee),
            asks_amount: matches!(fee.kind, FeeKind::Range { .. } | FeeKind::Tariff),
            exemptions: exemptions
                .map(|one| (one.code.to_string(), locale.plan_name(&one.names)))
                .collect(),
        }
    }
}

impl Page<'_> {
    fn fault(&self, field: &str, code: &str) -> Option<&str> {
        self.form.fault(&format!("{field}-{code}"))
    }

    fn typed(&self, field: &str, code: &str) -> &str {
        self.form.one(&format!("{field}-{code}"))
    }

    /// The only fee of a service is ticked beforehand.
    fn is_ticked(&self, code: &str, lines: &[Line]) -> bool {
        self.form.has("fee", code) || (lines.len() == 1 && self.form.one("ticket").is_empty())
    }
}
