//! Another epoch begins when the journal is an older copy of itself: nothing that was given since is given again.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use queue_core::command::Actor;
use queue_core::event::EntryBody;
use queue_core::offline::{Epoch, Mark, OfflineEvent};
use queue_core::{Entry, Event, Hall, Seq, ServiceDay};

use crate::high_water::HighWater;
use crate::planted::{Bug, is_planted};
use crate::store::{NewEntry, Store};

/// Whether the journal is another than the one that the high-water file was written beside: an older copy of it, or a copy
/// that went on elsewhere, and was behind when it did. A server that ended in between has a journal that goes on from the
/// file's, and is its own.
///
/// # Errors
/// When the journal cannot be read.
pub(crate) fn is_another(store: &Store, kept: &HighWater) -> rusqlite::Result<bool> {
    if kept.epoch != store.epoch() {
        return Ok(true);
    }
    let Some(end) = &kept.end else { return Ok(false) };
    Ok(!store.holds(end)?)
}

/// Lets an epoch begin: the first entry of whatever follows. So many series are left out before it, see
/// [`Hall::begin_epoch`].
///
/// # Errors
/// When nothing can be stored.
pub(crate) fn begin(
    store: &mut Store,
    hall: &mut Hall,
    (epoch, left_out): (Epoch, u16),
    mark: Option<Mark>,
    (now, zone): (Timestamp, &TimeZone),
) -> rusqlite::Result<()> {
    let last = Timestamp::from_millisecond(store.last_at_ms()).unwrap_or_default();
    let at = now.max(last);
    let mut began = hall.begin_epoch(epoch, (at, zone.to_datetime(at).date()), mark, left_out);
    if is_planted(Bug::FenceFromAsker) {
        of_no_day(&mut began);
    }
    // Between two days it belongs to the last one, as everything does; in a journal without days to the one it names.
    let day = hall.day().or(hall.last_day());
    let day = day.unwrap_or_else(|| ServiceDay(zone.to_datetime(at).date()));
    let entry = Entry {
        seq: Seq(store.head_seq() + 1),
        at,
        body: EntryBody {
            by: Actor::Hall,
            request: None,
            events: vec![began],
        },
    };
    store.begin_epoch(epoch);
    let row = NewEntry {
        day,
        fingerprint: None,
        answer: None,
    };
    store.append(&entry, &row)?;
    store.commit()?;
    hall.apply(&entry);
    Ok(())
}

/// The planted bug's epoch: the open day's numbers go on as they stand in the copy.
fn of_no_day(began: &mut Event) {
    if let Event::Offline {
        happened: OfflineEvent::EpochBegan { day, .. },
    } = began
    {
        day.0 = jiff::civil::Date::MIN;
    }
}
