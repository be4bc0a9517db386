//! The documents to have ready: boxes to tick, as many to a line as fit.

use super::sheet::{LINE_LIMIT, Sheet, dots};
use crate::{
    DrawError,
    ink::Ink,
    sizes::{MARGIN, RULE},
    text::clean,
    typesetter::Line,
};

/// Most lines that documents take.
const LINES_MAX: usize = 5;

/// One printed line: texts and boxes at their distance from the left margin.
#[derive(Default)]
struct Row {
    texts: Vec<(usize, Line)>,
    boxes: Vec<usize>,
    /// Where its ink ends.
    end: usize,
}

impl Row {
    fn push(&mut self, left: usize, line: Line) {
        self.end = left + line.width;
        self.texts.push((left, line));
    }

    /// The row without its documents: only a heading stands at the very left, without a box.
    fn heading_alone(mut self) -> Self {
        self.texts.retain(|(left, _)| *left == 0);
        self.boxes.clear();
        self.end = self.texts.iter().map(|(_, line)| line.width).max().unwrap_or(0);
        self
    }

    fn height(&self) -> usize {
        self.texts.iter().map(|(_, line)| line.height).max().unwrap_or(0)
    }

    fn ascent(&self) -> usize {
        self.texts.iter().map(|(_, line)| line.ascent).max().unwrap_or(0)
    }
}

impl Sheet<'_> {
    /// The heading and the documents behind it, in at most five lines and `room` dots; one line there always is.
    pub(super) fn documents(
        &mut self,
        documents: &[String],
        (heading, more): (&str, &str),
        room: usize,
    ) -> Result<(), DrawError> {
        let mut rows = self.pack(documents, heading)?;
        let mut left = room;
        let fitting = rows.iter().take_while(|row| {
            let fits = row.height() <= left;
            left = left.saturating_sub(row.height());
            fits
        });
        let heading_rows = rows.iter().take_while(|row| row.boxes.is_empty()).count();
        let allowed = fitting
            .count()
            .clamp(heading_rows + 1, LINES_MAX.max(heading_rows + 1));
        if allowed < rows.len() {
            rows.truncate(allowed);
            self.say_more(&mut rows, more)?;
        }
        for row in &rows {
            self.paint_row(row);
        }
        Ok(())
    }

    /// Puts each document behind the one before where it fits, else on a line of its own, or several.
    fn pack(&mut self, documents: &[String], heading: &str) -> Result<Vec<Row>, DrawError> {
        let (body, width) = (self.sizes.body, self.width());
        let indent = self.box_indent();
        let mut rows = Vec::new();
        let mut row = Row::default();
        for line in self.lines(heading, LINE_LIMIT, self.sizes.area, 0)? {
            rows.extend(next_row(&mut row));
            row.push(0, line);
        }
        for document in documents {
            let text = clean(document, LINE_LIMIT);
            if text.is_empty() {
                continue;
            }
            let lines = self.nearly(&text, body, indent)?;
            let is_single = lines.len() == 1;
            for (index, line) in lines.into_iter().enumerate() {
                let behind = row.end + usize::from(body);
                let fits_behind = is_single && behind + indent + line.width <= width;
                let left = if fits_behind && row.end > 0 { behind } else { 0 };
                if left == 0 {
                    rows.extend(next_row(&mut row));
                }
                if index == 0 {
                    row.boxes.push(left);
                }
                row.push(left + indent, line);
            }
            // One line more than can be printed is enough to know that not all of it can.
            if rows.len() > LINES_MAX {
                break;
            }
        }
        rows.extend(next_row(&mut row));
        Ok(rows)
    }

    /// Says behind the last line that there is more; documents on a last line that is full give way, the heading stays.
    fn say_more(&mut self, rows: &mut Vec<Row>, more: &str) -> Result<(), DrawError> {
        let (body, width) = (self.sizes.body, self.width());
        let text = clean(more, LINE_LIMIT);
        let lines = self.one_line(&text, body, self.sizes.note, dots(width))?;
        let (Some(mut row), Some(line)) = (rows.pop(), lines.into_iter().next()) else {
            return Ok(());
        };
        let space = usize::from(body) / 2;
        if row.end + space + line.width > width {
            row = row.heading_alone();
        }
        if row.end > 0 && row.end + space + line.width > width {
            rows.push(std::mem::take(&mut row));
        }
        let left = if row.end > 0 {
            row.end + space
        } else {
            self.box_indent()
        };
        row.push(left.min(width.saturating_sub(line.width)), line);
        rows.push(row);
        Ok(())
    }

    fn paint_row(&mut self, row: &Row) {
        let baseline = self.y + row.ascent();
        for left in &row.boxes {
            self.tick_box(MARGIN + left, baseline);
        }
        for (left, line) in &row.texts {
            self.ink(line, MARGIN + left, baseline, Ink::Black);
        }
        self.skip(row.height());
    }

    /// A square to tick, in the middle of the characters that stand on a baseline.
    fn tick_box(&mut self, left: usize, baseline: usize) {
        let side = usize::from(self.sizes.body) * 3 / 4;
        let top = baseline.saturating_sub(side - side / 8);
        let (right, bottom) = (left + side, top + side);
        self.picture.fill(left..right, top..top + RULE);
        self.picture.fill(left..right, bottom - RULE..bottom);
        self.picture.fill(left..left + RULE, top..bottom);
        self.picture.fill(right - RULE..right, top..bottom);
    }

    fn box_indent(&self) -> usize {
        usize::from(self.sizes.body)
    }
}

/// Takes a row that something stands in, and leaves an empty one.
fn next_row(row: &mut Row) -> Option<Row> {
    (row.end > 0).then(|| std::mem::take(row))
}
