//! The choice of a time: the days within reach, and one day's times by half day, each with how many are still free.

use hall_protocol::booking::SlotsView;
use jiff::Timestamp;
use jiff::civil::Date;
use queue_core::{ServiceCode, ServiceDay};

use crate::http::Refused;
use crate::pages::filled::Filled;
use crate::pages::locale::Locale;
use crate::pages::reader::Reader;

/// The times that are offered.
#[derive(Debug)]
pub(super) struct Times {
    /// The day that is shown.
    pub(super) day: String,
    pub(super) days: Vec<DayChoice>,
    pub(super) halves: Vec<Half>,
}

/// A day within reach.
#[derive(Debug)]
pub(super) struct DayChoice {
    pub(super) value: String,
    pub(super) name: String,
    pub(super) is_shown: bool,
}

/// Half a day.
#[derive(Debug)]
pub(super) struct Half {
    /// The end of its text's key.
    pub(super) name: &'static str,
    pub(super) times: Vec<TimeChoice>,
}

/// A time.
#[derive(Debug)]
pub(super) struct TimeChoice {
    pub(super) value: String,
    pub(super) at: String,
    pub(super) free: u32,
}

/// The times of the day that a form asks for, or of the first that has one.
pub(super) async fn times(reader: &Reader, service: &ServiceCode, form: &Filled) -> Result<Times, Refused> {
    // A day that was pressed comes after the one that its form still names.
    let pressed = form.all("day").last().and_then(|day| day.parse().ok());
    let chosen = read(form.one("slot")).map(|(day, _)| day);
    let day = pressed.or(chosen).map(ServiceDay);
    let slots = reader.state.owner.slots(service.clone(), day).await?;
    let slots = slots.ok_or_else(Refused::no_such)?;
    Ok(draw(&slots, &reader.locale()))
}

fn draw(slots: &SlotsView, locale: &Locale<'_>) -> Times {
    let days = slots.days.iter().map(|day| DayChoice {
        value: day.to_string(),
        name: locale.short_day(day),
        is_shown: *day == slots.day,
    });
    let halves = [("morning", true), ("afternoon", false)].map(|(name, morning)| {
        let of_half = slots
            .slots
            .iter()
            .filter(|slot| locale.is_morning(&slot.at) == morning);
        let times = of_half.map(|slot| TimeChoice {
            value: format!("{}/{}", slots.day, slot.at),
            at: locale.hm(&slot.at),
            free: slot.free,
        });
        Half {
            name,
            times: times.collect(),
        }
    });
    Times {
        day: locale.day(&slots.day),
        days: days.collect(),
        halves: halves.into_iter().filter(|half| !half.times.is_empty()).collect(),
    }
}

impl Times {
    /// Whether somebody may still be booked on the day that is shown.
    pub(super) fn has_room(&self) -> bool {
        self.halves
            .iter()
            .flat_map(|half| &half.times)
            .any(|time| time.free > 0)
    }
}

/// A time as the form sends it: its service day and its instant.
pub(super) fn read(text: &str) -> Option<(Date, Timestamp)> {
    let (day, at) = text.split_once('/')?;
    Some((day.parse().ok()?, at.parse().ok()?))
}
