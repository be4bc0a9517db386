//! Questions one asks a hall.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Day, Hall, Register, Tally};
use crate::agency::RecordCode;
use crate::announcement::Announcement;
use crate::calling::{self, Candidate, Place, Queue};
use crate::case::MatterCode;
use crate::escort::Escort;
use crate::ids::{
    AreaCode, EscortId, GroupLetter, LegId, RequestId, Seq, ServiceDay, TicketNumber, TokenHash, VisitId,
    WindowNumber,
};
use crate::leg::Leg;
use crate::offline::{Epoch, FIRST_EPOCH, Lease, NotTakenUp, OfflineRow, Series};
use crate::plan::{DayTimes, HallPlan, Skill};
use crate::visit::Visit;
use crate::window::Window;

/// A call that a board shows and speaks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallRecord {
    /// The entry of the call or recall.
    pub seq: Seq,
    /// When.
    pub at: Timestamp,
    /// Whom.
    pub leg: LegId,
    /// Where to.
    pub window: WindowNumber,
}

impl Hall {
    /// The plan of the open day.
    #[must_use]
    pub fn plan(&self) -> Option<&Arc<HallPlan>> {
        self.day.as_ref().map(|day| &day.plan)
    }

    /// The open day.
    #[must_use]
    pub fn day(&self) -> Option<ServiceDay> {
        self.day.as_ref().map(|day| day.name)
    }

    /// The last day that was closed.
    #[must_use]
    pub fn last_day(&self) -> Option<ServiceDay> {
        self.last_day
    }

    /// The instants of the open day.
    #[must_use]
    pub fn times(&self) -> Option<&DayTimes> {
        self.day.as_ref().map(|day| &day.times)
    }

    /// Whether a press was decided already today.
    #[must_use]
    pub fn knows(&self, request: &RequestId) -> bool {
        self.night_requests.has(request) || self.day.as_ref().is_some_and(|day| day.requests.has(request))
    }

    /// The cases that the last press at a window changed.
    #[must_use]
    pub fn matters_pressed(&self, window: WindowNumber) -> &[MatterCode] {
        let window = self.day.as_ref().and_then(|day| day.windows.get(&window));
        let undo = window.and_then(|window| window.undo.as_ref());
        undo.map_or(&[], |undo| &undo.matters)
    }

    /// The mandates that it changed.
    #[must_use]
    pub fn mandates_pressed(&self, window: WindowNumber) -> &[RecordCode] {
        let window = self.day.as_ref().and_then(|day| day.windows.get(&window));
        let undo = window.and_then(|window| window.undo.as_ref());
        undo.map_or(&[], |undo| &undo.mandates)
    }

    /// Who is expected.
    #[must_use]
    pub fn register(&self) -> &Register {
        &self.register
    }

    /// The plan of the open day, or of the last one.
    #[must_use]
    pub fn last_plan(&self) -> Option<&Arc<HallPlan>> {
        self.plan.as_ref()
    }

    /// What everybody is told at an instant, the gravest first, then the newest.
    #[must_use]
    pub fn announcements(&self, now: Timestamp) -> Vec<&Announcement> {
        let day = self.day.iter();
        let mut standing: Vec<_> = day
            .flat_map(|day| &day.announcements)
            .filter(|one| now < one.until)
            .collect();
        standing.sort_by_key(|one| (one.kind, std::cmp::Reverse(one.since)));
        standing
    }

    /// How many questions were answered today, at a window or at reception.
    #[must_use]
    pub fn advice_at(&self, window: Option<WindowNumber>) -> u32 {
        let day = self.day.as_ref();
        day.and_then(|day| day.advice.get(&window))
            .copied()
            .unwrap_or_default()
    }

    /// A visit.
    #[must_use]
    pub fn visit(&self, id: VisitId) -> Option<&Visit> {
        self.day.as_ref()?.visit(id)
    }

    /// The visits of the day, in the order of issue.
    pub fn visits(&self) -> impl Iterator<Item = &Visit> {
        self.day
            .iter()
            .flat_map(|day| day.visits.values())
            .map(AsRef::as_ref)
    }

    /// The visit of a visitor's token.
    #[must_use]
    pub fn visit_by_token(&self, token: &TokenHash) -> Option<&Visit> {
        let day = self.day.as_ref()?;
        let own = day.by_token.get(token).copied();
        day.visit(own.or_else(|| self.register.visit_of(token))?)
    }

    /// The visit of a printed number.
    #[must_use]
    pub fn visit_by_number(&self, number: &TicketNumber) -> Option<&Visit> {
        self.day.as_ref()?.visit_by_number(number)
    }

    /// The visit that a press took.
    #[must_use]
    pub fn visit_by_request(&self, request: &RequestId) -> Option<&Visit> {
        self.day.as_ref()?.visit_by_request(request)
    }

    /// A leg.
    #[must_use]
    pub fn leg(&self, id: LegId) -> Option<&Leg> {
        self.day.as_ref()?.leg(id)
    }

    /// A window.
    #[must_use]
    pub fn window(&self, number: WindowNumber) -> Option<&Window> {
        self.day.as_ref()?.windows.get(&number)
    }

    /// The windows, by number.
    pub fn windows(&self) -> impl Iterator<Item = &Window> {
        self.day.iter().flat_map(|day| day.windows.values())
    }

    /// Until when a window's last press can be taken back; none: there is nothing to take back.
    #[must_use]
    pub fn undo_until(&self, number: WindowNumber, now: Timestamp) -> Option<Timestamp> {
        let day = self.day.as_ref()?;
        day.undoable(number, now)?;
        let (_, until) = day.windows.get(&number)?.undoable()?;
        Some(until)
    }

    /// The legs that were set aside at a window.
    pub fn parked_at(&self, number: WindowNumber) -> impl Iterator<Item = LegId> {
        let day = self.day.iter();
        day.flat_map(|day| &day.parked)
            .filter(move |(window, _)| *window == number)
            .map(|(_, leg)| *leg)
    }

    /// The queue of a group.
    #[must_use]
    pub fn queue(&self, group: GroupLetter) -> Option<&Queue> {
        self.day.as_ref()?.queues.get(&group)
    }

    /// How many wait for a window, exclusions of single services aside.
    #[must_use]
    pub fn waiting_for(&self, number: WindowNumber) -> usize {
        let Some(day) = &self.day else { return 0 };
        let Some(window) = day.serving.get(&number) else {
            return 0;
        };
        let groups = window.primary.iter().chain(&window.secondary);
        groups
            .filter_map(|group| day.queues.get(group))
            .map(Queue::len)
            .sum()
    }

    /// The first `limit` whom a window would call, in calling order.
    #[must_use]
    pub fn next_for(&self, number: WindowNumber, limit: usize) -> Vec<Candidate> {
        let Some(day) = &self.day else { return Vec::new() };
        let window = day.serving.get(&number);
        window
            .map(|window| calling::order(&day.plan, window, &day.queues, limit))
            .unwrap_or_default()
    }

    /// How many stand before a leg in its queue.
    #[must_use]
    pub fn ahead(&self, leg: &Leg) -> usize {
        self.queue(leg.opened.group)
            .map_or(0, |queue| queue.rank(&Place::of(leg)))
    }

    /// An escort.
    #[must_use]
    pub fn escort(&self, id: EscortId) -> Option<&Escort> {
        self.day.as_ref()?.escort(id)
    }

    /// The day's escorts, in the order of their first press.
    pub fn escorts(&self) -> impl Iterator<Item = &Escort> {
        self.day.iter().flat_map(|day| day.escorts.values())
    }

    /// An area's last calls, newest first.
    pub fn calls(&self, area: &AreaCode) -> impl Iterator<Item = &CallRecord> {
        self.day.iter().filter_map(|day| day.calls.get(area)).flatten()
    }

    /// Today's figures of a group.
    #[must_use]
    pub fn tally(&self, group: GroupLetter) -> Option<&Tally> {
        self.day.as_ref()?.tallies.get(&group)
    }

    /// The idle windows that are told of somebody waiting: for each queue's head, then for those who came early to an
    /// appointment, one window, primary skill first, then fewest skills, then longest idle.
    #[must_use]
    pub fn told_windows(&self) -> BTreeSet<WindowNumber> {
        self.day.as_ref().map(Day::told_windows).unwrap_or_default()
    }
}

impl Day {
    /// The last visit that was counted.
    pub(super) fn last_visit(&self) -> VisitId {
        let last = self.visits.keys().next_back();
        VisitId(last.map_or(0, |visit| visit.0).max(self.visits_before))
    }

    pub(super) fn visit(&self, id: VisitId) -> Option<&Visit> {
        self.visits.get(&id).map(AsRef::as_ref)
    }

    pub(super) fn leg(&self, id: LegId) -> Option<&Leg> {
        self.visits.get(&id.visit)?.legs.get(usize::from(id.index))
    }

    pub(super) fn visit_by_number(&self, number: &TicketNumber) -> Option<&Visit> {
        self.visit(*self.by_number.get(number)?)
    }

    pub(super) fn visit_by_request(&self, request: &RequestId) -> Option<&Visit> {
        self.visit(*self.by_request.get(request)?)
    }

    pub(super) fn escort(&self, id: EscortId) -> Option<&Escort> {
        self.escorts.get(&id)
    }

    fn told_windows(&self) -> BTreeSet<WindowNumber> {
        let waiting = self.queues.values().filter_map(|queue| queue.iter().next());
        let mut heads: Vec<Place> = waiting.cloned().collect();
        heads.sort();
        // Whoever is early is called only by a window that would idle otherwise.
        let mut early: Vec<Place> = self
            .early
            .iter()
            .filter_map(|id| self.leg(*id))
            .map(Place::of)
            .collect();
        early.sort();
        let mut told = BTreeMap::new();
        for head in heads.into_iter().chain(early) {
            let Some(service) = self.plan.service(&head.service) else {
                continue;
            };
            let idle = self
                .windows
                .values()
                .filter(|window| window.is_idle() && !told.contains_key(&window.number));
            let best = idle
                .filter_map(|window| {
                    let plan = self.serving.get(&window.number)?;
                    let skills = plan.primary.len() + plan.secondary.len();
                    Some((
                        plan.skill(service)? == Skill::Secondary,
                        skills,
                        window.since,
                        window.number,
                    ))
                })
                .min();
            if let Some((.., number)) = best {
                told.insert(number, head.leg);
            }
        }
        told.into_keys().collect()
    }
}

impl Hall {
    /// In which epoch numbers are given.
    #[must_use]
    pub fn epoch(&self) -> Epoch {
        let begun = self.epoch.map(|(_, numbers)| numbers.epoch);
        begun.unwrap_or(FIRST_EPOCH)
    }

    /// Which day's numbers go on because of the last epoch that began, and in which series; none: none began.
    #[must_use]
    pub fn numbers_from_here(&self) -> Option<(ServiceDay, Series)> {
        self.epoch.map(|(day, numbers)| (day, numbers.series))
    }

    /// Since when the open day gives its numbers in another series than its first, and what that counts from; none: it does
    /// not.
    #[must_use]
    pub fn numbers_anew(&self) -> Option<(Timestamp, u32)> {
        let day = self.day.as_ref()?;
        day.anew_since.map(|since| (since, day.numbers.series.base))
    }

    /// What kiosks may give alone on the open day, in the order in which it was leased.
    #[must_use]
    pub fn leases(&self) -> &[Lease] {
        self.day.as_ref().map_or(&[], |day| day.leases.as_slice())
    }

    /// What kiosks gave while the hall was away and could not become a ticket, as far as the open day has heard of it.
    #[must_use]
    pub fn not_taken_up(&self) -> &[(OfflineRow, NotTakenUp)] {
        self.day.as_ref().map_or(&[], |day| day.not_taken_up.as_slice())
    }
}
