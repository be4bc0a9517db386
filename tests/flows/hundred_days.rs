//! A hundred service days of chance, and their reports against a plain recount of the journal by another code path.
//!
//! The days begin on Monday 2 March 2026 and pass holidays, 調休 and the change to summer hours. What is pressed is chance
//! from a seed, which a failure names; most presses are accepted, some are refused, and none may fail.

mod agents;
mod crowd;
mod presses;
mod recount;
mod reported;
mod said;

use anyhow::Result;
use hall_protocol::report::DayReport;
use jiff::civil::Date;

use self::crowd::Crowd;
use self::recount::{Lines, Recount};

const DAYS: usize = 100;
const SEED: u64 = 20_260_302;

#[test]
fn the_reports_of_a_hundred_days_of_chance_are_what_the_journal_counts_to() -> Result<()> {
    let mut crowd = Crowd::begin(SEED)?;
    let mut days = vec![crowd.day()];
    crowd.spend_the_day()?;
    while days.len() < DAYS {
        crowd.dawn()?;
        days.push(crowd.day());
        crowd.spend_the_day()?;
    }
    crowd.dawn()?;
    let recount = Recount::of(crowd.hall.data())?;
    let mut seen = Lines::new();
    for day in &days {
        let report: DayReport = crowd.report(*day)?;
        let reported = reported::lines(&report);
        assert_same(*day, &reported, &recount.day(*day));
        seen.extend(reported);
    }
    println!("{} presses accepted, {} refused", crowd.accepted, crowd.refused);
    has_everything(&seen);
    crowd.hall.stop()
}

/// Says only what differs.
fn assert_same(day: Date, reported: &Lines, counted: &Lines) {
    let names = reported.keys().chain(counted.keys());
    let differs: Vec<String> = names
        .filter(|name| reported.get(*name) != counted.get(*name))
        .map(|name| {
            format!(
                "{name}: reported {:?}, counted {:?}",
                reported.get(name),
                counted.get(name)
            )
        })
        .collect();
    assert!(differs.is_empty(), "{day}, seed {SEED}: {differs:#?}");
}

/// A hundred days in which something never happened prove nothing about it.
fn has_everything(seen: &Lines) {
    let names = [
        "outcome.done_on_spot",
        "outcome.accepted",
        "outcome.awaiting_correction",
        "outcome.refused",
        "outcome.file_returned",
        "outcome.not_ours",
        "outcome.advice_only",
        "outcome.collected",
        "outcome.abandoned",
        "outcome.paid",
        "outcome.not_holder",
        "outcome.transferred",
        "outcome.withdrawn",
        "outcome.no_show",
        "outcome.postponed",
        "class.elderly",
        "out_of_order.0",
        "advice.reception",
        "escorts.requests",
        "cases.all.received",
        "cases.all.told",
        "cases.all.told_again",
        "cases.all.deemed",
        "cases.all.granted",
        "cases.all.refused",
        "cases.all.given_back",
        "cases.all.collected",
        "cases.all.supervised",
        "cases.all.late",
        "cases.all.overdue",
        "cases.all.stopped",
        "cases.all.outside_s",
        "fees.all.notices",
        "fees.all.paid_fen",
        "fees.all.cancelled",
        "ratings.rated",
        "followups.complaint.founded",
        "followups.complaint.appealed",
        "followups.unsolved.answered",
        "followups.bad_rating.opened",
        "agents.accepted.oneself",
        "agents.accepted.handler",
        "agents.accepted.village",
        "agents.accepted.special_groups",
        "agents.accepted.key_project",
        "agents.handler_legs",
        "agents.village.opened",
        "agents.village.ended",
        "agents.key_project.open",
        "agents.D101.principals",
    ];
    let never: Vec<&str> = names
        .into_iter()
        .filter(|name| !seen.contains_key(*name))
        .collect();
    assert!(never.is_empty(), "never happened: {never:?}");
}
