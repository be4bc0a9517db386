//! The program as systemd sees it: ready, alive, and stopping when told.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

use std::os::unix::net::UnixDatagram;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

const PATIENCE: Duration = Duration::from_mins(1);
const KIOSK: &str = include_str!("../../firmware-config/devices/kiosk-a1.toml");

/// Ends the program whatever becomes of the test.
struct Program(Child);

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn kiosk(folder: &Path) -> Command {
    std::fs::write(folder.join("kiosk-a1.toml"), KIOSK).unwrap();
    std::fs::write(folder.join("kiosk-a1.bearer"), "secret").unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_kiosk"));
    command
        .arg("--device")
        .arg(folder.join("kiosk-a1.toml"))
        .arg("--data")
        .arg(folder.join("data"))
        .args(["--listen", "127.0.0.1:0"])
        .stdout(Stdio::null());
    command
}

fn heard(socket: &UnixDatagram) -> String {
    let mut bytes = [0; 256];
    let length = socket.recv(&mut bytes).expect("a word in time");
    String::from_utf8_lossy(bytes.get(..length).unwrap()).into_owned()
}

#[test]
fn it_is_ready_lives_while_every_loop_beats_and_stops_at_sigterm() {
    let folder = tempfile::tempdir().unwrap();
    let socket = UnixDatagram::bind(folder.path().join("notify")).unwrap();
    socket.set_read_timeout(Some(PATIENCE)).unwrap();
    let mut command = kiosk(folder.path());
    command
        .arg("--simulated")
        .env("NOTIFY_SOCKET", folder.path().join("notify"))
        .env("WATCHDOG_USEC", "2000000")
        .env_remove("WATCHDOG_PID");
    let mut program = Program(command.spawn().unwrap());
    let mut words = vec![heard(&socket), heard(&socket), heard(&socket)];
    words.sort();
    assert_eq!(words, ["READY=1\n", "WATCHDOG=1\n", "WATCHDOG=1\n"]);
    let told = Command::new("kill")
        .args(["-TERM", &program.0.id().to_string()])
        .status();
    assert!(told.unwrap().success());
    while heard(&socket) != "STOPPING=1\n" {}
    assert!(
        program.0.wait().unwrap().success(),
        "it ends as it was told to, not as if killed"
    );
}

#[test]
fn a_device_that_the_machine_contradicts_says_so_before_anything_starts() {
    let folder = tempfile::tempdir().unwrap();
    let chip = "\n[board]\nmodel = \"other\"\npins = \"gpiochip\"\nchip = \"no-such-chip\"\n";
    let mut command = kiosk(folder.path());
    std::fs::write(folder.path().join("kiosk-a1.toml"), format!("{KIOSK}{chip}")).unwrap();
    let output = command.stderr(Stdio::piped()).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success());
    assert!(
        said.contains("kiosk-a1: no GPIO chip here is labelled \"no-such-chip\""),
        "{said}"
    );
    assert!(
        !folder.path().join("data/kiosk.db").exists(),
        "no journal was begun"
    );
}

#[test]
fn help_has_an_example_for_every_role() {
    let output = Command::new(env!("CARGO_BIN_EXE_kiosk"))
        .arg("--help")
        .output()
        .unwrap();
    let help = String::from_utf8_lossy(&output.stdout);
    for example in [
        "kiosk-a1.toml",
        "pad-3.toml",
        "post-lobby.toml",
        "sign-3.toml",
        "--simulated",
    ] {
        assert!(help.contains(example), "{example}: {help}");
    }
}
