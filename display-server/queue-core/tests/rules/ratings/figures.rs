//! What ratings amount to.

use queue_core::plan::RatingRules;
use queue_core::rating::{
    Counted, LookedAt, RatedFrom, Rating, RatingCode, RatingFigures, RatingFlag, RatingKey, RatingLevel,
    is_skewed,
};
use queue_core::{LegId, PersonCode, RequestId, ServiceCode, ServiceDay, VisitId, WindowNumber};

use super::{BAD, GOOD};
use crate::support::DAY;

fn one(visit: u32, from: RatedFrom, level: RatingLevel) -> Rating {
    let day = ServiceDay(DAY);
    let index = 0;
    let visit = VisitId(visit);
    Rating {
        key: RatingKey {
            day,
            leg: LegId { visit, index },
        },
        code: RatingCode::of(day, &RequestId::new(u128::from(visit.0).to_be_bytes())),
        service: ServiceCode::new("X01"),
        window: WindowNumber::new(1),
        clerk: PersonCode::new("c1"),
        level,
        from,
        flags: Vec::new(),
        instead: None,
        reasons: Vec::new(),
        text: None,
        followup: None,
        looked: None,
    }
}

fn flagged(mut rating: Rating, upheld: Option<bool>) -> Rating {
    rating.flags.push(RatingFlag::Disowned);
    rating.looked = upheld.map(|upheld| LookedAt {
        by: PersonCode::new("m1"),
        on: ServiceDay(DAY),
        upheld,
    });
    rating
}

fn figures(rateable: u32, ratings: &[Rating]) -> RatingFigures {
    let ratings: Vec<_> = ratings.iter().collect();
    RatingFigures::of(&RatingRules::default(), rateable, &ratings, |_| false)
}

#[test]
fn silence_is_no_level() {
    let figures = figures(
        10,
        &[one(1, RatedFrom::Phone, GOOD), one(2, RatedFrom::Phone, BAD)],
    );
    assert_eq!((figures.rateable, figures.rated, figures.unrated()), (10, 2, 8));
    assert_eq!(
        (figures.levels.sum(), figures.levels.satisfied, figures.bad),
        (2, 1, 1)
    );
}

#[test]
fn a_doubtful_rating_counts_only_after_somebody_has_looked() {
    let window = |number| one(number, RatedFrom::Window, GOOD);
    let mut instead = flagged(window(4), Some(false));
    instead.instead = Some(BAD);
    let ratings = [
        flagged(window(1), None),
        flagged(window(2), Some(true)),
        flagged(window(3), Some(false)),
        instead,
    ];
    let counted: Vec<_> = ratings.iter().map(Rating::counted).collect();
    let expected = [
        Counted::Waits,
        Counted::As(GOOD),
        Counted::Struck,
        Counted::As(BAD),
    ];
    assert_eq!(counted, expected);
    let figures = figures(4, &ratings);
    assert_eq!((figures.rated, figures.flagged, figures.struck), (4, 1, 1));
    assert_eq!((figures.levels.satisfied, figures.levels.dissatisfied), (1, 1));
    assert_eq!(figures.bad, 1, "what the holder said instead counts");
}

#[test]
fn only_a_verified_fault_is_held_against_anybody() {
    let ratings = [
        one(1, RatedFrom::Phone, BAD),
        one(2, RatedFrom::Phone, BAD),
        one(3, RatedFrom::Phone, GOOD),
    ];
    let ratings: Vec<_> = ratings.iter().collect();
    let fault = |rating: &Rating| rating.key.leg.visit != VisitId(2);
    let figures = RatingFigures::of(&RatingRules::default(), 3, &ratings, fault);
    assert_eq!((figures.bad, figures.verified_bad), (2, 1), "nor a good one");
}

/// So many ratings at the keys and on phones, so many of each good.
fn shares((keys, good_keys): (u32, u32), (phones, good_phones): (u32, u32)) -> Vec<Rating> {
    let level = |number, good| if number < good { GOOD } else { BAD };
    let at_keys = (0..keys).map(|number| one(number, RatedFrom::Window, level(number, good_keys)));
    let on_phones =
        (0..phones).map(|number| one(1000 + number, RatedFrom::Phone, level(number, good_phones)));
    at_keys.chain(on_phones).collect()
}

#[test]
fn keys_that_say_something_else_than_the_phones_are_doubtful() {
    for (keys, phones, skewed) in [
        ((30, 30), (30, 24), false),
        ((30, 30), (30, 23), true),
        ((29, 29), (30, 0), false),
        ((30, 30), (29, 0), false),
        ((100, 70), (50, 45), false),
        ((100, 69), (50, 45), true),
    ] {
        let ratings = shares(keys, phones);
        let ratings: Vec<_> = ratings.iter().collect();
        assert_eq!(
            is_skewed(&RatingRules::default(), &ratings),
            skewed,
            "{keys:?} {phones:?}"
        );
    }
}

#[test]
fn of_skewed_ratings_those_at_the_keys_wait() {
    let mut ratings = shares((31, 31), (30, 10));
    ratings[0] = flagged(ratings[0].clone(), Some(true));
    let figures = figures(100, &ratings);
    assert_eq!(figures.flagged, 30, "all but what somebody has looked at");
}

#[test]
fn below_thirty_nobody_is_ranked() {
    let enough = |count: u32| {
        let ratings: Vec<_> = (0..count)
            .map(|number| one(number, RatedFrom::Phone, GOOD))
            .collect();
        figures(100, &ratings).is_enough(&RatingRules::default())
    };
    assert!(!enough(29));
    assert!(enough(30));
}
