//! A printer that stalls, or whose link breaks, at every byte that matters: in every question before a slip, at both ends
//! and in the middle of every band, and at every byte of what follows the last one.

use std::{collections::BTreeSet, sync::Mutex, thread, time::Duration};

use simulated_printer::Faults;
use slip::{Bitmap, Closing, JobId, Raster, encode};

use super::rig::{LONG, Rig, last, profile, rig_of, slip, small};
use crate::{PrintState, PrinterProfile, PrinterTimes, ProofBy};

/// Bytes of the questions before a slip.
const QUESTIONS: u64 = 12;
/// Bytes of `GS v 0` before its dots.
const BAND_HEADER: usize = 8;
/// Rigs at work at once.
const TOGETHER: usize = 16;

/// Nothing is sent that a test does not cause, and a stall is soon noticed.
fn rig(proof_by: ProofBy) -> Rig {
    let usual = profile(proof_by, Duration::from_millis(600));
    let times = PrinterTimes {
        answer: Duration::from_millis(300),
        stall: Duration::from_millis(300),
        health_every: LONG,
        ..usual.times
    };
    rig_of(PrinterProfile { times, ..usual })
}

/// The bytes after which a fault is played, counted from the first question.
fn moments(raster: &Raster, proof_by: ProofBy) -> BTreeSet<u64> {
    let mut sent = Vec::new();
    let closing = match proof_by {
        ProofBy::ProcessId => Closing::ProcessId(JobId::from_random([1; 4])),
        ProofBy::BufferedStatus => Closing::BufferedStatus,
        ProofBy::PrintTime => Closing::Nothing,
    };
    encode(raster, closing, &mut sent).unwrap();
    let begins_band = |at: usize| sent[at..].starts_with(&[0x1D, 0x76, 0x30, 0]);
    let mut moments: BTreeSet<usize> = BTreeSet::new();
    let (mut at, mut bands) = (0, 0);
    while at < sent.len() {
        if begins_band(at) {
            let size = |low: usize| usize::from(sent[at + low]) + 256 * usize::from(sent[at + low + 1]);
            let end = at + BAND_HEADER + size(4) * size(6);
            moments.extend([at, at + 5, at + BAND_HEADER, at.midpoint(end), end - 1]);
            (at, bands) = (end, bands + 1);
        } else {
            moments.insert(at);
            at += 1;
        }
    }
    assert!(bands >= 5, "{bands} bands");
    let after = moments
        .into_iter()
        .map(|at| QUESTIONS + u64::try_from(at).unwrap());
    (0..QUESTIONS).chain(after).collect()
}

/// A fault, how it ends, and the proof of the model that it strikes.
struct Blow {
    proof_by: ProofBy,
    strike: fn(&Faults, u64),
    mend: fn(&Faults),
}

/// What went wrong when the fault struck after so many bytes.
fn play(raster: &Raster, blow: &Blow, at: u64) -> Vec<String> {
    let (rig, next) = (rig(blow.proof_by), small(16, 0x3C));
    // The first slip of a thread is also the one that clears the printer: it is no part of this.
    let first = small(8, 0xFF);
    if !matches!(last(&rig.print(&first, 9)), PrintState::Printed(_)) {
        return vec![format!("{at}: nothing is printed at all")];
    }
    let faults = rig.printer.faults();
    (blow.strike)(&faults, at);
    let states = rig.print(raster, 1);
    let mut state = last(&states);
    (blow.mend)(&faults);
    let mut tries = 10_u8..20;
    let is_printed = tries.any(|id| matches!(last(&rig.print(&next, id)), PrintState::Printed(_)));
    // A late proof.
    state = states.try_iter().last().unwrap_or(state);
    let slips = rig.printer.paper().slips();
    let count = |picture: &Bitmap| slips.iter().filter(|slip| *slip.picture == *picture).count();
    let originals = count(raster.bitmap());
    let claims = [
        (is_printed, "the next slip is not printed"),
        (originals <= 1, "the slip came out twice"),
        (count(next.bitmap()) >= 1, "the next slip is not whole"),
        (
            !matches!(state, PrintState::Printed(_)) || originals == 1,
            "said to be printed, and is not",
        ),
        (
            !matches!(state, PrintState::Blocked(_)) || originals == 0,
            "said to be blocked, and is printed",
        ),
        (
            !matches!(state, PrintState::Blocked(_)) || at <= QUESTIONS,
            "said to be blocked after its first byte",
        ),
    ];
    let broken = claims.iter().filter(|(holds, _)| !holds);
    broken
        .map(|(_, claim)| format!("{at}: {claim} ({state:?})"))
        .collect()
}

fn sweep(blow: &Blow) {
    let raster = slip();
    let moments = Mutex::new(moments(&raster, blow.proof_by).into_iter());
    let findings = Mutex::new(Vec::new());
    let count = Mutex::new(0);
    thread::scope(|scope| {
        for _ in 0..TOGETHER {
            scope.spawn(|| {
                while let Some(at) = { moments.lock().unwrap().next() } {
                    let found = play(&raster, blow, at);
                    findings.lock().unwrap().extend(found);
                    *count.lock().unwrap() += 1;
                }
            });
        }
    });
    let (findings, count) = (findings.into_inner().unwrap(), count.into_inner().unwrap());
    assert!(count >= 50, "only {count} moments");
    assert!(findings.is_empty(), "{}", findings.join("\n"));
}

#[test]
fn a_link_that_breaks_at_any_byte_leaves_no_slip_twice_and_none_that_is_not_there() {
    for proof_by in [ProofBy::ProcessId, ProofBy::BufferedStatus] {
        sweep(&Blow {
            proof_by,
            strike: Faults::close_after,
            mend: |_| {},
        });
    }
}

#[test]
fn a_printer_that_stalls_at_any_byte_leaves_no_slip_twice_and_none_that_is_not_there() {
    for proof_by in [ProofBy::ProcessId, ProofBy::BufferedStatus] {
        sweep(&Blow {
            proof_by,
            strike: Faults::stall_after,
            mend: |faults| faults.set_stalled(false),
        });
    }
}

#[test]
fn a_link_that_breaks_at_any_byte_of_a_printer_that_forgets_leaves_no_slip_twice() {
    sweep(&Blow {
        proof_by: ProofBy::ProcessId,
        strike: |faults, at| {
            faults.set_forgets_buffer_on_reconnect(true);
            faults.close_after(at);
        },
        mend: |_| {},
    });
}
