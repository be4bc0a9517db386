//! Tidal windows (潮汐窗口): hours in which a window serves more than it does otherwise, or other groups first.
//!
//! Invariant: a tide only adds. Nobody loses the last window of a group by one that begins; whoever waits when it ends
//! has the windows that serve the group at any time.

use jiff::Timestamp;
use jiff::civil::Time;
use serde::{Deserialize, Serialize};

use super::{DayTimes, WeekDay, WindowPlan};
use crate::ids::{GroupLetter, WindowNumber};

/// A window's tide, as a plan has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tide {
    /// The weekdays that have it; empty: all.
    #[serde(default)]
    pub days: Vec<WeekDay>,
    /// Its beginning.
    pub from: Time,
    /// Its end; not after the beginning: on the next day.
    pub to: Time,
    /// The groups it serves as its own meanwhile, its usual ones after them; empty: as usual.
    #[serde(default)]
    pub primary: Vec<GroupLetter>,
    /// The groups it helps with besides.
    #[serde(default)]
    pub secondary: Vec<GroupLetter>,
}

/// A tide of one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TideTimes {
    /// Which window.
    pub window: WindowNumber,
    /// Which of its tides, from 0.
    pub tide: u16,
    /// Its beginning.
    pub from: Timestamp,
    /// Its end.
    pub to: Timestamp,
}

impl DayTimes {
    /// When a tide turns next after an instant.
    #[must_use]
    pub fn next_tide(&self, after: Timestamp) -> Option<Timestamp> {
        let turns = self.tides.iter().flat_map(|tide| [tide.from, tide.to]);
        turns.filter(|at| *at > after).min()
    }
}

impl WindowPlan {
    /// The window as it serves at an instant of a day.
    #[must_use]
    pub fn at_tide(&self, times: &DayTimes, at: Timestamp) -> Self {
        let mut window = self.clone();
        let mut running = times.tides.iter().filter(|tide| tide.from <= at && at < tide.to);
        let tide = running.find(|tide| tide.window == self.number);
        let Some(tide) = tide.and_then(|tide| self.tides.get(usize::from(tide.tide))) else {
            return window;
        };
        let (mut primary, mut secondary) = (tide.primary.clone(), Vec::new());
        let usual = if primary.is_empty() {
            &mut primary
        } else {
            &mut secondary
        };
        add(usual, &self.primary, &[]);
        for groups in [&self.secondary, &tide.secondary] {
            add(&mut secondary, groups, &primary);
        }
        secondary.retain(|group| !primary.contains(group));
        window.primary = primary;
        window.secondary = secondary;
        window
    }
}

fn add(groups: &mut Vec<GroupLetter>, more: &[GroupLetter], but: &[GroupLetter]) {
    for group in more {
        if !groups.contains(group) && !but.contains(group) {
            groups.push(*group);
        }
    }
}
