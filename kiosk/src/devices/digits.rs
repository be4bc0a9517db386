//! Eight digits of seven segments, and what they can say.
//!
//! Invariant: the 26 letters differ from one another; where one looks like a figure (S 5, Z 2), its place tells: a
//! ticket begins with its letter.

/// How many digits a row has.
pub const WIDTH: usize = 8;

/// The digits could not be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the digits do not take what is sent: {0:?}; check the cable")]
pub struct DigitFault(pub embedded_hal::spi::ErrorKind);

/// A row of digits.
pub trait DigitRow: Send {
    /// Shows a text at the right of the row; what does not fit is lost at the left.
    ///
    /// # Errors
    /// [`DigitFault`] when it cannot be written.
    fn show(&mut self, text: &str) -> Result<(), DigitFault>;
}

/// The point beside a digit, in the chip's order of bits.
const POINT: u8 = 0x80;

/// A text as segments, the rightmost digit first. A point is lit at the digit before it, or at one of its own.
#[must_use]
pub fn row_of(text: &str) -> [u8; WIDTH] {
    let mut row = Vec::new();
    for letter in text.chars() {
        match row.last_mut() {
            Some(before) if letter == '.' && *before & POINT == 0 => *before |= POINT,
            Some(_) | None => row.push(segments(letter)),
        }
    }
    let mut digits = [0; WIDTH];
    for (digit, segments) in digits.iter_mut().zip(row.into_iter().rev()) {
        *digit = segments;
    }
    digits
}

/// The segments of one character: bits 6 to 0 are A to G, clockwise from the top, G in the middle; bit 7 is the point
/// (MAX7219 data sheet, table 6, "no decode"). Unknown characters are dark.
#[must_use]
fn segments(letter: char) -> u8 {
    match letter.to_ascii_uppercase() {
        '0' => 0x7e,
        '1' => 0x30,
        '2' | 'Z' => 0x6d,
        '3' => 0x79,
        '4' => 0x33,
        '5' | 'S' => 0x5b,
        '6' => 0x5f,
        '7' => 0x70,
        '8' => 0x7f,
        '9' => 0x7b,
        'A' => 0x77,
        // Small, or it would be an 8.
        'B' => 0x1f,
        'C' => 0x4e,
        // Small, or it would be a 0.
        'D' => 0x3d,
        'E' => 0x4f,
        'F' => 0x47,
        'G' => 0x5e,
        'H' => 0x37,
        'I' => 0x06,
        'J' => 0x3c,
        // An H with a roof: nothing nearer exists.
        'K' => 0x57,
        'L' => 0x0e,
        // The legs and the roof of an M.
        'M' => 0x54,
        'N' => 0x15,
        // Small, or it would be a 0.
        'O' => 0x1d,
        'P' => 0x67,
        'Q' => 0x73,
        'R' => 0x05,
        'T' => 0x0f,
        'U' => 0x3e,
        // Small and narrow.
        'V' => 0x1c,
        // Three strokes of a W.
        'W' => 0x2a,
        // One stroke of an X and its crossing.
        'X' => 0x25,
        'Y' => 0x3b,
        '-' => 0x01,
        '.' => POINT,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{row_of, segments};

    #[test]
    fn a_ticket_stands_at_the_right() {
        // A012, from the right: 2 1 0 A.
        assert_eq!(row_of("A012"), [0x6d, 0x30, 0x7e, 0x77, 0, 0, 0, 0]);
        assert_eq!(row_of("a012"), row_of("A012"));
    }

    #[test]
    fn a_paused_window_shows_two_dashes_with_a_gap() {
        assert_eq!(row_of("- -"), [0x01, 0, 0x01, 0, 0, 0, 0, 0]);
    }

    #[test]
    fn a_point_takes_no_digit_of_its_own_after_another() {
        assert_eq!(row_of("."), [0x80, 0, 0, 0, 0, 0, 0, 0]);
        assert_eq!(row_of("1."), [0xb0, 0, 0, 0, 0, 0, 0, 0]);
        assert_eq!(row_of(".."), [0x80, 0x80, 0, 0, 0, 0, 0, 0]);
    }

    #[test]
    fn what_is_too_long_keeps_its_end() {
        assert_eq!(row_of("123456789"), row_of("23456789"));
    }

    #[test]
    fn no_two_letters_look_alike_and_none_is_dark() {
        let letters: BTreeSet<u8> = ('A'..='Z').map(segments).collect();
        assert_eq!(letters.len(), 26);
        let figures: BTreeSet<u8> = ('0'..='9').map(segments).collect();
        assert_eq!(figures.len(), 10);
        assert!(!letters.contains(&0) && !figures.contains(&0));
        let alike = letters.intersection(&figures).count();
        assert_eq!(alike, 2, "S and Z only");
    }
}
