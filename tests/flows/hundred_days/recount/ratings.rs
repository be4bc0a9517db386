//! Ratings, by what happened to them.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde_json::Value;

use super::{Lines, text};

#[derive(Default)]
pub(super) struct Ratings {
    ratings: BTreeMap<String, Rating>,
}

struct Rating {
    day: Date,
    is_doubtful: bool,
    is_struck: bool,
}

impl Ratings {
    /// An entry of a day names its rating by the day and the leg.
    pub(super) fn count(&mut self, event: &Value) {
        let key = event["key"].to_string();
        let happened = &event["happened"];
        match text(happened, "rating") {
            "rated" => {
                let Ok(day) = text(event, "day").parse() else {
                    return;
                };
                let is_doubtful = happened["flags"]
                    .as_array()
                    .is_some_and(|flags| !flags.is_empty());
                let rating = Rating {
                    day,
                    is_doubtful,
                    is_struck: false,
                };
                self.ratings.insert(key, rating);
            }
            "flagged" | "disowned" => self.change(&key, |rating| rating.is_doubtful = true),
            "looked_at" => {
                let is_struck = happened["upheld"] != true;
                self.change(&key, |rating| {
                    (rating.is_doubtful, rating.is_struck) = (false, is_struck);
                });
            }
            _ => {}
        }
    }

    fn change(&mut self, key: &str, change: impl FnOnce(&mut Rating)) {
        if let Some(rating) = self.ratings.get_mut(key) {
            change(rating);
        }
    }

    pub(super) fn write(&self, date: Date, lines: &mut Lines) {
        let of_day: Vec<&Rating> = self
            .ratings
            .values()
            .filter(|rating| rating.day == date)
            .collect();
        let figures = [
            ("rated", of_day.len()),
            (
                "flagged",
                of_day.iter().filter(|rating| rating.is_doubtful).count(),
            ),
            ("struck", of_day.iter().filter(|rating| rating.is_struck).count()),
        ];
        lines.extend(figures.map(|(name, figure)| (format!("ratings.{name}"), figure.to_string())));
    }
}
