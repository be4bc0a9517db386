//! The power goes at any moment of a hall's day or a kiosk's press; and a disk that lies is found out.

use std::path::Path;

use anyhow::Result;
use whole_hall::fire::children::{Life, record};
use whole_hall::fire::cuts::{Asked, Count, Judge, honest, lying, replay};
use whole_hall::fire::hall::HallJudge;
use whole_hall::fire::kiosk::KioskJudge;
use whole_hall::fire::steps::Step;

/// Tickets of the recorded day, and presses of the kiosk.
const PRESSES: usize = 36;
/// Power cuts of each; `tests/run --full` has many more.
const IMAGES: usize = 150;
/// As many of a disk that lies.
const LIES: usize = 60;

fn recorded(life: Life) -> Result<Vec<Step>> {
    record(Path::new(env!("CARGO_BIN_EXE_fire")), life, PRESSES)
}

fn count(steps: &[Step], judge: &dyn Judge, images: usize, believes: fn(&Path) -> bool) -> Result<Count> {
    let asked = Asked {
        images,
        seed: 1,
        believes,
    };
    let count = replay(steps, judge, asked, &mut |_| {})?;
    println!("{count}");
    Ok(count)
}

/// Nothing is missing on an honest disk, and much on one that lies: else this would find nothing.
fn check(steps: &[Step], judge: &dyn Judge) -> Result<()> {
    let kept = count(steps, judge, IMAGES, honest)?;
    assert!(kept.images > IMAGES / 2, "{kept}");
    assert!(kept.is_clean(), "{kept}: {:#?}", kept.faults);
    let lost = count(steps, judge, LIES, lying)?;
    assert!(
        lost.with_missing > lost.images / 5,
        "a lying disk was believed: {lost}"
    );
    Ok(())
}

#[test]
fn a_hall_has_everything_it_answered_whenever_its_power_goes() -> Result<()> {
    let steps = recorded(Life::Hall)?;
    let judge = HallJudge::new(&steps)?;
    assert!(judge.promised() > 2 * PRESSES, "{}", judge.promised());
    check(&steps, &judge)
}

#[test]
fn a_kiosk_knows_every_press_whose_slip_it_began_whenever_its_power_goes() -> Result<()> {
    let steps = recorded(Life::Kiosk)?;
    let judge = KioskJudge::new(&steps)?;
    assert!(judge.promised() > 2 * PRESSES, "{}", judge.promised());
    check(&steps, &judge)
}
