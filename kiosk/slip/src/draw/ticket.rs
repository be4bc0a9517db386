//! The ticket: number, service and place, the queue beside the QR code, further matters, documents, and what happens when a call is missed.

use super::sheet::{LINE_LIMIT, SENTENCE_LIMIT, Sheet, dots, filled, height_of};
use crate::{
    DrawError, EstimateRange, FurtherMatter, SlipContent, SlipWords,
    bitmap::Bitmap,
    ink::Ink,
    sizes::{EM_MIN, MARGIN, RULE},
    text::clean,
    typesetter::{Line, Piece},
};

/// White that letters such as g and y need above the number, in dots.
const LETTER_TAIL: usize = 12;
/// How far what is said of a further matter stands behind its service, in dots.
const INDENT: usize = 24;

/// Draws a ticket on an empty sheet.
pub(super) fn draw(
    mut sheet: Sheet<'_>,
    content: &SlipContent,
    words: &SlipWords,
) -> Result<Bitmap, DrawError> {
    let sizes = sheet.sizes;
    sheet.reprint_bar(content.attempt, &words.reprint)?;
    sheet.label(&content.hall, sizes.hall, sizes.note)?;
    sheet.skip((2 * sizes.gap).max(LETTER_TAIL));
    sheet.number(&content.number, content.mark.as_deref(), sizes.number_cap)?;
    sheet.service(&content.service, content.service_second.as_deref())?;
    sheet.skip(sizes.gap / 2);
    let place = format!("{}　{}", content.area, content.windows);
    sheet.label(&place, sizes.area, sizes.note)?;
    for more in content.cases.iter().chain(&content.then) {
        sheet.label(more, sizes.body, sizes.note)?;
    }
    sheet.rule();
    let (missed_call, valid_apart) = sheet.closing_lines(words)?;
    sheet.wait(content, words, valid_apart)?;
    if !content.also.is_empty() {
        sheet.rule();
        sheet.further(&content.also, words)?;
    }
    if !content.documents.is_empty() {
        sheet.rule();
        let below = height_of(&missed_call) + RULE + 3 * sizes.gap;
        let room = sizes.length.saturating_sub(sheet.y + below);
        sheet.documents(
            &content.documents,
            (&words.documents, &words.more_documents),
            room,
        )?;
    }
    sheet.rule();
    sheet.flush_left(&missed_call, MARGIN);
    Ok(sheet.finish())
}

impl Sheet<'_> {
    /// The service, and its second language behind it where both fit at their full size, else below it.
    fn service(&mut self, service: &str, second: Option<&str>) -> Result<(), DrawError> {
        let sizes = self.sizes;
        let Some(second) = second else {
            return self.label(service, sizes.service, sizes.body);
        };
        let (first, behind) = (
            clean(service, LINE_LIMIT),
            format!("　{}", clean(second, LINE_LIMIT)),
        );
        let both = [(first.as_str(), sizes.service), (behind.as_str(), sizes.body)];
        let lines = self
            .setter
            .set(&both.map(|(text, em)| Piece { text, em }), dots(self.width()))?;
        if lines.len() == 1 {
            self.centred(&lines, Ink::Black);
            return Ok(());
        }
        self.label(service, sizes.service, sizes.body)?;
        self.label(second, sizes.body, sizes.note)
    }

    /// What happens when a call is missed, and that the ticket is of today, unless that would take a line more:
    /// then true, and there is room for it beside the code.
    fn closing_lines(&mut self, words: &SlipWords) -> Result<(Vec<Line>, bool), DrawError> {
        let note = self.sizes.note;
        let alone = self.lines(&words.missed_call, SENTENCE_LIMIT, note, 0)?;
        let valid = clean(&words.valid_today, LINE_LIMIT);
        let space = if valid.is_ascii() { " " } else { "" };
        let joined = format!("{}{space}{valid}", clean(&words.missed_call, SENTENCE_LIMIT));
        let joined = self.lines(&joined, SENTENCE_LIMIT + LINE_LIMIT, note, 0)?;
        Ok(if joined.len() > alone.len() {
            (alone, true)
        } else {
            (joined, false)
        })
    }

    /// People ahead, the forecast and its time on the left, the QR code on the right.
    fn wait(&mut self, content: &SlipContent, words: &SlipWords, valid_apart: bool) -> Result<(), DrawError> {
        let (qr, width) = self.qr(&content.qr_url)?;
        let sizes = self.sizes;
        let mut lines = self.ahead(content.people_ahead, words, width)?;
        if let Some(range) = content.estimate {
            lines.extend(self.figure(&words.estimate, &minutes(range), (sizes.body, sizes.area), width)?);
        }
        lines.extend(self.figure(&words.as_of, &content.as_of, (sizes.note, sizes.note), width)?);
        if valid_apart {
            lines.extend(self.note(&words.valid_today, width)?);
        }
        lines.extend(self.note(&words.scan, width)?);
        self.beside_qr(&qr, &lines);
        Ok(())
    }

    /// How many are ahead, or that nobody counts.
    fn ahead(&mut self, ahead: Option<u32>, words: &SlipWords, width: u16) -> Result<Vec<Line>, DrawError> {
        let sizes = self.sizes;
        if let Some(ahead) = ahead {
            return self.figure(
                &words.ahead,
                &ahead.to_string(),
                (sizes.area, sizes.figure),
                width,
            );
        }
        let text = clean(&words.alone, SENTENCE_LIMIT);
        let em = sizes.body;
        self.setter.set(&[Piece { text: &text, em }], width)
    }

    /// The other matters: each its service, and below it where, behind how many, and what follows.
    fn further(&mut self, also: &[FurtherMatter], words: &SlipWords) -> Result<(), DrawError> {
        let sizes = self.sizes;
        self.sentence(&words.also, sizes.note)?;
        for matter in also {
            let service = self.nearly(&clean(&matter.service, LINE_LIMIT), sizes.area, 0)?;
            self.flush_left(&service, MARGIN);
            let ahead = matter.people_ahead;
            let ahead = ahead.map(|ahead| filled(&clean(&words.ahead, LINE_LIMIT), &ahead.to_string()));
            let place = clean(&matter.place, LINE_LIMIT);
            let place = ahead.map_or_else(|| place.clone(), |ahead| format!("{place}　{ahead}"));
            for below in std::iter::once(&place).chain(&matter.then) {
                let lines = self.nearly(&clean(below, SENTENCE_LIMIT), sizes.body, INDENT)?;
                self.flush_left(&lines, MARGIN + INDENT);
            }
        }
        Ok(())
    }

    fn note(&mut self, text: &str, width: u16) -> Result<Vec<Line>, DrawError> {
        let text = clean(text, LINE_LIMIT);
        self.one_line(&text, self.sizes.note, EM_MIN, width)
    }
}

/// `20–30`, or `20` when both ends are the same.
fn minutes(range: EstimateRange) -> String {
    if range.from_min == range.to_min {
        range.to_min.to_string()
    } else {
        format!("{}–{}", range.from_min, range.to_min)
    }
}
