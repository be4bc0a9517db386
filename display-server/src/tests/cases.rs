//! Cases over HTTP: begun at a window, kept in their table, judged by the calendar, and the texts about them.

use axum::http::StatusCode;
use queue_core::shelf::Kept;
use queue_core::{Entry, MatterCode, Seq, Shelf};
use serde_json::{Value, json};

use super::identity::{CLERK, MANAGER};
use super::issuing::is_in_files;
use super::{Bench, DAY, id};

/// Monday 2 March 2026; 10 working days later: Monday 16 March.
const DUE: &str = "2026-03-16";

impl Bench {
    /// Serves one visitor for M02 (10 working days) at window 1, and ends it so.
    pub(super) async fn end(&self, clerk: &str, number: u32, ending: &Value) -> super::Heard {
        let ticket = self.called(clerk, number).await;
        self.finish(clerk, number, &ticket, ending).await
    }

    /// A visitor for M02, called and served.
    pub(super) async fn called(&self, clerk: &str, number: u32) -> String {
        let mut issue = super::issue(number);
        issue["services"] = json!(["M02"]);
        let heard = self.post("/api/v1/tickets", &self.kiosk, &issue).await;
        assert_eq!(heard.status, StatusCode::CREATED, "{:?}", heard.body);
        let confirm = json!({"day": DAY, "evidence": "proof"});
        self.post(
            &format!("/api/v1/tickets/{}/confirm", id(number)),
            &self.kiosk,
            &confirm,
        )
        .await;
        self.at_window(clerk, "open", json!({"press": id(number + 100), "day": DAY}))
            .await;
        let call = json!({"call": id(number + 200), "day": DAY});
        let called = self.at_window(clerk, "call-next", call).await;
        let ticket = called["ticket"].as_str().expect("a ticket").to_owned();
        self.at_window(
            clerk,
            "start",
            json!({"press": id(number + 300), "day": DAY, "ticket": ticket}),
        )
        .await;
        ticket
    }

    pub(super) async fn finish(
        &self,
        clerk: &str,
        number: u32,
        ticket: &str,
        ending: &Value,
    ) -> super::Heard {
        let mut body = json!({"press": id(number + 400), "day": DAY, "ticket": ticket});
        for (name, value) in ending.as_object().expect("fields") {
            body[name] = value.clone();
        }
        self.post("/api/v1/windows/1/finish", clerk, &body).await
    }

    /// The code of the case that a visitor's acceptance begins.
    pub(super) async fn accepted(&self, clerk: &str, number: u32) -> String {
        let heard = self.end(clerk, number, &json!({})).await;
        assert_eq!(heard.status, StatusCode::OK, "{:?}", heard.body);
        heard.body["matter"].as_str().expect("a code").to_owned()
    }

    pub(super) async fn case(&self, who: &str, code: &str) -> Value {
        let heard = self.get(&format!("/api/v1/cases/{code}"), who).await;
        assert_eq!(heard.status, StatusCode::OK, "{:?}", heard.body);
        heard.body
    }

    pub(super) async fn about(&self, who: &str, code: &str, verb: &str, body: Value) -> super::Heard {
        self.post(&format!("/api/v1/cases/{code}/{verb}"), who, &body)
            .await
    }

    /// Winds the clock to the morning of a day, nine o'clock in the hall, and signs somebody in anew.
    pub(super) async fn wind_to(&self, day: &str, who: &str) -> String {
        self.clock.advance_to(super::instant(&format!("{day}T01:00:00Z")));
        // Whoever is asked after the clock was wound answers after all that fell due by it.
        let open = self.house.state.owner.open_day().await;
        open.expect("the owner works");
        self.person(who).await
    }

    /// I3 for what outlives a day: the table is what the journal gives.
    fn is_as_the_journal_says(&self) {
        let journal = self.journal();
        let mut from_journal = Shelf::default();
        for entry in entries_of(&journal) {
            from_journal.apply(&entry);
        }
        let mut rows = journal
            .prepare("SELECT code, seq, record, before FROM records WHERE kind = 'case' ORDER BY code")
            .expect("a table");
        let kept = rows
            .query_map((), |row| {
                let read = |text: String| serde_json::from_str(&text).expect("a record");
                let code: String = row.get("code")?;
                let kept = Kept {
                    now: Some(read(row.get("record")?)),
                    seq: Seq(row.get("seq")?),
                    before: row.get::<_, Option<String>>("before")?.map(read),
                };
                Ok((MatterCode::parse(&code).expect("a code"), kept))
            })
            .expect("rows");
        let kept: Vec<_> = kept.map(|row| row.expect("a row")).collect();
        let from_journal: Vec<_> = from_journal
            .cases
            .iter()
            .filter(|(_, kept)| kept.now.is_some())
            .map(|(code, kept)| (code.clone(), kept.clone()))
            .collect();
        assert_eq!(kept, from_journal);
    }
}

#[tokio::test]
async fn an_acceptance_begins_a_case_that_its_code_finds_and_that_survives_a_restart() {
    let bench = Bench::open();
    let clerk = bench.person(CLERK).await;
    let code = bench.accepted(&clerk, 1).await;
    let bench = bench.restart();
    let case = bench.case(&clerk, &code).await;
    assert_eq!(
        (
            &case["standing"],
            &case["limit_days"],
            &case["due_on"],
            &case["clerk"]
        ),
        (&json!("open"), &json!(10), &json!(DUE), &json!(CLERK))
    );
    let list = bench.get("/api/v1/cases", &clerk).await;
    assert_eq!(list.body["cases"][0]["code"], json!(code));
    bench.is_as_the_journal_says();
}

#[tokio::test]
async fn whoever_has_the_code_sees_where_the_matter_stands_and_not_who_handles_it() {
    let bench = Bench::open();
    let clerk = bench.person(CLERK).await;
    let code = bench.accepted(&clerk, 1).await;
    let seen = bench
        .ask("GET", &format!("/api/v1/matters/{code}"), None, None)
        .await;
    assert_eq!(
        (&seen.body["standing"], &seen.body["due_on"]),
        (&json!("open"), &json!(DUE))
    );
    let text = seen.body.to_string();
    assert!(!text.contains(CLERK) && !text.contains("window"), "{text}");
    for other in ["260302-M001-000000", "nonsense"] {
        let unknown = bench
            .ask("GET", &format!("/api/v1/matters/{other}"), None, None)
            .await;
        assert_eq!(
            (unknown.status, unknown.problem()),
            (StatusCode::NOT_FOUND, "not-found"),
            "{other}"
        );
    }
}

#[tokio::test]
async fn a_matter_is_not_accepted_twice_and_the_problem_says_where_and_since_when() {
    let bench = Bench::open();
    let clerk = bench.person(CLERK).await;
    let code = bench.accepted(&clerk, 1).await;
    let again = bench
        .end(
            &clerk,
            2,
            &json!({"outcome": "accepted", "matter": code.to_lowercase()}),
        )
        .await;
    assert_eq!(
        (again.status, again.problem()),
        (StatusCode::CONFLICT, "matter-open")
    );
    let said: Vec<_> = again.body["fields"]
        .as_array()
        .expect("fields")
        .iter()
        .map(|fault| &fault["problem"])
        .collect();
    assert_eq!(said, [&json!(DAY), &json!(CLERK), &json!("1")]);
}

#[tokio::test]
async fn what_a_finish_says_of_its_matter_is_checked_before_anything_is_done() {
    let bench = Bench::open();
    let clerk = bench.person(CLERK).await;
    let ticket = bench.called(&clerk, 1).await;
    let before = bench.entries();
    for (ending, problem, field) in [
        (json!({"matter": "A012"}), "bad-body", "matter"),
        (
            json!({"matter": "260302-M001-000000"}),
            "unknown-matter",
            "matter",
        ),
        (
            json!({"outcome": "awaiting_correction"}),
            "nothing-missing",
            "missing",
        ),
        (
            json!({"outcome": "awaiting_correction", "correction": {"missing": [9]}}),
            "no-such-document",
            "missing",
        ),
        (
            json!({"outcome": "accepted", "correction": {"missing": [0]}}),
            "not-missing",
            "missing",
        ),
        (
            json!({"outcome": "awaiting_correction", "correction": {"remark": " "}}),
            "text-length",
            "correction.remark",
        ),
        (
            json!({"outcome": "awaiting_correction", "correction": {"missing": [0], "look_through": true}}),
            "bad-body",
            "correction.look_through",
        ),
    ] {
        let heard = bench.finish(&clerk, 1, &ticket, &ending).await;
        assert_eq!(heard.problem(), problem, "{ending}: {:?}", heard.body);
        assert_eq!(heard.fields(), [field], "{ending}");
    }
    assert_eq!(bench.entries(), before);
    let told = json!({"outcome": "awaiting_correction", "correction": {"missing": [0, 2], "remark": "申請表第二頁未簽名"}});
    let heard = bench.finish(&clerk, 1, &ticket, &told).await;
    assert_eq!(heard.status, StatusCode::OK, "{:?}", heard.body);
    let case = bench
        .case(&clerk, heard.body["matter"].as_str().expect("a code"))
        .await;
    assert_eq!(case["notices"][0]["missing"].as_array().map(Vec::len), Some(2));
    assert_eq!(case["notices"][0]["remark"], json!("申請表第二頁未簽名"));
}

#[tokio::test]
async fn a_repeated_press_has_its_first_answer_and_another_text_is_another_press() {
    let bench = Bench::open_as("2026-03-02T00:30:00Z", with_reasons);
    let clerk = bench.person(CLERK).await;
    let code = bench.accepted(&clerk, 1).await;
    let stop = |press: u32, evidence: &str| json!({"press": id(press), "reason": "laboratory", "evidence": evidence});
    let first = bench
        .about(&clerk, &code, "stop-clock", stop(50, "檢測委託書 12 號"))
        .await;
    assert_eq!(first.status, StatusCode::OK, "{:?}", first.body);
    let again = bench
        .about(&clerk, &code, "stop-clock", stop(50, "檢測委託書 12 號"))
        .await;
    assert_eq!(again, first);
    let other = bench
        .about(&clerk, &code, "stop-clock", stop(50, "檢測委託書 13 號"))
        .await;
    assert_eq!(
        (other.status, other.problem()),
        (StatusCode::CONFLICT, "same-id-another-body")
    );
    let case = bench.case(&clerk, &code).await;
    assert_eq!(case["stops"][0]["evidence"], json!("檢測委託書 12 號"));
    assert_eq!(case["stops"].as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn a_stop_without_evidence_or_with_another_reason_is_refused_at_its_field() {
    let bench = Bench::open_as("2026-03-02T00:30:00Z", with_reasons);
    let clerk = bench.person(CLERK).await;
    let code = bench.accepted(&clerk, 1).await;
    for (body, problem, field) in [
        (
            json!({"press": id(50), "reason": "laboratory"}),
            "no-evidence",
            "evidence",
        ),
        (
            json!({"press": id(51), "reason": "lunch", "evidence": "none"}),
            "unknown-clock-reason",
            "reason",
        ),
        (
            json!({"press": id(52), "reason": "laboratory", "evidence": "字".repeat(501)}),
            "text-length",
            "evidence",
        ),
    ] {
        let heard = bench.about(&clerk, &code, "stop-clock", body).await;
        assert_eq!(
            (heard.status, heard.problem()),
            (StatusCode::UNPROCESSABLE_ENTITY, problem)
        );
        assert_eq!(heard.fields(), [field]);
    }
    // What was refused is not kept: the same press may bring another text.
    let heard = bench
        .about(
            &clerk,
            &code,
            "stop-clock",
            json!({"press": id(51), "reason": "laboratory", "evidence": "委託書"}),
        )
        .await;
    assert_eq!(heard.status, StatusCode::OK, "{:?}", heard.body);
}

#[tokio::test]
async fn what_was_written_about_a_case_goes_when_its_purpose_is_over_from_every_file() {
    const WRITTEN: &str = "張三豐 13900001111";
    let bench = Bench::open_as("2026-03-02T00:30:00Z", with_reasons);
    let clerk = bench.person(CLERK).await;
    let code = bench.accepted(&clerk, 1).await;
    let stop = json!({"press": id(50), "reason": "laboratory", "evidence": WRITTEN});
    bench.about(&clerk, &code, "stop-clock", stop).await;
    // What a refused press brought is gone at once.
    let refused = json!({"press": id(51), "reason": "laboratory", "evidence": "李四 13800002222"});
    assert_eq!(
        bench.about(&clerk, &code, "stop-clock", refused).await.problem(),
        "clock-stands"
    );
    assert!(!is_in_files(&bench, "李四".as_bytes()));
    let bench = bench.restart_as(with_reasons);
    let clerk = bench.person(CLERK).await;
    bench
        .about(
            &clerk,
            &code,
            "complete",
            json!({"press": id(52), "how": "granted"}),
        )
        .await;
    assert_eq!(
        bench.case(&clerk, &code).await["stops"][0]["evidence"],
        json!(WRITTEN)
    );
    // 60 days after it was done it may still be asked about.
    let clerk = bench.wind_to("2026-05-01", CLERK).await;
    assert_eq!(
        bench.case(&clerk, &code).await["stops"][0]["evidence"],
        json!(WRITTEN)
    );
    let clerk = bench.wind_to("2026-05-04", CLERK).await;
    assert_eq!(
        bench.case(&clerk, &code).await["stops"][0]["evidence"],
        json!(null)
    );
    assert!(!is_in_files(&bench, "張三豐".as_bytes()));
    assert!(!is_in_files(&bench, b"13900001111"));
}

#[tokio::test]
async fn a_text_whose_press_was_never_decided_goes_when_a_day_ends() {
    let bench = Bench::open();
    let personal = crate::personal::Personal::open(bench.folder.path()).expect("the file");
    let orphan = [(queue_core::TextId::new([9; 16]), "王五".to_owned())];
    personal.keep(&orphan, bench.clock.now()).expect("kept");
    assert!(is_in_files(&bench, "王五".as_bytes()));
    bench.wind_to("2026-03-03", CLERK).await;
    assert!(!is_in_files(&bench, "王五".as_bytes()));
}

#[tokio::test]
async fn a_file_that_nobody_looks_through_counts_as_accepted_in_the_morning_after() {
    let bench = Bench::open();
    let clerk = bench.person(CLERK).await;
    let look_through = json!({"outcome": "awaiting_correction", "correction": {"look_through": true}});
    let heard = bench.end(&clerk, 1, &look_through).await;
    let code = heard.body["matter"].as_str().expect("a code").to_owned();
    // Five working days after Monday: the Monday after is the last.
    let clerk = bench.wind_to("2026-03-09", CLERK).await;
    assert_eq!(bench.case(&clerk, &code).await["standing"], json!("received"));
    let clerk = bench.wind_to("2026-03-10", CLERK).await;
    let case = bench.case(&clerk, &code).await;
    assert_eq!(
        (&case["standing"], &case["deemed"]),
        (&json!("open"), &json!(true))
    );
    assert_eq!(
        (&case["accepted_on"], &case["due_on"]),
        (&json!(DAY), &json!(DUE))
    );
    bench.is_as_the_journal_says();
}

#[tokio::test]
async fn what_is_overdue_is_first_in_the_list_and_can_be_asked_about() {
    let bench = Bench::open();
    let clerk = bench.person(CLERK).await;
    let code = bench.accepted(&clerk, 1).await;
    let ask = json!({"press": id(60), "addressee": "MZ", "question": "為何超期"});
    let manager = bench.wind_to(DUE, MANAGER).await;
    let early = bench.about(&manager, &code, "supervise", ask.clone()).await;
    assert_eq!(early.problem(), "not-overdue");
    let manager = bench.wind_to("2026-03-17", MANAGER).await;
    let list = bench.get("/api/v1/cases", &manager).await;
    assert_eq!(list.body["cases"][0]["limit"], json!("overdue"));
    let asked = bench.about(&manager, &code, "supervise", ask).await;
    assert_eq!(asked.status, StatusCode::OK, "{:?}", asked.body);
    let clerk = bench.person(CLERK).await;
    let answer = json!({"press": id(61), "answer": "評定機構延誤"});
    let answered = bench.about(&clerk, &code, "answer", answer).await;
    assert_eq!(answered.status, StatusCode::OK, "{:?}", answered.body);
    let done = bench
        .about(
            &clerk,
            &code,
            "complete",
            json!({"press": id(62), "how": "granted"}),
        )
        .await;
    assert_eq!(done.body["standing"], json!("closed"));
    let case = bench.case(&manager, &code).await;
    assert_eq!(case["completed"]["kept_limit"], json!(false));
    assert_eq!(case["supervisions"][0]["answer"], json!("評定機構延誤"));
    let closed = bench.get("/api/v1/cases?closed_on=2026-03-17", &manager).await;
    assert_eq!(closed.body["cases"][0]["code"], json!(code));
    bench.is_as_the_journal_says();
}

#[tokio::test]
async fn the_day_report_counts_what_happened_to_cases_and_nothing_that_was_undone() {
    let bench = Bench::open();
    let clerk = bench.person(CLERK).await;
    let code = bench.accepted(&clerk, 1).await;
    let told = json!({"outcome": "awaiting_correction", "correction": {"missing": [0]}});
    let first = bench.end(&clerk, 2, &told).await;
    let back = first.body["matter"].clone();
    let again = json!({"outcome": "awaiting_correction", "matter": back, "correction": {"missing": [1]}});
    bench.end(&clerk, 3, &again).await;
    bench.end(&clerk, 4, &json!({})).await;
    bench
        .at_window(&clerk, "undo", json!({"press": id(900), "day": DAY}))
        .await;
    bench.wind_on(3_600);
    let out = json!({"press": id(901), "to": "MZ", "holder": "科室"});
    bench.about(&clerk, &code, "leave-hall", out).await;
    bench.wind_on(3_600);
    bench
        .about(&clerk, &code, "come-back", json!({"press": id(902)}))
        .await;
    bench.wind_on(7_200);
    bench
        .about(
            &clerk,
            &code,
            "complete",
            json!({"press": id(903), "how": "granted"}),
        )
        .await;
    let manager = bench.person(MANAGER).await;
    let report = bench
        .get(&format!("/api/v1/reports/day?day={DAY}"), &manager)
        .await
        .body;
    let total = &report["case_total"];
    for (figure, expected) in [
        ("accepted", 1),
        ("told", 2),
        ("told_again", 1),
        ("granted", 1),
        ("late", 0),
        ("life_s", 14_400),
        ("outside_s", 3_600),
        ("open", 0),
        ("waiting", 1),
    ] {
        assert_eq!(total[figure], json!(expected), "{figure}: {total}");
    }
    assert_eq!(report["cases"][0]["department"], json!("MZ"));
    assert_eq!(report["cases"][0]["figures"], *total);
    let expected = json!([
        {"outcome": "accepted", "legs": 1},
        {"outcome": "awaiting_correction", "legs": 2},
    ]);
    assert_eq!(report["outcomes"], expected);
}

#[tokio::test]
async fn an_undone_finish_leaves_no_case() {
    let bench = Bench::open();
    let clerk = bench.person(CLERK).await;
    let code = bench.accepted(&clerk, 1).await;
    bench
        .at_window(&clerk, "undo", json!({"press": id(70), "day": DAY}))
        .await;
    let gone = bench.get(&format!("/api/v1/cases/{code}"), &clerk).await;
    assert_eq!(
        (gone.status, gone.problem()),
        (StatusCode::NOT_FOUND, "unknown-matter")
    );
    bench.is_as_the_journal_says();
}

#[tokio::test]
async fn a_new_holiday_moves_the_days_on_which_cases_are_due() {
    let bench = Bench::open();
    let (clerk, manager) = (bench.person(CLERK).await, bench.person(MANAGER).await);
    let code = bench.accepted(&clerk, 1).await;
    let plan = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/plans/township/hall.toml"))
        .expect("a plan");
    let second = "\n[[person]]\ncode = \"902\"\nrole = \"manager\"\n";
    let plan = plan + second;
    let proposal = json!({"press": id(79), "base": 1, "toml": plan});
    bench.post("/api/v1/plan/versions", &manager, &proposal).await;
    let holiday = "\n[[holiday]]\nfrom = \"2026-03-11\"\nuntil = \"2026-03-12\"\nname = { zh-Hant = \"假\", zh-Hans = \"假\", en = \"Off\" }\n";
    let proposal = json!({"press": id(80), "base": 2, "toml": plan + holiday});
    let heard = bench.post("/api/v1/plan/versions", &manager, &proposal).await;
    assert_eq!(heard.body["state"], json!("proposed"), "{:?}", heard.body);
    let due = || {
        let journal = bench.journal();
        let of_case = |row: &rusqlite::Row<'_>| row.get::<_, i64>(0);
        journal
            .query_row("SELECT due_on FROM records WHERE code = ?", [&code], of_case)
            .expect("a row")
    };
    assert_eq!(due(), 20_260_316, "one person moves no limit");
    let agreed = json!({"press": id(81)});
    let other = bench.person("902").await;
    let heard = bench
        .post("/api/v1/plan/versions/3/approve", &other, &agreed)
        .await;
    assert_eq!(heard.status, StatusCode::OK, "{:?}", heard.body);
    assert_eq!(due(), 20_260_318);
    assert_eq!(bench.case(&clerk, &code).await["due_on"], json!("2026-03-18"));
}

/// The journal, as it stands on the disk.
pub(super) fn entries_of(journal: &rusqlite::Connection) -> Vec<Entry> {
    let mut rows = journal
        .prepare("SELECT seq, at_ms, payload FROM journal ORDER BY seq")
        .expect("a journal");
    let entries = rows.query_map((), |row| {
        let payload: String = row.get("payload")?;
        Ok(Entry {
            seq: Seq(row.get("seq")?),
            at: jiff::Timestamp::from_millisecond(row.get("at_ms")?).expect("an instant"),
            body: serde_json::from_str(&payload).expect("an entry"),
        })
    });
    entries
        .expect("rows")
        .map(|entry| entry.expect("a row"))
        .collect()
}

/// The township's hall, where a laboratory may be waited for.
pub(super) fn with_reasons(config: &mut crate::config::ServerConfig) {
    let mut parts = config.plan.parts().clone();
    parts.cases.stop_reasons = vec![queue_core::plan::ClockReason {
        code: "laboratory".to_owned(),
        names: parts.hall.names.clone(),
        cap_days: 5,
        intermediary: true,
    }];
    config.plan = queue_core::HallPlan::new(parts).expect("a sound plan");
}
