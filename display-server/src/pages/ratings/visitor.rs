//! What the holder of a ticket says of its legs, on the page of the ticket.

use hall_protocol::rating::{LegRating, LevelName};
use jiff::civil::Date;
use queue_core::VisitId;
use queue_core::command::RatingVerb;

use crate::http::Refused;
use crate::http::ratings::OfVisit;
use crate::pages::filled::Filled;
use crate::pages::locale::Locale;
use crate::pages::pressing::{bad_field, press_id};
use crate::pages::reader::Reader;
use crate::views::level_of;

/// A leg that can be rated, or was, as the page of its ticket shows it.
pub(in crate::pages) struct Rateable<'a> {
    pub(in crate::pages) one: &'a LegRating,
    /// How it stands, in words; none: nothing was said.
    pub(in crate::pages) said: Option<String>,
    /// Whether what the keys said can be disowned.
    pub(in crate::pages) may_disown: bool,
    /// Word and name of each level; none: nothing can be said any more.
    pub(in crate::pages) levels: Vec<(&'static str, String)>,
    /// Code and name of each reason; none: it cannot be said why.
    pub(in crate::pages) reasons: Vec<(String, String)>,
}

impl<'a> Rateable<'a> {
    /// The legs of a ticket that can be rated, or were.
    pub(in crate::pages) fn all(ratings: &'a [LegRating], locale: &Locale<'_>) -> Vec<Self> {
        ratings.iter().map(|one| Self::new(one, locale)).collect()
    }

    fn new(one: &'a LegRating, locale: &Locale<'_>) -> Self {
        let level = |level: LevelName| locale.of("level", level.name());
        let levels = LevelName::ALL.into_iter().filter(|_| one.may_say());
        let reasons = locale.plan.ratings().reasons.iter().filter(|_| one.may_explain);
        Self {
            said: said(one, locale),
            may_disown: one.at_window && !one.disowned,
            levels: levels.map(|one| (one.name(), level(one))).collect(),
            reasons: reasons
                .map(|reason| (reason.code.clone(), locale.plan_name(&reason.names)))
                .collect(),
            one,
        }
    }
}

fn said(one: &LegRating, locale: &Locale<'_>) -> Option<String> {
    let words = |key, level: LevelName| {
        let level = locale.of("level", level.name());
        locale.fill(key, &[("level", &level)])
    };
    match (one.level?, one.instead) {
        (_, Some(own)) => Some(words("rate-yours", own)),
        (_, None) if one.disowned => Some(locale.say("rate-disowned")),
        (level, None) if one.at_window => Some(words("rate-at-window", level)),
        (level, None) => Some(words("rate-yours", level)),
    }
}

/// A press about a leg of a ticket: `rate-` and a level, `disown`, `explain`.
///
/// The press's id follows from the ticket's token, which only its holder knows: from a rating's code, which follows from
/// the press, nobody finds the ticket.
pub(in crate::pages) async fn press(
    reader: &Reader,
    token: &str,
    (visit, day): (VisitId, Date),
    form: &Filled,
) -> Result<(), Refused> {
    let verb = form.one("verb");
    let leg = form
        .one("leg")
        .parse()
        .map_err(|problem| bad_field("leg", &problem))?;
    let press = press_id(
        reader,
        &["rating", token, &day.to_string(), form.one("leg"), verb],
    );
    let reasons = form.all("reason").map(str::to_owned).collect();
    let why = (reasons, Some(form.one("text").to_owned()));
    let of_visit = |why| OfVisit { press, day, leg, why };
    let state = &reader.state;
    if verb == "disown" {
        let verb = |leg, _| RatingVerb::Disown { leg };
        of_visit(None).submit(state, visit, verb).await?;
    } else if verb == "explain" {
        let verb = |leg, why| RatingVerb::Explain { leg, why };
        of_visit(Some(why)).submit(state, visit, verb).await?;
    } else {
        let level = level_named(verb.strip_prefix("rate-").unwrap_or_default())?;
        let verb = |leg, why| RatingVerb::Say { leg, level, why };
        of_visit(None).submit(state, visit, verb).await?;
    }
    Ok(())
}

/// A level by its word.
pub(super) fn level_named(word: &str) -> Result<queue_core::rating::RatingLevel, Refused> {
    let known = LevelName::ALL.into_iter().find(|level| level.name() == word);
    known.map(level_of).ok_or_else(|| bad_field("verb", &"unknown"))
}
