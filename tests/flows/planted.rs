//! A planted name and number, written into every form in which people write: kept in the file for personal fields alone, and
//! when their purpose is over nowhere at all – not in a database, a write-ahead log, a backup, a log line, a page or an export.

use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Result, ensure};
use serde_json::json;

use super::month::Month;

const NAME: &str = "張三豐乙丙丁";
const NUMBER: &str = "13907654321";

const MANAGER: &str = "9001";
const SECOND_MANAGER: &str = "9002";
const OVERSEER: &str = "9101";
const CLERK: &str = "1001";
const GUIDE: &str = "2001";

/// What people would read of it, and take away.
const EXPORTS: [&str; 16] = [
    "/api/v1/reports/day?day=2026-03-02",
    "/api/v1/reports/legs?day=2026-03-02&format=csv",
    "/api/v1/reports/cases?day=2026-03-02&format=csv",
    "/api/v1/reports/fees?day=2026-03-02&format=csv",
    "/api/v1/reports/followups?day=2026-03-02&format=csv",
    "/api/v1/reports/month?month=2026-03",
    "/api/v1/fees?from=2026-03-01&to=2026-03-31&format=csv",
    "/api/v1/journal?day=2026-03-02",
    "/api/v1/followups",
    "/api/v1/cases",
    "/api/v1/ratings",
    "/api/v1/home-visits",
    "/api/v1/mandates",
    "/api/v1/reports/mandates?day=2026-03-02&format=csv",
    "/metrics",
    "/api/v1/comparisons",
];

#[test]
fn what_people_wrote_is_in_one_file_and_then_nowhere() -> Result<()> {
    let log = Log::begin();
    let mut month = Month::begin()?;
    plant_in_matters(&mut month)?;
    plant_in_what_is_brought_up(&mut month)?;
    plant_in_a_home_visit(&mut month)?;
    plant_in_mandates(&mut month)?;
    let data = month.hall.data().to_owned();
    let kept = found_in(&data)?;
    ensure!(
        kept.iter().any(|file| file.starts_with("personal.db")),
        "the test plants nothing: {kept:?}"
    );
    let elsewhere: Vec<_> = kept
        .iter()
        .filter(|file| !file.starts_with("personal.db"))
        .collect();
    ensure!(elsewhere.is_empty(), "while it is needed, also in {elsewhere:?}");
    let backups = tempfile::tempdir()?;
    back_up(&month, backups.path())?;
    end_everything(&mut month)?;
    // More than a year later every purpose is over, and a day closes after that.
    month.dawn_on("2027-04-05")?;
    month.dawn_on("2027-04-07")?;
    let left = found_in(&data)?;
    ensure!(left.is_empty(), "still in {left:?}");
    back_up(&month, backups.path())?;
    for path in EXPORTS {
        let text = month.read(path)?;
        ensure!(!is_planted(text.as_bytes()), "still in {path}");
    }
    ensure!(!is_planted(&log.written()), "in the log");
    month.hall.stop()
}

fn text() -> String {
    format!("{NAME} {NUMBER}")
}

/// Cases and fees.
fn plant_in_matters(month: &mut Month) -> Result<()> {
    let corrected = json!({
        "outcome": "awaiting_correction", "correction": { "missing": [0], "remark": text() },
    });
    month.begin_matter("told", (1, "A01"), corrected)?;
    let held = month.take("F04")?;
    month.receive(8, &held)?;
    let clerk = month.clerk(8)?;
    let exempt = json!({
        "ticket": held.number,
        "items": [{ "fee": "register", "quantity": 1, "exemption": "small_micro", "reason": text() }],
    });
    month.about(&clerk, "windows/8/fee-notices", exempt)?;
    let matter = month.finish(8, &held, json!({ "outcome": "accepted" }))?;
    month.keep("accepted", matter.unwrap_or_default());
    let held = month.take("A04")?;
    month.receive(1, &held)?;
    let items = json!({ "ticket": held.number, "items": [{ "fee": "card", "quantity": 1 }] });
    let notice = month.about(CLERK, "windows/1/fee-notices", items)?;
    month.keep_code("notice", &notice)?;
    month.finish(1, &held, json!({ "outcome": "refused" }))?;
    month.wind(5)?;
    month.phone(
        &held,
        "rate",
        json!({ "leg": 0, "level": "dissatisfied", "text": text() }),
    )?;
    month.of(MANAGER, "fees", "notice", "cancel", json!({ "reason": text() }))?;
    let stop = json!({ "reason": "inspection", "evidence": text() });
    month.of(MANAGER, "cases", "accepted", "stop-clock", stop)?;
    let longer = json!({ "days": 2, "reason": text() });
    month.of(MANAGER, "cases", "accepted", "ask-extension", longer)?;
    let out = json!({ "to": "ZR", "holder": text() });
    month
        .of(MANAGER, "cases", "accepted", "leave-hall", out)
        .map(drop)
}

/// Complaints, orders, findings, each with every word that is said about it.
fn plant_in_what_is_brought_up(month: &mut Month) -> Result<()> {
    let complaint = json!({ "kind": "complaint", "text": text(), "contact": text() });
    let complaint = month.public("complaints", complaint)?;
    month.keep_code("complaint", &complaint)?;
    let founded = json!({ "verdict": "founded", "text": text() });
    month.of(MANAGER, "followups", "complaint", "decide", founded)?;
    let dissatisfied = json!({ "how": "dissatisfied", "text": text() });
    month.of(MANAGER, "followups", "complaint", "call-back", dissatisfied)?;
    let hotline = json!({ "kind": "hotline", "order": text(), "text": text() });
    let hotline = month.about(MANAGER, "followups", hotline)?;
    month.keep_code("hotline", &hotline)?;
    let solved = json!({ "verdict": "solved", "text": text() });
    month.of(MANAGER, "followups", "hotline", "decide", solved)?;
    let finding = json!({ "kind": "finding", "about": CLERK, "text": text() });
    let finding = month.about(OVERSEER, "followups", finding)?;
    month.keep_code("finding", &finding)?;
    let words = json!({ "text": text() });
    month.of(CLERK, "followups", "finding", "state", words.clone())?;
    let upheld = json!({ "verdict": "upheld", "measure": "reminder", "text": text() });
    month.of(MANAGER, "followups", "finding", "decide", upheld)?;
    month.of(CLERK, "followups", "finding", "appeal", words)?;
    let not_upheld = json!({ "verdict": "not_upheld", "text": text() });
    month
        .of(SECOND_MANAGER, "followups", "finding", "decide", not_upheld)
        .map(drop)
}

fn plant_in_a_home_visit(month: &mut Month) -> Result<()> {
    let visit = json!({
        "service": "A01", "for_whom": "disabled", "name": NAME, "address": text(), "phone": NUMBER, "remark": text(),
    });
    let visit = month.public("home-visits", visit)?;
    month.keep_code("home visit", &visit)?;
    month.of(
        MANAGER,
        "home-visits",
        "home visit",
        "assign",
        json!({ "to": GUIDE }),
    )?;
    let date = json!({ "on": "2026-03-03", "half": "morning" });
    month
        .of(MANAGER, "home-visits", "home visit", "date", date)
        .map(drop)
}

/// One that is revoked, and one that expires.
fn plant_in_mandates(month: &mut Month) -> Result<()> {
    for (name, until) in [("revoked", "2027-03-01"), ("expires", "2026-03-31")] {
        let mandate = json!({
            "agent": "D001", "kind": "key_project", "principal": text(), "project": text(), "contact": text(),
            "until": until, "evidence": text(),
        });
        let mandate = month.about(CLERK, "mandates", mandate)?;
        month.keep_code(name, &mandate)?;
    }
    Ok(())
}

/// Every purpose ends.
fn end_everything(month: &mut Month) -> Result<()> {
    month.dawn(3)?;
    month.of(GUIDE, "home-visits", "home visit", "done", json!({}))?;
    let revoked = format!("mandates/{}/revoke", month.code("revoked")?);
    month.public(&revoked, json!({}))?;
    month.of(MANAGER, "cases", "accepted", "come-back", json!({}))?;
    month.of(MANAGER, "cases", "accepted", "start-clock", json!({}))?;
    month.of(
        MANAGER,
        "cases",
        "accepted",
        "complete",
        json!({ "how": "granted" }),
    )?;
    month.of(
        MANAGER,
        "cases",
        "told",
        "complete",
        json!({ "how": "taken_back" }),
    )?;
    let bad: serde_json::Value = month.look("/api/v1/followups")?;
    let bad = bad["followups"].as_array().cloned().unwrap_or_default();
    let bad = bad
        .iter()
        .find(|one| one["kind"] == "bad_rating")
        .cloned()
        .unwrap_or_default();
    month.keep_code("bad rating", &bad)?;
    let verdict = json!({ "verdict": "not_the_clerk", "text": text() });
    month.of(MANAGER, "followups", "bad rating", "decide", verdict)?;
    month.of(
        MANAGER,
        "followups",
        "bad rating",
        "call-back",
        json!({ "how": "satisfied" }),
    )?;
    month
        .of(
            MANAGER,
            "followups",
            "hotline",
            "call-back",
            json!({ "how": "satisfied" }),
        )
        .map(drop)
        .or(Ok(()))
}

/// A backup of this instant has what the hall holds, and nothing of what people wrote.
fn back_up(month: &Month, to: &Path) -> Result<()> {
    let made = display_server::backup::make(month.hall.data(), to, None, month.hall.clock().now())?;
    ensure!(made.label.head_seq > 10, "the backup is of nothing: {made:?}");
    let found = found_in(&made.folder)?;
    ensure!(found.is_empty(), "backed up in {found:?}");
    Ok(())
}

/// The files of a folder in which the name or the number stands.
fn found_in(folder: &Path) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_file() && is_planted(&fs::read(&path)?) {
            let name = path.file_name().unwrap_or_default();
            found.push(name.to_string_lossy().into_owned());
        }
    }
    Ok(found)
}

fn is_planted(bytes: &[u8]) -> bool {
    let holds = |planted: &str| {
        bytes
            .windows(planted.len())
            .any(|window| window == planted.as_bytes())
    };
    holds(NAME) || holds(NUMBER)
}

/// Everything that is logged.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    fn begin() -> Self {
        let log = Self::default();
        let writer = log.clone();
        tracing_subscriber::fmt()
            .with_max_level(tracing::Level::DEBUG)
            .with_writer(move || writer.clone())
            .init();
        log
    }

    fn written(&self) -> Vec<u8> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut log = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        log.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
