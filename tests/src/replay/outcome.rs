//! What came of a replay: calls that matched, calls that did not and why, and records that agree or do not.

use std::collections::BTreeMap;

use serde::Serialize;

/// Keys closer than this are a tie: the files' instants are rounded to it.
pub const TIE_MS: i64 = 100;

/// A call in which the server chose another visitor than the trace.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Miss {
    /// The trace's day.
    pub day: u16,
    /// When, in milliseconds since midnight.
    pub at_ms: i64,
    /// Where.
    pub window: u16,
    /// Whom the trace calls.
    pub recorded: String,
    /// The same, by ticket.
    pub recorded_ticket: String,
    /// That leg's key at the window.
    pub recorded_key_ms: i64,
    /// Whom the server chose.
    pub chosen: String,
    /// The same, by ticket.
    pub chosen_ticket: String,
    /// That leg's key at the window.
    pub chosen_key_ms: i64,
    /// How many windows call at this instant.
    pub calls_at_this_instant: usize,
}

impl Miss {
    /// Whether the trace itself cannot say who was first: several calls at one instant, or a tie.
    #[must_use]
    pub fn is_undecidable(&self) -> bool {
        self.calls_at_this_instant > 1 || self.is_tie()
    }

    /// Whether the two keys differ by no more than the files' rounding.
    #[must_use]
    pub fn is_tie(&self) -> bool {
        (self.recorded_key_ms - self.chosen_key_ms).abs() <= TIE_MS
    }
}

/// A record of the server's that is not the trace's.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Difference {
    /// The trace's leg.
    pub leg: String,
    /// What differs.
    pub field: &'static str,
    /// The trace's value, in seconds.
    pub trace_s: Option<f64>,
    /// The server's value, in seconds.
    pub server_s: Option<f64>,
}

/// What came of one day.
#[derive(Debug, Clone, Default)]
pub struct DayOutcome {
    /// Calls made.
    pub calls: u32,
    /// Of these, those in which the server chose the recorded visitor.
    pub matched: u32,
    /// The others.
    pub misses: Vec<Miss>,
    /// The printed number of each journey.
    pub tickets: BTreeMap<String, String>,
    /// Legs of the trace that were looked up in the day's records.
    pub legs_checked: u32,
    /// Of these, those whose anchor, wait and handling agree.
    pub legs_equal: u32,
    /// Where they do not.
    pub differences: Vec<Difference>,
}

/// What came of a trace; what `--json` prints.
#[derive(Debug, Clone, Default, Serialize)]
pub struct TraceOutcome {
    /// The trace.
    pub name: String,
    /// Days played.
    pub days: u32,
    /// Calls made.
    pub calls: u32,
    /// Of these, those in which the server chose the recorded visitor.
    pub matched: u32,
    /// The others.
    pub misses: Vec<Miss>,
    /// Legs of the trace that were looked up in the records.
    pub legs_checked: u32,
    /// Of these, those whose anchor, wait and handling agree.
    pub legs_equal: u32,
    /// Where they do not, the first twenty.
    pub differences: Vec<Difference>,
}

impl TraceOutcome {
    /// Adds a day.
    pub fn add(&mut self, day: DayOutcome) {
        self.days += 1;
        self.calls += day.calls;
        self.matched += day.matched;
        self.misses.extend(day.misses);
        self.legs_checked += day.legs_checked;
        self.legs_equal += day.legs_equal;
        let room = 20_usize.saturating_sub(self.differences.len());
        self.differences.extend(day.differences.into_iter().take(room));
    }

    /// The share of calls in which the server chose the recorded visitor, from 0 to 1.
    #[must_use]
    pub fn rate(&self) -> f64 {
        if self.calls == 0 {
            0.0
        } else {
            f64::from(self.matched) / f64::from(self.calls)
        }
    }

    /// Whether it is as it must be: 99.8 % of the calls, every miss undecidable, every record equal.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.rate() >= 0.998
            && self.misses.iter().all(Miss::is_undecidable)
            && self.legs_checked > 0
            && self.legs_checked == self.legs_equal
    }
}
