//! Appraisals over HTTP: from who sat where and what was served to a month that is drafted, shown, appealed against and
//! published; the ledger; months and years as tables.

use axum::body::to_bytes;
use axum::http::{Request, StatusCode};
use queue_core::plan::{Criterion, CriterionRule, PointReason};
use serde_json::{Value, json};
use tower::ServiceExt;

use super::identity::{CLERK, MANAGER};
use super::{Bench, DAY, id};

const OVERSEER: &str = "911";
const MARCH: &str = "2026-03";

/// The township with a formula: kept promises 60 %, attendance 30 %, points 10 %; and with a reason for points.
pub(super) fn with_formula(config: &mut crate::config::ServerConfig) {
    let rule = |criterion, weight_percent, full_at, zero_at| CriterionRule {
        criterion,
        weight_percent,
        required: false,
        full_at,
        zero_at,
    };
    let mut parts = config.plan.parts().clone();
    parts.appraisal.windows = vec![
        rule(Criterion::Promises, 60, 100, 0),
        rule(Criterion::Attendance, 30, 100, 0),
        rule(Criterion::Points, 10, 5, -5),
    ];
    parts.appraisal.resident = vec![rule(Criterion::CasesInTime, 100, 100, 50)];
    parts.appraisal.points = vec![
        PointReason {
            code: "praise".to_owned(),
            names: parts.hall.names.clone(),
            least: 1,
            most: 5,
            leave: false,
        },
        PointReason {
            code: "leave".to_owned(),
            names: parts.hall.names.clone(),
            least: 1,
            most: 20,
            leave: true,
        },
    ];
    config.plan = queue_core::HallPlan::new(parts).expect("a sound plan");
}

impl Bench {
    /// Monday 2 March: at window 1 from 08:30 to 12:30, of which 30 minutes paused; one visitor for S01, served 10 minutes.
    pub(super) async fn worked_morning() -> Self {
        let bench = Self::open_as("2026-03-02T00:30:00Z", with_formula);
        let clerk = bench.person(CLERK).await;
        let press = |number: u32| json!({"press": id(number), "day": DAY});
        bench.at_window(&clerk, "open", press(1)).await;
        bench.ticket(2).await;
        let call = json!({"call": id(3), "day": DAY});
        let called = bench.at_window(&clerk, "call-next", call).await;
        let ticket = called["ticket"].as_str().expect("a ticket");
        let of_ticket = |number: u32| json!({"press": id(number), "day": DAY, "ticket": ticket});
        bench.at_window(&clerk, "start", of_ticket(4)).await;
        bench.wind_on(600);
        bench.at_window(&clerk, "finish", of_ticket(5)).await;
        let pause = json!({"press": id(6), "day": DAY, "reason": "rest"});
        bench.at_window(&clerk, "pause", pause).await;
        bench.wind_on(1800);
        bench.at_window(&clerk, "resume", press(7)).await;
        bench.clock.advance_to(super::instant("2026-03-02T04:30:00Z"));
        let clerk = bench.person(CLERK).await;
        bench.at_window(&clerk, "close", press(8)).await;
        bench
    }

    /// The same, on Wednesday 1 April, with March drafted by the manager.
    pub(super) async fn drafted_march() -> (Self, String) {
        let bench = Self::worked_morning().await;
        let manager = bench.wind_to("2026-04-01", MANAGER).await;
        bench.pressed(&manager, "draft", json!({"press": id(50)})).await;
        (bench, manager)
    }

    pub(super) async fn pressed(&self, who: &str, verb: &str, body: Value) {
        let heard = self.of_march(who, verb, body).await;
        assert_eq!(heard.status, StatusCode::OK, "{verb}: {:?}", heard.body);
    }

    async fn of_march(&self, who: &str, verb: &str, body: Value) -> super::Heard {
        let path = format!("/api/v1/appraisals/{MARCH}/{verb}");
        self.post(&path, who, &body).await
    }

    pub(super) async fn march(&self, who: &str) -> Value {
        let heard = self.get(&format!("/api/v1/appraisals/{MARCH}"), who).await;
        assert_eq!(heard.status, StatusCode::OK, "{:?}", heard.body);
        heard.body
    }

    /// The bytes of a table, and what they are.
    async fn table(&self, path: &str, who: &str) -> (String, Vec<u8>) {
        let request = Request::builder()
            .uri(path)
            .header("authorization", format!("Bearer {who}"));
        let request = request.body(axum::body::Body::empty()).expect("a request");
        let Ok(response) = self.router.clone().oneshot(request).await;
        let media = response.headers()["content-type"]
            .to_str()
            .expect("text")
            .to_owned();
        let bytes = to_bytes(response.into_body(), 1 << 20).await.expect("a body");
        (media, bytes.to_vec())
    }
}

fn of_clerk(march: &Value) -> &Value {
    let clerks = march["clerks"].as_array().expect("a list");
    clerks
        .iter()
        .find(|clerk| clerk["person"] == CLERK)
        .expect("the clerk")
}

#[tokio::test]
async fn who_sat_where_is_kept_by_the_minute_and_survives_a_restart() {
    let bench = Bench::worked_morning().await;
    let bench = bench.restart_as(with_formula);
    let manager = bench.person(MANAGER).await;
    let march = bench.march(&manager).await;
    assert_eq!(march["standing"], "none", "nothing is frozen");
    let figures = &of_clerk(&march)["figures"];
    // 08:30 to 12:30 is 240 minutes, 30 of them paused; within the hours, which end at 12:00, 210. At half past twelve the
    // afternoon's hours have not passed: 210 minutes are due.
    assert_eq!(figures["windows"][0]["window"], 1);
    assert_eq!(figures["windows"][0]["open_min"], 210);
    assert_eq!(figures["signed_in_min"], 210);
    assert_eq!(
        (&figures["due_min"], &figures["due_days"]),
        (&json!(210), &json!(1))
    );
    assert_eq!(
        (&figures["called"], &figures["kept"], &figures["served"]),
        (&json!(1), &json!(1), &json!(1))
    );
}

#[tokio::test]
async fn a_day_that_ends_with_somebody_at_a_window_ends_the_sitting_too() {
    let bench = Bench::open_as("2026-03-02T00:30:00Z", with_formula);
    let clerk = bench.person(CLERK).await;
    bench
        .at_window(&clerk, "open", json!({"press": id(1), "day": DAY}))
        .await;
    let manager = bench.wind_to("2026-03-03", MANAGER).await;
    let rows: Vec<(i64, Option<String>)> = bench
        .journal()
        .prepare("SELECT day, clerk FROM seats ORDER BY day, seq")
        .expect("a table")
        .query_map((), |row| Ok((row.get(0)?, row.get(1)?)))
        .expect("rows")
        .map(|row| row.expect("a row"))
        .collect();
    assert_eq!(rows, [(20_260_302, Some(CLERK.to_owned())), (20_260_302, None)]);
    // From 08:30 to the day's end at 18:30: 600 minutes staffed; within the hours 3:30 + 3:30 = 420.
    let march = bench.march(&manager).await;
    let figures = &of_clerk(&march)["figures"];
    assert_eq!(
        (&figures["windows"][0]["open_min"], &figures["signed_in_min"]),
        (&json!(600), &json!(420))
    );
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one walk")]
async fn a_month_goes_from_its_draft_to_its_publication_and_each_step_is_somebodys() {
    let (bench, manager) = Bench::drafted_march().await;
    let clerk = bench.person(CLERK).await;
    let own = format!("/api/v1/appraisals/{MARCH}/mine");
    assert_eq!(
        bench.get(&own, &clerk).await.body["standing"],
        "none",
        "a draft is not shown to clerks"
    );
    let frozen = bench.march(&manager).await;
    bench.pressed(&manager, "show", json!({"press": id(51)})).await;
    let mine = bench.get(&own, &clerk).await.body;
    assert_eq!(
        mine["clerks"].as_array().map(Vec::len),
        Some(1),
        "only the own month"
    );
    assert_eq!(mine["departments"], json!([]));
    // The next-to-last of five working days: Ching Ming is no holiday of the township's plan.
    assert_eq!(mine["appeal_until"], "2026-04-08");
    assert_eq!(of_clerk(&mine)["sheet"], of_clerk(&frozen)["sheet"]);

    let secret = "那天我在支援三號窗口";
    let appeal = json!({"press": id(52), "criterion": "attendance", "text": secret});
    bench.pressed(&clerk, "appeal", appeal.clone()).await;
    bench.pressed(&clerk, "appeal", appeal).await;
    let overseer = bench.person(OVERSEER).await;
    let march = bench.march(&overseer).await;
    assert_eq!(of_clerk(&march)["appeals"][0]["text"], secret);
    let decided = json!({"press": id(53), "person": CLERK, "criterion": "attendance", "corrected_hundredths": 9000, "reason": "核對屬實"});
    let by_drafter = bench.of_march(&manager, "answer", decided.clone()).await;
    assert_eq!(
        (by_drafter.status, by_drafter.problem()),
        (StatusCode::FORBIDDEN, "appeal-needs-another")
    );
    bench.pressed(&overseer, "answer", decided).await;
    let early = bench
        .of_march(&manager, "publish", json!({"press": id(54)}))
        .await;
    assert_eq!(
        (early.status, early.problem()),
        (StatusCode::CONFLICT, "appeals-run")
    );

    let manager = bench.wind_to("2026-04-09", MANAGER).await;
    bench.pressed(&manager, "publish", json!({"press": id(55)})).await;
    let march = bench.march(&manager).await;
    let clerk = of_clerk(&march);
    // Promises 1 of 1: 100 marks; attendance as corrected: 90; no points: (0 + 5) ÷ 10 = 50. 60 + 27 + 5 = 92.
    assert_eq!(clerk["sheet"]["total_hundredths"], 92_00);
    assert_eq!(
        (&march["standing"], &clerk["rank"]),
        (&json!("published"), &Value::Null)
    );
    // 3 clerks × 30 % = 0.9: nobody may be found excellent.
    let excellent = json!({"press": id(56), "person": CLERK, "excellent": true, "reason": "全月無差錯"});
    let refused = bench.of_march(&manager, "excellent", excellent).await;
    assert_eq!(refused.problem(), "no-room-for-excellent");
    let folder = bench.close();
    let files = std::fs::read_dir(folder.path()).expect("a folder");
    let files = files.map(|file| file.expect("a file").path());
    let is_hall = |path: &std::path::PathBuf| path.to_string_lossy().contains("hall.db");
    for path in files.filter(is_hall) {
        let content = std::fs::read(&path).expect("a file");
        let is_there = content
            .windows(secret.len())
            .any(|part| part == secret.as_bytes());
        assert!(!is_there, "a text stands in {}", path.display());
    }
}

#[tokio::test]
async fn a_month_that_goes_on_is_not_drafted_and_without_a_formula_none_is() {
    let bench = Bench::worked_morning().await;
    let manager = bench.person(MANAGER).await;
    let refused = bench.of_march(&manager, "draft", json!({"press": id(50)})).await;
    assert_eq!(
        (refused.status, refused.problem()),
        (StatusCode::CONFLICT, "month-not-over")
    );
    let bad = bench
        .post(
            "/api/v1/appraisals/2026-3/draft",
            &manager,
            &json!({"press": id(51)}),
        )
        .await;
    assert_eq!(bad.fields(), ["month"]);
    let plain = Bench::open();
    let manager = plain.wind_to("2026-04-01", MANAGER).await;
    let refused = plain.of_march(&manager, "draft", json!({"press": id(50)})).await;
    assert_eq!(refused.problem(), "no-formula");
}

#[tokio::test]
async fn leave_excuses_and_points_count_unless_another_person_struck_them() {
    let bench = Bench::worked_morning().await;
    let manager = bench.wind_to("2026-03-03", MANAGER).await;
    let enter = |number: u32, reason: &str, hundredths: i32| json!({"press": id(number), "month": MARCH, "person": CLERK, "reason": reason, "hundredths": hundredths, "evidence": "錦旗照片"});
    let heard = bench
        .post("/api/v1/points", &manager, &enter(60, "praise", 250))
        .await;
    assert_eq!(heard.status, StatusCode::OK, "{:?}", heard.body);
    let repeat = bench
        .post("/api/v1/points", &manager, &enter(60, "praise", 250))
        .await;
    assert_eq!(repeat.body, heard.body, "the same press is one line");
    bench
        .post("/api/v1/points", &manager, &enter(61, "praise", 100))
        .await;
    let bad = bench
        .post("/api/v1/points", &manager, &enter(62, "praise", 900))
        .await;
    assert_eq!(
        (bad.status, bad.problem()),
        (StatusCode::UNPROCESSABLE_ENTITY, "bad-points")
    );
    let overseer = bench.person(OVERSEER).await;
    bench
        .post("/api/v1/points", &overseer, &enter(63, "leave", 100))
        .await;
    let ledger = bench
        .get(&format!("/api/v1/points?month={MARCH}"), &manager)
        .await
        .body;
    let lines = ledger["lines"].as_array().expect("lines");
    assert_eq!(lines.len(), 3);
    let one = lines
        .iter()
        .find(|line| line["hundredths"] == 100 && line["leave"] == false)
        .expect("a line");
    let strike = format!("/api/v1/points/{}/strike", one["code"].as_str().expect("a code"));
    let own = bench
        .post(&strike, &manager, &json!({"press": id(64), "reason": "記錯"}))
        .await;
    assert_eq!(
        (own.status, own.problem()),
        (StatusCode::FORBIDDEN, "strike-needs-another")
    );
    let struck = bench
        .post(&strike, &overseer, &json!({"press": id(65), "reason": "記錯"}))
        .await;
    assert_eq!(struck.status, StatusCode::OK, "{:?}", struck.body);
    bench.clock.advance_to(super::instant("2026-03-03T10:00:00Z"));
    let manager = bench.person(MANAGER).await;
    let march = bench.march(&manager).await;
    let figures = &of_clerk(&march)["figures"];
    assert_eq!(figures["points_hundredths"], 250);
    // Two days of 420 minutes, one of leave: 420 are due.
    assert_eq!(
        (&figures["due_days"], &figures["leave_days"], &figures["due_min"]),
        (&json!(1), &json!(1), &json!(420))
    );
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one walk")]
async fn a_month_and_a_year_are_told_with_what_they_are_compared_with_and_as_tables() {
    let bench = Bench::worked_morning().await;
    let manager = bench.person(MANAGER).await;
    let month = bench
        .get(&format!("/api/v1/reports/month?month={MARCH}"), &manager)
        .await
        .body;
    assert_eq!(
        (
            &month["now"]["name"],
            &month["previous"]["name"],
            &month["year_before"]["name"]
        ),
        (&json!("2026-03"), &json!("2026-02"), &json!("2025-03"))
    );
    let figures = &month["now"]["figures"];
    assert_eq!(
        (&figures["legs"], &figures["served"], &figures["handling_mean_s"]),
        (&json!(1), &json!(1), &json!(600))
    );
    assert_eq!(
        (
            &figures["staffed_min"],
            &figures["open_min"],
            &figures["handling_min"]
        ),
        (&json!(240), &json!(210), &json!(10))
    );
    assert_eq!(
        figures["wait_p50_s"],
        Value::Null,
        "of fewer than 30 there is no median"
    );
    assert_eq!(month["by_clerk"][0]["name"], CLERK);
    assert_eq!(month["by_clerk"][0]["figures"]["legs"], 1);
    assert_eq!(month["by_department"][0]["name"], "RS");
    let year = bench.get("/api/v1/reports/year?year=2026", &manager).await.body;
    assert_eq!(year["now"]["figures"], month["now"]["figures"]);
    assert_eq!(year["months"].as_array().map(Vec::len), Some(1));

    let (media, csv) = bench
        .table(
            &format!("/api/v1/reports/month?month={MARCH}&format=csv"),
            &manager,
        )
        .await;
    let csv = String::from_utf8(csv).expect("text");
    assert_eq!(media, "text/csv; charset=utf-8");
    assert!(
        csv.starts_with("\u{FEFF}totals,days,tickets,legs") && csv.contains("\r\n101,1,1,"),
        "{csv}"
    );
    let (media, book) = bench
        .table(
            &format!("/api/v1/reports/month?month={MARCH}&format=xlsx"),
            &manager,
        )
        .await;
    assert!(media.contains("spreadsheetml"));
    assert!(book.starts_with(b"PK"));
    let (_, table) = bench
        .table(&format!("/api/v1/appraisals/{MARCH}/table"), &manager)
        .await;
    let table = String::from_utf8(table).expect("text");
    assert!(
        table.contains("about,value\r\nmonth,2026-03\r\nstanding,none\r\n")
            && table.contains("windows,promises,60,100,0\r\n")
            && table.contains("promises_above,promises_below,promises (60 %)")
            && table.contains(",100,1,100,")
            && table.contains("resident")
            && table.contains("signatures,name,date\r\nmade_by,,"),
        "{table}"
    );
    let bad = bench
        .get("/api/v1/reports/month?month=March&format=pdf", &manager)
        .await;
    assert_eq!(bad.fields(), ["month", "format"], "every fault at once");
}

#[tokio::test]
async fn a_draft_that_the_ledger_has_left_behind_is_not_shown_and_a_repeated_draft_has_its_first_answer() {
    let (bench, manager) = Bench::drafted_march().await;
    let overseer = bench.person(OVERSEER).await;
    let line = json!({"press": id(60), "month": MARCH, "person": CLERK, "reason": "praise", "hundredths": 250, "evidence": "錦旗"});
    let entered = bench.post("/api/v1/points", &overseer, &line).await;
    assert_eq!(entered.status, StatusCode::OK, "{:?}", entered.body);
    let refused = bench.of_march(&manager, "show", json!({"press": id(51)})).await;
    assert_eq!(
        (refused.status, refused.problem()),
        (StatusCode::CONFLICT, "figures-changed")
    );
    let first = bench.of_march(&manager, "draft", json!({"press": id(52)})).await;
    assert_eq!(first.status, StatusCode::OK, "{:?}", first.body);
    let more = json!({"press": id(61), "month": MARCH, "person": CLERK, "reason": "praise", "hundredths": 100, "evidence": "錦旗"});
    bench.post("/api/v1/points", &overseer, &more).await;
    let repeat = bench.of_march(&manager, "draft", json!({"press": id(52)})).await;
    assert_eq!(
        (repeat.status, repeat.body),
        (StatusCode::OK, first.body),
        "the same press"
    );
    bench.pressed(&manager, "draft", json!({"press": id(53)})).await;
    bench.pressed(&manager, "show", json!({"press": id(54)})).await;
    let march = bench.march(&manager).await;
    assert_eq!(of_clerk(&march)["figures"]["points_hundredths"], 350);
}

#[tokio::test]
async fn a_running_month_is_judged_as_of_today_and_one_to_come_is_not_told() {
    let bench = Bench::open_as("2026-03-02T00:30:00Z", with_formula);
    let clerk = bench.person(CLERK).await;
    // 10 working days: due on the 16th.
    bench.accepted(&clerk, 1).await;
    let late = |march: &Value| {
        let departments = march["departments"].as_array().expect("a list");
        departments.iter().filter(|one| one["overdue"] == 1).count()
    };
    let manager = bench.person(MANAGER).await;
    assert_eq!(late(&bench.march(&manager).await), 0);
    let manager = bench.wind_to("2026-03-17", MANAGER).await;
    assert_eq!(late(&bench.march(&manager).await), 1);
    for path in ["/api/v1/appraisals/2026-04", "/api/v1/appraisals/2026-04/table"] {
        let heard = bench.get(path, &manager).await;
        assert_eq!(
            (heard.status, heard.problem()),
            (StatusCode::CONFLICT, "month-not-begun")
        );
    }
    let report = bench
        .get("/api/v1/reports/month?month=2026-04", &manager)
        .await
        .body;
    assert_eq!(report["now"]["cases"]["overdue"], 0);
    assert_eq!(report["previous"]["cases"]["overdue"], 1);
}

/// More ratings than a list is made of at most.
const MANY_RATINGS: &str = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
    INSERT INTO records SELECT kind, 'x' || i, seq, record, before, standing, service, person, began_on, acts_on, due_on,
        warned_on, closed_on, has_texts
    FROM records, n WHERE kind = 'rating'";

#[tokio::test]
async fn a_departments_ratings_are_counted_to_the_last() {
    let bench = Bench::open_as("2026-03-02T00:30:00Z", with_formula);
    let clerk = bench.person(CLERK).await;
    bench.served(&clerk, 1).await;
    let rated = bench.keys(&bench.keys_at(1), 70, "very_satisfied").await;
    assert!(rated.status.is_success(), "{:?}", rated.body);
    let copied = bench.journal().execute(MANY_RATINGS, ()).expect("rows");
    let manager = bench.wind_to("2026-04-01", MANAGER).await;
    let march = bench.march(&manager).await;
    assert_eq!(
        (copied, &of_clerk(&march)["figures"]["verified_ratings"]),
        (20_000, &json!(20_001))
    );
    let departments = march["departments"].as_array().expect("a list");
    let rated: Vec<_> = departments
        .iter()
        .filter(|one| one["verified_ratings"] != 0)
        .map(|one| &one["verified_ratings"])
        .collect();
    assert_eq!(rated, [&json!(20_001)]);
}

#[tokio::test]
async fn overseers_read_and_decide_but_neither_draft_nor_publish() {
    let bench = Bench::open_as("2026-03-02T00:30:00Z", with_formula);
    let overseer = bench.person(OVERSEER).await;
    for path in [
        "/api/v1/appraisals/2026-02",
        "/api/v1/points",
        "/api/v1/reports/month",
        "/api/v1/reports/year",
    ] {
        assert_eq!(bench.get(path, &overseer).await.status, StatusCode::OK, "{path}");
    }
    for verb in ["draft", "show", "publish", "appeal"] {
        let heard = bench.of_march(&overseer, verb, json!({"press": id(1)})).await;
        assert_eq!(heard.status, StatusCode::FORBIDDEN, "{verb}");
    }
    assert_eq!(
        bench
            .get("/api/v1/appraisals/2026-02/mine", &overseer)
            .await
            .status,
        StatusCode::FORBIDDEN
    );
}
