//! The whole server behind its router, with a wound clock and a data folder of its own.

mod agency;
mod agency_pages;
mod anchors;
mod appraisal_pages;
mod appraisals;
mod as_root;
mod backups;
mod bookings;
mod case_pages;
mod cases;
mod damage;
mod doctor;
mod doors;
mod escorts;
mod fee_audit;
mod fee_pages;
mod fees;
mod followup_pages;
mod followups;
mod identity;
mod issuing;
mod mandate_pages;
mod mandates;
mod metrics;
mod offline;
mod openapi;
mod openness;
mod pages;
mod phone;
mod plan_pages;
mod plans;
mod rating_pages;
mod ratings;
mod reception;
mod restore;
mod rights;
mod serving;
mod storage;
mod streams;
mod take_up;
mod today;
mod turn;

use std::path::{Path, PathBuf};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use axum::http::{Request, StatusCode};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use tempfile::TempDir;
use tower::ServiceExt;

use crate::clock::Clock;
use crate::config::ServerConfig;
use crate::http::router;
use crate::identity::DeviceRole;
use crate::plan_file;
use crate::server::{House, StartError, open_house};

const DAY: &str = "2026-03-02";
const PIN: &str = "246810";

/// A hall whose doors have been open for ten minutes.
struct Bench {
    house: House,
    router: Router,
    clock: Clock,
    folder: TempDir,
    kiosk: String,
}

/// What a request was answered.
#[derive(Debug, Clone, PartialEq)]
struct Heard {
    status: StatusCode,
    body: Value,
}

impl Bench {
    fn open() -> Self {
        Self::open_at("2026-03-02T00:30:00Z")
    }

    fn open_at(now: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        Self::open_in(folder, now).expect("a server")
    }

    /// A hall that is configured otherwise.
    fn open_as(now: &str, change: fn(&mut ServerConfig)) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        Self::open_changed(folder, now, change).expect("a server")
    }

    fn open_in(folder: TempDir, now: &str) -> Result<Self, StartError> {
        Self::open_changed(folder, now, |_| {})
    }

    fn open_changed(folder: TempDir, now: &str, change: fn(&mut ServerConfig)) -> Result<Self, StartError> {
        let clock = Clock::wound(instant(now));
        let mut config = config(folder.path());
        change(&mut config);
        let house = open_house(&config, &clock)?;
        let router = router(house.state.clone());
        let grant = house
            .state
            .identities
            .grant_device("kiosk-1", DeviceRole::Kiosk, None);
        Ok(Self {
            router,
            kiosk: grant.expect("a kiosk").bearer,
            clock,
            folder,
            house,
        })
    }

    /// Stops the server and starts another on the same folder, at the same instant.
    fn restart(self) -> Self {
        self.restart_as(|_| {})
    }

    fn restart_as(self, change: fn(&mut ServerConfig)) -> Self {
        let now = self.clock.now().to_string();
        Self::open_changed(self.close(), &now, change).expect("a server")
    }

    /// Stops the server and gives its folder back.
    fn close(self) -> TempDir {
        self.house.state.owner.stop();
        self.house.owner.join().expect("the owner ends well");
        self.folder
    }

    fn wind_on(&self, seconds: i64) {
        self.clock
            .advance_to(self.clock.now() + SignedDuration::from_secs(seconds));
    }

    async fn person(&self, code: &str) -> String {
        let identities = &self.house.state.identities;
        if !identities.has_pin(code) {
            identities.set_pin(code, PIN).await.expect("a PIN");
        }
        identities
            .sign_in(code, PIN, [127, 0, 0, 1].into())
            .await
            .expect("a session")
            .bearer
    }

    async fn ask(&self, method: &str, path: &str, bearer: Option<&str>, body: Option<&Value>) -> Heard {
        let mut request = Request::builder().method(method).uri(path);
        if let Some(bearer) = bearer {
            request = request.header(AUTHORIZATION, format!("Bearer {bearer}"));
        }
        let request = match body {
            Some(body) => request
                .header(CONTENT_TYPE, "application/json")
                .body(Body::from(body.to_string())),
            None => request.body(Body::empty()),
        };
        self.send(request.expect("a request")).await
    }

    async fn send(&self, request: Request<Body>) -> Heard {
        let Ok(response) = self.router.clone().oneshot(request).await;
        let status = response.status();
        let body = to_bytes(response.into_body(), 1 << 20).await.expect("a body");
        Heard {
            status,
            body: serde_json::from_slice(&body).unwrap_or(Value::Null),
        }
    }

    async fn get(&self, path: &str, bearer: &str) -> Heard {
        self.ask("GET", path, Some(bearer), None).await
    }

    async fn post(&self, path: &str, bearer: &str, body: &Value) -> Heard {
        self.ask("POST", path, Some(bearer), Some(body)).await
    }

    /// Issues and confirms a ticket; the number is the request's, so that each is its own.
    async fn ticket(&self, number: u32) -> String {
        let heard = self.post("/api/v1/tickets", &self.kiosk, &issue(number)).await;
        assert_eq!(heard.status, StatusCode::CREATED, "{:?}", heard.body);
        let path = format!("/api/v1/tickets/{}/confirm", id(number));
        let confirmed = self
            .post(&path, &self.kiosk, &json!({"day": DAY, "evidence": "proof"}))
            .await;
        assert_eq!(confirmed.status, StatusCode::OK, "{:?}", confirmed.body);
        heard.body["number"].as_str().expect("a number").to_owned()
    }

    /// A verb at window 1 that must succeed.
    async fn at_window(&self, bearer: &str, verb: &str, body: Value) -> Value {
        let heard = self
            .post(&format!("/api/v1/windows/1/{verb}"), bearer, &body)
            .await;
        assert_eq!(heard.status, StatusCode::OK, "{verb}: {:?}", heard.body);
        heard.body
    }

    fn journal(&self) -> rusqlite::Connection {
        open_journal(self.folder.path())
    }

    fn entries(&self) -> u64 {
        self.journal()
            .query_row("SELECT count(*) FROM journal", (), |row| row.get(0))
            .expect("a count")
    }
}

impl Heard {
    fn problem(&self) -> &str {
        self.body["type"]
            .as_str()
            .unwrap_or_default()
            .trim_start_matches("/problems/")
    }

    fn fields(&self) -> Vec<&str> {
        let fields = self.body["fields"]
            .as_array()
            .map(Vec::as_slice)
            .unwrap_or_default();
        fields
            .iter()
            .filter_map(|fault| fault["field"].as_str())
            .collect()
    }
}

fn config(folder: &Path) -> ServerConfig {
    let plan = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/plans/township/hall.toml"));
    ServerConfig {
        plan: plan_file::read(&plan).expect("a good plan"),
        data_dir: folder.to_owned(),
        listen: ([127, 0, 0, 1], 0).into(),
        anchor: None,
        high_water: None,
        demo: None,
    }
}

fn open_journal(folder: &Path) -> rusqlite::Connection {
    rusqlite::Connection::open(folder.join("hall.db")).expect("a journal")
}

fn instant(text: &str) -> Timestamp {
    text.parse().expect("an instant")
}

/// A press's id.
fn id(number: u32) -> String {
    format!("{number:032x}")
}

fn issue(number: u32) -> Value {
    json!({
        "request": id(number), "token": id(number + 1_000_000), "day": DAY,
        "services": ["S01"], "language": "zh-Hant", "channel": "kiosk"
    })
}
