//! The text of `/metrics`: what was counted, and what is looked up when it is asked for.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;
use std::sync::atomic::AtomicU64;
use std::time::Duration;

use hall_protocol::live::LiveView;
use machine::{database, disk, process};
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::{Registry, Unit};

use super::Meters;
use crate::devices::SILENT_AFTER;
use crate::identity::IDENTITIES_DB;
use crate::personal::PERSONAL_DB;
use crate::state::HallState;
use crate::store::HALL_DB;

/// A gauge of something that is no whole number.
type Fraction = Gauge<f64, AtomicU64>;
type Labelled = BTreeMap<String, i64>;

/// The databases, and how they are called among the labels.
const DATABASES: [(&str, &str); 3] = [
    ("hall", HALL_DB),
    ("identities", IDENTITIES_DB),
    ("personal", PERSONAL_DB),
];

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct FileLabels {
    file: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct StateLabels {
    state: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct DeviceLabels {
    role: &'static str,
    state: &'static str,
}

/// Everything, in OpenMetrics' form; with the hall's live figures when a day is open.
///
/// # Errors
/// When something cannot be written as text, which no value here can be.
pub(crate) fn text(state: &HallState, live: Option<&LiveView>) -> Result<String, fmt::Error> {
    let mut registry = Registry::with_prefix("hall");
    let registry = &mut registry;
    counted(registry, &state.meters);
    working(registry, state);
    people_and_devices(registry, state);
    machine(registry, &state.data);
    gauge(
        registry,
        "day_open",
        "Whether a service day is open",
        i64::from(live.is_some()),
    );
    waiting(registry, live);
    let mut text = String::with_capacity(16 * 1024);
    encode(&mut text, registry)?;
    Ok(text)
}

fn counted(registry: &mut Registry, meters: &Meters) {
    let counters = [
        ("tickets", "Tickets given", &meters.tickets),
        (
            "confirmed",
            "Tickets whose paper came out, says their kiosk",
            &meters.confirmed,
        ),
        (
            "confirm_overdue",
            "Tickets callable although nobody said so in time",
            &meters.confirm_overdue,
        ),
        ("calls", "Visitors called", &meters.calls),
        (
            "refusals",
            "Commands refused by the hall's rules",
            &meters.refusals,
        ),
        (
            "busy",
            "Messages refused because the owner was busy",
            &meters.busy_answers,
        ),
        (
            "commit_failures",
            "Transactions that could not be kept",
            &meters.commit_failures,
        ),
        ("connections", "Connections accepted", &meters.accepted),
    ];
    for (name, help, counter) in counters {
        registry.register(name, help, counter.clone());
    }
    registry.register(
        "requests",
        "Requests, by what they were about and were answered",
        meters.requests.clone(),
    );
    registry.register(
        "streams",
        "Streams that are open, by what they show",
        meters.streams.clone(),
    );
    registry.register(
        "open_connections",
        "Connections that are open",
        meters.connections.clone(),
    );
    let waiting = meters.waiting_messages.clone();
    registry.register(
        "owner_waiting_messages",
        "Messages that wait for the owner",
        waiting,
    );
    let (seconds, entries) = (meters.commit_s.clone(), meters.batch_entries.clone());
    registry.register_with_unit("commit", "How long a commit took", Unit::Seconds, seconds);
    registry.register("commit_entries", "How many entries a commit had", entries);
}

fn working(registry: &mut Registry, state: &HallState) {
    let build = Info::new([("version", state.build_id)]);
    registry.register("build", "The server's version", build);
    let started = state.started_at.as_second();
    gauge_of(
        registry,
        ("start_time", "When it started, on the hall's clock, since 1970"),
        Unit::Seconds,
        started,
    );
    registry.register(
        "journal_seq",
        "The last entry of the journal",
        state.meters.journal_seq.clone(),
    );
    age(
        registry,
        ("last_commit_age", "Since the last commit"),
        state.meters.since_last_commit(),
    );
    age(
        registry,
        ("anchor_age", "Since the anchors were last up to date"),
        state.anchored.age(),
    );
    let footing = Family::<StateLabels, Gauge>::default();
    for word in ["sound", "cannot_store", "read_only"] {
        let is_so = i64::from(state.owner.footing() == word);
        footing.get_or_create(&StateLabels { state: word }).set(is_so);
    }
    registry.register(
        "footing",
        "1 for how the hall stands: whether it can keep what it is told",
        footing,
    );
}

fn people_and_devices(registry: &mut Registry, state: &HallState) {
    let pins = state.identities.pin_meters();
    registry.register("pin_failures", "Wrong PINs", pins.wrong.clone());
    registry.register(
        "pin_lockouts",
        "Attempts refused because of too many wrong PINs",
        pins.locked.clone(),
    );
    let heard = state.devices.all(SILENT_AFTER);
    let devices = Family::<DeviceLabels, Gauge>::default();
    for (id, role) in state.identities.devices() {
        let said = heard.iter().find(|device| device.id == id);
        let state = said.map_or(
            "never_heard",
            |device| if device.is_silent { "silent" } else { "heard" },
        );
        let role = role.name();
        devices.get_or_create(&DeviceLabels { role, state }).inc();
    }
    registry.register(
        "devices",
        "Paired devices, by role and by whether they were heard since the start",
        devices,
    );
}

fn machine(registry: &mut Registry, data: &Path) {
    let (files, logs) = (
        Family::<FileLabels, Gauge>::default(),
        Family::<FileLabels, Gauge>::default(),
    );
    for (file, name) in DATABASES {
        let path = data.join(name);
        let labels = FileLabels { file };
        files.get_or_create(&labels).set(whole(database::size_of(&path)));
        logs.get_or_create(&labels)
            .set(whole(database::size_of(&database::log_of(&path))));
    }
    registry.register_with_unit("database_size", "A database's file", Unit::Bytes, files);
    registry.register_with_unit(
        "database_log_size",
        "The log of a database's file",
        Unit::Bytes,
        logs,
    );
    if let Ok(room) = disk::Room::of(data) {
        gauge_of(
            registry,
            ("disk_free", "Room on the medium of the data"),
            Unit::Bytes,
            whole(room.free_bytes),
        );
    }
    if let Some(bytes) = process::resident_bytes() {
        gauge_of(
            registry,
            ("resident_memory", "Memory in use"),
            Unit::Bytes,
            whole(bytes),
        );
    }
    if let Some(count) = process::open_files() {
        gauge(
            registry,
            "open_files",
            "Files and sockets that are open",
            whole(count),
        );
    }
}

fn waiting(registry: &mut Registry, live: Option<&LiveView>) {
    let live = live.into_iter();
    let groups = live.clone().flat_map(|live| &live.groups);
    let groups = groups.map(|group| (group.letter.clone(), i64::from(group.waiting)));
    labelled(
        registry,
        "waiting",
        "Visitors waiting, by group",
        "group",
        groups.collect(),
    );
    let mut alerts = Labelled::new();
    for alert in live.clone().flat_map(|live| &live.alerts) {
        *alerts.entry(kind_of(&alert.kind)).or_default() += 1;
    }
    labelled(
        registry,
        "alerts",
        "What the manager's page asks to act on, by kind",
        "kind",
        alerts,
    );
    for live in live {
        let figures = [
            ("serving", "Visitors at a window", live.serving),
            (
                "waiting_late",
                "Visitors who wait beyond their promise",
                live.late,
            ),
            (
                "escorts_open",
                "Escorts that are open",
                u32::try_from(live.escorts.len()).unwrap_or(u32::MAX),
            ),
        ];
        for (name, help, value) in figures {
            gauge(registry, name, help, i64::from(value));
        }
    }
}

/// A device says in its own words how its printer is; a label has words that are known beforehand.
fn kind_of(alert: &str) -> String {
    let printer = [
        "printer_paper_low",
        "printer_paper_out",
        "printer_cover_open",
        "printer_cutter_jam",
        "printer_offline",
    ];
    let is_known = !alert.starts_with("printer_") || printer.contains(&alert);
    if is_known { alert } else { "printer_other" }.to_owned()
}

fn labelled(registry: &mut Registry, name: &str, help: &str, label: &'static str, values: Labelled) {
    let family = Family::<Vec<(&'static str, String)>, Gauge>::default();
    for (value, count) in values {
        family.get_or_create(&vec![(label, value)]).set(count);
    }
    registry.register(name, help, family);
}

fn gauge(registry: &mut Registry, name: &str, help: &str, value: i64) {
    let gauge: Gauge = Gauge::default();
    gauge.set(value);
    registry.register(name, help, gauge);
}

fn gauge_of(registry: &mut Registry, (name, help): (&str, &str), unit: Unit, value: i64) {
    let gauge: Gauge = Gauge::default();
    gauge.set(value);
    registry.register_with_unit(name, help, unit, gauge);
}

/// What never was has no age.
fn age(registry: &mut Registry, (name, help): (&str, &str), age: Option<Duration>) {
    if let Some(age) = age {
        let gauge = Fraction::default();
        gauge.set(age.as_secs_f64());
        registry.register_with_unit(name, help, Unit::Seconds, gauge);
    }
}

fn whole(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}
