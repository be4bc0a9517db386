//! What a printer's status bits mean to a hall.
//!
//! Source: Epson ESC/POS reference, `DLE EOT` and `GS a`; Citizen PPU command reference for its presenter.

use thiserror::Error;

/// Why nothing can be printed. Ordered by what a person at the kiosk has to do first.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq, PartialOrd, Ord)]
pub enum PrinterFault {
    /// No way to it: switched off, unplugged, or the network is away.
    #[error("the printer cannot be reached")]
    Unreachable,
    /// Reached, but it answers no status question.
    #[error("the printer does not answer")]
    Silent,
    /// The cover is open.
    #[error("the printer's cover is open")]
    CoverOpen,
    /// The roll has ended.
    #[error("the printer is out of paper")]
    PaperOut,
    /// The cutter is stuck.
    #[error("the printer's cutter is jammed")]
    CutterJam,
    /// It needs repair.
    #[error("the printer reports an unrecoverable error")]
    Unrecoverable,
    /// The head is too hot and comes back by itself.
    #[error("the printer's head is too hot")]
    Overheated,
    /// A mechanical error that a person can clear.
    #[error("the printer reports a mechanical error")]
    Mechanical,
    /// Off line for a reason it does not say.
    #[error("the printer is off line")]
    Offline,
}

/// A printer's state between slips.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PrinterHealth {
    /// What keeps it from printing.
    pub fault: Option<PrinterFault>,
    /// The roll ends soon: print on, and tell staff.
    pub paper_near_end: bool,
    /// A slip is held in the presenter's mouth and nobody has taken it; always false where there is no presenter.
    pub slip_in_mouth: bool,
}

/// What the bits of a model mean where models differ.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StatusBits {
    /// As Epson defined them.
    #[default]
    Epson,
    /// Citizen PPU: bit 6 of `DLE EOT 4` is the presenter's sensor, not the roll's second one. Its manual gives the same
    /// sensor in automatic status both ways round, so that is not asked for.
    CitizenPpu,
}

impl StatusBits {
    /// Whether a cut slip waits in a presenter, and its sensor is told.
    pub(super) fn have_presenter(self) -> bool {
        match self {
            Self::Epson => false,
            Self::CitizenPpu => true,
        }
    }

    /// `GS a`: report every change of status by itself, or nothing where that cannot be read.
    pub(super) fn automatic_status(self) -> [u8; 3] {
        match self {
            Self::Epson => [0x1D, 0x61, 0xFF],
            Self::CitizenPpu => [0x1D, 0x61, 0x00],
        }
    }
}

impl PrinterHealth {
    /// Of a printer that could not be asked.
    pub(super) fn out(fault: PrinterFault) -> Self {
        Self {
            fault: Some(fault),
            paper_near_end: false,
            slip_in_mouth: false,
        }
    }

    /// From the answers to `DLE EOT 1`, `2`, `3` and `4`.
    pub(super) fn from_real_time(bits: StatusBits, [printer, offline, error, roll]: [u8; 4]) -> Self {
        let (end_of_roll, in_mouth) = match bits {
            StatusBits::Epson => (0x60, 0x00),
            StatusBits::CitizenPpu => (0x20, 0x40),
        };
        let faults = [
            (offline & 0x04 != 0, PrinterFault::CoverOpen),
            (
                offline & 0x20 != 0 || roll & end_of_roll != 0,
                PrinterFault::PaperOut,
            ),
            (error & 0x08 != 0, PrinterFault::CutterJam),
            (error & 0x20 != 0, PrinterFault::Unrecoverable),
            (error & 0x40 != 0, PrinterFault::Overheated),
            (error & 0x04 != 0 || offline & 0x40 != 0, PrinterFault::Mechanical),
            (printer & 0x08 != 0, PrinterFault::Offline),
        ];
        Self {
            fault: first(&faults),
            paper_near_end: roll & 0x0C != 0,
            slip_in_mouth: roll & in_mouth != 0,
        }
    }

    /// From the four bytes of automatic status; none where a model's cannot be read.
    pub(super) fn from_automatic(bits: StatusBits, [printer, error, roll, _]: [u8; 4]) -> Option<Self> {
        match bits {
            StatusBits::Epson => {}
            StatusBits::CitizenPpu => return None,
        }
        let faults = [
            (printer & 0x20 != 0, PrinterFault::CoverOpen),
            (roll & 0x0C != 0, PrinterFault::PaperOut),
            (error & 0x08 != 0, PrinterFault::CutterJam),
            (error & 0x20 != 0, PrinterFault::Unrecoverable),
            (error & 0x40 != 0, PrinterFault::Overheated),
            (error & 0x04 != 0, PrinterFault::Mechanical),
            (printer & 0x08 != 0, PrinterFault::Offline),
        ];
        Some(Self {
            fault: first(&faults),
            paper_near_end: roll & 0x03 != 0,
            slip_in_mouth: false,
        })
    }
}

fn first(faults: &[(bool, PrinterFault)]) -> Option<PrinterFault> {
    faults.iter().find(|(is_set, _)| *is_set).map(|(_, fault)| *fault)
}
