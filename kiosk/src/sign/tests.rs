//! What a sign shows, in every state of its window.

use hall_protocol::board::{BoardView, BoardWindow};
use hall_protocol::names::Names;
use hall_protocol::ticket::AreaRef;
use hall_protocol::window::WindowStateName;

use super::{SignFace, SignShown};

fn board(state: WindowStateName, ticket: Option<&str>) -> BoardView {
    let line = |window, state, ticket: Option<&str>| BoardWindow {
        window,
        state,
        ticket: ticket.map(str::to_owned),
        waiting: 4,
    };
    BoardView {
        seq: 1,
        day: Some("2026-11-24".parse().unwrap()),
        now: "2026-11-24T02:00:00Z".parse().unwrap(),
        hall: Names::default(),
        area: AreaRef {
            code: "a".to_owned(),
            names: Names::default(),
        },
        waiting: 4,
        stops: Vec::new(),
        announcements: Vec::new(),
        windows: vec![
            line(2, WindowStateName::Serving, Some("Z009")),
            line(3, state, ticket),
        ],
        calls: Vec::new(),
    }
}

fn shown(face: SignFace) -> SignShown {
    SignShown {
        face,
        is_delayed: false,
    }
}

#[test]
fn a_sign_shows_its_own_window_and_no_other() {
    use WindowStateName::{Called, Closed, Free, Paused, Serving};
    let table = [
        (Called, Some("A012"), SignFace::Called("A012".to_owned()), "A012"),
        (
            Serving,
            Some("A012"),
            SignFace::Serving("A012".to_owned()),
            "A012",
        ),
        (Free, None, SignFace::Free, "."),
        (Paused, None, SignFace::NotCalling, "- -"),
        (Closed, None, SignFace::NotCalling, "- -"),
    ];
    for (state, ticket, face, digits) in table {
        let found = SignFace::of(&board(state, ticket), 3);
        assert_eq!(found, face, "{state:?}");
        assert_eq!(shown(found).digits(), digits, "{state:?}");
    }
}

#[test]
fn a_window_that_the_board_does_not_know_calls_nobody() {
    assert_eq!(
        SignFace::of(&board(WindowStateName::Free, None), 99),
        SignFace::NotCalling
    );
}

#[test]
fn a_closed_hall_has_no_number_even_if_a_window_still_has_one() {
    let closed = BoardView {
        day: None,
        ..board(WindowStateName::Serving, Some("A012"))
    };
    let face = SignFace::of(&closed, 3);
    assert_eq!(face, SignFace::HallClosed);
    assert_eq!(shown(face).digits(), ".");
}

#[test]
fn digits_without_news_show_dashes_and_no_number() {
    assert_eq!(SignShown::default().digits(), "--------");
    let delayed = SignShown {
        face: SignFace::Called("A012".to_owned()),
        is_delayed: true,
    };
    assert_eq!(delayed.digits(), "--------");
}
