//! The table of faults: each row is played, and the whole is kept as a picture of what must happen.

use std::fmt::Write;

use anyhow::{Context, Result};
use simulated_printer::{Faults, PaperSupply};

use crate::scene::{Press, Scene};

/// A fault, how it ends, and what staff are told meanwhile.
struct Case {
    name: &'static str,
    strike: fn(&Faults, Slip),
    staff: &'static str,
    mend: fn(&Faults),
}

/// Bytes of the questions before a slip: `DLE EOT` 1 to 4.
const PREFLIGHT: u64 = 12;
/// Bytes after the cut: `GS ( H` with the job's id.
const CLOSING: u64 = 11;

/// A slip that came out: what the next one will be, too.
#[derive(Clone, Copy)]
struct Slip {
    /// Its bytes, with the questions before it.
    bytes: u64,
    rows: usize,
}

/// Every fault.
const CASES: [Case; 15] = [
    Case {
        name: "none",
        strike: |_, _| {},
        staff: "ready",
        mend: |_| {},
    },
    Case {
        name: "paper near its end",
        strike: |printer, _| printer.set_paper(PaperSupply::NearEnd),
        staff: "paper_low",
        mend: |printer| printer.set_paper(PaperSupply::Plenty),
    },
    Case {
        name: "no paper",
        strike: |printer, _| printer.set_paper(PaperSupply::End),
        staff: "paper_out",
        mend: |printer| printer.set_paper(PaperSupply::Plenty),
    },
    Case {
        name: "paper ends inside the slip",
        strike: |printer, slip| printer.end_paper_after(slip.rows - 5),
        staff: "paper_out",
        mend: |printer| printer.set_paper(PaperSupply::Plenty),
    },
    Case {
        name: "cover open",
        strike: |printer, _| printer.set_cover_open(true),
        staff: "cover_open",
        mend: |printer| printer.set_cover_open(false),
    },
    Case {
        name: "cutter jammed",
        strike: |printer, _| printer.set_cutter_jammed(true),
        staff: "cutter_jam",
        mend: |printer| printer.set_cutter_jammed(false),
    },
    Case {
        name: "switched off",
        strike: |printer, _| printer.set_off(true),
        staff: "offline",
        mend: |printer| printer.set_off(false),
    },
    Case {
        name: "stalls in the questions",
        strike: |printer, _| printer.stall_after(PREFLIGHT / 2),
        staff: "offline",
        mend: |printer| printer.set_stalled(false),
    },
    Case {
        name: "stalls in the middle of the slip",
        strike: |printer, slip| printer.stall_after(slip.bytes / 2),
        staff: "offline",
        mend: |printer| printer.set_stalled(false),
    },
    Case {
        name: "closes at the first byte of the slip",
        strike: |printer, _| printer.close_after(PREFLIGHT + 1),
        staff: "ready",
        mend: |_| {},
    },
    Case {
        name: "closes in the middle of the slip",
        strike: |printer, slip| printer.close_after(slip.bytes / 2),
        staff: "ready",
        mend: |_| {},
    },
    Case {
        name: "closes after the cut, before the proof",
        strike: |printer, slip| printer.close_after(slip.bytes - CLOSING),
        staff: "ready",
        mend: |_| {},
    },
    Case {
        name: "closes in the middle, and forgets its buffer",
        strike: |printer, slip| {
            printer.set_forgets_buffer_on_reconnect(true);
            printer.close_after(slip.bytes / 2);
        },
        staff: "ready",
        mend: |_| {},
    },
    Case {
        name: "never proves",
        strike: |printer, _| printer.set_never_proves(true),
        staff: "ready",
        mend: |printer| printer.set_never_proves(false),
    },
    Case {
        name: "proves late",
        strike: |printer, _| printer.hold_proofs(true),
        staff: "ready",
        mend: |printer| printer.hold_proofs(false),
    },
];

/// What the screen says until it knows.
const PRINTING: &str = "正在打印號票";
/// Faults that a late proof ends by itself, so that nobody needs a copy.
const PROVED_LATE: [&str; 1] = ["proves late"];

struct RowOfTable {
    fault: &'static str,
    visitor: String,
    staff: &'static str,
    ticket: String,
    afterwards: String,
    paper: String,
}

fn play(case: &Case, slip: Slip) -> Result<RowOfTable> {
    let mut scene = Scene::set()?;
    let printer = scene.faults()?;
    (case.strike)(&printer, slip);
    let press = scene.take_a_ticket()?;
    let visitor = scene.screen_says_other_than(PRINTING)?;
    scene.wait_for_staff(case.staff)?;
    (case.mend)(&printer);
    scene.wait_for_staff("ready")?;
    let after = if press.state == "printed" {
        press.clone()
    } else if PROVED_LATE.contains(&case.name) {
        scene.screen_says_other_than(&visitor)?;
        scene.wait_for_press("a late proof", |press| press.state == "printed")?
    } else {
        scene.print_again(&press)?
    };
    let paper = scene.slips(slip.rows)?.join(", ");
    scene.end()?;
    Ok(RowOfTable {
        fault: case.name,
        visitor,
        staff: case.staff,
        ticket: in_words(&press),
        afterwards: in_words(&after),
        paper,
    })
}

fn in_words(press: &Press) -> String {
    format!("{} {} ({})", press.state, press.attempt, press.evidence)
}

fn an_ordinary_slip() -> Result<Slip> {
    let scene = Scene::set()?;
    let printer = scene.faults()?;
    let before = printer.received();
    let press = scene.take_a_ticket()?;
    anyhow::ensure!(press.state == "printed", "{press:?}");
    let slips = scene.printer()?.paper().slips();
    let slip = Slip {
        bytes: printer.received() - before,
        rows: slips.first().context("a slip")?.picture.height_dots(),
    };
    scene.end()?;
    Ok(slip)
}

#[test]
fn every_printer_fault_leaves_one_number_and_no_unmarked_copy() -> Result<()> {
    let slip = an_ordinary_slip()?;
    let rows: Vec<Result<RowOfTable>> = std::thread::scope(|scope| {
        let plays: Vec<_> = CASES
            .iter()
            .map(|case| scope.spawn(move || play(case, slip).context(case.name)))
            .collect();
        plays
            .into_iter()
            .map(|play| play.join().expect("no panic"))
            .collect()
    });
    let mut table = String::from(
        "| fault | the visitor saw | staff saw | the ticket | after help | slips on paper |\n|---|---|---|---|---|---|\n",
    );
    for row in rows {
        let row = row?;
        let originals = row.paper.split(", ").filter(|slip| *slip == "original").count();
        assert!(originals <= 1, "{}: {} unmarked slips", row.fault, originals);
        writeln!(
            table,
            "| {} | {} | {} | {} | {} | {} |",
            row.fault, row.visitor, row.staff, row.ticket, row.afterwards, row.paper
        )?;
    }
    insta::assert_snapshot!(table);
    Ok(())
}
