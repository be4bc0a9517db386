//! Text to dots with the one embedded face.
//!
//! Invariant: no system font is ever looked at; the face is a constant of the program and is never copied.
//! Invariant: at most [`GLYPHS_KEPT`] drawn glyphs are kept, so that a kiosk's memory does not grow with its days.

use std::sync::Arc;

use cosmic_text::{
    Attrs, Buffer, CacheKey, Family, FontSystem, Hinting, LayoutRun, Metrics, Shaping, SwashCache, Weight,
    Wrap, fontdb,
};

use super::{
    bitmap::Bitmap,
    error::DrawError,
    ink::{Ink, Stamp, paint_inside, signed},
};

/// See `assets/fonts/PROVENANCE.md`.
static FACE: &[u8] = include_bytes!("../assets/fonts/NotoSansCJKtc-Medium.otf");
const FAMILY: &str = "Noto Sans CJK TC";
/// Decides between regional forms of one character.
const LOCALE: &str = "zh-Hant";
/// Narrowest a text is squeezed before it is broken, in thousandths.
const SQUEEZE_MIN: usize = 860;
/// Drawn glyphs kept for the next slips, which say much the same; some kilobytes each at the most.
const GLYPHS_KEPT: usize = 1024;
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
    /// Width of the text in thousandths of its natural width.
    squeeze: usize,
}

struct Glyph {
    key: CacheKey,
    x: i32,
    /// From the baseline, downwards.
    y: i32,
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
        // With rounded advances the glyphs run past the width that the line was measured and broken by.
        buffer.set_hinting(Hinting::Disabled);
        buffer.set_wrap(Wrap::WordOrGlyph);
        buffer.set_size(Some(f32::from(width)), None);
        let spans = pieces
            .iter()
            .map(|piece| (piece.text, attrs.clone().metrics(metrics(piece.em))));
        buffer.set_rich_text(spans, &attrs, Shaping::Advanced, None);
        buffer.shape_until_scroll(&mut self.fonts, false);
        buffer.layout_runs().map(|run| Line::from_run(&run)).collect()
    }

    /// Sets pieces in one line: shrunk in proportion until the smallest of them is of `em_min`, then squeezed a little;
    /// what is still too wide is broken.
    pub(super) fn fit(
        &mut self,
        pieces: &[Piece<'_>],
        em_min: u16,
        width: u16,
    ) -> Result<Vec<Line>, DrawError> {
        let lines = self.set(pieces, u16::MAX)?;
        let (natural, room) = (width_of(&lines), usize::from(width));
        if natural <= room {
            return Ok(lines);
        }
        let smallest = pieces.iter().map(|piece| piece.em).min().unwrap_or(em_min);
        let floor = (usize::from(em_min) * 1000 / usize::from(smallest.max(1))).min(1000);
        let guess = room * 1000 / natural;
        // Width goes with the em but for rounding: the second guess makes up for it.
        for ratio in [guess, guess.saturating_sub(30)] {
            if ratio > floor {
                let lines = self.set(&scaled(pieces, ratio), u16::MAX)?;
                if width_of(&lines) <= room {
                    return Ok(lines);
                }
            }
        }
        let smallest = scaled(pieces, floor);
        let lines = self.set(&smallest, u16::MAX)?;
        if width_of(&lines) * SQUEEZE_MIN / 1000 <= room {
            return Ok(lines.into_iter().map(|line| line.squeezed_to(room)).collect());
        }
        self.set(&smallest, width)
    }

    /// Puts a line on paper, its left end and its baseline given; ink that would lean out of the edges moves in.
    pub(super) fn paint(
        &mut self,
        line: &Line,
        picture: &mut Bitmap,
        left: usize,
        baseline: usize,
        ink: Ink,
    ) {
        if self.glyphs.image_cache.len() > GLYPHS_KEPT {
            self.glyphs.image_cache.clear();
        }
        let origin = (signed(left), signed(baseline));
        let stamps = line.glyphs.iter().filter_map(|glyph| {
            let image = self.glyphs.get_image(&mut self.fonts, glyph.key).clone()?;
            Some(Stamp::new(image, (glyph.x, glyph.y), line.squeeze, origin))
        });
        paint_inside(&stamps.collect::<Vec<_>>(), picture, ink);
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
            squeeze: 1000,
        })
    }

    /// The same line, made narrower where it is wider than `width`; its height stays.
    pub(super) fn squeezed_to(self, width: usize) -> Self {
        if self.width <= width {
            return self;
        }
        Self {
            squeeze: width * 1000 / self.width,
            width,
            ..self
        }
    }
}

fn metrics(em: u16) -> Metrics {
    Metrics::relative(f32::from(em), LINE_EM)
}

/// Width of what was set in one line, in dots.
fn width_of(lines: &[Line]) -> usize {
    lines.iter().map(|line| line.width).max().unwrap_or(0)
}

/// The pieces with their em in thousandths.
fn scaled<'a>(pieces: &[Piece<'a>], per_mille: usize) -> Vec<Piece<'a>> {
    let em = |em: u16| u16::try_from((usize::from(em) * per_mille).div_euclid(1000)).unwrap_or(em);
    pieces
        .iter()
        .map(|piece| Piece {
            em: em(piece.em).max(1),
            ..*piece
        })
        .collect()
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "lengths on a slip are positive and far below the limits of either type"
)]
fn whole_dots(length: f32) -> usize {
    length.ceil().max(0.0) as usize
}
