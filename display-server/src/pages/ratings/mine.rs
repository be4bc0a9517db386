//! A clerk's own page: what visitors say, of months and days that are over.

use askama::Template;

use super::{Row, or_few};
use crate::http::ratings::my_ratings;
use crate::pages::frame::Frame;
use crate::pages::guard::{Shown, drawn};
use crate::pages::reader::Reader;

#[derive(Template)]
#[template(path = "ratings/mine.html")]
struct Page<'a> {
    f: Frame<'a>,
    months: Vec<Row>,
    days: Vec<Row>,
    shown_from: u32,
}

pub(in crate::pages) async fn page(reader: Reader) -> Shown {
    let mine = my_ratings(&reader.state, &reader.caller).await?;
    let locale = reader.locale();
    let day = |text: &str| {
        text.parse()
            .map_or_else(|_| text.to_owned(), |day| locale.short_day(&day))
    };
    let months = mine.months.into_iter();
    let days = mine.days.into_iter();
    drawn(&Page {
        months: months.map(|own| Row::new(own.time, own.figures)).collect(),
        days: days.map(|own| Row::new(day(&own.time), own.figures)).collect(),
        shown_from: mine.shown_from,
        f: reader.frame(&locale, locale.say("ratings-mine-title")),
    })
}

impl Page<'_> {
    fn few(&self, number: &Option<u32>) -> String {
        or_few(self.f.s, *number, self.shown_from)
    }

    fn from(&self) -> String {
        self.shown_from.to_string()
    }
}
