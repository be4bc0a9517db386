//! One ticket for several matters: chosen one after the other, seen, changed, taken once.

use super::*;

fn asked(effect: Option<Effect>) -> Order {
    let Some(Effect::Issue(order)) = effect else {
        panic!("nothing is asked for: {effect:?}")
    };
    order
}

#[test]
fn two_matters_are_one_ticket_four_touches_away() {
    let mut visitor = Visitor::default();
    visitor.chooses("service A01");
    visitor.chooses("add A01");
    assert!(visitor.is_at_home(), "where the next one is chosen");
    visitor.chooses("service C01");
    let order = asked(visitor.chooses("take C01"));
    assert_eq!(matters_of(&order), (vec!["A01", "C01"], vec![], 1, None));
}

#[test]
fn services_are_asked_for_before_journeys_whatever_was_chosen_first() {
    let mut visitor = Visitor::default();
    for word in [
        "journey open-company K01",
        "add journey open-company",
        "service A01",
        "add A01",
    ] {
        assert_eq!(visitor.chooses(word), None);
    }
    let order = asked(visitor.chooses("take-all"));
    assert_eq!(matters_of(&order), (vec!["A01"], vec!["open-company"], 1, None));
}

#[test]
fn a_journey_is_taken_on_its_own_page_and_nowhere_else() {
    let mut visitor = Visitor::default();
    visitor.chooses("service K01");
    assert_eq!(visitor.chooses("take journey open-company"), None);
    visitor.chooses("journey open-company K01");
    let order = asked(visitor.chooses("take journey open-company"));
    assert_eq!(matters_of(&order), (vec![], vec!["open-company"], 1, None));
}

#[test]
fn what_was_chosen_can_be_taken_out_and_an_empty_basket_is_the_beginning() {
    let mut visitor = Visitor::default();
    for word in ["service A01", "add A01", "service C01", "add C01", "basket"] {
        visitor.chooses(word);
    }
    assert_eq!(*visitor.session.screen(), Screen::Basket);
    visitor.chooses("remove A01");
    assert_eq!(visitor.session.basket().services(), ["C01"]);
    visitor.chooses("remove C01");
    assert!(visitor.is_at_home() && visitor.session.basket().is_empty());
    assert_eq!(visitor.chooses("take-all"), None, "there is nothing to take");
}

#[test]
fn the_number_of_cases_is_set_and_not_counted_so_that_a_key_that_bounces_counts_once() {
    let mut visitor = Visitor::default();
    visitor.chooses("service A01");
    for word in ["cases 2", "cases 2", "cases 3"] {
        visitor.chooses(word);
        visitor.wait_ms(600);
    }
    assert_eq!(visitor.session.cases(), 3);
    visitor.chooses("cases 0");
    assert_eq!(visitor.session.cases(), 1);
    visitor.chooses("cases 100");
    let order = asked(visitor.chooses("take A01"));
    assert_eq!(matters_of(&order).2, 99);
}

#[test]
fn cases_and_claim_hold_for_the_one_ticket_that_is_put_together() {
    let mut visitor = Visitor::default();
    for word in [
        "service A01",
        "cases 4",
        "claim elderly",
        "add A01",
        "service C01",
    ] {
        visitor.chooses(word);
    }
    let order = asked(visitor.chooses("take C01"));
    assert_eq!(
        matters_of(&order),
        (vec!["A01", "C01"], vec![], 4, Some("elderly"))
    );
    let mut other = Visitor::default();
    for word in ["service A01", "cases 4", "home", "service C01"] {
        other.chooses(word);
    }
    assert_eq!(
        other.session.cases(),
        1,
        "nothing was chosen for which they could hold"
    );
}

#[test]
fn k7_an_idle_basket_is_wiped_with_the_rest() {
    let mut visitor = Visitor::default();
    for word in ["service A01", "cases 2", "add A01"] {
        visitor.chooses(word);
    }
    visitor.wait_s(30);
    assert!(visitor.session.is_warning(), "also on the home page");
    visitor.wait_s(20);
    assert!(visitor.session.basket().is_empty() && visitor.session.cases() == 1);
    assert_eq!(visitor.session.deadline(), None);
}

#[test]
fn k14_a_button_of_metal_adds_to_what_somebody_began_and_takes_nothing_unseen() {
    let mut visitor = Visitor::default();
    visitor.chooses("service A01");
    visitor.chooses("add A01");
    assert_eq!(visitor.presses("S04"), None);
    assert_eq!(*visitor.session.screen(), Screen::Basket);
    let order = asked(visitor.chooses("take-all"));
    assert_eq!(matters_of(&order).0, ["A01", "S04"]);
}

#[test]
fn nothing_of_one_visitors_choice_is_on_the_next_ones_ticket() {
    let mut visitor = Visitor::default();
    for word in ["service A01", "add A01", "take-all"] {
        visitor.chooses(word);
    }
    visitor.hears(Input::Issued(ticket()));
    visitor.hears(of_paper(Paper::Printed));
    let order = asked(visitor.presses("S04"));
    assert_eq!(matters_of(&order).0, ["S04"]);
}

#[test]
fn what_was_chosen_is_not_lost_when_the_hall_refuses() {
    let mut visitor = Visitor::default();
    for word in ["service A01", "add A01", "service C01", "take C01"] {
        visitor.chooses(word);
    }
    visitor.hears(Input::NotIssued(Refusal::Rules("issuing-ended".to_owned())));
    visitor.chooses("basket");
    assert_eq!(*visitor.session.screen(), Screen::Basket);
    visitor.chooses("remove C01");
    let order = asked(visitor.chooses("take-all"));
    assert_eq!(matters_of(&order).0, ["A01"]);
}

#[test]
fn a_metal_button_takes_neither_companions_nor_a_claim_of_whoever_was_choosing() {
    let mut visitor = Visitor::default();
    visitor.chooses("service A01");
    visitor.chooses("cases 5");
    visitor.wait_ms(600);
    visitor.chooses("claim elderly");
    let key = Input::Choice(Choice::Key("S04".to_owned()));
    let order = asked(visitor.session.take(visitor.now, key));
    assert_eq!(matters_of(&order), (vec!["S04"], vec![], 1, None));
}
