//! Hand-made views of a small hall, for the tests of the pages.

use hall_protocol::Names;
use hall_protocol::board::{BoardCall, BoardView, BoardWindow};
use hall_protocol::escort::{EscortKindName, EscortView, EscortsView, GuideDuty, GuideJob, GuideView, Turn};
use hall_protocol::live::{Alert, LiveGroup, LiveView, LiveWindow, LongestWait};
use hall_protocol::ticket::{AreaRef, ServiceRef};
use hall_protocol::visit::VisitView;
use hall_protocol::window::{
    ClassRef, ConsoleView, CurrentTicket, NextTicket, ServiceWaiting, Why, WindowEscort, WindowPart,
    WindowStateName, WindowView,
};
use jiff::civil::{Date, date};
use jiff::{SignedDuration, Timestamp};
use queue_core::HallPlan;

mod agency;
mod bad_day;
mod report;

pub(super) use agency::{departments, responsible};
pub(super) use bad_day::{announcement, hall_day, held_up, many_matters, stop};
pub(super) use report::report;

pub(super) const DAY: Date = date(2026, 3, 2);

/// A small plan: three windows, four services.
pub(super) fn plan() -> HallPlan {
    serde_json::from_str(include_str!("samples/plan.json")).expect("the sample plan is sound")
}

/// 09:41:07 on the sample day, in the hall's zone.
pub(super) fn now() -> Timestamp {
    "2026-03-02T01:41:07Z".parse().expect("an instant")
}

pub(super) fn ago(seconds: i64) -> Timestamp {
    now() - SignedDuration::from_secs(seconds)
}

fn ahead(seconds: i64) -> Timestamp {
    now() + SignedDuration::from_secs(seconds)
}

pub(super) fn names(zh_hant: &str, zh_hans: &str, en: &str) -> Names {
    Names {
        zh_hant: zh_hant.to_owned(),
        zh_hans: zh_hans.to_owned(),
        en: en.to_owned(),
    }
}

fn hall() -> Names {
    names(
        "市政務服務中心（示例）",
        "市政务服务中心（示例）",
        "City Service Centre (sample)",
    )
}

fn area() -> AreaRef {
    AreaRef {
        code: "a".to_owned(),
        names: names("甲區 個人事務", "甲区 个人事务", "Area A, personal matters"),
    }
}

fn renewal() -> ServiceRef {
    ServiceRef {
        code: "A01".to_owned(),
        names: names("居民身份證換領", "居民身份证换领", "Renew ID card"),
    }
}

fn payment() -> ServiceRef {
    ServiceRef {
        code: "P01".to_owned(),
        names: names("統一收費（繳款）", "统一收费（缴款）", "Pay fees"),
    }
}

fn elderly() -> ClassRef {
    let names = names(
        "老年人（65 周歲以上）",
        "老年人（65 周岁以上）",
        "Elderly, 65 and over",
    );
    ClassRef {
        code: "elderly".to_owned(),
        names,
    }
}

fn ordinary() -> ClassRef {
    ClassRef {
        code: "ordinary".to_owned(),
        names: names("普通", "普通", "Ordinary"),
    }
}

/// A board with so many windows: the third has just called, every fifth is paused, every seventh closed.
pub(super) fn board(count: u16) -> BoardView {
    let mut windows: Vec<_> = (1..=count).map(board_window).collect();
    if let Some(third) = windows.get_mut(2) {
        third.state = WindowStateName::Called;
        third.ticket = Some("A012".to_owned());
    }
    let calls = vec![
        call(340, 7, "A012", 3, "priority"),
        call(338, 16, "C1004", 2, "none"),
        call(331, 95, "A011", 4, "booked"),
    ];
    let calls = if count < 3 { Vec::new() } else { calls };
    BoardView {
        seq: 340,
        day: Some(DAY),
        now: now(),
        hall: hall(),
        area: area(),
        waiting: 26,
        stops: Vec::new(),
        announcements: Vec::new(),
        windows,
        calls,
    }
}

fn board_window(number: u16) -> BoardWindow {
    let letter = ['H', 'C', 'A', 'A', 'S', 'Y', 'M'][usize::from(number % 7)];
    let state = match (number % 5, number % 7) {
        (0, _) => WindowStateName::Paused,
        (_, 0) => WindowStateName::Closed,
        (1, 6) => WindowStateName::Free,
        _ => WindowStateName::Serving,
    };
    let ticket = (state == WindowStateName::Serving).then(|| format!("{letter}{:03}", 5 + 3 * number));
    let ticket = if number == 2 {
        Some("C1004".to_owned())
    } else {
        ticket
    };
    BoardWindow {
        window: number,
        state,
        ticket,
        waiting: u32::from(number * 5 % 13),
    }
}

fn call(seq: u64, seconds_ago: i64, ticket: &str, window: u16, mark: &str) -> BoardCall {
    BoardCall {
        seq,
        at: ago(seconds_ago),
        ticket: ticket.to_owned(),
        window,
        mark: mark.to_owned(),
        language: "zh-Hant".to_owned(),
    }
}

/// A window that serves somebody who claims a class and asked for help.
pub(super) fn window(state: WindowStateName) -> ConsoleView {
    ConsoleView {
        window: at_window(state),
        stops: Vec::new(),
        covers: Vec::new(),
        may_cover: Vec::new(),
        last_matter: (state == WindowStateName::Free).then(|| "261125-A012-739104".to_owned()),
        last_matters: Vec::new(),
        last_matter_decided_by: (state == WindowStateName::Free).then(|| "RS".to_owned()),
        without_authority: Vec::new(),
        advice_today: 4,
    }
}

fn at_window(state: WindowStateName) -> WindowView {
    let (called, serving) = (
        state == WindowStateName::Called,
        state == WindowStateName::Serving,
    );
    WindowView {
        seq: 340,
        day: DAY,
        now: now(),
        window: 3,
        state,
        clerk: (state != WindowStateName::Closed).then(|| "1003".to_owned()),
        pause_reason: (state == WindowStateName::Paused).then(|| "meal".to_owned()),
        since: ago(95),
        current: (called || serving).then(|| current(serving)),
        waiting: 9,
        waiting_by_service: vec![
            ServiceWaiting {
                service: renewal(),
                waiting: 7,
            },
            ServiceWaiting {
                service: payment(),
                waiting: 2,
            },
        ],
        next: vec![
            next("A013", 200, ordinary(), false),
            next("A014", 130, elderly(), false),
            next("P007", 90, ordinary(), true),
        ],
        parked: vec!["A009".to_owned()],
        told: true,
        undo_until: called.then(|| ahead(6)),
        escorts: [
            (WindowPart::Arriving, "met"),
            (WindowPart::StandIn, "requested"),
            (WindowPart::Mine, "accepted"),
            (WindowPart::Asked, "requested"),
            (WindowPart::Here, "handed_over"),
        ]
        .into_iter()
        .zip(5..)
        .map(|((part, state), id)| WindowEscort {
            part,
            job: escort(id, state),
        })
        .collect(),
    }
}

fn current(serving: bool) -> CurrentTicket {
    CurrentTicket {
        ticket: "A012".to_owned(),
        service: renewal(),
        class: ordinary(),
        to_verify: Some(elderly()),
        language: "en".to_owned(),
        assistance: vec!["hearing".to_owned()],
        ready_at: ago(800),
        deadline: ahead(100),
        called_at: Some(ago(95)),
        answer_by: (!serving).then(|| ahead(25)),
        started_at: serving.then(|| ago(61)),
        documents: vec![names("原居民身份證", "原居民身份证", "Old ID card")],
        prechecked: true,
        usual_outcome: "accepted".to_owned(),
        usual_next: vec![payment()],
        others: Vec::new(),
        cases: 1,
        why: Why {
            reason: "earliest_promise".to_owned(),
            runner_up: Some("A013".to_owned()),
            ..Why::default()
        },
    }
}

fn next(ticket: &str, seconds_ago: i64, class: ClassRef, secondary: bool) -> NextTicket {
    let service = if secondary { payment() } else { renewal() };
    NextTicket {
        ticket: ticket.to_owned(),
        service,
        class,
        key: ahead(900),
        secondary,
        ready_at: ago(seconds_ago),
    }
}

/// One escort nobody has taken in time, one that a guide has met.
pub(super) fn escorts() -> EscortsView {
    EscortsView {
        seq: 340,
        day: DAY,
        now: now(),
        open: vec![escort(1, "requested"), escort(2, "met")],
    }
}

/// A guide's page on duty, with a job of each turn; or off duty, with nothing.
pub(super) fn guide(on_duty: bool) -> GuideView {
    let offered = EscortView {
        offered_to: Some("2001".to_owned()),
        offered_until: Some(ahead(12)),
        overdue: false,
        overdue_stage: None,
        left_to: None,
        ticket: Some("A012".to_owned()),
        ..escort(3, "requested")
    };
    let jobs = [
        (Turn::Offered, offered),
        (Turn::Mine, escort(2, "met")),
        (Turn::Open, escort(5, "requested")),
        (Turn::AtWindow, escort(6, "handed_over")),
        (Turn::Others, escort(7, "accepted")),
    ];
    let jobs = jobs.into_iter().filter(|_| on_duty);
    GuideView {
        seq: 340,
        day: DAY,
        now: now(),
        duty: GuideDuty {
            guide: "2001".to_owned(),
            on_duty,
            place: on_duty.then(|| "post-door".to_owned()),
            place_names: on_duty.then(|| names("門廳", "门厅", "Entrance")),
        },
        jobs: jobs.map(|(turn, job)| GuideJob { turn, job }).collect(),
    }
}

fn escort(id: u32, state: &str) -> EscortView {
    let is_open = state == "requested";
    let interprets = id.is_multiple_of(2);
    EscortView {
        id,
        kind: if interprets {
            EscortKindName::Interpreter
        } else {
            EscortKindName::Escort
        },
        language: interprets.then(|| "ug".to_owned()),
        language_names: interprets.then(|| names("維吾爾語", "维吾尔语", "Uyghur")),
        offered_to: None,
        offered_until: None,
        left_to: (id == 1).then(|| "manager".to_owned()),
        limit_by: Some(ahead(40)),
        overdue_stage: is_open.then(|| "accept".to_owned()),
        called_to: (state == "met").then_some(3),
        state: state.to_owned(),
        place: "post-door".to_owned(),
        place_names: names("門廳", "门厅", "Entrance"),
        ticket: (!is_open).then(|| "A010".to_owned()),
        requested_at: ago(130),
        accept_by: ago(10),
        overdue: is_open,
        presses: if is_open { 2 } else { 1 },
        guide: (!is_open).then(|| "2001".to_owned()),
        window: None,
    }
}

/// The live queue with a late visitor and an overdue escort.
pub(super) fn live() -> LiveView {
    let windows = (1..=14).map(board_window).map(|line| LiveWindow {
        window: line.window,
        state: line.state,
        clerk: (line.state != WindowStateName::Closed).then(|| format!("10{:02}", line.window)),
        ticket: line.ticket,
        pause_reason: (line.state == WindowStateName::Paused).then(|| "meal".to_owned()),
        since: ago(i64::from(line.window) * 37),
    });
    LiveView {
        seq: 340,
        day: DAY,
        now: now(),
        waiting: 26,
        serving: 9,
        issued: 118,
        finished: 84,
        no_shows: 3,
        longest: Some(LongestWait {
            ticket: "Y009".to_owned(),
            ready_at: ago(2100),
            deadline: ago(300),
        }),
        late: 2,
        escorts: escorts().open,
        windows: windows.collect(),
        groups: vec![
            live_group("A", names("身份證", "身份证", "ID card"), 7),
            live_group("P", names("統一收費", "统一收费", "Fees"), 0),
        ],
        alerts: vec![
            Alert {
                kind: "escort_overdue".to_owned(),
                subject: "post-door".to_owned(),
                since: ago(10),
            },
            Alert {
                kind: "promise_missed".to_owned(),
                subject: "A".to_owned(),
                since: ago(300),
            },
        ],
    }
}

fn live_group(letter: &str, names: Names, waiting: u32) -> LiveGroup {
    LiveGroup {
        letter: letter.to_owned(),
        names,
        waiting,
        oldest_ready_at: (waiting > 0).then(|| ago(2100)),
        served: 31,
        wait_p50_s: (waiting > 0).then_some(421),
        wait_p90_s: (waiting > 0).then_some(1104),
        windows_open: 2,
    }
}

/// A visitor's ticket in one of its states.
pub(super) fn visit(state: &str) -> VisitView {
    let is_called = state == "called";
    VisitView {
        seq: 340,
        day: DAY,
        now: now(),
        hall: hall(),
        number: "A012".to_owned(),
        state: state.to_owned(),
        outcome: (state == "ended").then(|| "accepted".to_owned()),
        service: renewal(),
        area: area(),
        windows: vec![1, 2, 3],
        ahead: (state == "waiting").then_some(4),
        estimate: None,
        window: is_called.then_some(3),
        answer_by: is_called.then(|| ahead(110)),
        issued_at: ago(800),
        deadline: ahead(100),
        mark: "priority".to_owned(),
        documents: vec![
            names("原居民身份證", "原居民身份证", "Old ID card"),
            names(
                "居民戶口簿（信息不一致時）",
                "居民户口簿（信息不一致时）",
                "Household register (if data differ)",
            ),
        ],
        stop: None,
        revisit_until: None,
        passed_booked: 0,
        passed_priority: 0,
        passed_until: None,
        staffed: true,
        ratings: Vec::new(),
        legs: Vec::new(),
        checked_in: true,
        cases: 1,
        escort: None,
        escort_left_to: None,
    }
}
