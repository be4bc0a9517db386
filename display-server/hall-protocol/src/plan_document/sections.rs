//! The tables of a plan document, one type each.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::appraisal::PlanHome;
use super::calendar::{PlanOwnHours, PlanSeason, PlanTide};
use super::openness::PlanFee;
use super::words::{
    ClockTime, PlanClaimant, PlanLetter, PlanMark, PlanOutcome, PlanOversight, PlanRole, PlanWeekDay,
};
use crate::names::Names;

/// `[hall]`: which hall this is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanHall {
    /// Short code, unique under its centre.
    pub code: String,
    /// What it is called.
    pub name: Names,
    /// IANA time zone, such as `Asia/Shanghai`.
    pub zone: String,
    /// What a slip's QR code starts with, such as `http://hall.example`; no slash at the end.
    pub public_url: String,
}

/// `[[timetable]]`: the hours of some weekdays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanTimetable {
    /// The weekdays that keep these hours.
    pub days: Vec<PlanWeekDay>,
    /// From when tickets are issued.
    #[schema(value_type = String, example = "08:20")]
    pub doors_open_at: ClockTime,
    /// When the hall serves, in order.
    pub sessions: Vec<PlanSession>,
    /// Until when tickets are issued at the latest, whatever the service; absent: until the last session ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, example = "17:30")]
    pub issue_until: Option<ClockTime>,
    /// When the service day closes at the latest.
    #[schema(value_type = String, example = "19:00")]
    pub day_ends_at: ClockTime,
    /// The part of the year in which it holds; absent: all of it. The first that names the weekday and is in season holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub season: Option<PlanSeason>,
}

/// One session of a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanSession {
    /// Its beginning.
    #[schema(value_type = String, example = "08:30")]
    pub from: ClockTime,
    /// Its end.
    #[schema(value_type = String, example = "12:00")]
    pub to: ClockTime,
    /// The groups served in it; absent or empty: all.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    pub groups: Vec<PlanLetter>,
    /// The windows that staff it; absent or empty: all that serve those groups.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub windows: Vec<u16>,
}

/// `[[department]]`: an authority.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanDepartment {
    /// Short code, such as `GA`.
    pub code: String,
    /// Its name.
    pub name: Names,
    /// The work number of its head in the hall, who may decide for it (首席代表).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chief: Option<String>,
    /// The work numbers of those who may when the head is away (AB 崗), the first first; 9 at most.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub deputies: Vec<String>,
    /// Whether its matters are accepted here on its behalf (代受理): it has no people of its own here.
    #[serde(default, skip_serializing_if = "is_false")]
    pub on_behalf: bool,
}

/// `[[group]]`: a queue group, with its letter and its counter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanGroup {
    /// The letter on the tickets.
    #[schema(value_type = String, example = "A")]
    pub letter: PlanLetter,
    /// What it stands for.
    pub name: Names,
    /// How many numbers a day has at most, 1–9999.
    pub numbers_per_day: u32,
    /// How long before the end of its last session its tickets stop, 0–14,400 s; absent: as the rules say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket_stop_s: Option<u32>,
    /// How many of its tickets a half day has at most; absent: as many as its numbers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub half_day: Option<PlanHalfDay>,
    /// Whether its tickets may be taken on the phone, to be called after check-in.
    #[serde(default, skip_serializing_if = "is_false")]
    pub remote: bool,
    /// Whether a kiosk gives its tickets only to who shows a card, one live ticket each (黃牛); reception gives them too.
    #[serde(default, skip_serializing_if = "is_false")]
    pub by_card: bool,
}

/// How many tickets of a group a half day has at most; a case counts as one ticket does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanHalfDay {
    /// All together, 1–9,999.
    pub total: u32,
    /// Of these at kiosks at most; absent: as long as there are any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kiosk: Option<u32>,
    /// Of these on the phone at most; absent: as long as there are any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remote: Option<u32>,
    /// Of these kept for reception.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub reserve: u32,
}

/// `[[service]]`: something a visitor comes to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanService {
    /// Its code, such as `A01`.
    pub code: String,
    /// The letter of its queue group.
    #[schema(value_type = String, example = "A")]
    pub group: PlanLetter,
    /// The code of its department.
    pub department: String,
    /// The code of the department that decides it, where that has no window for it (代受理); absent: its department.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_by: Option<String>,
    /// Its name.
    pub name: Names,
    /// What to bring: keys of `[documents]`, in the order of the slip.
    #[serde(default)]
    pub documents: Vec<String>,
    /// Mean minutes at the window, 1–240.
    pub usual_minutes: u32,
    /// Promised completion in working days; 0 is decided at the window.
    pub limit_days: u32,
    /// What it costs; absent or empty: nothing.
    #[serde(default)]
    pub fees: Vec<PlanFee>,
    /// How it usually ends.
    pub usual_outcome: PlanOutcome,
    /// The service that usually follows on the same ticket.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// Hours of its own, within those of the hall; absent or empty: whenever its group is served.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hours: Vec<PlanOwnHours>,
    /// How long before the end of its last session its tickets stop, 0–14,400 s; absent: as its group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket_stop_s: Option<u32>,
    /// How long after the end of this one the next can be waited for, 0–86,400 s.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub next_lag_s: u32,
    /// Whether it can be booked; absent: it can.
    #[serde(default = "yes", skip_serializing_if = "is_true")]
    pub bookable: bool,
    /// Where to complain about it besides what holds for every service, by codes of `[[complaint_channel]]`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub channels: Vec<String>,
    /// Whether fees are paid at it; its windows then accept nothing that is charged. Absent: they are not.
    #[serde(default, skip_serializing_if = "is_false")]
    pub collects: bool,
}

fn yes() -> bool {
    true
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's signature")]
fn is_true(flag: &bool) -> bool {
    *flag
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's signature")]
fn is_false(flag: &bool) -> bool {
    !*flag
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's signature")]
pub(super) fn is_zero(number: &u32) -> bool {
    *number == 0
}

/// `[[area]]`: a waiting area with its board.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanArea {
    /// Its code, part of the board's address.
    pub code: String,
    /// Its name.
    pub name: Names,
}

/// `[[window]]`: a window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanWindow {
    /// The number over it, 1 upward.
    pub number: u16,
    /// The code of its area.
    pub area: String,
    /// The groups it serves as its own.
    #[schema(value_type = Vec<String>)]
    pub primary: Vec<PlanLetter>,
    /// The groups it helps with.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    pub secondary: Vec<PlanLetter>,
    /// Services of those groups that it has no right to handle.
    #[serde(default)]
    pub excludes: Vec<String>,
    /// What is said of it.
    #[serde(default)]
    pub name: Names,
    /// Where it is in the hall.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<PlanPosition>,
    /// The window whose clerk may serve for it when nobody sits here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deputy: Option<u16>,
    /// The hours in which it serves more (潮汐窗口).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tides: Vec<PlanTide>,
}

/// `[[class]]`: why a ticket has its promise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanClass {
    /// Its code; `ordinary`, `appointment` and `next_leg` must be among them.
    pub code: String,
    /// Its name.
    pub name: Names,
    /// The waiting target, 0–14,400 s.
    pub promise_s: u32,
    /// Who may claim it when a ticket is taken; absent or empty: nobody.
    #[serde(default)]
    pub claim: Vec<PlanClaimant>,
    /// What public screens and slips show of it.
    #[serde(default)]
    pub mark: PlanMark,
}

/// `[[kiosk]]`: a ticket kiosk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanKiosk {
    /// Its device id.
    pub id: String,
    /// Where it stands.
    pub name: Names,
    /// The code of the area it stands in.
    pub area: String,
    /// Where that is in the hall.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<PlanPosition>,
}

/// `[[escort_post]]`: a place with an accessibility button.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanEscortPost {
    /// Its device id.
    pub id: String,
    /// The place, as a guide would say it.
    pub name: Names,
    /// Where that is in the hall.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<PlanPosition>,
}

/// A point of the hall's floor plan, in whole metres from its corner, 0–500.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanPosition {
    /// To the right.
    pub x_m: u16,
    /// Down.
    pub y_m: u16,
}

/// `[[interpreter_language]]`: a language that an interpreter can be asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanInterpreterLanguage {
    /// Its code, such as `en`, `ug` or `yue`.
    pub code: String,
    /// What it is called.
    pub name: Names,
}

/// `[[person]]`: a member of staff.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanPerson {
    /// Work number; never a name.
    pub code: String,
    /// What the person may do.
    pub role: PlanRole,
    /// The windows a clerk may sign in at.
    #[serde(default)]
    pub windows: Vec<u16>,
    /// What a guide can do besides leading.
    #[serde(default, skip_serializing_if = "PlanSkills::is_empty")]
    pub skills: PlanSkills,
    /// What an overseer oversees.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub oversees: Vec<PlanOversight>,
    /// The department that sent the person here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub home: Option<PlanHome>,
}

/// What a guide can do besides leading.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanSkills {
    /// The languages the guide interprets: codes of `[[interpreter_language]]`.
    #[serde(default)]
    pub languages: Vec<String>,
    /// Whether the guide signs (手語).
    #[serde(default)]
    pub signing: bool,
}

impl PlanSkills {
    /// Whether the guide leads, and no more.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.languages.is_empty() && !self.signing
    }
}
