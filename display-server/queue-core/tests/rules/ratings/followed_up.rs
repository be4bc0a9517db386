//! Bad ratings are followed up (核實 → 整改 → 回訪 → 申訴) from the moment they count.

use queue_core::followup::{Followup, FollowupKind};
use queue_core::plan::Role;
use queue_core::rating::RatingLevel;
use queue_core::{Event, PersonCode, TextId};

use super::{BAD, GOOD, disown, keys, look, person, phone, plan, rating, say, serve_one, served, why};
use crate::support::{Driven, at};

fn followup(hall: &Driven, number: &str) -> Option<Followup> {
    let code = rating(hall, number).followup?;
    hall.shelf.followups.get(&code).cloned()
}

#[test]
fn a_bad_rating_opens_its_follow_up_in_the_same_entry() {
    let (mut hall, number) = served();
    say(&mut hall, &number, BAD, why(&["rude"], Some(1))).expect("rated");
    let events = &hall.journal.last().expect("an entry").body.events;
    assert!(matches!(
        events.as_slice(),
        [Event::Rating { .. }, Event::Followup { .. }]
    ));
    let opened = followup(&hall, &number).expect("a follow-up");
    assert_eq!(opened.kind(), FollowupKind::BadRating);
    assert_eq!(opened.raised.about, Some(PersonCode::new("c1")));
    assert_eq!(opened.raised.text, Some(TextId::new([1; 16])));
    assert!(
        !serde_json::to_string(&opened).expect("JSON").contains("visit"),
        "nor whose it is"
    );
}

#[test]
fn a_good_rating_opens_none() {
    let (mut hall, number) = served();
    keys(&mut hall, 1, GOOD).expect("rated");
    assert_eq!(rating(&hall, &number).followup, None);
    assert_eq!(hall.shelf.followups.iter().count(), 0);
}

#[test]
fn a_doubtful_bad_rating_is_followed_up_when_it_is_found_to_stand() {
    let mut hall = Driven::staffed_with(plan());
    for (served, upheld, opens) in [("09:10", false, false), ("09:20", true, true)] {
        let number = serve_one(&mut hall, served);
        keys(&mut hall, 1, BAD).expect("at once, which is doubtful");
        assert_eq!(rating(&hall, &number).followup, None, "{served}");
        look(&mut hall, person("m1", Role::Manager), &number, upheld).expect("looked at");
        assert_eq!(followup(&hall, &number).is_some(), opens, "{served}");
    }
}

#[test]
fn what_the_holder_says_instead_is_followed_up_and_nothing_twice() {
    let (mut hall, number) = served();
    keys(&mut hall, 1, RatingLevel::VerySatisfied).expect("somebody pressed");
    disown(&mut hall, &number).expect("not me");
    phone(&mut hall, &number, BAD).expect("what I say");
    look(&mut hall, person("m1", Role::Manager), &number, false).expect("struck");
    assert!(followup(&hall, &number).is_some(), "the holder's own counts");
    let other = serve_one(&mut hall, "09:20");
    hall.wind(at("09:21"));
    keys(&mut hall, 1, BAD).expect("rated");
    disown(&mut hall, &other).expect("not me");
    let before = rating(&hall, &other).followup;
    look(&mut hall, person("m1", Role::Manager), &other, true).expect("it stands");
    assert_eq!(
        rating(&hall, &other).followup,
        before,
        "the one that is open goes on"
    );
    assert_eq!(hall.shelf.followups.iter().count(), 2);
}
