//! The ticket's number, as high as the look asks for, and the plate beside it.

use super::sheet::{LINE_LIMIT, Sheet, dots, height_of};
use crate::{
    DrawError,
    ink::Ink,
    sizes::MARGIN,
    text::clean,
    typesetter::{Line, Piece},
};

/// Characters of a ticket number.
const NUMBER_LIMIT: usize = 8;
/// Narrowest a number is squeezed, in thousandths; below that its digits are hard to tell apart.
const SQUEEZE_MIN: usize = 700;
/// Cap height of the face in thousandths of its em.
const CAP_EM_1000THS: usize = 733;
/// Characters of a plate that stand one above the other.
const STACKED_LIMIT: usize = 3;

/// White text on black: 優先 or 預約.
struct Plate {
    lines: Vec<Line>,
    width: usize,
    height: usize,
}

impl Sheet<'_> {
    /// The number, with its plate at the right where it leaves room, else below it.
    pub(super) fn number(&mut self, number: &str, mark: Option<&str>, cap: u16) -> Result<(), DrawError> {
        let number = clean(number, NUMBER_LIMIT);
        let em = dots(usize::from(cap) * 1000 / CAP_EM_1000THS);
        let narrowest = self.natural_width(&number, em)? * SQUEEZE_MIN / 1000;
        let between = 2 * self.sizes.gap;
        if let Some(mark) = mark {
            let plate = self.plate(mark, true)?;
            let beside = plate.width + between;
            if narrowest + beside <= self.width() {
                let (right, cap) = self.digits(&number, em, beside)?;
                let top = self.y + cap.saturating_sub(plate.height) / 2;
                self.paint_plate(&plate, right + between, top);
                self.skip(cap + self.sizes.gap + self.sizes.gap / 2);
                return Ok(());
            }
        }
        let (_, cap) = self.digits(&number, em, 0)?;
        self.skip(cap + self.sizes.gap + self.sizes.gap / 2);
        if let Some(mark) = mark {
            let plate = self.plate(mark, false)?;
            let left = (self.picture.width_dots() - plate.width) / 2;
            self.paint_plate(&plate, left, self.y);
            self.skip(plate.height + self.sizes.gap / 2);
        }
        Ok(())
    }

    /// Paints the digits in the middle of what `beside` leaves; one too wide is squeezed a little, then shrunk.
    /// Tells where they end at the right, and how high they are.
    fn digits(&mut self, number: &str, em: u16, beside: usize) -> Result<(usize, usize), DrawError> {
        let width = self.width() - beside;
        let narrowest = self.natural_width(number, em)? * SQUEEZE_MIN / 1000;
        let em = if narrowest > width {
            dots(usize::from(em) * width / narrowest)
        } else {
            em
        };
        let cap = usize::from(em) * CAP_EM_1000THS / 1000;
        let mut right = MARGIN;
        for line in self.number_line(number, em)? {
            let line = line.squeezed_to(width);
            let left = MARGIN + (width - line.width) / 2;
            self.ink(&line, left, self.y + cap, Ink::Black);
            right = left + line.width;
        }
        Ok((right, cap))
    }

    fn number_line(&mut self, number: &str, em: u16) -> Result<Vec<Line>, DrawError> {
        self.setter.set(&[Piece { text: number, em }], u16::MAX)
    }

    fn natural_width(&mut self, number: &str, em: u16) -> Result<usize, DrawError> {
        Ok(self.number_line(number, em)?.iter().map(|line| line.width).sum())
    }

    /// Beside the digits two or three Chinese characters stand one above the other, as on a seal; everything else lies.
    fn plate(&mut self, mark: &str, may_stand: bool) -> Result<Plate, DrawError> {
        let (text, em, pad) = (clean(mark, LINE_LIMIT), self.sizes.area, self.sizes.gap);
        let is_short = text.chars().count() <= STACKED_LIMIT && text.chars().all(|c| !c.is_ascii());
        let lines = if may_stand && is_short {
            self.setter.set(&[Piece { text: &text, em }], em)?
        } else {
            self.one_line(&text, em, self.sizes.note, dots(self.width() - 2 * MARGIN))?
        };
        Ok(Plate {
            width: lines.iter().map(|line| line.width).max().unwrap_or(0) + 2 * pad,
            height: height_of(&lines) + if lines.len() > 1 { pad } else { 0 },
            lines,
        })
    }

    fn paint_plate(&mut self, plate: &Plate, left: usize, top: usize) {
        self.picture
            .fill(left..left + plate.width, top..top + plate.height);
        let mut y = top + (plate.height - height_of(&plate.lines)) / 2;
        for line in &plate.lines {
            let x = left + (plate.width - line.width) / 2;
            self.ink(line, x, y + line.ascent, Ink::White);
            y += line.height;
        }
    }
}
