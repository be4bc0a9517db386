//! I8 for ratings: everything that happens to them, frozen in a journal that must replay for ever.

use queue_core::Event;
use queue_core::plan::Role;
use queue_core::rating::{Counted, Rating};

use super::{BAD, GOOD, disown, explain, keys, look, person, phone, plan, say, serve_one, why};
use crate::support::frozen::frozen;
use crate::support::{Driven, at};

/// Everything that happens to a rating, by its tag.
const TAGS: [&str; 6] = [
    "rated",
    "flagged",
    "disowned",
    "said_instead",
    "explained",
    "looked_at",
];

#[test]
fn the_ratings_of_0_1_0_replay() {
    let journal = frozen(
        "0.1.0-ratings",
        |event| matches!(event, Event::Rating { .. }),
        busy_morning,
    );
    journal.holds(&["rating"], TAGS);
    let shelf = journal.shelf();
    let kept = shelf.ratings.iter().filter_map(|(_, kept)| kept.now.as_ref());
    let ratings: Vec<&Rating> = kept.collect();
    let counted = |what: Counted| ratings.iter().filter(|rating| rating.counted() == what).count();
    assert_eq!((ratings.len(), counted(Counted::Waits)), (7, 4));
    assert_eq!((counted(Counted::As(BAD)), counted(Counted::As(GOOD))), (2, 1));
    let opened = journal.events.iter().filter(|event| event["event"] == "followup");
    assert_eq!(
        opened.count(),
        2,
        "one that stands, and one that was said instead"
    );
    assert_eq!(ratings.iter().filter(|rating| rating.text.is_some()).count(), 2);
}

/// A morning in which everything happens to ratings.
fn busy_morning() -> Driven {
    let mut hall = Driven::staffed_with(plan());
    let first = serve_one(&mut hall, "09:10");
    hall.wind(at("09:11"));
    keys(&mut hall, 1, GOOD).expect("rated");
    disown(&mut hall, &first).expect("not me");
    say(&mut hall, &first, BAD, why(&["rude"], Some(1))).expect("instead");
    look(&mut hall, person("m1", Role::Manager), &first, false).expect("struck");
    let second = serve_one(&mut hall, "09:20");
    phone(&mut hall, &second, BAD).expect("rated");
    explain(&mut hall, &second, why(&["slow"], Some(2))).expect("explained");
    look(&mut hall, person("m1", Role::Manager), &second, true).expect("within two seconds, and true");
    for (served, rated) in [
        ("09:30:00", "09:30:10"),
        ("09:30:20", "09:30:30"),
        ("09:30:40", "09:30:50"),
        ("09:31:00", "09:31:10"),
        ("09:31:20", "09:31:30"),
    ] {
        serve_one(&mut hall, served);
        hall.wind(at(rated));
        keys(&mut hall, 1, GOOD).expect("rated");
    }
    let last = hall
        .hall
        .visits()
        .last()
        .expect("a visit")
        .ticket
        .number
        .to_string();
    look(&mut hall, person("m1", Role::Manager), &last, true).expect("upheld");
    hall
}
