//! Claims about slips: what is drawn, and the bytes it becomes.

mod any_slip;
mod drawing;
mod encoding;
mod hostile;
mod lengths;
mod notices;
