//! Tickets that come faster at a kiosk than people can want them: somebody presses for many (黃牛), or a key is stuck.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};

use super::Hall;
use crate::ids::DeviceId;

/// How long ago a burst may be and still be told: somebody should look, who may be busy just now.
const TOLD_FOR: SignedDuration = SignedDuration::from_mins(15);
const MINUTE: SignedDuration = SignedDuration::from_mins(1);

impl Hall {
    /// The kiosks that gave as many tickets within a minute as the plan calls a burst, during the last quarter of an
    /// hour; since when.
    #[must_use]
    pub fn bursts(&self, now: Timestamp) -> Vec<(&DeviceId, Timestamp)> {
        let Some(day) = &self.day else { return Vec::new() };
        let burst = usize::try_from(day.plan.rules().burst_a_minute).unwrap_or(usize::MAX);
        let mut issued: BTreeMap<&DeviceId, Vec<Timestamp>> = BTreeMap::new();
        // What was entered later, or given while the hall was away, is new and was taken long ago.
        let at_kiosks = day
            .visits
            .values()
            .rev()
            .filter(|visit| visit.ticket.kiosk.is_some() && visit.ticket.offline.is_none());
        let recent = at_kiosks.take_while(|visit| now.duration_since(visit.issued_at) <= TOLD_FOR);
        for visit in recent {
            if let Some(kiosk) = &visit.ticket.kiosk {
                issued.entry(kiosk).or_default().push(visit.issued_at);
            }
        }
        let bursts = issued.into_iter().filter_map(|(kiosk, newest_first)| {
            let within_a_minute = |span: &&[Timestamp]| match span {
                [last, .., first] => last.duration_since(*first) < MINUTE,
                [_] | [] => true,
            };
            let mut spans = newest_first.windows(burst.max(2));
            let since = spans.rfind(within_a_minute)?.last()?;
            Some((kiosk, *since))
        });
        bursts.collect()
    }
}
