//! What can happen on a generated day, and how it reads when a day breaks a bound.

use std::fmt;

use proptest::prelude::*;
use queue_core::command::Matter;
use queue_core::stop::StopCause;
use queue_core::visit::Channel;
use queue_core::{JourneyCode, ServiceCode};

use super::plan::{Shape, WINDOWS, shape};

/// A whole day: its plan, and what happens after nine.
#[derive(Clone)]
pub struct Day {
    pub shape: Shape,
    pub steps: Vec<Step>,
}

/// One thing that somebody does, or time that passes. Whoever is named by a place is the one at that place, counted
/// round, among those who could do it.
#[derive(Debug, Clone)]
pub enum Step {
    /// So many seconds pass.
    Wait(i64),
    /// A ticket is taken.
    Take {
        codes: Vec<&'static str>,
        elderly: bool,
        channel: Channel,
    },
    /// An appointment is made for one of the day's next times.
    Book { code: &'static str, slot: usize },
    /// Somebody comes who has an appointment: early, in time or late.
    Come(usize),
    /// Paper came out for a ticket.
    Paper(usize),
    /// Somebody with a remote ticket is in the hall.
    CheckIn(usize),
    /// Somebody who missed a call is back.
    Back(usize),
    /// Somebody gives the number back.
    Leave(usize),
    /// A window does what usually comes next: opens, calls, starts, finishes.
    Work(u16),
    /// A press at a window that is not the usual one.
    Press(u16, Press),
    /// Something does not work.
    Stop(StopCause, Option<char>),
    /// The first of the stops that last is over.
    EndStop,
    /// Everybody who waits for the first service waits for the second.
    Reroute(&'static str, &'static str),
    /// A window closes, and another serves for it.
    Cover { window: u16, by: u16 },
}

#[derive(Debug, Clone)]
pub enum Press {
    /// Finishes and calls in one.
    Next,
    CallThis(usize),
    NoShow,
    Park,
    /// Calls somebody again who was set aside.
    TakeUp(usize),
    Transfer(&'static str),
    Verify(bool),
    Undo,
    Close,
}

const CODES: [&str; 7] = ["X01", "X02", "Y01", "Y02", "home", "Z01", "Z02"];

/// A journey, or a service.
pub fn matter(code: &str) -> Matter {
    if code == "home" {
        Matter::Journey(JourneyCode::new(code))
    } else {
        Matter::Service(ServiceCode::new(code))
    }
}

fn service() -> impl Strategy<Value = &'static str> {
    proptest::sample::select(
        CODES
            .into_iter()
            .filter(|code| *code != "home")
            .collect::<Vec<_>>(),
    )
}

fn take() -> impl Strategy<Value = Step> {
    let codes = prop_oneof![
        6 => proptest::sample::subsequence(CODES.to_vec(), 1),
        2 => proptest::sample::subsequence(CODES.to_vec(), 2),
        1 => proptest::sample::subsequence(CODES.to_vec(), 3),
    ];
    let channel = prop_oneof![
        3 => Just(Channel::Reception),
        2 => Just(Channel::Kiosk),
        1 => Just(Channel::Phone),
    ];
    (codes, proptest::bool::weighted(0.3), channel).prop_map(|(codes, elderly, channel)| Step::Take {
        codes,
        elderly,
        channel,
    })
}

fn press() -> impl Strategy<Value = Press> {
    prop_oneof![
        4 => Just(Press::Next),
        1 => (0..9usize).prop_map(Press::CallThis),
        3 => Just(Press::NoShow),
        4 => Just(Press::Park),
        4 => (0..4usize).prop_map(Press::TakeUp),
        2 => service().prop_map(Press::Transfer),
        1 => any::<bool>().prop_map(Press::Verify),
        3 => Just(Press::Undo),
        1 => Just(Press::Close),
    ]
}

fn stop() -> impl Strategy<Value = Step> {
    let cause = prop_oneof![3 => Just(StopCause::SystemDown), 1 => Just(StopCause::Evacuation)];
    (
        cause,
        proptest::option::weighted(0.8, proptest::sample::select(vec!['X', 'Y', 'Z'])),
    )
        .prop_map(|(cause, group)| Step::Stop(cause, group))
}

fn step() -> impl Strategy<Value = Step> {
    let window = || 1..=WINDOWS;
    prop_oneof![
        8 => (1..45i64).prop_map(Step::Wait),
        5 => (45..300i64).prop_map(Step::Wait),
        1 => (300..1_500i64).prop_map(Step::Wait),
        16 => take(),
        3 => (service(), 0..4usize).prop_map(|(code, slot)| Step::Book { code, slot }),
        4 => (0..9usize).prop_map(Step::Come),
        4 => (0..9usize).prop_map(Step::Paper),
        3 => (0..9usize).prop_map(Step::CheckIn),
        2 => (0..9usize).prop_map(Step::Back),
        1 => (0..9usize).prop_map(Step::Leave),
        28 => window().prop_map(Step::Work),
        10 => (window(), press()).prop_map(|(window, press)| Step::Press(window, press)),
        1 => stop(),
        6 => Just(Step::EndStop),
        1 => (service(), service()).prop_map(|(from, to)| Step::Reroute(from, to)),
        1 => (window(), window()).prop_map(|(window, by)| Step::Cover { window, by }),
    ]
}

pub fn day() -> impl Strategy<Value = Day> {
    (shape(), proptest::collection::vec(step(), 1..200)).prop_map(|(shape, steps)| Day { shape, steps })
}

/// One line a step, however it is asked for: a broken day is read from top to bottom.
impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:?}", self.shape)?;
        self.steps.iter().try_for_each(|step| writeln!(f, "    {step:?}"))
    }
}
