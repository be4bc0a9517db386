//! What the daemon says of device files before anything starts.

use std::process::Command;

const PAD: &str = include_str!("../../firmware-config/devices/pad-3.toml");

#[test]
fn files_that_cannot_be_one_computer_are_told_with_file_and_line_before_anything_starts() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name);
    let second = PAD.replace("pad-3", "pad-4").replace("window = 3", "window = 4");
    std::fs::write(file("pad-3.toml"), PAD).unwrap();
    std::fs::write(file("pad-4.toml"), second.replace("pin = 5", "pin = 99")).unwrap();
    std::fs::write(file("pad-5.toml"), second).unwrap();
    let said = |names: [&str; 2]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kiosk"));
        for name in names {
            command.arg("--device").arg(file(name));
        }
        let output = command.arg("--data").arg(file("data")).output().unwrap();
        assert!(!output.status.success());
        String::from_utf8(output.stderr).unwrap()
    };
    let outside = said(["pad-3.toml", "pad-4.toml"]);
    assert!(outside.contains("pad-4.toml:12: "), "{outside}");
    let shared = said(["pad-3.toml", "pad-5.toml"]);
    // Every key and lamp of the second.
    assert_eq!(shared.matches("pad-5.toml:").count(), 12, "{shared}");
    assert!(!file("data").exists());
}
