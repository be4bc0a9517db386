//! Leases, and epochs that begin.

use super::{Applying, Hall};
use crate::event::Event;
use crate::offline::{DayNumbers, OfflineEvent};

impl Hall {
    pub(super) fn apply_to_epochs(&mut self, event: &Event) {
        if let Event::DayOpened {
            day,
            numbers: Some(numbers),
            ..
        } = event
        {
            self.epoch = Some((*day, *numbers));
        } else if let Event::Offline {
            happened: OfflineEvent::EpochBegan { epoch, day, series },
        } = event
        {
            let numbers = DayNumbers {
                epoch: *epoch,
                series: *series,
            };
            self.epoch = Some((*day, numbers));
        }
    }
}

impl Applying<'_> {
    pub(super) fn offline(&mut self, happened: &OfflineEvent) {
        match happened {
            OfflineEvent::Leased { lease } => self.day.leases.push(lease.clone()),
            OfflineEvent::NotTakenUp { row, why } => {
                self.day.not_taken_up.push((row.as_ref().clone(), *why));
                self.touched.notices = true;
            }
            OfflineEvent::EpochBegan { epoch, day, series } => {
                self.day.numbers.epoch = *epoch;
                self.day.leases.clear();
                if *day == self.day.name {
                    self.day.numbers.series = *series;
                    self.day.ceiling = series.ceiling(self.day.plan.most_numbers());
                    self.day.anew_since = Some(self.at);
                    self.day.counters.clear();
                }
            }
        }
    }
}
