//! Several device files for one computer, and what their author is told.

use crate::{DeviceFile, FileFault, check_together};

const KIOSK: &str = include_str!("../../devices/kiosk-a1.toml");
const PAD: &str = include_str!("../../devices/pad-3.toml");
const SIGN: &str = include_str!("../../devices/sign-3.toml");

fn files(texts: &[(&str, String)]) -> Vec<DeviceFile> {
    let read = |(name, text): &(&str, String)| {
        DeviceFile::read(name, text).unwrap_or_else(|faults| panic!("{name}: {faults}"))
    };
    texts.iter().map(read).collect()
}

fn told(texts: &[(&str, String)]) -> Vec<String> {
    let faults = check_together(&files(texts));
    faults.iter().map(FileFault::to_string).collect()
}

/// The line of a file on which this stands for the first time.
fn line_of(text: &str, part: &str) -> usize {
    1 + text.lines().position(|line| line.contains(part)).expect("a line")
}

/// A second pad beside the first, on lines of its own.
fn second_pad() -> String {
    let key = "[[key]]\npin = 4\ndoes = \"pad next\"\n";
    let start = PAD.find("[[key]]").expect("keys");
    PAD[..start]
        .replace("pad-3", "pad-4")
        .replace("window = 3", "window = 4")
        + key
}

#[test]
fn two_pads_on_one_computer_are_sound_when_their_lines_differ() {
    assert_eq!(
        told(&[("a", PAD.to_owned()), ("b", second_pad())]),
        Vec::<String>::new()
    );
}

#[test]
fn a_line_that_two_devices_use_is_told_with_the_place_of_the_second() {
    let second = second_pad().replace("pin = 4", "pin = 17");
    let line = line_of(&second, "pin = 17");
    assert_eq!(
        told(&[("a", PAD.to_owned()), ("b", second)]),
        [format!(
            "b:{line}: line 17 is a lamp in a already; give each key, lamp, buzzer and chip a BCM line of its own"
        )]
    );
}

#[test]
fn a_bus_may_be_shared_but_neither_its_chip_select_nor_its_lines() {
    let board = "[board]\nmodel = \"pi-zero-2w\"\n\n";
    let other = SIGN
        .replace("sign-3", "sign-4")
        .replace("chip_select = 0", "chip_select = 1");
    assert_eq!(
        told(&[("a", SIGN.to_owned()), ("b", other.clone())]),
        Vec::<String>::new()
    );
    let same = told(&[
        ("a", SIGN.to_owned()),
        ("b", other.replace("chip_select = 1", "chip_select = 0")),
    ]);
    assert_eq!(same.len(), 1, "{same:?}");
    assert!(same[0].contains("chip select"), "{same:?}");
    let pad = second_pad()
        .replace("[server]", &format!("{board}[server]"))
        .replace("pin = 4", "pin = 10");
    let on_the_bus = told(&[("a", SIGN.to_owned()), ("b", pad)]);
    assert_eq!(on_the_bus.len(), 1, "{on_the_bus:?}");
    assert!(
        on_the_bus[0].contains("line 10 is the SPI bus in a"),
        "{on_the_bus:?}"
    );
}

#[test]
fn what_a_computer_has_one_of_is_told_in_the_order_of_the_lines() {
    let board = "[board]\nmodel = \"pi-3\"\n\n[server]";
    let text = KIOSK.replace("[server]", board);
    let start = text.find("[[key]]").expect("keys");
    let said = told(&[("a", KIOSK.to_owned()), ("b", text[..start].to_owned())]);
    let parts = [
        ("id = ", "the id in a"),
        ("role = ", "a ticket kiosk already"),
        ("model = ", "another [board]"),
        ("bearer_file = ", "the same bearer file"),
        ("width_px", "the screen already"),
        ("port = ", "plugged into this port"),
        ("usb-0:1.3:", "plugged into this port"),
    ];
    assert_eq!(said.len(), parts.len(), "{said:#?}");
    for (said, (at, part)) in said.iter().zip(parts) {
        assert!(said.contains(part), "{said}");
        assert!(said.starts_with(&format!("b:{}: ", line_of(&text, at))), "{said}");
    }
}

#[test]
fn devices_do_not_share_a_bearer() {
    let same = second_pad().replace("pad-4.bearer", "pad-3.bearer");
    let faults = check_together(&files(&[("a", PAD.to_owned()), ("b", same.clone())]));
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert_eq!(faults[0].fault.line, Some(line_of(&same, "bearer_file")));
}
