//! I8 for appraisals and the ledger: everything that happens to them, frozen in a journal that must replay for ever.

use jiff::civil::date;
use queue_core::appraisal::Standing;
use queue_core::command::{AppraisalVerb, PointCommand, PointVerb};
use queue_core::plan::Criterion;
use queue_core::points::PointEntry;
use queue_core::{Command, Event};

use super::{
    answer, appeal, ask, counting, enough_ratings, excellent, figures, hall, manager, november, of_month, on,
    person, show, text,
};
use crate::support::frozen::frozen;
use crate::support::{Driven, clerk};

const TAGS: [&str; 8] = [
    "drafted",
    "shown",
    "appealed",
    "appeal_decided",
    "published",
    "excellence_decided",
    "entered",
    "struck",
];

#[test]
fn the_appraisals_of_0_1_0_replay() {
    let ours = |event: &Event| matches!(event, Event::Appraisal { .. } | Event::Point { .. });
    let journal = frozen("0.1.0-appraisal", ours, a_month);
    journal.holds(&["appraisal", "point"], TAGS);
    let shelf = journal.shelf();
    let appraisal = shelf.appraisals.get(&november()).expect("an appraisal");
    assert_eq!(appraisal.standing, Standing::Published);
    let clerks = appraisal.clerks.iter();
    let totals: Vec<_> = clerks.map(|clerk| clerk.sheet.total_hundredths).collect();
    // c1: corrected to 90.00: 80.67; the others as drafted.
    assert_eq!(totals, [Some(80_67), Some(86_67), Some(26_67), Some(26_67)]);
    assert_eq!(appraisal.found_excellent(), 1);
    let counting = shelf.points.iter().filter_map(|(_, kept)| kept.now.as_ref());
    assert_eq!(counting.filter(|line| line.counts()).count(), 1);
}

/// A month in which everything happens.
fn a_month() -> Driven {
    let mut hall = hall();
    let point = |hall: &mut Driven, by: &str, verb: PointVerb| {
        let press = hall.request();
        let command = Command::Point(PointCommand { press, verb });
        hall.run(manager(by), &command).expect("decided");
    };
    for (reason, hundredths) in [("praise", 2_00), ("leave", 3_00)] {
        let entry = PointEntry {
            person: person("c1"),
            month: november(),
            reason: reason.to_owned(),
            hundredths,
            leave: false,
            evidence: text(1),
        };
        point(&mut hall, "m1", PointVerb::Enter { entry });
    }
    let (code, _) = hall.shelf.points.iter().next().expect("a line");
    let strike = PointVerb::Strike {
        code: code.clone(),
        month: november(),
        reason: text(2),
    };
    point(&mut hall, "m2", strike);
    let mut first = figures("c1", 88);
    first.ratings = enough_ratings(1);
    first.windows = vec![queue_core::appraisal::WindowTime {
        window: queue_core::WindowNumber::new(1),
        open_min: 6_000,
        like_rate_hundredths: 42_00,
        like: vec![queue_core::WindowNumber::new(2)],
    }];
    let clerks = vec![first, figures("c2", 95), figures("c3", 60), figures("c4", 60)];
    let figures = Box::new(queue_core::appraisal::MonthFigures {
        ledger: counting(&hall),
        ..of_month(clerks)
    });
    ask(&mut hall, manager("m1"), AppraisalVerb::Draft { figures }).expect("drafted");
    show(&mut hall).expect("shown");
    ask(&mut hall, clerk("c1"), appeal(Criterion::Promises)).expect("appealed");
    ask(&mut hall, manager("m2"), answer("c1", Some(90_00))).expect("decided");
    on(&mut hall, date(2026, 12, 9));
    ask(&mut hall, manager("m1"), AppraisalVerb::Publish).expect("published");
    ask(&mut hall, manager("m2"), excellent("c2", true)).expect("decided");
    hall
}
