//! How long the slips of the sample hall are: paper is what a hall buys most of.

use crate::Typesetter;
use crate::samples::{self, LOOKS};

/// Length of each ticket in whole millimetres, in the order of [`LOOKS`].
const TICKETS_MM: [(&str, [usize; 4]); 11] = [
    ("identity-card", [86, 100, 73, 92]),
    ("five-documents", [90, 105, 84, 101]),
    ("crowded", [94, 109, 94, 109]),
    ("simplified", [86, 100, 73, 92]),
    ("crowded-simplified", [94, 109, 94, 109]),
    ("english", [88, 104, 81, 103]),
    ("crowded-english", [97, 109, 99, 109]),
    ("three-matters", [106, 133, 98, 130]),
    ("three-matters-simplified", [106, 133, 98, 130]),
    ("three-matters-english", [109, 141, 117, 144]),
    ("six-matters", [142, 214, 176, 232]),
];

#[test]
fn tickets_are_as_long_as_the_table_says() {
    let mut setter = Typesetter::new();
    let mut found = Vec::new();
    for (name, content, words) in samples::tickets() {
        let lengths = LOOKS.map(|(_, look)| {
            let raster = setter.draw(&content, &words, look).unwrap();
            raster.bitmap().height_dots() / 8
        });
        found.push((name, lengths));
    }
    assert_eq!(found, TICKETS_MM);
}

#[test]
fn a_ticket_of_one_matter_is_under_95_mm_a_copy_101_and_large_print_110() {
    let mut setter = Typesetter::new();
    let tickets = samples::tickets().into_iter();
    for (name, content, words) in tickets.filter(|(_, content, _)| content.also.is_empty()) {
        for (look_name, look) in LOOKS {
            let raster = setter.draw(&content, &words, look).unwrap();
            let most = match (look_name.ends_with("large"), content.attempt) {
                (true, _) => 110,
                (false, 1) => 95,
                (false, _) => 101,
            };
            let dots = raster.bitmap().height_dots();
            assert!(dots <= most * 8, "{name} {look_name}: {dots} dots");
        }
    }
}

#[test]
fn no_matter_of_a_ticket_is_left_out_for_want_of_room() {
    let mut setter = Typesetter::new();
    let mut height = |matters: usize| {
        let mut content = samples::six_matters();
        content.also.truncate(matters);
        let raster = setter.draw(&content, &samples::chinese_words(), samples::ORDINARY);
        raster.unwrap().bitmap().height_dots()
    };
    // Documents have given way at two already; from there on each matter is three lines more.
    let heights = [2, 3, 4, 5].map(&mut height);
    assert!(
        heights.windows(2).all(|pair| pair[1] > pair[0] + 3 * 24),
        "{heights:?}"
    );
}

#[test]
fn a_notice_is_as_long_as_its_list() {
    let mut setter = Typesetter::new();
    let mut height = |notice: &crate::CorrectionNotice| {
        let raster = setter.draw_notice(notice, &samples::notice_words(), samples::ORDINARY);
        raster.unwrap().bitmap().height_dots()
    };
    let (short, long) = (samples::notice(), samples::long_notice());
    let more = long.missing.len() - short.missing.len();
    assert!(
        height(&long) > height(&short) + more * 32,
        "no line of it is left out"
    );
}
