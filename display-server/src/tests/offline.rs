//! Kiosks that gave tickets while the hall was away, and journals that are older copies of themselves.

use std::fs;
use std::path::Path;

use axum::body::Body;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use axum::http::{Request, StatusCode};
use serde_json::{Value, json};

use super::identity::MANAGER;
use super::{Bench, DAY, Heard, id, issue};
use crate::DeviceRole;
use crate::high_water::{HIGH_WATER, read_high_water};
use crate::store::verify;

const JOURNAL: u32 = 900_000;
/// What is as old as a disk's image; the high-water file is on another medium, or was lucky.
const OF_A_SNAPSHOT: [&str; 2] = ["hall.db", "hall.end"];

impl Bench {
    async fn lease(&self, number: u32) -> Heard {
        let asked = json!({"request": id(number), "day": DAY, "journal": id(JOURNAL), "letters": ["S"]});
        self.post("/api/v1/leases", &self.kiosk, &asked).await
    }

    async fn take_up(&self, rows: &[Value]) -> Heard {
        let sent = json!({ "rows": rows });
        self.post("/api/v1/offline-tickets", &self.kiosk, &sent).await
    }

    async fn alerts(&self) -> Vec<(String, String)> {
        let manager = self.person(MANAGER).await;
        let live = self.get("/api/v1/live", &manager).await;
        let text = |alert: &Value, field: &str| alert[field].as_str().unwrap_or_default().to_owned();
        let alerts = live.body["alerts"].as_array().expect("alerts").iter();
        alerts
            .map(|alert| (text(alert, "kind"), text(alert, "subject")))
            .collect()
    }

    async fn alert(&self, kind: &str) -> Option<String> {
        let alerts = self.alerts().await.into_iter();
        alerts
            .filter(|(known, _)| known == kind)
            .map(|(_, subject)| subject)
            .next()
    }

    async fn next_number(&self, number: u32) -> String {
        let heard = self.post("/api/v1/tickets", &self.kiosk, &issue(number)).await;
        assert_eq!(heard.status, StatusCode::CREATED, "{:?}", heard.body);
        heard.body["number"].as_str().expect("a number").to_owned()
    }
}

/// A ticket that was given five minutes ago.
fn row(number: u32, printed: &str) -> Value {
    json!({
        "request": id(number), "token": id(number + 1_000_000), "day": DAY, "number": printed, "epoch": 1,
        "services": ["S01"], "language": "en", "ago_ms": 300_000, "heard": "2026-03-02T00:25:00Z"
    })
}

fn results(heard: &Heard) -> Vec<(&str, &str)> {
    assert_eq!(heard.status, StatusCode::OK, "{:?}", heard.body);
    let results = heard.body["results"].as_array().expect("results").iter();
    results
        .map(|result| {
            (
                result["result"].as_str().unwrap_or_default(),
                result["why"].as_str().unwrap_or_default(),
            )
        })
        .collect()
}

fn copy(from: &Path, to: &Path, name: &str) {
    fs::copy(from.join(name), to.join(name)).expect("copied");
}

#[tokio::test]
async fn a_lease_stands_in_the_file_outside_the_database_and_a_repeat_has_the_same() {
    let bench = Bench::open();
    let first = bench.lease(1).await;
    assert_eq!(first.status, StatusCode::OK, "{:?}", first.body);
    assert_eq!(first.body["leases"][0]["first"], 601);
    assert_eq!(
        (&first.body["day"], &first.body["epoch"]),
        (&json!(DAY), &json!(1))
    );
    let kept = read_high_water(&bench.folder.path().join(HIGH_WATER)).expect("read");
    let kept = kept.expect("a file");
    assert_eq!(
        kept.end.expect("an end").seq,
        bench.entries(),
        "before the answer"
    );
    assert_eq!(kept.mark.expect("a mark").ceiling % 1000, 0);
    assert_eq!(bench.lease(1).await, first);
    let next = bench.lease(2).await;
    let (last, begins) = (&first.body["leases"][0]["last"], &next.body["leases"][0]["first"]);
    assert_eq!(last.as_u64().map(|last| last + 1), begins.as_u64());
}

#[tokio::test]
async fn what_was_given_becomes_tickets_and_one_bad_row_takes_no_other_with_it() {
    let bench = Bench::open();
    bench.lease(1).await;
    let (good, bad, unreadable) = (row(10, "S601"), row(11, "S601"), json!({"request": "no id"}));
    let rows = [good, bad, unreadable, json!(7), row(12, "S602")];
    let heard = bench.take_up(&rows).await;
    let told = results(&heard);
    assert_eq!(told[0], ("accepted", ""));
    assert_eq!(told[1], ("quarantined", "number_given"));
    assert_eq!(
        (told[2].0, told[3].0, told[4]),
        ("unreadable", "unreadable", ("accepted", ""))
    );
    // In any order, any number of times, after a restart too.
    let bench = bench.restart();
    let shuffled: Vec<Value> = rows.iter().rev().cloned().collect();
    let again = bench.take_up(&shuffled).await;
    let mut told: Vec<_> = results(&again);
    told.reverse();
    assert_eq!(told, results(&heard));
    assert_eq!(bench.alert("offline_not_taken_up").await.as_deref(), Some("S601"));
    let too_many = vec![row(20, "S603"); 21];
    let heard = bench.take_up(&too_many).await;
    assert_eq!(heard.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(heard.fields(), ["rows"]);
}

#[tokio::test]
async fn a_ticket_given_alone_waits_since_it_was_given_whatever_the_kiosks_clock_says() {
    let bench = Bench::open();
    bench.lease(1).await;
    let mut wall = row(11, "S602");
    wall["ago_ms"] = Value::Null;
    wall["clock"] = json!("1970-01-01T00:00:00Z");
    let mut earlier = row(12, "S603");
    earlier["ago_ms"] = json!(u64::MAX);
    bench.take_up(&[row(10, "S601"), wall, earlier]).await;
    let manager = bench.person(MANAGER).await;
    for number in [10, 11, 12] {
        let path = format!("/api/v1/tickets/{}/confirm", id(number));
        let confirmed = json!({"day": DAY, "evidence": "proof"});
        let heard = bench.post(&path, &bench.kiosk, &confirmed).await;
        assert_eq!(heard.status, StatusCode::OK, "{:?}", heard.body);
    }
    let day = format!("/api/v1/journal?day={DAY}");
    let journal = bench.get(&day, &manager).await.body.to_string();
    for taken_at in ["2026-03-02T00:25:00Z", "2026-03-02T00:30:00Z"] {
        assert!(journal.contains(taken_at), "{taken_at} in {journal}");
    }
}

#[tokio::test]
async fn what_comes_when_its_day_is_over_is_kept_once() {
    let bench = Bench::open();
    bench.lease(1).await;
    let accepted = results(&bench.take_up(&[row(10, "S601")]).await)[0].0.to_owned();
    assert_eq!(accepted, "accepted");
    bench.wind_on(24 * 3600);
    let heard = bench.take_up(&[row(10, "S601"), row(11, "S602")]).await;
    assert_eq!(
        results(&heard),
        [("accepted", ""), ("quarantined", "another_day")]
    );
    assert_eq!(
        bench.alert("offline_not_taken_up").await,
        None,
        "its holder has gone home"
    );
    let entries = bench.entries();
    bench.take_up(&[row(11, "S602")]).await;
    assert_eq!(bench.entries(), entries, "a repeat is no second entry");
}

#[tokio::test]
async fn an_older_journal_that_is_started_unannounced_begins_a_new_series() {
    let bench = Bench::open();
    let given = bench.next_number(1).await;
    assert_eq!(given, "S001");
    let folder = bench.close();
    let snapshot = tempfile::tempdir().expect("a folder");
    for name in OF_A_SNAPSHOT {
        copy(folder.path(), snapshot.path(), name);
    }
    let bench = Bench::open_in(folder, "2026-03-02T00:31:00Z").expect("a server");
    assert_eq!(bench.next_number(2).await, "S002");
    bench.lease(3).await;
    let folder = bench.close();
    for name in OF_A_SNAPSHOT {
        copy(snapshot.path(), folder.path(), name);
    }

    let bench = Bench::open_in(folder, "2026-03-02T00:32:00Z").expect("a server");
    assert_eq!(
        bench.next_number(4).await,
        "S1001",
        "above all that was given or leased"
    );
    assert_eq!(bench.alert("numbers_anew").await.as_deref(), Some("1001…"));
    // What was leased before is in somebody's hand.
    let heard = bench.take_up(&[row(10, "S601")]).await;
    assert_eq!(results(&heard), [("accepted", "")]);
    // What it had given itself, its kiosks bring again; what it knows still it has already.
    let lost = json!({"request": id(2), "token": id(2 + 1_000_000), "day": DAY, "number": "S002", "epoch": 0,
        "services": ["S01"], "language": "en", "clock": "2026-03-02T00:31:00Z", "heard": "2026-03-02T00:31:00Z"});
    let mut known = lost.clone();
    (known["request"], known["token"], known["number"]) =
        (json!(id(1)), json!(id(1 + 1_000_000)), json!("S001"));
    let heard = bench.take_up(&[lost, known]).await;
    assert_eq!(results(&heard), [("accepted", ""), ("already", "")]);
    let lease = bench.lease(5).await;
    assert_eq!(
        (&lease.body["epoch"], &lease.body["leases"][0]["first"]),
        (&json!(2), &json!(1601))
    );
    let bench = bench.restart();
    assert_eq!(
        bench.next_number(6).await,
        "S1002",
        "one epoch a loss, not one a start"
    );
    let folder = bench.close();
    assert_eq!(verify(folder.path()).expect("a chain").epoch, 2);
}

#[tokio::test]
async fn a_copy_that_went_on_elsewhere_begins_a_series_here_too() {
    let bench = Bench::open();
    bench.next_number(1).await;
    let here = bench.close();
    // The copy went on elsewhere, in an epoch of its own, and comes back.
    let elsewhere = tempfile::tempdir().expect("a folder");
    for name in ["hall.db", "hall.end", "identities.db", "personal.db", HIGH_WATER] {
        copy(here.path(), elsewhere.path(), name);
    }
    let mark = fs::read_to_string(elsewhere.path().join(HIGH_WATER)).expect("read");
    let ahead = mark.replacen("\"epoch\":1", "\"epoch\":4", 1);
    fs::write(elsewhere.path().join(HIGH_WATER), ahead).expect("written");
    let bench = Bench::open_in(elsewhere, "2026-03-02T00:31:00Z").expect("a server");
    assert_eq!(bench.next_number(2).await, "S1001");
    let elsewhere = bench.close();
    for name in OF_A_SNAPSHOT {
        copy(elsewhere.path(), here.path(), name);
    }
    let bench = Bench::open_in(here, "2026-03-02T00:32:00Z").expect("a server");
    assert_eq!(bench.next_number(3).await, "S2001");
}

#[tokio::test]
async fn a_journal_without_a_high_water_file_is_not_gone_on_with() {
    let bench = Bench::open();
    bench.next_number(1).await;
    let folder = bench.close();
    fs::remove_file(folder.path().join(HIGH_WATER)).expect("removed");
    let error = Bench::open_in(folder, "2026-03-02T00:31:00Z")
        .err()
        .expect("refused");
    assert!(error.to_string().contains("display-server restore"), "{error}");
}

#[tokio::test]
async fn a_journal_that_was_killed_is_not_behind() {
    let bench = Bench::open();
    bench.next_number(1).await;
    let copy_of = tempfile::tempdir().expect("a folder");
    for name in [
        "hall.db",
        "hall.db-wal",
        "identities.db",
        "personal.db",
        HIGH_WATER,
    ] {
        copy(bench.folder.path(), copy_of.path(), name);
    }
    let killed = Bench::open_in(copy_of, "2026-03-02T00:31:00Z").expect("a server");
    assert_eq!(killed.next_number(2).await, "S002");
}

#[tokio::test]
async fn a_device_of_another_epoch_changes_nothing_and_reads_on() {
    let bench = Bench::open();
    let asked = |epoch: &str, method: &str, path: &str, body: Option<Value>| {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(AUTHORIZATION, format!("Bearer {}", bench.kiosk))
            .header(CONTENT_TYPE, "application/json")
            .header("Hall-Epoch", epoch);
        let body = body.map_or(Body::empty(), |body| Body::from(body.to_string()));
        bench.send(request.body(body).expect("a request"))
    };
    for epoch in ["2", "0", "one", ""] {
        let heard = asked(epoch, "POST", "/api/v1/tickets", Some(issue(1))).await;
        assert_eq!(
            (heard.status, heard.problem()),
            (StatusCode::CONFLICT, "another-epoch")
        );
        assert_eq!(heard.body["fields"][0]["problem"], "1");
        let day = asked(epoch, "GET", "/api/v1/day", None).await;
        assert_eq!((day.status, &day.body["epoch"]), (StatusCode::OK, &json!(1)));
    }
    let heard = asked("1", "POST", "/api/v1/tickets", Some(issue(1))).await;
    assert_eq!(heard.status, StatusCode::CREATED);
}

#[tokio::test]
async fn a_second_machine_with_a_kiosks_identity_is_refused_and_told() {
    let bench = Bench::open();
    assert_eq!(bench.lease(1).await.status, StatusCode::OK);
    let clone = json!({"request": id(2), "day": DAY, "journal": id(JOURNAL + 1), "letters": ["S"]});
    let heard = bench.post("/api/v1/leases", &bench.kiosk, &clone).await;
    assert_eq!(
        (heard.status, heard.problem()),
        (StatusCode::CONFLICT, "another-kiosk")
    );
    assert_eq!(bench.alert("device_doubled").await.as_deref(), Some("kiosk-1"));
    assert_eq!(bench.lease(3).await.status, StatusCode::OK, "the first goes on");
    // Paired anew, the other machine is the kiosk.
    let grant = bench
        .house
        .state
        .identities
        .grant_device("kiosk-1", DeviceRole::Kiosk, None);
    let bearer = grant.expect("paired").bearer;
    let heard = bench.post("/api/v1/leases", &bearer, &clone).await;
    assert_eq!(heard.status, StatusCode::OK, "{:?}", heard.body);
}

#[tokio::test]
async fn a_bad_request_for_a_lease_names_every_field() {
    let bench = Bench::open();
    let asked = json!({"request": "x", "day": DAY, "journal": "y", "letters": ["S", "O"]});
    let heard = bench.post("/api/v1/leases", &bench.kiosk, &asked).await;
    assert_eq!(heard.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(heard.fields(), ["request", "journal", "letters"]);
}

#[tokio::test]
async fn a_high_water_file_that_is_none_keeps_the_server_from_starting() {
    let folder = Bench::open().close();
    fs::write(folder.path().join(HIGH_WATER), "{}").expect("written");
    let error = Bench::open_in(folder, "2026-03-02T00:31:00Z")
        .err()
        .expect("refused");
    assert!(error.to_string().contains("no high-water file"), "{error}");
}
