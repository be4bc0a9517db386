//! What an event makes of the appraisal of a month. Total: one that cannot follow stays as it is.

use jiff::Timestamp;

use super::{
    Appeal, AppealAnswer, Appraisal, AppraisalEvent, ClerkMonth, DepartmentMonth, Drafted, Excellence, Month,
    Shown, Standing,
};
use crate::ids::{PersonCode, ServiceDay, TextId};
use crate::plan::Criterion;
use crate::record::Happening;

impl Appraisal {
    /// The appraisal that an event begins; none: it begins none.
    pub(super) fn begun_by(month: Month, when: Happening<'_>, event: &AppraisalEvent) -> Option<Self> {
        let AppraisalEvent::Drafted { drafted } = event else {
            return None;
        };
        let by_nobody = Self::drafted_by_nobody(month, (when.at, when.day), drafted);
        Some(Self {
            drafted_by: when.person(),
            ..by_nobody
        })
    }

    /// What a draft would say that nobody has made.
    #[must_use]
    pub fn drafted_by_nobody(month: Month, (at, day): (Timestamp, ServiceDay), drafted: &Drafted) -> Self {
        let clerks = drafted.clerks.iter().cloned();
        let departments = drafted.departments.iter().cloned();
        Self {
            month,
            standing: Standing::Drafted,
            drafted_by: PersonCode::new(""),
            drafted_at: at,
            drafted_on: day,
            excellent_percent: drafted.excellent_percent,
            clerks: clerks
                .map(|(figures, sheet)| ClerkMonth {
                    figures,
                    sheet,
                    appeals: Vec::new(),
                    excellence: Vec::new(),
                })
                .collect(),
            departments: departments
                .map(|(figures, sheet)| DepartmentMonth { figures, sheet })
                .collect(),
            shown: None,
            published: None,
        }
    }

    /// Makes an event part of the appraisal.
    pub(super) fn follow(&mut self, when: Happening<'_>, event: &AppraisalEvent) {
        match event {
            AppraisalEvent::Drafted { .. } => {
                if let Some(drafted) = Self::begun_by(self.month, when, event) {
                    *self = drafted;
                }
            }
            AppraisalEvent::Shown { appeal_until } => {
                self.standing = Standing::Shown;
                self.shown = Some(Shown {
                    by: when.person(),
                    on: when.day,
                    appeal_until: *appeal_until,
                });
            }
            AppraisalEvent::Appealed {
                person,
                criterion,
                text,
            } => self.appealed(when, person, (*criterion, *text)),
            AppraisalEvent::AppealDecided {
                person,
                criterion,
                corrected_hundredths,
                reason,
            } => {
                let answer = AppealAnswer {
                    by: when.person(),
                    on: when.day,
                    reason: *reason,
                    corrected_hundredths: *corrected_hundredths,
                };
                self.answered(person, *criterion, answer);
            }
            AppraisalEvent::Published => {
                self.standing = Standing::Published;
                self.published = Some((when.person(), when.day));
            }
            AppraisalEvent::ExcellenceDecided {
                person,
                excellent,
                reason,
            } => {
                let decided = Excellence {
                    by: when.person(),
                    on: when.day,
                    reason: *reason,
                    excellent: *excellent,
                };
                if let Some(clerk) = self.clerk_mut(person) {
                    clerk.excellence.push(decided);
                }
            }
        }
    }

    fn appealed(&mut self, when: Happening<'_>, person: &PersonCode, (criterion, text): (Criterion, TextId)) {
        let Some(clerk) = self.clerk_mut(person) else {
            return;
        };
        let marks = clerk.sheet.step(criterion).and_then(|step| step.marks_hundredths);
        clerk.appeals.push(Appeal {
            criterion,
            text,
            on: when.day,
            marks_hundredths: marks.unwrap_or_default(),
            answer: None,
        });
    }

    fn answered(&mut self, person: &PersonCode, criterion: Criterion, answer: AppealAnswer) {
        let Some(clerk) = self.clerk_mut(person) else {
            return;
        };
        if let Some(marks) = answer.corrected_hundredths {
            clerk.sheet.correct(criterion, marks);
        }
        let mut open = clerk.appeals.iter_mut().filter(|appeal| appeal.answer.is_none());
        if let Some(appeal) = open.find(|appeal| appeal.criterion == criterion) {
            appeal.answer = Some(answer);
        }
    }

    fn clerk_mut(&mut self, person: &PersonCode) -> Option<&mut ClerkMonth> {
        self.clerks
            .iter_mut()
            .find(|clerk| clerk.figures.person == *person)
    }
}
