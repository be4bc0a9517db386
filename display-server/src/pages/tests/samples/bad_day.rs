//! The small hall on a bad day.

use hall_protocol::notice::{AnnouncementView, CoverView, HallDayView, HeldUp, StopView};
use hall_protocol::ticket::ServiceRef;
use hall_protocol::visit::{VisitLeg, VisitView};
use hall_protocol::window::ServiceWaiting;
use jiff::civil::date;

use super::{DAY, ago, ahead, names, now, payment, renewal, visit};

/// Something that has not worked for a while.
pub(in crate::pages::tests) fn stop(cause: &str) -> StopView {
    let about = match cause {
        "system_down" => vec![
            names("身份證", "身份证", "ID card"),
            names("統一收費", "统一收费", "Fees"),
        ],
        "department_absent" => vec![names("公安局", "公安局", "Public Security")],
        _ => Vec::new(),
    };
    StopView {
        id: 1,
        cause: cause.to_owned(),
        about,
        since: ago(760),
    }
}

/// Something everybody is told.
pub(in crate::pages::tests) fn announcement(kind: &str) -> AnnouncementView {
    let text = match kind {
        "evacuation" => names("請由東門離開", "请由东门离开", "Leave by the east door"),
        "urgent" => names(
            "有一名走失的小朋友正在總服務台等候家人",
            "有一名走失的小朋友正在总服务台等候家人",
            "A lost child is waiting at reception",
        ),
        _ => names(
            "今天 16:30 停止取號",
            "今天 16:30 停止取号",
            "No more tickets after 16:30",
        ),
    };
    AnnouncementView {
        id: 2,
        kind: kind.to_owned(),
        text,
        areas: vec!["a".to_owned()],
        since: ago(60),
        until: ahead(540),
    }
}

fn with_waiting(stop: StopView) -> HeldUp {
    HeldUp { stop, waiting: 12 }
}

fn waiting(service: ServiceRef, waiting: u32) -> ServiceWaiting {
    ServiceWaiting { service, waiting }
}

/// A system is down, a department absent, something is announced, window 1 serves for window 3, and nobody serves fees.
pub(in crate::pages::tests) fn hall_day() -> HallDayView {
    HallDayView {
        seq: 340,
        day: DAY,
        now: now(),
        issue_until: ahead(27_000),
        day_ends_at: ahead(32_000),
        stops: vec![
            with_waiting(StopView {
                id: 2,
                ..stop("department_absent")
            }),
            with_waiting(stop("system_down")),
        ],
        announcements: vec![announcement("urgent"), announcement("notice")],
        covers: vec![CoverView { window: 3, by: 1 }],
        unserved: vec![waiting(payment(), 3)],
        waiting: vec![waiting(renewal(), 12), waiting(payment(), 3)],
        staffed: vec![1],
    }
}

/// A ticket with three matters, passed by others, of cases.
pub(in crate::pages::tests) fn many_matters() -> VisitView {
    let leg = |service: ServiceRef, state: &str, ahead: Option<u32>| VisitLeg {
        service,
        state: state.to_owned(),
        outcome: (state == "ended").then(|| "accepted".to_owned()),
        windows: vec![1, 2],
        ahead,
    };
    VisitView {
        passed_booked: 2,
        passed_priority: 1,
        passed_until: Some(ahead(840)),
        staffed: false,
        cases: 3,
        legs: vec![
            leg(renewal(), "ended", None),
            leg(payment(), "waiting", Some(4)),
            leg(renewal(), "not_ready", None),
        ],
        ..visit("waiting")
    }
}

/// A ticket that a stop holds up, and one that was sent home.
pub(in crate::pages::tests) fn held_up() -> [VisitView; 2] {
    let stopped = VisitView {
        stop: Some(stop("system_down")),
        ..visit("waiting")
    };
    let sent_home = VisitView {
        outcome: Some("postponed".to_owned()),
        revisit_until: Some(date(2026, 3, 16)),
        ..visit("ended")
    };
    [stopped, sent_home]
}
