//! A trace's day as a list of presses, in the order in which they happen.

use super::trace::{Change, TraceDay};

/// What happens at an instant. `leg` is a place in the day's list of legs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// A ticket is taken.
    Arrive {
        /// Which leg's.
        leg: usize,
    },
    /// Serving ends, or the visitor did not come.
    End {
        /// Which leg's.
        leg: usize,
    },
    /// A window does something of itself.
    Window {
        /// Which.
        window: u16,
        /// What.
        change: Change,
    },
    /// Somebody is called.
    Call {
        /// Whom the trace calls.
        leg: usize,
    },
    /// Serving begins.
    Start {
        /// Which leg's.
        leg: usize,
    },
}

impl Act {
    /// What comes first at one instant: who has arrived may be called, and an end frees its window.
    fn rank(self) -> u8 {
        match self {
            Self::Arrive { .. } => 0,
            Self::End { .. } => 1,
            Self::Window {
                change: Change::Open | Change::Resume,
                ..
            } => 2,
            Self::Window {
                change: Change::PausePlanned | Change::PauseUnplanned,
                ..
            } => 3,
            Self::Call { .. } => 4,
            Self::Start { .. } => 5,
        }
    }
}

/// One press.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// When, in milliseconds since midnight.
    pub at_ms: i64,
    /// What.
    pub act: Act,
}

/// The presses of a day. Calls of one instant stand in the order of the file; what windows do after the last
/// visitor has gone is left out, for the day is over by then.
#[must_use]
pub fn script(day: &TraceDay) -> Vec<Moment> {
    let mut moments = Vec::new();
    for (leg, row) in day.legs.iter().enumerate() {
        let mut note = |at_ms, act| moments.push(Moment { at_ms, act });
        if row.step == 0 {
            note(row.arrive_ms, Act::Arrive { leg });
        }
        note(row.call_ms, Act::Call { leg });
        if let Some(start_ms) = row.start_ms {
            note(start_ms, Act::Start { leg });
        }
        note(row.end_ms, Act::End { leg });
    }
    let last_end = day.legs.iter().map(|leg| leg.end_ms).max().unwrap_or(0);
    let changes = day.windows.iter().filter(|change| change.at_ms < last_end);
    moments.extend(changes.map(|row| Moment {
        at_ms: row.at_ms,
        act: Act::Window {
            window: row.window,
            change: row.change,
        },
    }));
    moments.sort_by_key(|moment| (moment.at_ms, moment.act.rank()));
    moments
}

#[cfg(test)]
mod tests {
    use super::super::trace::{TraceClass, TraceLeg, WindowChange};
    use super::*;

    fn leg(arrive_ms: i64, call_ms: i64, end_ms: i64) -> TraceLeg {
        TraceLeg {
            id: String::new(),
            journey: String::new(),
            step: 0,
            service: "s".into(),
            class: TraceClass::Ordinary,
            booked_ms: None,
            arrive_ms,
            deadline_ms: 0,
            call_ms,
            start_ms: Some(call_ms + 10),
            end_ms,
            window: 1,
        }
    }

    #[test]
    fn at_one_instant_arrivals_come_before_ends_and_ends_before_calls() {
        let day = TraceDay {
            number: 0,
            legs: vec![leg(100, 200, 900), leg(900, 900, 990)],
            windows: Vec::new(),
        };
        let at_900: Vec<_> = script(&day)
            .into_iter()
            .filter(|m| m.at_ms == 900)
            .map(|m| m.act)
            .collect();
        assert_eq!(
            at_900,
            [Act::Arrive { leg: 1 }, Act::End { leg: 0 }, Act::Call { leg: 1 }]
        );
    }

    #[test]
    fn calls_of_one_instant_keep_the_order_of_the_file() {
        let day = TraceDay {
            number: 0,
            legs: vec![leg(1, 50, 90), leg(2, 50, 80)],
            windows: Vec::new(),
        };
        let calls: Vec<_> = script(&day)
            .into_iter()
            .filter(|m| m.at_ms == 50)
            .map(|m| m.act)
            .collect();
        assert_eq!(calls, [Act::Call { leg: 0 }, Act::Call { leg: 1 }]);
    }

    #[test]
    fn what_a_window_does_after_the_last_visitor_is_left_out() {
        let change = WindowChange {
            at_ms: 500,
            window: 1,
            change: Change::PausePlanned,
        };
        let day = TraceDay {
            number: 0,
            legs: vec![leg(1, 50, 90)],
            windows: vec![change],
        };
        assert!(script(&day).iter().all(|moment| moment.at_ms <= 90));
    }
}
