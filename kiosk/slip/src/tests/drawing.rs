//! What comes out on paper.

use crate::samples::{self, LOOKS, ORDINARY};
use crate::{
    Bitmap, DrawError, EstimateRange, Raster, SlipContent, Typesetter,
    qr::QrPicture,
    sizes::{MARGIN, Sizes},
    text::clean,
};

fn draw(content: &SlipContent) -> Raster {
    Typesetter::new()
        .draw(content, &samples::chinese_words(), ORDINARY)
        .unwrap()
}

/// All three kinds of slip in every look.
fn every_sample() -> Vec<(String, Raster)> {
    let mut setter = Typesetter::new();
    let mut slips = Vec::new();
    for (look_name, look) in LOOKS {
        let mut push = |name: &str, raster| slips.push((format!("{name}-{look_name}"), raster));
        for (name, content, words) in samples::tickets() {
            push(name, setter.draw(&content, &words, look).unwrap());
        }
        for (name, slip, words) in samples::escorts() {
            push(name, setter.draw_escort(&slip, &words, look).unwrap());
        }
        for (name, notice, words) in samples::notices() {
            push(name, setter.draw_notice(&notice, &words, look).unwrap());
        }
    }
    slips
}

/// Whether no dot within a range of columns is black.
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
    for (name, raster) in every_sample() {
        let picture = raster.bitmap();
        let width = picture.width_dots();
        assert!(is_white(picture, 0..16), "{name} left");
        assert!(is_white(picture, width - 16..width), "{name} right");
    }
}

#[test]
fn four_modules_stay_white_around_the_code_on_every_paper() {
    for (look_name, look) in LOOKS {
        for (name, content, words) in samples::tickets() {
            let raster = Typesetter::new().draw(&content, &words, look).unwrap();
            let picture = raster.bitmap();
            let qr = QrPicture::new(&content.qr_url, Sizes::of(look).qr_side).unwrap();
            let (side, quiet) = (qr.side_dots(), qr.quiet_dots());
            let left = picture.width_dots() - MARGIN - side;
            // The upper edge of the code is the first ink of the right third below which all of its left finder is.
            let finder = side / 33 * 7;
            let top = (quiet..picture.height_dots() - side)
                .find(|y| {
                    (left..left + finder).all(|x| picture.is_black(x, *y))
                        && !picture.is_black(left - 1, *y)
                        && !picture.is_black(left + finder, *y)
                })
                .unwrap();
            let ring = (top - quiet..top + side + quiet)
                .flat_map(|y| (left - quiet..left + side + MARGIN).map(move |x| (x, y)))
                .filter(|(x, y)| !((left..left + side).contains(x) && (top..top + side).contains(y)));
            let ink = ring.filter(|(x, y)| picture.is_black(*x, *y)).count();
            assert_eq!(ink, 0, "{name} {look_name}");
        }
    }
}

#[test]
fn digits_are_fifteen_millimetres_high_and_twenty_four_in_large_print() {
    let [(_, ordinary), (_, large), ..] = LOOKS;
    for (look, least, most) in [(ordinary, 118, 124), (large, 192, 204)] {
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
fn documents_are_five_lines_at_most_and_say_when_there_are_more() {
    let with = |count: usize| SlipContent {
        documents: vec!["居民戶口簿與複印件各一份（原件）".to_owned(); count],
        ..samples::identity_card()
    };
    let height = |count| draw(&with(count)).bitmap().height_dots();
    assert_eq!(
        height(5),
        height(4),
        "the fourth gives way to the word that there are more"
    );
    assert_ne!(draw(&with(5)), draw(&with(4)));
    assert_eq!(draw(&with(5)), draw(&with(60)));
    let mut words = samples::chinese_words();
    words.more_documents = "…".to_owned();
    let wordless = Typesetter::new().draw(&with(5), &words, ORDINARY).unwrap();
    assert_ne!(draw(&with(5)), wordless, "it says where the others are");
}

#[test]
fn short_documents_share_a_line() {
    let with = |documents: &[&str]| SlipContent {
        documents: documents.iter().map(|text| (*text).to_owned()).collect(),
        ..samples::identity_card()
    };
    let height = |documents: &[&str]| draw(&with(documents)).bitmap().height_dots();
    assert_eq!(height(&["戶口簿"]), height(&["戶口簿", "委託書"]));
    assert!(height(&["戶口簿"; 5]) > height(&["戶口簿"]));
}

#[test]
fn a_mark_stands_beside_the_number_and_adds_no_length() {
    let marked = SlipContent {
        mark: Some("優先".to_owned()),
        ..samples::identity_card()
    };
    let (plain, marked) = (draw(&samples::identity_card()), draw(&marked));
    assert_ne!(plain, marked);
    assert_eq!(plain.bitmap().height_dots(), marked.bitmap().height_dots());
}

#[test]
fn a_forecast_without_a_range_is_one_figure() {
    let with = |from_min, to_min| SlipContent {
        estimate: Some(EstimateRange { from_min, to_min }),
        ..samples::identity_card()
    };
    let ink = |content: &SlipContent| -> usize {
        let raster = draw(content);
        raster
            .bitmap()
            .bytes()
            .iter()
            .map(|byte| byte.count_ones() as usize)
            .sum()
    };
    assert!(ink(&with(20, 20)) < ink(&with(20, 21)));
}

#[test]
fn every_sample_is_written_where_a_person_can_look_at_it() {
    let folder = tempfile::tempdir().unwrap();
    for (name, raster) in every_sample() {
        let file = folder.path().join(format!("{name}.png"));
        std::fs::write(&file, raster.bitmap().to_png().unwrap()).unwrap();
        let decoder = png::Decoder::new(std::io::BufReader::new(std::fs::File::open(&file).unwrap()));
        let info = decoder.read_info().unwrap().info().size();
        assert_eq!(info.0 as usize, raster.bitmap().width_dots());
        assert_eq!(info.1 as usize, raster.bitmap().height_dots());
    }
}
