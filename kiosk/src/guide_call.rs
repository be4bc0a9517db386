//! Asking for a guide on behalf of a visitor, and taking it back.
//!
//! Invariant: one request has one id, however often it is sent; a request that was taken back is never sent again.

use std::time::Duration;

use hall_protocol::escort::EscortRequest;
use hall_protocol::window::Press;
use jiff::civil::Date;
use tokio::sync::{mpsc, watch};

use crate::hall_watch::HallPicture;
use crate::id::new_id;
use crate::server_link::{LinkError, ServerLink};
use crate::session::GuideAnswer;

/// How often a request is sent before it is left to the lamp: for a minute, as long as it can be cancelled.
const TRIES: usize = 12;
/// Between two tries.
const PAUSE: Duration = Duration::from_secs(5);

/// What is asked of a [`GuideCall`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GuideWish {
    /// A guide, please; for this ticket, if any.
    Ask(Option<String>),
    /// Not any more.
    Cancel,
}

/// The requests of one place.
pub struct GuideCall {
    link: ServerLink,
    hall: watch::Receiver<HallPicture>,
    place: String,
    wishes: mpsc::Receiver<GuideWish>,
    tell: Box<dyn Fn(GuideAnswer) + Send + Sync>,
    open: Option<u32>,
}

impl GuideCall {
    /// Requests from `place`, a kiosk or escort post of the plan.
    #[must_use]
    pub fn new(
        link: ServerLink,
        hall: watch::Receiver<HallPicture>,
        place: String,
        wishes: mpsc::Receiver<GuideWish>,
        tell: Box<dyn Fn(GuideAnswer) + Send + Sync>,
    ) -> Self {
        Self {
            link,
            hall,
            place,
            wishes,
            tell,
            open: None,
        }
    }

    /// Serves until nobody can wish any more.
    pub async fn run(mut self) {
        while let Some(wish) = self.wishes.recv().await {
            let mut next = Some(wish);
            while let Some(wish) = next.take() {
                next = match wish {
                    GuideWish::Ask(ticket) => self.ask(ticket).await,
                    GuideWish::Cancel => self.cancel().await,
                };
            }
        }
    }

    /// Asks until the hall has it, or another wish comes: that one is returned.
    async fn ask(&mut self, ticket: Option<String>) -> Option<GuideWish> {
        let (Some(day), Ok(request)) = (self.day(), new_id()) else {
            (self.tell)(GuideAnswer::Unheard);
            return None;
        };
        let body = EscortRequest {
            request,
            day,
            place: self.place.clone(),
            ticket,
        };
        for _ in 0..TRIES {
            match self.link.ask_guide(&body).await {
                Ok(escort) => {
                    self.open = Some(escort.id);
                    (self.tell)(GuideAnswer::Heard);
                    return None;
                }
                Err(error) => {
                    tracing::warn!(%error, place = self.place, "no guide yet");
                    (self.tell)(GuideAnswer::Unheard);
                    if error != LinkError::Away {
                        return None;
                    }
                }
            }
            if let Ok(wish) = tokio::time::timeout(PAUSE, self.wishes.recv()).await {
                return wish;
            }
        }
        None
    }

    async fn cancel(&mut self) -> Option<GuideWish> {
        if let (Some(escort), Some(day), Ok(press)) = (self.open.take(), self.day(), new_id())
            && let Err(error) = self.link.cancel_guide(escort, &Press { press, day }).await
        {
            tracing::warn!(%error, escort.id = escort, "the guide is not called off");
        }
        None
    }

    fn day(&self) -> Option<Date> {
        self.hall.borrow().service_day()
    }
}
