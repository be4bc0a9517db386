//! The correction notice: whose case, everything missing in a numbered list, until when and where to bring it.
//!
//! Invariant: nothing of the list is left out; a list too long for a slip is an error.

use super::sheet::{LINE_LIMIT, Sheet, filled};
use crate::{
    CorrectionNotice, DrawError, MissingItem, NoticeWords,
    bitmap::Bitmap,
    sizes::{EM_MIN, MARGIN},
    text::clean,
    typesetter::Line,
};

/// Most things that one notice lists.
const ITEMS_MAX: usize = 99;
/// Most characters of one of them, and of the rule behind it.
const ITEM_LIMIT: usize = 500;

/// Draws a correction notice on an empty sheet.
pub(super) fn draw(
    mut sheet: Sheet<'_>,
    notice: &CorrectionNotice,
    words: &NoticeWords,
) -> Result<Bitmap, DrawError> {
    check_length(&notice.missing)?;
    let sizes = sheet.sizes;
    sheet.reprint_bar(notice.attempt, &words.reprint)?;
    sheet.label(&notice.hall, sizes.hall, sizes.note)?;
    sheet.label(&words.title, sizes.service, sizes.body)?;
    sheet.rule();
    sheet.whose(notice, words)?;
    sheet.rule();
    sheet.missing(&notice.missing, words)?;
    sheet.rule();
    sheet.fact(&words.due, &notice.due, sizes.area)?;
    sheet.fact(&words.bring_to, &notice.bring_to, sizes.body)?;
    sheet.fact(&words.phone, &notice.phone, sizes.body)?;
    sheet.fact(&words.complaint, &notice.complaint, sizes.body)?;
    sheet.rule();
    sheet.fact(&words.issued_at, &notice.issued_at, sizes.note)?;
    Ok(sheet.finish())
}

/// Whether all of the list can stand on a slip, uncut.
fn check_length(missing: &[MissingItem]) -> Result<(), DrawError> {
    let is_long = |text: &str| text.chars().count() > ITEM_LIMIT;
    let has_long = |item: &MissingItem| is_long(&item.text) || item.basis.as_deref().is_some_and(is_long);
    if missing.len() > ITEMS_MAX || missing.iter().any(has_long) {
        return Err(DrawError::TooMuchMissing {
            count: missing.len(),
            most: ITEMS_MAX,
        });
    }
    Ok(())
}

impl Sheet<'_> {
    /// Department, service, number and case beside the code of the case.
    fn whose(&mut self, notice: &CorrectionNotice, words: &NoticeWords) -> Result<(), DrawError> {
        let sizes = self.sizes;
        let (qr, column) = self.qr(&notice.qr_url)?;
        let mut lines = Vec::new();
        let names = [(&notice.department, sizes.body), (&notice.service, sizes.area)];
        for (name, em) in names {
            let name = clean(name, LINE_LIMIT);
            lines.extend(self.one_line(&name, em, sizes.body, column)?);
        }
        let number = (sizes.body, sizes.area);
        lines.extend(self.figure(&words.number, &notice.number, number, column)?);
        let note = (sizes.note, sizes.note);
        let case_code = self.figure(&words.case_code, &notice.case_code, note, column)?;
        // A code broken in two is hard to read out on the telephone.
        let is_broken = case_code.len() > 1;
        if !is_broken {
            lines.extend(case_code);
        }
        let scan = clean(&words.scan, LINE_LIMIT);
        lines.extend(self.one_line(&scan, sizes.note, EM_MIN, column)?);
        self.beside_qr(&qr, &lines);
        if is_broken {
            self.fact(&words.case_code, &notice.case_code, sizes.body)?;
        }
        Ok(())
    }

    /// The list, each number in front of its text and the rule below it.
    fn missing(&mut self, missing: &[MissingItem], words: &NoticeWords) -> Result<(), DrawError> {
        let sizes = self.sizes;
        self.fact(&words.missing, &missing.len().to_string(), sizes.area)?;
        let indent = usize::from(sizes.body) * if missing.len() > 9 { 4 } else { 3 } / 2;
        for (index, item) in missing.iter().enumerate() {
            self.skip(sizes.gap / 2);
            let top = self.y;
            let number = self.lines(&format!("{}.", index + 1), LINE_LIMIT, sizes.body, 0)?;
            self.flush_left(&number, MARGIN);
            self.y = top;
            let text = self.lines(&item.text, ITEM_LIMIT, sizes.body, indent)?;
            self.flush_left(&text, MARGIN + indent);
            let basis = self.basis_lines(item, words, indent)?;
            self.flush_left(&basis, MARGIN + indent);
        }
        Ok(())
    }

    fn basis_lines(
        &mut self,
        item: &MissingItem,
        words: &NoticeWords,
        indent: usize,
    ) -> Result<Vec<Line>, DrawError> {
        let Some(basis) = &item.basis else {
            return Ok(Vec::new());
        };
        let text = filled(&clean(&words.basis, LINE_LIMIT), &clean(basis, ITEM_LIMIT));
        self.lines(&text, ITEM_LIMIT + LINE_LIMIT, self.sizes.note, indent)
    }
}
