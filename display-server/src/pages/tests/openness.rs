//! A board's quiet moments, and what the public pages weigh.

use hall_protocol::Language;
use hall_protocol::board::BoardView;
use jiff::SignedDuration;

use super::{LANGUAGES, drawn, samples};
use crate::views::ViewBody;

/// A board so many seconds after its last call.
fn after_a_call(windows: u16, seconds: i64) -> BoardView {
    let mut board = samples::board(windows);
    let last = board.calls[0].at;
    board.now = last + SignedDuration::from_secs(seconds);
    board
}

fn html(board: BoardView) -> String {
    drawn(&ViewBody::Board(board), Language::En)
}

fn has_card(html: &str) -> bool {
    html.contains("class=\"card\"")
}

#[test]
fn a_board_shows_cards_only_while_nobody_is_called_and_its_windows_always() {
    for windows in [3, 7, 22, 38] {
        let calling = html(after_a_call(windows, 59));
        assert!(
            !has_card(&calling) && calling.contains("data-call=\"340\""),
            "{calling}"
        );
        let quiet = html(after_a_call(windows, 60));
        assert!(has_card(&quiet) && !quiet.contains("data-call="), "{quiet}");
        let lines = |html: &str| html.matches("<li class=\"line").count();
        assert_eq!(lines(&quiet), usize::from(windows), "the windows stay");
    }
    let mut board = after_a_call(7, 60);
    board.calls.clear();
    assert!(has_card(&html(board)), "nobody was called yet");
}

#[test]
fn a_card_stands_back_for_what_is_urgent_and_for_a_closed_hall() {
    let mut urgent = after_a_call(7, 600);
    urgent.announcements = vec![samples::announcement("urgent")];
    let urgent = html(urgent);
    assert!(!has_card(&urgent) && urgent.contains("urgent"), "{urgent}");
    let mut leaving = after_a_call(7, 600);
    leaving.stops = vec![samples::stop("evacuation")];
    assert!(!has_card(&html(leaving)));
    let mut closed = after_a_call(7, 600);
    closed.day = None;
    assert!(!has_card(&html(closed)));
}

#[test]
fn every_service_of_the_area_and_what_is_elsewhere_has_its_turn() {
    let plan = samples::plan();
    let services = plan.parts().services.len();
    let mut titles: Vec<String> = Vec::new();
    for turn in 0..=services {
        let seconds = 600 + 10 * i64::try_from(turn).expect("few");
        let card = html(after_a_call(7, seconds));
        let title = card.split("<article class=\"card\">").nth(1).expect("a card");
        let title = title.split("</h1>").next().expect("a heading").to_owned();
        assert!(!titles.contains(&title), "one after the other: {title}");
        titles.push(title);
    }
    let again = html(after_a_call(
        7,
        600 + 10 * i64::try_from(services + 1).expect("few"),
    ));
    assert!(again.contains(titles[0].trim()), "and from the beginning");
    let all = titles.join(" ");
    for service in &plan.parts().services {
        assert!(all.contains(&service.names.en), "{} in {all}", service.names.en);
    }
    assert!(all.contains("Not handled here"), "{all}");
}

#[test]
fn a_card_is_drawn_whole() {
    let service = samples::plan().parts().services[0].names.en.clone();
    let cards = (0..5).map(|turn| html(after_a_call(7, 600 + 10 * turn)));
    let card = cards
        .into_iter()
        .find(|card| card.contains(&service))
        .expect("its turn");
    for fact in [
        "Present ID card",
        "ID card <b>CNY 20 per card</b>",
        "15 working days",
        "Government hotline 12345",
    ] {
        assert!(card.contains(fact), "{fact} in {card}");
    }
}

#[test]
fn i5_a_card_has_no_ticket_and_no_name_of_staff() {
    for language in LANGUAGES {
        for turn in 0..6 {
            let board = after_a_call(7, 600 + 10 * turn);
            let html = drawn(&ViewBody::Board(board), language);
            let card = html.split("<article").nth(1).expect("a card");
            let card = card.split("</article>").next().expect("its end");
            for word in ["A012", "C1004", "1003", "elderly", "輪椅"] {
                assert!(!card.contains(word), "{word} in {card}");
            }
        }
    }
}
