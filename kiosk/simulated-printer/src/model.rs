//! The models the simulated printer can be, and how each says what is wrong.
//!
//! Sources: Epson ESC/POS reference; Citizen PPU-700 command reference, `DLE EOT` and `GS a`; Custom KPM150 and KPM300 command
//! references, `10 04 14`. The Citizen manual gives the presenter's bit in automatic status both ways round; here it is set
//! while a ticket waits, as in `DLE EOT 4`. Only a printer can show which it is.

use super::state::{Model, PaperSupply, PrinterState};

fn bit(is_set: bool, bit: u8) -> u8 {
    if is_set { bit } else { 0 }
}

/// The answer to `DLE EOT n`, empty for a question it does not know.
pub(super) fn real_time_status(state: &PrinterState, question: u8) -> Vec<u8> {
    let is_end = state.supply == PaperSupply::End;
    let bits = match question {
        1 => bit(state.is_offline(), 0x08),
        2 => bit(state.is_cover_open, 0x04) | bit(is_end, 0x20) | bit(state.has_error(), 0x40),
        3 => error_bits(state),
        4 => roll_bits(state),
        0x14 if state.model == Model::CustomKiosk => return full_status(state).to_vec(),
        _ => return Vec::new(),
    };
    vec![0x12 | bits]
}

/// Errors, as `DLE EOT 3` and the second byte of automatic status say them.
fn error_bits(state: &PrinterState) -> u8 {
    bit(state.is_cutter_jammed, 0x08) | bit(state.is_unrecoverable, 0x20) | bit(state.is_overheated, 0x40)
}

/// Paper, as `DLE EOT 4` says it.
fn roll_bits(state: &PrinterState) -> u8 {
    let is_end = state.supply == PaperSupply::End;
    let near_end = bit(state.supply != PaperSupply::Plenty, 0x0C);
    match state.model {
        Model::Plain | Model::CustomKiosk => near_end | bit(is_end, 0x60),
        Model::CitizenPpu => near_end | bit(is_end, 0x20) | bit(state.is_ticket_waiting, 0x40),
    }
}

/// The four bytes of `GS a`.
pub(super) fn automatic_status(state: &PrinterState) -> [u8; 4] {
    let printer = 0x10 | bit(state.is_offline(), 0x08) | bit(state.is_cover_open, 0x20);
    [printer, error_bits(state), buffered_status(state), 0]
}

/// Paper, as `GS r 1` and the third byte of automatic status say it.
pub(super) fn buffered_status(state: &PrinterState) -> u8 {
    let is_end = state.supply == PaperSupply::End;
    let near_end = bit(state.supply != PaperSupply::Plenty, 0x03);
    match state.model {
        Model::Plain | Model::CustomKiosk => near_end | bit(is_end, 0x0C),
        Model::CitizenPpu => near_end | bit(is_end, 0x04) | bit(state.is_ticket_waiting, 0x08),
    }
}

/// Custom's answer to `10 04 14`: two fixed bytes, paper, user, recoverable, unrecoverable.
fn full_status(state: &PrinterState) -> [u8; 6] {
    let paper = bit(state.supply == PaperSupply::End, 0x01)
        | bit(state.supply != PaperSupply::Plenty, 0x04)
        | bit(state.is_ticket_waiting, 0x20);
    [
        0x10,
        0x0F,
        paper,
        bit(state.is_cover_open, 0x02),
        bit(state.is_overheated, 0x01),
        bit(state.is_cutter_jammed, 0x01) | bit(state.is_unrecoverable, 0x08),
    ]
}

/// The answer to `GS I n`: a block for names, one byte for the model.
pub(super) fn identity(model: Model, what: u8) -> Vec<u8> {
    let name: &[u8] = match (what, model) {
        (66, Model::Plain) => b"SIMULATED",
        (66, Model::CitizenPpu) => b"CITIZEN",
        (66, Model::CustomKiosk) => b"CUSTOM",
        (67, Model::Plain) => b"PAPER",
        (67, Model::CitizenPpu) => b"PPU-700",
        (67, Model::CustomKiosk) => b"KPM150",
        _ => return vec![0x02],
    };
    [&[0x5F], name, &[0x00]].concat()
}
