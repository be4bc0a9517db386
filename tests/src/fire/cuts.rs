//! Power cuts, one after the other: every moment of a record, and every way in which a disk may have kept it.

use std::fmt;
use std::path::Path;

use anyhow::Result;

use super::disk::{self, Disk, Image, Loss};
use super::steps::Step;
use crate::dice::Dice;

/// How many sentences about what was found are kept.
const KEPT_FAULTS: usize = 20;

/// Which power cuts are looked at.
#[derive(Debug, Clone, Copy)]
pub struct Asked {
    /// About how many.
    pub images: usize,
    /// Where chance begins.
    pub seed: u64,
    /// For which files the disk keeps its promise.
    pub believes: fn(&Path) -> bool,
}

/// An honest disk.
#[must_use]
pub fn honest(_: &Path) -> bool {
    true
}

/// A disk that says of logs that they are written, and has not begun: what `synchronous=NORMAL` makes of an honest one.
#[must_use]
pub fn lying(file: &Path) -> bool {
    !file.to_string_lossy().ends_with("-wal")
}

/// Who knows what must be there after a power cut.
pub trait Judge {
    /// Opens the folder of an image as the programs would, and looks for everything that was promised up to a step.
    ///
    /// # Errors
    /// When looking fails for a reason of its own.
    fn look(&self, folder: &Path, up_to: usize) -> Result<Verdict>;
}

/// What was found in one image.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verdict {
    /// Promises that were to be there.
    pub promised: usize,
    /// Those that are not.
    pub missing: usize,
    /// What else is wrong.
    pub faults: Vec<String>,
}

/// What was found in all of them.
#[derive(Debug, Clone, Default)]
pub struct Count {
    /// How many.
    pub images: usize,
    /// The most promises that one was to hold.
    pub promised: usize,
    /// Images in which a promise is missing.
    pub with_missing: usize,
    /// Promises that are missing, all images together.
    pub missing: usize,
    /// What else is wrong, and where; the first ones.
    pub faults: Vec<String>,
    /// How many such sentences there were.
    pub fault_count: usize,
}

/// Cuts the power at many steps of a record.
///
/// # Errors
/// When an image cannot be made.
pub fn replay(steps: &[Step], judge: &dyn Judge, asked: Asked, say: &mut dyn FnMut(&Count)) -> Result<Count> {
    let mut dice = Dice::seeded(asked.seed);
    let mut disk = Disk::new(asked.believes);
    let mut count = Count::default();
    let each_step = losses(asked.images.div_ceil(steps.len().max(1)));
    let all = steps.len() * each_step.len();
    // One of so many, beginning anywhere.
    let share = if all > asked.images {
        share(asked.images, all)
    } else {
        1.0
    };
    for (number, step) in steps.iter().enumerate() {
        disk.take(number, step)?;
        for loss in &each_step {
            if !dice.happens(share) {
                continue;
            }
            let image = disk.image(*loss, &mut dice);
            let verdict = look(judge, &image, number)?;
            count.add(&verdict, number, *loss);
            if count.images.is_multiple_of(1000) {
                say(&count);
            }
        }
    }
    Ok(count)
}

fn share(wanted: usize, all: usize) -> f64 {
    let number = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    number(wanted) / number(all)
}

/// Every loss once; where that is too few, chance has more turns.
fn losses(each_step: usize) -> Vec<Loss> {
    let more = each_step.saturating_sub(Loss::ALL.len());
    Loss::ALL.into_iter().chain(vec![Loss::Torn; more]).collect()
}

fn look(judge: &dyn Judge, image: &Image, number: usize) -> Result<Verdict> {
    let folder = crate::hall::passing_folder()?;
    disk::write(image, folder.path())?;
    judge.look(folder.path(), number)
}

impl Count {
    fn add(&mut self, verdict: &Verdict, number: usize, loss: Loss) {
        self.images += 1;
        self.promised = self.promised.max(verdict.promised);
        self.missing += verdict.missing;
        self.with_missing += usize::from(verdict.missing > 0);
        self.fault_count += verdict.faults.len();
        let room = KEPT_FAULTS.saturating_sub(self.faults.len());
        let faults = verdict.faults.iter().take(room);
        self.faults
            .extend(faults.map(|fault| format!("after step {number}, {loss:?} lost: {fault}")));
    }

    /// Whether nothing is missing, and nothing wrong.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.missing == 0 && self.fault_count == 0
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "images {}, acknowledged tickets and other promises missing {} (in {} images, of up to {}), other faults {}",
            self.images, self.missing, self.with_missing, self.promised, self.fault_count
        )
    }
}
