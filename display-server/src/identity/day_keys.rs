//! The key of a service day, by which kiosks with a card reader make a person's number into the hash that stands in the
//! journal. Thrown away when the day closes: from then on nobody can tell whose hash it was, not even by trying numbers. In
//! a hall that never closes it is the next day's too while somebody with a card is carried over midnight, else the same
//! card would have a second holder, and a second ticket.
//!
//! Invariant: a key is in this file alone, and its bytes are overwritten when it goes.

use queue_core::ServiceDay;
use rusqlite::{Connection, OptionalExtension, named_params};

use super::{Identities, IdentityError};
use crate::store::{cut_the_log, day_number};

/// A day's key: 256 random bits.
pub(crate) type DayKey = [u8; 32];

impl Identities {
    /// The key of the open day; made when it is asked for first. Only the owner of the hall asks: it alone knows that the day
    /// does not close meanwhile.
    ///
    /// # Errors
    /// When it cannot be stored, or the system gives no random numbers.
    pub(crate) fn day_key(&self, day: ServiceDay) -> Result<DayKey, IdentityError> {
        let connection = self.connection();
        if let Some(key) = kept(&connection, day)? {
            return Ok(key);
        }
        let mut key = DayKey::default();
        getrandom::fill(&mut key)?;
        let mut keep = connection.prepare_cached(include_str!("day_keys/keep.sql"))?;
        keep.execute(named_params! { ":day": day_number(day), ":key": key })?;
        Ok(key)
    }

    /// Throws away the key of every day but the open one, which takes over the last key while cards that were shown by it
    /// count. Between two days that key is kept for the next.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(crate) fn forget_day_keys(
        &self,
        open: Option<ServiceDay>,
        cards_count: bool,
    ) -> rusqlite::Result<()> {
        let connection = self.connection();
        if cards_count {
            let Some(open) = open else {
                return Ok(());
            };
            let mut carry = connection.prepare_cached(include_str!("day_keys/carry.sql"))?;
            carry.execute(named_params! { ":open": day_number(open) })?;
        }
        let mut forget = connection.prepare_cached(include_str!("day_keys/forget.sql"))?;
        forget.execute(named_params! { ":but": open.map(day_number) })?;
        // Its bytes are zeroed in the file; the log that still has them goes too, one that an earlier closing left as well.
        cut_the_log(&connection)
    }
}

fn kept(connection: &Connection, day: ServiceDay) -> rusqlite::Result<Option<DayKey>> {
    let mut of_day = connection.prepare_cached(include_str!("day_keys/of_day.sql"))?;
    let key = of_day.query_row(named_params! { ":day": day_number(day) }, |row| row.get("key"));
    key.optional()
}
