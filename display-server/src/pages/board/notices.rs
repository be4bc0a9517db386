//! What a board says beside its calls: what does not work, and what the manager announces.
//!
//! Nothing runs across the screen. Where several things must be said in one place, each stands still for its turn; a view
//! is drawn anew at least that often.

use hall_protocol::Names;
use hall_protocol::board::BoardView;
use hall_protocol::notice::{AnnouncementView, StopView};
use jiff::Timestamp;

use crate::pages::locale::Locale;
use crate::pages::words::Words;

/// How long a turn lasts; a board is drawn anew at least that often.
pub(super) const TURN_S: i64 = 10;
/// The widest text that stands in one line of the band beside its second language, in halves of a Chinese character.
const ONE_LINE: usize = 74;
/// The widest text that stands in one line of the band alone.
const ALONE: usize = 70;
/// The widest list of names that two lines of the band hold.
const TWO_LINES: usize = 150;

/// One text, in the board's language and in the second.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Said {
    /// What it is, as an element's name.
    pub(super) id: String,
    /// `evacuation`, `urgent`, `notice`, `stop`.
    pub(super) kind: String,
    /// In the board's language.
    pub(super) text: String,
    /// The language's tag.
    pub(super) tag: &'static str,
    /// In the second language; empty: there is no room for both.
    pub(super) second: String,
    /// The second language's tag.
    pub(super) second_tag: &'static str,
    /// How large it can be: `large`, `middle`, `small`.
    pub(super) size: &'static str,
}

/// What a board says beside its calls.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Notices {
    /// Everybody leaves: it takes the whole board.
    pub(super) evacuation: Option<Said>,
    /// It goes before the newest call.
    pub(super) urgent: Option<Said>,
    /// What does not work, then what is announced: at most a line of each.
    pub(super) band: Vec<Said>,
}

impl Notices {
    pub(super) fn of(view: &BoardView, locale: &Locale<'_>) -> Self {
        let both = Both(locale.words, locale.second());
        let of_kind = |kind: &'static str| view.announcements.iter().filter(move |one| one.kind == kind);
        let urgent: Vec<Said> = of_kind("urgent").map(|one| both.announcement(one)).collect();
        let notices: Vec<Said> = of_kind("notice")
            .flat_map(|one| both.in_the_band(both.announcement(one)))
            .collect();
        let (leaving, stops): (Vec<&StopView>, Vec<&StopView>) =
            view.stops.iter().partition(|stop| stop.cause == "evacuation");
        let stops: Vec<Said> = stops
            .into_iter()
            .flat_map(|stop| both.in_the_band(both.stop(stop)))
            .collect();
        let said = of_kind("evacuation").next().map(|one| both.announcement(one));
        let band = [turn(&stops, view.now), turn(&notices, view.now)];
        Self {
            evacuation: said.or_else(|| leaving.first().map(|stop| both.evacuation(stop))),
            urgent: turn(&urgent, view.now),
            band: band.into_iter().flatten().collect(),
        }
    }
}

/// Whose turn it is.
fn turn(said: &[Said], now: Timestamp) -> Option<Said> {
    said.get(turn_of(said.len(), now)?).cloned()
}

/// Whose turn it is of so many; none of nobody.
pub(super) fn turn_of(count: usize, now: Timestamp) -> Option<usize> {
    let count = i64::try_from(count).ok()?;
    let place = now.as_second().div_euclid(TURN_S).checked_rem_euclid(count)?;
    usize::try_from(place).ok()
}

/// The board's language and the second.
struct Both(Words, Words);

impl Both {
    fn announcement(&self, one: &AnnouncementView) -> Said {
        self.said(&one.kind, one.id, |words| words.name(&one.text))
    }

    fn stop(&self, stop: &StopView) -> Said {
        self.said("stop", stop.id, |words| words.stopped(&shortened(stop, words)))
    }

    fn evacuation(&self, stop: &StopView) -> Said {
        self.said("evacuation", stop.id, |words| words.say("board-evacuation"))
    }

    fn said(&self, kind: &str, id: u32, words: impl Fn(Words) -> String) -> Said {
        let text = words(self.0);
        Said {
            id: format!("{kind}-{id}"),
            kind: kind.to_owned(),
            size: match width(&text) {
                0..=24 => "large",
                25..=80 => "middle",
                _ => "small",
            },
            text,
            tag: self.0.language.tag(),
            second: words(self.1),
            second_tag: self.1.language.tag(),
        }
    }

    /// Both languages in one line where they fit, otherwise each in its turn.
    fn in_the_band(&self, said: Said) -> Vec<Said> {
        if width(&said.text) + width(&said.second) * 7 / 10 + 2 <= ONE_LINE {
            return vec![said];
        }
        let alone = |text: &str, words: Words| Said {
            text: text.to_owned(),
            tag: words.language.tag(),
            second: String::new(),
            size: if width(text) <= ALONE { "middle" } else { "small" },
            ..said.clone()
        };
        vec![alone(&said.text, self.0), alone(&said.second, self.1)]
    }
}

/// A stop of so many things that a board cannot name them all says of how many more.
fn shortened(stop: &StopView, words: Words) -> StopView {
    let mut room = TWO_LINES;
    let mut fits = |names: &&Names| {
        let needed = width(&words.name(names)) + 2;
        let fits = needed <= room;
        room = room.saturating_sub(needed);
        fits
    };
    let mut about: Vec<Names> = stop
        .about
        .iter()
        .take_while(|names| fits(names))
        .cloned()
        .collect();
    let more = stop.about.len().saturating_sub(about.len());
    if more > 0 {
        let text = words.count("list-more", u32::try_from(more).unwrap_or(u32::MAX));
        let [zh_hant, zh_hans, en] = [text.clone(), text.clone(), text];
        about.push(Names { zh_hant, zh_hans, en });
    }
    StopView {
        about,
        ..stop.clone()
    }
}

/// How wide a text is, in halves of a Chinese character.
fn width(text: &str) -> usize {
    text.chars()
        .map(|letter| if letter.is_ascii() { 1 } else { 2 })
        .sum()
}
