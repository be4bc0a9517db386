//! The touch page's content: drawn from the session and the hall's picture, the same for first load and update.

mod arrival;
mod basket;
mod body;
mod card;
mod complain;
mod detail;
mod elsewhere;
mod fees;
mod grid;
mod journey;
mod qr;
mod refused;
mod standing;
mod ticket;
mod ways;

use askama::Template;
use hall_protocol::Language;

use crate::clock::Moment;
use crate::hall_watch::HallPicture;
use crate::session::{Card, Guide, Paper, Screen, Session, WARNING};
use crate::words::Words;

use body::Body;

/// The page as it is to be seen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shown {
    /// The BCP 47 tag of its language.
    pub language: &'static str,
    /// What is announced to those who do not see it.
    pub status: String,
    /// The fragment.
    pub html: String,
    /// What the page says when its own daemon is gone.
    pub stale: String,
}

#[derive(Template)]
#[template(path = "screen.html")]
struct ScreenView<'a> {
    words: Words,
    second: Words,
    look: String,
    status: &'a str,
    hall: String,
    hall_second: String,
    time: Option<String>,
    notice: Option<String>,
    /// Whether the visitor's card is still on the reader.
    card_lies: bool,
    body: Body,
    warning_s: Option<u64>,
    guide: Guide,
    comfort: crate::session::Comfort,
    other_languages: [(&'static str, &'static str); 2],
}

/// The kiosk that shows the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Machine<'a> {
    /// Its id.
    pub id: &'a str,
    /// Whether it should print and cannot.
    pub is_without_paper: bool,
    /// Whether codes can be held before it.
    pub has_scanner: bool,
}

/// Draws the page.
#[must_use]
pub fn draw(session: &Session, hall: &HallPicture, machine: Machine, now: Moment) -> Shown {
    let (language, second) = session.languages();
    let (words, second) = (Words(language), Words(second));
    let body = Body::of(session, hall, machine, words, second);
    let status = status(session, &body, words);
    let plan = hall.plan.as_deref();
    let view = ScreenView {
        words,
        second,
        look: look(session, &body),
        status: &status,
        hall: plan.map_or_else(String::new, |plan| plan.hall().get(language).to_owned()),
        hall_second: plan.map_or_else(String::new, |plan| plan.hall().get(second.0).to_owned()),
        time: plan
            .zip(hall.hall_time(now))
            .map(|(plan, at)| plan.local(at).strftime("%H:%M").to_string()),
        notice: notice(hall, words)
            .or_else(|| (session.card() == Card::Early).then(|| words.say("card-early")))
            .or_else(|| paper_notice(session, hall, machine, words)),
        card_lies: card_lies(session),
        body,
        warning_s: session.is_warning().then_some(WARNING.as_secs()),
        guide: session.guide(),
        comfort: session.comfort(),
        other_languages: other_languages(language),
    };
    let html = view.render().unwrap_or_else(|error| {
        tracing::error!(%error, "the page is not drawn");
        String::new()
    });
    Shown {
        language: language.tag(),
        status,
        html,
        stale: words.say("stale"),
    }
}

/// The classes of the look: size, contrast, and the kind of screen.
fn look(session: &Session, body: &Body) -> String {
    let comfort = session.comfort();
    let large = if comfort.large { " large" } else { "" };
    let contrast = if comfort.contrast { " contrast" } else { "" };
    format!("{}{large}{contrast}", body.kind())
}

fn notice(hall: &HallPicture, words: Words) -> Option<String> {
    let plan = hall.plan.as_deref()?;
    if !hall.answers {
        let says = if hall.gives_alone { "away-alone" } else { "away" };
        return hall.day.is_some().then(|| words.say(says));
    }
    let day = hall.day.as_ref().filter(|day| day.day.is_none())?;
    Some(day.opens_at.map_or_else(
        || words.say("hall-closed"),
        |at| {
            let is_today = plan.local(at).date() == plan.local(day.now).date();
            let form = if is_today { "%H:%M" } else { "%m-%d %H:%M" };
            words.about("hall-opens", &plan.local(at).strftime(form).to_string())
        },
    ))
}

/// K16, before a number is taken: afterwards it would send its owner to take a second one.
fn paper_notice(session: &Session, hall: &HallPicture, machine: Machine, words: Words) -> Option<String> {
    if !session.screen().is_before() || !machine.is_without_paper {
        return None;
    }
    let elsewhere = hall.plan.as_deref()?.kiosk_next_to(machine.id);
    Some(elsewhere.map_or_else(
        || words.say("no-paper"),
        |name| words.about("no-paper-here", name.get(words.0)),
    ))
}

fn status(session: &Session, body: &Body, words: Words) -> String {
    if session.is_warning() {
        return words.say("warning-title");
    }
    match session.guide() {
        Guide::Coming(_) => return words.say("help-coming"),
        Guide::Fetched(_, helper) => return words.say(helper.text()),
        Guide::Unheard(_) => return [words.say("help-unheard"), words.say("help-unheard-note")].join(" "),
        Guide::NotAsked | Guide::Asked(_) => {}
    }
    let notice = match session.card() {
        Card::Early => words.say("card-early"),
        Card::NoReader | Card::Absent | Card::There if card_lies(session) => words.say("card-take-back"),
        Card::NoReader | Card::Absent | Card::There => String::new(),
    };
    said(&[&status_of_screen(session, body, words), &notice])
}

/// Whether the visitor leaves, and the card is still on the reader.
fn card_lies(session: &Session) -> bool {
    let is_over = !session.screen().is_before() && !matches!(session.screen(), Screen::Issuing(_));
    is_over && session.card().is_there()
}

fn status_of_screen(session: &Session, body: &Body, words: Words) -> String {
    match session.screen() {
        Screen::Ticket { ticket, paper } => said(&[
            &words.say("ticket-title"),
            &ticket.issued.number,
            &words.say(paper_word(*paper)),
        ]),
        Screen::LetIn(let_in) => said(&[body.heading(), &let_in.number]),
        Screen::Arrival { digits, .. } => said(&[body.heading(), digits, body.fault().unwrap_or_default()]),
        Screen::Card { .. } | Screen::Refused(_) => said(&[body.heading(), body.fault().unwrap_or_default()]),
        Screen::Home
        | Screen::Group(_)
        | Screen::Detail(_)
        | Screen::Journey { .. }
        | Screen::Elsewhere(_)
        | Screen::Complain
        | Screen::Basket
        | Screen::Issuing(_) => body.heading().to_owned(),
    }
}

/// A heading, what was typed as far as it goes, and what is wrong with it.
fn said(parts: &[&str]) -> String {
    let said = parts.iter().copied().filter(|part| !part.is_empty());
    said.collect::<Vec<_>>().join(" ")
}

/// The key of what is said of a slip.
fn paper_word(paper: Paper) -> &'static str {
    match paper {
        Paper::Printing => "paper-printing",
        Paper::Printed => "paper-printed",
        Paper::NotPrinted => "paper-not-printed",
        Paper::Unsure => "paper-unsure",
        Paper::None => "paper-none",
    }
}

/// The other languages, by tag and by their own name.
fn other_languages(language: Language) -> [(&'static str, &'static str); 2] {
    let (traditional, simplified, english) = (
        ("zh-Hant", "繁體中文"),
        ("zh-Hans", "简体中文"),
        ("en", "English"),
    );
    match language {
        Language::ZhHant => [simplified, english],
        Language::ZhHans => [traditional, english],
        Language::En => [traditional, simplified],
    }
}

#[cfg(test)]
mod tests;
