//! Content to dots: one function for each kind of slip, over blocks that all of them share.
//!
//! Invariant: text is shrunk, then broken, never cut off, and keeps 2 mm from both edges.
//! Invariant: only documents of a ticket are left out for want of room, and the slip says so.

mod documents;
mod escort;
mod notice;
mod number;
mod qr_block;
mod sheet;
mod ticket;

use qrcode::types::QrError;
use thiserror::Error;

use super::{
    bitmap::Raster,
    content::{CorrectionNotice, EscortSlip, EscortWords, NoticeWords, SlipContent, SlipLook, SlipWords},
    sizes::Sizes,
    typesetter::Typesetter,
};
use sheet::Sheet;

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

impl Typesetter {
    /// Draws a ticket. The same arguments always give the same dots.
    ///
    /// # Errors
    /// [`DrawError`] when a character has no glyph or the address is too long.
    pub fn draw(
        &mut self,
        content: &SlipContent,
        words: &SlipWords,
        look: SlipLook,
    ) -> Result<Raster, DrawError> {
        let airy = Sizes::of(look);
        let length = ticket::draw(Sheet::to_measure(self, look, airy), content, words)?.height_dots();
        let sizes = if length > airy.airy_length {
            airy.tight()
        } else {
            airy
        };
        ticket::draw(Sheet::new(self, look, sizes), content, words).map(Raster::finish)
    }

    /// Draws the slip of an escort. The same arguments always give the same dots.
    ///
    /// # Errors
    /// [`DrawError`] when a character has no glyph.
    pub fn draw_escort(
        &mut self,
        slip: &EscortSlip,
        words: &EscortWords,
        look: SlipLook,
    ) -> Result<Raster, DrawError> {
        let sheet = Sheet::new(self, look, Sizes::of(look));
        escort::draw(sheet, slip, words).map(Raster::finish)
    }

    /// Draws a correction notice, as long as its list asks for. The same arguments always give the same dots.
    ///
    /// # Errors
    /// [`DrawError`] when a character has no glyph, the address is too long, or more is missing than may be listed.
    pub fn draw_notice(
        &mut self,
        notice: &CorrectionNotice,
        words: &NoticeWords,
        look: SlipLook,
    ) -> Result<Raster, DrawError> {
        let sheet = Sheet::new(self, look, Sizes::of(look));
        notice::draw(sheet, notice, words).map(Raster::finish)
    }
}
