//! Type sizes and distances of a slip, in dots of 1/8 mm, by paper and print size.

use super::content::{Paper, PrintSize, SlipLook};

/// White at the left and right edge: 2 mm, more than a roll's play in its guides.
pub(super) const MARGIN: usize = 16;
/// Thickness of a hairline; one dot alone is lost where a head is worn.
pub(super) const RULE: usize = 2;

/// Sizes of one look. `…_cap` is a height of capitals and digits, the others are em sizes.
#[derive(Clone, Copy)]
pub(super) struct Sizes {
    pub(super) number_cap: u16,
    pub(super) hall: u16,
    pub(super) service: u16,
    pub(super) area: u16,
    /// The figure of people ahead.
    pub(super) figure: u16,
    /// Documents and second language.
    pub(super) body: u16,
    /// Smallest text of the slip, never under 22.
    pub(super) note: u16,
    /// The most the black part of the QR code takes.
    pub(super) qr_side: usize,
    pub(super) gap: usize,
}

impl Sizes {
    pub(super) fn of(look: SlipLook) -> Self {
        match (look.paper, look.size) {
            (Paper::Mm80, PrintSize::Ordinary) => MM80,
            (Paper::Mm80, PrintSize::Large) => MM80_LARGE,
            (Paper::Mm58, PrintSize::Ordinary) => MM58,
            (Paper::Mm58, PrintSize::Large) => MM58_LARGE,
        }
    }
}

const MM80: Sizes = Sizes {
    number_cap: 120,
    hall: 30,
    service: 42,
    area: 30,
    figure: 48,
    body: 25,
    note: 22,
    qr_side: 184,
    gap: 8,
};
const MM80_LARGE: Sizes = Sizes {
    number_cap: 192,
    hall: 32,
    service: 48,
    area: 36,
    figure: 56,
    body: 30,
    note: 26,
    qr_side: 184,
    gap: 7,
};
const MM58: Sizes = Sizes {
    number_cap: 108,
    hall: 26,
    service: 36,
    area: 26,
    figure: 40,
    body: 23,
    note: 22,
    qr_side: 136,
    gap: 6,
};
const MM58_LARGE: Sizes = Sizes {
    number_cap: 150,
    hall: 28,
    service: 44,
    area: 30,
    figure: 48,
    body: 27,
    note: 26,
    qr_side: 136,
    gap: 6,
};
