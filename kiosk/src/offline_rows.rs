//! Tickets of which the hall has not heard, as they travel to it: by the kiosk itself, or in a file once it will never run
//! again.

use std::path::Path;

use hall_protocol::offline::{OfflineTicket, OfflineTickets};
use jiff::civil::Date;

use crate::clock::BootMoment;
use crate::journal::{Journal, JournalError, KeptPress};
use crate::session::Wish;

/// Everything that the kiosk of a data folder would bring to a hall that goes on from an older copy of its journal, as
/// `POST /api/v1/offline-tickets` has it, however many tickets there are. Without a day: of the last day on which it gave
/// any, and whatever the hall has not heard of. The folder is left as it was.
///
/// # Errors
/// [`JournalError`]: there is no journal, or it cannot be read.
pub fn tickets_of_folder(data: &Path, day: Option<Date>) -> Result<OfflineTickets, JournalError> {
    let journal = Journal::open_copy(data)?;
    journal.owe_again(day)?;
    let mut rows = journal.all_rows_owed()?;
    rows.retain(|kept| day.is_none_or(|day| kept.press.day == day));
    // The machine that reads it need not be the one that gave them, and when they arrive is not known.
    Ok(offline_tickets(&rows, None)?)
}

/// Tickets as they travel; `now` is the machine's steady clock, where they are sent from the machine that gave them.
pub(crate) fn offline_tickets(
    rows: &[KeptPress],
    now: Option<&BootMoment>,
) -> Result<OfflineTickets, serde_json::Error> {
    let rows = rows.iter().map(|kept| serde_json::to_value(row(kept, now)));
    Ok(OfflineTickets {
        rows: rows.collect::<Result<_, _>>()?,
    })
}

/// A ticket as it travels: one that was given alone, or by a hall that went on from an older copy since. None: it is none,
/// which the hall will say of it too.
fn row(kept: &KeptPress, now: Option<&BootMoment>) -> Option<OfflineTicket> {
    let reply = kept.reply.as_ref()?;
    let (services, journeys, cases, class) = match &kept.press.order.wish {
        Wish::Matters { basket, cases, class } => (
            basket.services().to_vec(),
            basket.journeys().to_vec(),
            *cases,
            class.clone(),
        ),
        // What was booked for, as the hall answered.
        Wish::Arrival { .. } => {
            let also = reply.also.iter().map(|also| &also.service);
            let services = std::iter::once(&reply.service).chain(also);
            let codes = services.map(|service| service.code.clone()).collect();
            (codes, Vec::new(), reply.cases, None)
        }
    };
    let alone = kept.alone.as_ref();
    let ago_ms = alone
        .zip(now)
        .and_then(|(alone, now)| alone.moment.ms_before(now));
    Some(OfflineTicket {
        request: kept.press.request.clone(),
        token: kept.press.token.clone(),
        day: kept.press.day,
        number: reply.number.clone(),
        epoch: alone.map_or(0, |alone| alone.epoch),
        voids: alone.and_then(|alone| alone.voids.clone()),
        services,
        journeys,
        cases,
        class,
        language: kept.press.order.comfort.language,
        ago_ms,
        // The hall's own time, where it gave the ticket.
        clock: ago_ms
            .is_none()
            .then(|| alone.map_or(reply.issued_at, |alone| alone.clock)),
        heard: alone.map_or(reply.issued_at, |alone| alone.heard),
    })
}
