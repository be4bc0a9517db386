//! Follow-ups over HTTP: brought up by anybody, handled by those who may, and seen by nobody else.

mod journal;
mod walks;

use axum::http::StatusCode;
use queue_core::plan::{CallReason, GuideSkills, Names, Oversight, Person, Role};
use queue_core::shelf::Kept;
use queue_core::{FollowupCode, HallPlan, PersonCode, Seq, Shelf};
use serde_json::{Value, json};

use super::identity::{CLERK, MANAGER};
use super::{Bench, Heard, id};
use crate::config::ServerConfig;

/// Oversees discipline.
pub(super) const OVERSEER: &str = "912";
/// Oversees discipline too.
const SECOND: &str = "913";
/// Oversees law alone.
pub(super) const LEGAL: &str = "914";
/// A second manager.
pub(super) const MANAGER_2: &str = "902";
const NOW: &str = "2026-03-02T00:30:00Z";
/// What nobody but those who handle it may read.
const SAID: &str = "marker-of-what-was-said";
const CONTACT: &str = "marker-13800138000";

/// A hall with a second manager, three overseers, one measure and one cause.
pub(super) fn with_overseers(config: &mut ServerConfig) {
    let mut parts = config.plan.parts().clone();
    let person = |code: &str, role: Role, oversees: &[Oversight]| Person {
        code: PersonCode::new(code),
        role,
        windows: Vec::new(),
        skills: GuideSkills::default(),
        oversees: oversees.to_vec(),
        home: None,
    };
    parts.people.extend([
        person(MANAGER_2, Role::Manager, &[]),
        person(OVERSEER, Role::Overseer, &[Oversight::Discipline]),
        person(
            SECOND,
            Role::Overseer,
            &[Oversight::Discipline, Oversight::Centre],
        ),
        person(LEGAL, Role::Overseer, &[Oversight::Legal]),
    ]);
    let reason = |code: &str| CallReason {
        code: code.to_owned(),
        names: Names {
            zh_hant: code.to_owned(),
            zh_hans: code.to_owned(),
            en: code.to_owned(),
        },
    };
    parts.followups.measures.0 = vec![reason("reprimand")];
    parts.followups.causes.0 = vec![reason("documents")];
    config.plan = HallPlan::new(parts).expect("a sound plan");
}

pub(super) fn hall() -> Bench {
    Bench::open_as(NOW, with_overseers)
}

impl Bench {
    /// Somebody without any identity complains.
    pub(super) async fn complain(&self, number: u32, more: Value) -> Heard {
        let mut body = json!({"press": press(number), "kind": "complaint", "text": SAID, "contact": CONTACT});
        for (name, value) in more.as_object().expect("fields") {
            body[name] = value.clone();
        }
        self.ask("POST", "/api/v1/complaints", None, Some(&body)).await
    }

    /// A complaint that was taken, by its code.
    pub(super) async fn complained(&self, number: u32, more: Value) -> String {
        let heard = self.complain(number, more).await;
        assert_eq!(heard.status, StatusCode::CREATED, "{:?}", heard.body);
        heard.body["code"].as_str().expect("a code").to_owned()
    }

    async fn open_by(&self, who: &str, body: Value) -> String {
        let heard = self.post("/api/v1/followups", who, &body).await;
        assert_eq!(heard.status, StatusCode::CREATED, "{:?}", heard.body);
        heard.body["code"].as_str().expect("a code").to_owned()
    }

    async fn does(&self, who: &str, code: &str, verb: &str, body: Value) -> Heard {
        self.post(&format!("/api/v1/followups/{code}/{verb}"), who, &body)
            .await
    }

    pub(super) async fn decides(&self, who: &str, code: &str, number: u32, verdict: &str) -> Heard {
        let body = json!({"press": press(number), "verdict": verdict, "text": "we looked into it"});
        self.does(who, code, "decide", body).await
    }

    pub(super) async fn codes(&self, who: &str) -> Vec<String> {
        let heard = self.get("/api/v1/followups", who).await;
        assert_eq!(heard.status, StatusCode::OK, "{:?}", heard.body);
        let lines = heard.body["followups"].as_array().expect("a list").clone();
        lines
            .iter()
            .map(|line| line["code"].as_str().expect("a code").to_owned())
            .collect()
    }

    /// I3 for follow-ups: the table is what the journal gives.
    fn followups_are_as_the_journal_says(&self) {
        let journal = self.journal();
        let mut from_journal = Shelf::default();
        for entry in super::cases::entries_of(&journal) {
            from_journal.apply(&entry);
        }
        let mut rows = journal
            .prepare("SELECT code, seq, record, before FROM records WHERE kind = 'followup' ORDER BY code")
            .expect("a table");
        let kept = rows.query_map((), |row| {
            let read = |text: String| serde_json::from_str(&text).expect("a record");
            let code: String = row.get("code")?;
            let kept = Kept {
                now: Some(read(row.get("record")?)),
                seq: Seq(row.get("seq")?),
                before: row.get::<_, Option<String>>("before")?.map(read),
            };
            Ok((FollowupCode::parse(&code).expect("a code"), kept))
        });
        let kept: Vec<_> = kept.expect("rows").map(|row| row.expect("a row")).collect();
        let from_journal: Vec<_> = from_journal
            .followups
            .iter()
            .map(|(code, kept)| (code.clone(), kept.clone()))
            .collect();
        assert!(!kept.is_empty());
        assert_eq!(kept, from_journal);
    }
}

/// Whether a text stands in a database or in its log.
fn stands_in(bench: &Bench, file: &str, text: &str) -> bool {
    let files = std::fs::read_dir(bench.folder.path()).expect("a folder");
    let named = files
        .filter_map(Result::ok)
        .filter(|one| one.file_name().to_string_lossy().starts_with(file));
    named
        .filter_map(|one| std::fs::read(one.path()).ok())
        .any(|content| content.windows(text.len()).any(|part| part == text.as_bytes()))
}

/// A press whose code's digits are its own.
pub(super) fn press(number: u32) -> String {
    id(7_000_000 + number)
}

#[tokio::test]
async fn anybody_complains_and_follows_it_by_its_code_alone() {
    let bench = hall();
    let heard = bench.complain(1, json!({"service": "M02", "window": 1})).await;
    assert_eq!(heard.status, StatusCode::CREATED, "{:?}", heard.body);
    assert_eq!(
        (&heard.body["stage"], &heard.body["due_on"]),
        (&json!("verdict"), &json!("2026-03-09"))
    );
    let again = bench.complain(1, json!({"service": "M02", "window": 1})).await;
    assert_eq!(again, heard, "a press sent twice is one complaint");
    let code = heard.body["code"].as_str().expect("a code");
    let path = format!("/api/v1/complaints/{code}");
    let seen = bench.ask("GET", &path, None, None).await;
    assert_eq!(seen.body["stage"], json!("verdict"));
    assert!(!seen.body.to_string().contains("marker"), "{:?}", seen.body);
    let manager = bench.person(MANAGER).await;
    bench.decides(&manager, code, 2, "founded").await;
    let seen = bench.ask("GET", &path, None, None).await;
    assert_eq!(
        (&seen.body["verdict"], &seen.body["answer"]),
        (&json!("founded"), &json!("we looked into it"))
    );
    let other = bench
        .ask("GET", "/api/v1/complaints/260302-C-00000000", None, None)
        .await;
    assert_eq!(other.status, StatusCode::NOT_FOUND);
    bench.followups_are_as_the_journal_says();
}

#[tokio::test]
async fn what_is_not_as_it_must_be_is_refused_at_its_field_and_leaves_no_text() {
    let bench = hall();
    for (number, more, status, problem, field) in [
        (1, json!({"service": "Z9"}), 422, "unknown-service", "service"),
        (2, json!({"about": "nobody"}), 422, "unknown-staff", "about"),
        (3, json!({"text": " "}), 422, "text-length", "text"),
        (4, json!({"text": "字".repeat(501)}), 422, "text-length", "text"),
    ] {
        let heard = bench.complain(number, more).await;
        assert_eq!(
            (heard.status.as_u16(), heard.problem()),
            (status, problem),
            "{:?}",
            heard.body
        );
        assert_eq!(heard.fields(), [field]);
    }
    for kind in ["finding", "hotline", "bad_rating"] {
        let heard = bench.complain(9, json!({"kind": kind})).await;
        assert_eq!(
            (heard.status, heard.problem()),
            (StatusCode::FORBIDDEN, "not-yours"),
            "{kind}"
        );
    }
    assert!(
        !stands_in(&bench, "personal.db", SAID),
        "a refused press takes its text with it"
    );
}

#[tokio::test]
async fn a_complaint_about_a_manager_exists_for_overseers_alone() {
    let bench = hall();
    let about = bench.complained(1, json!({"about": MANAGER})).await;
    let management = bench.complained(2, json!({"management": true})).await;
    for (who, sees) in [
        (MANAGER, false),
        (MANAGER_2, false),
        (CLERK, false),
        (OVERSEER, true),
        (LEGAL, true),
    ] {
        let session = bench.person(who).await;
        let codes = bench.codes(&session).await;
        for code in [&about, &management] {
            assert_eq!(codes.contains(code), sees, "{who}");
            let look = bench.get(&format!("/api/v1/followups/{code}"), &session).await;
            assert_eq!(look.status == StatusCode::OK, sees, "{who}: {:?}", look.body);
            if !sees {
                let unknown = bench.get("/api/v1/followups/260302-C-00000000", &session).await;
                assert_eq!(look.status, unknown.status, "as if it were not there");
                assert_eq!(look.problem(), unknown.problem());
            }
        }
    }
    let manager = bench.person(MANAGER).await;
    let heard = bench.decides(&manager, &about, 3, "unfounded").await;
    assert_eq!(heard.problem(), "unknown-followup");
    let day = bench.get("/api/v1/reports/day", &manager).await;
    let complaints = &day.body["followups"][0];
    assert_eq!(
        complaints["opened"],
        json!(0),
        "nor do figures tell: {complaints}"
    );
}

#[tokio::test]
async fn a_clerk_sees_what_is_about_them_without_who_said_it() {
    let bench = hall();
    let manager = bench.person(MANAGER).await;
    let finding = json!({
        "press": press(1), "kind": "finding", "about": CLERK, "text": "left the window", "contact": CONTACT
    });
    let code = bench.open_by(&manager, finding).await;
    let complaint = bench.complained(2, json!({"about": CLERK})).await;
    let clerk = bench.person(CLERK).await;
    assert_eq!(
        bench.codes(&clerk).await,
        std::slice::from_ref(&code),
        "never a complaint"
    );
    let look = bench.get(&format!("/api/v1/followups/{complaint}"), &clerk).await;
    assert_eq!(look.status, StatusCode::NOT_FOUND);
    let seen = bench.get(&format!("/api/v1/followups/{code}"), &clerk).await.body;
    assert_eq!(
        (&seen["text"], &seen["contact"], &seen["can"]),
        (&json!("left the window"), &Value::Null, &json!(["state"]))
    );
    let other = bench.person("102").await;
    assert!(bench.codes(&other).await.is_empty());
    assert_eq!(
        bench
            .get(&format!("/api/v1/followups/{code}"), &other)
            .await
            .status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn what_was_said_is_in_no_file_but_its_own_and_goes_when_its_purpose_ends() {
    let bench = hall();
    let code = bench.complained(1, json!({"kind": "unsolved"})).await;
    let manager = bench.person(MANAGER).await;
    let seen = bench
        .get(&format!("/api/v1/followups/{code}"), &manager)
        .await
        .body;
    assert_eq!((&seen["text"], &seen["contact"]), (&json!(SAID), &json!(CONTACT)));
    assert!(stands_in(&bench, "personal.db", SAID));
    for marker in [SAID, CONTACT] {
        assert!(!stands_in(&bench, "hall.db", marker), "{marker}");
    }
    let body = json!({"press": press(2), "verdict": "solved", "cause": "documents", "text": "done"});
    assert_eq!(
        bench.does(&manager, &code, "decide", body).await.status,
        StatusCode::OK
    );
    let back = json!({"press": press(3), "how": "not_reached"});
    let closed = bench.does(&manager, &code, "call-back", back).await;
    assert_eq!(closed.body["stage"], json!("closed"));
    // How to call back goes with the evening on which it was closed.
    let manager = bench.wind_to("2026-03-03", MANAGER).await;
    let seen = bench
        .get(&format!("/api/v1/followups/{code}"), &manager)
        .await
        .body;
    assert_eq!((&seen["text"], &seen["contact"]), (&json!(SAID), &Value::Null));
    assert!(!stands_in(&bench, "personal.db", CONTACT));
    assert!(stands_in(&bench, "personal.db", SAID));
    // Closed on 2 March, kept 60 days: until 1 May; the night after that forgets.
    let manager = bench.wind_to("2026-05-01", MANAGER).await;
    let seen = bench
        .get(&format!("/api/v1/followups/{code}"), &manager)
        .await
        .body;
    assert_eq!(seen["text"], json!(SAID));
    let manager = bench.wind_to("2026-05-06", MANAGER).await;
    let seen = bench
        .get(&format!("/api/v1/followups/{code}"), &manager)
        .await
        .body;
    assert_eq!(
        (&seen["text"], &seen["line"]["stage"]),
        (&Value::Null, &json!("closed"))
    );
    assert!(!stands_in(&bench, "personal.db", SAID));
}

#[tokio::test]
async fn complaints_are_held_to_the_pace_of_an_address() {
    let bench = hall();
    let mut paced = false;
    for number in 0..200 {
        let heard = bench.complain(number, json!({})).await;
        paced = paced || heard.status == StatusCode::TOO_MANY_REQUESTS;
    }
    assert!(paced, "somebody complains two hundred times within an instant");
}
