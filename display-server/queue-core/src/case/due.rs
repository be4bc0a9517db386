//! What happens to a case by itself, found when a service day begins.

use super::{Case, CaseEvent, Standing};
use crate::event::Event;
use crate::ids::ServiceDay;
use crate::plan::HallPlan;

impl Case {
    /// What has fallen due by a service day; it belongs to the day on which it fell due, whenever it is found.
    ///
    /// Nobody told in time what is missing: it counts as accepted (行政許可法 第三十二條). Its clock stood still for as long as
    /// it may: it goes on.
    #[must_use]
    pub(super) fn fallen_due(&self, plan: &HallPlan, today: ServiceDay) -> Option<Event> {
        let day = self.acts_on(plan).filter(|day| *day <= today)?;
        let happened = match self.standing {
            Standing::Received { .. } => CaseEvent::DeemedAccepted {
                limit_days: self.promised_days(plan),
            },
            Standing::Open => CaseEvent::ClockStarted { capped: true },
            Standing::AwaitingCorrection { .. } | Standing::Closed => return None,
        };
        let code = self.code.clone();
        Some(Event::Case { code, day, happened })
    }
}
