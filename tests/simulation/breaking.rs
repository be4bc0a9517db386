//! How what breaks is broken, and mended.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use display_server::backup;
use display_server::high_water::HIGH_WATER;
use display_server::restore::{Asked, restore};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

use crate::network::HALL;
use crate::plan::{KIOSKS, date_of};
use crate::trouble::Kind;
use crate::world::{OTHER_MACHINE, World};

/// An older copy is at least this much older, or the hall cannot know it from its own: the high-water file is up to five
/// seconds late.
const OLD: Duration = Duration::from_secs(12);
/// What ends a trouble.
#[derive(Debug)]
pub(crate) enum End {
    StartServer,
    /// The old server goes, and the hall's own comes back.
    StartOwnServer,
    StartKiosk(usize),
    Repair(String),
    Release(String),
    RightClock,
    TakeCopyOut,
}

/// A copy of the folder of a server that crashed.
pub(crate) struct OldCopy {
    folder: PathBuf,
    /// When it was made, on the network's clock.
    made: Duration,
    /// On which day.
    day: Date,
}

impl World {
    /// Begins a trouble; false: it cannot be had just now.
    pub(crate) fn begin(&mut self, kind: Kind, day: u32) -> bool {
        let length = kind.length(&mut self.dice);
        let until = self.sim.elapsed() + length;
        let kiosk = usize::try_from(self.dice.bits() % 3).unwrap();
        match kind {
            Kind::ServerCrash | Kind::Restore | Kind::OldCopy | Kind::OldServer => {
                self.break_server(kind, until, date_of(day))
            }
            Kind::DaemonCrash | Kind::Reboot | Kind::CardLost => self.break_kiosk(kind, kiosk, until),
            Kind::CardCopied => self.copy_card(until),
            Kind::ClockBack => self.set_clock_back(until),
            Kind::CutOverNight => self.cut_for_the_night(kiosk, day),
            Kind::Cut | Kind::RepliesLost | Kind::RequestsLost | Kind::Delay => self.break_link(kind, until),
        }
    }

    fn break_server(&mut self, kind: Kind, until: Duration, day: Date) -> bool {
        let now = self.sim.elapsed();
        let has = match kind {
            Kind::Restore => self.newest_backup().is_some(),
            Kind::OldCopy => self.old_copy.as_ref().is_some_and(|copy| copy.made + OLD < now),
            Kind::OldServer => self.old_server.is_some(),
            _ => true,
        };
        if !has || !self.troubled.insert(HALL.to_owned()) {
            return false;
        }
        self.sim.crash(HALL);
        self.hall.is_down();
        let own = self.hall.folder();
        let mut end = End::StartServer;
        match kind {
            Kind::Restore => {
                let old = self.copy_of(&own);
                self.old_server = Some(old);
                self.old_copy = None;
                self.restore(&own);
            }
            Kind::OldCopy => {
                let old = self.old_copy.take().expect("a copy");
                put_back(&old.folder, &own);
                self.hall.truth.lock().lose_days(old.day, day);
                self.hall.go_on_from(own, false);
            }
            Kind::OldServer => {
                let old = self.old_server.take().expect("an old server");
                self.hall.go_on_from(old, true);
                self.sim.bounce(HALL);
                end = End::StartOwnServer;
            }
            _ => {
                let folder = self.copy_of(&own);
                self.old_copy.get_or_insert(OldCopy {
                    folder,
                    made: now,
                    day,
                });
            }
        }
        self.ends.push((until, end));
        true
    }

    fn restore(&mut self, own: &Path) {
        let backup = self.newest_backup().expect("a backup");
        let asked = Asked {
            backup: &backup,
            to: own,
            high_water: None,
            anchor: None,
            above: None,
            anyway: true,
        };
        restore(&asked, self.hall.latest()).unwrap_or_else(|error| panic!("restore: {error}"));
        self.hall.go_on_from(own.to_owned(), false);
    }

    fn newest_backup(&self) -> Option<PathBuf> {
        let backups = std::fs::read_dir(self.folder.path().join("backups")).ok()?;
        let folders = backups.filter_map(Result::ok).map(|entry| entry.path());
        folders.filter(|path| path.join(backup::LABEL).is_file()).max()
    }

    /// A whole copy of a folder of which nobody writes now.
    fn copy_of(&mut self, folder: &Path) -> PathBuf {
        self.copies += 1;
        let copy = self.folder.path().join(format!("copy-{}", self.copies));
        std::fs::create_dir(&copy).expect("a folder");
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let entry = entry.expect("an entry");
            if entry.path().is_file() {
                std::fs::copy(entry.path(), copy.join(entry.file_name())).expect("a copy");
            }
        }
        copy
    }

    fn break_kiosk(&mut self, kind: Kind, kiosk: usize, until: Duration) -> bool {
        let (site, name) = (Arc::clone(&self.kiosks[kiosk]), KIOSKS[kiosk]);
        if site.folder().is_none() || self.troubled.contains(name) {
            return false;
        }
        if kind == Kind::CardLost && !self.hall.pair(name) {
            return false;
        }
        self.troubled.insert(name.to_owned());
        self.sim.crash(name);
        match kind {
            Kind::CardLost => {
                self.hall.truth.lock().lose_journal(name);
                let card = self.new_card();
                site.put_in(card);
                site.start_machine_anew(self.dice.id(), self.any_time());
            }
            Kind::Reboot => site.start_machine_anew(self.dice.id(), self.any_time()),
            _ => site.start_daemon_anew(),
        }
        self.ends.push((until, End::StartKiosk(kiosk)));
        true
    }

    /// What a wall clock says that nobody looks after.
    fn any_time(&mut self) -> Timestamp {
        let now = self.hall.latest();
        let day = SignedDuration::from_hours(24);
        match self.dice.bits() % 4 {
            0 => Timestamp::UNIX_EPOCH,
            1 => now.saturating_add(day).unwrap_or(now),
            2 => now.saturating_sub(day).unwrap_or(now),
            _ => now,
        }
    }

    fn copy_card(&mut self, until: Duration) -> bool {
        let Some(folder) = self.kiosks[0].folder() else {
            return false;
        };
        if self.troubled.contains(KIOSKS[0]) || !self.troubled.insert(OTHER_MACHINE.to_owned()) {
            return false;
        }
        let copy = self.copy_of(&folder);
        let other = Arc::clone(&self.kiosks[KIOSKS.len()]);
        self.sim.crash(OTHER_MACHINE);
        other.put_in(copy);
        other.start_machine_anew(self.dice.id(), self.any_time());
        self.sim.bounce(OTHER_MACHINE);
        self.ends.push((until, End::TakeCopyOut));
        true
    }

    fn set_clock_back(&mut self, until: Duration) -> bool {
        if !self.troubled.insert("clock".to_owned()) {
            return false;
        }
        let hours = [1, 24, 24 * 365 * 60][usize::try_from(self.dice.bits() % 3).unwrap()];
        self.off = SignedDuration::from_hours(-hours);
        self.ends.push((until, End::RightClock));
        true
    }

    fn cut_for_the_night(&mut self, kiosk: usize, day: u32) -> bool {
        let name = KIOSKS[kiosk];
        if !self.troubled.insert(format!("link of {name}")) {
            return false;
        }
        self.sim.partition(name, HALL);
        self.nights.insert((date_of(day), name));
        self.cut_over_night.push(kiosk);
        true
    }

    fn break_link(&mut self, kind: Kind, until: Duration) -> bool {
        let link = usize::try_from(self.dice.bits()).unwrap() % self.links.len();
        let name = self.links[link].clone();
        if !self.troubled.insert(format!("link of {name}")) {
            return false;
        }
        let mut end = End::Repair(name.clone());
        match kind {
            Kind::RepliesLost => self.sim.partition_oneway(HALL, name.as_str()),
            Kind::RequestsLost => self.sim.partition_oneway(name.as_str(), HALL),
            Kind::Delay => {
                self.sim.hold(name.as_str(), HALL);
                end = End::Release(name);
            }
            _ => self.sim.partition(name.as_str(), HALL),
        }
        self.ends.push((until, end));
        true
    }

    pub(crate) fn end_troubles(&mut self) {
        let now = self.sim.elapsed();
        let (over, lasting) = std::mem::take(&mut self.ends)
            .into_iter()
            .partition(|(at, _)| *at <= now);
        self.ends = lasting;
        let over: Vec<(Duration, End)> = over;
        for (_, end) in over {
            self.end(end);
        }
    }

    fn end(&mut self, end: End) {
        tracing::info!(?end, at = %self.hall.latest(), "over");
        match end {
            End::StartServer => {
                self.sim.bounce(HALL);
                self.troubled.remove(HALL);
            }
            End::StartOwnServer => {
                self.sim.crash(HALL);
                self.hall.is_down();
                self.hall.go_on_from(self.folder.path().join("hall"), false);
                self.end(End::StartServer);
            }
            End::StartKiosk(kiosk) => {
                self.sim.bounce(KIOSKS[kiosk]);
                self.troubled.remove(KIOSKS[kiosk]);
            }
            End::Repair(name) => {
                self.sim.repair(name.as_str(), HALL);
                self.troubled.remove(&format!("link of {name}"));
            }
            End::Release(name) => {
                self.sim.release(name.as_str(), HALL);
                self.troubled.remove(&format!("link of {name}"));
            }
            End::RightClock => {
                self.off = SignedDuration::ZERO;
                self.troubled.remove("clock");
            }
            End::TakeCopyOut => {
                self.sim.crash(OTHER_MACHINE);
                self.kiosks[KIOSKS.len()].take_out();
                self.hall.truth.lock().lose_journal(OTHER_MACHINE);
                self.troubled.remove(OTHER_MACHINE);
            }
        }
    }
}

/// Puts an older copy in the place of what is there; the high-water file, on another medium, stays.
fn put_back(copy: &Path, to: &Path) {
    for entry in std::fs::read_dir(to).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_file() && !path.ends_with(HIGH_WATER) {
            std::fs::remove_file(path).expect("removed");
        }
    }
    for entry in std::fs::read_dir(copy).expect("a folder") {
        let entry = entry.expect("an entry");
        if entry.file_name() != HIGH_WATER {
            std::fs::copy(entry.path(), to.join(entry.file_name())).expect("a copy");
        }
    }
}
