//! A day report with one of everything.

use hall_protocol::escort::EscortKindName;
use hall_protocol::report::{
    AdviceFigures, AskedElsewhere, CaseFigures, CasesOf, ClassFigures, DayReport, EscortFigures, EscortsOf,
    FeeFigures, FeesOf, Figures, LegRow, NamedFigures, OutOfOrder, OutcomeCount,
};

use super::{DAY, agency, ago, now};

fn fee_figures() -> FeeFigures {
    FeeFigures {
        notices: 31,
        charged_fen: 248_050,
        exempted: 2,
        at_lowest: 1,
        without_acceptance: 0,
        paid: 30,
        paid_fen: 240_050,
        cancelled: 1,
        open: 1,
        paid_without_notice: 1,
    }
}

/// A day report with one leg served and one call out of order.
#[expect(clippy::too_many_lines, reason = "one literal")]
pub(in crate::pages::tests) fn report() -> DayReport {
    let figures = Figures {
        legs: 84,
        served: 79,
        no_shows: 3,
        within_promise: 71,
        called: 82,
        wait_mean_s: Some(512.4),
        wait_p50_s: Some(421.0),
        wait_p90_s: Some(1104.0),
        wait_max_s: Some(2105.0),
        call_to_start_mean_s: Some(31.2),
        handling_mean_s: Some(498.0),
    };
    let named = |name: &str| NamedFigures {
        name: name.to_owned(),
        figures: figures.clone(),
    };
    DayReport {
        day: DAY,
        as_of: now(),
        head_seq: 340,
        head_hash: "5e".repeat(32),
        total: figures.clone(),
        without_authority: agency::without_authority(),
        unaccepted: agency::unaccepted(),
        home_visits: agency::home_visits(),
        mandates: agency::mandates(),
        handler_legs: 6,
        by_service: vec![named("A01"), named("P01")],
        by_window: vec![named("1"), named("3")],
        outcomes: ["accepted", "awaiting_correction", "refused"]
            .map(|outcome| OutcomeCount {
                outcome: outcome.to_owned(),
                legs: 12,
            })
            .into(),
        ratings: Vec::new(),
        followups: Vec::new(),
        causes: Vec::new(),
        case_total: case_figures(),
        cases: ["GA", "RS"]
            .map(|department| CasesOf {
                department: department.to_owned(),
                figures: case_figures(),
            })
            .into(),
        fee_total: fee_figures(),
        fees: vec![FeesOf {
            department: "GA".to_owned(),
            figures: fee_figures(),
        }],
        paid_without_notice: vec!["P007".to_owned()],
        tickets: 40,
        by_class: vec![ClassFigures {
            class: "elderly".to_owned(),
            claimed: 6,
            verified: 5,
            refused: 1,
        }],
        advice: [(None, 31, 4), (Some(4), 6, 0)]
            .map(|(window, times, with_missing)| AdviceFigures {
                window,
                times,
                with_missing,
            })
            .into(),
        elsewhere: vec![AskedElsewhere {
            entry: "marriage".to_owned(),
            kiosk: 9,
            phone: 3,
            reception: 4,
            window: 1,
            total: 17,
        }],
        out_of_order: vec![OutOfOrder {
            at: ago(400),
            ticket: "A007".to_owned(),
            window: 3,
            clerk: "1003".to_owned(),
            reason: "returned".to_owned(),
            passed: vec!["A005".to_owned(), "A006".to_owned()],
            passed_count: 2,
        }],
        legs: vec![leg_row()],
        escort_total: escort_figures(),
        escorts: vec![EscortsOf {
            kind: EscortKindName::Interpreter,
            place: "post-door".to_owned(),
            figures: escort_figures(),
        }],
    }
}

fn escort_figures() -> EscortFigures {
    EscortFigures {
        requests: 7,
        merged: 3,
        cancelled: 1,
        without_guide: 2,
        over_limit: 1,
        accept_p50_s: Some(14.0),
        accept_p90_s: Some(41.5),
        meet_p50_s: Some(95.0),
        meet_p90_s: Some(140.0),
        whole_p50_s: Some(260.0),
        whole_p90_s: Some(610.0),
    }
}

fn leg_row() -> LegRow {
    LegRow {
        ticket: "A007".to_owned(),
        leg: 0,
        service: "A01".to_owned(),
        group: "A".to_owned(),
        class: "ordinary".to_owned(),
        channel: "kiosk".to_owned(),
        issued_at: ago(3000),
        ready_at: ago(3000),
        anchor: ago(3000),
        anchor_reason: "issue".to_owned(),
        deadline: ago(1200),
        first_called_at: Some(ago(895)),
        last_called_at: Some(ago(895)),
        started_at: Some(ago(860)),
        ended_at: ago(362),
        wait_s: Some(2105.0),
        call_to_start_s: Some(35.0),
        handling_s: Some(498.0),
        window: Some(3),
        clerk: Some("1003".to_owned()),
        reason: Some("this_one".to_owned()),
        outcome: "accepted".to_owned(),
    }
}

fn case_figures() -> CaseFigures {
    CaseFigures {
        told: 4,
        told_again: 1,
        accepted: 12,
        granted: 9,
        late: 1,
        life_s: 864_000,
        outside_s: 108_000,
        open: 41,
        overdue: 2,
        ..CaseFigures::default()
    }
}
