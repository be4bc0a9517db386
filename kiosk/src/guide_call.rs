//! Asking for a guide on behalf of a visitor, and taking it back.
//!
//! Invariant: one request has one id, however often it is sent; one that was taken back is sent only to learn its job.
//! Invariant: only the job of the latest request is called off, never one that an earlier visitor asked for.

use std::time::Duration;

use hall_protocol::escort::{EscortKindName, EscortRequest};
use hall_protocol::window::Press;
use jiff::civil::Date;
use tokio::sync::{mpsc, watch};

use crate::hall_watch::HallPicture;
use crate::id::new_id;
use crate::server_link::{LinkError, ServerLink};
use crate::session::{GuideAnswer, Helper};

/// How long a request is sent before it is left to the lamp: as long as it can be taken back.
const LONGEST: Duration = Duration::from_mins(1);
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
    asked: Option<Asked>,
}

/// The latest request, as long as it may be taken back.
struct Asked {
    body: EscortRequest,
    /// The job that the hall made of it; none while no answer has come, though the hall may have one.
    job: Option<u32>,
    /// Who brings help in a guide's stead, as the hall said then.
    helper: Option<Helper>,
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
            asked: None,
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
        // Whoever asks now may be another visitor, who takes nothing back but this.
        self.asked = None;
        let (Some(day), Ok(request)) = (self.day(), new_id()) else {
            (self.tell)(GuideAnswer::Unheard);
            return None;
        };
        let body = EscortRequest {
            request,
            day,
            place: self.place.clone(),
            ticket,
            kind: EscortKindName::Escort,
            language: None,
        };
        self.asked = Some(Asked {
            body,
            job: None,
            helper: None,
        });
        tokio::time::timeout(LONGEST, self.ask_until_heard())
            .await
            .unwrap_or_default()
    }

    async fn ask_until_heard(&mut self) -> Option<GuideWish> {
        while let Some(asked) = &mut self.asked {
            let Err(error) = asked.job(&self.link).await else {
                let heard = asked.helper.map_or(GuideAnswer::Heard, GuideAnswer::LeftTo);
                (self.tell)(heard);
                return None;
            };
            tracing::warn!(%error, place = self.place, "no guide yet");
            (self.tell)(GuideAnswer::Unheard);
            if error != LinkError::Away {
                self.asked = None;
                return None;
            }
            if let Ok(wish) = tokio::time::timeout(PAUSE, self.wishes.recv()).await {
                return wish;
            }
        }
        None
    }

    /// Calls the latest request's guide off, or stops when another wish comes: that one is returned.
    async fn cancel(&mut self) -> Option<GuideWish> {
        let (Some(mut asked), Ok(press)) = (self.asked.take(), new_id()) else {
            return None;
        };
        let calling_off = async {
            while let Err(error) = asked.call_off(&self.link, &press).await {
                tracing::warn!(%error, place = self.place, "the guide is not called off");
                if error != LinkError::Away {
                    break;
                }
                if let Ok(wish) = tokio::time::timeout(PAUSE, self.wishes.recv()).await {
                    return wish;
                }
            }
            None
        };
        tokio::time::timeout(LONGEST, calling_off)
            .await
            .unwrap_or_default()
    }

    fn day(&self) -> Option<Date> {
        self.hall.borrow().service_day()
    }
}

impl Asked {
    /// The job: as the hall has answered already, or answers now to the same id.
    async fn job(&mut self, link: &ServerLink) -> Result<u32, LinkError> {
        if let Some(job) = self.job {
            return Ok(job);
        }
        let view = link.ask_guide(&self.body).await?;
        self.job = Some(view.id);
        self.helper = Helper::of(view.left_to.as_deref());
        Ok(view.id)
    }

    async fn call_off(&mut self, link: &ServerLink, press: &str) -> Result<(), LinkError> {
        let job = self.job(link).await?;
        let press = Press {
            press: press.to_owned(),
            // The numbers of jobs begin anew each day, so this one means something on the day of its request only.
            day: self.body.day,
        };
        link.cancel_guide(job, &press).await.map(drop)
    }
}
