//! Orders in words.

use super::{PaperSupply, start};
use crate::{Model, NotUnderstood, ORDERS, Order};

#[test]
fn a_line_is_an_order_or_is_refused_with_its_words() {
    let orders = [
        ("paper end", Order::Paper(PaperSupply::End)),
        ("  paper   near ", Order::Paper(PaperSupply::NearEnd)),
        ("paper plenty", Order::Paper(PaperSupply::Plenty)),
        ("paper after 200", Order::PaperAfter(200)),
        ("cover open", Order::CoverOpen(true)),
        ("cover closed", Order::CoverOpen(false)),
        ("cutter jam", Order::CutterJammed(true)),
        ("cutter free", Order::CutterJammed(false)),
        ("head hot", Order::Overheated(true)),
        ("unrecoverable on", Order::Unrecoverable(true)),
        ("stall 0", Order::StallAfter(0)),
        ("stall off", Order::GoOn),
        ("close 1000", Order::CloseAfter(1000)),
        ("power off", Order::Off(true)),
        ("power on", Order::Off(false)),
        ("proofs hold", Order::HoldProofs(true)),
        ("proofs release", Order::HoldProofs(false)),
        ("proofs never", Order::NeverProves(true)),
        ("proofs always", Order::NeverProves(false)),
        ("process-id lacks", Order::LacksProcessId(true)),
        ("buffered-status has", Order::LacksBufferedStatus(false)),
        ("buffer forget", Order::ForgetsBuffer(true)),
        ("model custom", Order::Model(Model::CustomKiosk)),
        ("ticket take", Order::TakeTicket),
        ("slips", Order::Slips),
        ("quit", Order::Quit),
    ];
    for (line, order) in orders {
        assert_eq!(Order::parse(line), Ok(order), "{line}");
    }
    for line in [
        "",
        "paper",
        "paper enough",
        "stall -1",
        "close",
        "cover jam",
        "slips 3",
    ] {
        assert_eq!(Order::parse(line), Err(NotUnderstood(line.to_owned())));
    }
}

#[test]
fn the_help_names_every_order() {
    let words = ORDERS.lines().flat_map(|line| line.split("  ")).map(str::trim);
    let mut count = 0;
    for group in words.filter(|group| !group.is_empty()) {
        let (what, choices) = group.split_once(' ').unwrap_or((group, ""));
        let is_choice_of_nouns = what != "paper" && choices.starts_with('|');
        for choice in choices
            .split('|')
            .map(str::trim)
            .filter(|choice| !choice.is_empty())
        {
            let line = if is_choice_of_nouns {
                choice.to_owned()
            } else {
                format!("{what} {choice}")
            };
            let line = line.replace("ROWS", "1").replace("BYTES", "1");
            assert!(Order::parse(&line).is_ok(), "{line}");
            count += 1;
        }
        assert!(!choices.is_empty() || Order::parse(what).is_ok(), "{what}");
    }
    assert!(count > 25, "{count} orders found in the help");
}

#[test]
fn an_order_is_felt_and_a_question_is_answered() {
    let folder = tempfile::tempdir().unwrap();
    let (printer, _stream) = start(&folder);
    let give = |line: &str| Order::parse(line).unwrap().carry_out(&printer);
    assert_eq!(give("paper end"), None);
    assert_eq!(give("power off"), None);
    let state = printer.faults().state();
    assert_eq!((state.supply, state.is_off), (PaperSupply::End, true));
    assert_eq!(give("mend"), None);
    let mended = crate::PrinterState {
        is_connected: false,
        ..printer.faults().state()
    };
    assert_eq!(mended, crate::PrinterState::default());
    assert_eq!(give("paper end"), None);
    assert_eq!(give("slips"), Some("slips 0".to_owned()));
    assert_eq!(give("received"), Some("received 0".to_owned()));
    assert_eq!(give("ticket take"), Some("ticket none".to_owned()));
    assert!(give("state").unwrap().contains("supply: End"));
}
