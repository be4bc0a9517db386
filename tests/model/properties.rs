//! What must never be, wherever the search comes; and what it must come by, so that it is known to have looked.

use stateright::Property;

use crate::kiosk::Stage;
use crate::rules::{LEASED_FROM, SERIES};
use crate::world::{Protocol, Slip, World};

pub(crate) const NO_NUMBER_TWICE: &str = "no number is on two papers";
pub(crate) const NONE_MISSING: &str = "the hall has each ticket on paper, or a kiosk still owes it";
pub(crate) const SETTLES: &str =
    "from here everything can be settled, and then each paper is an open ticket of the hall";
pub(crate) const ONE_PAPER: &str = "a press has one paper";
pub(crate) const NOBODY_S: &str = "a press whose row is kept has one open ticket, the one on its paper";
pub(crate) const CALLED_IN_TIME: &str = "who is called has a paper, or the time for it is over";
pub(crate) const ONE_CALL: &str = "a press of the call key calls one number";
pub(crate) const JOURNALLED: &str = "what is on paper is in the kiosk's journal, and no more in its block";

pub(crate) const LEASED_PRINTED: &str = "a leased number is printed";
pub(crate) const NEW_SERIES: &str = "a number of a new series is printed";
pub(crate) const VOID_CLOSES: &str = "a void closes what was reserved";
pub(crate) const TOLD_NONE: &str = "a visitor is told that there is no number";
pub(crate) const ALL_ON_PAPER: &str = "every press has a paper";
pub(crate) const ALARM: &str = "a second journal under one name is refused";
pub(crate) const LATE_CALLED: &str = "an unconfirmed ticket is called after its time";
pub(crate) const QUARANTINED: &str = "a bad row is put aside, and kept";
pub(crate) const TWO_EPOCHS: &str = "two halls of two epochs give numbers";

/// All of them.
pub(crate) fn all() -> Vec<Property<Protocol>> {
    vec![
        Property::always(NO_NUMBER_TWICE, |_, world: &World| no_number_twice(world)),
        Property::always(NONE_MISSING, none_missing),
        Property::always(SETTLES, |protocol, world: &World| protocol.settles(world)),
        Property::always(ONE_PAPER, |_, world: &World| one_paper(world)),
        Property::always(NOBODY_S, nobody_s),
        Property::always(CALLED_IN_TIME, |_, world: &World| {
            world.calls.iter().all(|call| call.in_time)
        }),
        Property::always(ONE_CALL, |_, world: &World| one_call(world)),
        Property::always(JOURNALLED, |_, world: &World| {
            world.slips.iter().all(|slip| is_journalled(world, *slip))
        }),
        Property::sometimes(LEASED_PRINTED, |_, world: &World| leased_printed(world)),
        Property::sometimes(NEW_SERIES, |_, world: &World| {
            world.slips.iter().any(|slip| slip.number >= SERIES)
        }),
        Property::sometimes(VOID_CLOSES, |_, world: &World| void_closes(world)),
        Property::sometimes(TOLD_NONE, |_, world: &World| told_none(world)),
        Property::sometimes(ALL_ON_PAPER, |protocol, world: &World| {
            world.slips.len() >= protocol.bounds.presses.len()
        }),
        Property::sometimes(ALARM, |_, world: &World| {
            world.halls.iter().any(|hall| hall.kept.alarm)
        }),
        Property::sometimes(LATE_CALLED, |_, world: &World| {
            world.calls.iter().any(|it| !world.is_on_paper(it.number))
        }),
        Property::sometimes(QUARANTINED, |_, world: &World| quarantined(world)),
        Property::sometimes(TWO_EPOCHS, |_, world: &World| two_epochs(world)),
    ]
}

fn no_number_twice(world: &World) -> bool {
    // Slips are in the order of presses; the same number is rarely beside itself.
    world.slips.iter().all(|one| {
        !world
            .slips
            .iter()
            .any(|other| one < other && one.number == other.number)
    })
}

fn one_paper(world: &World) -> bool {
    world.slips.iter().all(|one| {
        !world
            .slips
            .iter()
            .any(|other| one < other && one.request == other.request)
    })
}

fn one_call(world: &World) -> bool {
    world.calls.iter().all(|one| {
        !world
            .calls
            .iter()
            .any(|other| one < other && one.press == other.press)
    })
}

/// Whether the newest hall has this paper's ticket open, or has put its row aside.
pub(crate) fn hall_has(world: &World, slip: Slip) -> bool {
    let entry = &world.halls[world.newest()].known().entries[usize::from(slip.request)];
    entry.quarantined == Some(slip.number) || entry.open().any(|ticket| ticket.number == slip.number)
}

fn none_missing(protocol: &Protocol, world: &World) -> bool {
    let hall = &world.halls[world.newest()];
    if !hall.runs {
        return true;
    }
    let epoch = hall.known().epoch;
    let owed = |slip: &Slip| {
        world
            .kiosk(slip.machine)
            .owes(protocol.broken, slip.request, epoch)
    };
    let is_lost = |slip: &Slip| world.lost.contains(&slip.request);
    world
        .slips
        .iter()
        .all(|slip| is_lost(slip) || hall_has(world, *slip) || owed(slip))
}

fn nobody_s(protocol: &Protocol, world: &World) -> bool {
    let hall = &world.halls[world.newest()];
    if !hall.runs {
        return true;
    }
    let hall = hall.known();
    (0..).zip(&hall.entries).all(|(request, entry)| {
        let kiosk = world.kiosk(protocol.bounds.presses[usize::from(request)]);
        let number = match kiosk.stage(request) {
            Stage::Numbered { number, .. } => Some(number),
            Stage::GivenUp => None,
            Stage::Never | Stage::Asking => return entry.open().count() <= 1,
        };
        let is_kept = !kiosk.owes(protocol.broken, request, hall.epoch);
        entry.open().count() <= 1 && (!is_kept || entry.open().all(|ticket| Some(ticket.number) == number))
    })
}

fn is_journalled(world: &World, slip: Slip) -> bool {
    let kiosk = world.kiosk(slip.machine);
    let in_block = kiosk
        .block
        .is_some_and(|block| (block.next..block.end).contains(&slip.number));
    let in_row = matches!(kiosk.stage(slip.request), Stage::Numbered { number, .. } if number == slip.number);
    world.orphans.contains(&slip.request) || (in_row && !in_block)
}

fn leased_printed(world: &World) -> bool {
    world.slips.iter().any(|slip| slip.number % SERIES >= LEASED_FROM)
}

fn void_closes(world: &World) -> bool {
    let mut entries = world.halls.iter().flat_map(|hall| &hall.kept.entries);
    entries.any(|entry| entry.is_void && entry.open().count() < entry.tickets.len())
}

fn told_none(world: &World) -> bool {
    let mut rows = world.kiosks.iter().flat_map(|kiosk| &kiosk.rows);
    rows.any(|row| row.stage == Stage::GivenUp)
}

fn quarantined(world: &World) -> bool {
    let mut entries = world.halls.iter().flat_map(|hall| &hall.kept.entries);
    entries.any(|entry| entry.quarantined.is_some())
}

fn two_epochs(world: &World) -> bool {
    let gives = |epoch: u8| {
        world
            .halls
            .iter()
            .any(|hall| hall.kept.epoch == epoch && hall.kept.given > 0)
    };
    world.halls.len() > 1 && gives(0) && gives(1)
}
