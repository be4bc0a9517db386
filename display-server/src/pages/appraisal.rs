//! Appraisals: the month of everybody, a clerk's own sum to check by hand, and the ledger of points.

mod month;
mod points;
mod sheet;

pub(super) use month::share;
pub(super) use month::{page as month_page, press as month_press};
pub(super) use points::{page as points_page, press as points_press};
pub(super) use sheet::{appeal as own_press, mine as own_page, of as sheet_page};

use queue_core::appraisal::Month;
use queue_core::plan::Role;

use super::reader::Reader;
use crate::http::Refused;
use crate::http::appraisals::month_of;
use crate::http::records::standing;
use crate::identity::Caller;

/// The month that the address asks for; none: the one before the service day's, which is the newest that can be appraised.
async fn asked_month(reader: &Reader) -> Result<Month, Refused> {
    if let Some(text) = reader.asked("month").filter(|text| !text.is_empty()) {
        return month_of(text);
    }
    let month = Month::of(standing(&reader.state).await?.day);
    Ok(month.before(1).unwrap_or(month))
}

fn is_manager(reader: &Reader) -> bool {
    matches!(&reader.caller, Caller::Person(person) if person.role == Role::Manager)
}

/// Marks or points that are kept in hundredths: `74.67`, `−2.00`.
pub(super) fn hundredths(value: i64) -> String {
    let sign = if value < 0 { "−" } else { "" };
    let value = value.unsigned_abs();
    format!("{sign}{}.{:02}", value / 100, value % 100)
}

/// What somebody typed as marks or points, in hundredths: `90`, `90.5`, `-2.25`; none: it is nothing of the kind.
fn hundredths_of(text: &str) -> Option<i32> {
    let text = text.trim().replace(['−', '－'], "-").replace('．', ".");
    let (is_negative, text) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(&text)),
    };
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 4 || part.len() > 2 || !digits(whole) || !digits(part) {
        return None;
    }
    let value: i32 = format!("{whole}{part:0<2}").parse().ok()?;
    Some(if is_negative { -value } else { value })
}

#[cfg(test)]
mod tests {
    use super::{hundredths, hundredths_of};

    #[test]
    fn points_are_read_as_they_are_written() {
        for (text, value) in [
            ("90", Some(90_00)),
            ("90.5", Some(90_50)),
            ("0.05", Some(5)),
            ("-2.25", Some(-2_25)),
            ("−2", Some(-2_00)),
            ("+1", Some(1_00)),
            ("", None),
            ("1.234", None),
            ("1,5", None),
            ("12345", None),
            ("--1", None),
        ] {
            assert_eq!(hundredths_of(text), value, "{text:?}");
        }
        assert_eq!(
            (hundredths(-2_05), hundredths(74_67)),
            ("−2.05".to_owned(), "74.67".to_owned())
        );
    }
}
