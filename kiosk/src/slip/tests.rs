//! Claims about slips: what is drawn, and the bytes it becomes.

pub(crate) mod samples;

mod drawing;
mod encoding;
