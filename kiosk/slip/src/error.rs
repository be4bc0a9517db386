//! What keeps a slip from being drawn.

use qrcode::types::QrError;
use thiserror::Error;

/// Why a slip cannot be drawn.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum DrawError {
    /// The face has no glyph for a character: correct the text in the plan.
    #[error("no glyph for {character:?} (U+{:04X}) in the slip's face", u32::from(*character))]
    MissingGlyph {
        /// The character.
        character: char,
    },
    /// The address does not fit in a QR code, or not on the paper: shorten the hall's public address.
    #[error("the address does not fit in the slip's QR code")]
    Qr(#[from] QrError),
    /// More is missing than a correction notice may list: nothing of it may be left out, so give it on a sheet.
    #[error("{count} things are missing, a slip lists {most} at most, of 500 characters each")]
    TooMuchMissing {
        /// How many there are.
        count: usize,
        /// How many a slip lists.
        most: usize,
    },
}
