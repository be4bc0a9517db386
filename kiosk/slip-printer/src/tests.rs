//! Claims about the printer's thread, its ears, and the whole way from slip to paper.

mod answers;
mod attempts;
mod look;
mod presenter;
mod rig;
mod sweep;
