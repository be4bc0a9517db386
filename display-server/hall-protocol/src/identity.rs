//! Signing in, pairing a device, and a device's health.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// `POST /api/v1/sessions`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    /// Work number.
    pub code: String,
    /// The PIN: six digits.
    pub pin: String,
}

/// A session that began; browsers have it as a cookie too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SignedIn {
    /// Work number.
    pub code: String,
    /// `clerk`, `guide`, `reception`, `manager`.
    pub role: String,
    /// What a daemon sends as `Authorization: Bearer …`.
    pub bearer: String,
    /// When it ends by itself.
    #[schema(value_type = String, format = DateTime)]
    pub expires_at: Timestamp,
}

/// `POST /api/v1/devices/codes`: a manager lets a device in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewDevice {
    /// Its id: a kiosk or an escort post of the plan, or a name of its own for others.
    pub device: String,
    /// `kiosk`, `pad`, `board`, `escort_post`, `rating_screen`.
    pub role: String,
    /// The window of a pad.
    #[serde(default)]
    pub window: Option<u16>,
}

/// A one-time code, good for ten minutes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DeviceCode {
    /// Eight characters.
    pub code: String,
    /// When it ends.
    #[schema(value_type = String, format = DateTime)]
    pub expires_at: Timestamp,
}

/// `POST /api/v1/devices/redeem`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Redeem {
    /// The one-time code.
    pub code: String,
}

/// A device's own identity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DeviceIdentity {
    /// Its id.
    pub device: String,
    /// Its role.
    pub role: String,
    /// The window of a pad.
    pub window: Option<u16>,
    /// What it sends as `Authorization: Bearer …`: 64 hex digits.
    pub bearer: String,
}

/// `POST /api/v1/devices/{id}/health`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Health {
    /// `ready`, `paper_low`, `paper_out`, `cover_open`, `cutter_jam`, `offline`, `none`.
    pub printer: String,
    /// The daemon's version.
    pub version: String,
    /// How long it has run, in seconds.
    pub uptime_s: u64,
    /// About how many metres of paper are left on the roll; none: it has no printer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paper_left_m: Option<u16>,
    /// Its other parts that do not work, at most 16.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub faults: Vec<DeviceFault>,
}

/// A part of a device that does not work.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DeviceFault {
    /// `key_stuck`, `key_unread`, `number_pad_missing`, `scanner_missing`, `card_reader_missing`,
    /// `digits_dark`.
    pub fault: String,
    /// Which one, as the device's file names it: `next`, `service A01`; empty where there is one only.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub part: String,
}

/// What the day is, for those who must name it in a write: `GET /api/v1/day`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DayView {
    /// The open service day; none: the hall is closed.
    #[schema(value_type = Option<String>, format = Date)]
    pub day: Option<Date>,
    /// The server's clock.
    #[schema(value_type = String, format = DateTime)]
    pub now: Timestamp,
    /// The epoch in which numbers are given: one more each time the hall goes on from an older copy of its data.
    #[serde(default)]
    pub epoch: u64,
    /// When a day opens next; none while one is open.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub opens_at: Option<Timestamp>,
    /// Queue groups and whether they issue now.
    pub groups: Vec<GroupIssuing>,
    /// Services that stand otherwise than their group.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub services: Vec<ServiceIssuing>,
    /// Services that may take longer today: nobody is here who may decide them on the spot.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub without_authority: Vec<String>,
}

/// Whether a group issues now, and how many wait.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct GroupIssuing {
    /// The letter.
    pub letter: String,
    /// How many wait.
    pub waiting: u32,
    /// Whether it issues now.
    pub open: bool,
    /// From when it issues again; none: it is open, or that is not known.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub from: Option<Timestamp>,
    /// Why it issues no more today; absent: it does, or will.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<IssuingEnded>,
}

/// Whether a service issues now, where its group does otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ServiceIssuing {
    /// Its code.
    pub code: String,
    /// Whether it issues now.
    pub open: bool,
    /// From when it issues again; none: it is open, or that is not known.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub from: Option<Timestamp>,
    /// Why it issues no more today; absent: it does, or will.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<IssuingEnded>,
}

/// Why tickets are issued no more today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum IssuingEnded {
    /// The hall closes soon.
    HallCloses,
    /// The service stops earlier than the hall.
    ServiceStops,
    /// The service's hours of this day are over.
    HoursOver,
    /// The service is not handled on this day.
    NotToday,
    /// The system in which it is handled does not answer.
    SystemDown,
    /// Nobody of its department is in the hall.
    DepartmentAbsent,
    /// Everybody leaves the hall.
    Evacuation,
}

/// `GET /api/v1/devices/{device}/day-key`: the key of the open day, for a kiosk with a card reader.
///
/// The kiosk sends HMAC-SHA-256 of a card's number under this key as `holder`; the number itself never leaves it. The key
/// is thrown away when the day closes; in a hall that never closes, once nobody with a card is carried over midnight.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DayKey {
    /// The service day.
    #[schema(value_type = String, format = Date)]
    pub day: Date,
    /// 64 hex digits.
    pub key: String,
}
