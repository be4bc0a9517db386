//! The table of a load run: ours, the floor's, the ratio, and what it must be.

use std::fmt::Write;

use serde::Serialize;

/// One row.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Row {
    /// What was measured.
    pub row: String,
    /// Ours.
    pub ours: f64,
    /// The floor's, in the same run; none: there is no such thing.
    pub floor: Option<f64>,
    /// Ours / the floor's.
    pub ratio: Option<f64>,
    /// Of ours and the floor's.
    pub unit: &'static str,
    /// What it must be, in words; empty: nothing is asked.
    pub target: String,
    /// Whether it is.
    pub holds: bool,
    /// What the peers reach, as published: FQM; bcgov. Empty: nobody says.
    pub peers: &'static str,
}

/// What is asked of a row.
#[derive(Debug, Clone, Copy)]
pub enum Target {
    /// Nothing.
    None,
    /// The ratio to the floor at least this.
    RatioAtLeast(f64),
    /// The ratio to the floor at most this.
    RatioAtMost(f64),
    /// The value itself at most this.
    AtMost(f64),
}

impl Row {
    /// A row, judged.
    #[must_use]
    pub fn new(
        row: impl Into<String>,
        ours: f64,
        floor: Option<f64>,
        unit: &'static str,
        target: Target,
    ) -> Self {
        let ratio = floor.filter(|floor| *floor > 0.0).map(|floor| ours / floor);
        let (target, holds) = match target {
            Target::None => (String::new(), true),
            Target::RatioAtLeast(least) => (
                format!("≥ {least:.2} ×"),
                ratio.is_some_and(|ratio| ratio >= least),
            ),
            Target::RatioAtMost(most) => (format!("≤ {most:.2} ×"), ratio.is_some_and(|ratio| ratio <= most)),
            Target::AtMost(most) => (format!("≤ {most} {unit}"), ours <= most),
        };
        Self {
            row: row.into(),
            ours,
            floor,
            ratio,
            unit,
            target,
            holds,
            peers: "",
        }
    }

    /// The same under another name.
    #[must_use]
    pub fn named(self, row: String) -> Self {
        Self { row, ..self }
    }

    /// The same, beside what the peers reach.
    #[must_use]
    pub fn peers(self, peers: &'static str) -> Self {
        Self { peers, ..self }
    }
}

/// The table as text.
#[must_use]
pub fn text(rows: &[Row]) -> String {
    let mut out = format!(
        "{:<52} {:>10} {:>10} {:>7} {:<5} {:<10} {:<12} {}\n",
        "row", "ours", "floor", "ratio", "unit", "target", "", "peers: FQM; bcgov"
    );
    for row in rows {
        let floor = row.floor.map_or_else(|| "–".to_owned(), number);
        let ratio = row
            .ratio
            .map_or_else(|| "–".to_owned(), |ratio| format!("{ratio:.2}"));
        let verdict = match (row.target.is_empty(), row.holds) {
            (true, _) => "",
            (false, true) => "ok",
            (false, false) => "BELOW TARGET",
        };
        // Writing to a String cannot fail.
        let _ = writeln!(
            out,
            "{:<52} {:>10} {floor:>10} {ratio:>7} {:<5} {:<10} {verdict:<12} {}",
            row.row,
            number(row.ours),
            row.unit,
            row.target,
            row.peers,
        );
    }
    out
}

fn number(value: f64) -> String {
    if value >= 100.0 {
        format!("{value:.0}")
    } else {
        format!("{value:.3}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_below_its_target_does_not_hold() {
        assert!(Row::new("a", 30.0, Some(100.0), "1/s", Target::RatioAtLeast(0.25)).holds);
        assert!(!Row::new("a", 20.0, Some(100.0), "1/s", Target::RatioAtLeast(0.25)).holds);
        assert!(!Row::new("b", 6.0, Some(1.0), "ms", Target::RatioAtMost(5.0)).holds);
        assert!(!Row::new("c", 41.0, None, "MB", Target::AtMost(40.0)).holds);
    }
}
