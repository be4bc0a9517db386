//! From the spanned tree of a plan file to its document, one thing at a time, mending what cannot be read.
//!
//! Each thing (`[[service]]`, `[rules]`, …) is decoded on its own. When that fails, the field at fault is told,
//! replaced by the value of the same field in `stand_in.toml`, or left out, and the thing is decoded again: so every
//! field at fault of every thing is told, and each thing keeps its place.

mod mend;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use hall_protocol::{Names, PlanDocument};
use queue_core::PlanFault;
use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue, Error};

use super::faults::PlanFileFault;
use super::{consequences, locate, wording};

/// Everything a plan file may begin a section with.
const SECTIONS: &[&str] = &[
    "hall",
    "timetable",
    "department",
    "group",
    "documents",
    "service",
    "area",
    "window",
    "class",
    "rules",
    "cases",
    "agency",
    "ratings",
    "followups",
    "appraisal",
    "kiosk",
    "escort_post",
    "person",
    "interpreter_language",
    "holiday",
    "workday",
    "early_stop",
    "journey",
    "payer_kind",
    "complaint_channel",
    "elsewhere",
    "agent",
];

const STAND_IN: &str = include_str!("stand_in.toml");

/// One plan file being read.
pub(super) struct Reading<'t> {
    text: &'t str,
    root: DeTable<'t>,
    stand_ins: DeTable<'static>,
    /// Nothing after a fault of structure can be judged.
    lost: bool,
    /// Lines with a fault of syntax; what else is wrong there follows from it.
    broken: BTreeSet<usize>,
    /// Where values were replaced, as paths of the file.
    replaced: Vec<String>,
    faults: Vec<PlanFileFault>,
}

impl<'t> Reading<'t> {
    /// Reads the tree; faults of syntax are told already.
    pub(super) fn new(text: &'t str) -> Self {
        let (root, mut errors) = DeTable::parse_recoverable(text);
        let (stand_ins, _) = DeTable::parse_recoverable(STAND_IN);
        errors.sort_by_key(|error| error.span().map(|span| span.start));
        let lost = errors
            .iter()
            .position(|error| wording::is_structural(error.message()));
        if let Some(lost) = lost {
            errors.truncate(lost + 1);
        }
        let root = root.into_inner();
        let mut reading = Self {
            text,
            lost: lost.is_some() || has_lost_headings(text, &root, &errors),
            root,
            stand_ins: stand_ins.into_inner(),
            broken: BTreeSet::new(),
            replaced: Vec::new(),
            faults: Vec::new(),
        };
        for error in &errors {
            let (problem, hint) = wording::of_syntax(error.message());
            reading.add(error.span(), problem, hint);
        }
        reading.broken = reading.faults.iter().map(|fault| fault.line).collect();
        reading
    }

    /// The document, mended where it was at fault; none when nothing can be made of the file.
    pub(super) fn document(&mut self) -> Option<PlanDocument> {
        if self.lost {
            return None;
        }
        self.unknown_sections();
        Some(PlanDocument {
            hall: self.one("hall")?,
            timetable: self.list("timetable"),
            department: self.list("department"),
            group: self.list("group"),
            documents: self.documents(),
            service: self.list("service"),
            area: self.list("area"),
            window: self.list("window"),
            class: self.list("class"),
            rules: self.one("rules")?,
            cases: self.one_or_usual("cases"),
            agency: self.one_or_usual("agency"),
            ratings: self.one_or_usual("ratings"),
            followups: self.one_or_usual("followups"),
            appraisal: self.one_or_usual("appraisal"),
            kiosk: self.list("kiosk"),
            escort_post: self.list("escort_post"),
            person: self.list("person"),
            interpreter_language: self.list("interpreter_language"),
            holiday: self.list("holiday"),
            workday: self.list("workday"),
            early_stop: self.list("early_stop"),
            journey: self.list("journey"),
            payer_kind: self.list("payer_kind"),
            complaint_channel: self.list("complaint_channel"),
            elsewhere: self.list("elsewhere"),
            agent: self.list("agent"),
        })
    }

    /// Adds what the plan as a whole lacks, but for what follows from a replaced value.
    pub(super) fn add_plan_faults(&mut self, faults: Vec<PlanFault>) {
        for PlanFault { path, problem, hint } in faults {
            let path = locate::file_path(&path);
            if !consequences::follows(&path, &self.replaced) {
                let byte = locate::byte_of(&self.root, &path);
                self.add(Some(byte..byte), problem, hint);
            }
        }
    }

    /// Every fault told so far.
    pub(super) fn into_faults(self) -> Vec<PlanFileFault> {
        self.faults
    }

    /// One more fault, unless its line is broken anyway.
    fn add(&mut self, span: Option<Range<usize>>, problem: String, hint: String) {
        let line = locate::line_of(self.text, span.map_or(0, |span| span.start));
        if !self.broken.contains(&line) {
            self.faults.push(PlanFileFault { line, problem, hint });
        }
    }

    fn unknown_sections(&mut self) {
        let unknown: Vec<_> = self
            .root
            .keys()
            .filter(|key| !SECTIONS.contains(&key.get_ref().as_ref()))
            .map(|key| (key.span(), key.get_ref().to_string()))
            .collect();
        for (span, name) in unknown {
            let problem = format!("there is no section `{name}`");
            self.add(Some(span), problem, format!("use {}", SECTIONS.join(", ")));
        }
    }

    fn one<T: DeserializeOwned>(&mut self, section: &str) -> Option<T> {
        let item = self.root.get(section).cloned();
        let item = item.unwrap_or_else(|| {
            let problem = format!("the section [{section}] is missing");
            self.add(
                None,
                problem,
                "add it; a sample plan shows what belongs in it".to_owned(),
            );
            self.replaced.push(section.to_owned());
            Spanned::new(0..0, DeValue::Table(self.stand_in(section)))
        });
        self.item(section, section, item)
    }

    /// A section that a plan may leave out.
    fn one_or_usual<T: DeserializeOwned + Default>(&mut self, section: &str) -> T {
        let item = self.root.get(section).cloned();
        item.and_then(|item| self.item(section, section, item))
            .unwrap_or_default()
    }

    fn list<T: DeserializeOwned>(&mut self, section: &str) -> Vec<T> {
        let Some(value) = self.root.get(section).cloned() else {
            return Vec::new();
        };
        let span = value.span();
        let DeValue::Array(items) = value.into_inner() else {
            let problem = format!("[{section}] is there once only");
            self.add(Some(span), problem, format!("write [[{section}]] above each one"));
            self.replaced.push(section.to_owned());
            return Vec::new();
        };
        let items = items.iter().cloned().enumerate();
        items
            .filter_map(|(index, item)| self.item(section, &format!("{section}[{index}]"), item))
            .collect()
    }

    fn documents(&mut self) -> BTreeMap<String, Names> {
        let Some(value) = self.root.get("documents").cloned() else {
            return BTreeMap::new();
        };
        let span = value.span();
        let DeValue::Table(documents) = value.into_inner() else {
            let problem = "`documents` is not a table".to_owned();
            self.add(
                Some(span),
                problem,
                "write [documents], then one line for each".to_owned(),
            );
            return BTreeMap::new();
        };
        let mut read = BTreeMap::new();
        for (key, document) in documents {
            let key = key.into_inner().into_owned();
            let names = self.item("names", &format!("documents.{key}"), document);
            read.extend(names.map(|names| (key, names)));
        }
        read
    }

    fn stand_in(&self, section: &str) -> DeTable<'static> {
        self.stand_ins
            .get(section)
            .and_then(|value| value.get_ref().as_table())
            .cloned()
            .unwrap_or_default()
    }
}

/// Whether the reader gave up before the end: headings are in the text, but neither in the tree nor at fault.
fn has_lost_headings(text: &str, root: &DeTable<'_>, errors: &[Error]) -> bool {
    let written = text.lines().filter(|line| line.starts_with('[')).count();
    let read = root
        .values()
        .map(|section| section.get_ref().as_array().map_or(1, |items| items.len()));
    let at_fault = errors.iter().filter_map(|error| {
        let before = text.get(..error.span()?.start)?;
        text.get(before.rfind('\n').map_or(0, |end| end + 1)..)
    });
    read.sum::<usize>() + at_fault.filter(|line| line.starts_with('[')).count() < written
}
