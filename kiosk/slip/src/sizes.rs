//! Type sizes and distances of a slip, in dots of 1/8 mm, by paper and print size.

use super::content::{Paper, PrintSize, SlipLook};

/// White at the left and right edge, in dots: 2 mm, more than a roll's play in its guides.
pub(super) const EDGE: i64 = 16;
/// Where text begins: two dots further in, for letters that lean out of their line.
pub(super) const MARGIN: usize = 18;
/// Thickness of a hairline; one dot alone is lost where a head is worn.
pub(super) const RULE: usize = 2;
/// Smallest em that Chinese can be read at, in dots.
pub(super) const EM_MIN: u16 = 22;

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
    /// The gap of a ticket that would be longer than `airy_length` with the other.
    tight_gap: usize,
    /// The longest that a ticket is with its ordinary gaps.
    pub(super) airy_length: usize,
    /// The longest that a ticket should be, a copy's bar included. Documents are left out for it, nothing else is.
    pub(super) length: usize,
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

    /// The same type with less white between the blocks.
    pub(super) fn tight(self) -> Self {
        Self {
            gap: self.tight_gap,
            ..self
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
    gap: 13,
    tight_gap: 5,
    airy_length: 95 * 8,
    length: 101 * 8,
};
const MM80_LARGE: Sizes = Sizes {
    number_cap: 194,
    hall: 32,
    service: 48,
    area: 36,
    figure: 56,
    body: 30,
    note: 26,
    qr_side: 184,
    gap: 7,
    tight_gap: 4,
    airy_length: 110 * 8,
    length: 110 * 8,
};
const MM58: Sizes = Sizes {
    number_cap: 104,
    hall: 26,
    service: 36,
    area: 26,
    figure: 40,
    body: 23,
    note: 22,
    qr_side: 136,
    gap: 6,
    tight_gap: 4,
    airy_length: 95 * 8,
    length: 101 * 8,
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
    tight_gap: 4,
    airy_length: 110 * 8,
    length: 110 * 8,
};
