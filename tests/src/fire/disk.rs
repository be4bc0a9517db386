//! A disk without power: what it may hold after any step, by the promises that POSIX makes and no others.
//!
//! A write is sure to be on it only after an fsync of its file, a name only after an fsync of its folder. Before that
//! any sector of 512 bytes may be as it was, as it is, or as it was in between, and any name may be there or not.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::steps::Step;
use crate::dice::Dice;

/// What a disk writes whole or not at all, in bytes.
const SECTOR: usize = 512;

/// Files by their path, as they are found after a restart.
pub type Image = BTreeMap<PathBuf, Vec<u8>>;

/// How much of what was not promised is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loss {
    /// Everything: only the process died.
    Nothing,
    /// All of it is lost.
    Everything,
    /// All bytes are lost, and every name is there.
    Bytes,
    /// All bytes are there, and no name.
    Names,
    /// Chance decides, sector by sector and name by name.
    Torn,
}

impl Loss {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Nothing,
        Self::Everything,
        Self::Bytes,
        Self::Names,
        Self::Torn,
    ];
}

/// The disk, step by step.
#[derive(Debug)]
pub struct Disk {
    files: Vec<File>,
    named: Names,
    named_for_sure: Names,
    renamings: Vec<(usize, Renaming)>,
    believes: fn(&Path) -> bool,
}

type Names = BTreeMap<PathBuf, Place>;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Folder,
    File(usize),
}

/// A change of names: what goes, and what comes.
#[derive(Debug, Clone)]
struct Renaming {
    gone: Option<PathBuf>,
    come: Option<(PathBuf, Place)>,
}

#[derive(Debug, Default)]
struct File {
    for_sure: Vec<u8>,
    changes: Vec<(usize, Change)>,
}

#[derive(Debug)]
enum Change {
    Written(usize, Vec<u8>),
    Cut(usize),
}

impl Disk {
    /// An empty folder on a disk, which keeps its promise for these files and folders, and lies about the others.
    #[must_use]
    pub fn new(believes: fn(&Path) -> bool) -> Self {
        Self {
            files: Vec::new(),
            named: Names::new(),
            named_for_sure: Names::new(),
            renamings: Vec::new(),
            believes,
        }
    }

    /// Takes a step, the so-manieth.
    ///
    /// # Errors
    /// When it is about a file that there is not.
    pub fn take(&mut self, number: usize, step: &Step) -> Result<()> {
        match step {
            Step::Opened(path) => {
                if !self.named.contains_key(path) {
                    self.files.push(File::default());
                    let place = Place::File(self.files.len() - 1);
                    self.rename(number, None, Some((path.clone(), place)));
                }
            }
            Step::FolderMade(path) => self.rename(number, None, Some((path.clone(), Place::Folder))),
            Step::Written { file, at, bytes } => {
                let change = Change::Written(usize::try_from(*at)?, bytes.clone());
                self.file(file)?.changes.push((number, change));
            }
            Step::Cut { file, length } => {
                let change = Change::Cut(usize::try_from(*length)?);
                self.file(file)?.changes.push((number, change));
            }
            Step::Synced { what, began } => self.sync(what, *began)?,
            Step::Removed(path) => self.rename(number, Some(path.clone()), None),
            Step::Renamed(from, to) => {
                let place = *self.named.get(from).with_context(|| from.display().to_string())?;
                self.rename(number, Some(from.clone()), Some((to.clone(), place)));
            }
            Step::Sent(_) | Step::Noted(_) => {}
        }
        Ok(())
    }

    /// What is found when the power comes back.
    pub fn image(&self, loss: Loss, dice: &mut Dice) -> Image {
        let names = match loss {
            Loss::Nothing | Loss::Bytes => self.named.clone(),
            Loss::Everything | Loss::Names => self.named_for_sure.clone(),
            Loss::Torn => self.torn_names(dice),
        };
        let has_folder = |path: &Path| {
            path.ancestors()
                .skip(1)
                .filter(|folder| !folder.as_os_str().is_empty())
                .all(|folder| names.get(folder) == Some(&Place::Folder))
        };
        let mut image = Image::new();
        for (path, place) in names.iter().filter(|(path, _)| has_folder(path)) {
            let Place::File(file) = place else { continue };
            if let Some(file) = self.files.get(*file) {
                image.insert(path.clone(), file.found(loss, dice));
            }
        }
        image
    }

    fn file(&mut self, path: &Path) -> Result<&mut File> {
        let place = self.named.get(path);
        let file = match place {
            Some(Place::File(file)) => self.files.get_mut(*file),
            Some(Place::Folder) | None => None,
        };
        file.with_context(|| format!("{} was never opened", path.display()))
    }

    fn rename(&mut self, number: usize, gone: Option<PathBuf>, come: Option<(PathBuf, Place)>) {
        let renaming = Renaming { gone, come };
        renaming.take_place(&mut self.named);
        self.renamings.push((number, renaming));
    }

    fn sync(&mut self, what: &Path, began: usize) -> Result<()> {
        if !(self.believes)(what) {
            return Ok(());
        }
        // The root itself was there before.
        let is_folder = what.as_os_str().is_empty() || self.named.get(what) == Some(&Place::Folder);
        if !is_folder {
            self.file(what)?.sync(began);
            return Ok(());
        }
        let (sure, open) = std::mem::take(&mut self.renamings)
            .into_iter()
            .partition(|(number, renaming)| *number < began && renaming.is_in(what));
        self.renamings = open;
        let sure: Vec<(usize, Renaming)> = sure;
        for (_, renaming) in sure {
            renaming.take_place(&mut self.named_for_sure);
        }
        Ok(())
    }

    /// Of each folder's changes those up to one that chance names: a file system keeps their order.
    fn torn_names(&self, dice: &mut Dice) -> Names {
        let mut names = self.named_for_sure.clone();
        let mut kept: BTreeMap<&Path, bool> = BTreeMap::new();
        for (_, renaming) in &self.renamings {
            let goes_on = kept.entry(renaming.folder()).or_insert(true);
            *goes_on = *goes_on && dice.happens(0.7);
            if *goes_on {
                renaming.take_place(&mut names);
            }
        }
        names
    }
}

impl Renaming {
    fn take_place(&self, names: &mut Names) {
        if let Some(gone) = &self.gone {
            names.remove(gone);
        }
        if let Some((come, place)) = &self.come {
            names.insert(come.clone(), *place);
        }
    }

    fn folder(&self) -> &Path {
        let path = self.come.as_ref().map(|(path, _)| path).or(self.gone.as_ref());
        path.and_then(|path| path.parent()).unwrap_or(Path::new(""))
    }

    fn is_in(&self, folder: &Path) -> bool {
        self.folder() == folder
    }
}

impl File {
    fn sync(&mut self, began: usize) {
        let sure = self.changes.partition_point(|(number, _)| *number < began);
        for (_, change) in self.changes.drain(..sure) {
            change.apply(&mut self.for_sure, |_| true);
        }
    }

    fn found(&self, loss: Loss, dice: &mut Dice) -> Vec<u8> {
        let mut bytes = self.for_sure.clone();
        match loss {
            Loss::Everything | Loss::Bytes => {}
            Loss::Nothing | Loss::Names => {
                for (_, change) in &self.changes {
                    change.apply(&mut bytes, |_| true);
                }
            }
            Loss::Torn => self.tear(&mut bytes, dice),
        }
        bytes
    }

    /// Each sector is as it was before one of the changes: the last that reached it is by chance.
    fn tear(&self, bytes: &mut Vec<u8>, dice: &mut Dice) {
        let reached = RefCell::new((dice, BTreeMap::<usize, usize>::new()));
        let last_of = |sector: usize| {
            let (dice, reached) = &mut *reached.borrow_mut();
            *reached.entry(sector).or_insert_with(|| match dice.unit() {
                below if below < 0.4 => 0,
                below if below < 0.8 => usize::MAX,
                _ => usize::try_from(dice.bits()).unwrap_or_default() % (self.changes.len() + 1),
            })
        };
        for (place, (_, change)) in self.changes.iter().enumerate() {
            // A length has no sector of its own; it stands with those of its own beyond any file.
            change.apply(bytes, |sector| place < last_of(sector));
        }
    }
}

impl Change {
    /// Applies it to the sectors that it reached.
    fn apply(&self, bytes: &mut Vec<u8>, has_reached: impl Fn(usize) -> bool) {
        match self {
            Self::Written(at, new) => {
                let end = at + new.len();
                let mut from = *at;
                while from < end {
                    let to = end.min((from / SECTOR + 1) * SECTOR);
                    if has_reached(from / SECTOR) {
                        if bytes.len() < to {
                            bytes.resize(to, 0);
                        }
                        let source = new.get(from - at..to - at).unwrap_or_default();
                        if let Some(target) = bytes.get_mut(from..to) {
                            target.copy_from_slice(source);
                        }
                    }
                    from = to;
                }
            }
            Self::Cut(length) => {
                if has_reached(usize::MAX - length) {
                    bytes.resize(*length, 0);
                }
            }
        }
    }
}

/// Writes an image into an empty folder.
///
/// # Errors
/// When that folder takes nothing.
pub fn write(image: &Image, folder: &Path) -> Result<()> {
    for (path, bytes) in image {
        let file = folder.join(path);
        std::fs::create_dir_all(file.parent().context("a file in a folder")?)?;
        std::fs::write(file, bytes)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn disk(steps: &[Step]) -> Disk {
        let mut disk = Disk::new(|_| true);
        for (number, step) in steps.iter().enumerate() {
            disk.take(number, step).expect("a step");
        }
        disk
    }

    fn opened(name: &str) -> Step {
        Step::Opened(name.into())
    }

    fn written(name: &str, at: u64, bytes: &[u8]) -> Step {
        Step::Written {
            file: name.into(),
            at,
            bytes: bytes.to_vec(),
        }
    }

    fn synced(what: &str, began: usize) -> Step {
        Step::Synced {
            what: what.into(),
            began,
        }
    }

    #[test]
    fn only_what_was_synced_outlives_a_loss_of_everything() {
        let disk = disk(&[
            opened("a"),
            written("a", 0, b"one"),
            synced("a", 2),
            synced("", 3),
            written("a", 0, b"two"),
            opened("b"),
        ]);
        let dice = &mut Dice::seeded(1);
        let a = |bytes: &[u8]| ("a".into(), bytes.to_vec());
        let b = || ("b".into(), Vec::new());
        assert_eq!(disk.image(Loss::Nothing, dice), Image::from([a(b"two"), b()]));
        assert_eq!(disk.image(Loss::Everything, dice), Image::from([a(b"one")]));
        assert_eq!(disk.image(Loss::Bytes, dice), Image::from([a(b"one"), b()]));
        assert_eq!(disk.image(Loss::Names, dice), Image::from([a(b"two")]));
    }

    #[test]
    fn a_write_that_came_after_the_sync_began_is_not_sure() {
        let disk = disk(&[
            opened("a"),
            synced("", 1),
            written("a", 0, b"one"),
            written("a", 0, b"two"),
            synced("a", 3),
        ]);
        let found = disk.image(Loss::Everything, &mut Dice::seeded(1));
        assert_eq!(found, Image::from([("a".into(), b"one".to_vec())]));
    }

    #[test]
    fn a_file_in_a_folder_without_a_name_is_gone() {
        let disk = disk(&[
            Step::FolderMade("data".into()),
            opened("data/a"),
            synced("data/a", 2),
            synced("data", 3),
        ]);
        assert_eq!(
            disk.image(Loss::Everything, &mut Dice::seeded(1)),
            Image::default()
        );
    }

    #[test]
    fn torn_sectors_are_old_or_new_and_sometimes_each() {
        let disk = disk(&[opened("a"), synced("", 1), written("a", 0, &[1; 2 * SECTOR])]);
        let mut seen = std::collections::BTreeSet::new();
        for seed in 0..200 {
            let image = disk.image(Loss::Torn, &mut Dice::seeded(seed));
            let bytes = &image[Path::new("a")];
            let whole = |sector: &[u8]| sector.iter().all(|byte| *byte == sector[0]);
            assert!(bytes.chunks(SECTOR).all(whole));
            seen.insert(bytes.chunks(SECTOR).map(|sector| sector[0]).collect::<Vec<_>>());
        }
        assert_eq!(
            seen.into_iter().collect::<Vec<_>>(),
            [vec![], vec![0, 1], vec![1], vec![1, 1]]
        );
    }
}
