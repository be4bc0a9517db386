//! Appraisals and the ledger of points on the shelf: what a command about them needs, and what it means.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{Shelf, Wanted, standing, standing_on};
use crate::appraisal::{self, Month};
use crate::command::{Actor, AppraisalCommand, AppraisalVerb, PointCommand, PointVerb};
use crate::event::Event;
use crate::hall::Hall;
use crate::points::{self, PointCode};
use crate::rejection::Rejection;

/// What must be put in before a command about an appraisal is decided: what its figures are made from and what freezes them
/// need the month's whole ledger.
pub(super) fn wanted(command: &AppraisalCommand) -> Wanted {
    let counts = matches!(
        command.verb,
        AppraisalVerb::Draft { .. } | AppraisalVerb::Show { .. }
    );
    Wanted {
        ledger_of: counts.then_some(command.month),
        appraisals: BTreeSet::from([command.month]),
        ..Wanted::default()
    }
}

/// What must be put in before a command about points is decided.
pub(super) fn wanted_by_point(hall: &Hall, command: &PointCommand) -> Wanted {
    Wanted {
        appraisals: BTreeSet::from([command.verb.month()]),
        points: point_of(hall, command).into_iter().collect(),
        ..Wanted::default()
    }
}

impl Shelf {
    pub(super) fn about_appraisal(
        &self,
        hall: &Hall,
        today: Date,
        by: &Actor,
        asked: &AppraisalCommand,
    ) -> Result<Vec<Event>, Rejection> {
        if hall.knows(&asked.press) {
            return Ok(Vec::new());
        }
        let (plan, day) = standing_on(hall, today).ok_or(Rejection::HallClosed)?;
        let month = asked.month;
        let appraisal = self.appraisals.get(&month);
        let about = appraisal::Asked {
            month,
            appraisal,
            ledger: self.ledger_of(month),
            plan,
            day,
            by,
        };
        let happened = about.decide(&asked.verb)?;
        let key = month;
        Ok(vec![Event::Appraisal { key, day, happened }])
    }

    /// The lines of a month's ledger that count.
    fn ledger_of(&self, month: Month) -> BTreeSet<PointCode> {
        let lines = self.points.iter().filter_map(|(_, kept)| kept.now.as_ref());
        let counting = lines.filter(|line| line.entry.month == month && line.counts());
        counting.map(|line| line.code.clone()).collect()
    }

    pub(super) fn about_point(
        &self,
        hall: &Hall,
        by: &Actor,
        asked: &PointCommand,
    ) -> Result<Vec<Event>, Rejection> {
        if hall.knows(&asked.press) {
            return Ok(Vec::new());
        }
        let (plan, day) = standing(hall).ok_or(Rejection::HallClosed)?;
        let line = point_of(hall, asked).and_then(|code| self.points.get(&code));
        let about = points::Asked {
            press: asked.press,
            line,
            appraisal: self.appraisals.get(&asked.verb.month()),
            plan,
            day,
            by,
        };
        Ok(vec![about.decide(&asked.verb)?])
    }
}

/// The line that a press strikes, or would enter.
fn point_of(hall: &Hall, command: &PointCommand) -> Option<PointCode> {
    match &command.verb {
        PointVerb::Enter { .. } => Some(PointCode::of(standing(hall)?.1, command.press)),
        PointVerb::Strike { code, .. } => Some(code.clone()),
    }
}
