//! Agents over HTTP: mandates and their texts, one ticket for many principals, project files, refusals at their fields.

use axum::http::StatusCode;
use queue_core::PersonCode;
use queue_core::ids::AgentCode;
use queue_core::plan::{Agent, AgentKind, Names};
use serde_json::{Value, json};

use super::identity::{CLERK, MANAGER};
use super::issuing::is_in_files;
use super::{Bench, DAY, Heard, id};

const GUIDE: &str = "201";

/// D1 is a village's agent, K1 the guide 201, for key projects, and K2 another one.
pub(super) fn with_agents(config: &mut crate::config::ServerConfig) {
    let mut parts = config.plan.parts().clone();
    let agent = |code: &str, kinds: &[AgentKind], person: Option<&str>| Agent {
        code: AgentCode::new(code),
        names: Names {
            zh_hant: format!("{code} 村"),
            zh_hans: format!("{code} 村"),
            en: format!("{code} village"),
        },
        kinds: kinds.to_vec(),
        person: person.map(PersonCode::new),
        from: None,
        until: None,
    };
    parts.agents = vec![
        agent("D1", &[AgentKind::Village, AgentKind::SpecialGroups], None),
        agent("K1", &[AgentKind::KeyProject], Some(GUIDE)),
        agent("K2", &[AgentKind::KeyProject], None),
    ];
    config.plan = queue_core::HallPlan::new(parts).expect("a sound plan");
}

pub(super) fn hall() -> Bench {
    Bench::open_as("2026-03-02T00:30:00Z", with_agents)
}

pub(super) fn wanted(number: u32) -> Value {
    json!({
        "press": id(number), "agent": "D1", "kind": "village", "principal": "趙標記",
        "contact": "0931-1234567", "until": "2026-12-31", "evidence": "授權書標記"
    })
}

fn project(number: u32) -> Value {
    let mut wanted = wanted(number);
    wanted["agent"] = json!("K1");
    wanted["kind"] = json!("key_project");
    wanted["project"] = json!("大橋標記");
    wanted
}

impl Bench {
    pub(super) async fn mandate(&self, who: &str, wanted: &Value) -> String {
        let heard = self.post("/api/v1/mandates", who, wanted).await;
        assert_eq!(heard.status, StatusCode::CREATED, "{:?}", heard.body);
        heard.body["code"].as_str().expect("a code").to_owned()
    }

    async fn at_mandate(&self, who: &str, code: &str, verb: &str, body: Value) -> Heard {
        self.post(&format!("/api/v1/mandates/{code}/{verb}"), who, &body)
            .await
    }
}

fn as_agent(codes: &[&str]) -> Value {
    json!({"whom": {"came_as": "agent", "mandates": codes}})
}

#[tokio::test]
async fn one_ticket_of_an_agent_begins_a_case_for_each_principal_and_survives_a_restart() {
    let bench = hall();
    let clerk = bench.person(CLERK).await;
    let first = bench.mandate(&clerk, &wanted(1)).await;
    let second = bench.mandate(&clerk, &wanted(2)).await;
    let ended = bench.end(&clerk, 10, &as_agent(&[&first, &second])).await;
    assert_eq!(ended.status, StatusCode::OK, "{:?}", ended.body);
    let matters = ended.body["matters"].as_array().expect("matters").clone();
    assert_eq!(matters.len(), 2);
    assert_eq!(ended.body["matter"], matters[0]);
    let again = bench.end(&clerk, 10, &as_agent(&[&first, &second])).await;
    assert_eq!(again.body, ended.body, "the same press");
    let bench = bench.restart();
    for (code, matter) in [(&first, &matters[0]), (&second, &matters[1])] {
        let seen = bench.get(&format!("/api/v1/mandates/{code}"), &clerk).await;
        assert_eq!(seen.body["file"][0]["code"], *matter, "{:?}", seen.body);
        assert_eq!(seen.body["file"][0]["standing"], json!("open"));
        assert_eq!(seen.body["principal"], json!("趙標記"));
        let path = format!("/api/v1/mandates/{code}/progress");
        let followed = bench.ask("GET", &path, None, None).await;
        assert_eq!(followed.body["file"][0]["code"], *matter);
        assert!(!followed.body.to_string().contains("標記"), "nobody's name");
    }
    let list = bench.get("/api/v1/mandates", &clerk).await;
    assert_eq!(list.body["total"], json!(2));
    assert!(!list.body.to_string().contains("標記"), "a list has no names");
    assert_eq!(list.body["mandates"][0]["trips"], json!(1));
}

#[tokio::test]
async fn a_field_that_is_not_known_of_whoever_came_is_named_itself() {
    let bench = hall();
    let clerk = bench.person(CLERK).await;
    let misspelt = json!({"whom": {"came_as": "agent", "mandate": []}});
    let heard = bench.end(&clerk, 10, &misspelt).await;
    assert_eq!(heard.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(heard.fields(), ["whom.mandate"], "{:?}", heard.body);
}

#[tokio::test]
async fn a_press_sent_twice_registers_one_mandate_and_faults_come_all_at_once() {
    let bench = hall();
    let clerk = bench.person(CLERK).await;
    let code = bench.mandate(&clerk, &wanted(1)).await;
    assert_eq!(bench.mandate(&clerk, &wanted(1)).await, code, "the same press");
    let mut bad = wanted(2);
    bad["kind"] = json!("friend");
    bad["principal"] = json!(" ");
    bad["evidence"] = json!("");
    let heard = bench.post("/api/v1/mandates", &clerk, &bad).await;
    assert_eq!(heard.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(heard.fields(), ["kind", "principal", "evidence"]);
    for (field, value, problem) in [
        ("agent", json!("D9"), "unknown-agent"),
        ("agent", json!("K1"), "agent-may-not"),
        ("project", json!("橋"), "project-or-none"),
        ("until", json!("2026-03-01"), "bad-mandate-date"),
        ("services", json!(["Q99"]), "unknown-service"),
    ] {
        let mut bad = wanted(3);
        bad[field] = value;
        let heard = bench.post("/api/v1/mandates", &clerk, &bad).await;
        assert_eq!(heard.problem(), problem);
    }
    let list = bench.get("/api/v1/mandates", &clerk).await;
    assert_eq!(list.body["total"], json!(1), "nothing half done");
}

#[tokio::test]
async fn what_does_not_bind_at_the_window_is_said_at_the_field_and_changes_nothing() {
    let bench = hall();
    let clerk = bench.person(CLERK).await;
    let mine = bench.mandate(&clerk, &wanted(1)).await;
    let other = bench.mandate(&clerk, &project(2)).await;
    let ticket = bench.called(&clerk, 10).await;
    let before = bench.entries();
    for (codes, came_as, problem) in [
        (vec![], "agent", "no-mandate"),
        (vec!["H260302-00000000"], "agent", "bad-mandate-code"),
        (vec!["W260302-00000000"], "agent", "unknown-mandate"),
        (vec![mine.as_str(), &mine], "agent", "mandate-twice"),
        (vec![mine.as_str(), &other], "agent", "mandate-of-another-agent"),
        (vec![mine.as_str()], "handler", "mandates-without-agent"),
    ] {
        let ending = json!({"whom": {"came_as": came_as, "mandates": codes}});
        let heard = bench.finish(&clerk, 10, &ticket, &ending).await;
        assert_eq!(
            (heard.status, heard.problem(), heard.fields()),
            (StatusCode::UNPROCESSABLE_ENTITY, problem, vec!["mandates"])
        );
    }
    assert_eq!(bench.entries(), before);
    let ended = bench.finish(&clerk, 10, &ticket, &as_agent(&[&mine])).await;
    assert_eq!(ended.status, StatusCode::OK, "{:?}", ended.body);
}

#[tokio::test]
async fn a_project_s_file_is_kept_by_its_agent_and_handed_over_by_a_manager() {
    let bench = hall();
    let (clerk, guide) = (bench.person(CLERK).await, bench.person(GUIDE).await);
    let manager = bench.person(MANAGER).await;
    let code = bench.mandate(&clerk, &project(1)).await;
    let village = bench.mandate(&clerk, &wanted(2)).await;
    let matter = bench.accepted(&clerk, 10).await;
    let attach = |number: u32| json!({"press": id(number), "matter": matter});
    let by_clerk = bench.at_mandate(&clerk, &code, "attach", attach(3)).await;
    assert_eq!(by_clerk.status, StatusCode::FORBIDDEN);
    let attached = bench.at_mandate(&guide, &code, "attach", attach(4)).await;
    assert_eq!(attached.body["matters"], json!([matter]), "{:?}", attached.body);
    let own = bench.get("/api/v1/mandates", &guide).await;
    assert_eq!(own.body["total"], json!(1), "an agent sees their own");
    let others = bench.get(&format!("/api/v1/mandates/{village}"), &guide).await;
    assert_eq!(others.status, StatusCode::NOT_FOUND);
    let to = |to: &str, number: u32| json!({"press": id(number), "to": to});
    let wrong = bench.at_mandate(&manager, &code, "hand-over", to("D1", 5)).await;
    assert_eq!((wrong.problem(), wrong.fields()), ("agent-may-not", vec!["to"]));
    let over = bench.at_mandate(&manager, &code, "hand-over", to("K2", 6)).await;
    assert_eq!(over.body["agent"], json!("K2"));
    let gone = bench.get(&format!("/api/v1/mandates/{code}"), &guide).await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn whose_it_is_is_in_no_file_but_one_and_in_none_after_the_day_on_which_it_ended() {
    let bench = hall();
    let clerk = bench.person(CLERK).await;
    let code = bench.mandate(&clerk, &project(1)).await;
    assert!(is_in_files(&bench, "標記".as_bytes()), "the one file for it");
    let journal = std::fs::read(bench.folder.path().join("hall.db")).expect("a journal");
    let mark = "標記".as_bytes();
    let in_journal = journal.windows(mark.len()).any(|part| part == mark);
    assert!(!in_journal, "not in the journal");
    let revoke = json!({"press": id(2)});
    let path = format!("/api/v1/mandates/{code}/revoke");
    let revoked = bench.ask("POST", &path, None, Some(&revoke)).await;
    assert_eq!(revoked.body["standing"], json!("revoked"), "{:?}", revoked.body);
    let again = bench.ask("POST", &path, None, Some(&revoke)).await;
    assert_eq!(again.body, revoked.body, "the same press");
    let clerk = bench.wind_to("2026-03-03", CLERK).await;
    let view = bench.get(&format!("/api/v1/mandates/{code}"), &clerk).await;
    for text in ["principal", "project", "contact", "evidence"] {
        assert_eq!(view.body[text], Value::Null, "{text}");
    }
    assert!(!is_in_files(&bench, mark), "in no file");
}

#[tokio::test]
async fn a_mandate_expires_by_itself_when_the_day_after_its_last_begins() {
    let bench = hall();
    let clerk = bench.person(CLERK).await;
    let mut last_day = wanted(1);
    last_day["until"] = json!(DAY);
    let code = bench.mandate(&clerk, &last_day).await;
    let clerk = bench.wind_to("2026-03-03", CLERK).await;
    let view = bench.get(&format!("/api/v1/mandates/{code}"), &clerk).await;
    assert_eq!(
        (&view.body["standing"], &view.body["ended_on"]),
        (&json!("expired"), &json!("2026-03-03"))
    );
}

#[tokio::test]
async fn the_register_is_public_and_names_no_person() {
    let bench = hall();
    let register = bench.ask("GET", "/api/v1/agents", None, None).await;
    let codes = register.body["agents"].as_array().expect("agents").iter();
    let codes: Vec<_> = codes.map(|agent| agent["code"].clone()).collect();
    assert_eq!(codes, ["D1", "K1", "K2"]);
    assert!(!register.body.to_string().contains(GUIDE));
}

#[tokio::test]
async fn day_month_and_year_count_who_came_for_whom() {
    let bench = hall();
    let clerk = bench.person(CLERK).await;
    let first = bench.mandate(&clerk, &wanted(1)).await;
    let second = bench.mandate(&clerk, &wanted(2)).await;
    bench.end(&clerk, 10, &as_agent(&[&first, &second])).await;
    bench.end(&clerk, 11, &as_agent(&[&first])).await;
    bench
        .end(&clerk, 12, &json!({"whom": {"came_as": "handler"}}))
        .await;
    let on_spot = json!({"outcome": "done_on_spot", "whom": {"came_as": "handler"}});
    bench.end(&clerk, 13, &on_spot).await;
    bench.accepted(&clerk, 14).await;
    let undone = json!({"press": id(900), "day": DAY});
    bench.end(&clerk, 15, &as_agent(&[&second])).await;
    bench.at_window(&clerk, "undo", undone).await;
    let revoke = json!({"press": id(902)});
    let path = format!("/api/v1/mandates/{second}/revoke");
    bench.ask("POST", &path, None, Some(&revoke)).await;
    let manager = bench.person(MANAGER).await;
    let day = format!("/api/v1/reports/day?day={DAY}");
    for path in [
        day.as_str(),
        "/api/v1/reports/month?month=2026-03",
        "/api/v1/reports/year?year=2026",
    ] {
        let report = bench.get(path, &manager).await.body;
        let figures = &report["mandates"];
        assert_eq!(figures["oneself"], json!(1), "{path}: {figures}");
        assert_eq!(figures["handler"], json!(1), "{path}");
        let mut village = figures["kinds"].as_array().expect("kinds").iter();
        let village = village.find(|row| row["kind"] == "village").expect("a row");
        let expected = json!({"kind": "village", "accepted": 3, "opened": 2, "ended": 1, "open": 1});
        assert_eq!(*village, expected, "{path}");
        let agents = json!([{"agent": "D1", "trips": 2, "principals": 3}]);
        assert_eq!(figures["agents"], agents, "{path}: an undone trip is none");
    }
    let report = bench.get(&day, &manager).await.body;
    assert_eq!(report["handler_legs"], json!(2), "decided on the spot or not");
    let table = bench
        .get(&format!("/api/v1/reports/mandates?day={DAY}"), &manager)
        .await;
    assert_eq!(table.body, report["mandates"]);
}
