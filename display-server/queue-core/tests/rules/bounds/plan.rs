//! A plan of a generated day: two or three groups, some windows with skills, the settings of the promise clock.

use proptest::prelude::*;
use queue_core::plan::{NoShowRule, Person, QueueGroup, Role, Service, WindowPlan};
use queue_core::{GroupLetter, PersonCode, PlanParts, ServiceCode, WindowNumber};

use crate::matters::with_journey;
use crate::support::letter;

/// The letters that a plan takes its groups from.
const LETTERS: [char; 3] = ['X', 'Y', 'Z'];
/// The most windows of a plan.
pub const WINDOWS: u16 = 5;

/// What is chance in a plan. Each group has a window of its own, and there are some more.
#[derive(Debug, Clone)]
pub struct Shape {
    groups: usize,
    /// By window: the group that is its own, those it helps with, and a service that it may not handle.
    windows: Vec<(usize, Vec<usize>, Option<usize>)>,
    /// In minutes: ordinary, elderly, appointment, next leg.
    promises_min: [u32; 4],
    sigma_s: u32,
    early_call_s: Option<u32>,
    lag_s: u32,
    held: bool,
}

pub fn shape() -> impl Strategy<Value = Shape> {
    let helps = proptest::sample::subsequence(vec![0, 1, 2], 0..=3);
    let windows = proptest::collection::vec(
        (0..3usize, helps, proptest::option::weighted(0.3, 0..2usize)),
        3..=usize::from(WINDOWS),
    );
    let promises = prop_oneof![
        Just([30, 15, 10, 15]),
        Just([45, 5, 5, 10]),
        Just([20, 20, 20, 0])
    ];
    let sigma_s = prop_oneof![4 => Just(300), 1 => Just(0), 1 => Just(900)];
    let early_call_s = prop_oneof![4 => Just(Some(300)), 1 => Just(None)];
    let rest = (
        prop_oneof![Just(0u32), Just(120), Just(600)],
        proptest::bool::weighted(0.8),
    );
    (2..=3usize, windows, promises, sigma_s, early_call_s, rest).prop_map(
        |(groups, windows, promises_min, sigma_s, early_call_s, (lag_s, held))| Shape {
            groups,
            windows,
            promises_min,
            sigma_s,
            early_call_s,
            lag_s,
            held,
        },
    )
}

impl Shape {
    /// The small plan with the journey, as the shape wants it.
    pub fn parts(&self) -> PlanParts {
        let mut parts = with_journey();
        self.groups(&mut parts);
        self.windows(&mut parts);
        self.clock(&mut parts);
        parts.people.retain(|person| person.role != Role::Clerk);
        parts.people.extend(parts.windows.iter().map(clerk_of));
        parts
    }

    fn groups(&self, parts: &mut PlanParts) {
        for more in &LETTERS[2..self.groups] {
            let new = letter(*more);
            let group = QueueGroup {
                letter: new,
                ..parts.groups[0].clone()
            };
            parts.groups.push(group);
            for place in ["01", "02"] {
                let code = ServiceCode::new(format!("{new}{place}"));
                let service = Service {
                    code,
                    group: new,
                    ..parts.services[0].clone()
                };
                parts.services.push(service);
            }
        }
        for group in &mut parts.groups {
            group.remote = true;
        }
        // After X02 usually Y02, and the journey's second stage has lags.
        for service in parts
            .services
            .iter_mut()
            .filter(|service| service.code.as_str() == "X02")
        {
            service.next = Some(ServiceCode::new("Y02"));
            service.next_lag_s = self.lag_s;
        }
        for (place, leg) in parts
            .journeys
            .iter_mut()
            .flat_map(|one| &mut one.stages[1].legs)
            .enumerate()
        {
            leg.lag_s = if place == 0 { self.lag_s } else { self.lag_s / 2 };
        }
    }

    /// The first windows are the groups' own and handle all of it, so that everything is served by somebody.
    fn windows(&self, parts: &mut PlanParts) {
        let like = parts.windows[0].clone();
        let of = |place: usize| letter(LETTERS[place % self.groups]);
        parts.windows = (1..)
            .zip(&self.windows)
            .map(|(number, (own, helps, excluded))| {
                let own = if usize::from(number) <= self.groups {
                    of(usize::from(number) - 1)
                } else {
                    of(*own)
                };
                let secondary: Vec<GroupLetter> = helps
                    .iter()
                    .filter(|place| **place < self.groups)
                    .map(|place| of(*place))
                    .collect();
                let excluded = excluded.filter(|_| usize::from(number) > self.groups);
                WindowPlan {
                    number: WindowNumber::new(number),
                    primary: vec![own],
                    secondary: secondary.into_iter().filter(|group| *group != own).collect(),
                    excludes: excluded
                        .map(|place| ServiceCode::new(format!("{own}0{}", place + 1)))
                        .into_iter()
                        .collect(),
                    ..like.clone()
                }
            })
            .collect();
    }

    fn clock(&self, parts: &mut PlanParts) {
        let named = ["ordinary", "elderly", "appointment", "next_leg"];
        for (code, minutes) in named.iter().zip(self.promises_min) {
            for class in parts
                .classes
                .iter_mut()
                .filter(|class| class.code.as_str() == *code)
            {
                class.promise_s = minutes * 60;
            }
        }
        parts.rules.sigma_s = self.sigma_s;
        parts.rules.early_call_s = self.early_call_s;
        parts.rules.no_show = if self.held {
            NoShowRule::Held
        } else {
            NoShowRule::Closed
        };
        // Times every ten minutes, so that a day of an hour has early, punctual and late visitors.
        parts.rules.bookings.share_percent = 100;
        parts.rules.bookings.slot_s = 600;
    }
}

/// The work number of a window's clerk.
pub fn clerk_code(window: u16) -> String {
    format!("w{window}")
}

fn clerk_of(window: &WindowPlan) -> Person {
    Person {
        code: PersonCode::new(clerk_code(window.number.get())),
        role: Role::Clerk,
        windows: vec![window.number],
        skills: queue_core::plan::GuideSkills::default(),
        oversees: Vec::new(),
        home: None,
    }
}
