//! `display-server restore`: a backup put back, and what is missing since.

use super::RestoreWords;
use super::take_up::in_words as of_kiosks;
use crate::clock::Clock;
use crate::restore::{Asked, RestoreError, Restored, restore as put_back};
use crate::take_up::{TakeUpError, read, take_up};

/// Why a restore ends with an error.
#[derive(Debug, thiserror::Error)]
pub enum RestoreEnd {
    /// Nothing was restored.
    #[error(transparent)]
    Restore(#[from] RestoreError),
    /// A file of tickets is not what it should be, and nothing was restored.
    #[error("{0}. Nothing was restored")]
    NoTickets(TakeUpError),
    /// The backup stands, the tickets do not.
    #[error(
        "{restored}\nBut not all of the kiosks' tickets are taken up: {cause}. Do not restore again; say `display-server take-up` for them, before the server is started or whenever it is stopped"
    )]
    Tickets {
        /// What was restored.
        restored: String,
        /// Why not.
        cause: TakeUpError,
    },
}

/// Puts a backup back, takes up what kiosks gave since that will never run again, and says what it has come to.
///
/// # Errors
/// [`RestoreEnd`] says what to change.
pub async fn restore(words: &RestoreWords) -> Result<String, RestoreEnd> {
    let clock = Clock::system();
    let brought = read(&words.kiosk_tickets).map_err(RestoreEnd::NoTickets)?;
    let asked = Asked {
        backup: &words.backup,
        to: &words.to,
        high_water: words.high_water.as_deref(),
        anchor: words.anchor.as_deref(),
        above: words.numbers_above,
        anyway: words.anyway,
    };
    let mut lines = in_words(&put_back(&asked, clock.now())?);
    if !brought.is_empty() {
        match take_up(asked.to, asked.high_water, brought, &clock).await {
            Ok(taken) => lines.extend(of_kiosks(&taken)),
            Err(cause) => {
                let restored = lines.join("\n");
                return Err(RestoreEnd::Tickets { restored, cause });
            }
        }
    }
    Ok(lines.join("\n"))
}

fn in_words(restored: &Restored) -> Vec<String> {
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
        "tickets: kiosks bring all that they gave today when they hear of the hall again; of one that will never run again, take them with `display-server take-up`; ask for those that were taken on the phone and at reception"
            .to_owned(),
    );
    if let Some(replaced) = replaced {
        lines.push(format!("what was there before is in {}", replaced.display()));
    }
    lines
}
