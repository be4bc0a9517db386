//! About how much paper is left on the roll, counted by what was printed since a new one was put in.
//!
//! A printer sees the end of its roll some metres before it, or only when it is there; a manager wants to know in the
//! morning which roll will not last the day.

use slip_printer::{PrinterFault, PrinterHealth};

use crate::journal::{Journal, JournalError};

/// Rows of dots in a millimetre.
const ROWS_PER_MM: usize = 8;
/// Paper between head and cutter, fed before every cut.
const FED_MM: u32 = 15;

/// The roll in the printer.
#[derive(Debug)]
pub struct Roll {
    journal: Journal,
    length_mm: u32,
}

impl Roll {
    /// A roll that was this long when it was new.
    #[must_use]
    pub fn new(journal: Journal, length_m: u16) -> Self {
        Self {
            journal,
            length_mm: u32::from(length_m) * 1000,
        }
    }

    /// Plenty of paper after the roll's end is a new roll; after its approach only when the printer was open or off in
    /// between, since sensors of a roll's side flicker. True when it is.
    pub(super) fn hear(&self, health: PrinterHealth) -> bool {
        let journal = &self.journal;
        let heard = match health.fault {
            Some(PrinterFault::PaperOut) => journal.note_roll_out().map(|()| false),
            Some(PrinterFault::CoverOpen | PrinterFault::Unreachable) => {
                journal.note_roll_open().map(|()| false)
            }
            Some(_) => Ok(false),
            None if health.paper_near_end => journal.note_roll_low().map(|()| false),
            None => journal.note_roll_plenty(),
        };
        heard.unwrap_or_else(|error| {
            tracing::error!(%error, "what was heard of the roll is not written down");
            false
        })
    }

    /// A slip of so many rows goes out; metres left, rounded down.
    pub(super) fn use_up(&self, rows: usize) -> Option<u16> {
        let length_mm = u32::try_from(rows.div_ceil(ROWS_PER_MM)).unwrap_or(u32::MAX);
        self.left_after(length_mm.saturating_add(FED_MM))
    }

    /// Metres left, rounded down; none when the journal does not say, or when more has come out than the roll had: then
    /// it was changed before its end, and nobody knows.
    pub(super) fn left_m(&self) -> Option<u16> {
        self.left_after(0)
    }

    fn left_after(&self, length_mm: u32) -> Option<u16> {
        let used_mm = self.journal.use_paper(length_mm);
        let used_mm = used_mm
            .inspect_err(|error: &JournalError| tracing::error!(%error, "the roll's metres are not counted"))
            .ok()?;
        u16::try_from(self.length_mm.checked_sub(used_mm)? / 1000).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const READY: PrinterHealth = PrinterHealth {
        fault: None,
        paper_near_end: false,
        slip_in_mouth: false,
    };

    fn roll(folder: &tempfile::TempDir) -> Roll {
        Roll::new(Journal::open(folder.path()).unwrap(), 80)
    }

    fn with(fault: PrinterFault) -> PrinterHealth {
        PrinterHealth {
            fault: Some(fault),
            ..READY
        }
    }

    #[test]
    fn what_was_printed_is_gone_from_the_roll_after_a_restart_too() {
        let folder = tempfile::tempdir().unwrap();
        for _ in 0..9 {
            roll(&folder).use_up(760);
        }
        // Ten slips of 95 mm and 15 mm each.
        assert_eq!(roll(&folder).use_up(760), Some(78));
        assert_eq!(roll(&folder).left_m(), Some(78));
    }

    const NEAR_END: PrinterHealth = PrinterHealth {
        paper_near_end: true,
        ..READY
    };

    #[test]
    fn paper_that_comes_back_after_its_end_is_a_new_roll_and_a_cover_that_was_open_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let roll = roll(&folder);
        roll.use_up(80_000);
        for health in [with(PrinterFault::CoverOpen), READY] {
            assert!(!roll.hear(health));
        }
        assert_eq!(roll.left_m(), Some(69));
        let changed = [PrinterFault::PaperOut, PrinterFault::CoverOpen].map(|fault| roll.hear(with(fault)));
        assert_eq!(changed, [false, false]);
        assert!(roll.hear(READY));
        assert_eq!(roll.left_m(), Some(80));
        assert!(!roll.hear(READY), "once");
    }

    #[test]
    fn a_roll_that_is_changed_before_its_end_is_a_new_one_also_over_a_restart() {
        for meanwhile in [PrinterFault::CoverOpen, PrinterFault::Unreachable] {
            let folder = tempfile::tempdir().unwrap();
            roll(&folder).use_up(80_000);
            assert!(!roll(&folder).hear(NEAR_END));
            assert!(!roll(&folder).hear(with(meanwhile)));
            assert_eq!(roll(&folder).left_m(), Some(69));
            assert!(roll(&folder).hear(READY));
            assert_eq!(roll(&folder).left_m(), Some(80));
        }
    }

    #[test]
    fn a_sensor_that_flickers_brings_no_new_roll() {
        let folder = tempfile::tempdir().unwrap();
        let roll = roll(&folder);
        roll.use_up(80_000);
        for health in [NEAR_END, READY, NEAR_END, READY] {
            assert!(!roll.hear(health));
        }
        assert_eq!(roll.left_m(), Some(69));
    }

    #[test]
    fn a_roll_from_which_more_has_come_than_it_had_is_one_that_nobody_knows() {
        let folder = tempfile::tempdir().unwrap();
        let roll = roll(&folder);
        assert_eq!(roll.use_up(8 * 79_000), Some(0));
        assert_eq!(roll.use_up(8 * 1000), None);
    }
}
