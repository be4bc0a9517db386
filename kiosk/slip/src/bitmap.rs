//! One-bit pictures: the canvas a slip is drawn on, and the finished raster that may go to a printer.
//!
//! Invariant: the width is a whole number of bytes, so rows join without padding.
//! Invariant: a [`Raster`] holds none of `10 04`, `10 05`, `10 14`, across rows too.

use std::ops::Range;

/// Dots in a byte of a row.
const DOTS_PER_BYTE: usize = 8;

/// A one-bit picture, black on white, that grows downwards as it is drawn on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bitmap {
    bytes_per_row: usize,
    bytes: Vec<u8>,
}

impl Bitmap {
    /// An empty picture of `bytes_per_row × 8` dots width and no height.
    #[must_use]
    pub fn new(bytes_per_row: usize) -> Self {
        Self {
            bytes_per_row: bytes_per_row.max(1),
            bytes: Vec::new(),
        }
    }

    /// Width in dots.
    #[must_use]
    pub fn width_dots(&self) -> usize {
        self.bytes_per_row * DOTS_PER_BYTE
    }

    /// Width in bytes.
    #[must_use]
    pub fn bytes_per_row(&self) -> usize {
        self.bytes_per_row
    }

    /// Height in dots.
    #[must_use]
    pub fn height_dots(&self) -> usize {
        self.bytes.len() / self.bytes_per_row
    }

    /// All rows, top to bottom, the leftmost dot in the highest bit, a set bit black.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Whether a dot is black; outside the picture all is white.
    #[must_use]
    pub fn is_black(&self, x: usize, y: usize) -> bool {
        self.place(x, y)
            .is_some_and(|(index, bit)| self.bytes.get(index).is_some_and(|byte| byte & bit != 0))
    }

    /// Whether a row has no black dot; rows outside the picture are blank.
    #[must_use]
    pub fn is_blank_row(&self, y: usize) -> bool {
        let start = y * self.bytes_per_row;
        self.bytes
            .get(start..start + self.bytes_per_row)
            .is_none_or(|row| row.iter().all(|byte| *byte == 0))
    }

    /// Makes the picture at least `rows` high, with white rows at the foot.
    pub fn grow_to(&mut self, rows: usize) {
        let needed = rows * self.bytes_per_row;
        if self.bytes.len() < needed {
            self.bytes.resize(needed, 0);
        }
    }

    /// Appends rows given as bytes of this picture's width; a last row cut short is filled with white.
    pub fn append_rows(&mut self, rows: &[u8]) {
        self.bytes.extend_from_slice(rows);
        let whole = self.bytes.len().div_ceil(self.bytes_per_row);
        self.bytes.resize(whole * self.bytes_per_row, 0);
    }

    /// Paints one dot, growing the picture when it lies below; dots beside the picture are dropped.
    pub fn paint(&mut self, x: usize, y: usize, black: bool) {
        self.grow_to(y + 1);
        let Some((index, bit)) = self.place(x, y) else {
            return;
        };
        if let Some(byte) = self.bytes.get_mut(index) {
            *byte = if black { *byte | bit } else { *byte & !bit };
        }
    }

    /// Fills a rectangle with black.
    pub fn fill(&mut self, columns: Range<usize>, rows: Range<usize>) {
        for y in rows {
            for x in columns.clone() {
                self.paint(x, y, true);
            }
        }
    }

    /// The picture as a one-bit greyscale PNG, black ink on white paper.
    ///
    /// # Errors
    /// When a side is zero or larger than PNG allows.
    pub fn to_png(&self) -> Result<Vec<u8>, png::EncodingError> {
        let mut file = Vec::new();
        let width = u32::try_from(self.width_dots()).unwrap_or(u32::MAX);
        let height = u32::try_from(self.height_dots()).unwrap_or(u32::MAX);
        let mut encoder = png::Encoder::new(&mut file, width, height);
        encoder.set_color(png::ColorType::Grayscale);
        encoder.set_depth(png::BitDepth::One);
        let mut writer = encoder.write_header()?;
        let light: Vec<u8> = self.bytes.iter().map(|ink| !ink).collect();
        writer.write_image_data(&light)?;
        writer.finish()?;
        Ok(file)
    }

    fn place(&self, x: usize, y: usize) -> Option<(usize, u8)> {
        let bit = 0x80_u8 >> (x % DOTS_PER_BYTE);
        (x < self.width_dots()).then_some((y * self.bytes_per_row + x / DOTS_PER_BYTE, bit))
    }
}

/// A finished picture that a printer can be given.
///
/// A printer obeys real-time commands wherever it meets them, in picture data too: `10 04` asks for status, `10 05`
/// throws the buffer away, `10 14` opens a drawer or cuts off power (Epson ESC/POS reference, DLE commands).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Raster(Bitmap);

impl Raster {
    /// Finishes a picture: wherever its bytes spell a real-time command, one dot is blackened.
    #[must_use]
    pub fn finish(mut picture: Bitmap) -> Self {
        let mut previous: Option<&mut u8> = None;
        for byte in &mut picture.bytes {
            if let Some(before) = previous
                && *before == DLE
                && REAL_TIME.contains(byte)
            {
                *before |= DLE >> 1;
            }
            previous = Some(byte);
        }
        Self(picture)
    }

    /// The dots.
    #[must_use]
    pub fn bitmap(&self) -> &Bitmap {
        &self.0
    }

    /// The picture cut into bands of at most `limit` rows, at blank rows where there is one in the band's second half.
    #[must_use]
    pub fn bands(&self, limit: usize) -> Vec<Range<usize>> {
        let (limit, height) = (limit.max(1), self.0.height_dots());
        let mut bands = Vec::new();
        let mut start = 0;
        while start < height {
            let longest = (start + limit).min(height);
            let cut = (start + limit / 2..longest)
                .rev()
                .find(|row| self.0.is_blank_row(*row));
            let end = if longest == height {
                height
            } else {
                cut.map_or(longest, |row| row + 1)
            };
            bands.push(start..end);
            start = end;
        }
        bands
    }
}

const DLE: u8 = 0x10;
/// EOT, ENQ, DC4: what makes a real-time command of a DLE.
const REAL_TIME: [u8; 3] = [0x04, 0x05, 0x14];
