//! An escort post: one button that asks for a guide, and a lamp and a buzzer that say it was heard (K12).
//!
//! Invariant: lamp and buzzer answer at once, whether the hall does or not.

use std::time::Duration;

use firmware_config::{KeyMeaning, LampMeaning};
use tokio::sync::{mpsc, watch};

use crate::clock::{Clock, Moment};
use crate::devices::board::Lit;
use crate::devices::buzzer::Sounder;
use crate::guide_call::GuideWish;
use crate::session::GuideAnswer;

/// How long the lamp stays lit after a press.
const LAMP: Duration = Duration::from_mins(1);

/// One post.
pub struct PostDuty {
    /// Its button.
    pub presses: mpsc::Receiver<KeyMeaning>,
    /// Its lamps.
    pub lit: watch::Sender<Lit>,
    /// Its buzzers.
    pub sounder: Sounder,
    /// Where a guide is asked for.
    pub guide: mpsc::Sender<GuideWish>,
    /// What became of that.
    pub heard: watch::Receiver<Option<GuideAnswer>>,
    /// Its clock.
    pub clock: Clock,
}

impl PostDuty {
    /// Works until the task is ended.
    pub async fn run(mut self) {
        let mut until: Option<Moment> = None;
        let mut is_away = false;
        loop {
            self.show(until.is_some(), is_away);
            tokio::select! {
                pressed = self.presses.recv() => {
                    if pressed.is_none() {
                        return;
                    }
                    self.sounder.sound();
                    until = Some(self.clock.moment().plus(LAMP));
                    // Full: a request is on its way already.
                    let _ = self.guide.try_send(GuideWish::Ask(None));
                }
                changed = self.heard.changed() => {
                    if changed.is_err() {
                        return;
                    }
                    is_away = *self.heard.borrow_and_update() == Some(GuideAnswer::Unheard);
                }
                () = self.clock.reach(until) => until = None,
            }
        }
    }

    fn show(&self, is_asked: bool, is_away: bool) {
        let help = is_asked.then_some(LampMeaning::Help);
        let away = is_away.then_some(LampMeaning::Away);
        self.lit.send_replace(help.into_iter().chain(away).collect());
    }
}
