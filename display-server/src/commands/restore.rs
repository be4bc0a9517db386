//! `display-server restore`: a backup put back, and what is missing since.

use super::RestoreWords;
use crate::clock::Clock;
use crate::restore::{Asked, RestoreError, Restored, restore as put_back};

/// Puts a backup back, and says what it has come to.
///
/// # Errors
/// [`RestoreError`] says what to change.
pub fn restore(words: &RestoreWords) -> Result<String, RestoreError> {
    let asked = Asked {
        backup: &words.backup,
        to: &words.to,
        high_water: words.high_water.as_deref(),
        anchor: words.anchor.as_deref(),
        above: words.numbers_above,
        anyway: words.anyway,
    };
    let restored = put_back(&asked, Clock::system().now())?;
    Ok(in_words(&restored))
}

fn in_words(restored: &Restored) -> String {
    let Restored {
        label,
        epoch,
        above,
        day,
        replaced,
        last_known,
    } = restored;
    let mut lines = vec![format!(
        "restored: the backup of {}, proved, to entry {} of the journal",
        label.at, label.head_seq
    )];
    lines.push(match last_known - label.head_seq {
        0 => "nothing is known to be missing".to_owned(),
        missing => format!(
            "missing: what came after entry {} of the journal, at least {missing} in number: what was called, finished, booked and decided since is not known any more",
            label.head_seq
        ),
    });
    lines.push(format!(
        "numbers: epoch {epoch}; those of {day} go on above {above}, so that none is given twice"
    ));
    lines.push(
        "tickets: kiosks bring all that they gave today when they hear of the hall again; ask for those that were taken on the phone and at reception"
            .to_owned(),
    );
    if let Some(replaced) = replaced {
        lines.push(format!("what was there before is in {}", replaced.display()));
    }
    lines.join("\n")
}
