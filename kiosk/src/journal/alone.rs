//! What the journal keeps of giving tickets alone: which journal it is, the numbers it may give, and what the hall has not
//! heard of yet.
//!
//! Invariant: a number is given at most once: taking it, voiding the press that was not answered and writing the ticket down
//! are one transaction, before the first byte is printed.

use hall_protocol::offline::{LeasesGiven, ROWS_AT_ONCE};
use hall_protocol::ticket::TicketIssued;
use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::{OptionalExtension, Transaction, TransactionBehavior, named_params};
use serde::{Deserialize, Serialize};

use super::{Journal, JournalError, KeptPress, NewPress};
use crate::clock::BootMoment;

/// How a ticket was given alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GivenAlone {
    /// The epoch in which its number was leased.
    pub epoch: u64,
    /// The press that the hall did not answer in time.
    pub voids: Option<String>,
    /// When, on the machine's steady clock.
    pub moment: BootMoment,
    /// What its wall clock said.
    pub clock: Timestamp,
    /// The hall's time when it was last heard before.
    pub heard: Timestamp,
}

/// The day on which numbers may be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LeasedDay {
    /// Which day.
    pub day: Date,
    /// When it ends.
    pub until: Timestamp,
    /// The hall's time when the numbers were leased.
    pub heard: Timestamp,
}

/// What the hall made of a ticket that was given alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowState {
    /// It waits like any other.
    Accepted,
    /// The hall keeps it for people to look at.
    Quarantined,
    /// The hall cannot read it.
    Unreadable,
}

impl RowState {
    /// The state that the hall's word means.
    #[must_use]
    pub fn from_result(word: &str) -> Self {
        match word {
            "accepted" | "already" => Self::Accepted,
            "quarantined" => Self::Quarantined,
            _ => Self::Unreadable,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Quarantined => "quarantined",
            Self::Unreadable => "unreadable",
        }
    }
}

impl Journal {
    /// Which journal this is. On another machine than the one it was made on it is another journal, gives none of the numbers
    /// that it brought along, and asks for none of the presses that wait for an answer: the card may have been copied, and
    /// both may be at work.
    pub fn move_in(&self, machine: &str, new_name: &str) -> Result<String, JournalError> {
        let mut connection = self.lock();
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let home = transaction
            .query_row(include_str!("sql/home.sql"), [], |row| {
                Ok((row.get::<_, String>("journal")?, row.get::<_, String>("machine")?))
            })
            .optional()?;
        if let Some((journal, made_on)) = home {
            if made_on == machine {
                return Ok(journal);
            }
            transaction.execute_batch(include_str!("sql/leave_presses.sql"))?;
        }
        transaction.execute(include_str!("sql/drop_leases.sql"), [])?;
        transaction.execute(
            include_str!("sql/move_in.sql"),
            named_params! { ":journal": new_name, ":machine": machine },
        )?;
        transaction.commit()?;
        Ok(new_name.to_owned())
    }

    /// The latest epoch in which the hall is known to give numbers; 0: none is known.
    pub fn known_epoch(&self) -> Result<u64, JournalError> {
        let connection = self.lock();
        Ok(connection.query_row(include_str!("sql/known_epoch.sql"), [], |row| row.get(0))?)
    }

    /// The hall gives numbers in this epoch; what was leased in an earlier one is given no more. A hall that goes on in
    /// another epoch went on from an older copy of its journal: whatever it was told since that day began, it is told again.
    pub fn note_epoch(&self, epoch: u64) -> Result<(), JournalError> {
        let mut connection = self.lock();
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let known: u64 = transaction.query_row(include_str!("sql/known_epoch.sql"), [], |row| row.get(0))?;
        if epoch > known {
            transaction.execute(
                include_str!("sql/note_epoch.sql"),
                named_params! { ":epoch": epoch },
            )?;
            if known > 0 {
                owe_again(&transaction, None)?;
            }
        }
        transaction.commit()?;
        Ok(())
    }

    /// Keeps numbers that were leased, and the hall's time at which they were.
    pub fn keep_leases(&self, given: &LeasesGiven, heard: Timestamp) -> Result<(), JournalError> {
        self.note_epoch(given.epoch)?;
        let mut connection = self.lock();
        let transaction = connection.transaction()?;
        for block in &given.leases {
            transaction.execute(
                include_str!("sql/keep_lease.sql"),
                named_params! {
                    ":epoch": given.epoch,
                    ":day": given.day.to_string(),
                    ":letter": block.letter,
                    ":first": block.first,
                    ":last": block.last,
                    ":until": given.until.to_string(),
                    ":heard": heard.to_string(),
                },
            )?;
        }
        transaction.commit()?;
        Ok(())
    }

    /// The letters of which numbers are left for a day.
    pub fn leased_letters(&self, day: Date) -> Result<Vec<String>, JournalError> {
        let connection = self.lock();
        let mut statement = connection.prepare_cached(include_str!("sql/leased_letters.sql"))?;
        let letters = statement.query_map(named_params! { ":day": day.to_string() }, |row| row.get(0))?;
        Ok(letters.collect::<Result<_, _>>()?)
    }

    /// The last day for which numbers are left; none: there are none.
    pub fn leased_day(&self) -> Result<Option<LeasedDay>, JournalError> {
        let connection = self.lock();
        let mut statement = connection.prepare_cached(include_str!("sql/kept_lease.sql"))?;
        let day = statement.query_row([], |row| {
            Ok(LeasedDay {
                day: super::row::word(row, "day", |text| text.parse().ok())?,
                until: super::row::word(row, "until", |text| text.parse().ok())?,
                heard: super::row::word(row, "heard", |text| text.parse().ok())?,
            })
        });
        Ok(day.optional()?)
    }

    /// Gives a ticket alone: takes the letter's next leased number, voids the press that was not answered, and writes the
    /// ticket down, all or nothing. None: no number of that letter is left.
    pub fn give_alone(
        &self,
        press: &NewPress,
        letter: char,
        mut alone: GivenAlone,
        mut reply: TicketIssued,
    ) -> Result<Option<TicketIssued>, JournalError> {
        let mut connection = self.lock();
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let next = transaction
            .query_row(
                include_str!("sql/next_leased.sql"),
                named_params! { ":day": press.day.to_string(), ":letter": letter.to_string() },
                |row| Ok((row.get::<_, u64>("epoch")?, row.get::<_, u32>("number")?)),
            )
            .optional()?;
        let Some((epoch, number)) = next else {
            return Ok(None);
        };
        alone.epoch = epoch;
        reply.number = format!("{letter}{number:03}");
        if let Some(voided) = &alone.voids {
            transaction.execute(
                include_str!("sql/note_end.sql"),
                named_params! { ":request": voided, ":state": "given_up", ":debt": "nothing" },
            )?;
        }
        transaction.execute(
            include_str!("sql/give_alone.sql"),
            named_params! {
                ":request": press.request,
                ":token": press.token,
                ":day": press.day.to_string(),
                ":wish": serde_json::to_string(&press.order.wish)?,
                ":language": press.order.comfort.language.tag(),
                ":large": press.order.comfort.large,
                ":reply": serde_json::to_string(&reply)?,
                ":alone": serde_json::to_string(&alone)?,
            },
        )?;
        transaction.commit()?;
        Ok(Some(reply))
    }

    /// The tickets of which the hall has not heard yet, in the order in which they were given; as many as travel at once.
    pub fn rows_owed(&self) -> Result<Vec<KeptPress>, JournalError> {
        self.first_rows_owed(ROWS_AT_ONCE)
    }

    /// All of them, however many there are.
    pub fn all_rows_owed(&self) -> Result<Vec<KeptPress>, JournalError> {
        self.first_rows_owed(usize::MAX >> 1)
    }

    fn first_rows_owed(&self, limit: usize) -> Result<Vec<KeptPress>, JournalError> {
        let connection = self.lock();
        let mut statement = connection.prepare_cached(include_str!("sql/rows_owed.sql"))?;
        let rows = statement.query_map(named_params! { ":limit": limit }, KeptPress::from_row)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Whatever the hall was told of a day is told again; without a day: of the last on which there was a press.
    pub fn owe_again(&self, day: Option<Date>) -> Result<(), JournalError> {
        let mut connection = self.lock();
        let transaction = connection.transaction()?;
        owe_again(&transaction, day)?;
        transaction.commit()?;
        Ok(())
    }

    /// The hall has it.
    pub fn note_row(&self, request: &str, state: RowState) -> Result<(), JournalError> {
        self.execute(
            include_str!("sql/note_row.sql"),
            named_params! { ":request": request, ":row": state.name() },
        )
    }
}

fn owe_again(transaction: &Transaction<'_>, day: Option<Date>) -> rusqlite::Result<()> {
    let day = day.map(|day| day.to_string());
    for sql in [
        include_str!("sql/owe_again.sql"),
        include_str!("sql/void_again.sql"),
    ] {
        transaction.execute(sql, named_params! { ":day": day })?;
    }
    Ok(())
}
