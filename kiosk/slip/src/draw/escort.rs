//! The slip of an escort: a guide is coming, where to, and what to do if nobody comes.

use super::sheet::Sheet;
use crate::{DrawError, EscortSlip, EscortWords, bitmap::Bitmap};

/// Draws an escort's slip on an empty sheet.
pub(super) fn draw(
    mut sheet: Sheet<'_>,
    slip: &EscortSlip,
    words: &EscortWords,
) -> Result<Bitmap, DrawError> {
    let sizes = sheet.sizes;
    sheet.reprint_bar(slip.attempt, &words.reprint)?;
    sheet.label(&slip.hall, sizes.hall, sizes.note)?;
    sheet.rule();
    sheet.label(&words.coming, sizes.figure, sizes.body)?;
    sheet.label(&words.stay, sizes.area, sizes.body)?;
    sheet.skip(sizes.gap);
    if let Some(number) = &slip.number {
        sheet.rule();
        sheet.label(&words.number, sizes.body, sizes.note)?;
        sheet.skip(sizes.gap);
        sheet.number(number, None, sizes.number_cap / 2)?;
    }
    sheet.rule();
    sheet.fact(&words.place, &slip.place, sizes.area)?;
    sheet.fact(&words.called_at, &slip.called_at, sizes.area)?;
    sheet.rule();
    sheet.sentence(&words.nobody_comes, sizes.area)?;
    Ok(sheet.finish())
}
