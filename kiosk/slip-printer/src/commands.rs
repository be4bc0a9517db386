//! What is said to a printer besides slips and questions. Source: Epson ESC/POS reference.

use super::status::StatusBits;

/// `DLE ENQ 2`: recover from an error and throw away what is buffered. A printer without one passes over it.
pub(super) const RECOVER: [u8; 3] = [0x10, 0x05, 0x02];
/// `GS I 66`: the maker's name, told in the order of the buffer.
pub(super) const WHO_ARE_YOU: [u8; 3] = [0x1D, 0x49, 66];
/// `ESC @`.
const INITIALISE: [u8; 2] = [0x1B, 0x40];
/// `GS V A 0`: feed to the cutter and cut.
const CUT: [u8; 4] = [0x1D, 0x56, 0x41, 0];
/// Zeros that end a command that was broken off in its header, as a picture of no rows: without them the next question
/// would be read as the picture's size, and all that follows as its dots.
pub(super) const HEADER_ZEROS: [u8; 8] = [0; 8];
/// Zeros that fill up whatever picture a printer still waits for: one band of the widest paper and its header.
const CLEARING_ZEROS: usize = 128 * 72 + 8;

/// Ends what a printer still holds of an earlier slip, thrown away or printed, and cuts it off.
pub(super) fn clearing(bits: StatusBits) -> Vec<u8> {
    let zeros = [0; CLEARING_ZEROS];
    [&RECOVER[..], &zeros, &INITIALISE, &CUT, &bits.automatic_status()].concat()
}
