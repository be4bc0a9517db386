//! A bank's lists: brought, compared with the notices part by part, and looked at again.

use axum::extract::{Path, State};
use axum::response::IntoResponse;
use axum::{Extension, Json};
use hall_protocol::fee::{BankListImport, BankListView, BankListsView, BankRowFault};
use hall_protocol::problem::FieldFault;
use jiff::ToSpan;
use queue_core::command::{Command, FeeCommand, FeeVerb};
use queue_core::fee::{BANK_ROWS_LIMIT, BankList, FeeStanding, ListKey};
use queue_core::{Rejection, RequestId};
use sha2::{Digest, Sha256};

use super::answers::Answered;
use super::body::Sent;
use super::fees::may_audit;
use super::problems::Refused;
use super::records::press_of;
use crate::bank_list::{self, BankText, NoList, ROWS_LIMIT};
use crate::identity::Caller;
use crate::state::HallState;
use crate::store::Which;
use crate::views;

/// For how many days back lists are listed.
const LISTED_DAYS: i64 = 365;

pub(super) async fn bring(
    State(state): State<HallState>,
    Extension(caller): Extension<Caller>,
    Sent(sent): Sent<BankListImport>,
) -> Answered {
    let press = press_of(&sent.press)?;
    Ok(Json(import(&state, &caller, press, &sent.text).await?).into_response())
}

/// Compares a list with the notices, part by part: no press holds up a hall that calls for long. Whoever is interrupted
/// brings the list again, and it goes on.
pub(crate) async fn import(
    state: &HallState,
    caller: &Caller,
    press: RequestId,
    text: &str,
) -> Result<BankListView, Refused> {
    may_audit(state, caller).await?;
    let by = caller.actor().ok_or_else(Refused::who_are_you)?;
    let list = bank_list::read(text).map_err(|problem| refused(&problem))?;
    for (part, rows) in (0_u16..).zip(list.rows.chunks(BANK_ROWS_LIMIT)) {
        let verb = FeeVerb::Compare {
            list: list.key.clone(),
            part,
            bad_rows: list.bad_rows,
            rows: rows.to_vec(),
        };
        let press = press_of_part(press, part);
        let command = Command::Fee(FeeCommand { press, verb });
        state.owner.submit_any_day(by.clone(), command).await?;
    }
    let BankText { key, faults, .. } = list;
    let mut view = list_view(state, &key).await?;
    view.faults = faults;
    Ok(view)
}

/// The id of a part's press follows from that of the whole.
fn press_of_part(press: RequestId, part: u16) -> RequestId {
    let digest = Sha256::new()
        .chain_update(b"part")
        .chain_update(press.as_bytes())
        .chain_update(part.to_be_bytes())
        .finalize();
    let mut id = [0; 16];
    for (place, byte) in id.iter_mut().zip(digest) {
        *place = byte;
    }
    RequestId::new(id)
}

fn refused(problem: &NoList) -> Refused {
    match problem {
        NoList::Header(missing) => Refused::named_field(
            "bank-list-header",
            "text",
            format!(
                "must begin with the header notice,receipt,amount_yuan,paid_on; it lacks {}",
                missing.join(", ")
            ),
        ),
        NoList::TooLong => Refused::named_field(
            "bank-list-too-long",
            "text",
            format!("has more than {ROWS_LIMIT} rows; bring it in parts, by day"),
        ),
        NoList::Empty(faults) => {
            let refused = Refused::named_field(
                "bank-list-empty",
                "text",
                "has no row that can be read; see the rows named here".to_owned(),
            );
            refused.with_fields(faults.iter().map(fault))
        }
    }
}

fn fault(fault: &BankRowFault) -> FieldFault {
    FieldFault {
        field: format!("line {} {}", fault.line, fault.column),
        problem: format!("{:?} {}", fault.found, fault.problem),
    }
}

pub(super) async fn list(State(state): State<HallState>, Extension(caller): Extension<Caller>) -> Answered {
    may_audit(&state, &caller).await?;
    Ok(Json(lists_view(&state).await?).into_response())
}

pub(crate) async fn lists_view(state: &HallState) -> Result<BankListsView, Refused> {
    let now = state.owner.plans().await?;
    let to = now.open.or(now.last).ok_or(Rejection::HallClosed)?.0;
    let from = to.saturating_sub(LISTED_DAYS.days());
    let mut lists = state
        .reports
        .records::<BankList>(Which::Began { from, to })
        .await?;
    lists.sort_by(|one, other| (other.imported_on, &other.key).cmp(&(one.imported_on, &one.key)));
    Ok(BankListsView {
        lists: lists.iter().map(views::bank_list_line).collect(),
    })
}

pub(super) async fn look(
    State(state): State<HallState>,
    Extension(caller): Extension<Caller>,
    Path(list): Path<String>,
) -> Answered {
    may_audit(&state, &caller).await?;
    let key = ListKey::parse(&list).map_err(|_| Refused::no_such())?;
    Ok(Json(list_view(&state, &key).await?).into_response())
}

/// A list as it was compared, with what was paid here on its days and stands in no list.
pub(crate) async fn list_view(state: &HallState, key: &ListKey) -> Result<BankListView, Refused> {
    let plan = state.owner.plans().await?.plan;
    let found = state.reports.record::<BankList>(key.clone()).await?;
    let (_, list) = found.ok_or_else(Refused::no_such)?;
    let (from, to) = (list.from, list.to);
    let mut paid = state.reports.fees(Which::Closed { from, to }).await?;
    paid.retain(|one| one.notice.standing == FeeStanding::Paid);
    Ok(views::bank_list(&plan, &list, &paid))
}
