//! Who is expected: the part of an entry that outlives its day.

use crate::booking::{BookedTime, BookingState};
use crate::event::Event;
use crate::hall::{Hall, Register, Touched};
use crate::ids::TokenHash;

impl Hall {
    pub(super) fn apply_to_register(&mut self, event: &Event, touched: &mut Touched) {
        if let Event::DayOpened { bookings, .. } = event {
            self.register = Register::of(bookings);
        } else if let Event::Booked { booking } = event {
            self.register.put(booking.as_ref().clone());
        } else if let Event::BookingMoved { booking, to } = event {
            self.booking_moved(booking, *to);
        } else if let Some((booking, state)) = became(event) {
            self.register.set(&booking, state);
        } else {
            return;
        }
        touched.bookings = true;
    }

    fn booking_moved(&mut self, token: &TokenHash, to: BookedTime) {
        if let Some(mut moved) = self.register.by_token(token).cloned() {
            moved.time = to;
            moved.state = BookingState::Expected;
            self.register.put(moved);
        }
    }
}

/// What an event makes of a booking.
fn became(event: &Event) -> Option<(TokenHash, BookingState)> {
    if let Event::BookingCancelled { booking } = event {
        Some((*booking, BookingState::Cancelled))
    } else if let Event::BookingKept { booking, visit } = event {
        Some((*booking, BookingState::Came { visit: *visit }))
    } else if let Event::BookingReturned { booking } = event {
        Some((*booking, BookingState::Expected))
    } else if let Event::BookingMissed { booking } = event {
        Some((*booking, BookingState::Missed))
    } else {
        None
    }
}
