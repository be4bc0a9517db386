//! The hours and settings of the small plan.

use jiff::civil::time;
use queue_core::plan::{
    BookingRules, CallReason, NoShowRule, Rules, SessionPlan, StandIn, Timetable, WeekDay,
};

use super::names;

pub(super) fn timetable() -> Timetable {
    use WeekDay::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
    Timetable {
        days: vec![Mon, Tue, Wed, Thu, Fri, Sat, Sun],
        doors_open_at: time(8, 30, 0, 0),
        sessions: vec![SessionPlan {
            from: time(9, 0, 0, 0),
            to: time(17, 0, 0, 0),
            groups: Vec::new(),
            windows: Vec::new(),
        }],
        issue_until: Some(time(16, 30, 0, 0)),
        day_ends_at: time(20, 0, 0, 0),
        season: None,
    }
}

pub(super) fn rules() -> Rules {
    let reason = |code: &str| {
        vec![CallReason {
            code: code.to_owned(),
            names: names(code),
        }]
    };
    Rules {
        sigma_s: 300,
        early_call_s: Some(300),
        late_check_in_s: 600,
        no_show: NoShowRule::Held,
        answer_s: 120,
        escort_accept_s: 60,
        escort_offer_s: 20,
        escort_meet_s: 120,
        escort_done_s: 600,
        no_guide: StandIn::Manager,
        confirm_s: 20,
        undo_s: 10,
        call_this_a_day: None,
        call_reasons: reason("unwell"),
        pause_reasons: reason("break"),
        ticket_stop_s: 0,
        bookings: BookingRules::default(),
        burst_a_minute: 12,
        quiet_s: 60,
    }
}
