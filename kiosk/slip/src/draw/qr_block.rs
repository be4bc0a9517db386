//! A QR code at the right margin with lines beside it.

use qrcode::types::QrError;

use super::sheet::{Sheet, dots, height_of};
use crate::{DrawError, ink::Ink, qr::QrPicture, sizes::MARGIN, typesetter::Line};

impl Sheet<'_> {
    /// The code of an address and the width that it leaves for text, in dots.
    pub(super) fn qr(&self, url: &str) -> Result<(QrPicture, u16), DrawError> {
        let qr = QrPicture::new(url, self.sizes.qr_side)?;
        let column = self
            .width()
            .checked_sub(qr.side_dots() + qr.quiet_dots())
            .filter(|left| *left >= usize::from(self.sizes.figure) * 2)
            .ok_or(QrError::DataTooLong)?;
        Ok((qr, dots(column)))
    }

    /// Lines on the left, the code on the right, both in the middle of the block.
    pub(super) fn beside_qr(&mut self, qr: &QrPicture, lines: &[Line]) {
        let text_height = height_of(lines);
        // The hairlines are ink: the quiet zone counts from them, less the white that `rule` leaves already.
        let quiet = qr.quiet_dots().saturating_sub(self.sizes.gap);
        let height = text_height.max(qr.side_dots() + 2 * quiet);
        let (top, right) = (self.y, MARGIN + self.width());
        let qr_top = top + (height - qr.side_dots()) / 2;
        qr.draw(&mut self.picture, right - qr.side_dots(), qr_top);
        let mut y = top + (height - text_height) / 2;
        for line in lines {
            self.ink(line, MARGIN, y + line.ascent, Ink::Black);
            y += line.height;
        }
        self.skip(height);
    }
}
