//! What is not handled here is found in two touches, and each looking is one asking.

use super::{Effect, Screen, Visitor};

#[expect(
    clippy::unnecessary_wraps,
    reason = "what a press leads to, as it is compared"
)]
fn counted() -> Option<Effect> {
    Some(Effect::CountAsking("marriage".to_owned()))
}

#[test]
fn k20_what_is_not_handled_here_is_two_touches_away_and_counted_when_it_is_looked_at() {
    let mut visitor = Visitor::default();
    assert_eq!(visitor.chooses("elsewhere"), None, "the list is no asking");
    assert_eq!(visitor.chooses("elsewhere marriage"), counted());
    let screen = Screen::Elsewhere(Some("marriage".to_owned()));
    assert_eq!(*visitor.session.screen(), screen);
}

#[test]
fn k8_one_looking_is_one_asking_and_another_one_is_another() {
    let mut visitor = Visitor::default();
    assert_eq!(visitor.chooses("elsewhere marriage"), counted());
    assert_eq!(visitor.chooses("elsewhere marriage"), None, "the same press");
    visitor.wait_s(1);
    assert_eq!(visitor.chooses("elsewhere marriage"), None, "it is shown already");
    visitor.chooses("elsewhere");
    assert_eq!(
        visitor.chooses("elsewhere marriage"),
        counted(),
        "somebody looks again"
    );
}

#[test]
fn k7_who_looked_elsewhere_and_left_is_forgotten() {
    let mut visitor = Visitor::default();
    visitor.chooses("elsewhere marriage");
    visitor.wait_s(30);
    assert!(visitor.session.is_warning());
    visitor.wait_s(20);
    assert!(visitor.is_at_home());
}

#[test]
fn what_was_chosen_before_is_kept_while_somebody_looks_elsewhere() {
    let mut visitor = Visitor::default();
    visitor.chooses("service A01");
    visitor.chooses("add A01");
    visitor.chooses("elsewhere marriage");
    visitor.chooses("home");
    assert_eq!(visitor.session.basket().services(), ["A01"]);
}
