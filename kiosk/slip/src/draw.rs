//! Content to dots: the blocks of a ticket, top to bottom.
//!
//! Invariant: text is shrunk, then broken, never cut off, and keeps 2 mm from both edges.

use qrcode::types::QrError;
use thiserror::Error;

use super::{
    bitmap::{Bitmap, Raster},
    content::{SlipContent, SlipLook, SlipWords},
    qr::QrPicture,
    sizes::{MARGIN, RULE, Sizes},
    text::clean,
    typesetter::{Ink, Line, Piece, Typesetter},
};

/// Characters of a name or a label; longer ones end in "…".
const LINE_LIMIT: usize = 60;
/// Characters of a sentence.
const SENTENCE_LIMIT: usize = 120;
/// Characters of a ticket number.
const NUMBER_LIMIT: usize = 8;
/// Smallest em that Chinese can be read at, in dots.
const EM_MIN: u16 = 22;
/// Lines of documents before "…".
const DOCUMENT_LINES: usize = 5;
/// Narrowest a number is squeezed, in thousandths; below that its digits are hard to tell apart.
const SQUEEZE_MIN: usize = 800;
/// Cap height of the face in thousandths of its em.
const CAP_EM_1000THS: usize = 733;

/// Why a slip cannot be drawn.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum DrawError {
    /// The face has no glyph for a character: correct the text in the plan.
    #[error("no glyph for {character:?} (U+{:04X}) in the slip's face", u32::from(*character))]
    MissingGlyph {
        /// The character.
        character: char,
    },
    /// The address does not fit in a QR code, or not on the paper: shorten the hall's public address.
    #[error("the address does not fit in the slip's QR code")]
    Qr(#[from] QrError),
}

impl Typesetter {
    /// Draws a ticket. The same arguments always give the same dots.
    ///
    /// # Errors
    /// [`DrawError`] when a character has no glyph or the address is too long.
    pub fn draw(
        &mut self,
        content: &SlipContent,
        words: &SlipWords,
        look: SlipLook,
    ) -> Result<Raster, DrawError> {
        let picture = Bitmap::new(look.paper.bytes_per_row());
        let mut sheet = Sheet {
            setter: self,
            sizes: Sizes::of(look),
            picture,
            y: 0,
        };
        sheet.skip(sheet.sizes.gap);
        sheet.reprint_bar(content, words)?;
        sheet.head(content)?;
        sheet.rule();
        sheet.wait(content, words)?;
        sheet.documents(&content.documents, &words.documents)?;
        sheet.closing(words)?;
        Ok(Raster::finish(sheet.picture))
    }
}

struct Sheet<'t> {
    setter: &'t mut Typesetter,
    sizes: Sizes,
    picture: Bitmap,
    /// Where the next block begins, in dots from the top.
    y: usize,
}

impl Sheet<'_> {
    fn skip(&mut self, dots: usize) {
        self.y += dots;
        self.picture.grow_to(self.y);
    }

    fn width(&self) -> usize {
        self.picture.width_dots() - 2 * MARGIN
    }

    /// A hairline with the same white above and below.
    fn rule(&mut self) {
        self.skip(self.sizes.gap);
        let (left, right) = (MARGIN, MARGIN + self.width());
        self.picture.fill(left..right, self.y..self.y + RULE);
        self.skip(RULE + self.sizes.gap);
    }

    fn reprint_bar(&mut self, content: &SlipContent, words: &SlipWords) -> Result<(), DrawError> {
        let copies = content.attempt.saturating_sub(1);
        if copies == 0 {
            return Ok(());
        }
        let text = clean(&words.reprint, LINE_LIMIT).replace('#', &copies.to_string());
        let inner = self.width() - 2 * MARGIN;
        let lines = self
            .setter
            .fit(&text, self.sizes.service, self.sizes.note, dots(inner))?;
        let height = lines.iter().map(|line| line.height).sum::<usize>();
        self.picture
            .fill(MARGIN..MARGIN + self.width(), self.y..self.y + height);
        self.centred(&lines, Ink::WHITE);
        self.skip(self.sizes.gap);
        Ok(())
    }

    fn head(&mut self, content: &SlipContent) -> Result<(), DrawError> {
        let sizes = self.sizes;
        self.label(&content.hall, sizes.hall)?;
        self.skip(2 * sizes.gap);
        self.number(&clean(&content.number, NUMBER_LIMIT))?;
        if let Some(mark) = &content.mark {
            self.mark(mark)?;
        }
        self.label(&content.service, sizes.service)?;
        if let Some(second) = &content.service_second {
            self.label(second, sizes.body)?;
        }
        self.skip(sizes.gap / 2);
        self.label(&format!("{}　{}", content.area, content.windows), sizes.area)
    }

    /// A centred text that shrinks to the body's size before it breaks.
    fn label(&mut self, text: &str, em: u16) -> Result<(), DrawError> {
        let text = clean(text, LINE_LIMIT);
        let width = dots(self.width());
        let lines = self.setter.fit(&text, em, self.sizes.body.min(em), width)?;
        let lines = if lines.len() > 1 {
            self.balanced(&text, lines)?
        } else {
            lines
        };
        self.centred(&lines, Ink::BLACK);
        Ok(())
    }

    /// Breaks a body text again so that its lines are of like length and no character stands alone.
    fn balanced(&mut self, text: &str, lines: Vec<Line>) -> Result<Vec<Line>, DrawError> {
        let em = self.sizes.body;
        let even = lines.iter().map(|line| line.width).sum::<usize>() / lines.len() + usize::from(em);
        let again = self
            .setter
            .set(&[Piece { text, em }], dots(even.min(self.width())))?;
        Ok(if again.len() == lines.len() { again } else { lines })
    }

    fn centred(&mut self, lines: &[Line], ink: Ink) {
        for line in lines {
            let left = (self.picture.width_dots().saturating_sub(line.width)) / 2;
            self.setter
                .paint(line, &mut self.picture, left, self.y + line.ascent, ink);
            self.skip(line.height);
        }
    }

    /// The number as high as the look asks for; one too wide is squeezed a little, then shrunk.
    fn number(&mut self, number: &str) -> Result<(), DrawError> {
        let width = self.width();
        let mut em = dots(usize::from(self.sizes.number_cap) * 1000 / CAP_EM_1000THS);
        let natural: usize = self.number_line(number, em)?.iter().map(|line| line.width).sum();
        let narrowest = natural * SQUEEZE_MIN / 1000;
        if narrowest > width {
            em = dots(usize::from(em) * width / narrowest);
        }
        let cap = usize::from(em) * CAP_EM_1000THS / 1000;
        for line in &self.number_line(number, em)? {
            let squeeze = if line.width > width {
                width * 1000 / line.width
            } else {
                1000
            };
            let left = (self.picture.width_dots() - line.width * squeeze / 1000) / 2;
            let ink = Ink {
                black: true,
                squeeze: u32::try_from(squeeze).unwrap_or(1000),
            };
            self.setter
                .paint(line, &mut self.picture, left, self.y + cap, ink);
        }
        self.skip(cap + self.sizes.gap + self.sizes.gap / 2);
        Ok(())
    }

    fn number_line(&mut self, number: &str, em: u16) -> Result<Vec<Line>, DrawError> {
        self.setter.set(&[Piece { text: number, em }], u16::MAX)
    }

    /// 優先 or 預約, white on a black plate.
    fn mark(&mut self, mark: &str) -> Result<(), DrawError> {
        let text = clean(mark, LINE_LIMIT);
        let lines = self.setter.fit(
            &text,
            self.sizes.area,
            self.sizes.note,
            dots(self.width() - 2 * MARGIN),
        )?;
        let height = lines.iter().map(|line| line.height).sum::<usize>();
        let plate = lines.iter().map(|line| line.width).max().unwrap_or(0) + 2 * MARGIN;
        let left = (self.picture.width_dots() - plate) / 2;
        self.picture.fill(left..left + plate, self.y..self.y + height);
        self.centred(&lines, Ink::WHITE);
        self.skip(self.sizes.gap / 2);
        Ok(())
    }

    /// People ahead, the forecast and its time on the left, the QR code on the right, both in the middle of the block.
    fn wait(&mut self, content: &SlipContent, words: &SlipWords) -> Result<(), DrawError> {
        let qr = QrPicture::new(&content.qr_url, self.sizes.qr_side)?;
        let beside = self.width().checked_sub(qr.side_dots() + qr.quiet_dots());
        let column = beside
            .filter(|left| *left >= usize::from(self.sizes.figure) * 2)
            .ok_or(QrError::DataTooLong)?;
        let lines = self.wait_lines(content, words, dots(column))?;
        let text_height = lines.iter().map(|line| line.height).sum::<usize>();
        // The hairlines are ink: the quiet zone counts from them, less the white that `rule` leaves already.
        let quiet = qr.quiet_dots().saturating_sub(self.sizes.gap);
        let height = text_height.max(qr.side_dots() + 2 * quiet);
        let top = self.y;
        let right = MARGIN + self.width();
        qr.draw(
            &mut self.picture,
            right - qr.side_dots(),
            top + (height - qr.side_dots()) / 2,
        );
        self.y = top + (height - text_height) / 2;
        for line in &lines {
            self.setter
                .paint(line, &mut self.picture, MARGIN, self.y + line.ascent, Ink::BLACK);
            self.y += line.height;
        }
        self.y = top;
        self.skip(height);
        Ok(())
    }

    fn wait_lines(
        &mut self,
        content: &SlipContent,
        words: &SlipWords,
        width: u16,
    ) -> Result<Vec<Line>, DrawError> {
        let sizes = self.sizes;
        let ahead = content.people_ahead.to_string();
        let mut lines = self.figure(&words.ahead, &ahead, sizes.area, sizes.figure, width)?;
        if let Some(range) = content.estimate {
            let minutes = format!("{}–{}", range.from_min, range.to_min);
            lines.extend(self.figure(&words.estimate, &minutes, sizes.body, sizes.area, width)?);
        }
        lines.extend(self.figure(
            &words.as_of,
            &clean(&content.as_of, LINE_LIMIT),
            sizes.note,
            sizes.note,
            width,
        )?);
        let scan = clean(&words.scan, LINE_LIMIT);
        lines.extend(self.setter.fit(&scan, sizes.note, EM_MIN, width)?);
        Ok(lines)
    }

    /// A sentence whose `#` becomes a figure of its own size, in one line where shrinking both can do it.
    fn figure(
        &mut self,
        words: &str,
        figure: &str,
        em: u16,
        figure_em: u16,
        width: u16,
    ) -> Result<Vec<Line>, DrawError> {
        let words = clean(words, LINE_LIMIT);
        let (before, after) = words.split_once('#').unwrap_or((&words, ""));
        let (mut em, mut figure_em) = (em, figure_em);
        loop {
            let pieces =
                [(before, em), (figure, figure_em), (after, em)].map(|(text, em)| Piece { text, em });
            let lines = self.setter.set(&pieces, width)?;
            if lines.len() <= 1 || em <= EM_MIN {
                return Ok(lines);
            }
            em = em.saturating_sub(2).max(EM_MIN);
            figure_em = figure_em.saturating_sub(4).max(EM_MIN);
        }
    }

    fn documents(&mut self, documents: &[String], heading: &str) -> Result<(), DrawError> {
        if documents.is_empty() {
            return Ok(());
        }
        self.rule();
        let sizes = self.sizes;
        let heading = clean(heading, LINE_LIMIT);
        let lines = self.setter.set(
            &[Piece {
                text: &heading,
                em: sizes.area,
            }],
            dots(self.width()),
        )?;
        self.flush_left(&lines, MARGIN);
        let indent = usize::from(sizes.body) + usize::from(sizes.body) / 4;
        let mut printed = 0;
        for document in documents {
            let text = clean(document, LINE_LIMIT);
            let lines = self.setter.set(
                &[Piece {
                    text: &text,
                    em: sizes.body,
                }],
                dots(self.width() - indent),
            )?;
            if printed + lines.len() > DOCUMENT_LINES {
                let more = self.setter.set(
                    &[Piece {
                        text: "…",
                        em: sizes.body,
                    }],
                    dots(self.width()),
                )?;
                self.flush_left(&more, MARGIN + indent);
                break;
            }
            printed += lines.len();
            self.tick_box(lines.first().map_or(0, |line| line.height));
            self.flush_left(&lines, MARGIN + indent);
        }
        Ok(())
    }

    fn flush_left(&mut self, lines: &[Line], left: usize) {
        for line in lines {
            self.setter
                .paint(line, &mut self.picture, left, self.y + line.ascent, Ink::BLACK);
            self.skip(line.height);
        }
    }

    /// A square to tick, in the middle of a line of the given height.
    fn tick_box(&mut self, line_height: usize) {
        let side = usize::from(self.sizes.body) * 3 / 4;
        let (left, top) = (MARGIN, self.y + line_height.saturating_sub(side) / 2);
        self.picture.fill(left..left + side, top..top + RULE);
        self.picture
            .fill(left..left + side, top + side - RULE..top + side);
        self.picture.fill(left..left + RULE, top..top + side);
        self.picture
            .fill(left + side - RULE..left + side, top..top + side);
    }

    fn closing(&mut self, words: &SlipWords) -> Result<(), DrawError> {
        self.rule();
        for sentence in [&words.missed_call, &words.valid_today] {
            let text = clean(sentence, SENTENCE_LIMIT);
            let lines = self.setter.set(
                &[Piece {
                    text: &text,
                    em: self.sizes.note,
                }],
                dots(self.width()),
            )?;
            self.flush_left(&lines, MARGIN);
        }
        self.skip(self.sizes.gap);
        Ok(())
    }
}

/// A width for the typesetter; paper is never wider than its type holds.
fn dots(length: usize) -> u16 {
    u16::try_from(length).unwrap_or(u16::MAX)
}
