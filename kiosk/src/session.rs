//! One visitor's session at the touch screen: what is shown, what a touch or a key does, and when it all ends.
//!
//! Invariant: pure. No IO, no clock, no randomness; every call that needs the time is given it.
//! Invariant: an effect is asked for once per press; whoever carries it out answers with an [`Input`].
//! Invariant: after a session ends nothing of it is left: screen, language, sizes, contrast, claim and what was chosen
//! are wiped.

mod arrival;
mod card;
mod choice;
mod guide;
mod order;
mod screen;
mod timing;
mod walk;

pub(crate) use order::{CASES_LIMIT, MATTERS_LIMIT};
pub(crate) use screen::CODE_DIGITS;
pub(crate) use timing::WARNING;

use hall_protocol::Language;

use crate::clock::Moment;

pub use card::{Card, ReadCard};
pub use choice::{Choice, Comfort};
pub use guide::{Guide, GuideAnswer, Helper};
pub use order::{Basket, Matter, Order, Wish};
pub use screen::{CardFault, CodeFault, GivenTicket, LetIn, Paper, Refusal, Screen};

/// What happens to a session.
#[derive(Debug, Clone, PartialEq)]
pub enum Input {
    /// The visitor touched a control or pressed a key.
    Choice(Choice),
    /// The hall gave a ticket; its slip is being printed.
    Issued(Box<GivenTicket>),
    /// Somebody who has a number already is let in.
    LetIn(LetIn),
    /// No ticket was given.
    NotIssued(Refusal),
    /// What is known of a ticket's slip now.
    Paper {
        /// The press that the ticket answers.
        request: String,
        /// It.
        paper: Paper,
    },
    /// A ticket given before a restart, of which nobody knows whether its paper came out.
    Recovered(Box<GivenTicket>),
    /// What became of the request for a guide.
    Guide(GuideAnswer),
    /// A card was put on the reader.
    Card(ReadCard),
    /// Whether the card reader works.
    CardReader(bool),
    /// A deadline may have passed.
    Tick,
}

/// What a session wants done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Take a ticket.
    Issue(Order),
    /// Print the slip of the ticket that answered this press again, marked as a copy.
    Reprint(String),
    /// Tell the hall that somebody asked for this, which is not handled there.
    CountAsking(String),
    /// Ask for a guide.
    AskGuide,
    /// Print the slip of the escort that the hall has heard of.
    PrintEscort(EscortAsked),
    /// Take that back.
    CancelGuide,
}

/// A call for help as it was made, whoever stands before the kiosk when the hall answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EscortAsked {
    /// When.
    pub at: Moment,
    /// The number on the screen, if there was one.
    pub number: Option<String>,
    /// Language and size.
    pub comfort: Comfort,
}

/// The session.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Session {
    screen: Screen,
    page: usize,
    comfort: Comfort,
    /// What was chosen for one ticket.
    basket: Basket,
    /// How many people or cases come besides the first.
    more_cases: u16,
    claim: Option<String>,
    guide: Guide,
    /// What the guide was asked for with.
    escort: Option<EscortAsked>,
    /// When an escort's slip was last printed: whoever calls and cancels over and over gets no heap of paper.
    escort_printed: Option<Moment>,
    /// When the visitor last did something, or a screen that ends by itself began.
    since: Moment,
    warned: bool,
    last_press: Option<(Choice, Moment)>,
    /// What was held before the scanner last, and when it was last seen there.
    last_scan: Option<(String, Moment)>,
    card: Card,
    /// What the reader said last, and when.
    last_card: Option<(ReadCard, Moment)>,
}

impl Session {
    /// A session at its beginning.
    #[must_use]
    pub fn new(reads_cards: bool) -> Self {
        Self {
            card: if reads_cards { Card::Absent } else { Card::NoReader },
            ..Self::default()
        }
    }

    /// What is shown.
    #[must_use]
    pub fn screen(&self) -> &Screen {
        &self.screen
    }

    /// The page of a list that is shown, from 0.
    #[must_use]
    pub fn page(&self) -> usize {
        self.page
    }

    /// Language, size and contrast.
    #[must_use]
    pub fn comfort(&self) -> Comfort {
        self.comfort
    }

    /// What was chosen for one ticket.
    #[must_use]
    pub fn basket(&self) -> &Basket {
        &self.basket
    }

    /// How many people or cases come.
    #[must_use]
    pub fn cases(&self) -> u16 {
        1 + self.more_cases
    }

    /// The class the visitor claims.
    #[must_use]
    pub fn claim(&self) -> Option<&str> {
        self.claim.as_deref()
    }

    /// Where the request for a guide stands.
    #[must_use]
    pub fn guide(&self) -> Guide {
        self.guide
    }

    /// Where the visitor's card is.
    #[must_use]
    pub fn card(&self) -> Card {
        self.card
    }

    /// Whether the visitor is being asked to go on.
    #[must_use]
    pub fn is_warning(&self) -> bool {
        self.warned
    }

    /// Takes one input, and says what is to be done.
    pub fn take(&mut self, now: Moment, input: Input) -> Option<Effect> {
        self.let_time_pass(now);
        match input {
            Input::Choice(choice) => return self.choose(now, choice),
            Input::Issued(ticket) => self.show(
                now,
                Screen::Ticket {
                    ticket,
                    paper: Paper::Printing,
                },
            ),
            Input::LetIn(let_in) => self.show(now, Screen::LetIn(let_in)),
            Input::NotIssued(refusal) => self.hear_of_a_refusal(now, refusal),
            Input::Paper { request, paper } => self.hear_of_paper(now, &request, paper),
            Input::Recovered(ticket) if self.screen == Screen::Home => {
                self.show(
                    now,
                    Screen::Ticket {
                        ticket,
                        paper: Paper::Unsure,
                    },
                );
            }
            Input::Guide(answer) => return self.hear_of_the_guide(now, answer),
            Input::Card(card) => return self.take_the_card(now, card),
            Input::CardReader(works) => self.hear_of_the_reader(now, works),
            Input::Recovered(_) | Input::Tick => {}
        }
        None
    }

    fn choose(&mut self, now: Moment, choice: Choice) -> Option<Effect> {
        if self.is_the_same_press(now, &choice) {
            return None;
        }
        self.last_press = Some((choice.clone(), now));
        let was_warned = std::mem::take(&mut self.warned);
        self.card = self.card.after_a_choice();
        if !self.screen.ends_by_itself() {
            self.since = now;
        }
        match choice {
            Choice::Help => return self.ask_for_a_guide(now),
            Choice::CancelHelp => return self.cancel_the_guide(),
            Choice::Language(language) => self.comfort.language = language,
            Choice::Large => {
                self.comfort.large = !self.comfort.large;
                self.page = 0;
            }
            Choice::Contrast => self.comfort.contrast = !self.comfort.contrast,
            // Any action extends; this one does nothing else, so that a key may mean "I am here".
            Choice::Stay => debug_assert!(was_warned || !self.warned),
            Choice::Scan(text) => return self.scan(now, text),
            Choice::Digit { .. } | Choice::Erase(_) | Choice::Present | Choice::AcceptLate => {
                return self.present(now, &choice);
            }
            Choice::Group(_)
            | Choice::Service(_)
            | Choice::Journey { .. }
            | Choice::Elsewhere(_)
            | Choice::Complain
            | Choice::Key(_)
            | Choice::Take(_)
            | Choice::TakeAll
            | Choice::Add(_)
            | Choice::Remove(_)
            | Choice::Basket
            | Choice::Cases(_)
            | Choice::Claim(_)
            | Choice::Arrive
            | Choice::Page(_)
            | Choice::Home
            | Choice::Reprint => return self.walk(now, choice),
        }
        None
    }

    fn is_the_same_press(&self, now: Moment, choice: &Choice) -> bool {
        self.last_press
            .as_ref()
            .is_some_and(|(last, at)| last == choice && now.since(*at) < timing::SAME_PRESS)
    }

    /// A proof may come long after its ticket left the screen: it says nothing of the next visitor's.
    fn hear_of_paper(&mut self, now: Moment, request: &str, news: Paper) {
        if let Screen::Ticket { ticket, paper } = &mut self.screen
            && ticket.request == request
        {
            *paper = news;
            // What is known now counts from now: the slip is there to be taken, or the number is all the visitor has.
            self.since = now;
        }
    }

    fn show(&mut self, now: Moment, screen: Screen) {
        self.screen = screen;
        self.page = 0;
        self.since = now;
        self.warned = false;
        // What is claimed holds for the one ticket that is being put together.
        if self.screen == Screen::Home && self.basket.is_empty() {
            self.claim = None;
            self.more_cases = 0;
        }
    }

    /// The languages of a page: the visitor's, and the one beside it.
    #[must_use]
    pub fn languages(&self) -> (Language, Language) {
        match self.comfort.language {
            Language::ZhHant => (Language::ZhHant, Language::En),
            Language::ZhHans => (Language::ZhHans, Language::En),
            Language::En => (Language::En, Language::ZhHant),
        }
    }
}

#[cfg(test)]
mod tests;
