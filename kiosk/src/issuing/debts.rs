//! What the hall is owed: every ticket that was given alone, a confirmation of every ticket given, a void of every press given
//! up.

use hall_protocol::ticket::{ConfirmRequest, VoidRequest};

use super::Worker;
use crate::journal::{Debt, KeptPress};
use crate::server_link::LinkError;

impl Worker {
    /// Pays every debt the hall takes now; the rest waits for the next time it answers.
    pub(super) async fn settle(&mut self) {
        // First what the hall does not know of: nothing of it can be confirmed before.
        if !self.bring().await {
            return;
        }
        let debts = self.parts.journal.debts().unwrap_or_else(|error| {
            tracing::error!(%error, "what the hall is owed cannot be read");
            Vec::new()
        });
        for kept in debts {
            self.parts.pulse.beat();
            match self.pay(&kept).await {
                Ok(()) => {}
                // A refusal is an answer too: the hall has decided otherwise, or its day is over.
                Err(LinkError::Refused(problem)) => {
                    tracing::warn!(
                        press.request = kept.press.request,
                        problem = problem.name(),
                        "debt refused"
                    );
                }
                Err(LinkError::Away | LinkError::Unknown | LinkError::Garbled { .. }) => return,
            }
            let settled = self.parts.journal.settle(&kept.press.request, &kept.evidence);
            if let Err(error) = settled {
                tracing::error!(%error, "a paid debt is not written down");
            }
        }
        self.forget_old_days();
    }

    async fn pay(&self, kept: &KeptPress) -> Result<(), LinkError> {
        let (link, request, day) = (&self.parts.link, &kept.press.request, kept.press.day);
        match kept.debt {
            Debt::Nothing => Ok(()),
            Debt::Confirm => {
                let body = ConfirmRequest {
                    day,
                    evidence: kept.evidence.clone(),
                };
                link.confirm(request, &body).await.map(drop)
            }
            Debt::Void => {
                let body = VoidRequest {
                    day,
                    reason: "no_answer_in_time".to_owned(),
                };
                link.void(request, &body).await.map(drop)
            }
        }
    }

    fn forget_old_days(&self) {
        let Some(day) = self.parts.hall.borrow().service_day() else {
            return;
        };
        if let Err(error) = self.parts.journal.forget_before(day) {
            tracing::error!(%error, "old presses are not forgotten");
        }
    }
}
