//! Who is expected: bookings, which outlive a service day. A day's opening carries those that are still to come.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use crate::booking::{BookedTime, Booking, BookingState};
use crate::ids::{BookingCode, ServiceDay, TokenHash, VisitId};
use crate::leg::add_seconds;

use super::Carried;

/// The bookings of a hall.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Register {
    bookings: BTreeMap<TokenHash, Booking>,
    /// Derived: who shows a code.
    by_code: BTreeMap<BookingCode, TokenHash>,
    /// Derived: appointments by their time, as long as somebody is expected.
    expected: BTreeSet<(Timestamp, TokenHash)>,
}

impl Register {
    /// The register of those that a day's opening carries.
    pub(super) fn of(bookings: &[Booking]) -> Self {
        let mut register = Self::default();
        for booking in bookings {
            register.put(booking.clone());
        }
        register
    }

    /// A booking by its token.
    #[must_use]
    pub fn by_token(&self, token: &TokenHash) -> Option<&Booking> {
        self.bookings.get(token)
    }

    /// The visit that came of a booking.
    pub(super) fn visit_of(&self, token: &TokenHash) -> Option<VisitId> {
        match self.by_token(token)?.state {
            BookingState::Came { visit } => Some(visit),
            BookingState::Expected | BookingState::Missed | BookingState::Cancelled => None,
        }
    }

    /// A booking by the code that its holder types.
    #[must_use]
    pub fn by_code(&self, code: &BookingCode) -> Option<&Booking> {
        self.bookings.get(self.by_code.get(code)?)
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.bookings.len()
    }

    /// All bookings, in no order that means anything.
    pub fn all(&self) -> impl Iterator<Item = &Booking> {
        self.bookings.values()
    }

    /// The appointments of a day whose visitors are expected or have come.
    pub fn standing_on(&self, day: ServiceDay) -> impl Iterator<Item = &Booking> {
        self.all().filter(move |booking| {
            booking.at().is_some()
                && booking.last_day() == day
                && matches!(booking.state, BookingState::Expected | BookingState::Came { .. })
        })
    }

    /// The booking that a ticket of today came of.
    #[must_use]
    pub fn kept_by(&self, visit: VisitId) -> Option<&Booking> {
        let came = BookingState::Came { visit };
        self.all().find(|booking| booking.state == came)
    }

    /// Those that the opening of a day carries over. A hall that never closes still waits, on the new day, for the last
    /// appointments of the day before.
    pub(super) fn still_expected(&self, day: ServiceDay, carried: Option<&Carried>) -> Vec<Booking> {
        let expected = self.all().filter(|booking| booking.is_expected()).cloned();
        let expected = expected.map(|mut booking| {
            if let BookedTime::Slot { day: own, .. } = &mut booking.time
                && carried.is_some()
            {
                *own = day.max(*own);
            }
            booking
        });
        let expected = expected.filter(|booking| booking.last_day() >= day);
        // Whoever came before midnight and is still here keeps one address.
        let here = self.all().filter(|booking| {
            let visit = if let BookingState::Came { visit } = booking.state {
                Some(visit)
            } else {
                None
            };
            visit
                .zip(carried)
                .is_some_and(|(visit, carried)| carried.holds(visit))
        });
        expected.chain(here.cloned()).collect()
    }

    /// Appointments of whom nobody came within `patience_s` of their time.
    pub(super) fn missed(&self, patience_s: u32, now: Timestamp) -> impl Iterator<Item = TokenHash> {
        self.expected
            .iter()
            .take_while(move |(at, _)| add_seconds(*at, patience_s) < now)
            .map(|(_, token)| *token)
    }

    /// The last appointment until an instant.
    pub(super) fn last_until(&self, until: Timestamp) -> Option<Timestamp> {
        let last = (until, TokenHash::new([u8::MAX; 32]));
        self.expected.range(..=last).next_back().map(|(at, _)| *at)
    }

    /// The time of the next appointment.
    pub(super) fn next_at(&self) -> Option<Timestamp> {
        self.expected.first().map(|(at, _)| *at)
    }

    pub(super) fn put(&mut self, booking: Booking) {
        self.take(&booking.token);
        if let Some(at) = booking.at().filter(|_| booking.is_expected()) {
            self.expected.insert((at, booking.token));
        }
        // Eight digits may meet; the first keeps them, and the other's QR code still works.
        self.by_code.entry(booking.code()).or_insert(booking.token);
        self.bookings.insert(booking.token, booking);
    }

    pub(super) fn set(&mut self, token: &TokenHash, state: BookingState) {
        if let Some(mut booking) = self.take(token) {
            booking.state = state;
            self.put(booking);
        }
    }

    fn take(&mut self, token: &TokenHash) -> Option<Booking> {
        let booking = self.bookings.remove(token)?;
        if let Some(at) = booking.at() {
            self.expected.remove(&(at, *token));
        }
        if self.by_code.get(&booking.code()) == Some(token) {
            self.by_code.remove(&booking.code());
        }
        Some(booking)
    }
}
