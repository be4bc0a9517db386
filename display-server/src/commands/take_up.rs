//! `display-server take-up`: tickets of kiosks that will never bring them themselves.

use hall_protocol::offline::OfflineResult;

use super::TakeUpWords;
use crate::clock::Clock;
use crate::take_up::{TakeUpError, Taken, read, take_up as take_all_up};

/// What can become of a ticket, in the order in which it is said.
const RESULTS: [&str; 4] = ["accepted", "already", "quarantined", "unreadable"];

/// Takes tickets up, and says what became of each file.
///
/// # Errors
/// [`TakeUpError`] says what to change.
pub async fn take_up(words: &TakeUpWords) -> Result<String, TakeUpError> {
    let brought = read(&words.tickets)?;
    let taken = take_all_up(
        &words.data,
        words.high_water.as_deref(),
        brought,
        &Clock::system(),
    )
    .await?;
    Ok(in_words(&taken).join("\n"))
}

/// A line a file, and one for each ticket that does not wait like any other.
pub(super) fn in_words(taken: &[Taken]) -> Vec<String> {
    taken.iter().flat_map(of_one).collect()
}

fn of_one(taken: &Taken) -> Vec<String> {
    let count = |result: &str| {
        let alike = taken.tickets.iter().filter(|(_, told)| told.result == result);
        format!("{} {result}", alike.count())
    };
    let counts = RESULTS.map(count).join(", ");
    let (kiosk, file) = (&taken.from.kiosk, taken.from.file.display());
    let first = format!("tickets of {kiosk} ({file}): {counts}");
    let apart = taken.tickets.iter().filter_map(apart);
    std::iter::once(first).chain(apart).collect()
}

fn apart((number, told): &(String, OfflineResult)) -> Option<String> {
    let why = told.why.as_deref()?;
    Some(format!("  {number} {}: {why}", told.result))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_told_in_a_line_and_every_ticket_that_does_not_wait_with_its_cause() {
        let ticket = |number: &str, result: &str, why: Option<&str>| {
            let told = OfflineResult {
                request: "id".to_owned(),
                result: result.to_owned(),
                why: why.map(ToOwned::to_owned),
            };
            (number.to_owned(), told)
        };
        let taken = Taken {
            from: "kiosk-1=/media/kiosk-1.json".parse().expect("a kiosk's file"),
            tickets: vec![
                ticket("A601", "accepted", None),
                ticket("A001", "already", None),
                ticket("A602", "quarantined", Some("number_given")),
                ticket("A603", "unreadable", Some("token: is too short")),
                ticket("A604", "accepted", None),
            ],
        };
        assert_eq!(
            in_words(&[taken]),
            [
                "tickets of kiosk-1 (/media/kiosk-1.json): 2 accepted, 1 already, 1 quarantined, 1 unreadable",
                "  A602 quarantined: number_given",
                "  A603 unreadable: token: is too short",
            ]
        );
    }
}
