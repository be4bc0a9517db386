//! A pad at work: its window's views in, its keys' verbs out.
//!
//! Invariant: a visitor's rating on its way holds up and swallows no key of the clerk's.

mod rating;

use std::time::Duration;

use firmware_config::{KeyMeaning, PadKey};
use hall_protocol::rating::WindowRating;
use hall_protocol::window::{WindowPressed, WindowView};
use tokio::sync::{mpsc, watch};

use self::rating::OnItsWay;
use super::{PadVerb, lamps_of, verb_of};
use crate::devices::board::Lit;
use crate::guide_call::GuideWish;
use crate::hall_watch::HallPicture;
use crate::id::new_id;
use crate::server_link::{LinkError, ServerLink, WindowWatch};

/// How often a press is sent before it is given up: 3 s each.
const TRIES: usize = 3;
/// Between two tries to reach the hall.
const RETRY: Duration = Duration::from_secs(2);
/// How long the lamp says that a guide was asked for.
const GUIDE_LAMP: Duration = Duration::from_mins(1);

/// One pad.
pub struct PadDuty {
    /// The pad's link.
    pub link: ServerLink,
    /// Its window.
    pub window: u16,
    /// Its keys.
    pub presses: mpsc::Receiver<KeyMeaning>,
    /// Its lamps.
    pub lit: watch::Sender<Lit>,
    /// Where a guide is asked for.
    pub guide: mpsc::Sender<GuideWish>,
    /// The plan, for the usual reason of a pause.
    pub hall: watch::Receiver<HallPicture>,
}

impl PadDuty {
    /// Works until the task is ended.
    pub async fn run(mut self) {
        loop {
            self.show(None, false);
            self.wait_for_the_day().await;
            match self.link.watch_window(self.window).await {
                Ok(watch) => self.attend(watch).await,
                Err(error) => tracing::warn!(%error, window = self.window, "no view of the window"),
            }
            self.show(None, false);
            // Presses made while nobody could hear them are not carried out later.
            let _ = tokio::time::timeout(RETRY, self.ignore_presses()).await;
        }
    }

    async fn attend(&mut self, mut watch: WindowWatch) {
        let mut view: Option<WindowView> = None;
        let mut guide_until: Option<tokio::time::Instant> = None;
        let mut rating = OnItsWay::default();
        loop {
            self.show(view.as_ref(), guide_until.is_some());
            tokio::select! {
                news = watch.next() => match news {
                    Ok(news) => view = Some(news),
                    Err(error) => return self.out_of_sight(&error),
                },
                Some(meaning) = self.presses.recv() => {
                    let (KeyMeaning::Pad(key), Some(now)) = (meaning, &view) else { continue };
                    if key == PadKey::Guide {
                        guide_until = Some(tokio::time::Instant::from_std(crate::clock::steady()) + GUIDE_LAMP);
                    }
                    let seen = now.seq;
                    if let Some(pressed) = self.press(key, now, &mut rating).await.filter(|pressed| pressed.seq > seen) {
                        // The next press means what its window shows then.
                        match watch.not_before(pressed.seq).await {
                            Ok(news) => view = news.or(view),
                            Err(error) => return self.out_of_sight(&error),
                        }
                    }
                }
                () = lamp_ends(guide_until) => guide_until = None,
            }
        }
    }

    fn out_of_sight(&self, error: &LinkError) {
        tracing::warn!(%error, window = self.window, "the window is out of sight");
    }

    /// Carries one press out; none: it came to nothing.
    async fn press(
        &mut self,
        key: PadKey,
        view: &WindowView,
        rating: &mut OnItsWay,
    ) -> Option<WindowPressed> {
        let press = new_id()
            .map_err(|error| tracing::error!(%error, "a press is lost"))
            .ok()?;
        let reason = self
            .hall
            .borrow()
            .plan
            .as_ref()
            .and_then(|plan| plan.usual_pause_reason().map(str::to_owned));
        let verb = verb_of(key, press, view, reason.as_deref())?;
        if let PadVerb::Guide(ticket) = verb {
            // Full: a request is on its way already.
            let _ = self.guide.try_send(GuideWish::Ask(ticket));
            return None;
        }
        if let PadVerb::Rate(said) = verb {
            let (link, window) = (self.link.clone(), self.window);
            // Pressed again while the first is on its way, it is the same finger.
            rating.send(async move { rate(&link, window, &said).await });
            return None;
        }
        let pressed = self.send(&verb).await;
        while self.presses.try_recv().is_ok() {}
        pressed
    }

    async fn send(&self, verb: &PadVerb) -> Option<WindowPressed> {
        for _ in 0..TRIES {
            match self.send_once(verb).await? {
                Ok(pressed) => return Some(pressed),
                Err(LinkError::Away) => {}
                Err(error) => {
                    tracing::info!(%error, window = self.window, "a press was refused");
                    return None;
                }
            }
        }
        tracing::warn!(window = self.window, "a press was not answered");
        None
    }

    async fn send_once(&self, verb: &PadVerb) -> Option<Result<WindowPressed, LinkError>> {
        let (link, window, path) = (&self.link, self.window, verb.path()?);
        Some(match verb {
            PadVerb::CallNext(body) => link.at_window(window, path, body).await,
            PadVerb::Recall(body) | PadVerb::Start(body) | PadVerb::NoShow(body) => {
                link.at_window(window, path, body).await
            }
            PadVerb::Finish(body) => link.at_window(window, path, body).await,
            PadVerb::Pause(body) => link.at_window(window, path, body).await,
            PadVerb::Resume(body) => link.at_window(window, path, body).await,
            PadVerb::Guide(_) | PadVerb::Rate(_) => return None,
        })
    }

    /// No window has a view while no service day is open; presses come to nothing then.
    async fn wait_for_the_day(&mut self) {
        let Self { hall, presses, .. } = self;
        let opened = hall.wait_for(|hall| hall.service_day().is_some());
        tokio::select! {
            _ = opened => {}
            () = async { while presses.recv().await.is_some() {} } => {}
        }
    }

    async fn ignore_presses(&mut self) {
        while self.presses.recv().await.is_some() {}
        std::future::pending::<()>().await;
    }

    fn show(&self, view: Option<&WindowView>, is_guide_asked: bool) {
        let lit = lamps_of(view, is_guide_asked);
        self.lit.send_if_modified(|shown| {
            let is_new = *shown != lit;
            *shown = lit;
            is_new
        });
    }
}

/// A press that nobody is asked for comes to nothing: the pad has nothing to say so with, and the one who pressed it
/// twice has been heard.
async fn rate(link: &ServerLink, window: u16, rating: &WindowRating) {
    for _ in 0..TRIES {
        match link.rate(window, rating).await {
            Ok(_) => return,
            Err(LinkError::Away) => {}
            Err(error) => {
                tracing::info!(%error, window, "a rating was refused");
                return;
            }
        }
    }
    tracing::warn!(window, "a rating was not answered");
}

async fn lamp_ends(at: Option<tokio::time::Instant>) {
    match at {
        Some(at) => tokio::time::sleep_until(at).await,
        None => std::future::pending().await,
    }
}
