//! The slip: what a visitor takes away, from its content to the bytes a printer understands.
//!
//! Invariant: pure. Nothing here opens a socket, reads a clock or asks the system for a font; the same content
//! gives the same dots on every machine.
//! Invariant: a character that the face cannot draw is an error, never an empty box on paper.
//! Invariant: a [`Raster`] holds no real-time command, wherever it is cut into bands.

mod bitmap;
mod content;
mod draw;
mod encode;
mod error;
mod ink;
mod qr;
pub mod samples;
mod sizes;
mod text;
mod typesetter;

pub use bitmap::{Bitmap, Raster};
pub use content::{
    CorrectionNotice, EscortSlip, EscortWords, EstimateRange, FurtherMatter, MissingItem, NoticeWords, Paper,
    PrintSize, SlipContent, SlipLook, SlipWords,
};
pub use encode::{Closing, JobId, encode};
pub use error::DrawError;
pub use typesetter::Typesetter;

#[cfg(test)]
mod tests;
