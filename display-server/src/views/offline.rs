//! What kiosks hear of the numbers they may give alone, and of what they gave.

use hall_protocol::offline::{LeaseBlock, LeasesGiven, OfflineResult};
use queue_core::Event;
use queue_core::offline::{NotTakenUp, OfflineEvent, TakeUp};

use super::Scene;

pub(super) fn leased(scene: &Scene<'_>, events: &[Event]) -> Option<LeasesGiven> {
    let leases = events.iter().filter_map(|event| {
        if let Event::Offline {
            happened: OfflineEvent::Leased { lease },
        } = event
        {
            Some(LeaseBlock {
                letter: lease.letter.to_string(),
                first: lease.first,
                last: lease.last,
            })
        } else {
            None
        }
    });
    Some(LeasesGiven {
        day: scene.hall.day()?.0,
        epoch: scene.hall.epoch(),
        until: scene.hall.times()?.day_ends_at,
        leases: leases.collect(),
    })
}

pub(super) fn taken_up(row: &TakeUp, events: &[Event]) -> OfflineResult {
    let why_not = events.iter().find_map(|event| {
        if let Event::Offline {
            happened: OfflineEvent::NotTakenUp { why, .. },
        } = event
        {
            Some(*why)
        } else {
            None
        }
    });
    OfflineResult {
        request: row.request.to_string(),
        result: if why_not.is_none() {
            "accepted"
        } else {
            "quarantined"
        }
        .to_owned(),
        why: why_not.map(|why| reason(why).to_owned()),
    }
}

/// The name of a reason on the wire.
pub(super) fn reason(why: NotTakenUp) -> &'static str {
    match why {
        NotTakenUp::AnotherDay => "another_day",
        NotTakenUp::NumberGiven => "number_given",
        NotTakenUp::NotLeased => "not_leased",
        NotTakenUp::TokenUsed => "token_used",
        NotTakenUp::UnknownMatter => "unknown_matter",
    }
}
