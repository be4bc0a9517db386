//! Files that are not what they were: a hall says so and gives nothing, or it has lost nothing.

use std::fs::{self, File, OpenOptions};
use std::os::unix::fs::FileExt;
use std::path::Path;

use anyhow::Result;
use whole_hall::dice::Dice;

use crate::ground::{Came, Ground};

/// Bytes that flip, one after the other; `tests/run --full` flips many more.
const FLIPS: usize = 12;
/// Pages that are written over with noise.
const PAGES: usize = 8;
/// The size of a database's page, in bytes.
const PAGE: u64 = 4096;
/// A page that nobody wrote.
const NOISE: [u8; 4096] = [0xA5; 4096];

/// How often, unless the environment says otherwise.
fn times(usual: usize) -> usize {
    let asked = std::env::var("FIRE_FLIPS").ok();
    asked.and_then(|times| times.parse().ok()).unwrap_or(usual)
}

/// A refusal to start must name the file, and say what to do.
fn check(came: Came, file: &str, done: &str) -> Came {
    if let Came::Refused(why) = &came {
        assert!(why.contains(file) && why.contains("backup"), "{done}: {why}");
    }
    came
}

fn somewhere(dice: &mut Dice, below: u64) -> u64 {
    dice.bits() % below
}

#[test]
fn a_byte_that_flips_anywhere_in_the_journal_is_found_or_does_no_harm() -> Result<()> {
    let ground = Ground::closed()?;
    let mut dice = Dice::seeded(7);
    let mut counts = [0, 0, 0];
    for turn in 0..times(FLIPS) {
        let copy = ground.copy()?;
        let path = copy.path().join("hall.db");
        let file = OpenOptions::new().read(true).write(true).open(&path)?;
        // Bytes near the beginning of the file, and of a page, say how the rest is to be read.
        let length = file.metadata()?.len();
        let at = match turn % 4 {
            0 => somewhere(&mut dice, 100),
            1 => somewhere(&mut dice, length / PAGE) * PAGE + somewhere(&mut dice, 16),
            _ => somewhere(&mut dice, length),
        };
        let mut byte = [0];
        file.read_exact_at(&mut byte, at)?;
        file.write_all_at(&[byte[0] ^ 0x55], at)?;
        let done = format!("byte {at} flipped");
        match check(ground.look(copy.path())?, "hall.db", &done) {
            Came::Whole | Came::AnswersChanged => counts[0] += 1,
            Came::ReadOnly(_) => counts[1] += 1,
            Came::Refused(_) => counts[2] += 1,
        }
    }
    let [whole, read_only, refused] = counts;
    println!("flips: {whole} harmless, {read_only} read-only, {refused} refused to start, 0 lost");
    assert!(read_only > 0, "nothing was found");
    Ok(())
}

#[test]
fn a_page_of_noise_is_found_before_anything_is_given() -> Result<()> {
    let ground = Ground::closed()?;
    let mut dice = Dice::seeded(8);
    for _ in 0..times(PAGES) {
        let copy = ground.copy()?;
        let file = OpenOptions::new().write(true).open(copy.path().join("hall.db"))?;
        let page = somewhere(&mut dice, file.metadata()?.len() / PAGE);
        file.write_all_at(&NOISE, page * PAGE)?;
        let done = format!("page {page} of noise");
        let came = check(ground.look(copy.path())?, "hall.db", &done);
        assert_ne!(came, Came::Whole, "{done}");
    }
    Ok(())
}

#[test]
fn a_journal_that_was_cut_short_is_no_new_hall() -> Result<()> {
    for ground in [Ground::closed()?, Ground::killed()?] {
        let length = fs::metadata(ground.folder.path().join("hall.db"))?.len();
        for length in [0, PAGE, length / 2 / PAGE * PAGE + 100, length - PAGE] {
            let copy = ground.copy()?;
            let path = copy.path().join("hall.db");
            OpenOptions::new().write(true).open(&path)?.set_len(length)?;
            // A log that is whole may still hold what was cut off.
            let has_log = copy.path().join("hall.db-wal").exists();
            let done = format!("cut to {length} bytes");
            let came = check(ground.look(copy.path())?, "hall.db", &done);
            assert!(has_log || came != Came::Whole, "{done}");
        }
    }
    Ok(())
}

#[test]
fn what_was_removed_is_missed() -> Result<()> {
    let ground = Ground::killed()?;
    for gone in [["hall.db-wal", "hall.db-shm"], ["hall.db", "hall.db"]] {
        let copy = ground.copy()?;
        for file in gone {
            // The second time it is gone already.
            let _ = fs::remove_file(copy.path().join(file));
        }
        let came = check(ground.look(copy.path())?, "hall.db", "removed");
        assert_ne!(came, Came::Whole, "{gone:?}");
        let again = ground.look(copy.path())?;
        assert_ne!(again, Came::Whole, "{gone:?}: the second start forgot");
    }
    Ok(())
}

#[test]
fn damaged_identities_are_named_and_nobody_is_let_in_by_chance() -> Result<()> {
    let ground = Ground::closed()?;
    let damages: [fn(&File) -> std::io::Result<()>; 2] = [
        |file| file.write_all_at(&[0; 100], 0),
        |file| file.write_all_at(&NOISE, PAGE),
    ];
    for damage in damages {
        let copy = ground.copy()?;
        let path = copy.path().join("identities.db");
        damage(&OpenOptions::new().write(true).open(&path)?)?;
        let came = check(ground.look(copy.path())?, "identities.db", "identities");
        assert!(matches!(came, Came::Refused(_)), "{came:?}");
    }
    Ok(())
}

/// What the tests above rest on.
#[test]
fn undamaged_files_are_a_whole_hall() -> Result<()> {
    for ground in [Ground::closed()?, Ground::killed()?] {
        assert_eq!(ground.look(ground.copy()?.path())?, Came::Whole);
        let is_there = |name: &str| Path::new(&ground.folder.path().join(name)).exists();
        assert!(is_there("hall.db") && is_there("identities.db"));
    }
    Ok(())
}
