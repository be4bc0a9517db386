//! How many may be connected, and how many of them may listen to what anybody may: phones and boards never take the places
//! of staff and kiosks.
//!
//! Everybody comes through one proxy on this machine, so that a connection does not say whose it is. Each stream holds one as
//! long as its page is open; whoever only asks and is answered makes room at once.
//!
//! Invariant I9: at most [`CONNECTIONS`] connections, three quarters of them phones' streams, an eighth boards'.

use machine::connections::{Place, Places};
use machine::process::files_allowed;

use crate::hall_owner::SubmitError;
use crate::views::Topic;

/// Every phone of a day with 5,000 tickets, boards, staff and kiosks; the unit allows as many files and more.
const CONNECTIONS: usize = 8_192;
/// What databases, logs and reports open beside them.
const OTHER_FILES: usize = 256;
/// However few files the system allows.
const FEWEST: usize = 16;

/// The places.
#[derive(Debug, Clone)]
pub struct Room {
    /// Of connections.
    pub(crate) connections: Places,
    phones: Places,
    boards: Places,
}

impl Default for Room {
    fn default() -> Self {
        Self::of(connections(files_allowed()))
    }
}

/// How many connections fit into so many files; none: the system does not say.
fn connections(files: Option<usize>) -> usize {
    let fit = files.map_or(CONNECTIONS, |files| files.saturating_sub(OTHER_FILES));
    fit.clamp(FEWEST, CONNECTIONS)
}

impl Room {
    /// Room for so many connections.
    #[must_use]
    pub fn of(connections: usize) -> Self {
        Self {
            connections: Places::new(connections),
            phones: Places::new(connections * 3 / 4),
            boards: Places::new(connections / 8),
        }
    }

    /// A place for a stream; none: its listener is known to the hall, and needs no other than its connection's.
    pub(crate) fn of_stream(&self, topic: &Topic) -> Result<Option<Place>, SubmitError> {
        let places = match topic {
            Topic::Visit(_) => &self.phones,
            Topic::Board(_) => &self.boards,
            Topic::Window(_)
            | Topic::Escorts
            | Topic::Guide(_)
            | Topic::Live
            | Topic::Day
            | Topic::HallDay
            | Topic::Responsible
            | Topic::Departments
            | Topic::Rating(_) => return Ok(None),
        };
        places.take_one().map(Some).ok_or(SubmitError::Busy)
    }
}

#[cfg(test)]
mod tests {
    use queue_core::{AreaCode, TokenHash};

    use super::*;

    #[test]
    fn as_many_connect_as_the_system_has_files_for_and_never_more_than_is_written() {
        assert_eq!(connections(None), CONNECTIONS);
        assert_eq!(connections(Some(1 << 20)), CONNECTIONS);
        assert_eq!(connections(Some(1024)), 768);
        assert_eq!(connections(Some(20)), FEWEST);
    }

    #[test]
    fn phones_and_boards_leave_places_and_whoever_is_known_needs_none_of_theirs() {
        let room = Room::of(16);
        let phone = Topic::Visit(TokenHash::new([7; 32]));
        let board = Topic::Board(AreaCode::new("hall"));
        let fill = |topic: &Topic| {
            let places = std::iter::from_fn(|| room.of_stream(topic).ok().flatten());
            places.take(100).collect::<Vec<_>>()
        };
        let (mut phones, boards) = (fill(&phone), fill(&board));
        assert_eq!((phones.len(), boards.len()), (12, 2));
        assert_eq!(room.of_stream(&phone).err(), Some(SubmitError::Busy));
        assert!(room.of_stream(&Topic::Live).is_ok_and(|place| place.is_none()));
        phones.pop();
        assert!(room.of_stream(&phone).is_ok_and(|place| place.is_some()));
    }
}
