//! What the kiosk knows of its hall: the plan, the day, how many wait, and whether the server answers at all.
//!
//! Invariant: the time of day shown is the server's last word plus what has passed on the steady clock.

use std::sync::Arc;
use std::time::Duration;

use hall_protocol::identity::{DayView, GroupIssuing, ServiceIssuing};
use jiff::Timestamp;
use jiff::civil::Date;
use tokio::sync::watch;

use crate::clock::{Clock, Moment};
use crate::journal::Journal;
use crate::plan::Plan;
use crate::server_link::{LinkError, ServerLink};

/// How often the day is asked for.
const LOOK_EVERY: Duration = Duration::from_secs(2);
/// At every so manieth look the plan is asked for too; its `ETag` makes that cheap.
const LOOKS_PER_PLAN: u64 = 15;

/// The hall as known.
#[derive(Debug, Clone, Default)]
pub struct HallPicture {
    /// The plan; none when the hall was never reached.
    pub plan: Option<Arc<Plan>>,
    /// The day as last heard.
    pub day: Option<DayView>,
    /// When that was.
    pub heard_at: Moment,
    /// Whether the last look was answered.
    pub answers: bool,
    /// Whether it was not, and tickets are given all the same.
    pub gives_alone: bool,
}

impl HallPicture {
    /// Whether tickets are given: by the hall, or while it is away by this kiosk alone.
    #[must_use]
    pub fn gives(&self) -> bool {
        self.answers || self.gives_alone
    }

    /// The open service day, as last heard.
    #[must_use]
    pub fn service_day(&self) -> Option<Date> {
        self.day.as_ref().and_then(|day| day.day)
    }

    /// The hall's time now; none when it was never heard.
    #[must_use]
    pub fn hall_time(&self, now: Moment) -> Option<Timestamp> {
        let passed = jiff::SignedDuration::try_from(now.since(self.heard_at)).ok()?;
        self.day.as_ref()?.now.checked_add(passed).ok()
    }

    /// How a group stands.
    #[must_use]
    pub fn group(&self, letter: char) -> Option<&GroupIssuing> {
        self.day
            .as_ref()?
            .groups
            .iter()
            .find(|group| group.letter.starts_with(letter))
    }

    /// How a service stands, where its group stands otherwise.
    #[must_use]
    pub fn service(&self, code: &str) -> Option<&ServiceIssuing> {
        let mut services = self.day.as_ref()?.services.iter();
        services.find(|service| service.code == code)
    }
}

/// Looks at the hall for ever.
#[derive(Debug)]
pub struct HallWatch {
    link: ServerLink,
    journal: Journal,
    clock: Clock,
    etag: Option<String>,
    /// The epoch that the journal knows. The link may have heard of a later one: what changes something is answered with it too.
    kept_epoch: u64,
    picture: watch::Sender<HallPicture>,
}

impl HallWatch {
    /// A watch that begins with the plan the journal kept.
    #[must_use]
    pub fn new(link: ServerLink, journal: Journal, clock: Clock) -> Self {
        let kept = journal.kept_plan().unwrap_or_else(|error| {
            tracing::error!(%error, "the kept plan cannot be read");
            None
        });
        let plan = kept.as_ref().and_then(|kept| read(&kept.document));
        let kept_epoch = journal.known_epoch().unwrap_or_else(|error| {
            tracing::error!(%error, "the hall's epoch cannot be read");
            0
        });
        link.note_epoch(kept_epoch);
        let etag = plan.is_some().then(|| kept.map(|kept| kept.etag)).flatten();
        let picture = watch::Sender::new(HallPicture {
            plan,
            ..HallPicture::default()
        });
        Self {
            link,
            journal,
            clock,
            etag,
            kept_epoch,
            picture,
        }
    }

    /// The picture, as it changes.
    #[must_use]
    pub fn picture(&self) -> watch::Receiver<HallPicture> {
        self.picture.subscribe()
    }

    /// Looks until the task is ended.
    pub async fn run(mut self) {
        let mut looks = tokio::time::interval(LOOK_EVERY);
        looks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        for look in 0_u64.. {
            looks.tick().await;
            if look.is_multiple_of(LOOKS_PER_PLAN) || self.picture.borrow().plan.is_none() {
                self.look_at_the_plan().await;
            }
            self.look_at_the_day().await;
        }
    }

    async fn look_at_the_day(&mut self) {
        let heard = self.link.day().await;
        let heard = heard.and_then(|day| self.of_our_epoch(day));
        let now = self.clock.moment();
        let leased = if heard.is_ok() { None } else { self.leased_day() };
        if let Err(error) = &heard
            && self.picture.borrow().answers
        {
            tracing::warn!(%error, "the hall is away");
        }
        self.picture.send_modify(|picture| {
            picture.answers = heard.is_ok();
            picture.gives_alone = leased.is_some();
            if let Ok(day) = heard {
                picture.day = Some(day);
                picture.heard_at = now;
            } else if let Some(leased) = leased {
                let at = leased.now;
                let day = picture.day.get_or_insert_with(|| {
                    picture.heard_at = now;
                    leased
                });
                open_what_opened(day, at);
            }
        });
    }

    /// A hall that gives numbers in an earlier epoch than is known is an old server, and as good as none.
    fn of_our_epoch(&mut self, day: DayView) -> Result<DayView, LinkError> {
        let known = self.link.epoch();
        if day.epoch < known {
            tracing::error!(
                day.epoch,
                known,
                "an old hall server answers; it should not run any more"
            );
            return Err(LinkError::Away);
        }
        self.link.note_epoch(day.epoch);
        if day.epoch > self.kept_epoch {
            match self.journal.note_epoch(day.epoch) {
                Ok(()) => self.kept_epoch = day.epoch,
                Err(error) => tracing::error!(%error, "the hall's epoch is not kept"),
            }
        }
        Ok(day)
    }

    /// The day for which this kiosk can give tickets alone, as far as it is known; none: it has no numbers to give, or that
    /// day is over.
    fn leased_day(&self) -> Option<DayView> {
        let leased = self.journal.leased_day().unwrap_or_else(|error| {
            tracing::error!(%error, "what was leased cannot be read");
            None
        })?;
        let known = self.picture.borrow().hall_time(self.clock.moment());
        let now = known.unwrap_or_else(|| self.clock.wall().max(leased.heard));
        let letters = self.journal.leased_letters(leased.day).ok()?.into_iter();
        (now < leased.until).then(|| DayView {
            day: Some(leased.day),
            now,
            epoch: self.link.epoch(),
            opens_at: None,
            groups: letters.map(open_group).collect(),
            services: Vec::new(),
            without_authority: Vec::new(),
        })
    }

    async fn look_at_the_plan(&mut self) {
        match self.link.plan(self.etag.as_deref()).await {
            Ok(Some(kept)) => {
                let Some(plan) = read(&kept.document) else { return };
                if let Err(error) = self.journal.keep_plan(&kept) {
                    tracing::error!(%error, "the plan is not kept");
                }
                self.etag = Some(kept.etag).filter(|etag| !etag.is_empty());
                self.picture.send_modify(|picture| picture.plan = Some(plan));
            }
            Ok(None) | Err(LinkError::Away) => {}
            Err(error @ (LinkError::Unknown | LinkError::Refused(_) | LinkError::Garbled { .. })) => {
                tracing::warn!(%error, "no plan from the hall");
            }
        }
    }
}

/// What was to open while nothing was heard is open now.
fn open_what_opened(day: &mut DayView, now: Timestamp) {
    let is_past = |from: Option<Timestamp>| from.is_some_and(|from| from <= now);
    for group in day.groups.iter_mut().filter(|group| is_past(group.from)) {
        (group.open, group.from, group.ended) = (true, None, None);
    }
    for service in day.services.iter_mut().filter(|service| is_past(service.from)) {
        (service.open, service.from, service.ended) = (true, None, None);
    }
}

/// A group of which nothing is known but that it has numbers to give.
fn open_group(letter: String) -> GroupIssuing {
    GroupIssuing {
        letter,
        waiting: 0,
        open: true,
        from: None,
        ended: None,
    }
}

fn read(document: &str) -> Option<Arc<Plan>> {
    Plan::read(document)
        .map(Arc::new)
        .map_err(|error| tracing::error!(%error, "the plan is not used"))
        .ok()
}
