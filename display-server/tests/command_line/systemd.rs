//! The server as systemd sees it: ready when it serves, alive while its owner answers, and ended in order.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::os::unix::net::UnixDatagram;
use std::process::{Command, Stdio};
use std::time::Duration;

use super::plan::{Opened, Running};
use super::{path, run, said};

const PATIENCE: Duration = Duration::from_mins(1);

fn heard(socket: &UnixDatagram) -> String {
    let mut bytes = [0; 256];
    let length = socket.recv(&mut bytes).expect("a word in time");
    String::from_utf8_lossy(bytes.get(..length).expect("what came")).into_owned()
}

/// Asks for an address, and gives back what comes until the other end closes or the words have come.
fn ask(server: &Running, path: &str, until: &str) -> (TcpStream, String) {
    let mut stream = TcpStream::connect(&server.address).expect("a server");
    stream.set_read_timeout(Some(PATIENCE)).expect("a time-out");
    let request = format!("GET {path} HTTP/1.1\r\nHost: hall\r\n\r\n");
    stream.write_all(request.as_bytes()).expect("asked");
    let (mut came, mut bytes) = (String::new(), [0; 4096]);
    while !came.contains(until) {
        let length = stream.read(&mut bytes).expect("an answer");
        assert!(length > 0, "closed before {until:?}: {came}");
        came.push_str(&String::from_utf8_lossy(bytes.get(..length).expect("what came")));
    }
    (stream, came)
}

#[test]
fn it_is_ready_when_it_serves_lives_while_the_owner_answers_and_ends_streams_journal_and_anchors() {
    let hall = Opened::new();
    let notify = hall.folder.path().join("notify");
    let socket = UnixDatagram::bind(&notify).expect("a socket");
    socket.set_read_timeout(Some(PATIENCE)).expect("a time-out");
    let anchors = path(hall.folder.path(), "anchors");
    let mut command = hall.command();
    command
        .args(["--anchor", &anchors])
        .env("NOTIFY_SOCKET", &notify)
        .env("WATCHDOG_USEC", "2000000")
        .env_remove("WATCHDOG_PID");
    let mut server = Running::start(&mut command);
    assert_eq!(heard(&socket), "READY=1\n");
    let (_, ready) = ask(&server, "/readyz", "ready\n");
    assert!(ready.starts_with("HTTP/1.1 200"), "{ready}");
    for _ in 0..3 {
        assert_eq!(heard(&socket), "WATCHDOG=1\n");
    }
    let (mut stream, _) = ask(&server, "/api/v1/boards/hall/events", "data: ");
    let (_, counted) = ask(&server, "/metrics", "# EOF\n");
    for line in [
        "hall_streams{kind=\"board\"} 1",
        "hall_connections_total 3",
        "hall_anchor_age_seconds ",
    ] {
        assert!(counted.contains(line), "{line}: {counted}");
    }
    let open = counted
        .split("\nhall_open_connections ")
        .nth(1)
        .and_then(|rest| rest.lines().next());
    // The first was closed by this side; whether the other has seen it is a matter of moments.
    assert!(matches!(open, Some("2" | "3")), "{open:?}");
    let told = Command::new("kill")
        .args(["-TERM", &server.child.id().to_string()])
        .status();
    assert!(told.expect("kill").success());
    while heard(&socket) != "STOPPING=1\n" {}
    // Its end, not a break: a chunk of nought.
    let mut rest = Vec::new();
    stream.read_to_end(&mut rest).expect("the stream ends");
    assert!(rest.ends_with(b"0\r\n\r\n"), "{}", String::from_utf8_lossy(&rest));
    assert!(server.child.wait().expect("it ends").success());
    let output = run(&["verify", &hall.data, "--anchor", &anchors]);
    assert!(output.status.success(), "{}", said(&output));
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    let last = told
        .split("to entry ")
        .nth(1)
        .and_then(|words| words.split(',').next());
    let anchored = format!("the last of entry {} ", last.expect("a number"));
    assert!(told.contains(&anchored), "the last entry is anchored too: {told}");
}

/// The line by which a server says where it is, with what this environment has.
fn first_line(words: &[&str], journal: Option<&str>) -> String {
    let hall = Opened::new();
    let mut command = hall.command();
    command
        .args(words)
        .stderr(Stdio::piped())
        .env_remove("JOURNAL_STREAM");
    if let Some(stream) = journal {
        command.env("JOURNAL_STREAM", stream);
    }
    let mut child = command.spawn().expect("the program runs");
    let told = BufReader::new(child.stderr.take().expect("what it tells"));
    let line = told
        .lines()
        .map_while(Result::ok)
        .find(|line| line.contains("the hall is at"));
    child.kill().expect("ended");
    child.wait().expect("ended");
    line.expect("where it is")
}

#[test]
fn what_is_logged_has_the_form_that_was_asked_for_and_else_the_one_that_fits() {
    let journal = first_line(&["--log-format", "journal"], None);
    assert!(
        journal.starts_with("<6>") && journal.contains("the hall is at"),
        "{journal}"
    );
    let json = first_line(&["--log-format", "json"], None);
    assert!(
        json.starts_with('{') && json.contains("\"level\":\"INFO\""),
        "{json}"
    );
    // Inherited from whatever started this, and leading elsewhere: standard error is a pipe.
    for stream in [None, Some("9:4711")] {
        let text = first_line(&[], stream);
        assert!(text.contains(" INFO "), "{text}");
    }
}
