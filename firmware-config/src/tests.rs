//! What `device.toml` may say, and what its author is told.

mod together;

use std::collections::BTreeSet;

use crate::{DeviceFaults, KeyMeaning, NumberPadKey, PadKey, PinAccess, Role, parse};

const KIOSK: &str = include_str!("../devices/kiosk-a1.toml");
const PAD: &str = include_str!("../devices/pad-3.toml");
const POST: &str = include_str!("../devices/post-lobby.toml");

fn faults_of(text: &str) -> Vec<(Option<usize>, String)> {
    let DeviceFaults(faults) = parse(text).expect_err("a fault");
    faults
        .into_iter()
        .map(|fault| (fault.line, fault.problem))
        .collect()
}

#[test]
fn the_devices_of_the_sample_hall_are_sound() {
    let kiosk = parse(KIOSK).expect("kiosk-a1");
    assert_eq!(kiosk.role, Role::TicketKiosk);
    assert_eq!(
        kiosk.keys.first().map(|key| key.does.clone()),
        Some(KeyMeaning::Service("A01".to_owned()))
    );
    let px_per_mm = kiosk.screen.expect("a screen").px_per_mm();
    assert!((4.0..4.1).contains(&px_per_mm), "{px_per_mm}");

    let pad = parse(PAD).expect("pad-3");
    assert_eq!(
        pad.role,
        Role::WindowPad {
            window: 3,
            place: "kiosk-a1".to_owned()
        }
    );
    let is_of_the_clerk = |key: &PadKey| !matches!(key, PadKey::Rate(_));
    for key in PadKey::ALL.into_iter().filter(is_of_the_clerk) {
        assert!(
            pad.keys.iter().any(|k| k.does == KeyMeaning::Pad(key)),
            "no {}",
            key.name()
        );
    }

    assert_eq!(parse(POST).expect("post-lobby").role, Role::EscortPost);
}

#[test]
fn a_rating_pad_has_the_five_levels_on_lines_or_on_a_number_pad() {
    let of_the_visitor = PadKey::ALL
        .into_iter()
        .filter(|key| matches!(key, PadKey::Rate(_)));
    let levels: Vec<PadKey> = of_the_visitor.collect();
    assert_eq!(levels.len(), 5);
    let soldered = parse(include_str!("../devices/rate-3.toml")).expect("rate-3");
    let keys: Vec<_> = soldered.keys.iter().map(|key| key.does.clone()).collect();
    assert_eq!(
        keys,
        levels.iter().map(|key| KeyMeaning::Pad(*key)).collect::<Vec<_>>()
    );
    let plugged_in = parse(include_str!("../devices/rate-5.toml")).expect("rate-5");
    let keys = plugged_in.number_pad.expect("a number pad").keys;
    let digits = (1..=5).map(NumberPadKey::Digit);
    assert_eq!(
        keys.into_iter().collect::<BTreeSet<_>>(),
        digits.zip(levels).collect()
    );
}

#[test]
fn every_device_file_in_the_folder_is_sound() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/devices");
    let mut seen = 0;
    for entry in std::fs::read_dir(folder).expect("the folder") {
        let path = entry.expect("an entry").path();
        let text = std::fs::read_to_string(&path).expect("a file");
        let device = parse(&text).unwrap_or_else(|faults| panic!("{}: {faults}", path.display()));
        assert_eq!(
            path.file_stem().and_then(|stem| stem.to_str()),
            Some(device.id.as_str())
        );
        seen += 1;
    }
    assert!(seen >= 3);
}

#[test]
fn a_pin_used_twice_is_named_with_both_its_lines() {
    let text = KIOSK.replace("pin = 27", "pin = 17");
    let faults = faults_of(&text);
    assert_eq!(faults.len(), 1);
    let first_use = text.lines().position(|line| line == "pin = 17").expect("a line") + 1;
    assert!(
        faults[0].1.contains(&format!("since line {first_use}")),
        "{faults:?}"
    );
    assert!(faults[0].0.expect("a line") > first_use);
}

#[test]
fn every_fault_is_told_at_once_in_the_order_of_the_lines() {
    let text = KIOSK
        .replace("id = \"kiosk-a1\"", "id = \"Kiosk A1\"")
        .replace("url = \"http://127.0.0.1:8080\"", "url = \"127.0.0.1:8080/\"")
        .replace("paper_mm = 80", "paper_mm = 72")
        .replace("pin = 5\n", "pin = 28\n")
        .replace("does = \"service S04\"", "does = \"pad next\"")
        .replace("shows = \"away\"", "shows = \"serving\"");
    let faults = faults_of(&text);
    assert_eq!(faults.len(), 6, "{faults:#?}");
    assert!(faults.is_sorted_by_key(|(line, _)| *line));
}

#[test]
fn an_unknown_key_is_refused_with_its_line() {
    let faults = faults_of(&KIOSK.replace("paper_mm = 80", "paper_mm = 80\ncolour = \"blue\""));
    let (line, problem) = &faults[0];
    assert!(problem.contains("colour"), "{problem}");
    let expected = KIOSK
        .lines()
        .position(|line| line == "paper_mm = 80")
        .expect("a line")
        + 2;
    assert_eq!(*line, Some(expected));
}

#[test]
fn a_pad_without_window_and_place_is_told_both() {
    let text = PAD
        .replace("window = 3\n", "")
        .replace("place = \"kiosk-a1\"", "");
    assert_eq!(faults_of(&text).len(), 2);
}

#[test]
fn a_fault_says_what_to_write_instead() {
    let faults = parse(&PAD.replace("window_pad", "windowpad")).expect_err("a fault");
    assert_eq!(
        faults.to_string(),
        "line 3: \"windowpad\" is no role; write ticket_kiosk, window_pad, escort_post or sign"
    );
}

#[test]
fn a_kiosk_without_a_screen_is_refused() {
    let start = KIOSK.find("[screen]").expect("the table");
    let end = KIOSK.find("[printer]").expect("the next table");
    let faults = faults_of(&[&KIOSK[..start], &KIOSK[end..]].concat());
    assert_eq!(faults.len(), 1);
    assert!(faults[0].1.contains("screen"));
}

#[test]
fn a_file_with_eight_faults_is_told_eight_each_with_its_line() {
    let text = r#"id = "Kiosk A1"
role = "ticket_kiosk"
[board]
model = "pi-9"
i2c = true
[server]
url = "10.0.0.1"
bearer_file = "bearer"
[screen]
width_px = 1080
width_mm = 3.0
[sounds]
volume_percent = 140
[printer]
model = "laser"
paper_mm = 80
serial = { path = "/dev/ttyAMA0", baud = 115200 }
[[key]]
pin = 14
does = "help"
[[lamp]]
pin = 2
shows = "help"
"#;
    let lines: Vec<_> = faults_of(text).into_iter().map(|(line, _)| line).collect();
    assert_eq!(lines, [1, 4, 7, 11, 13, 15, 19, 22].map(Some));
    let said = parse(text).expect_err("faults").to_string();
    for part in ["by the UART that the printer uses", "by the I²C bus", "epson-tm"] {
        assert!(said.contains(part), "{said}");
    }
}

#[test]
fn two_ways_to_the_printer_and_a_usb_printer_that_could_be_another_are_refused() {
    let usb = r#"usb = { vendor = 0x04b8, product = 0x0e28, serial = "SAMPLE0001" }"#;
    let both = faults_of(&KIOSK.replace(usb, &format!("{usb}\ntcp = \"10.0.0.9:9100\"")));
    assert!(both[0].1.contains("several ways"), "{both:?}");
    let vague = faults_of(&KIOSK.replace(r#", serial = "SAMPLE0001""#, ""));
    assert!(vague[0].1.contains("could not be told apart"), "{vague:?}");
    let quoted = faults_of(&KIOSK.replace("SAMPLE0001", "x*"));
    assert!(quoted[0].1.contains("names no printer"), "{quoted:?}");
}

#[test]
fn a_number_pad_says_what_each_of_its_keys_does() {
    let start = PAD.find("[[key]]").expect("keys");
    let pad = |keys: &str| {
        format!(
            "{}[number_pad]\nport = \"pci-0:1.2:1.0\"\nkeys = {keys}\n",
            &PAD[..start]
        )
    };
    let sound = parse(&pad(r#"{ enter = "next", 0 = "recall" }"#)).expect("sound");
    let keys = sound.number_pad.expect("a number pad").keys;
    assert!(keys.contains(&(NumberPadKey::Enter, PadKey::Next)));
    assert!(keys.contains(&(NumberPadKey::Digit(0), PadKey::Recall)));
    let faults = faults_of(&pad(r#"{ 10 = "next", plus = "fly" }"#));
    assert_eq!(faults.len(), 2, "{faults:?}");
}

#[test]
fn a_reader_is_named_by_its_port() {
    let kiosk = parse(KIOSK).expect("kiosk-a1");
    for (reader, what) in [(kiosk.scanner, "a scanner"), (kiosk.card_reader, "a card reader")] {
        let port = reader.expect(what).port;
        let faults = faults_of(&KIOSK.replace(&port, "usb 1"));
        assert_eq!(faults.len(), 1, "{faults:?}");
        assert!(faults[0].1.contains(&format!("no port of {what}")), "{faults:?}");
        let without = &KIOSK.replace(&format!("port = {port:?}\n"), "");
        assert_eq!(faults_of(without).len(), 1);
    }
}

#[test]
fn a_board_that_rppal_does_not_know_needs_its_chip_named() {
    let with = |board: &str| KIOSK.replace("[server]", &format!("[board]\n{board}\n[server]"));
    assert!(
        faults_of(&with("model = \"other\""))[0]
            .1
            .contains("Raspberry Pi only")
    );
    assert!(
        faults_of(&with("model = \"other\"\npins = \"gpiochip\""))[0]
            .1
            .contains("not named")
    );
    let named = parse(&with("model = \"pi-5\"\npins = \"gpiochip\"")).expect("sound");
    assert_eq!(
        named.board.pins,
        PinAccess::GpioChip {
            label: "pinctrl-rp1".to_owned()
        }
    );
}

#[test]
fn what_a_role_cannot_have_is_refused() {
    let screen = "[screen]\nwidth_px = 800\nwidth_mm = 150.0\n";
    let cases = [
        (format!("{PAD}\n{screen}"), "has a screen"),
        (format!("{PAD}\n[[buzzer]]\npin = 4\n"), "have a buzzer"),
        (
            format!("{POST}\n[digits]\nbrightness = 1\nchip_select = 0\n"),
            "has digits",
        ),
        (
            format!("{POST}\n[number_pad]\nport = \"usb\"\nkeys = {{ 1 = \"next\" }}\n"),
            "a number pad",
        ),
        (format!("{POST}\n[scanner]\nport = \"usb\"\n"), "a scanner"),
        (
            format!("{POST}\n[card_reader]\nport = \"usb\"\n"),
            "a card reader",
        ),
        (POST.replace("[server]", "window = 3\n[server]"), "has a window"),
        (
            POST.replace("[server]", "place = \"here\"\n[server]"),
            "where it stands",
        ),
        (
            format!("{POST}\n[printer]\nmodel = \"esc-pos\"\ntcp = \"h:1\"\npaper_mm = 58\n"),
            "prints",
        ),
    ];
    for (text, part) in cases {
        let faults = faults_of(&text);
        assert_eq!(faults.len(), 1, "{faults:?}");
        assert!(faults[0].1.contains(part), "{faults:?}");
    }
}

#[test]
fn a_serial_printer_that_is_too_slow_or_on_the_wrong_connector_is_refused() {
    let usb = r#"usb = { vendor = 0x04b8, product = 0x0e28, serial = "SAMPLE0001" }"#;
    let on =
        |path: &str, baud: u32| KIOSK.replace(usb, &format!("serial = {{ path = {path:?}, baud = {baud} }}"));
    let slow = faults_of(&on("/dev/ttyAMA0", 9600));
    assert!(slow[0].1.contains("takes too long"), "{slow:?}");
    let pi_5 = on("/dev/serial0", 115_200).replace("[server]", "[board]\nmodel = \"pi-5\"\n[server]");
    let debug = faults_of(&pi_5);
    assert!(debug[0].1.contains("debug connector"), "{debug:?}");
}

#[test]
fn a_chip_that_a_computer_does_not_have_is_refused() {
    let board = "[board]\nmodel = \"pi-5\"\npins = \"gpiochip\"\nchip = \"pinctrl-bcm2711\"\n[server]";
    let faults = faults_of(&KIOSK.replace("[server]", board));
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert!(faults[0].1.contains("pinctrl-bcm2711"), "{faults:?}");
}

#[test]
fn a_number_pad_without_keys_or_with_one_named_twice_is_refused() {
    let start = PAD.find("[[key]]").expect("keys");
    let pad = |keys: &str| format!("{}[number_pad]\nport = \"p\"\nkeys = {keys}\n", &PAD[..start]);
    assert!(faults_of(&pad("{}"))[0].1.contains("has no key"));
    let twice = pad(r#"{ 0 = "next", "0" = "recall" }"#);
    let at = twice.lines().count();
    assert_eq!(faults_of(&twice)[0].0, Some(at));
}

#[test]
fn a_bearer_file_with_a_line_end_in_its_name_is_refused() {
    let faults = faults_of(&KIOSK.replace(
        r#"bearer_file = "kiosk-a1.bearer""#,
        r#"bearer_file = "b\nusers: [x]""#,
    ));
    assert_eq!(faults.len(), 1, "{faults:?}");
}
