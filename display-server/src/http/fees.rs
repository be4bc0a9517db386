//! Fees: notices issued, paid, cancelled, listed and exported.
//!
//! Lists are for managers and for who oversees the fees; a notice itself also for clerks.

use std::sync::{Arc, OnceLock};

use axum::extract::{Path, State};
use axum::http::Uri;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use hall_protocol::fee::{
    CancelFeeNotice, FeeItemAsked, FeeNoticeView, FeeStandingName, FeesView, IssueFeeNotice, PayFeeNotice,
};
use jiff::ToSpan;
use jiff::civil::Date;
use queue_core::command::{Command, FeeCommand, FeeVerb, IssueNotice};
use queue_core::fee::{ExemptAsked, FeeRefusal, FeeStanding, ItemAsked, ReceiptNumber};
use queue_core::plan::Role;
use queue_core::{
    ExemptionCode, FeeCode, HallPlan, NoticeCode, PayerCode, Rejection, RequestId, TicketNumber, WindowNumber,
};

use super::answers::Answered;
use super::body::{Faults, Sent};
use super::clean;
use super::problems::Refused;
use super::query::{Fields, Format};
use super::records::{self, press_of};
use crate::hall_owner::{Answer, SubmitError};
use crate::identity::Caller;
use crate::report;
use crate::state::HallState;
use crate::store::{AuditedNotice, Which};
use crate::texts::Brought;
use crate::views;

/// How many notices a list holds at most.
pub(crate) const FEES_LISTED: usize = 500;
/// How many days a list spans at most, and when nothing is asked for.
const LONGEST_DAYS: i64 = 366;
const USUAL_DAYS: i64 = 31;

/// Which notices are asked for.
pub(crate) struct FeesQuestion {
    pub(crate) from: Date,
    pub(crate) to: Date,
    pub(crate) standing: Option<FeeStandingName>,
    format: Format,
}

pub(super) async fn list(
    State(state): State<HallState>,
    Extension(caller): Extension<Caller>,
    uri: Uri,
) -> Answered {
    may_audit(&state, &caller).await?;
    let question = FeesQuestion::read(&state, &uri).await?;
    let (plan, found) = found(&state, &question).await?;
    Ok(match question.format {
        Format::Json => Json(fees_view(&plan, &question, &found)).into_response(),
        Format::Csv => export(&question, report::notices_csv(&plan, &found)),
    })
}

impl FeesQuestion {
    /// # Errors
    /// A refusal that names each field at fault.
    pub(crate) async fn read(state: &HallState, uri: &Uri) -> Result<Self, Refused> {
        let mut fields = Fields::of(uri);
        let date = "a date such as 2026-03-02";
        let (from, to): (Option<Date>, Option<Date>) = (fields.read("from", date), fields.read("to", date));
        let standing: Option<String> = fields.read("standing", "a word");
        let format = fields.read("format", "json or csv").unwrap_or_default();
        let (from, to, standing) = fields.done((from, to, standing))?;
        let to = match to {
            Some(to) => to,
            None => records::standing(state).await?.day,
        };
        let from = from.unwrap_or_else(|| to.saturating_sub((USUAL_DAYS - 1).days()));
        let span = to.since(from).map_or(i64::MAX, |span| i64::from(span.get_days()));
        if !(0..LONGEST_DAYS).contains(&span) {
            return Err(Refused::named_field(
                "bad-fee-period",
                "from",
                format!("must be on or before to, {LONGEST_DAYS} days at most"),
            ));
        }
        Ok(Self {
            from,
            to,
            standing: standing
                .filter(|word| !word.is_empty())
                .map(|word| standing_of(&word))
                .transpose()?,
            format,
        })
    }
}

fn standing_of(word: &str) -> Result<FeeStandingName, Refused> {
    let known = FeeStandingName::ALL
        .into_iter()
        .find(|known| known.name() == word);
    known.ok_or_else(|| Refused::bad_field("standing", "expected open, nothing_due, paid or cancelled"))
}

/// The notices of a question, and the plan by which they are told.
pub(crate) async fn found(
    state: &HallState,
    question: &FeesQuestion,
) -> Result<(Arc<HallPlan>, Vec<AuditedNotice>), Refused> {
    let plan = state.owner.plans().await?.plan;
    let FeesQuestion { from, to, .. } = *question;
    let mut found = state.reports.fees(Which::Began { from, to }).await?;
    found.sort_by_key(|one| one.notice.issued_at);
    if let Some(standing) = question.standing {
        found.retain(|one| views::fee_standing_name(one.notice.standing) == standing);
    }
    Ok((plan, found))
}

pub(crate) fn fees_view(plan: &HallPlan, question: &FeesQuestion, found: &[AuditedNotice]) -> FeesView {
    let sum_of = |wanted: fn(FeeStanding) -> bool| {
        let those = found.iter().filter(|one| wanted(one.notice.standing));
        those.map(|one| one.notice.total_fen()).sum()
    };
    FeesView {
        from: question.from,
        to: question.to,
        notices: found
            .iter()
            .take(FEES_LISTED)
            .map(|one| views::fee_line(plan, one))
            .collect(),
        total: u32::try_from(found.len()).unwrap_or(u32::MAX),
        sum_fen: sum_of(|standing| standing != FeeStanding::Cancelled),
        paid_fen: sum_of(|standing| standing == FeeStanding::Paid),
    }
}

fn export(question: &FeesQuestion, text: String) -> Response {
    let name = format!(
        "attachment; filename=\"fee-notices-{}-{}.csv\"",
        question.from, question.to
    );
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=utf-8"),
        (CONTENT_DISPOSITION, name.as_str()),
    ];
    (headers, text).into_response()
}

pub(super) async fn look(
    State(state): State<HallState>,
    Extension(caller): Extension<Caller>,
    Path(code): Path<String>,
) -> Answered {
    may_look(&state, &caller).await?;
    Ok(Json(notice_view(&state, &code_of(&code)?).await?).into_response())
}

/// A notice, for those who work in the hall.
pub(crate) async fn notice_view(state: &HallState, code: &NoticeCode) -> Result<FeeNoticeView, Refused> {
    let plan = state.owner.plans().await?.plan;
    let found = state.reports.fee(code.clone()).await?;
    let (seq, audited) = found.ok_or_else(|| unknown(code))?;
    Ok(views::fee_notice(&plan, (seq, &audited), &state.texts))
}

pub(super) async fn issue(
    State(state): State<HallState>,
    Extension(caller): Extension<Caller>,
    Path(window): Path<u16>,
    Sent(sent): Sent<IssueFeeNotice>,
) -> Answered {
    let press = press_of(&sent.press)?;
    let verb = |texts: &mut Brought| issue_of(window, &sent, texts).map(FeeVerb::Issue);
    Ok(decide(&state, &caller, press, verb)
        .await
        .map_err(FeeRefused::into_refused)?
        .into_response())
}

fn issue_of(window: u16, sent: &IssueFeeNotice, texts: &mut Brought) -> Result<IssueNotice, Refused> {
    let matter = sent.matter.as_deref().map(super::cases::code_of).transpose()?;
    let items = sent.items.iter().enumerate();
    Ok(IssueNotice {
        window: WindowNumber::new(window),
        ticket: TicketNumber::new(clean(&sent.ticket)),
        matter,
        payer: sent.payer.as_deref().map(|code| PayerCode::new(clean(code))),
        items: items
            .map(|(place, item)| item_of(place, item, texts))
            .collect::<Result<_, _>>()?,
    })
}

fn item_of(place: usize, item: &FeeItemAsked, texts: &mut Brought) -> Result<ItemAsked, Refused> {
    let reason = item.reason.as_deref().filter(|_| item.exemption.is_some());
    let reason = reason
        .map(|reason| texts.keep(&reason_field(place), reason))
        .transpose()?;
    Ok(ItemAsked {
        fee: FeeCode::new(clean(&item.fee)),
        quantity: item.quantity,
        amount_fen: item.amount_fen,
        exempt: item.exemption.as_deref().map(|code| ExemptAsked {
            code: ExemptionCode::new(clean(code)),
            reason,
        }),
    })
}

/// The field of an item's reason, as problems name it.
pub(crate) fn reason_field(place: usize) -> String {
    format!("items[{place}].reason")
}

pub(super) async fn pay(
    State(state): State<HallState>,
    Extension(caller): Extension<Caller>,
    Path(code): Path<String>,
    Sent(sent): Sent<PayFeeNotice>,
) -> Answered {
    let (press, code) = (press_of(&sent.press)?, code_of(&code)?);
    let mut faults = Faults::default();
    let receipt = faults.take("receipt", ReceiptNumber::parse(&sent.receipt));
    let receipt = faults.or(receipt)?;
    let verb = FeeVerb::Pay {
        code,
        window: WindowNumber::new(sent.window),
        ticket: sent
            .ticket
            .as_deref()
            .map(|ticket| TicketNumber::new(clean(ticket))),
        receipt,
    };
    let answer = decide(&state, &caller, press, |_| Ok(verb)).await;
    Ok(answer.map_err(FeeRefused::into_refused)?.into_response())
}

pub(super) async fn cancel(
    State(state): State<HallState>,
    Extension(caller): Extension<Caller>,
    Path(code): Path<String>,
    Sent(sent): Sent<CancelFeeNotice>,
) -> Answered {
    let (press, code) = (press_of(&sent.press)?, code_of(&code)?);
    let verb = |texts: &mut Brought| {
        Ok(FeeVerb::Cancel {
            code,
            reason: texts.keep("reason", &sent.reason)?,
        })
    };
    let answer = decide(&state, &caller, press, verb).await;
    Ok(answer.map_err(FeeRefused::into_refused)?.into_response())
}

/// A refusal about fees: as a problem body, and as the hall said it, for pages that say it in their own words.
pub(crate) struct FeeRefused {
    pub(crate) refused: Refused,
    pub(crate) fee: Option<FeeRefusal>,
}

impl FeeRefused {
    pub(crate) fn into_refused(self) -> Refused {
        self.refused
    }
}

impl From<Refused> for FeeRefused {
    fn from(refused: Refused) -> Self {
        Self { refused, fee: None }
    }
}

/// Decides something about fees; the texts of a press that is refused are forgotten.
pub(crate) async fn decide(
    state: &HallState,
    caller: &Caller,
    press: RequestId,
    verb: impl FnOnce(&mut Brought) -> Result<FeeVerb, Refused>,
) -> Result<Answer, FeeRefused> {
    let by = caller.actor().ok_or_else(Refused::who_are_you)?;
    let said = OnceLock::new();
    let submit = async |verb| {
        let command = Command::Fee(FeeCommand { press, verb });
        state.owner.submit_any_day(by, command).await.map_err(|error| {
            if let SubmitError::Refused(Rejection::Fee(refusal)) = &error {
                // Said once: a command is refused once.
                let _ = said.set(refusal.clone());
            }
            Refused::from(error)
        })
    };
    let answer = state.texts.with(press, verb, submit).await;
    answer.map_err(|refused| FeeRefused {
        refused,
        fee: said.get().cloned(),
    })
}

/// Whether a caller may read all notices: a manager, or who oversees the fees.
pub(crate) async fn may_audit(state: &HallState, caller: &Caller) -> Result<(), Refused> {
    let Caller::Person(person) = caller else {
        return Err(Refused::not_yours());
    };
    match person.role {
        Role::Manager => Ok(()),
        Role::Overseer if state.owner.plans().await?.plan.audits_fees(&person.code) => Ok(()),
        Role::Overseer | Role::Clerk | Role::Guide | Role::Reception => Err(Refused::not_yours()),
    }
}

/// Whether a caller may read a notice whose code is known.
pub(crate) async fn may_look(state: &HallState, caller: &Caller) -> Result<(), Refused> {
    match caller.role() {
        Some(Role::Clerk) => Ok(()),
        _ => may_audit(state, caller).await,
    }
}

/// A code from an address or a form.
pub(crate) fn code_of(text: &str) -> Result<NoticeCode, Refused> {
    NoticeCode::parse(text).map_err(|problem| Refused::bad_field("notice", problem))
}

fn unknown(code: &NoticeCode) -> Refused {
    Rejection::from(FeeRefusal::UnknownNotice { code: code.clone() }).into()
}
