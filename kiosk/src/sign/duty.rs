//! A sign at work: its area's board in, its page and its digits out.

use std::fmt::Display;
use std::sync::Arc;
use std::time::Duration;

use hall_protocol::board::BoardView;
use tokio::sync::{mpsc, watch};

use super::{STALE_AFTER, SignFace, SignShown};
use crate::clock::{Clock, Moment};
use crate::devices::digits::DigitRow;
use crate::devices::faults::{FaultKind, Faults};
use crate::hall_watch::HallPicture;
use crate::server_link::{BoardWatch, LinkError, ServerLink};

/// Between two tries to reach the hall.
const RETRY: Duration = Duration::from_secs(2);
/// News that may wait; each is shown at once.
const QUEUE_LIMIT: usize = 4;

/// What a sign works with.
pub struct SignParts {
    /// The sign's link.
    pub link: ServerLink,
    /// Its window.
    pub window: u16,
    /// The plan, which knows the window's area.
    pub hall: watch::Receiver<HallPicture>,
    /// Its digits, if it has any.
    pub digits: Option<Box<dyn DigitRow>>,
    /// Its clock.
    pub clock: Clock,
    /// Where digits that do not work are noted.
    pub faults: Faults,
}

/// One sign.
pub struct SignDuty {
    parts: SignParts,
    shown: watch::Sender<Arc<SignShown>>,
}

/// What was heard: a view, or none in a heartbeat.
type News = Option<BoardView>;

impl SignDuty {
    /// A sign that has heard nothing yet, and what it shows.
    #[must_use]
    pub fn new(parts: SignParts) -> (Self, watch::Receiver<Arc<SignShown>>) {
        let (shown, watching) = watch::channel(Arc::default());
        (Self { parts, shown }, watching)
    }

    /// Works until the task is ended.
    pub async fn run(mut self) {
        let (news, inbox) = mpsc::channel(QUEUE_LIMIT);
        let (link, window, hall) = (
            self.parts.link.clone(),
            self.parts.window,
            self.parts.hall.clone(),
        );
        tokio::join!(listen(link, window, hall, news), self.attend(inbox));
    }

    async fn attend(&mut self, mut inbox: mpsc::Receiver<News>) {
        let mut now = SignShown::default();
        let mut stale_at: Option<Moment> = Some(self.parts.clock.moment().plus(STALE_AFTER));
        loop {
            self.show(&now);
            tokio::select! {
                news = inbox.recv() => {
                    let Some(news) = news else { return };
                    if let Some(board) = news {
                        now.face = SignFace::of(&board, self.parts.window);
                    }
                    now.is_delayed = false;
                    stale_at = Some(self.parts.clock.moment().plus(STALE_AFTER));
                }
                () = self.parts.clock.reach(stale_at) => {
                    now.is_delayed = true;
                    stale_at = None;
                }
            }
        }
    }

    fn show(&mut self, now: &SignShown) {
        self.shown.send_if_modified(|shown| {
            let is_new = **shown != *now;
            if is_new {
                *shown = Arc::new(now.clone());
            }
            is_new
        });
        // With every heartbeat anew: digits that lost their power are right again within two seconds.
        let Some(digits) = &mut self.parts.digits else {
            return;
        };
        let taken = digits.show(now.digits());
        let trouble = taken.as_ref().err().map(|error| error as &dyn Display);
        self.parts.faults.note(FaultKind::DigitsDark, "", trouble);
    }
}

/// Hands on what is heard of the window's area, for ever.
async fn listen(
    link: ServerLink,
    window: u16,
    mut hall: watch::Receiver<HallPicture>,
    news: mpsc::Sender<News>,
) {
    // A hall that is away for a night is said once, not every other second.
    let mut is_said = false;
    loop {
        let area = area_of(window, &mut hall).await;
        match link.watch_board(&area).await {
            Ok(board) => {
                let error = hand_on(board, &news).await;
                is_said = true;
                tracing::warn!(%error, window, "the board of the window's area is out of sight");
            }
            Err(error) => {
                if !std::mem::replace(&mut is_said, true) {
                    tracing::warn!(%error, window, area, "no board of the window's area");
                }
            }
        }
        tokio::time::sleep(RETRY).await;
    }
}

async fn hand_on(mut board: BoardWatch, news: &mpsc::Sender<News>) -> LinkError {
    loop {
        match board.hear().await {
            // Nobody takes it: the daemon ends, and this task with it.
            Ok(heard) => drop(news.send(heard).await),
            Err(error) => return error,
        }
    }
}

/// The window's area, as soon as a plan knows it.
async fn area_of(window: u16, hall: &mut watch::Receiver<HallPicture>) -> String {
    let find = |hall: &HallPicture| {
        let plan = hall.plan.as_ref()?;
        plan.area_of(window).map(str::to_owned)
    };
    let known = hall.wait_for(|hall| find(hall).is_some()).await;
    match known.ok().and_then(|hall| find(&hall)) {
        Some(area) => area,
        // The hall is watched no more: the daemon ends.
        None => std::future::pending().await,
    }
}
