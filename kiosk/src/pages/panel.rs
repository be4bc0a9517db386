//! The panel: simulated devices to be pressed with the mouse, their lamps, and the paper that came out.
//!
//! Invariant: a key here presses a simulated pin, and nothing else; what follows is what would follow on hardware.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Form, Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse, Redirect, Response};
use firmware_config::{KeyMeaning, LampMeaning, PadKey, RatingKey, Role};
use hall_protocol::Language;
use serde::Deserialize;
use tokio::sync::watch;

use super::Served;
use super::live::stream_of;
use crate::devices::simulated::{SimulatedDigits, SimulatedFront};
use crate::hall_watch::HallPicture;
use crate::words::Words;
use simulated_printer::Paper;

/// Slips shown, newest first.
const SLIPS_SHOWN: usize = 12;
/// The panel is for staff and newcomers; it speaks the hall's first language and English beside it.
const WORDS: Words = Words(Language::ZhHant);
const SECOND: Words = Words(Language::En);

/// Everything a panel shows.
pub struct Panel {
    /// The devices of the process.
    pub fronts: Vec<SimulatedFront>,
    /// The simulated printer's paper, if there is one.
    pub paper: Option<Paper>,
    /// The hall, for the names of services.
    pub hall: watch::Receiver<HallPicture>,
    /// Counts what a looker-on should see.
    pub changes: watch::Receiver<u64>,
    /// Whether there is a touch page beside it.
    pub has_screen: bool,
}

#[derive(Template)]
#[template(path = "panel.html")]
struct PanelPage {
    words: Words,
    second: Words,
    has_screen: bool,
    /// What can be held before a reader. Outside of the fragment, which is drawn anew while somebody types.
    readers: Vec<ReaderView>,
    fragment: String,
}

#[derive(Template)]
#[template(path = "panel/fragment.html")]
struct Fragment {
    words: Words,
    second: Words,
    devices: Vec<DeviceView>,
    has_paper: bool,
    slips: Vec<SlipView>,
}

struct SlipView {
    number: usize,
    alt: String,
}

struct DeviceView {
    id: String,
    title: String,
    title_second: String,
    is_pad: bool,
    keys: Vec<KeyView>,
    lamps: Vec<LampView>,
    digits: Option<String>,
    is_sign: bool,
}

/// A reader that is told what it reads.
struct ReaderView {
    device: String,
    /// The field of the form.
    part: &'static str,
    /// The keys of its name, of what it reads, and of the button.
    name: &'static str,
    what: &'static str,
    button: &'static str,
}

struct KeyView {
    word: String,
    name: String,
    name_second: String,
    badge: Option<String>,
    kind: &'static str,
}

struct LampView {
    kind: &'static str,
    name: String,
    is_lit: bool,
}

#[derive(Deserialize)]
pub(super) struct Pressed {
    device: String,
    #[serde(flatten)]
    part: Part,
}

/// What of a device was touched.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Part {
    /// A key.
    Key(String),
    /// The scanner, with a code.
    Code(String),
    /// The card reader, with a card's number.
    Card(String),
}

impl Panel {
    fn fragment(&self) -> String {
        let hall = self.hall.borrow().clone();
        let slips = self.paper.as_ref().map(Paper::slips).unwrap_or_default();
        let view = Fragment {
            words: WORDS,
            second: SECOND,
            devices: self
                .fronts
                .iter()
                .map(|front| device_view(front, &hall))
                .collect(),
            has_paper: self.paper.is_some(),
            slips: slips
                .iter()
                .rev()
                .take(SLIPS_SHOWN)
                .map(|slip| slip_view(slip.number))
                .collect(),
        };
        view.render().unwrap_or_else(|error| {
            tracing::error!(%error, "the panel is not drawn");
            String::new()
        })
    }

    /// Whether there is such a part.
    fn press(&self, pressed: &Pressed) -> bool {
        let mut fronts = self.fronts.iter();
        let Some(front) = fronts.find(|front| front.device.id == pressed.device) else {
            return false;
        };
        match &pressed.part {
            Part::Key(word) => {
                let mut keys = front.keys.iter();
                let key = keys.find(|(meaning, _)| meaning.to_string() == *word);
                key.inspect(|(_, key)| key.press()).is_some()
            }
            Part::Code(code) => front
                .scanner
                .as_ref()
                .inspect(|scanner| scanner.read(code))
                .is_some(),
            Part::Card(number) => front.cards.as_ref().inspect(|cards| cards.put(number)).is_some(),
        }
    }

    fn readers(&self) -> Vec<ReaderView> {
        self.fronts.iter().flat_map(readers_of).collect()
    }
}

fn readers_of(front: &SimulatedFront) -> impl Iterator<Item = ReaderView> {
    let device = &front.device.id;
    let scanner = front.scanner.is_some().then(|| ReaderView {
        device: device.clone(),
        part: "code",
        name: "panel-scanner",
        what: "panel-scan-what",
        button: "panel-scan",
    });
    let cards = front.cards.is_some().then(|| ReaderView {
        device: device.clone(),
        part: "card",
        name: "panel-card-reader",
        what: "panel-card-what",
        button: "panel-card-put",
    });
    scanner.into_iter().chain(cards)
}

fn slip_view(number: usize) -> SlipView {
    SlipView {
        number,
        alt: WORDS.about("panel-slip", &number.to_string()),
    }
}

fn device_view(front: &SimulatedFront, hall: &HallPicture) -> DeviceView {
    let title = |words: Words| match &front.device.role {
        Role::TicketKiosk => words.say("panel-kiosk"),
        Role::WindowPad { window, .. } => words.count("panel-window", *window),
        Role::EscortPost => words.say("panel-post"),
        Role::Sign { window } => words.count("panel-sign", *window),
    };
    DeviceView {
        id: front.device.id.clone(),
        title: title(WORDS),
        title_second: title(SECOND),
        is_pad: matches!(front.device.role, Role::WindowPad { .. }),
        keys: front
            .keys
            .iter()
            .map(|(meaning, _)| key_view(meaning, hall))
            .collect(),
        lamps: lamp_views(front),
        digits: front.digits.as_ref().map(SimulatedDigits::text),
        is_sign: matches!(front.device.role, Role::Sign { .. }),
    }
}

/// The lamps, and the buzzers, which are seen like lamps.
fn lamp_views(front: &SimulatedFront) -> Vec<LampView> {
    let lamps = front.lamps.iter().map(|(shows, lamp)| LampView {
        kind: shows.name(),
        name: lamp_name(*shows),
        is_lit: lamp.is_lit(),
    });
    let buzzers = front.buzzers.iter().map(|buzzer| LampView {
        kind: "buzzer",
        name: WORDS.say("panel-buzzer"),
        is_lit: buzzer.is_lit(),
    });
    lamps.chain(buzzers).collect()
}

fn key_view(meaning: &KeyMeaning, hall: &HallPicture) -> KeyView {
    let name = |words: Words| match meaning {
        KeyMeaning::Service(code) => {
            let service = hall.plan.as_ref().and_then(|plan| plan.service(code));
            service.map_or_else(|| code.clone(), |service| service.name.get(words.0).to_owned())
        }
        KeyMeaning::Group(letter) => {
            let group = hall.plan.as_ref().and_then(|plan| plan.group(*letter));
            group.map_or_else(|| letter.to_string(), |group| group.name.get(words.0).to_owned())
        }
        KeyMeaning::Help => words.say("key-help"),
        KeyMeaning::Pad(key) => words.say(pad_word(*key)),
    };
    let (badge, kind) = match meaning {
        KeyMeaning::Service(code) => (Some(code.clone()), "service"),
        KeyMeaning::Group(letter) => (Some(letter.to_string()), "service"),
        KeyMeaning::Help => (None, "help"),
        KeyMeaning::Pad(PadKey::Guide) => (None, "pad guide"),
        KeyMeaning::Pad(PadKey::Next) => (None, "pad next"),
        KeyMeaning::Pad(PadKey::Rate(key)) => (Some(rating_digit(*key)), "pad rate"),
        KeyMeaning::Pad(PadKey::Recall | PadKey::StartFinish | PadKey::NoShow | PadKey::Pause) => {
            (None, "pad")
        }
    };
    KeyView {
        word: meaning.to_string(),
        name: name(WORDS),
        name_second: name(SECOND),
        badge,
        kind,
    }
}

fn pad_word(key: PadKey) -> &'static str {
    match key {
        PadKey::Next => "key-next",
        PadKey::Recall => "key-recall",
        PadKey::StartFinish => "key-start-finish",
        PadKey::NoShow => "key-no-show",
        PadKey::Pause => "key-pause",
        PadKey::Guide => "key-guide",
        PadKey::Rate(RatingKey::VerySatisfied) => "key-very-satisfied",
        PadKey::Rate(RatingKey::Satisfied) => "key-satisfied",
        PadKey::Rate(RatingKey::BasicallySatisfied) => "key-basically-satisfied",
        PadKey::Rate(RatingKey::Dissatisfied) => "key-dissatisfied",
        PadKey::Rate(RatingKey::VeryDissatisfied) => "key-very-dissatisfied",
    }
}

/// What stands on the key beside its word: 1 is the best.
fn rating_digit(key: RatingKey) -> String {
    let before = RatingKey::ALL.iter().take_while(|one| **one != key);
    (before.count() + 1).to_string()
}

fn lamp_name(lamp: LampMeaning) -> String {
    WORDS.say(&format!("lamp-{}", lamp.name()))
}

pub(super) async fn page(State(served): State<Served>) -> Response {
    let Some(panel) = served.panel else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let page = PanelPage {
        words: WORDS,
        second: SECOND,
        has_screen: panel.has_screen,
        readers: panel.readers(),
        fragment: panel.fragment(),
    };
    match page.render() {
        Ok(html) => ([(CACHE_CONTROL, "no-store")], Html(html)).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

pub(super) async fn press(
    State(served): State<Served>,
    headers: HeaderMap,
    Form(pressed): Form<Pressed>,
) -> Response {
    match served.panel {
        Some(panel) if panel.press(&pressed) => {
            if headers.contains_key("x-fragment") {
                StatusCode::NO_CONTENT.into_response()
            } else {
                Redirect::to("/panel").into_response()
            }
        }
        Some(_) | None => StatusCode::NOT_FOUND.into_response(),
    }
}

pub(super) async fn events(State(served): State<Served>) -> Response {
    let Some(panel) = served.panel else {
        return StatusCode::NOT_FOUND.into_response();
    };
    stream_of(panel.changes.clone(), move |_| panel.fragment()).into_response()
}

/// A slip as a picture.
pub(super) async fn paper(State(served): State<Served>, Path(slip): Path<usize>) -> Response {
    let paper = served
        .panel
        .as_ref()
        .and_then(|panel: &Arc<Panel>| panel.paper.clone());
    let slip = paper.and_then(|paper| paper.slips().into_iter().find(|kept| kept.number == slip));
    match slip.map(|slip| slip.picture.to_png()) {
        Some(Ok(png)) => ([(CONTENT_TYPE, "image/png")], png).into_response(),
        Some(Err(_)) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
