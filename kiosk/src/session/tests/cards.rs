//! One ticket a person: the card on the reader.

use super::*;
use crate::holder::Holder;
use crate::session::{Card, CardFault};

fn holder(letter: &str) -> Holder {
    Holder::kept("2026-11-24".parse().unwrap(), letter.repeat(64))
}

fn card_needed() -> Input {
    Input::NotIssued(Refusal::Rules("card-needed".to_owned()))
}

impl Visitor {
    fn at_a_kiosk_with_a_reader() -> Self {
        Self {
            session: Session::new(true),
            now: Moment::default(),
        }
    }

    /// Takes a ticket for which the hall wants a card.
    fn asked_for_a_card() -> Self {
        let mut visitor = Self::at_a_kiosk_with_a_reader();
        visitor.chooses("service A01");
        visitor.chooses("take A01");
        visitor.hears(card_needed());
        visitor
    }

    fn puts(&mut self, card: Result<Holder, CardFault>) -> Option<Holder> {
        match self.session.take(self.now, Input::Card(card)) {
            Some(Effect::Issue(order)) => order.holder,
            _ => None,
        }
    }

    fn fault(&self) -> Option<CardFault> {
        let Screen::Card { fault, .. } = self.session.screen() else {
            panic!("no card is asked for: {:?}", self.session.screen())
        };
        *fault
    }
}

#[test]
fn a_card_that_the_hall_needs_is_asked_for_and_goes_with_the_same_wish() {
    let mut visitor = Visitor::at_a_kiosk_with_a_reader();
    visitor.chooses("service A01");
    visitor.chooses("cases 3");
    let Some(Effect::Issue(without)) = visitor.chooses("take A01") else {
        panic!("nothing is asked")
    };
    assert_eq!(without.holder, None);
    visitor.hears(card_needed());
    assert_eq!(visitor.fault(), None);
    let card = Input::Card(Ok(holder("a")));
    let Some(Effect::Issue(with)) = visitor.session.take(visitor.now, card) else {
        panic!("nothing is asked")
    };
    assert_eq!((with.wish, with.holder), (without.wish, Some(holder("a"))));
    visitor.hears(Input::Issued(ticket()));
    assert!(visitor.session.card().is_there(), "it is to be taken back");
    visitor.wait_s(90);
    assert!(visitor.is_at_home() && !visitor.session.card().is_there());
}

#[test]
fn without_a_reader_the_visitor_is_sent_to_reception() {
    let mut visitor = Visitor::default();
    visitor.chooses("service A01");
    visitor.chooses("take A01");
    visitor.hears(card_needed());
    assert!(matches!(
        visitor.session.screen(),
        Screen::Refused(Refusal::Rules(_))
    ));
}

#[test]
fn a_card_that_cannot_be_read_or_checked_is_asked_for_again() {
    let mut visitor = Visitor::asked_for_a_card();
    for fault in [CardFault::Unread, CardFault::HallAway] {
        visitor.wait_s(3);
        assert_eq!(visitor.puts(Err(fault)), None);
        assert_eq!(visitor.fault(), Some(fault));
    }
    assert_eq!(visitor.puts(Ok(holder("a"))), Some(holder("a")));
}

#[test]
fn who_fails_twice_is_told_something_else() {
    let mut visitor = Visitor::asked_for_a_card();
    for fault in [CardFault::Unread, CardFault::UnreadAgain, CardFault::UnreadAgain] {
        assert_eq!(visitor.puts(Err(CardFault::Unread)), None);
        assert_eq!(visitor.fault(), Some(fault));
        visitor.wait_s(3);
    }
}

#[test]
fn a_card_before_any_is_asked_for_is_told_so_and_not_kept() {
    let mut visitor = Visitor::at_a_kiosk_with_a_reader();
    assert_eq!(visitor.puts(Ok(holder("a"))), None);
    assert_eq!(visitor.session.card(), Card::Early);
    visitor.chooses("service A01");
    assert_eq!(visitor.session.card(), Card::There);
    let Some(Effect::Issue(order)) = visitor.chooses("take A01") else {
        panic!("nothing is asked")
    };
    assert_eq!(order.holder, None);
    // It lies there, and a reader says nothing of what lies there: it is to be lifted.
    visitor.hears(card_needed());
    assert_eq!(visitor.fault(), Some(CardFault::Unread));
    visitor.wait_s(3);
    assert_eq!(visitor.puts(Ok(holder("a"))), Some(holder("a")));
}

#[test]
fn a_card_while_the_hall_is_asked_or_on_a_result_changes_nothing() {
    let mut visitor = Visitor::at_a_kiosk_with_a_reader();
    visitor.chooses("service A01");
    visitor.chooses("take A01");
    assert_eq!(visitor.puts(Ok(holder("a"))), None);
    visitor.hears(Input::Issued(ticket()));
    assert_eq!(visitor.puts(Ok(holder("b"))), None);
    assert_eq!(visitor.session.card(), Card::Absent);
}

#[test]
fn a_card_left_on_a_reader_that_reads_again_signs_no_other_ticket_and_keeps_no_session_open() {
    let mut gone = Visitor::asked_for_a_card();
    assert!(gone.puts(Ok(holder("a"))).is_some());
    gone.hears(Input::Issued(ticket()));
    gone.chooses("home");
    gone.chooses("service A01");
    gone.chooses("take A01");
    gone.hears(card_needed());
    for _ in 0..60 {
        assert_eq!(gone.puts(Ok(holder("a"))), None);
        gone.wait_s(1);
    }
    assert!(gone.is_at_home(), "{:?}", gone.session.screen());
    // Whoever puts another one down is heard at once.
    gone.chooses("service A01");
    gone.chooses("take A01");
    gone.hears(card_needed());
    assert_eq!(gone.puts(Ok(holder("b"))), Some(holder("b")));
}

#[test]
fn a_card_under_the_question_whether_anybody_is_there_signs_nothing_unseen() {
    let mut visitor = Visitor::asked_for_a_card();
    visitor.wait_s(30);
    assert!(visitor.session.is_warning());
    assert_eq!(visitor.puts(Ok(holder("b"))), None);
    assert!(!visitor.session.is_warning());
    assert_eq!(
        visitor.fault(),
        Some(CardFault::Unread),
        "it is to be put down again"
    );
}

#[test]
fn a_reader_that_is_unplugged_asks_for_no_card() {
    let mut visitor = Visitor::asked_for_a_card();
    visitor.hears(Input::CardReader(false));
    let refused = Screen::Refused(Refusal::Rules("card-needed".to_owned()));
    assert_eq!(*visitor.session.screen(), refused);
    visitor.chooses("home");
    visitor.chooses("service A01");
    visitor.chooses("take A01");
    visitor.hears(card_needed());
    assert_eq!(*visitor.session.screen(), refused);
    visitor.hears(Input::CardReader(true));
    visitor.chooses("home");
    visitor.chooses("service A01");
    visitor.chooses("take A01");
    visitor.hears(card_needed());
    assert_eq!(visitor.fault(), None);
}

#[test]
fn a_card_does_not_hold_for_the_next_ticket() {
    let mut visitor = Visitor::asked_for_a_card();
    visitor.puts(Ok(holder("a")));
    visitor.hears(Input::Issued(ticket()));
    visitor.chooses("home");
    visitor.wait_s(1);
    visitor.chooses("service A01");
    let Some(Effect::Issue(order)) = visitor.chooses("take A01") else {
        panic!("nothing is asked")
    };
    assert_eq!(order.holder, None);
}

#[test]
fn whoever_has_no_card_goes_back_and_who_leaves_is_forgotten() {
    let mut visitor = Visitor::asked_for_a_card();
    visitor.chooses("home");
    assert!(visitor.is_at_home());
    assert!(
        !visitor.session.basket().is_empty(),
        "what was chosen can be changed"
    );
    let mut gone = Visitor::asked_for_a_card();
    gone.wait_s(30);
    assert!(gone.session.is_warning());
    gone.wait_s(20);
    assert!(gone.is_at_home() && gone.session.basket().is_empty());
    assert!(gone.session.card() == Card::Absent, "the reader stays");
}

#[test]
fn a_second_live_ticket_is_refused_and_the_card_taken_back() {
    let mut visitor = Visitor::asked_for_a_card();
    visitor.puts(Ok(holder("a")));
    let refused = Refusal::Rules("second-live-ticket".to_owned());
    visitor.hears(Input::NotIssued(refused.clone()));
    assert_eq!(*visitor.session.screen(), Screen::Refused(refused));
    assert!(visitor.session.card().is_there());
}

#[test]
fn a_card_notice_on_the_first_page_goes_by_itself() {
    let mut visitor = Visitor::at_a_kiosk_with_a_reader();
    visitor.puts(Ok(holder("a")));
    visitor.wait_s(50);
    assert!(visitor.session.card() == Card::Absent);
    assert_eq!(visitor.session.deadline(), None);
}
