//! The command line: what it says, and how it ends.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::devices;

fn run(arguments: &[&Path]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_firmware-config"))
        .args(arguments)
        .output()
        .expect("it runs")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn sound_files_are_a_line_each() {
    let kiosk = devices().join("kiosk-a1.toml");
    let output = run(&[Path::new("check"), &kiosk]);
    assert!(output.status.success());
    let expected = format!(
        "{}: kiosk-a1, ticket_kiosk, 5 keys, 2 lamps: sound\n",
        kiosk.display()
    );
    assert_eq!(said(&output), expected);
}

#[test]
fn every_fault_of_every_file_is_a_line_that_an_editor_can_jump_to() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = fs::read_to_string(devices().join("pad-3.toml")).expect("a device file");
    let (one, other) = (folder.path().join("one.toml"), folder.path().join("other.toml"));
    fs::write(
        &one,
        text.replace("pin = 5\n", "pin = 40\n")
            .replace("pad guide", "pad fly"),
    )
    .expect("written");
    fs::write(&other, text.replace("window_pad", "window")).expect("written");
    let output = run(&[Path::new("check"), &one, &other]);
    assert_eq!(output.status.code(), Some(1));
    let said = said(&output);
    let at = |file: &Path, line: usize| format!("{}:{line}: ", file.display());
    let starts = [at(&one, 12), at(&one, 33), at(&other, 3)];
    assert_eq!(said.lines().count(), 3, "{said}");
    for (line, start) in said.lines().zip(starts) {
        assert!(line.starts_with(&start) && line.contains("; "), "{line}");
    }
}

#[test]
fn files_that_clash_are_faulty_together() {
    let (kiosk, pad) = (devices().join("kiosk-a1.toml"), devices().join("pad-3.toml"));
    let output = run(&[Path::new("check"), &kiosk, &pad]);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("line 5 is a key in"), "{}", said(&output));
}

#[test]
fn an_image_is_written_once_and_never_over_another() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("image");
    let post = devices().join("post-lobby.toml");
    let arguments = [Path::new("render"), &post, Path::new("--out"), &out];
    let output = run(&arguments);
    assert!(output.status.success(), "{output:?}");
    for line in said(&output).lines() {
        assert!(Path::new(line).is_file(), "{line}");
    }
    assert!(
        out.join("etc/systemd/system/kiosk.service.d/devices.conf")
            .is_file()
    );
    let again = run(&arguments);
    assert!(!again.status.success());
    assert!(String::from_utf8_lossy(&again.stderr).contains("is not empty"));
}

#[test]
fn every_subcommand_shows_an_example() {
    for task in ["check", "render"] {
        let output = run(&[Path::new(task), Path::new("--help")]);
        assert!(said(&output).contains("Example: firmware-config"), "{task}");
    }
}
