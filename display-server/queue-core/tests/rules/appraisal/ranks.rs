//! Who is ranked, and who is proposed.

use queue_core::appraisal::{Appraisal, ClerkFigures, ranks};

use super::{ask, draft, enough_ratings, figures, hall, manager, november_of};

fn rated(code: &str, kept: u32) -> ClerkFigures {
    ClerkFigures {
        ratings: enough_ratings(0),
        ..figures(code, kept)
    }
}

fn drafted_of(clerks: Vec<ClerkFigures>) -> Appraisal {
    let mut hall = hall();
    ask(&mut hall, manager("m1"), draft(clerks)).expect("drafted");
    november_of(&hall).clone()
}

#[test]
fn equal_totals_share_a_rank_and_the_next_is_left_out() {
    let appraisal = drafted_of(vec![
        rated("a", 80),
        rated("b", 90),
        rated("c", 80),
        rated("d", 70),
    ]);
    assert_eq!(ranks(&appraisal.clerks), [Some(2), Some(1), Some(2), Some(4)]);
}

#[test]
fn nobody_with_fewer_than_30_verified_ratings_is_ranked_or_counts_in_others_ranks() {
    let appraisal = drafted_of(vec![figures("a", 95), rated("b", 80), rated("c", 70)]);
    assert_eq!(ranks(&appraisal.clerks), [None, Some(1), Some(2)]);
}

#[test]
fn who_shares_the_last_total_is_proposed_too_and_somebody_must_choose() {
    let clerks = ["a", "b", "c", "d"].map(|code| figures(code, if code == "a" { 95 } else { 80 }));
    // 4 × 30 % = 1.2: one head; the best total is a's alone.
    let appraisal = drafted_of(clerks.to_vec());
    let codes = |appraisal: &Appraisal| {
        let proposed = appraisal.proposed();
        proposed
            .iter()
            .map(|clerk| clerk.figures.person.to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        (appraisal.excellent_heads(), codes(&appraisal)),
        (1, vec!["a".to_owned()])
    );
    let clerks = ["a", "b", "c", "d"].map(|code| figures(code, if code == "d" { 70 } else { 80 }));
    assert_eq!(codes(&drafted_of(clerks.to_vec())), ["a", "b", "c"]);
    // 3 × 30 % = 0.9: nobody.
    let few = ["a", "b", "c"].map(|code| figures(code, 95));
    assert_eq!(codes(&drafted_of(few.to_vec())), Vec::<String>::new());
}
