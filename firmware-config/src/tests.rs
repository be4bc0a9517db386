//! What `device.toml` may say, and what its author is told.

use crate::{DeviceFaults, KeyMeaning, PadKey, Role, parse};

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
    for key in PadKey::ALL {
        assert!(
            pad.keys.iter().any(|k| k.does == KeyMeaning::Pad(key)),
            "no {}",
            key.name()
        );
    }

    assert_eq!(parse(POST).expect("post-lobby").role, Role::EscortPost);
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
        "line 3: \"windowpad\" is no role; write ticket_kiosk, window_pad or escort_post"
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
