//! What a visitor wants of the hall: matters for one ticket, or to be let in as somebody who is expected.

use serde::{Deserialize, Serialize};

use super::choice::Comfort;
use crate::holder::Holder;

/// As many matters as the hall puts on one ticket.
pub(crate) const MATTERS_LIMIT: usize = 6;
/// As many people or cases as the hall lets come with one ticket.
pub(crate) const CASES_LIMIT: u16 = 99;

/// Something a visitor comes for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Matter {
    /// A service's code.
    Service(String),
    /// A journey's code.
    Journey(String),
}

/// What one ticket is to be for, in the order of the choice; services before journeys, as the hall takes them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Basket {
    services: Vec<String>,
    journeys: Vec<String>,
}

impl Basket {
    /// With this matter alone.
    #[must_use]
    pub fn of(matter: Matter) -> Self {
        let mut basket = Self::default();
        basket.put(matter);
        basket
    }

    /// The codes of the services.
    #[must_use]
    pub fn services(&self) -> &[String] {
        &self.services
    }

    /// The codes of the journeys.
    #[must_use]
    pub fn journeys(&self) -> &[String] {
        &self.journeys
    }

    /// All of them.
    pub fn matters(&self) -> impl Iterator<Item = Matter> {
        let services = self.services.iter().cloned().map(Matter::Service);
        services.chain(self.journeys.iter().cloned().map(Matter::Journey))
    }

    /// How many.
    #[must_use]
    pub fn len(&self) -> usize {
        self.services.len() + self.journeys.len()
    }

    /// Whether nothing is chosen.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether one ticket takes no more.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.len() >= MATTERS_LIMIT
    }

    /// Whether this one is chosen.
    #[must_use]
    pub fn holds(&self, matter: &Matter) -> bool {
        match matter {
            Matter::Service(code) => self.services.contains(code),
            Matter::Journey(code) => self.journeys.contains(code),
        }
    }

    /// Chooses one more; what is chosen already, or too much for a ticket, changes nothing.
    pub(super) fn put(&mut self, matter: Matter) {
        if self.is_full() || self.holds(&matter) {
            return;
        }
        match matter {
            Matter::Service(code) => self.services.push(code),
            Matter::Journey(code) => self.journeys.push(code),
        }
    }

    pub(super) fn take_out(&mut self, matter: &Matter) {
        match matter {
            Matter::Service(code) => self.services.retain(|chosen| chosen != code),
            Matter::Journey(code) => self.journeys.retain(|chosen| chosen != code),
        }
    }
}

/// What the hall is asked for by one press.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wish {
    /// A ticket.
    Matters {
        /// What for.
        basket: Basket,
        /// How many people or cases come with it.
        cases: u16,
        /// The class claimed.
        class: Option<String>,
    },
    /// Somebody who is expected is here.
    Arrival {
        /// The eight digits of a booking, or what a code says that was scanned.
        shown: String,
        /// Whether to wait as a walk-in when it is too late for the appointment.
        accept_late: bool,
    },
}

/// A wish, and how its slip speaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// The wish.
    pub wish: Wish,
    /// Language and size.
    pub comfort: Comfort,
    /// Whose card was read for it.
    pub holder: Option<Holder>,
}

#[cfg(test)]
mod tests {
    use super::{Basket, MATTERS_LIMIT, Matter};

    fn service(number: usize) -> Matter {
        Matter::Service(format!("A{number:02}"))
    }

    #[test]
    fn a_basket_takes_six_matters_each_once_and_services_come_first() {
        let mut basket = Basket::default();
        basket.put(Matter::Journey("open-company".to_owned()));
        for number in [1, 1, 2, 3, 4, 5, 6, 7] {
            basket.put(service(number));
        }
        assert_eq!(basket.len(), MATTERS_LIMIT);
        assert_eq!(basket.services(), ["A01", "A02", "A03", "A04", "A05"]);
        assert_eq!(
            basket.matters().last(),
            Some(Matter::Journey("open-company".to_owned()))
        );
        basket.take_out(&service(2));
        assert!(!basket.holds(&service(2)) && !basket.is_full());
    }
}
