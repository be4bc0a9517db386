//! Text to dots with the one embedded face.
//!
//! Invariant: no system font is ever looked at; the face is a constant of the program and is never copied.
//! Invariant: drawn glyphs are not cached, so that a kiosk's memory does not grow with its days.

use std::sync::Arc;

use cosmic_text::{
    Attrs, Buffer, CacheKey, Family, FontSystem, Hinting, LayoutRun, Metrics, Shaping, SwashCache,
    SwashImage, Weight, Wrap, fontdb,
};

use super::{bitmap::Bitmap, draw::DrawError};

/// See `assets/fonts/PROVENANCE.md`.
static FACE: &[u8] = include_bytes!("../assets/fonts/NotoSansCJKtc-Medium.otf");
const FAMILY: &str = "Noto Sans CJK TC";
/// Decides between regional forms of one character.
const LOCALE: &str = "zh-Hant";
/// Coverage, of 255, from which a dot is black. Below one half: heat bleeds less than thin strokes lose.
const INK_FROM: u8 = 112;
/// Line height in em; CJK needs no more, Latin descenders fit.
const LINE_EM: f32 = 1.25;

/// Draws text; expensive to make (some ten milliseconds), cheap to use.
#[derive(Debug)]
pub struct Typesetter {
    fonts: FontSystem,
    glyphs: SwashCache,
}

/// A stretch of text of one size.
#[derive(Clone, Copy)]
pub(super) struct Piece<'a> {
    pub(super) text: &'a str,
    /// Size of the em, in dots.
    pub(super) em: u16,
}

/// One line of set text.
pub(super) struct Line {
    glyphs: Vec<Glyph>,
    pub(super) width: usize,
    pub(super) height: usize,
    /// From the line's top to its baseline, in dots.
    pub(super) ascent: usize,
}

struct Glyph {
    key: CacheKey,
    x: i32,
    /// From the baseline, downwards.
    y: i32,
}

/// How a line is put on paper.
#[derive(Clone, Copy)]
pub(super) struct Ink {
    pub(super) black: bool,
    /// Width of the text in thousandths of its natural width, at most 1000.
    pub(super) squeeze: u32,
}

impl Ink {
    pub(super) const BLACK: Self = Self {
        black: true,
        squeeze: 1000,
    };
    pub(super) const WHITE: Self = Self {
        black: false,
        squeeze: 1000,
    };
}

impl Default for Typesetter {
    fn default() -> Self {
        Self::new()
    }
}

impl Typesetter {
    /// Reads the embedded face.
    #[must_use]
    pub fn new() -> Self {
        let mut faces = fontdb::Database::new();
        faces.load_font_source(fontdb::Source::Binary(Arc::new(FACE)));
        Self {
            fonts: FontSystem::new_with_locale_and_db(LOCALE.to_owned(), faces),
            glyphs: SwashCache::new(),
        }
    }

    /// Sets pieces one after the other, broken into lines of at most `width` dots.
    pub(super) fn set(&mut self, pieces: &[Piece<'_>], width: u16) -> Result<Vec<Line>, DrawError> {
        let attrs = Attrs::new().family(Family::Name(FAMILY)).weight(Weight::MEDIUM);
        let largest = pieces.iter().map(|piece| piece.em).max().unwrap_or(1);
        let mut buffer = Buffer::new_empty(metrics(largest));
        buffer.set_hinting(Hinting::Enabled);
        buffer.set_wrap(Wrap::WordOrGlyph);
        buffer.set_size(Some(f32::from(width)), None);
        let spans = pieces
            .iter()
            .map(|piece| (piece.text, attrs.clone().metrics(metrics(piece.em))));
        buffer.set_rich_text(spans, &attrs, Shaping::Advanced, None);
        buffer.shape_until_scroll(&mut self.fonts, false);
        buffer.layout_runs().map(|run| Line::from_run(&run)).collect()
    }

    /// Sets one text in one line, shrinking it from `em` to no less than `em_min`, then breaking it.
    pub(super) fn fit(
        &mut self,
        text: &str,
        em: u16,
        em_min: u16,
        width: u16,
    ) -> Result<Vec<Line>, DrawError> {
        let mut em = em;
        loop {
            let lines = self.set(&[Piece { text, em }], width)?;
            if lines.len() <= 1 || em <= em_min {
                return Ok(lines);
            }
            em = em.saturating_sub(2).max(em_min);
        }
    }

    /// Puts a line on paper, its left end and its baseline given.
    pub(super) fn paint(
        &mut self,
        line: &Line,
        picture: &mut Bitmap,
        left: usize,
        baseline: usize,
        ink: Ink,
    ) {
        for glyph in &line.glyphs {
            if let Some(image) = self.glyphs.get_image_uncached(&mut self.fonts, glyph.key) {
                paint_glyph(glyph, &image, picture, (left, baseline), ink);
            }
        }
    }
}

impl Line {
    fn from_run(run: &LayoutRun<'_>) -> Result<Self, DrawError> {
        let mut glyphs = Vec::with_capacity(run.glyphs.len());
        for glyph in run.glyphs {
            if glyph.glyph_id == 0 {
                let character = run.text.get(glyph.start..).and_then(|rest| rest.chars().next());
                return Err(DrawError::MissingGlyph {
                    character: character.unwrap_or(char::REPLACEMENT_CHARACTER),
                });
            }
            let placed = glyph.physical((0.0, 0.0), 1.0);
            glyphs.push(Glyph {
                key: placed.cache_key,
                x: placed.x,
                y: placed.y,
            });
        }
        Ok(Self {
            glyphs,
            width: whole_dots(run.line_w),
            height: whole_dots(run.line_height),
            ascent: whole_dots(run.line_y - run.line_top),
        })
    }
}

fn metrics(em: u16) -> Metrics {
    Metrics::relative(f32::from(em), LINE_EM)
}

fn paint_glyph(glyph: &Glyph, image: &SwashImage, picture: &mut Bitmap, origin: (usize, usize), ink: Ink) {
    let columns = image.placement.width as usize;
    if columns == 0 {
        return;
    }
    let squeezed = (columns * ink.squeeze as usize).div_ceil(1000);
    let left = i64::from(glyph.x + image.placement.left) * i64::from(ink.squeeze) / 1000;
    let top = i64::from(glyph.y - image.placement.top);
    for (row, coverage) in image.data.chunks_exact(columns).enumerate() {
        let Some(y) = shifted(origin.1 + row, top) else {
            continue;
        };
        for column in 0..squeezed {
            if sample(coverage, column, ink.squeeze) >= INK_FROM
                && let Some(x) = shifted(origin.0 + column, left)
            {
                picture.paint(x, y, ink.black);
            }
        }
    }
}

/// Coverage of a squeezed row at `column`, interpolated between the two nearest columns of the full row.
fn sample(coverage: &[u8], column: usize, squeeze: u32) -> u8 {
    let at_256ths = ((2 * column + 1) * 128_000 / (squeeze.max(1) as usize)).saturating_sub(128);
    let (first, part) = (at_256ths / 256, at_256ths % 256);
    let of = |index: usize| usize::from(coverage.get(index).copied().unwrap_or(0));
    u8::try_from((of(first) * (256 - part) + of(first + 1) * part) / 256).unwrap_or(u8::MAX)
}

fn shifted(position: usize, by: i64) -> Option<usize> {
    i64::try_from(position)
        .ok()
        .and_then(|position| usize::try_from(position + by).ok())
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "lengths on a slip are positive and far below the limits of either type"
)]
fn whole_dots(length: f32) -> usize {
    length.ceil().max(0.0) as usize
}
