//! Somebody who is expected: eight digits, or a code before the scanner.

use super::*;
use crate::session::{CodeFault, LetIn};

impl Visitor {
    /// Types digits as fingers do, each on the page that the one before left.
    fn types(&mut self, digits: &str) {
        for digit in digits.chars() {
            let Screen::Arrival { digits, .. } = self.session.screen() else {
                panic!("no digits are asked for")
            };
            let word = format!("digit {} {digit}", digits.len());
            assert_eq!(self.chooses(&word), None);
            self.wait_ms(120);
        }
    }

    fn scans(&mut self, text: &str) -> Option<Effect> {
        self.session
            .take(self.now, Input::Choice(Choice::Scan(text.to_owned())))
    }

    fn digits(&self) -> (&str, Option<CodeFault>) {
        let Screen::Arrival { digits, fault } = self.session.screen() else {
            panic!("{:?}", self.session.screen())
        };
        (digits, *fault)
    }
}

fn shown(effect: Option<Effect>) -> Option<(String, bool)> {
    match effect {
        Some(Effect::Issue(Order {
            wish: Wish::Arrival { shown, accept_late },
            ..
        })) => Some((shown, accept_late)),
        _ => None,
    }
}

fn refused(name: &str) -> Input {
    Input::NotIssued(Refusal::Rules(name.to_owned()))
}

#[test]
fn eight_digits_are_an_arrival() {
    let mut visitor = Visitor::default();
    visitor.chooses("arrive");
    visitor.types("12345678");
    visitor.chooses("digit 8 9");
    assert_eq!(visitor.digits().0, "12345678", "a ninth is none");
    let asked = shown(visitor.chooses("present"));
    assert_eq!(asked, Some(("12345678".to_owned(), false)));
}

#[test]
fn k8_a_key_that_bounces_is_one_digit_and_a_digit_that_comes_twice_is_two() {
    let mut visitor = Visitor::default();
    visitor.chooses("arrive");
    visitor.chooses("digit 0 7");
    visitor.wait_ms(30);
    visitor.chooses("digit 0 7");
    assert_eq!(visitor.digits().0, "7");
    visitor.wait_ms(30);
    visitor.chooses("digit 1 7");
    assert_eq!(visitor.digits().0, "77");
    // Faster than the page is drawn, but another digit.
    visitor.chooses("digit 1 8");
    assert_eq!(visitor.digits().0, "778");
}

#[test]
fn too_few_digits_are_said_and_kept() {
    let mut visitor = Visitor::default();
    visitor.chooses("arrive");
    visitor.types("1234");
    assert_eq!(visitor.chooses("present"), None);
    assert_eq!(visitor.digits(), ("1234", Some(CodeFault::TooFew)));
    visitor.chooses("erase 4");
    assert_eq!(visitor.digits(), ("123", None));
}

#[test]
fn digits_that_the_hall_does_not_know_are_shown_again_to_be_corrected() {
    let mut visitor = Visitor::default();
    visitor.chooses("arrive");
    visitor.types("12345678");
    visitor.chooses("present");
    visitor.hears(refused("unknown-booking"));
    assert_eq!(visitor.digits(), ("12345678", Some(CodeFault::Unknown)));
    visitor.chooses("erase 8");
    visitor.types("9");
    assert_eq!(
        shown(visitor.chooses("present")).map(|(shown, _)| shown),
        Some("12345679".to_owned())
    );
    visitor.hears(refused("booking-used"));
    assert!(matches!(visitor.session.screen(), Screen::Refused(_)));
}

#[test]
fn a_code_counts_on_any_screen_and_once_as_long_as_it_stays() {
    let mut visitor = Visitor::default();
    visitor.chooses("group A");
    let url = "http://hall.example/v/00";
    assert_eq!(shown(visitor.scans(url)), Some((url.to_owned(), false)));
    visitor.wait_s(1);
    assert_eq!(visitor.scans(url), None, "it is being asked about");
    visitor.hears(Input::Issued(ticket()));
    visitor.wait_s(10);
    assert_eq!(visitor.scans(url), None, "its ticket is on the screen");
    assert!(
        shown(visitor.scans("http://hall.example/v/11")).is_some(),
        "another visitor's"
    );
}

#[test]
fn a_refused_code_may_be_shown_again_after_it_was_taken_away() {
    let mut visitor = Visitor::default();
    visitor.scans("menu");
    visitor.hears(refused("unknown-booking"));
    for _ in 0..3 {
        visitor.wait_s(2);
        assert_eq!(visitor.scans("menu"), None, "it is still there");
    }
    visitor.wait_s(3);
    assert!(shown(visitor.scans("menu")).is_some());
}

#[test]
fn whoever_is_late_may_wait_as_others_do() {
    let mut visitor = Visitor::default();
    visitor.scans("12345678");
    visitor.hears(Input::NotIssued(Refusal::Late("12345678".to_owned())));
    assert_eq!(
        shown(visitor.chooses("accept-late")),
        Some(("12345678".to_owned(), true))
    );
    let mut other = Visitor::default();
    assert_eq!(other.chooses("accept-late"), None, "nothing was late");
}

#[test]
fn somebody_with_a_number_is_let_in_and_sees_it() {
    let mut visitor = Visitor::default();
    visitor.scans("http://hall.example/v/00");
    visitor.hears(Input::LetIn(LetIn {
        number: "A012".to_owned(),
        ahead: 3,
        was_missed: true,
    }));
    assert_eq!(visitor.session.screen().number(), Some("A012"));
    visitor.wait_s(15);
    assert!(visitor.is_at_home());
}

#[test]
fn k7_half_typed_digits_are_wiped() {
    let mut visitor = Visitor::default();
    visitor.chooses("arrive");
    visitor.types("1234");
    visitor.wait_s(30);
    assert!(visitor.session.is_warning());
    visitor.wait_s(20);
    visitor.chooses("arrive");
    assert_eq!(visitor.digits().0, "");
}

#[test]
fn k8_quick_erasing_takes_a_digit_each_and_a_bounce_none() {
    let mut visitor = Visitor::default();
    visitor.chooses("arrive");
    visitor.types("1234");
    for word in ["erase 4", "erase 4", "erase 3", "erase 2"] {
        visitor.chooses(word);
        visitor.wait_ms(120);
    }
    assert_eq!(visitor.digits().0, "1");
}

#[test]
fn a_code_held_up_while_somebody_elses_ticket_is_taken_counts_once_it_is_there() {
    let mut visitor = Visitor::default();
    visitor.chooses("service A01");
    visitor.chooses("take A01");
    let url = "http://hall.example/b/22";
    assert_eq!(visitor.scans(url), None, "one visitor at a time");
    visitor.hears(Input::Issued(ticket()));
    visitor.wait_ms(500);
    assert_eq!(shown(visitor.scans(url)), Some((url.to_owned(), false)));
}
