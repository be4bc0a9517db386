//! Numbers leased to kiosks, and what kiosks gave of them while the hall was away.

use jiff::Timestamp;
use jiff::civil::Date;

use super::issue::Wish;
use super::ticket::fit_on_one_ticket;
use super::{Deciding, Hall};
use crate::command::{Actor, Matter};
use crate::event::Event;
use crate::ids::{DeviceId, GroupLetter, ServiceDay};
use crate::offline::{Epoch, Lease, Mark, NotTakenUp, Offline, OfflineEvent, OfflineRow, Series, TakeUp};
use crate::plan::{Class, HallPlan, MOST_NUMBERS_PER_DAY};
use crate::rejection::Rejection;
use crate::visit::{CASES_LIMIT, Channel, IssuedTicket};

impl Hall {
    /// What is to be known of the open day's numbers outside the journal.
    #[must_use]
    pub fn mark(&self) -> Option<Mark> {
        self.day.as_ref().map(|day| Mark {
            day: day.name,
            series: day.numbers.series,
            ceiling: day.ceiling,
        })
    }

    /// What must come first in a journal that goes on from an older copy of itself: numbers that may have been given since
    /// are left behind. `kept` is what is known of them outside the journal; without it the day that is open, or `today`,
    /// is taken to have given some of its first series. So many series are `left_out` after that: who begins an epoch by
    /// hand leaves one to a copy of this hall that may begin one by itself.
    #[must_use]
    pub fn begin_epoch(
        &self,
        epoch: Epoch,
        (now, today): (Timestamp, Date),
        kept: Option<Mark>,
        left_out: u16,
    ) -> Event {
        let open = self.day.as_ref().filter(|day| now < day.times.day_ends_at);
        let day = open.map_or(ServiceDay(today), |day| day.name);
        let own = self.mark().filter(|mark| mark.day == day);
        let kept = kept.filter(|mark| mark.day == day);
        let known = [own, kept].into_iter().flatten();
        let last = known.max_by_key(|mark| (mark.series, mark.ceiling));
        let ceiling = last.map(|last| last.ceiling);
        let last = last.map_or(Series::FIRST, |last| last.series);
        let numbers = self.plan.as_deref();
        let numbers = numbers.map_or(MOST_NUMBERS_PER_DAY, HallPlan::most_numbers);
        let next = last.after(ceiling.unwrap_or_else(|| last.ceiling(numbers)));
        let series = (0..left_out).fold(next, |series, _| series.after(series.ceiling(numbers)));
        offline(OfflineEvent::EpochBegan { epoch, day, series })
    }

    /// Takes up what a kiosk gave: a ticket where it can be one, else an entry that keeps it.
    pub(super) fn take_up(&self, now: Timestamp, by: &Actor, row: &TakeUp) -> Result<Vec<Event>, Rejection> {
        let Actor::Device { id: kiosk } = by else {
            return Err(Rejection::NotYours);
        };
        let kept = |why| {
            offline(OfflineEvent::NotTakenUp {
                row: Box::new(OfflineRow::of(kiosk, row)),
                why,
            })
        };
        let Some(day) = self.day.as_ref().filter(|day| day.name == row.day) else {
            return Ok(vec![kept(NotTakenUp::AnotherDay)]);
        };
        let deciding = Deciding {
            day,
            register: &self.register,
            now,
            by,
        };
        let taken_up = deciding.taken_up(kiosk, row);
        let mut events = deciding.void_of(row);
        match taken_up {
            Ok(ticket) => events.extend(ticket),
            Err(why) => events.push(kept(why)),
        }
        Ok(events)
    }
}

fn offline(happened: OfflineEvent) -> Event {
    Event::Offline { happened }
}

impl Deciding<'_> {
    /// A block of numbers of each letter, as long as there are any.
    pub(super) fn leases(&self, letters: &[GroupLetter]) -> Result<Vec<Event>, Rejection> {
        let Actor::Device { id: kiosk } = self.by else {
            return Err(Rejection::NotYours);
        };
        if self.day.plan.kiosk(kiosk).is_none() {
            return Err(Rejection::NotYours);
        }
        let mut wanted: Vec<GroupLetter> = letters.to_vec();
        wanted.sort_unstable();
        wanted.dedup();
        let known = wanted
            .into_iter()
            .filter(|letter| self.day.plan.group(*letter).is_some());
        let leases = known.filter_map(|letter| self.next_lease(kiosk, letter));
        Ok(leases
            .map(|lease| offline(OfflineEvent::Leased { lease }))
            .collect())
    }

    fn next_lease(&self, kiosk: &DeviceId, letter: GroupLetter) -> Option<Lease> {
        let series = self.day.numbers.series;
        let (least, most) = series.leased().into_inner();
        let leased = self.day.leases.iter().filter(|lease| lease.letter == letter);
        let first = leased.map(|lease| lease.last + 1).max().unwrap_or(least);
        let length = Series::lease_length(self.day.plan.parts().kiosks.len());
        let last = most.min(first.saturating_add(length - 1));
        (first <= last).then(|| Lease {
            kiosk: kiosk.clone(),
            letter,
            first,
            last,
        })
    }

    /// Nobody has the ticket of the press that was not answered in time. One that stands at a window stays there: its visitor
    /// came all the same.
    fn void_of(&self, row: &TakeUp) -> Vec<Event> {
        let voids = row.voids.as_ref();
        voids
            .and_then(|request| self.void(request, "no_answer_in_time").ok())
            .unwrap_or_default()
    }

    fn taken_up(&self, kiosk: &DeviceId, row: &TakeUp) -> Result<Vec<Event>, NotTakenUp> {
        if self.day.by_number.has(&row.number) {
            return Err(NotTakenUp::NumberGiven);
        }
        if self.day.by_token.has(&row.token) {
            return Err(NotTakenUp::TokenUsed);
        }
        // What an earlier epoch leased is not known any more, and none of its numbers are given in this one.
        let leases = || self.day.leases.iter().filter(|lease| lease.kiosk == *kiosk);
        if row.epoch == self.day.numbers.epoch && !leases().any(|lease| lease.holds(&row.number)) {
            return Err(NotTakenUp::NotLeased);
        }
        let unknown = |_| NotTakenUp::UnknownMatter;
        fit_on_one_ticket(&row.matters).map_err(unknown)?;
        let firsts = self.first_legs(&row.matters).map_err(unknown)?;
        let visit = self.next_visit();
        let claimed = self.class_of_row(row);
        // Neither hours nor stops nor caps hold: the paper is in somebody's hand. Its promise runs from when it was given.
        let earliest = self.day.times.doors_open_at.min(self.now);
        let taken_at = row.taken_at.clamp(earliest, self.now);
        let then = Deciding {
            now: taken_at,
            ..*self
        };
        let promise = then.promise(&Wish::walk_in(&row.matters), claimed);
        let ticket = IssuedTicket {
            visit,
            number: row.number.clone(),
            request: row.request,
            token: row.token,
            channel: Channel::Kiosk,
            kiosk: Some(kiosk.clone()),
            language: row.language,
            assistance: Vec::new(),
            notify: Vec::new(),
            prechecked: Vec::new(),
            claimed: claimed.map(|class| class.code.clone()),
            booked_at: None,
            holder: None,
            cases: row.cases.clamp(1, CASES_LIMIT),
            confirm_by: self.confirm_by(Channel::Kiosk),
            offline: Some(Offline {
                taken_at,
                epoch: row.epoch,
            }),
        };
        super::issue::opened(ticket, &firsts, &promise).map_err(unknown)
    }

    /// The claimed class, where the plan lets visitors claim it; else the ordinary one.
    fn class_of_row(&self, row: &TakeUp) -> Option<&Class> {
        let code = row.class.as_ref()?;
        self.claimed_class(code, Channel::Kiosk).ok().flatten()
    }
}

impl<'a> Wish<'a> {
    fn walk_in(matters: &'a [Matter]) -> Self {
        Self {
            matters,
            cases: 1,
            booked_at: None,
            revisits: false,
        }
    }
}
