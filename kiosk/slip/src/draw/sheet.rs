//! The sheet that a slip grows on, and the blocks that every slip has: bar, labels, hairlines, sentences.

use crate::{
    DrawError, SlipLook, Typesetter,
    bitmap::Bitmap,
    ink::Ink,
    sizes::{EM_MIN, MARGIN, RULE, Sizes},
    text::clean,
    typesetter::{Line, Piece},
};

/// Characters of a name or a label; longer ones end in "…".
pub(super) const LINE_LIMIT: usize = 60;
/// Characters of a sentence.
pub(super) const SENTENCE_LIMIT: usize = 120;

/// A slip under construction.
pub(super) struct Sheet<'t> {
    pub(super) setter: &'t mut Typesetter,
    pub(super) sizes: Sizes,
    pub(super) picture: Bitmap,
    /// Where the next block begins, in dots from the top.
    pub(super) y: usize,
    /// Whether text is left out, because only the length is asked for: painting it is most of the time.
    is_measured: bool,
}

impl<'t> Sheet<'t> {
    /// An empty sheet with the white of its upper edge.
    pub(super) fn new(setter: &'t mut Typesetter, look: SlipLook, sizes: Sizes) -> Self {
        let picture = Bitmap::new(look.paper.bytes_per_row());
        let mut sheet = Self {
            setter,
            sizes,
            picture,
            y: 0,
            is_measured: false,
        };
        sheet.skip(sizes.gap);
        sheet
    }

    /// An empty sheet on which no text is painted.
    pub(super) fn to_measure(setter: &'t mut Typesetter, look: SlipLook, sizes: Sizes) -> Self {
        Self {
            is_measured: true,
            ..Self::new(setter, look, sizes)
        }
    }

    /// The picture, with the white of its lower edge.
    pub(super) fn finish(mut self) -> Bitmap {
        self.skip(self.sizes.gap);
        self.picture
    }

    pub(super) fn skip(&mut self, dots: usize) {
        self.y += dots;
        self.picture.grow_to(self.y);
    }

    /// Puts a line on the sheet, its left end and its baseline given.
    pub(super) fn ink(&mut self, line: &Line, left: usize, baseline: usize, ink: Ink) {
        if !self.is_measured {
            self.setter.paint(line, &mut self.picture, left, baseline, ink);
        }
    }

    /// Dots between the margins.
    pub(super) fn width(&self) -> usize {
        self.picture.width_dots() - 2 * MARGIN
    }

    /// A hairline with the same white above and below.
    pub(super) fn rule(&mut self) {
        self.skip(self.sizes.gap);
        let (left, right) = (MARGIN, MARGIN + self.width());
        self.picture.fill(left..right, self.y..self.y + RULE);
        self.skip(RULE + self.sizes.gap);
    }

    /// The bar that marks a copy: white on black over the whole width; the original has none.
    pub(super) fn reprint_bar(&mut self, attempt: u32, words: &str) -> Result<(), DrawError> {
        let copies = attempt.saturating_sub(1);
        if copies == 0 {
            return Ok(());
        }
        let sizes = self.sizes;
        let text = clean(words, LINE_LIMIT).replace('#', &copies.to_string());
        let width = dots(self.width() - 2 * MARGIN);
        let lines = self.one_line(&text, sizes.area + 4, sizes.note, width)?;
        let height = height_of(&lines);
        self.picture
            .fill(MARGIN..MARGIN + self.width(), self.y..self.y + height);
        self.centred(&lines, Ink::White);
        self.skip(sizes.gap);
        Ok(())
    }

    /// A centred text that shrinks to `em_min` before it breaks.
    pub(super) fn label(&mut self, text: &str, em: u16, em_min: u16) -> Result<(), DrawError> {
        let text = clean(text, LINE_LIMIT);
        let lines = self.one_line(&text, em, em_min, dots(self.width()))?;
        let lines = if lines.len() > 1 {
            self.balanced(&text, em_min, lines)?
        } else {
            lines
        };
        self.centred(&lines, Ink::Black);
        Ok(())
    }

    /// Breaks a text again so that its lines are of like length and no character stands alone.
    fn balanced(&mut self, text: &str, em: u16, lines: Vec<Line>) -> Result<Vec<Line>, DrawError> {
        let even = lines.iter().map(|line| line.width).sum::<usize>() / lines.len() + usize::from(em);
        let again = self
            .setter
            .set(&[Piece { text, em }], dots(even.min(self.width())))?;
        Ok(if again.len() == lines.len() { again } else { lines })
    }

    /// A clean text in one line, if shrinking it from `em` to `em_min` can do it.
    pub(super) fn one_line(
        &mut self,
        text: &str,
        em: u16,
        em_min: u16,
        width: u16,
    ) -> Result<Vec<Line>, DrawError> {
        self.setter.fit(&[Piece { text, em }], em_min.min(em), width)
    }

    pub(super) fn centred(&mut self, lines: &[Line], ink: Ink) {
        for line in lines {
            let left = (self.picture.width_dots().saturating_sub(line.width)) / 2;
            self.ink(line, left, self.y + line.ascent, ink);
            self.skip(line.height);
        }
    }

    pub(super) fn flush_left(&mut self, lines: &[Line], left: usize) {
        for line in lines {
            self.ink(line, left, self.y + line.ascent, Ink::Black);
            self.skip(line.height);
        }
    }

    /// A cleaned text over the width that is left beside an indent.
    pub(super) fn lines(
        &mut self,
        text: &str,
        limit: usize,
        em: u16,
        indent: usize,
    ) -> Result<Vec<Line>, DrawError> {
        let text = clean(text, limit);
        let width = dots(self.width() - indent);
        self.setter.set(&[Piece { text: &text, em }], width)
    }

    /// A clean text a little smaller where that saves it a second line, else broken at its full size.
    pub(super) fn nearly(&mut self, text: &str, em: u16, indent: usize) -> Result<Vec<Line>, DrawError> {
        let width = dots(self.width() - indent);
        let em_min = (em - em / 7).max(self.sizes.note);
        let lines = self.one_line(text, em, em_min, width)?;
        if lines.len() > 1 {
            self.setter.set(&[Piece { text, em }], width)
        } else {
            Ok(lines)
        }
    }

    /// A sentence from margin to margin.
    pub(super) fn sentence(&mut self, text: &str, em: u16) -> Result<(), DrawError> {
        let lines = self.lines(text, SENTENCE_LIMIT, em, 0)?;
        self.flush_left(&lines, MARGIN);
        Ok(())
    }

    /// A sentence whose `#` becomes a fact, from margin to margin; a little smaller where that saves a line.
    pub(super) fn fact(&mut self, words: &str, fact: &str, em: u16) -> Result<(), DrawError> {
        let text = filled(&clean(words, LINE_LIMIT), &clean(fact, SENTENCE_LIMIT));
        let lines = self.nearly(&text, em, 0)?;
        self.flush_left(&lines, MARGIN);
        Ok(())
    }

    /// A sentence whose `#` becomes a figure of its own size, in one line where shrinking both can do it.
    pub(super) fn figure(
        &mut self,
        words: &str,
        figure: &str,
        (em, figure_em): (u16, u16),
        width: u16,
    ) -> Result<Vec<Line>, DrawError> {
        let (words, figure) = (clean(words, LINE_LIMIT), clean(figure, LINE_LIMIT));
        let (before, after) = words.split_once('#').unwrap_or((&words, ""));
        let pieces = [(before, em), (&figure, figure_em), (after, em)].map(|(text, em)| Piece { text, em });
        self.setter.fit(&pieces, EM_MIN, width)
    }
}

/// Words with their `#` replaced, once: a `#` in the fact stays one.
pub(super) fn filled(words: &str, fact: &str) -> String {
    let (before, after) = words.split_once('#').unwrap_or((words, ""));
    format!("{before}{fact}{after}")
}

/// Height of lines set one under the other, in dots.
pub(super) fn height_of(lines: &[Line]) -> usize {
    lines.iter().map(|line| line.height).sum()
}

/// A width for the typesetter; paper is never wider than its type holds.
pub(super) fn dots(length: usize) -> u16 {
    u16::try_from(length).unwrap_or(u16::MAX)
}
