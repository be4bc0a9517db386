//! What a plan says, part by part, before it is checked.
//!
//! This is the journal's form too (`DayOpened` carries it): a field may be added with a default, never renamed.

use jiff::civil::Time;
use serde::{Deserialize, Serialize};

use super::calendar::{EarlyStop, Holiday, OwnHours, Season, Workday};
use super::{
    AgencyRules, Agent, AppraisalRules, CaseRules, Class, ComplaintChannel, Department, Elsewhere, Fee,
    FollowupRules, HalfDayCap, InterpreterLanguage, Journey, PayerKind, Person, Position, RatingRules, Rules,
    Tide,
};
use crate::ids::{AreaCode, ChannelCode, DeviceId, GroupLetter, ServiceCode, WindowNumber};
use crate::leg::Outcome;

/// Everything a hall is configured to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanParts {
    /// Which hall this is.
    pub hall: HallIdentity,
    /// When it is open; the first timetable that names the weekday and is in season holds.
    pub timetables: Vec<Timetable>,
    /// The authorities whose services are handled here.
    pub departments: Vec<Department>,
    /// The letters, each with one counter and one ordered queue.
    pub groups: Vec<QueueGroup>,
    /// What a visitor may come to do.
    pub services: Vec<Service>,
    /// The waiting areas, each with its own board.
    pub areas: Vec<Area>,
    /// The windows.
    pub windows: Vec<WindowPlan>,
    /// Why a ticket may have another promise; `ordinary`, `appointment` and `next_leg` must be among them.
    pub classes: Vec<Class>,
    /// The limits and settings of the calling order and of patience.
    pub rules: Rules,
    /// How cases are kept.
    #[serde(default)]
    pub cases: CaseRules,
    /// What is promised beyond the windows.
    #[serde(default, skip_serializing_if = "AgencyRules::is_usual")]
    pub agency: AgencyRules,
    /// How visitors rate.
    #[serde(default)]
    pub ratings: RatingRules,
    /// How follow-ups are kept.
    #[serde(default)]
    pub followups: FollowupRules,
    /// The ticket kiosks.
    pub kiosks: Vec<Kiosk>,
    /// Where an accessibility button is.
    pub escort_posts: Vec<EscortPost>,
    /// Staff, by work number.
    pub people: Vec<Person>,
    /// The languages an interpreter can be asked for.
    #[serde(default)]
    pub interpreter_languages: Vec<InterpreterLanguage>,
    /// Days on which the hall keeps no hours.
    #[serde(default)]
    pub holidays: Vec<Holiday>,
    /// 調休: dates that keep another weekday's hours.
    #[serde(default)]
    pub workdays: Vec<Workday>,
    /// Dates on which tickets are taken until an earlier time.
    #[serde(default)]
    pub early_stops: Vec<EarlyStop>,
    /// The orders of services that one ticket may walk through.
    #[serde(default)]
    pub journeys: Vec<Journey>,
    /// For whom a fee's lower limit may be compulsory.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub payer_kinds: Vec<PayerKind>,
    /// Where to complain, in the order in which it is told.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub complaint_channels: Vec<ComplaintChannel>,
    /// What is not handled here, in the order in which it is told.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub elsewhere: Vec<Elsewhere>,
    /// Who may act for others here, in the order in which it is told.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub agents: Vec<Agent>,
    /// How clerks and departments are appraised.
    #[serde(default)]
    pub appraisal: AppraisalRules,
}

/// Which hall this is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HallIdentity {
    /// Short code, unique under its centre.
    pub code: String,
    /// What it is called.
    pub names: Names,
    /// IANA time zone, such as `Asia/Shanghai`; civil times below are in it.
    pub zone: String,
    /// What a slip's QR code starts with, such as `http://hall.example`; the page's path and the token follow.
    pub public_url: String,
}

/// One thing's name in every language of the hall.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Names {
    /// 繁體字形.
    pub zh_hant: String,
    /// 简体字形.
    pub zh_hans: String,
    /// English.
    pub en: String,
}

impl Names {
    /// Whether nothing is said in any language.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The name in one language.
    #[must_use]
    pub fn in_language(&self, language: Language) -> &str {
        match language {
            Language::ZhHant => &self.zh_hant,
            Language::ZhHans => &self.zh_hans,
            Language::En => &self.en,
        }
    }
}

/// The languages of a hall.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Language {
    /// 繁體字形, the default.
    #[default]
    #[serde(rename = "zh-Hant")]
    ZhHant,
    /// 简体字形.
    #[serde(rename = "zh-Hans")]
    ZhHans,
    /// English.
    #[serde(rename = "en")]
    En,
}

/// A day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum WeekDay {
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

impl WeekDay {
    /// The week.
    pub const ALL: [Self; 7] = [
        Self::Mon,
        Self::Tue,
        Self::Wed,
        Self::Thu,
        Self::Fri,
        Self::Sat,
        Self::Sun,
    ];
}

/// The hours of some weekdays. Civil times of the hall's zone, ascending; a time that is not after the one before it
/// belongs to the next day. From the doors to the day's end are 24 h at most.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timetable {
    /// The weekdays that keep these hours.
    pub days: Vec<WeekDay>,
    /// From when tickets are issued.
    pub doors_open_at: Time,
    /// When the hall serves; sessions follow one another without overlap.
    pub sessions: Vec<SessionPlan>,
    /// Until when tickets are issued at the latest, whatever the service; none: until the last session ends.
    #[serde(default)]
    pub issue_until: Option<Time>,
    /// When the service day closes at the latest, whoever still waits.
    pub day_ends_at: Time,
    /// The part of the year in which it holds; none: all of it.
    #[serde(default)]
    pub season: Option<Season>,
}

/// One session of a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionPlan {
    /// Its beginning.
    pub from: Time,
    /// Its end.
    pub to: Time,
    /// The groups served in it; empty: all.
    #[serde(default)]
    pub groups: Vec<GroupLetter>,
    /// The windows that staff it (午間值守); empty: all that serve those groups.
    #[serde(default)]
    pub windows: Vec<WindowNumber>,
}

/// The most numbers that a group gives on line a day.
pub const MOST_NUMBERS_PER_DAY: u32 = 9999;

/// A letter, its counter and its queue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueueGroup {
    /// The letter.
    pub letter: GroupLetter,
    /// What it stands for.
    pub names: Names,
    /// How many numbers it gives on line a day at most, 1–9999; those that are leased to kiosks are more.
    pub numbers_per_day: u32,
    /// How long before the end of its last session its tickets stop, in seconds, 0–14,400; none: as the rules say.
    #[serde(default)]
    pub ticket_stop_s: Option<u32>,
    /// How many of its tickets a half day has at most; none: as many as its numbers.
    #[serde(default)]
    pub half_day: Option<HalfDayCap>,
    /// Whether its tickets may be taken on the phone, to be called after check-in.
    #[serde(default)]
    pub remote: bool,
    /// Whether a kiosk gives its tickets only to who shows a card, one live ticket each.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub by_card: bool,
}

/// Something a visitor comes to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Service {
    /// Its code.
    pub code: ServiceCode,
    /// The queue group whose letter and queue it shares.
    pub group: GroupLetter,
    /// The authority it belongs to.
    pub department: String,
    /// The authority that decides it, where that has no window for it (代受理); none: the one it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_by: Option<String>,
    /// Its name.
    pub names: Names,
    /// What to bring, in the order of the slip.
    #[serde(default)]
    pub documents: Vec<Names>,
    /// Mean minutes at the window, for planning and generated days; 1–240.
    pub usual_minutes: u32,
    /// Promised completion in working days, 0–365; 0 is decided at the window.
    pub limit_days: u32,
    /// What it costs, and on what ground.
    #[serde(default)]
    pub fees: Vec<Fee>,
    /// How a leg of it usually ends.
    pub usual_outcome: Outcome,
    /// The service that usually follows on the same ticket.
    #[serde(default)]
    pub next: Option<ServiceCode>,
    /// Hours of its own, within those of the hall; empty: whenever its group is served.
    #[serde(default)]
    pub hours: Vec<OwnHours>,
    /// How long before the end of its last session its tickets stop, in seconds, 0–14,400; none: as its group.
    #[serde(default)]
    pub ticket_stop_s: Option<u32>,
    /// How long after the end of this one the next can be waited for, in seconds, 0–86,400.
    #[serde(default)]
    pub next_lag_s: u32,
    /// Whether it can be booked.
    #[serde(default = "yes")]
    pub bookable: bool,
    /// Where to complain about it besides what holds for the whole hall.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub channels: Vec<ChannelCode>,
    /// Whether fees are paid at it: its windows take payments, and accept nothing that is charged (收繳分離).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub collects: bool,
}

fn yes() -> bool {
    true
}

/// A waiting area.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Area {
    /// Its code, part of the board's address.
    pub code: AreaCode,
    /// Its name.
    pub names: Names,
}

/// A window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WindowPlan {
    /// The number over it.
    pub number: WindowNumber,
    /// The area whose board shows it.
    pub area: AreaCode,
    /// The groups it serves as its own.
    pub primary: Vec<GroupLetter>,
    /// The groups it helps with, σ later.
    #[serde(default)]
    pub secondary: Vec<GroupLetter>,
    /// Services of those groups that it has no right to handle.
    #[serde(default)]
    pub excludes: Vec<ServiceCode>,
    /// What is said of it.
    #[serde(default)]
    pub names: Names,
    /// Where it is in the hall.
    #[serde(default)]
    pub at: Option<Position>,
    /// The window whose clerk serves for it when nobody sits here (AB 崗).
    #[serde(default)]
    pub deputy: Option<WindowNumber>,
    /// The hours in which it serves more (潮汐窗口).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tides: Vec<Tide>,
}

/// A ticket kiosk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kiosk {
    /// Its device id.
    pub id: DeviceId,
    /// Where it stands.
    pub names: Names,
    /// The area it stands in.
    pub area: AreaCode,
    /// Where that is in the hall.
    #[serde(default)]
    pub at: Option<Position>,
}

/// A place with an accessibility button.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EscortPost {
    /// Its device id, which is the place of an escort.
    pub id: DeviceId,
    /// The place, as a guide would say it.
    pub names: Names,
    /// Where that is in the hall.
    #[serde(default)]
    pub at: Option<Position>,
}
