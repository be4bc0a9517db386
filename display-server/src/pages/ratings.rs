//! Ratings: what staff may know of them, a clerk's own, and the screen beside a window.
//!
//! Invariant: no page of the staff's shows a ticket, a leg or an instant of a rating, nor has an address that leads there.

mod list;
mod mine;
mod screen;
mod visitor;

pub(super) use list::{page as list_page, press as list_press};
pub(super) use mine::page as mine_page;
pub(super) use screen::{
    events as screen_events, fragment as screen_fragment, join as screen_join, page as screen_page,
    press as screen_press,
};
pub(super) use visitor::{Rateable, press as visitor_press};

use hall_protocol::rating::{LevelFigures, LevelName, RatingFiguresView};

use super::locale::Locale;

/// A level, how often, and how wide its part of a bar is.
struct Share {
    level: &'static str,
    count: u32,
    /// In percent of the bar, where it begins and how wide it is.
    from: u32,
    width: u32,
}

/// One line of figures.
struct Row {
    name: String,
    figures: RatingFiguresView,
    /// The levels, the best first; none: too few to be shown.
    shares: Option<Vec<Share>>,
}

impl Row {
    fn new(name: String, figures: RatingFiguresView) -> Self {
        Self {
            shares: figures.levels.as_ref().map(shares),
            name,
            figures,
        }
    }
}

fn shares(levels: &LevelFigures) -> Vec<Share> {
    let counts = [
        levels.very_satisfied,
        levels.satisfied,
        levels.basically_satisfied,
        levels.dissatisfied,
        levels.very_dissatisfied,
    ];
    let all: u32 = counts.iter().sum();
    let mut before = 0;
    let each = LevelName::ALL.into_iter().zip(counts).map(|(level, count)| {
        let at = |sum: u32| (sum * 100).checked_div(all).unwrap_or(0);
        let from = at(before);
        before += count;
        Share {
            level: level.name(),
            count,
            from,
            width: at(before) - from,
        }
    });
    each.collect()
}

/// What stands for a number that is not shown.
fn or_few(locale: &Locale<'_>, number: Option<u32>, shown_from: u32) -> String {
    number.map_or_else(
        || locale.fill("ratings-few", &[("from", &shown_from.to_string())]),
        |number| number.to_string(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_of_a_bar_fill_it() {
        let levels = LevelFigures {
            very_satisfied: 1,
            satisfied: 1,
            basically_satisfied: 1,
            ..LevelFigures::default()
        };
        let parts: Vec<_> = shares(&levels)
            .iter()
            .map(|share| (share.from, share.width))
            .collect();
        assert_eq!(parts, [(0, 33), (33, 33), (66, 34), (100, 0), (100, 0)]);
    }
}
