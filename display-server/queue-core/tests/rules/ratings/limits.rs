//! Who may change the rules of ratings, and how long what people wrote is kept.

use queue_core::plan::{RatingRules, Role};
use queue_core::{Record, TextId};

use super::{BAD, GOOD, disown, keys, look, person, plan, rating, say, served, why};
use crate::support::DAY;

#[test]
fn limits_of_ratings_take_two_persons_and_reasons_do_not() {
    let old = queue_core::HallPlan::new(plan()).expect("sound");
    let mut parts = plan();
    parts.ratings = RatingRules {
        keys_s: 60,
        enough: 40,
        reasons: Vec::new(),
        ..RatingRules::default()
    };
    let new = queue_core::HallPlan::new(parts).expect("sound");
    assert_eq!(old.limits_changed_by(&new), ["ratings.enough", "ratings.keys_s"]);
}

#[test]
fn what_people_wrote_goes_when_its_time_is_over() {
    let (mut hall, number) = served();
    keys(&mut hall, 1, GOOD).expect("somebody pressed");
    disown(&mut hall, &number).expect("not me");
    say(&mut hall, &number, BAD, why(&[], Some(4))).expect("rated");
    let plan = hall.hall.last_plan().expect("a plan").clone();
    assert_eq!(rating(&hall, &number).texts(), [TextId::new([4; 16])]);
    assert_eq!(
        rating(&hall, &number).texts_until(&plan),
        None,
        "somebody must read it first"
    );
    look(&mut hall, person("m1", Role::Manager), &number, false).expect("struck");
    let last = DAY.saturating_add(jiff::Span::new().days(60));
    assert_eq!(rating(&hall, &number).texts_until(&plan), Some(last));
}
