//! Glyph images to dots of a picture.
//!
//! Invariant: no dot of a text is nearer than 2 mm to an edge, however far a letter leans out of its line.

use cosmic_text::SwashImage;

use super::{bitmap::Bitmap, sizes::EDGE};

/// Coverage, of 255, from which a dot is black. Below one half: heat bleeds less than thin strokes lose.
const INK_FROM: u8 = 112;

/// How a line is put on paper.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Ink {
    Black,
    /// On a black plate.
    White,
}

/// One glyph's image at its place on the picture.
pub(super) struct Stamp {
    image: SwashImage,
    /// Width of the image in thousandths of its natural width.
    squeeze: usize,
    columns: i64,
    left: i64,
    top: i64,
}

impl Stamp {
    /// The image of a glyph that stands at `place` of a line, in dots from the line's `origin` on its baseline.
    pub(super) fn new(image: SwashImage, place: (i32, i32), squeeze: usize, origin: (i64, i64)) -> Self {
        let left = i64::from(place.0 + image.placement.left) * signed(squeeze) / 1000;
        let columns = (image.placement.width as usize * squeeze).div_ceil(1000);
        Self {
            left: origin.0 + left,
            top: origin.1 + i64::from(place.1 - image.placement.top),
            columns: signed(columns),
            squeeze,
            image,
        }
    }

    fn paint(&self, picture: &mut Bitmap, moved: i64, ink: Ink) {
        let natural = self.image.placement.width as usize;
        let right = signed(picture.width_dots()) - EDGE;
        for (row, coverage) in self.image.data.chunks_exact(natural.max(1)).enumerate() {
            for column in 0..self.columns {
                let (x, y) = (self.left + moved + column, self.top + signed(row));
                let is_inside = (EDGE..right).contains(&x);
                if let (true, Ok(column), Ok(x), Ok(y)) = (
                    is_inside,
                    usize::try_from(column),
                    usize::try_from(x),
                    usize::try_from(y),
                ) && sample(coverage, column, self.squeeze) >= INK_FROM
                {
                    picture.paint(x, y, ink == Ink::Black);
                }
            }
        }
    }
}

/// Paints the glyphs of one line, together moved as far as their ink would stand in an edge.
pub(super) fn paint_inside(stamps: &[Stamp], picture: &mut Bitmap, ink: Ink) {
    let visible = || stamps.iter().filter(|stamp| stamp.columns > 0);
    let left = visible().map(|stamp| stamp.left).min().unwrap_or(EDGE);
    let right = visible().map(|stamp| stamp.left + stamp.columns).max();
    let beyond = right.map_or(0, |right| right - (signed(picture.width_dots()) - EDGE));
    let moved = if left < EDGE { EDGE - left } else { -beyond.max(0) };
    for stamp in visible() {
        stamp.paint(picture, moved, ink);
    }
}

/// Coverage of a squeezed row at `column`, interpolated between the two nearest columns of the full row.
fn sample(coverage: &[u8], column: usize, squeeze: usize) -> u8 {
    let at_256ths = ((2 * column + 1) * 128_000 / squeeze.max(1)).saturating_sub(128);
    let (first, part) = (at_256ths / 256, at_256ths % 256);
    let of = |index: usize| usize::from(coverage.get(index).copied().unwrap_or(0));
    u8::try_from((of(first) * (256 - part) + of(first + 1) * part) / 256).unwrap_or(u8::MAX)
}

/// A length or place that is reckoned with; paper is never longer than its type holds.
pub(super) fn signed(dots: usize) -> i64 {
    i64::try_from(dots).unwrap_or(i64::MAX)
}
