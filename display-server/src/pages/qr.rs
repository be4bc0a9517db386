//! QR codes as SVG: what a kiosk's reader reads, and what opens a page on another phone.

use std::fmt::Write;

use qrcode::{Color, QrCode};

use super::pressing::bad_field;
use crate::http::Refused;

/// The white that a reader needs around a code, in modules.
const QUIET: usize = 4;

/// A code as SVG, one stroke for each run of dark modules; a hall's address with a token is far below what a code holds.
pub(super) fn qr(text: &str) -> Result<String, Refused> {
    let code = QrCode::new(text).map_err(|problem| bad_field("url", &problem))?;
    let (width, colors) = (code.width(), code.to_colors());
    let mut strokes = String::new();
    for (y, row) in colors.chunks(width).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|one, other| one == other) {
            if run.first() == Some(&Color::Dark) {
                // Writing into a string cannot fail.
                let _ = write!(strokes, "M{} {}.5h{}", x + QUIET, y + QUIET, run.len());
            }
            x += run.len();
        }
    }
    let side = width + 2 * QUIET;
    Ok(format!(
        "<svg class=\"qr\" viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\" aria-hidden=\"true\">\
         <rect width=\"{side}\" height=\"{side}\" fill=\"#fff\"/><path stroke=\"#000\" d=\"{strokes}\"/></svg>"
    ))
}
