//! Ratings: for the ticket's holder, for the screen beside a window, and for staff, who never learn whose they are.

use hall_protocol::rating::{
    LegRating, LevelFigures, LevelName, RatingFiguresView, RatingLine, RatingPressed, RatingScreen,
};
use queue_core::command::RatingVerb;
use queue_core::hall::Touched;
use queue_core::leg::Leg;
use queue_core::rating::{
    Counted, LevelCounts, RatedFrom, Rating, RatingFigures, RatingFlag, RatingLevel, RatingMark,
};
use queue_core::visit::Visit;
use queue_core::{HallPlan, Record, TextId, WindowNumber};

use super::{Scene, names};

/// The screen beside a window; none: there is no such window, or the hall is closed.
pub(super) fn screen(scene: &Scene<'_>, window: WindowNumber) -> Option<RatingScreen> {
    let last = scene.hall.rateable_at(window, scene.now).ok()?;
    let is_rated = |leg: &Leg| scene.hall.rating_of(leg.opened.id).is_some();
    Some(RatingScreen {
        seq: scene.seq,
        day: scene.hall.day()?.0,
        now: scene.now,
        window: window.get(),
        until: scene.hall.rateable_until(window, scene.now),
        service: last
            .filter(|leg| !is_rated(leg))
            .map(|leg| names::service(scene.plan, &leg.opened.service)),
        thanks: last.is_some_and(is_rated),
    })
}

/// Whether a change shows on that screen.
pub(super) fn screen_touched(window: WindowNumber, touched: &Touched) -> bool {
    touched.windows.contains(&window) || touched.rateable.contains(&window)
}

/// The legs of a ticket that may be rated, or were.
pub(super) fn of_visit(scene: &Scene<'_>, visit: &Visit) -> Vec<LegRating> {
    let rateable = visit.legs.iter().filter(|leg| leg.is_rateable());
    rateable.filter_map(|leg| of_leg(scene, leg)).collect()
}

fn of_leg(scene: &Scene<'_>, leg: &Leg) -> Option<LegRating> {
    let mark = scene.hall.rating_of(leg.opened.id);
    let is_open = |mark: &RatingMark| !mark.explained && mark.own().is_some_and(RatingLevel::is_bad);
    Some(LegRating {
        leg: leg.opened.id.index,
        service: names::service(scene.plan, &leg.opened.service),
        window: leg.window?.get(),
        level: mark.map(|mark| level_name(mark.level)),
        at_window: mark.is_some_and(|mark| mark.from == RatedFrom::Window),
        disowned: mark.is_some_and(|mark| mark.disowned),
        instead: mark.and_then(|mark| mark.instead).map(level_name),
        may_explain: mark.is_some_and(is_open),
    })
}

/// What a press about a rating came to.
pub(super) fn pressed(verb: &RatingVerb) -> RatingPressed {
    let (done, level) = match verb {
        RatingVerb::AtWindow { level, .. } | RatingVerb::Say { level, .. } => ("rated", Some(*level)),
        RatingVerb::Disown { .. } => ("disowned", None),
        RatingVerb::Explain { .. } => ("explained", None),
        RatingVerb::LookAt { upheld: true, .. } => ("upheld", None),
        RatingVerb::LookAt { upheld: false, .. } => ("struck", None),
    };
    RatingPressed {
        done: done.to_owned(),
        level: level.map(level_name),
    }
}

/// A rating in a list of the staff's.
pub(crate) fn line(
    plan: &HallPlan,
    rating: &Rating,
    text: impl FnOnce(TextId) -> Option<String>,
) -> RatingLine {
    RatingLine {
        code: rating.code.to_string(),
        day: rating.key.day.0,
        service: names::service(plan, &rating.service),
        window: rating.window.get(),
        level: level_name(rating.level),
        from: from_name(rating.from).to_owned(),
        flags: rating
            .flags
            .iter()
            .map(|flag| flag_name(*flag).to_owned())
            .collect(),
        instead: rating.instead.map(level_name),
        reasons: rating.reasons.iter().map(|code| reason(plan, code)).collect(),
        text: rating.text.and_then(text),
        counts: counts_name(rating.counted()).to_owned(),
        followup: rating.followup.as_ref().map(ToString::to_string),
    }
}

fn reason(plan: &HallPlan, code: &str) -> hall_protocol::Names {
    let known = plan.ratings().reason(code);
    known.map_or_else(
        || hall_protocol::Names::same(code),
        |known| names::names(&known.names),
    )
}

/// Figures as they are told: by level only where nobody can be recognised.
pub(crate) fn figures(figures: &RatingFigures, shown_from: u32) -> RatingFiguresView {
    let is_shown = figures.levels.sum() >= shown_from;
    RatingFiguresView {
        rateable: figures.rateable,
        rated: figures.rated,
        unrated: figures.unrated(),
        levels: is_shown.then(|| level_figures(&figures.levels)),
        bad: is_shown.then_some(figures.bad),
        verified_bad: is_shown.then_some(figures.verified_bad),
        flagged: figures.flagged,
        struck: figures.struck,
    }
}

fn level_figures(levels: &LevelCounts) -> LevelFigures {
    LevelFigures {
        very_satisfied: levels.very_satisfied,
        satisfied: levels.satisfied,
        basically_satisfied: levels.basically_satisfied,
        dissatisfied: levels.dissatisfied,
        very_dissatisfied: levels.very_dissatisfied,
    }
}

/// A level by its word on the wire.
pub(crate) fn level_name(level: RatingLevel) -> LevelName {
    match level {
        RatingLevel::VerySatisfied => LevelName::VerySatisfied,
        RatingLevel::Satisfied => LevelName::Satisfied,
        RatingLevel::BasicallySatisfied => LevelName::BasicallySatisfied,
        RatingLevel::Dissatisfied => LevelName::Dissatisfied,
        RatingLevel::VeryDissatisfied => LevelName::VeryDissatisfied,
    }
}

/// A level, as the core has it.
pub(crate) fn level_of(level: LevelName) -> RatingLevel {
    match level {
        LevelName::VerySatisfied => RatingLevel::VerySatisfied,
        LevelName::Satisfied => RatingLevel::Satisfied,
        LevelName::BasicallySatisfied => RatingLevel::BasicallySatisfied,
        LevelName::Dissatisfied => RatingLevel::Dissatisfied,
        LevelName::VeryDissatisfied => RatingLevel::VeryDissatisfied,
    }
}

fn from_name(from: RatedFrom) -> &'static str {
    match from {
        RatedFrom::Window => "window",
        RatedFrom::Phone => "phone",
    }
}

fn flag_name(flag: RatingFlag) -> &'static str {
    match flag {
        RatingFlag::TooFast => "too_fast",
        RatingFlag::Burst => "burst",
        RatingFlag::Disowned => "disowned",
    }
}

fn counts_name(counted: Counted) -> &'static str {
    match counted {
        Counted::As(_) => "counted",
        Counted::Waits => "waiting",
        Counted::Struck => "struck",
    }
}

/// Whether an entry of the journal is about a rating.
pub(crate) fn is_about_rating(body: &serde_json::Value) -> bool {
    ratings_in(body).count() > 0
}

fn ratings_in(body: &serde_json::Value) -> impl Iterator<Item = &serde_json::Value> {
    let events = body["events"].as_array().into_iter().flatten();
    events.filter(|event| event["event"] == Rating::KIND)
}

/// An entry about a rating as staff may read it: who of them looked at it, without leg, visitor, press, level and follow-up.
/// None: visitors rate, and the place of their entry among others would name them. What the journal must hold to replay
/// stays in the journal.
pub(crate) fn without_rater(body: &serde_json::Value) -> Option<serde_json::Value> {
    body.pointer("/by/who").filter(|who| *who == "person")?;
    let tags: Vec<_> = ratings_in(body)
        .map(|_| serde_json::json!({ "event": Rating::KIND }))
        .collect();
    Some(serde_json::json!({ "by": body["by"], "events": tags }))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn of_a_rating_by_a_visitor_or_a_device_nothing_is_shown() {
        for by in [
            json!({"who": "visitor", "visit": 17}),
            json!({"who": "device", "id": "pad-1"}),
        ] {
            let body = json!({"by": by, "request": "0f", "events": [
                {"event": "rating", "key": "261124-17-0", "happened": {"rating": "rated", "level": "dissatisfied"}},
                {"event": "followup", "code": "261124-R-12345678", "window": 3}]});
            assert!(is_about_rating(&body));
            assert_eq!(without_rater(&body), None);
        }
    }

    #[test]
    fn whoever_looked_at_a_rating_stays_in_the_journals_page() {
        let by = json!({"who": "person", "code": "9001", "role": "manager"});
        let body = json!({"by": by, "events": [{"event": "rating", "key": "261124-17-0"}]});
        let shown = without_rater(&body).expect("a person");
        assert_eq!(shown, json!({"by": by, "events": [{"event": "rating"}]}));
    }

    #[test]
    fn other_entries_are_no_ratings() {
        assert!(!is_about_rating(
            &json!({"by": {"who": "hall"}, "events": [{"event": "day_closed"}]})
        ));
    }

    #[test]
    fn the_core_and_the_wire_have_the_same_levels() {
        for (core, wire) in RatingLevel::ALL.into_iter().zip(LevelName::ALL) {
            assert_eq!(level_name(core), wire);
            assert_eq!(level_of(wire), core);
            assert_eq!(core.is_bad(), wire.is_bad());
            assert_eq!(serde_json::json!(core), wire.name());
        }
    }
}
