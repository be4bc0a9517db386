//! One press as the journal keeps it.

use hall_protocol::Language;
use hall_protocol::ticket::TicketIssued;
use jiff::civil::Date;
use rusqlite::types::Type;

use super::GivenAlone;
use crate::holder::Holder;
use crate::session::{Comfort, Order};

/// A press about to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPress {
    /// Its id.
    pub request: String,
    /// The visitor's token.
    pub token: String,
    /// The service day.
    pub day: Date,
    /// What is asked for.
    pub order: Order,
}

/// A press as kept.
#[derive(Debug, Clone, PartialEq)]
pub struct KeptPress {
    /// The press.
    pub press: NewPress,
    /// Where it stands.
    pub state: PressState,
    /// The hall's answer.
    pub reply: Option<TicketIssued>,
    /// Attempts at paper so far.
    pub attempt: u32,
    /// What is known of the paper: `proof`, `buffer_answered`, `probably`, `none`.
    pub evidence: String,
    /// What the hall is still to be told.
    pub debt: Debt,
    /// How it was given alone; none: the hall gave it, or nothing.
    pub alone: Option<GivenAlone>,
    /// Whether the slip was taken; unknown where no presenter says so.
    pub taken: Option<bool>,
}

/// Where a press stands: first with the hall, then with the printer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PressState {
    /// The hall was asked, or is about to be.
    Asked,
    /// The hall gave a ticket; nothing is printed yet.
    Given,
    /// The hall let somebody in who has a number already; nothing is printed.
    LetIn,
    /// The hall's rules gave none.
    Refused,
    /// The hall did not answer in time.
    GivenUp,
    /// The first byte is about to go to the printer.
    Sending,
    /// All bytes went.
    AwaitProof,
    /// Paper came out.
    Printed,
    /// It may have.
    Uncertain,
    /// Nothing was sent.
    Blocked,
}

impl PressState {
    const ALL: [Self; 10] = [
        Self::Asked,
        Self::Given,
        Self::LetIn,
        Self::Refused,
        Self::GivenUp,
        Self::Sending,
        Self::AwaitProof,
        Self::Printed,
        Self::Uncertain,
        Self::Blocked,
    ];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Given => "given",
            Self::LetIn => "let_in",
            Self::Refused => "refused",
            Self::GivenUp => "given_up",
            Self::Sending => "sending",
            Self::AwaitProof => "await_proof",
            Self::Printed => "printed",
            Self::Uncertain => "uncertain",
            Self::Blocked => "blocked",
        }
    }
}

/// What the hall is still to be told of a press.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Debt {
    /// Nothing.
    Nothing,
    /// What became of the paper.
    Confirm,
    /// That nobody has the ticket it may have given.
    Void,
}

impl Debt {
    const ALL: [Self; 3] = [Self::Nothing, Self::Confirm, Self::Void];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Confirm => "confirm",
            Self::Void => "void",
        }
    }
}

impl KeptPress {
    pub(super) fn from_row(row: &rusqlite::Row<'_>) -> rusqlite::Result<Self> {
        let reply: Option<String> = row.get("reply")?;
        let comfort = Comfort {
            language: Language::from_tag(&row.get::<_, String>("language")?).unwrap_or_default(),
            large: row.get("large")?,
            contrast: false,
        };
        let day = word(row, "day", |day| day.parse().ok())?;
        let holder: Option<String> = row.get("holder")?;
        Ok(Self {
            press: NewPress {
                request: row.get("request")?,
                token: row.get("token")?,
                day,
                order: Order {
                    wish: word(row, "wish", |json| serde_json::from_str(json).ok())?,
                    comfort,
                    holder: holder.map(|hash| Holder::kept(day, hash)),
                },
            },
            state: word(row, "state", |name| {
                PressState::ALL.into_iter().find(|state| state.name() == name)
            })?,
            reply: reply
                .map(|json| serde_json::from_str(&json))
                .transpose()
                .map_err(unreadable)?,
            attempt: row.get("attempt")?,
            evidence: row.get("evidence")?,
            debt: word(row, "debt", |name| {
                Debt::ALL.into_iter().find(|debt| debt.name() == name)
            })?,
            alone: row
                .get::<_, Option<String>>("alone")?
                .map(|json| serde_json::from_str(&json))
                .transpose()
                .map_err(unreadable)?,
            taken: row.get("taken")?,
        })
    }
}

pub(super) fn word<T>(
    row: &rusqlite::Row<'_>,
    column: &str,
    read: impl Fn(&str) -> Option<T>,
) -> rusqlite::Result<T> {
    let text: String = row.get(column)?;
    read(&text).ok_or_else(|| unreadable(std::io::Error::other(format!("{column} = {text:?}"))))
}

fn unreadable(error: impl std::error::Error + Send + Sync + 'static) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(0, Type::Text, Box::new(error))
}
