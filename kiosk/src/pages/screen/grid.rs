//! The lists a visitor touches: groups, or services when there are few.

use hall_protocol::identity::IssuingEnded;
use hall_protocol::plan_document::{PlanGroup, PlanService};
use jiff::Timestamp;

use crate::hall_watch::HallPicture;
use crate::plan::Plan;
use crate::session::Session;
use crate::words::Words;

/// Up to this many services stand on the home page themselves (K14).
const FEW_SERVICES: usize = 8;
/// Choices on a page (K14) …
const ON_A_PAGE: usize = 24;
/// … and in large text (K11).
const ON_A_LARGE_PAGE: usize = 4;
/// More tiles than this are set tighter.
const ROOMY: usize = 8;

pub(super) struct GridView {
    pub(super) title: String,
    pub(super) title_second: String,
    pub(super) tiles: Vec<Tile>,
    pub(super) is_dense: bool,
    /// Whether there is a way back.
    pub(super) is_inside: bool,
    pub(super) pages: Option<PageTurner>,
}

pub(super) struct PageTurner {
    pub(super) previous: Option<usize>,
    pub(super) next: Option<usize>,
    pub(super) label: String,
}

pub(super) struct Tile {
    /// The control's word.
    pub(super) word: String,
    /// What picks it on a keyboard, and stands on its badge.
    pub(super) badge: String,
    pub(super) name: String,
    pub(super) name_second: String,
    /// How many wait, or when it opens.
    pub(super) note: Option<String>,
    pub(super) is_closed: bool,
}

impl GridView {
    pub(super) fn of(
        session: &Session,
        hall: &HallPicture,
        plan: &Plan,
        letter: Option<char>,
        words: Words,
        second: Words,
    ) -> Self {
        let draw = TileMaker {
            hall,
            plan,
            words,
            second,
        };
        let group = letter.and_then(|letter| plan.group(letter));
        let tiles: Vec<Tile> = match group {
            Some(group) => plan
                .services_of(group.letter.as_char())
                .map(|service| draw.service(service))
                .collect(),
            None if plan.services().len() <= FEW_SERVICES => plan
                .services()
                .iter()
                .map(|service| draw.service(service))
                .collect(),
            None => plan.groups().iter().map(|group| draw.group(group)).collect(),
        };
        let on_a_page = if session.comfort().large {
            ON_A_LARGE_PAGE
        } else {
            ON_A_PAGE
        };
        let (tiles, pages) = turn(tiles, session.page(), on_a_page, words);
        let title =
            |words: Words| group.map_or_else(|| words.say("home-title"), |g| g.name.get(words.0).to_owned());
        Self {
            title: title(words),
            title_second: title(second),
            is_dense: tiles.len() > ROOMY,
            tiles,
            is_inside: group.is_some(),
            pages,
        }
    }
}

/// The tiles of one page, and the way to the others.
fn turn(tiles: Vec<Tile>, page: usize, on_a_page: usize, words: Words) -> (Vec<Tile>, Option<PageTurner>) {
    let count = tiles.len().div_ceil(on_a_page).max(1);
    let page = page.min(count - 1);
    let shown = tiles.into_iter().skip(page * on_a_page).take(on_a_page).collect();
    let turner = (count > 1).then(|| PageTurner {
        previous: page.checked_sub(1),
        next: Some(page + 1).filter(|next| *next < count),
        label: words.about("page-of", &format!("{} / {count}", page + 1)),
    });
    (shown, turner)
}

struct TileMaker<'a> {
    hall: &'a HallPicture,
    plan: &'a Plan,
    words: Words,
    second: Words,
}

impl TileMaker<'_> {
    /// A group; one with a single service leads straight to it.
    fn group(&self, group: &PlanGroup) -> Tile {
        let letter = group.letter.as_char();
        let mut services = self.plan.services_of(letter);
        let word = match (services.next(), services.next()) {
            (Some(only), None) => format!("service {}", only.code),
            (Some(_), Some(_)) | (None, _) => format!("group {letter}"),
        };
        let (note, is_closed) = standing(self.hall, self.plan, letter, self.words);
        Tile {
            word,
            badge: letter.to_string(),
            name: group.name.get(self.words.0).to_owned(),
            name_second: group.name.get(self.second.0).to_owned(),
            note,
            is_closed,
        }
    }

    fn service(&self, service: &PlanService) -> Tile {
        let (note, is_closed) = standing_of(self.hall, self.plan, service, self.words);
        Tile {
            word: format!("service {}", service.code),
            badge: service.code.clone(),
            name: service.name.get(self.words.0).to_owned(),
            name_second: service.name.get(self.second.0).to_owned(),
            // The group waits in one line; saying so on each of its services would look like many lines.
            note: note.filter(|_| is_closed),
            is_closed,
        }
    }
}

/// How many wait for a group, or why it is closed and when it issues again (K17); and whether it is closed.
fn standing(hall: &HallPicture, plan: &Plan, letter: char, words: Words) -> (Option<String>, bool) {
    let Some(group) = open_hall(hall).and_then(|hall| hall.group(letter)) else {
        return (None, hall.answers && hall.day.is_some());
    };
    if group.open {
        let note = match group.waiting {
            0 => words.say("ahead-nobody"),
            waiting => words.count("ahead", waiting),
        };
        return (Some(note), false);
    }
    (Some(closed(hall, plan, group.from, group.ended, words)), true)
}

/// The same of one service, which may stand otherwise than its group.
pub(super) fn standing_of(
    hall: &HallPicture,
    plan: &Plan,
    service: &PlanService,
    words: Words,
) -> (Option<String>, bool) {
    let own = open_hall(hall).and_then(|hall| hall.service(&service.code));
    match own {
        Some(own) if !own.open => (Some(closed(hall, plan, own.from, own.ended, words)), true),
        Some(_) | None => standing(hall, plan, service.group.as_char(), words),
    }
}

fn open_hall(hall: &HallPicture) -> Option<&HallPicture> {
    Some(hall).filter(|hall| hall.answers && hall.service_day().is_some())
}

/// Why no ticket is issued now, and from when one is again: later today, or on another day.
fn closed(
    hall: &HallPicture,
    plan: &Plan,
    from: Option<Timestamp>,
    ended: Option<IssuingEnded>,
    words: Words,
) -> String {
    let why = ended.map(|ended| {
        words.say(match ended {
            IssuingEnded::HallCloses => "closed-today",
            IssuingEnded::ServiceStops => "closed-stopped",
            IssuingEnded::HoursOver => "closed-hours-over",
            IssuingEnded::NotToday => "closed-not-today",
        })
    });
    let is_today = |at: Timestamp| {
        hall.day
            .as_ref()
            .is_some_and(|day| plan.local(at).date() == plan.local(day.now).date())
    };
    let again = from.map(|at| {
        let when = if is_today(at) {
            plan.local(at).strftime("%H:%M").to_string()
        } else {
            plan.day_and_time(at, words.0)
        };
        words.about("closed-until", &when)
    });
    match (why, again) {
        (Some(why), Some(again)) => words.join(&[why, again]),
        (Some(only), None) | (None, Some(only)) => only,
        (None, None) => words.say("closed-today"),
    }
}
