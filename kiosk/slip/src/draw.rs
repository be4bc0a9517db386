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

use super::{
    bitmap::Raster,
    content::{CorrectionNotice, EscortSlip, EscortWords, NoticeWords, SlipContent, SlipLook, SlipWords},
    error::DrawError,
    sizes::Sizes,
    typesetter::Typesetter,
};
use sheet::Sheet;

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
