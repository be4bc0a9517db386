//! Fees on the shelf: what a command about them needs, and what it means.

use std::collections::BTreeSet;

use super::{Shelf, Wanted, standing};
use crate::command::{Actor, FeeCommand, FeeVerb};
use crate::event::Event;
use crate::fee::{AskedAboutFee, Compared, FeeNotice, FeeRefusal, NoticeCode};
use crate::hall::Hall;
use crate::rejection::Rejection;

/// What must be put in before a command about fees is decided.
pub(super) fn wanted(hall: &Hall, command: &FeeCommand) -> Wanted {
    match &command.verb {
        FeeVerb::Issue(asked) => {
            let day = hall.day();
            let codes = day.map(|day| NoticeCode::of(day, command.press).collect());
            Wanted {
                fees: codes.unwrap_or_default(),
                cases: asked.matter.iter().cloned().collect(),
                ..Wanted::default()
            }
        }
        FeeVerb::Pay { code, .. } | FeeVerb::Cancel { code, .. } => Wanted {
            fees: BTreeSet::from([code.clone()]),
            ..Wanted::default()
        },
        FeeVerb::Compare { list, rows, .. } => Wanted {
            fees: rows.iter().map(|row| row.notice.clone()).collect(),
            bank_lists: BTreeSet::from([list.clone()]),
            ..Wanted::default()
        },
    }
}

impl Shelf {
    pub(super) fn about_fee(
        &self,
        hall: &Hall,
        by: &Actor,
        command: &FeeCommand,
    ) -> Result<Vec<Event>, Rejection> {
        if hall.knows(&command.press) {
            return Ok(Vec::new());
        }
        let (plan, day) = standing(hall).ok_or(Rejection::HallClosed)?;
        let asking = AskedAboutFee { hall, plan, day, by };
        match &command.verb {
            FeeVerb::Issue(asked) => {
                let case = asked.matter.as_ref().and_then(|code| self.cases.get(code));
                let taken = |code: &NoticeCode| self.fees.get(code).is_some();
                Ok(vec![asking.issue(command.press, asked, case, taken)?])
            }
            FeeVerb::Pay {
                code,
                window,
                ticket,
                receipt,
            } => Ok(vec![asking.pay(
                self.notice(code)?,
                *window,
                ticket.as_ref(),
                receipt,
            )?]),
            FeeVerb::Cancel { code, reason } => Ok(vec![asking.cancel(self.notice(code)?, *reason)?]),
            FeeVerb::Compare {
                list,
                part,
                bad_rows,
                rows,
            } => {
                let compared = Compared {
                    list,
                    part: *part,
                    bad_rows: *bad_rows,
                    rows,
                };
                asking.compare(&compared, self.bank_lists.get(list), |code| {
                    self.fees.get(code).cloned()
                })
            }
        }
    }

    fn notice(&self, code: &NoticeCode) -> Result<&FeeNotice, FeeRefusal> {
        self.fees
            .get(code)
            .ok_or_else(|| FeeRefusal::UnknownNotice { code: code.clone() })
    }
}
