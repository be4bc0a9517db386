//! The journal as people read it: narrowed, paged, and silent of what they may not see.

use serde_json::{Value, json};

use super::{CLERK, LEGAL, MANAGER, MANAGER_2, OVERSEER, hall, press};
use crate::tests::{Bench, DAY, id};

impl Bench {
    async fn reads(&self, who: &str, question: &str) -> Vec<Value> {
        let heard = self.get(&format!("/api/v1/journal?{question}"), who).await;
        heard
            .body
            .as_array()
            .unwrap_or_else(|| panic!("{:?}", heard.body))
            .clone()
    }
}

fn tags(entries: &[Value]) -> Vec<&str> {
    let events = entries
        .iter()
        .filter_map(|entry| entry["body"]["events"].as_array())
        .flatten();
    events.filter_map(|event| event["event"].as_str()).collect()
}

#[tokio::test]
async fn a_complaint_about_a_manager_leaves_no_trace_in_what_managers_read() {
    let bench = hall();
    let hidden = bench.complained(1, json!({"about": MANAGER})).await;
    let open = bench.complained(2, json!({"about": CLERK})).await;
    let overseer = bench.person(OVERSEER).await;
    bench.decides(&overseer, &hidden, 3, "founded").await;
    let manager = bench.person(MANAGER_2).await;
    for question in [
        "",
        "event=followup",
        "person=912",
        "person=901",
        "day=2026-03-02",
        "limit=1",
    ] {
        let text = Value::from(bench.reads(&manager, question).await).to_string();
        assert!(!text.contains(&hidden), "{question}: {text}");
    }
    let entries = bench.reads(&manager, "event=followup").await;
    assert_eq!(tags(&entries), ["followup"], "the other one is there");
    assert!(Value::from(entries).to_string().contains(&open));
    let entries = bench.reads(&overseer, "event=followup").await;
    assert_eq!(entries.len(), 3);
    let legal = bench.person(LEGAL).await;
    let text = Value::from(bench.reads(&legal, "event=followup").await).to_string();
    assert!(
        text.contains(&hidden) && !text.contains(&open),
        "what is theirs, and no more"
    );
}

#[tokio::test]
async fn the_journal_is_narrowed_to_a_ticket_a_person_a_window_a_kind_and_a_day() {
    let bench = hall();
    let clerk = bench.person(CLERK).await;
    let manager = bench.person(MANAGER).await;
    let mine = bench.ticket(1).await;
    let other = bench.ticket(2).await;
    bench
        .at_window(&clerk, "open", json!({"press": id(100), "day": DAY}))
        .await;
    bench
        .at_window(&clerk, "call-next", json!({"call": id(101), "day": DAY}))
        .await;
    let of_mine = bench
        .reads(&manager, &format!("number={}&day={DAY}", mine.to_lowercase()))
        .await;
    assert_eq!(tags(&of_mine), ["called", "ticket_confirmed", "ticket_issued"]);
    let of_other = bench.reads(&manager, &format!("number={other}")).await;
    assert_eq!(tags(&of_other), ["ticket_confirmed", "ticket_issued"]);
    assert_eq!(
        tags(&bench.reads(&manager, &format!("person={CLERK}")).await),
        ["called", "window_opened"]
    );
    assert_eq!(
        tags(&bench.reads(&manager, "window=1").await),
        ["called", "window_opened"]
    );
    assert_eq!(tags(&bench.reads(&manager, "event=ticket_issued").await).len(), 2);
    assert_eq!(
        tags(&bench.reads(&manager, "device=kiosk-1&event=ticket_issued").await).len(),
        2
    );
    assert!(bench.reads(&manager, "day=2026-03-01").await.is_empty());
    assert!(bench.reads(&manager, "number=Z999").await.is_empty());
}

#[tokio::test]
async fn pages_follow_one_another_without_gap_or_overlap() {
    let bench = hall();
    let manager = bench.person(MANAGER).await;
    for number in 1..=6 {
        bench.complained(number, json!({})).await;
    }
    let all = bench.reads(&manager, "").await;
    let mut paged = Vec::new();
    let mut before = u64::MAX >> 1;
    loop {
        let page = bench.reads(&manager, &format!("limit=2&before={before}")).await;
        let Some(last) = page.last() else { break };
        before = last["seq"].as_u64().expect("a place");
        paged.extend(page);
    }
    assert_eq!(paged, all);
    let refused = bench
        .get(
            &format!("/api/v1/journal?before=x&day=y&window={}", press(1)),
            &manager,
        )
        .await;
    let mut fields = refused.fields();
    fields.sort_unstable();
    assert_eq!(fields, ["before", "day", "window"], "every fault at once");
}

#[tokio::test]
async fn no_question_about_a_ticket_leads_to_its_rating() {
    let bench = hall();
    let clerk = bench.person(CLERK).await;
    let manager = bench.person(MANAGER).await;
    let ticket = bench.called(&clerk, 1).await;
    bench.finish(&clerk, 1, &ticket, &json!({})).await;
    let token = id(1 + 1_000_000);
    let rate = json!({"press": press(9), "day": DAY, "leg": 0, "level": "very_satisfied"});
    let rated = bench
        .ask("POST", &format!("/api/v1/visits/{token}/rate"), None, Some(&rate))
        .await;
    assert_eq!(rated.status, axum::http::StatusCode::OK, "{:?}", rated.body);
    assert!(bench.reads(&manager, "event=rating").await.is_empty());
    let of_ticket = bench.reads(&manager, &format!("number={ticket}")).await;
    assert!(
        !of_ticket.is_empty() && !tags(&of_ticket).contains(&"rating"),
        "who rated stays hidden"
    );
}
