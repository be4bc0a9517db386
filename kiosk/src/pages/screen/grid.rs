//! The lists a visitor touches: groups, or services when there are few.

use hall_protocol::plan_document::{PlanGroup, PlanService};

use super::basket::Bar;
use super::standing::Standing;
use crate::hall_watch::HallPicture;
use crate::plan::Plan;
use crate::session::{Matter, Session};
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
    /// What was chosen so far.
    pub(super) bar: Option<Bar>,
    /// Whether somebody who is expected is asked in: where nothing was chosen yet.
    pub(super) can_arrive: bool,
    /// Whether the way to what is not handled here is shown: where nothing was chosen yet, and there is anything of the kind.
    pub(super) leads_elsewhere: bool,
    /// Whether the way to a complaint is shown: where nothing was chosen yet.
    pub(super) can_complain: bool,
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
    /// Whether it is chosen already.
    pub(super) is_chosen: bool,
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
            session,
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
        let is_bare = group.is_none() && session.basket().is_empty();
        let (tiles, pages) = turn(tiles, session.page(), on_a_page(session), words);
        let title =
            |words: Words| group.map_or_else(|| words.say("home-title"), |g| g.name.get(words.0).to_owned());
        Self {
            title: title(words),
            title_second: title(second),
            is_dense: tiles.len() > ROOMY,
            tiles,
            is_inside: group.is_some(),
            pages,
            bar: Bar::of(session, hall, plan, words),
            can_arrive: is_bare && hall.answers,
            leads_elsewhere: is_bare && !plan.elsewhere().is_empty(),
            can_complain: is_bare,
        }
    }
}

impl GridView {
    /// What is not handled here, to be looked at one by one.
    pub(super) fn elsewhere(session: &Session, plan: &Plan, words: Words, second: Words) -> Self {
        let entries = plan.elsewhere().iter().enumerate();
        let tiles = entries.map(|(place, entry)| Tile {
            word: format!("elsewhere {}", entry.code),
            badge: (place + 1).to_string(),
            name: entry.name.get(words.0).to_owned(),
            name_second: entry.name.get(second.0).to_owned(),
            note: None,
            is_closed: false,
            is_chosen: false,
        });
        let (tiles, pages) = turn(tiles.collect(), session.page(), on_a_page(session), words);
        Self {
            title: words.say("elsewhere-title"),
            title_second: second.say("elsewhere-title"),
            is_dense: tiles.len() > ROOMY,
            tiles,
            is_inside: true,
            pages,
            bar: None,
            can_arrive: false,
            leads_elsewhere: false,
            can_complain: false,
        }
    }
}

fn on_a_page(session: &Session) -> usize {
    if session.comfort().large {
        ON_A_LARGE_PAGE
    } else {
        ON_A_PAGE
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
    session: &'a Session,
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
        let Standing { note, is_closed } = Standing::of_group(self.hall, self.plan, letter, self.words);
        Tile {
            word,
            badge: letter.to_string(),
            name: group.name.get(self.words.0).to_owned(),
            name_second: group.name.get(self.second.0).to_owned(),
            note,
            is_closed,
            is_chosen: false,
        }
    }

    fn service(&self, service: &PlanService) -> Tile {
        let Standing { note, is_closed } = Standing::of_service(self.hall, self.plan, service, self.words);
        let can_be_booked = is_closed && service.bookable && self.hall.answers;
        let book = can_be_booked.then(|| self.words.say("closed-book"));
        // The group waits in one line; saying so on each of its services would look like many lines.
        let notes: Vec<String> = note.filter(|_| is_closed).into_iter().chain(book).collect();
        let chosen = Matter::Service(service.code.clone());
        Tile {
            word: format!("service {}", service.code),
            badge: service.code.clone(),
            name: service.name.get(self.words.0).to_owned(),
            name_second: service.name.get(self.second.0).to_owned(),
            note: (!notes.is_empty()).then(|| self.words.join(&notes)),
            is_closed,
            is_chosen: self.session.basket().holds(&chosen),
        }
    }
}
