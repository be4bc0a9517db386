//! The QR code of a slip: the address where a visitor sees the own place in the queue.

use qrcode::{Color, EcLevel, QrCode, types::QrError};

use super::bitmap::Bitmap;

/// White modules that a reader needs on every side (ISO/IEC 18004, 6.3.8).
const QUIET_MODULES: usize = 4;
/// Smallest module that a thermal head prints sharply, in dots (0.375 mm).
const MODULE_MIN_DOTS: usize = 3;
/// Largest module worth its paper, in dots.
const MODULE_MAX_DOTS: usize = 6;

/// A code with its module size chosen.
pub(super) struct QrPicture {
    modules: Vec<Color>,
    side_modules: usize,
    module_dots: usize,
}

impl QrPicture {
    /// Encodes `payload` with medium correction, the black part as near to `side_dots` as whole modules allow.
    pub(super) fn new(payload: &str, side_dots: usize) -> Result<Self, QrError> {
        let code = QrCode::with_error_correction_level(payload.as_bytes(), EcLevel::M)?;
        let side_modules = code.width();
        let module_dots = (side_dots / side_modules).clamp(MODULE_MIN_DOTS, MODULE_MAX_DOTS);
        Ok(Self {
            modules: code.into_colors(),
            side_modules,
            module_dots,
        })
    }

    /// Side of the black part, in dots.
    pub(super) fn side_dots(&self) -> usize {
        self.side_modules * self.module_dots
    }

    /// White that must stay free on every side, in dots.
    pub(super) fn quiet_dots(&self) -> usize {
        QUIET_MODULES * self.module_dots
    }

    /// Draws the black part with its upper left corner at (`left`, `top`).
    pub(super) fn draw(&self, picture: &mut Bitmap, left: usize, top: usize) {
        let dots = self.module_dots;
        for (index, color) in self.modules.iter().enumerate() {
            let (x, y) = (
                left + index % self.side_modules * dots,
                top + index / self.side_modules * dots,
            );
            match color {
                Color::Dark => picture.fill(x..x + dots, y..y + dots),
                Color::Light => {}
            }
        }
    }
}
