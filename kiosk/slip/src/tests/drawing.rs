//! What comes out on paper.

use crate::samples::{self, LOOKS, ORDINARY};
use crate::{Bitmap, DrawError, Raster, SlipContent, Typesetter, sizes::MARGIN, text::clean};

fn draw(content: &SlipContent) -> Raster {
    Typesetter::new()
        .draw(content, &samples::chinese_words(), ORDINARY)
        .unwrap()
}

/// Rows from the first to the last black dot within a range of columns.
fn is_white(picture: &Bitmap, columns: std::ops::Range<usize>) -> bool {
    (0..picture.height_dots()).all(|y| columns.clone().all(|x| !picture.is_black(x, y)))
}

#[test]
fn the_same_content_gives_the_same_dots() {
    let mut setter = Typesetter::new();
    let words = samples::chinese_words();
    let first = setter.draw(&samples::crowded(), &words, ORDINARY).unwrap();
    setter
        .draw(&samples::english(), &samples::english_words(), ORDINARY)
        .unwrap();
    let second = setter.draw(&samples::crowded(), &words, ORDINARY).unwrap();
    assert_eq!(first, second);
    assert_eq!(
        first,
        draw(&samples::crowded()),
        "another typesetter draws the same"
    );
}

#[test]
fn two_millimetres_stay_white_at_both_edges_on_every_paper() {
    let mut setter = Typesetter::new();
    let contents = [
        (samples::identity_card(), samples::chinese_words()),
        (samples::crowded(), samples::chinese_words()),
        (samples::english(), samples::english_words()),
    ];
    for (content, words) in &contents {
        for (name, look) in LOOKS {
            let raster = setter.draw(content, words, look).unwrap();
            let picture = raster.bitmap();
            let width = picture.width_dots();
            assert!(
                is_white(picture, 0..MARGIN - 2),
                "{name} left, {}",
                content.number
            );
            assert!(
                is_white(picture, width - MARGIN + 2..width),
                "{name} right, {}",
                content.number
            );
        }
    }
}

#[test]
fn an_ordinary_ticket_is_as_long_as_the_layout_says() {
    let mm = |content, look| {
        let raster = Typesetter::new()
            .draw(&content, &samples::chinese_words(), look)
            .unwrap();
        raster.bitmap().height_dots() / 8
    };
    let [(_, ordinary), (_, large), ..] = LOOKS;
    assert!((85..=95).contains(&mm(samples::identity_card(), ordinary)));
    assert!(mm(samples::identity_card(), large) <= 110);
}

#[test]
fn digits_are_fifteen_millimetres_high_and_twenty_four_in_large_print() {
    let [(_, ordinary), (_, large), ..] = LOOKS;
    for (look, least, most) in [(ordinary, 118, 124), (large, 190, 200)] {
        let raster = Typesetter::new()
            .draw(&samples::identity_card(), &samples::chinese_words(), look)
            .unwrap();
        let picture = raster.bitmap();
        let inked: Vec<bool> = (0..picture.height_dots())
            .map(|y| !picture.is_blank_row(y))
            .collect();
        let highest = inked
            .split(|inked| !inked)
            .map(<[bool]>::len)
            .find(|rows| *rows > 60)
            .unwrap();
        assert!((least..=most).contains(&highest), "{highest} dots");
    }
}

#[test]
fn only_a_copy_begins_with_a_black_bar() {
    let original = samples::identity_card();
    let copy = SlipContent {
        attempt: 2,
        ..original.clone()
    };
    let bar =
        |raster: &Raster| (0..60).any(|y| (MARGIN..576 - MARGIN).all(|x| raster.bitmap().is_black(x, y)));
    assert!(!bar(&draw(&original)));
    assert!(bar(&draw(&copy)));
}

#[test]
fn without_a_forecast_the_slip_says_nothing_of_minutes() {
    let with = samples::identity_card();
    let without = SlipContent {
        estimate: None,
        ..with.clone()
    };
    assert_ne!(draw(&with), draw(&without));
    let mut words = samples::chinese_words();
    words.estimate = "# another wording".to_owned();
    let reworded = Typesetter::new().draw(&without, &words, ORDINARY).unwrap();
    assert_eq!(draw(&without), reworded);
}

#[test]
fn a_character_without_a_glyph_is_an_error_that_names_it() {
    let content = SlipContent {
        service: "彩虹🌈".to_owned(),
        ..samples::identity_card()
    };
    let refused = Typesetter::new().draw(&content, &samples::chinese_words(), ORDINARY);
    assert_eq!(refused, Err(DrawError::MissingGlyph { character: '🌈' }));
}

#[test]
fn rare_name_characters_are_in_the_face() {
    let content = SlipContent {
        hall: "㛃喆堃犇龘𠮷彧祎".to_owned(),
        ..samples::identity_card()
    };
    assert!(
        Typesetter::new()
            .draw(&content, &samples::chinese_words(), ORDINARY)
            .is_ok()
    );
}

#[test]
fn an_address_too_long_for_the_paper_is_an_error() {
    for length in [2000, 4000] {
        let content = SlipContent {
            qr_url: "a".repeat(length),
            ..samples::identity_card()
        };
        let refused = Typesetter::new().draw(&content, &samples::chinese_words(), ORDINARY);
        assert!(matches!(refused, Err(DrawError::Qr(_))), "{length}");
    }
}

#[test]
fn control_and_format_characters_never_reach_the_paper() {
    let dirty = "居民\u{202E}身\u{0}份\u{1B}證\u{2028}換\u{200B}領\u{FEFF}\n";
    let content = SlipContent {
        service: dirty.to_owned(),
        ..samples::identity_card()
    };
    assert_eq!(draw(&content), draw(&samples::identity_card()));
}

#[test]
fn a_long_text_is_bounded_and_says_so() {
    assert_eq!(clean("一二三四五", 5), "一二三四五");
    assert_eq!(clean("一二三四五六", 5), "一二三四…");
    let content = SlipContent {
        service: "事".repeat(10_000),
        ..samples::identity_card()
    };
    assert!(draw(&content).bitmap().height_dots() < 1000);
}

#[test]
fn documents_beyond_five_lines_end_in_an_ellipsis() {
    let with = |count: usize| SlipContent {
        documents: vec!["戶口簿".to_owned(); count],
        ..samples::identity_card()
    };
    let height = |count| draw(&with(count)).bitmap().height_dots();
    assert!(height(5) > height(4));
    assert!(height(6) > height(5), "one more line, for the ellipsis");
    assert_eq!(draw(&with(6)), draw(&with(60)));
}

#[test]
fn every_sample_is_written_where_a_person_can_look_at_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut setter = Typesetter::new();
    for (name, look) in LOOKS {
        let raster = setter
            .draw(&samples::crowded(), &samples::chinese_words(), look)
            .unwrap();
        let file = folder.path().join(format!("{name}.png"));
        std::fs::write(&file, raster.bitmap().to_png().unwrap()).unwrap();
        let decoder = png::Decoder::new(std::io::BufReader::new(std::fs::File::open(&file).unwrap()));
        let info = decoder.read_info().unwrap().info().size();
        assert_eq!(info.0 as usize, raster.bitmap().width_dots());
        assert_eq!(info.1 as usize, raster.bitmap().height_dots());
    }
}
