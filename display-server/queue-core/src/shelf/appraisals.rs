//! Appraisals and the ledger of points on the shelf: what a command about them needs, and what it means.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{Shelf, Wanted, standing, standing_on};
use crate::appraisal;
use crate::command::{Actor, AppraisalCommand, PointCommand, PointVerb};
use crate::event::Event;
use crate::hall::Hall;
use crate::points::{self, PointCode};
use crate::rejection::Rejection;

/// What must be put in before a command about an appraisal is decided.
pub(super) fn wanted(command: &AppraisalCommand) -> Wanted {
    Wanted {
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
            plan,
            day,
            by,
        };
        let happened = about.decide(&asked.verb)?;
        let key = month;
        Ok(vec![Event::Appraisal { key, day, happened }])
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
