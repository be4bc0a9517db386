//! The program, from outside: what it says, what it is told, how it ends.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::{
    fs::{self, File, OpenOptions},
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::Path,
    process::{Child, Command, Stdio},
    sync::mpsc::{Receiver, channel},
    thread,
    time::Duration,
};

/// Longer than anything here takes; reached only by a failing test.
const LONG: Duration = Duration::from_secs(20);

/// A picture of one row of eight dots, and a cut.
const JOB: [u8; 13] = [0x1D, 0x76, 0x30, 0, 1, 0, 1, 0, 0xFF, 0x1D, 0x56, 0x41, 0];

struct Program {
    child: Child,
    says: Receiver<String>,
}

impl Program {
    fn start(out: &Path, arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_simulated-printer"))
            .args(arguments)
            .arg("--out")
            .arg(out)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let (tell, says) = channel();
        // Ends with the program's own output, or when nobody listens here any more.
        thread::spawn(move || lines.map_while(Result::ok).try_for_each(|line| tell.send(line)));
        Self { child, says }
    }

    fn order(&mut self, line: &str) {
        writeln!(self.child.stdin.as_mut().unwrap(), "{line}").unwrap();
    }

    /// The next line it says, which has to begin so; the rest of it.
    fn says(&self, beginning: &str) -> String {
        let line = self.says.recv_timeout(LONG).unwrap();
        let rest = line.strip_prefix(beginning);
        rest.unwrap_or_else(|| panic!("{beginning:?} expected, {line:?} said"))
            .to_owned()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // One that has ended by itself cannot be killed, and need not be.
        let _killed = self.child.kill();
        let _ended = self.child.wait();
    }
}

#[test]
fn it_says_where_it_listens_and_what_came_out_and_obeys_until_it_is_told_to_quit() {
    let folder = tempfile::tempdir().unwrap();
    let mut program = Program::start(folder.path(), &["--tcp", "127.0.0.1:0", "--paper-mm", "58"]);
    let mut stream = TcpStream::connect(program.says("ready tcp ")).unwrap();
    stream.write_all(&JOB).unwrap();
    assert_eq!(program.says("slip "), "0001.png 384x1");
    assert!(folder.path().join("0001.png").exists());
    program.order("paper end");
    program.order("slips");
    assert_eq!(program.says("slips "), "1");
    stream.write_all(&[0x10, 0x04, 1]).unwrap();
    let mut answer = [0];
    stream.read_exact(&mut answer).unwrap();
    assert_eq!(answer, [0x1A]);
    program.order("quit");
    assert_eq!(program.child.wait().unwrap().code(), Some(0));
}

#[test]
fn words_that_are_no_order_are_named_and_make_the_end_a_failure() {
    let folder = tempfile::tempdir().unwrap();
    let mut program = Program::start(folder.path(), &["--tcp", "127.0.0.1:0"]);
    program.says("ready tcp ");
    program.order("paper enough");
    assert_eq!(program.says("not understood: "), "paper enough");
    program.order("quit");
    assert_eq!(program.child.wait().unwrap().code(), Some(1));
}

#[test]
fn on_a_pseudo_terminal_it_takes_orders_of_several_writers_from_a_fifo_it_made() {
    let folder = tempfile::tempdir().unwrap();
    let [fifo, link] = ["orders", "printer"].map(|name| folder.path().join(name));
    let arguments = [
        "--pty",
        "--link",
        link.to_str().unwrap(),
        "--control",
        fifo.to_str().unwrap(),
    ];
    let mut program = Program::start(&folder.path().join("slips"), &arguments);
    let path = program.says("ready pty ");
    assert_eq!(fs::read_link(&link).unwrap().to_str(), Some(path.as_str()));
    let mut line = File::options().read(true).write(true).open(&link).unwrap();
    line.write_all(&JOB).unwrap();
    assert_eq!(program.says("slip "), "0001.png 576x1");
    for order in ["received\n", "slips\n"] {
        let mut writer = OpenOptions::new().write(true).open(&fifo).unwrap();
        writer.write_all(order.as_bytes()).unwrap();
        drop(writer);
        program.says(if order == "slips\n" {
            "slips 1"
        } else {
            "received 13"
        });
    }
    fs::write(&fifo, "quit\n").unwrap();
    assert_eq!(program.child.wait().unwrap().code(), Some(0));
}

#[test]
fn what_cannot_be_started_ends_with_a_failure_that_names_it() {
    let folder = tempfile::tempdir().unwrap();
    let absent = folder.path().join("absent");
    let cases = [
        (vec!["--device", absent.to_str().unwrap()], "absent"),
        (vec!["--tcp", "192.0.2.1:9100"], "192.0.2.1:9100"),
        (vec![], "--tcp"),
        (vec!["--pty", "--tcp", "127.0.0.1:0"], "--pty"),
    ];
    for (arguments, name) in cases {
        let ended = Command::new(env!("CARGO_BIN_EXE_simulated-printer"))
            .args(&arguments)
            .arg("--out")
            .arg(folder.path())
            .output()
            .unwrap();
        assert!(!ended.status.success(), "{arguments:?}");
        let told = String::from_utf8(ended.stderr).unwrap();
        assert!(told.contains(name), "{arguments:?}: {told}");
    }
}
