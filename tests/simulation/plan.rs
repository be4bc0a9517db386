//! The hall's plan: the township's, with a short day and three kiosks.

use std::path::Path;

use display_server::plan_file;
use jiff::civil::{Date, Time, date, time};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use queue_core::HallPlan;

/// Its kiosks.
pub(crate) const KIOSKS: [&str; 3] = ["kiosk-1", "kiosk-2", "kiosk-3"];
/// Its windows, and who sits there.
pub(crate) const DESKS: [(u16, &str); 3] = [(1, "101"), (2, "102"), (3, "103")];
/// What visitors come for: a service of each letter.
pub(crate) const SERVICES: [&str; 4] = ["S01", "M01", "N01", "Z01"];

/// When a simulated day begins: before the doors open.
pub(crate) const BEGINS: Time = time(8, 15, 0, 0);
/// From then on nothing breaks any more, so that everything can come to its end.
pub(crate) const CALM: Time = time(9, 42, 0, 0);
/// When it is over: after the hall's own day.
pub(crate) const ENDS: Time = time(10, 0, 0, 0);

/// The hours of the shipped plan, and the short ones.
const HOURS: [(&str, &str); 3] = [
    (
        "    { from = \"08:30\", to = \"12:00\" },\n    { from = \"14:00\", to = \"17:30\" },",
        "    { from = \"08:25\", to = \"09:50\" },",
    ),
    ("issue_until = \"17:00\"", "issue_until = \"09:40\""),
    ("day_ends_at = \"18:30\"", "day_ends_at = \"09:57\""),
];

/// One more kiosk.
const KIOSK: &str = r#"
[[kiosk]]
id = "ID"
name = { zh-Hant = "ID", zh-Hans = "ID", en = "ID" }
area = "hall"
at = { x_m = 3, y_m = 8 }
"#;

/// Writes it into a folder and reads it as a server does.
pub(crate) fn in_folder(folder: &Path) -> HallPlan {
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("../display-server/plans/township/hall.toml");
    let mut text = std::fs::read_to_string(shipped).expect("the shipped plan");
    for (long, short) in HOURS {
        assert!(text.contains(long), "the shipped plan has {long}");
        text = text.replace(long, short);
    }
    for kiosk in &KIOSKS[1..] {
        text += &KIOSK.replace("ID", kiosk);
    }
    let file = folder.join("hall.toml");
    std::fs::write(&file, text).expect("a plan's file");
    plan_file::read(&file).unwrap_or_else(|error| panic!("{error}"))
}

/// The date of a simulated day, counted from 0: a Monday and what follows.
pub(crate) fn date_of(day: u32) -> Date {
    date(2026, 3, 2)
        .checked_add(Span::new().days(i64::from(day)))
        .expect("a date")
}

/// An instant of a simulated day, in the hall's zone.
pub(crate) fn instant(day: u32, at: Time) -> Timestamp {
    let zone = TimeZone::get("Asia/Shanghai").expect("a zone");
    zone.to_timestamp(date_of(day).to_datetime(at))
        .expect("an instant")
}
