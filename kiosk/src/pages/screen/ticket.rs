//! The ticket on the screen (K15): number, people ahead, range, where to sit, QR; and what is known of its paper.

use std::fmt::Write as _;

use qrcode::{Color, EcLevel, QrCode};

use super::paper_word;
use crate::session::{GivenTicket, Paper};
use crate::ticket_slip::{mark, windows};
use crate::words::Words;

/// White modules around a QR code (ISO/IEC 18004).
const QUIET_ZONE: usize = 4;

pub(super) struct TicketView {
    pub(super) number: String,
    pub(super) mark: Option<String>,
    pub(super) service: String,
    pub(super) service_second: String,
    pub(super) ahead: String,
    pub(super) estimate: Option<String>,
    pub(super) area: String,
    pub(super) windows: String,
    pub(super) documents: Vec<String>,
    pub(super) qr: Option<QrDrawing>,
    pub(super) paper: String,
    /// Whether the number is all the visitor has.
    pub(super) is_without_paper: bool,
    pub(super) can_print_again: bool,
}

/// A QR code as one path of unit squares.
pub(super) struct QrDrawing {
    pub(super) side: usize,
    pub(super) path: String,
}

impl TicketView {
    pub(super) fn of(ticket: &GivenTicket, paper: Paper, words: Words, second: Words) -> Self {
        let issued = &ticket.issued;
        let language = words.0;
        Self {
            number: issued.number.clone(),
            mark: mark(words, &issued.mark),
            service: issued.service.names.get(language).to_owned(),
            service_second: issued.service.names.get(second.0).to_owned(),
            ahead: match issued.ahead {
                0 => words.say("ahead-nobody"),
                ahead => words.count("ahead", ahead),
            },
            estimate: issued.estimate.map(|range| {
                let minutes = format!("{}–{}", range.p50_s.div_ceil(60), range.p90_s.div_ceil(60));
                words.about("estimate", &minutes)
            }),
            area: issued.area.names.get(language).to_owned(),
            windows: windows(words, &issued.windows),
            documents: issued
                .documents
                .iter()
                .map(|names| names.get(language).to_owned())
                .collect(),
            qr: QrDrawing::of(&ticket.qr_url),
            paper: words.say(paper_word(paper)),
            is_without_paper: matches!(paper, Paper::NotPrinted | Paper::Unsure | Paper::None),
            can_print_again: !matches!(paper, Paper::Printing | Paper::None),
        }
    }
}

impl QrDrawing {
    fn of(url: &str) -> Option<Self> {
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
