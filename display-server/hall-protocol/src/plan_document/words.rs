//! The small words of a plan document: letters, clock times, and the names of its choices.

use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The letter of a queue group: `A`–`Z` without `E I O Q`, which look or sound like digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PlanLetter(char);

impl PlanLetter {
    /// Takes the letter of a plan as it is; letters that are read are looked at.
    #[must_use]
    pub fn new(letter: char) -> Self {
        Self(letter)
    }

    /// The letter.
    #[must_use]
    pub fn as_char(self) -> char {
        self.0
    }
}

/// Why a text is no letter of a queue group.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} cannot be the letter of a group, expected one of A–Z without E, I, O and Q")]
pub struct BadLetter(String);

impl TryFrom<String> for PlanLetter {
    type Error = BadLetter;

    fn try_from(text: String) -> Result<Self, BadLetter> {
        let mut letters = text.chars();
        match (letters.next(), letters.next()) {
            (Some(letter), None) if letter.is_ascii_uppercase() && !"EIOQ".contains(letter) => {
                Ok(Self(letter))
            }
            _ => Err(BadLetter(text)),
        }
    }
}

impl From<PlanLetter> for String {
    fn from(letter: PlanLetter) -> String {
        letter.0.to_string()
    }
}

/// A time on the hall's clock, written `"08:30"`, or `"08:30:15"` where seconds matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ClockTime(pub Time);

/// Why a text is no time.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a time of day, expected one from \"00:00\" to \"23:59\", with two digits each")]
pub struct BadClockTime(String);

impl TryFrom<String> for ClockTime {
    type Error = BadClockTime;

    fn try_from(text: String) -> Result<Self, BadClockTime> {
        let form = match text.len() {
            5 => "%H:%M",
            8 => "%H:%M:%S",
            _ => return Err(BadClockTime(text)),
        };
        Time::strptime(form, &text)
            .map(Self)
            .map_err(|_| BadClockTime(text))
    }
}

impl From<ClockTime> for String {
    fn from(ClockTime(time): ClockTime) -> String {
        let form = if time.second() == 0 { "%H:%M" } else { "%H:%M:%S" };
        time.strftime(form).to_string()
    }
}

/// A date, written `"2026-10-01"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CalendarDate(pub Date);

/// Why a text is no date.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a date of the calendar, expected one such as \"2026-10-01\"")]
pub struct BadDate(String);

impl TryFrom<String> for CalendarDate {
    type Error = BadDate;

    fn try_from(text: String) -> Result<Self, BadDate> {
        let read = (text.len() == 10).then(|| Date::strptime("%Y-%m-%d", &text).ok());
        read.flatten().map(Self).ok_or(BadDate(text))
    }
}

impl From<CalendarDate> for String {
    fn from(CalendarDate(date): CalendarDate) -> String {
        date.to_string()
    }
}

/// A month and a day of any year, written `"05-01"`; whether there is such a day is the core's to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PlanMonthDay {
    /// The month.
    pub month: i8,
    /// The day of the month.
    pub day: i8,
}

/// Why a text is no month and day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a month and a day, expected one such as \"05-01\", with two digits each")]
pub struct BadMonthDay(String);

impl TryFrom<String> for PlanMonthDay {
    type Error = BadMonthDay;

    fn try_from(text: String) -> Result<Self, BadMonthDay> {
        let number = |digits: &str| {
            let is_plain = digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_digit());
            is_plain.then(|| digits.parse().ok()).flatten()
        };
        let read = text
            .split_once('-')
            .and_then(|(month, day)| Some((number(month)?, number(day)?)));
        let (month, day) = read.ok_or(BadMonthDay(text))?;
        Ok(Self { month, day })
    }
}

impl From<PlanMonthDay> for String {
    fn from(PlanMonthDay { month, day }: PlanMonthDay) -> String {
        format!("{month:02}-{day:02}")
    }
}

/// A day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum PlanWeekDay {
    /// Monday.
    Mon,
    /// Tuesday.
    Tue,
    /// Wednesday.
    Wed,
    /// Thursday.
    Thu,
    /// Friday.
    Fri,
    /// Saturday.
    Sat,
    /// Sunday.
    Sun,
}

/// How a leg of a service usually ends: one of the outcomes a clerk may choose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PlanOutcome {
    /// 即辦辦結: decided at the window.
    DoneOnSpot,
    /// 受理: a case was accepted.
    Accepted,
    /// 收件待補正: documents are missing.
    AwaitingCorrection,
    /// 不予受理: refused.
    Refused,
    /// 退件: the file was given back.
    FileReturned,
    /// 非本機關: another authority's.
    NotOurs,
    /// 僅諮詢: only asked.
    AdviceOnly,
    /// 領取: collected.
    Collected,
    /// 放棄: given up.
    Abandoned,
    /// Paid at the one charging window.
    Paid,
    /// Not the holder of the ticket.
    NotHolder,
}

/// Who may claim a class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PlanClaimant {
    /// The visitor, at the kiosk.
    Kiosk,
    /// Reception, who has seen the visitor.
    Reception,
}

/// What public screens show of a class.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PlanMark {
    /// Nothing.
    #[default]
    None,
    /// 優先.
    Priority,
    /// 預約.
    Booked,
}

/// What becomes of a visitor who was called and did not come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PlanNoShow {
    /// Held until reactivated, once.
    Held,
    /// Closed at once.
    Closed,
}

/// Who stands in for a guide.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PlanStandIn {
    /// The manager.
    #[default]
    Manager,
    /// Reception.
    Reception,
    /// The windows that serve the visitor's ticket; the manager where there is none.
    Window,
}

/// What a person may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PlanRole {
    /// Serves at a window.
    Clerk,
    /// Escorts visitors.
    Guide,
    /// Issues and checks at reception.
    Reception,
    /// Runs the day.
    Manager,
    /// Reads what is theirs to oversee, and follows up what is brought to them.
    Overseer,
}

/// What an overseer oversees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PlanOversight {
    /// That matters are handled at one window.
    Centre,
    /// That approvals are lawful and open.
    Legal,
    /// That people do what they owe.
    Discipline,
    /// Fees.
    Audit,
}
