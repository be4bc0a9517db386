//! Claims about slips: what is drawn, and the bytes it becomes.

mod drawing;
mod encoding;
