//! What systemd hears of a program: that it is ready, that it lives, and that it stops. The only file that names `sd-notify`.
//!
//! Invariant: the watchdog is fed only when every loop has beaten since it was fed last; a thread that hangs is a
//! daemon that is started anew.
//! Invariant: without systemd nothing is sent, and nothing else changes.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use sd_notify::NotifyState;
use tokio::signal::unix::{Signal, SignalKind, signal};

/// How many looks fall into the time that systemd grants.
const LOOKS: u32 = 4;
/// After how many looks without a beat it is said: the next but one is systemd's.
const WORRY: u32 = 2;

/// A loop's heartbeat; clones are the same heart.
#[derive(Debug, Clone, Default)]
pub struct Pulse(Arc<AtomicU64>);

impl Pulse {
    /// Says that the loop has come round.
    pub fn beat(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    fn count(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// The loops that must all live.
#[derive(Debug, Default)]
pub struct Vigil {
    watched: Vec<Watched>,
}

#[derive(Debug)]
struct Watched {
    name: &'static str,
    pulse: Pulse,
    seen: u64,
}

impl Vigil {
    /// One more loop; its pulse is for the loop to beat.
    pub fn watch(&mut self, name: &'static str) -> Pulse {
        let pulse = Pulse::default();
        self.watched.push(Watched {
            name,
            pulse: pulse.clone(),
            seen: 0,
        });
        pulse
    }

    /// Whether all have beaten since they all had last. If not, those that did count on.
    ///
    /// # Errors
    /// The names of those that are silent.
    pub fn look(&mut self) -> Result<(), Vec<&'static str>> {
        let silent: Vec<_> = self
            .watched
            .iter()
            .filter(|watched| watched.pulse.count() == watched.seen)
            .map(|watched| watched.name)
            .collect();
        if !silent.is_empty() {
            return Err(silent);
        }
        for watched in &mut self.watched {
            watched.seen = watched.pulse.count();
        }
        Ok(())
    }

    /// Feeds systemd's watchdog, if there is one, until the task is ended.
    pub async fn keep(mut self) {
        let Some(granted) = granted() else {
            return;
        };
        let mut looks = tokio::time::interval(granted / LOOKS);
        looks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        let mut missed = 0_u32;
        loop {
            looks.tick().await;
            match self.look() {
                Ok(()) => {
                    tell(&NotifyState::Watchdog);
                    missed = 0;
                }
                Err(silent) => {
                    missed += 1;
                    if missed == WORRY {
                        tracing::warn!(loops = ?silent, "not heard for a while");
                    }
                }
            }
        }
    }
}

/// How long systemd waits for a word of life; none: it does not watch this program.
#[must_use]
pub fn granted() -> Option<Duration> {
    sd_notify::watchdog_enabled()
}

/// Says that the daemon serves.
pub fn say_ready() {
    tell(&NotifyState::Ready);
}

/// Says that the daemon stops, as it was told to.
pub fn say_stopping() {
    tell(&NotifyState::Stopping);
}

fn tell(state: &NotifyState) {
    if let Err(error) = sd_notify::notify(std::slice::from_ref(state)) {
        tracing::warn!(%error, "systemd does not hear us");
    }
}

/// The signals that end a daemon: systemd's, and ctrl-c at a terminal.
#[derive(Debug)]
pub struct End(Signal);

impl End {
    /// Heeds them from now on, so that one that comes during the start ends it gracefully too.
    ///
    /// # Errors
    /// When the system lets no signal be waited for.
    pub fn heed() -> std::io::Result<Self> {
        signal(SignalKind::terminate()).map(Self)
    }

    /// Waits for the first of them; its name.
    ///
    /// # Errors
    /// As [`End::heed`].
    pub async fn wait(&mut self) -> std::io::Result<&'static str> {
        tokio::select! {
            _ = self.0.recv() => Ok("SIGTERM"),
            pressed = tokio::signal::ctrl_c() => pressed.map(|()| "ctrl-c"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Vigil;

    #[test]
    fn the_watchdog_is_fed_only_when_every_loop_has_beaten_since_it_was_fed_last() {
        let mut vigil = Vigil::default();
        let (pins, issuing) = (vigil.watch("pins"), vigil.watch("issuing"));
        assert_eq!(vigil.look(), Err(vec!["pins", "issuing"]));
        pins.beat();
        assert_eq!(vigil.look(), Err(vec!["issuing"]));
        issuing.beat();
        assert_eq!(vigil.look(), Ok(()));
        assert_eq!(
            vigil.look(),
            Err(vec!["pins", "issuing"]),
            "once fed, all must beat again"
        );
    }

    #[test]
    fn a_beat_before_a_look_that_failed_still_counts() {
        let mut vigil = Vigil::default();
        let (slow, quick) = (vigil.watch("slow"), vigil.watch("quick"));
        quick.beat();
        assert!(vigil.look().is_err());
        slow.beat();
        assert_eq!(vigil.look(), Ok(()));
    }

    #[test]
    fn a_loop_that_hangs_starves_it_however_the_others_beat() {
        let mut vigil = Vigil::default();
        let (pins, _hanging) = (vigil.watch("pins"), vigil.watch("issuing"));
        for _ in 0..10 {
            pins.beat();
            assert_eq!(vigil.look(), Err(vec!["issuing"]));
        }
    }
}
