//! `replay DIR NAME`: plays a trace's days through the real server and prints what came of it.
#![expect(clippy::print_stdout, reason = "a command line prints")]

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use whole_hall::replay::outcome::{DayOutcome, Miss, TraceOutcome};
use whole_hall::replay::replay;

/// Plays a trace's days through the real server, over HTTP, with a clock that is wound to each instant.
///
/// Ends with success when the server chose the recorded visitor in at least 99.8 % of the calls, every other call is
/// one that the trace cannot decide, and every record equals the trace's.
#[derive(Debug, Parser)]
#[command(after_help = "Example: replay tests/traces J --days 2")]
struct Words {
    /// The folder with the trace's files.
    dir: PathBuf,
    /// The trace: `A` for `trace_A_tickets.csv.gz` and its sisters.
    name: String,
    /// Only the first days.
    #[arg(long)]
    days: Option<usize>,
    /// Prints one JSON object instead of a table.
    #[arg(long)]
    json: bool,
}

fn main() -> anyhow::Result<ExitCode> {
    let words = Words::parse();
    if !words.json {
        println!(
            "{:<6} {:>6} {:>6} {:>8} {:>7} {:>12}",
            "day", "calls", "same", "so far", "legs", "records same"
        );
    }
    let mut told = |day: &DayOutcome, all: &TraceOutcome| {
        if !words.json {
            println!(
                "{:<6} {:>6} {:>6} {:>7.2}% {:>7} {:>12}",
                all.days - 1,
                day.calls,
                day.matched,
                all.rate() * 100.0,
                day.legs_checked,
                day.legs_equal
            );
        }
    };
    let all = replay(&words.dir, &words.name, words.days, &mut told)?;
    if words.json {
        println!("{}", serde_json::to_string(&all)?);
    } else {
        print(&all);
    }
    Ok(if all.holds() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn print(all: &TraceOutcome) {
    println!(
        "trace {}: {} days, {} of {} calls chose the recorded visitor ({:.3} %), {} of {} records equal",
        all.name,
        all.days,
        all.matched,
        all.calls,
        all.rate() * 100.0,
        all.legs_equal,
        all.legs_checked
    );
    for miss in &all.misses {
        println!("  {}", sentence(miss));
    }
    for difference in &all.differences {
        println!(
            "  {}: {} is {:?} s in the trace, {:?} s here",
            difference.leg, difference.field, difference.trace_s, difference.server_s
        );
    }
}

/// One miss in words.
fn sentence(miss: &Miss) -> String {
    let seconds = miss.at_ms / 1000;
    let why = if miss.is_tie() {
        "a tie".to_owned()
    } else if miss.calls_at_this_instant > 1 {
        format!("{} calls at this instant", miss.calls_at_this_instant)
    } else {
        "NOT EXPLAINED".to_owned()
    };
    format!(
        "day {} {:02}:{:02}:{:02}.{} window {}: recorded {} ({}, key {}), chosen {} ({}, key {}): {why}",
        miss.day,
        seconds / 3600,
        seconds / 60 % 60,
        seconds % 60,
        miss.at_ms % 1000 / 100,
        miss.window,
        miss.recorded,
        miss.recorded_ticket,
        miss.recorded_key_ms,
        miss.chosen,
        miss.chosen_ticket,
        miss.chosen_key_ms,
    )
}
