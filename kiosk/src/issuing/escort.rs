//! The slip of an escort: what a visitor who called for help can hold while waiting, and show to whoever comes.
//!
//! Invariant: it is printed once and never again, since nothing hangs on it; a printer out of order prints none.

use hall_protocol::Language;
use jiff::Timestamp;

use super::Worker;
use crate::escort_slip;
use crate::session::Comfort;

/// What an escort slip is asked for with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EscortErrand {
    /// The device where help was called.
    pub place: String,
    /// When, on the hall's clock.
    pub called_at: Timestamp,
    /// The ticket on the screen, if there is one.
    pub number: Option<String>,
    /// Language and size.
    pub comfort: Comfort,
}

impl Worker {
    pub(super) fn print_escort(&mut self, errand: &EscortErrand) {
        if !self.parts.printer.is_there() {
            return;
        }
        if let Err(cause) = self.try_to_print_escort(errand) {
            tracing::warn!(cause, "no escort slip; the guide comes all the same");
        }
    }

    fn try_to_print_escort(&mut self, errand: &EscortErrand) -> Result<(), &'static str> {
        let plan = self.parts.hall.borrow().plan.clone().ok_or("no plan")?;
        let language: Language = errand.comfort.language;
        let content = escort_slip::compose(&plan, errand);
        let words = escort_slip::words(language);
        let printer = &mut self.parts.printer;
        let is_large = errand.comfort.large;
        let raster = printer.draw(is_large, |typesetter, look| {
            typesetter.draw_escort(&content, &words, look)
        })?;
        let on_state = Box::new(|state| {
            tracing::info!(print.state = ?state, "escort slip");
            Ok(())
        });
        printer.send(raster, on_state)
    }
}
