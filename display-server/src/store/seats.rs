//! Who sat where: one row a change, written with the entry that changed it, so that a month of it is read at once.
//!
//! Invariant: the rows of a day end with nobody, once the day has.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use queue_core::window::WindowState;
use queue_core::{Entry, Event, Hall, PersonCode, ServiceDay, WindowNumber};
use rusqlite::{Connection, named_params};

use super::{date_of, day_number};
use crate::period::SeatSpan;

/// Who sits where on which day, and why a window pauses.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Seats {
    day: Option<ServiceDay>,
    /// When the day ends at the latest: where a day is closed later than that, nobody sat there till then.
    ends_at: Option<Timestamp>,
    taken: BTreeMap<WindowNumber, (PersonCode, Option<String>)>,
}

/// A change at a window.
#[derive(Debug, PartialEq, Eq)]
struct Change {
    /// When; none: when the entry was made.
    at: Option<Timestamp>,
    day: ServiceDay,
    window: WindowNumber,
    now: Option<(PersonCode, Option<String>)>,
}

impl Seats {
    /// As the hall stands.
    pub(crate) fn of(hall: &Hall) -> Self {
        let taken = hall.windows().filter_map(|window| {
            let seat = match &window.state {
                WindowState::Closed => return None,
                WindowState::Open { clerk } => (clerk.clone(), None),
                WindowState::Paused { clerk, reason } => (clerk.clone(), Some(reason.clone())),
            };
            Some((window.number, seat))
        });
        Self {
            day: hall.day(),
            ends_at: hall.times().map(|times| times.day_ends_at),
            taken: taken.collect(),
        }
    }

    /// What differs from before: on another day all who sat get up, and those who sit there sit down anew.
    fn since(&self, before: &Self) -> Vec<Change> {
        let mut changes = Vec::new();
        if let (Some(day), false) = (before.day, before.day == self.day) {
            changes.extend(before.taken.keys().map(|window| Change {
                at: before.ends_at,
                day,
                window: *window,
                now: None,
            }));
        }
        let Some(day) = self.day else { return changes };
        let nobody = BTreeMap::new();
        let was = if before.day == self.day {
            &before.taken
        } else {
            &nobody
        };
        let windows = was.keys().chain(self.taken.keys());
        let windows: std::collections::BTreeSet<_> = windows.copied().collect();
        changes.extend(windows.into_iter().filter_map(|window| {
            let now = self.taken.get(&window);
            (now != was.get(&window)).then(|| Change {
                at: None,
                day,
                window,
                now: now.cloned(),
            })
        }));
        changes
    }
}

/// Whether an entry may change who sits where.
pub(crate) fn may_move(entry: &Entry) -> bool {
    entry.body.events.iter().any(|event| {
        matches!(
            event,
            Event::WindowOpened { .. }
                | Event::WindowPaused { .. }
                | Event::WindowResumed { .. }
                | Event::WindowClosed { .. }
                | Event::DayOpened { .. }
                | Event::DayClosed
        )
    })
}

/// Writes what an entry changed, inside the transaction.
pub(super) fn keep(
    connection: &Connection,
    entry: &Entry,
    before: &Seats,
    after: &Seats,
) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(include_str!("seats/keep.sql"))?;
    for Change { at, day, window, now } in after.since(before) {
        let (clerk, paused) = now.unzip();
        statement.execute(named_params! {
            ":day": day_number(day),
            ":window": window.get(),
            ":seq": entry.seq.0,
            ":at_ms": at.map_or(entry.at, |at| at.min(entry.at)).as_millisecond(),
            ":clerk": clerk.as_ref().map(PersonCode::as_str),
            ":paused": paused.flatten(),
        })?;
    }
    Ok(())
}

/// The times for which somebody sat at a window, from one day to another; who still sits does so until `now`.
pub(super) fn of_days(
    connection: &Connection,
    (from, to): (Date, Date),
    now: Timestamp,
) -> rusqlite::Result<Vec<SeatSpan>> {
    let number = |date: Date| day_number(ServiceDay(date));
    let mut statement = connection.prepare_cached(include_str!("seats/of_days.sql"))?;
    let mut rows = statement.query(named_params! { ":from": number(from), ":to": number(to) })?;
    let mut spans: Vec<SeatSpan> = Vec::new();
    // The last of them goes on until the next change of the same window on the same day.
    let mut is_open = false;
    while let Some(row) = rows.next()? {
        let (day, window, at_ms) = (date_of(row.get("day")?), row.get("window")?, row.get("at_ms")?);
        if let Some(last) = spans.last_mut().filter(|_| is_open) {
            let is_same = last.day == day && last.window == window;
            last.until_ms = if is_same { at_ms } else { last.until_ms };
        }
        let clerk: Option<String> = row.get("clerk")?;
        is_open = clerk.is_some();
        if let Some(clerk) = clerk {
            spans.push(SeatSpan {
                day,
                window,
                clerk,
                from_ms: at_ms,
                until_ms: now.as_millisecond().max(at_ms),
                is_paused: row.get::<_, Option<String>>("paused")?.is_some(),
            });
        }
    }
    Ok(spans)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn seats(day: Date, clerks: &[(u16, &str, Option<&str>)]) -> Seats {
        let taken = clerks.iter().map(|(window, clerk, paused)| {
            let seat = (PersonCode::new(*clerk), paused.map(str::to_owned));
            (WindowNumber::new(*window), seat)
        });
        Seats {
            day: Some(ServiceDay(day)),
            ends_at: None,
            taken: taken.collect(),
        }
    }

    #[test]
    fn a_change_is_told_for_each_window_that_differs() {
        let day = date(2026, 3, 2);
        let before = seats(day, &[(1, "a", None), (2, "b", None), (3, "c", None)]);
        let after = seats(day, &[(1, "a", Some("break")), (3, "c", None), (4, "d", None)]);
        let changes: Vec<_> = after
            .since(&before)
            .into_iter()
            .map(|change| {
                (
                    change.window.get(),
                    change.now.map(|(clerk, paused)| (clerk.to_string(), paused)),
                )
            })
            .collect();
        let seat = |clerk: &str, paused: Option<&str>| Some((clerk.to_owned(), paused.map(str::to_owned)));
        assert_eq!(
            changes,
            [(1, seat("a", Some("break"))), (2, None), (4, seat("d", None))]
        );
    }

    #[test]
    fn who_sits_through_midnight_gets_up_on_one_day_and_sits_down_on_the_next() {
        let (one, other) = (date(2026, 3, 2), date(2026, 3, 3));
        let before = seats(one, &[(1, "a", None)]);
        let after = seats(other, &[(1, "a", None)]);
        let changes: Vec<_> = after
            .since(&before)
            .into_iter()
            .map(|change| (change.day.0, change.now.is_some()))
            .collect();
        assert_eq!(changes, [(one, false), (other, true)]);
        let closed = Seats::default();
        assert_eq!(closed.since(&before).len(), 1, "a day that ends ends with nobody");
    }
}
