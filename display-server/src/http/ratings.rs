//! Ratings: given at a window's keys or by the holder of a ticket; looked at, and told in figures.
//!
//! Invariant: staff is told no ticket, no leg and no instant of a rating, and so nothing of a day that is still open.

use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::IntoResponse;
use axum::{Extension, Json};
use hall_protocol::rating::{
    DisownRating, ExplainRating, LookAtRating, MyRatings, RatingLine, RatingsView, VisitRating, WindowRating,
};
use jiff::ToSpan;
use jiff::civil::Date;
use queue_core::command::{Command, RatingCommand, RatingVerb, RatingWhy};
use queue_core::rating::{Counted, Rating, RatingCode, RatingRefusal};
use queue_core::{HallPlan, LegId, PersonCode, Rejection, RequestId, ServiceDay};

use super::answers::Answered;
use super::body::Sent;
use super::clean;
use super::problems::Refused;
use super::records::{Standing, press_of, standing};
use super::visits::Visitor;
use super::windows::AtWindow;
use crate::hall_owner::Answer;
use crate::identity::Caller;
use crate::report;
use crate::state::HallState;
use crate::store::{RatingsOfDays, Which};
use crate::texts::Brought;
use crate::views;

/// For how many days bad ratings are listed.
const BAD_DAYS: i64 = 30;
/// How many ratings a list holds at most.
const RATINGS_LISTED: usize = 500;
/// So many months a clerk looks back.
const OWN_MONTHS: i64 = 3;

pub(super) async fn at_window(at: AtWindow, Sent(sent): Sent<WindowRating>) -> Answered {
    let verb = RatingVerb::AtWindow {
        window: at.window,
        level: views::level_of(sent.level),
    };
    let press = press_of(&sent.press)?;
    let by = at.caller.actor().ok_or_else(Refused::who_are_you)?;
    let command = Command::Rating(RatingCommand { press, verb });
    Ok(at
        .state
        .owner
        .submit(by, ServiceDay(sent.day), command)
        .await?
        .into_response())
}

pub(super) async fn say(visitor: Visitor, Sent(sent): Sent<VisitRating>) -> Answered {
    let VisitRating {
        press,
        day,
        leg,
        level,
        reasons,
        text,
    } = sent;
    let said = OfVisit {
        press: press_of(&press)?,
        day,
        leg,
        why: Some((reasons, text)),
    };
    let level = views::level_of(level);
    said.decide(&visitor, |leg, why| RatingVerb::Say { leg, level, why })
        .await
}

pub(super) async fn disown(visitor: Visitor, Sent(sent): Sent<DisownRating>) -> Answered {
    let DisownRating { press, day, leg } = sent;
    let said = OfVisit {
        press: press_of(&press)?,
        day,
        leg,
        why: None,
    };
    said.decide(&visitor, |leg, _| RatingVerb::Disown { leg }).await
}

pub(super) async fn explain(visitor: Visitor, Sent(sent): Sent<ExplainRating>) -> Answered {
    let ExplainRating {
        press,
        day,
        leg,
        reasons,
        text,
    } = sent;
    let said = OfVisit {
        press: press_of(&press)?,
        day,
        leg,
        why: Some((reasons, text)),
    };
    said.decide(&visitor, |leg, why| RatingVerb::Explain { leg, why })
        .await
}

/// What the holder of a ticket says of a leg of it.
pub(crate) struct OfVisit {
    pub(crate) press: RequestId,
    pub(crate) day: Date,
    pub(crate) leg: u16,
    /// Codes of reasons, and words.
    pub(crate) why: Option<(Vec<String>, Option<String>)>,
}

impl OfVisit {
    async fn decide(self, visitor: &Visitor, verb: impl FnOnce(LegId, RatingWhy) -> RatingVerb) -> Answered {
        let visit = visitor.found().await?.visit;
        let answer = self.submit(visitor.state(), visit, verb).await?;
        Ok(answer.into_response())
    }

    /// Submits it in the name of the ticket's holder; a text is kept apart, and goes if the press is refused.
    pub(crate) async fn submit(
        self,
        state: &HallState,
        visit: queue_core::VisitId,
        verb: impl FnOnce(LegId, RatingWhy) -> RatingVerb,
    ) -> Result<Answer, Refused> {
        let Self { press, day, leg, why } = self;
        let leg = LegId { visit, index: leg };
        let read = |texts: &mut Brought| why.map_or(Ok(RatingWhy::default()), |why| read_why(why, texts));
        let submit = async |why| {
            let command = Command::Rating(RatingCommand {
                press,
                verb: verb(leg, why),
            });
            let by = queue_core::Actor::Visitor { visit };
            Ok(state.owner.submit(by, ServiceDay(day), command).await?)
        };
        state.texts.with(press, read, submit).await
    }
}

fn read_why(
    (reasons, text): (Vec<String>, Option<String>),
    texts: &mut Brought,
) -> Result<RatingWhy, Refused> {
    let text = text.filter(|text| !text.trim().is_empty());
    Ok(RatingWhy {
        reasons: reasons.iter().map(|code| clean(code)).collect(),
        text: text.map(|text| texts.keep("text", &text)).transpose()?,
    })
}

pub(super) async fn list(State(state): State<HallState>) -> Answered {
    Ok(Json(ratings(&state).await?).into_response())
}

/// Doubtful ratings that wait, and the bad ones of the last weeks; in an order that says nothing of when they were given, and
/// without a day that is still open: whoever looks again and again would see who has just rated.
pub(crate) async fn ratings(state: &HallState) -> Result<RatingsView, Refused> {
    let Standing { plan, day } = standing(state).await?;
    let open = state.owner.open_day().await?;
    let is_over = |rating: &&Rating| Some(rating.key.day) != open;
    let from = day.checked_sub(BAD_DAYS.days()).unwrap_or(day);
    let waiting = state
        .reports
        .records::<Rating>(Which::Standing(Rating::FLAGGED))
        .await?;
    let recent = state.reports.ratings((from, day), None).await?;
    let is_bad = |rating: &&Rating| matches!(rating.counted(), Counted::As(level) if level.is_bad());
    let bad = recent.ratings.iter().filter(is_over).filter(is_bad);
    let mut waiting = lines(state, &plan, waiting.iter().filter(is_over));
    let mut bad = lines(state, &plan, bad);
    bad.sort_by(|one, other| other.day.cmp(&one.day).then_with(|| one.code.cmp(&other.code)));
    waiting.truncate(RATINGS_LISTED);
    bad.truncate(RATINGS_LISTED);
    Ok(RatingsView { day, waiting, bad })
}

/// By day, then by their codes, which are drawn by lot.
fn lines<'a>(
    state: &HallState,
    plan: &HallPlan,
    ratings: impl Iterator<Item = &'a Rating>,
) -> Vec<RatingLine> {
    let mut ratings: Vec<&Rating> = ratings.collect();
    ratings.sort_by(|one, other| one.code.cmp(&other.code));
    let text = |id| state.texts.text(id);
    ratings
        .into_iter()
        .map(|rating| views::rating_line(plan, rating, text))
        .collect()
}

pub(super) async fn look_at(
    State(state): State<HallState>,
    Extension(caller): Extension<Caller>,
    Path(code): Path<String>,
    Sent(sent): Sent<LookAtRating>,
) -> Answered {
    let press = press_of(&sent.press)?;
    let answer = decide(&state, &caller, (press, &code), sent.upheld).await?;
    Ok(answer.into_response())
}

/// Whether a doubtful rating stands. Its leg is found here, so that no address names it.
pub(crate) async fn decide(
    state: &HallState,
    caller: &Caller,
    (press, code): (RequestId, &str),
    upheld: bool,
) -> Result<Answer, Refused> {
    let code = RatingCode::parse(code).map_err(|problem| Refused::bad_field("code", problem))?;
    let by = caller.actor().ok_or_else(Refused::who_are_you)?;
    let day = code.day().ok_or_else(Refused::no_such)?;
    let which = Which::Began { from: day, to: day };
    let of_day = state.reports.records::<Rating>(which).await?;
    let found = of_day.iter().find(|rating| rating.code == code);
    let key = found.map(|rating| rating.key).ok_or_else(|| {
        let code = code.clone();
        Refused::from(Rejection::from(RatingRefusal::UnknownRating { code }))
    })?;
    let verb = RatingVerb::LookAt { key, code, upheld };
    let command = Command::Rating(RatingCommand { press, verb });
    Ok(state.owner.submit_any_day(by, command).await?)
}

pub(super) async fn mine(State(state): State<HallState>, Extension(caller): Extension<Caller>) -> Answered {
    Ok(Json(my_ratings(&state, &caller).await?).into_response())
}

/// What visitors say of a clerk, to the clerk.
pub(crate) async fn my_ratings(state: &HallState, caller: &Caller) -> Result<MyRatings, Refused> {
    let clerk = match caller {
        Caller::Person(person) => person.code.clone(),
        Caller::Device(_) | Caller::Nobody => return Err(Refused::who_are_you()),
    };
    let Standing { plan, day } = standing(state).await?;
    let from = day
        .first_of_month()
        .checked_sub(OWN_MONTHS.months())
        .unwrap_or(day);
    let ratings = of_clerk(state, clerk, (from, day)).await?;
    Ok(report::my_ratings(&ratings, plan.ratings(), day))
}

async fn of_clerk(
    state: &HallState,
    clerk: PersonCode,
    days: (Date, Date),
) -> Result<RatingsOfDays, Refused> {
    Ok(state.reports.ratings(days, Some(clerk)).await?)
}

pub(super) async fn figures(State(state): State<HallState>, uri: Uri) -> Answered {
    let query = super::query::ReportQuestion::read(&uri)?;
    let report = super::manager::report_of(&state, query.day).await?;
    Ok(match query.format {
        super::query::Format::Json => Json(report.ratings).into_response(),
        super::query::Format::Csv => {
            super::manager::csv(&report, "ratings", report::ratings_csv(&report.ratings))
        }
    })
}
