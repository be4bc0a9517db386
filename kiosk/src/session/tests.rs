//! The kiosk rules that a session keeps, one test each.

mod arrivals;
mod cards;
mod elsewhere;
mod matters;

use std::time::Duration;

use hall_protocol::Language;
use hall_protocol::names::Names;
use hall_protocol::ticket::{AreaRef, ServiceRef, TicketIssued};

use super::{
    Choice, Comfort, Effect, GivenTicket, Guide, GuideAnswer, Helper, Input, Order, Paper, Refusal, Screen,
    Session, Wish,
};
use crate::clock::Moment;

/// The press that [`ticket`] answers.
const REQUEST: &str = "00112233445566778899aabbccddeeff";

/// A session and its hand-wound time.
#[derive(Default)]
struct Visitor {
    session: Session,
    now: Moment,
}

impl Visitor {
    fn wait_s(&mut self, seconds: u64) -> &mut Self {
        self.wait_ms(seconds * 1000)
    }

    fn wait_ms(&mut self, ms: u64) -> &mut Self {
        self.now = self.now.plus(Duration::from_millis(ms));
        assert_eq!(self.session.take(self.now, Input::Tick), None);
        self
    }

    fn chooses(&mut self, word: &str) -> Option<Effect> {
        let choice = Choice::from_word(word).expect("a control's word");
        self.session.take(self.now, Input::Choice(choice))
    }

    fn presses(&mut self, service: &str) -> Option<Effect> {
        self.session
            .take(self.now, Input::Choice(Choice::Key(service.to_owned())))
    }

    fn hears(&mut self, input: Input) {
        assert_eq!(self.session.take(self.now, input), None);
    }

    fn hears_of_a_guide(&mut self) -> Option<Effect> {
        self.session.take(self.now, Input::Guide(GuideAnswer::Heard))
    }

    fn with_a_ticket() -> Self {
        let mut visitor = Self::default();
        visitor.chooses("service A01");
        visitor.chooses("take A01");
        visitor.hears(Input::Issued(ticket()));
        visitor
    }

    fn is_at_home(&self) -> bool {
        *self.session.screen() == Screen::Home
    }
}

/// Services, journeys, cases and class of an order.
type Matters<'a> = (Vec<&'a str>, Vec<&'a str>, u16, Option<&'a str>);

fn matters_of(order: &Order) -> Matters<'_> {
    let Wish::Matters { basket, cases, class } = &order.wish else {
        panic!("an arrival")
    };
    let services = basket.services().iter().map(String::as_str).collect();
    let journeys = basket.journeys().iter().map(String::as_str).collect();
    (services, journeys, *cases, class.as_deref())
}

fn of_paper(paper: Paper) -> Input {
    Input::Paper {
        request: REQUEST.to_owned(),
        paper,
    }
}

fn ticket() -> Box<GivenTicket> {
    Box::new(GivenTicket {
        request: REQUEST.to_owned(),
        issued: TicketIssued {
            number: "A012".to_owned(),
            day: "2026-11-24".parse().unwrap(),
            series: String::new(),
            issued_at: "2026-11-24T01:41:00Z".parse().unwrap(),
            ahead: 6,
            estimate: None,
            service: ServiceRef {
                code: "A01".to_owned(),
                names: Names::default(),
            },
            area: AreaRef {
                code: "a".to_owned(),
                names: Names::default(),
            },
            windows: vec![1, 2],
            mark: "none".to_owned(),
            documents: Vec::new(),
            then: Vec::new(),
            also: Vec::new(),
            cases: 1,
        },
        qr_url: "http://hall.example/v/00".to_owned(),
    })
}

#[test]
fn a_ticket_is_two_touches_and_one_confirmation_away() {
    let mut visitor = Visitor::default();
    assert_eq!(visitor.chooses("group A"), None);
    assert_eq!(visitor.chooses("service A01"), None);
    let Some(Effect::Issue(order)) = visitor.chooses("take A01") else {
        panic!("no ticket asked for")
    };
    assert_eq!(matters_of(&order), (vec!["A01"], vec![], 1, None));
}

#[test]
fn k7_after_thirty_idle_seconds_a_warning_and_after_twenty_more_all_is_wiped() {
    let mut visitor = Visitor::default();
    visitor.chooses("language en");
    visitor.chooses("contrast");
    visitor.chooses("group A");
    visitor.wait_ms(29_999);
    assert!(!visitor.session.is_warning());
    visitor.wait_ms(1);
    assert!(visitor.session.is_warning());
    visitor.wait_ms(19_999);
    assert_eq!(visitor.session.comfort().language, Language::En);
    visitor.wait_ms(1);
    assert!(visitor.is_at_home());
    assert_eq!(visitor.session.comfort(), Comfort::default());
    assert_eq!(visitor.session.deadline(), None);
}

#[test]
fn k7_in_large_text_the_visitor_has_a_minute() {
    let mut visitor = Visitor::default();
    visitor.chooses("large");
    visitor.wait_ms(59_999);
    assert!(!visitor.session.is_warning());
    visitor.wait_ms(1);
    assert!(visitor.session.is_warning());
    visitor.wait_s(20);
    assert!(!visitor.session.comfort().large);
}

#[test]
fn k7_any_one_action_extends() {
    for action in ["stay", "group C", "contrast", "help"] {
        let mut visitor = Visitor::default();
        visitor.chooses("group A");
        visitor.wait_s(49);
        assert!(visitor.session.is_warning());
        visitor.chooses(action);
        assert!(!visitor.session.is_warning(), "{action}");
        visitor.wait_s(29);
        assert!(!visitor.is_at_home(), "{action}");
    }
}

#[test]
fn k7_a_home_page_that_nobody_touched_never_warns() {
    let mut visitor = Visitor::default();
    visitor.wait_s(3600);
    assert!(!visitor.session.is_warning());
}

#[test]
fn k7_a_claimed_class_is_not_left_to_the_next_visitor() {
    let mut visitor = Visitor::default();
    visitor.chooses("service A01");
    visitor.chooses("claim elderly");
    assert_eq!(visitor.session.claim(), Some("elderly"));
    visitor.wait_s(50);
    assert_eq!(visitor.session.claim(), None);
}

#[test]
fn k8_the_same_key_within_half_a_second_is_one_press() {
    let mut visitor = Visitor::default();
    assert!(visitor.presses("A01").is_some());
    visitor.hears(Input::NotIssued(Refusal::HallAway));
    visitor.wait_ms(499);
    assert_eq!(visitor.presses("A01"), None);
    visitor.wait_ms(1);
    assert!(visitor.presses("A01").is_some());
}

#[test]
fn k8_one_tap_is_one_ticket_however_long_the_hall_takes() {
    let mut visitor = Visitor::default();
    visitor.chooses("service A01");
    assert!(visitor.chooses("take A01").is_some());
    for _ in 0..50 {
        visitor.wait_ms(600);
        assert_eq!(visitor.chooses("take A01"), None);
        assert_eq!(visitor.presses("A01"), None);
        assert_eq!(visitor.presses("C01"), None);
    }
}

#[test]
fn a_stale_page_takes_no_ticket_for_a_service_that_is_not_on_the_screen() {
    let mut visitor = Visitor::default();
    visitor.chooses("service A01");
    assert_eq!(visitor.chooses("take C01"), None);
    assert_eq!(*visitor.session.screen(), Screen::Detail("A01".to_owned()));
}

#[test]
fn k12_help_is_one_touch_on_every_screen_and_keeps_the_screen() {
    let mut screens = vec![Visitor::default(), Visitor::with_a_ticket()];
    for way in [
        vec!["group A"],
        vec!["service A01"],
        vec!["service A01", "take A01"],
    ] {
        let mut visitor = Visitor::default();
        for step in way {
            visitor.chooses(step);
        }
        screens.push(visitor);
    }
    for mut visitor in screens {
        let before = visitor.session.screen().clone();
        assert_eq!(visitor.chooses("help"), Some(Effect::AskGuide));
        assert_eq!(visitor.session.guide(), Guide::Asked(visitor.now));
        assert_eq!(*visitor.session.screen(), before);
    }
}

#[test]
fn k12_help_can_be_cancelled_for_sixty_seconds_even_after_the_session_was_wiped() {
    let mut visitor = Visitor::default();
    visitor.chooses("group A");
    visitor.chooses("help");
    assert!(matches!(visitor.hears_of_a_guide(), Some(Effect::PrintEscort(_))));
    visitor.wait_ms(59_999);
    assert!(visitor.is_at_home());
    assert_eq!(visitor.chooses("cancel-help"), Some(Effect::CancelGuide));
    assert_eq!(visitor.session.guide(), Guide::NotAsked);

    visitor.wait_s(1);
    visitor.chooses("help");
    visitor.wait_s(60);
    assert_eq!(visitor.chooses("cancel-help"), None);
}

#[test]
fn k12_help_without_a_guide_says_who_fetches_it_and_can_be_cancelled() {
    for (left_to, helper) in [
        ("reception", Helper::Reception),
        ("window", Helper::Window),
        ("manager", Helper::Manager),
        ("of a newer hall", Helper::Manager),
    ] {
        let mut visitor = Visitor::default();
        visitor.chooses("help");
        let answer = GuideAnswer::LeftTo(Helper::of(Some(left_to)).unwrap());
        let effect = visitor.session.take(visitor.now, Input::Guide(answer));
        assert!(matches!(effect, Some(Effect::PrintEscort(_))), "somebody comes");
        assert!(matches!(visitor.session.guide(), Guide::Fetched(_, by) if by == helper));
        assert_eq!(visitor.chooses("cancel-help"), Some(Effect::CancelGuide));
    }
    assert_eq!(Helper::of(None), None);
}

#[test]
fn k12_help_answers_when_the_hall_is_away_and_can_be_tried_again() {
    let mut visitor = Visitor::default();
    visitor.chooses("help");
    visitor.hears(Input::Guide(GuideAnswer::Unheard));
    assert!(matches!(visitor.session.guide(), Guide::Unheard(_)));
    visitor.wait_s(1);
    assert_eq!(visitor.chooses("help"), Some(Effect::AskGuide));
}

#[test]
fn k12_whoever_calls_and_cancels_over_and_over_gets_one_escort_slip_a_minute() {
    let mut visitor = Visitor::default();
    let mut slips = 0;
    for _ in 0..10 {
        visitor.chooses("help");
        slips += usize::from(visitor.hears_of_a_guide().is_some());
        assert_eq!(visitor.hears_of_a_guide(), None, "the same call");
        visitor.chooses("cancel-help");
        assert_eq!(visitor.hears_of_a_guide(), None, "called off");
        visitor.wait_s(5);
    }
    assert_eq!(slips, 1);
    visitor.wait_s(10);
    visitor.chooses("help");
    assert!(matches!(visitor.hears_of_a_guide(), Some(Effect::PrintEscort(_))));
}

#[test]
fn k12_the_slip_of_an_escort_is_of_whoever_asked_for_it_although_another_stands_there_now() {
    let mut visitor = Visitor::default();
    visitor.chooses("language en");
    visitor.chooses("help");
    let asked_at = visitor.now;
    visitor.wait_s(50);
    assert!(visitor.is_at_home());
    visitor.chooses("service A01");
    visitor.chooses("take A01");
    visitor.hears(Input::Issued(ticket()));
    let Some(Effect::PrintEscort(asked)) = visitor.hears_of_a_guide() else {
        panic!("no slip")
    };
    assert_eq!((asked.at, asked.number), (asked_at, None));
    assert_eq!(asked.comfort.language, Language::En);
}

#[test]
fn k12_a_repeat_asks_for_no_second_guide() {
    let mut visitor = Visitor::default();
    visitor.chooses("help");
    visitor.wait_s(5);
    assert_eq!(visitor.chooses("help"), None);
}

#[test]
fn k14_a_button_of_a_service_is_one_press() {
    let mut visitor = Visitor::default();
    let Some(Effect::Issue(order)) = visitor.presses("S04") else {
        panic!("no ticket asked for")
    };
    assert_eq!(matters_of(&order).0, ["S04"]);
}

#[test]
fn k15_a_ticket_stays_fifteen_seconds_and_ends_the_session() {
    let mut visitor = Visitor::with_a_ticket();
    visitor.hears(of_paper(Paper::Printed));
    visitor.wait_ms(14_999);
    assert!(matches!(visitor.session.screen(), Screen::Ticket { .. }));
    visitor.wait_ms(1);
    assert!(visitor.is_at_home());
}

#[test]
fn k15_in_large_text_a_ticket_stays_thirty_seconds_and_the_size_is_wiped() {
    let mut visitor = Visitor::default();
    visitor.chooses("large");
    visitor.chooses("service A01");
    visitor.chooses("take A01");
    visitor.hears(Input::Issued(ticket()));
    // Its slip is long in coming: while it is on its way the number stays.
    visitor.wait_s(40);
    visitor.hears(of_paper(Paper::Printed));
    visitor.wait_ms(29_999);
    assert!(!visitor.is_at_home());
    visitor.wait_ms(1);
    assert!(visitor.is_at_home());
    assert!(!visitor.session.comfort().large);
}

#[test]
fn k16_without_paper_the_number_stays_a_minute() {
    for news in [Paper::NotPrinted, Paper::Unsure] {
        let mut visitor = Visitor::with_a_ticket();
        visitor.wait_s(3);
        visitor.hears(of_paper(news));
        visitor.wait_ms(59_999);
        assert!(!visitor.is_at_home());
        visitor.wait_ms(1);
        assert!(visitor.is_at_home());
    }
}

#[test]
fn k16_news_of_another_tickets_paper_changes_neither_the_words_nor_the_time() {
    for paper in [Paper::Printed, Paper::Unsure, Paper::NotPrinted] {
        let mut visitor = Visitor::with_a_ticket();
        visitor.hears(of_paper(Paper::NotPrinted));
        visitor.wait_s(3);
        let before = visitor.session.clone();
        visitor.hears(Input::Paper {
            request: "f".repeat(32),
            paper,
        });
        assert_eq!(visitor.session, before, "{paper:?}");
    }
}

#[test]
fn k17_a_hall_that_is_away_gives_no_ticket_and_says_so() {
    let mut visitor = Visitor::default();
    visitor.presses("A01");
    visitor.hears(Input::NotIssued(Refusal::HallAway));
    assert_eq!(*visitor.session.screen(), Screen::Refused(Refusal::HallAway));
    visitor.wait_s(15);
    assert!(visitor.is_at_home());
}

#[test]
fn k18_the_first_touch_counts() {
    let mut visitor = Visitor::default();
    visitor.wait_s(36_000);
    visitor.chooses("group A");
    assert_eq!(*visitor.session.screen(), Screen::Group('A'));
}

#[test]
fn the_button_of_the_next_visitor_starts_a_session_of_its_own() {
    let mut visitor = Visitor::default();
    visitor.chooses("language en");
    visitor.chooses("service A01");
    visitor.chooses("claim elderly");
    visitor.chooses("take A01");
    visitor.hears(Input::Issued(ticket()));
    let Some(Effect::Issue(order)) = visitor.presses("S04") else {
        panic!("no ticket asked for")
    };
    assert_eq!((matters_of(&order).3, order.comfort), (None, Comfort::default()));
}

#[test]
fn a_slip_is_printed_again_only_when_the_first_is_done() {
    let mut visitor = Visitor::with_a_ticket();
    assert_eq!(visitor.chooses("reprint"), None);
    visitor.wait_s(1);
    visitor.hears(of_paper(Paper::Unsure));
    assert_eq!(
        visitor.chooses("reprint"),
        Some(Effect::Reprint(REQUEST.to_owned()))
    );
}

#[test]
fn a_ticket_found_after_a_restart_is_shown_only_to_a_screen_at_home() {
    let mut visitor = Visitor::default();
    visitor.chooses("group A");
    visitor.hears(Input::Recovered(ticket()));
    assert_eq!(*visitor.session.screen(), Screen::Group('A'));

    let mut visitor = Visitor::default();
    visitor.hears(Input::Recovered(ticket()));
    assert!(matches!(
        visitor.session.screen(),
        Screen::Ticket {
            paper: Paper::Unsure,
            ..
        }
    ));
}

#[test]
fn every_control_has_a_word_that_means_it_again() {
    let words = [
        "group A",
        "elsewhere",
        "complain",
        "elsewhere marriage",
        "service A01",
        "take A01",
        "claim elderly",
        "claim ",
        "page 2",
        "home",
        "reprint",
        "help",
    ];
    for word in words
        .into_iter()
        .chain(["cancel-help", "language zh-Hans", "large", "contrast", "stay"])
    {
        assert_eq!(Choice::from_word(word).expect(word).to_string(), word);
    }
    assert_eq!(Choice::from_word("key A01"), None);
}
