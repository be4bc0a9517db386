//! The drawings that strangers see, kept whole: boards and phone pages.

use hall_protocol::Language;

use super::{drawn, samples};
use crate::views::ViewBody;

/// Keeps one drawing in one language, a tag a line, so that a change is seen where it is.
fn check(name: &str, body: &ViewBody, language: Language) {
    let html = drawn(body, language);
    let lines: Vec<&str> = html
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    insta::assert_snapshot!(format!("{name}_{}", language.tag()), lines.join("\n"));
}

#[test]
fn a_board_is_drawn_for_every_number_of_windows() {
    for count in [3, 7, 12, 22, 38] {
        let board = ViewBody::Board(samples::board(count));
        check(&format!("board_of_{count}"), &board, Language::ZhHant);
    }
    check("board_of_7", &ViewBody::Board(samples::board(7)), Language::En);
    check("board_of_12", &ViewBody::Board(samples::board(12)), Language::En);
}

#[test]
fn a_board_says_that_the_hall_is_closed() {
    let mut board = samples::board(7);
    board.day = None;
    check("board_closed", &ViewBody::Board(board), Language::ZhHant);
}

#[test]
fn a_board_says_what_does_not_work_and_what_is_announced() {
    for (kind, windows) in [("evacuation", 7), ("urgent", 7), ("urgent", 22), ("notice", 12)] {
        let mut board = samples::board(windows);
        board.stops = vec![samples::stop("system_down")];
        board.announcements = vec![samples::announcement(kind)];
        for language in [Language::ZhHant, Language::En] {
            check(
                &format!("board_{kind}_{windows}"),
                &ViewBody::Board(board.clone()),
                language,
            );
        }
    }
}

#[test]
fn an_evacuation_takes_the_whole_board_without_any_announcement() {
    let mut board = samples::board(7);
    board.stops = vec![samples::stop("evacuation")];
    check("board_evacuated", &ViewBody::Board(board), Language::ZhHant);
}

#[test]
fn a_phone_says_what_a_bad_day_means_for_its_ticket() {
    let [stopped, sent_home] = samples::held_up();
    for language in [Language::ZhHant, Language::En] {
        check("phone_stopped", &ViewBody::Visit(stopped.clone()), language);
        check("phone_sent_home", &ViewBody::Visit(sent_home.clone()), language);
        check(
            "phone_matters",
            &ViewBody::Visit(samples::many_matters()),
            language,
        );
    }
}

#[test]
fn the_managers_page_of_the_day_is_drawn() {
    for language in Language::ALL {
        check("today", &ViewBody::HallDay(samples::hall_day()), language);
    }
}

#[test]
fn a_phone_page_is_drawn_for_every_state() {
    for state in [
        "not_ready",
        "waiting",
        "called",
        "serving",
        "held",
        "parked",
        "ended",
    ] {
        check(
            &format!("phone_{state}"),
            &ViewBody::Visit(samples::visit(state)),
            Language::ZhHant,
        );
    }
    check(
        "phone_waiting",
        &ViewBody::Visit(samples::visit("waiting")),
        Language::En,
    );
    check(
        "phone_called",
        &ViewBody::Visit(samples::visit("called")),
        Language::ZhHans,
    );
}

#[test]
fn a_guides_page_is_drawn_on_duty_and_off_in_every_language() {
    for language in Language::ALL {
        check("guide_on_duty", &ViewBody::Guide(samples::guide(true)), language);
        check(
            "guide_off_duty",
            &ViewBody::Guide(samples::guide(false)),
            language,
        );
    }
}

#[test]
fn a_phone_page_says_who_fetches_help_while_no_guide_can() {
    for language in Language::ALL {
        for stand_in in ["manager", "reception", "window"] {
            let mut visit = samples::visit("waiting");
            visit.escort = Some("requested".to_owned());
            visit.escort_left_to = Some(stand_in.to_owned());
            let html = drawn(&ViewBody::Visit(visit), language);
            let words = super::super::words::Words::new(language).of("phone-fetched-by", stand_in);
            assert!(html.contains(&words), "{language:?} {stand_in}");
        }
    }
}
