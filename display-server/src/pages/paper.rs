//! Paper for an hour without power, printed beforehand: the numbered pad to tear off, and the manual-call sheet.

use askama::Template;
use axum::extract::Query;

use super::filled::Filled;
use super::frame::Frame;
use super::guard::{Shown, drawn};
use super::reader::Reader;

/// How many numbers are printed at once at most.
const NUMBERS_LIMIT: u32 = 200;
const NUMBERS_USUAL: u32 = 54;
/// How many lines a sheet has.
const LINES: usize = 20;

#[derive(Template)]
#[template(path = "paper/choose.html")]
struct Choose<'a> {
    f: Frame<'a>,
    groups: Vec<(String, String)>,
    asked: Asked,
}

#[derive(Template)]
#[template(path = "paper/pad.html")]
struct Pad<'a> {
    f: Frame<'a>,
    asked: Asked,
    group: (String, String, String),
    numbers: Vec<String>,
}

#[derive(Template)]
#[template(path = "paper/sheet.html")]
struct Sheet<'a> {
    f: Frame<'a>,
    asked: Asked,
    group: (String, String, String),
    pages: Vec<Vec<String>>,
}

/// Which numbers of which group.
struct Asked {
    group: String,
    from: u32,
    to: u32,
}

type Question = Query<Vec<(String, String)>>;

pub(super) async fn choose(reader: Reader, Query(fields): Question) -> Shown {
    let locale = reader.locale();
    let groups = reader.plan.parts().groups.iter();
    let groups = groups.map(|group| (group.letter.to_string(), locale.plan_name(&group.names)));
    drawn(&Choose {
        f: reader.frame(&locale, locale.say("paper-title")),
        groups: groups.collect(),
        asked: asked(&reader, fields),
    })
}

pub(super) async fn pad(reader: Reader, Query(fields): Question) -> Shown {
    let locale = reader.locale();
    let asked = asked(&reader, fields);
    drawn(&Pad {
        f: reader.frame(&locale, locale.say("paper-pad")),
        group: named(&reader, &asked),
        numbers: asked.numbers(),
        asked,
    })
}

pub(super) async fn sheet(reader: Reader, Query(fields): Question) -> Shown {
    let locale = reader.locale();
    let asked = asked(&reader, fields);
    let numbers = asked.numbers();
    drawn(&Sheet {
        f: reader.frame(&locale, locale.say("paper-sheet")),
        group: named(&reader, &asked),
        pages: numbers.chunks(LINES).map(<[String]>::to_vec).collect(),
        asked,
    })
}

/// A group's letter, its name, and its name in the second language of public paper.
fn named(reader: &Reader, asked: &Asked) -> (String, String, String) {
    let locale = reader.locale();
    let mut groups = reader.plan.parts().groups.iter();
    let group = groups.find(|group| group.letter.to_string() == asked.group);
    group.map_or_else(Default::default, |group| {
        let second = locale.second().plan_name(&group.names);
        (asked.group.clone(), locale.plan_name(&group.names), second)
    })
}

/// What an address asks for, brought within what can be printed: the first group, and a usual count.
fn asked(reader: &Reader, fields: Vec<(String, String)>) -> Asked {
    let form = Filled::sent(fields);
    let groups = &reader.plan.parts().groups;
    let known = groups
        .iter()
        .find(|group| group.letter.to_string() == form.one("group"));
    let group = known.or(groups.first()).map(|group| group.letter.to_string());
    let from = form.one("from").parse().unwrap_or(1).clamp(1, 9_999);
    let to = form.one("to").parse().unwrap_or(from + NUMBERS_USUAL - 1);
    Asked {
        group: group.unwrap_or_default(),
        from,
        to: to.clamp(from, (from + NUMBERS_LIMIT - 1).min(9_999)),
    }
}

impl Asked {
    /// Numbers that are never one of the hall's own: P follows the letter.
    fn numbers(&self) -> Vec<String> {
        (self.from..=self.to)
            .map(|count| format!("{}P{count:03}", self.group))
            .collect()
    }
}
