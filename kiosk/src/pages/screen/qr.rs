//! A QR code as one path of unit squares.

use std::fmt::Write as _;

use qrcode::{Color, EcLevel, QrCode};

/// White modules around a QR code (ISO/IEC 18004).
const QUIET_ZONE: usize = 4;

pub(super) struct QrDrawing {
    pub(super) side: usize,
    pub(super) path: String,
}

impl QrDrawing {
    pub(super) fn of(url: &str) -> Option<Self> {
        let code = QrCode::with_error_correction_level(url, EcLevel::M).ok()?;
        let width = code.width();
        let mut path = String::new();
        for (index, module) in code.to_colors().into_iter().enumerate() {
            if module == Color::Dark {
                // Writing into a String cannot fail.
                let _ = write!(
                    path,
                    "M{} {}h1v1h-1z",
                    index % width + QUIET_ZONE,
                    index / width + QUIET_ZONE
                );
            }
        }
        Some(Self {
            side: width + 2 * QUIET_ZONE,
            path,
        })
    }
}
