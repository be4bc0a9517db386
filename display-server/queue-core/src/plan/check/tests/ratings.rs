//! The rules for ratings.

use super::super::super::CallReason;
use super::check;
use super::sound::names;

fn reason(code: &str) -> CallReason {
    CallReason {
        code: code.to_owned(),
        names: names("slow"),
    }
}

#[test]
fn ratings_have_limits() {
    check(&[
        (
            |p| p.ratings.keys_s = 9,
            "ratings.keys_s: 9 seconds is out of range; use 10 to 600 seconds",
        ),
        (
            |p| p.ratings.fast_s = 31,
            "ratings.fast_s: 31 seconds is out of range; use 0 to 30 seconds",
        ),
        (
            |p| p.ratings.burst = 1,
            "ratings.burst: 1 ratings is out of range; use 2 to 60 ratings",
        ),
        (
            |p| p.ratings.burst_s = 9,
            "ratings.burst_s: 9 seconds is out of range; use 10 to 3600 seconds",
        ),
        (
            |p| p.ratings.skew_points = 4,
            "ratings.skew_points: 4 points is out of range; use 5 to 100 points",
        ),
        (
            |p| p.ratings.enough = 29,
            "ratings.enough: 29 ratings is out of range; use 30 to 1000 ratings",
        ),
        (
            |p| p.ratings.shown_from = 1,
            "ratings.shown_from: 1 ratings is out of range; use 2 to 100 ratings",
        ),
        (
            |p| p.ratings.keep_days = 0,
            "ratings.keep_days: 0 days is out of range; use 1 to 365 days",
        ),
    ]);
}

#[test]
fn reasons_of_ratings_have_a_code_each_and_words() {
    check(&[
        (
            |p| p.ratings.reasons = vec![reason("slow"), reason("slow")],
            "ratings.reasons[1].code: the reason slow is there twice; keep one, or rename this reason",
        ),
        (
            |p| {
                p.ratings.reasons = vec![reason("slow")];
                p.ratings.reasons[0].names.en = "x".repeat(41);
            },
            "ratings.reasons[0].names.en: the text has 41 characters; shorten it to 40 or fewer, so that it fits on \
             slips and boards",
        ),
        (
            |p| p.ratings.reasons = (0..11).map(|number| reason(&format!("r{number}"))).collect(),
            "ratings.reasons: there are 11 reasons; keep 10 or fewer, so that a phone shows them all",
        ),
    ]);
}
