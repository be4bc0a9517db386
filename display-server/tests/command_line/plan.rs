//! The plan of a hall that has opened, out as a file and in again.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

use super::{BROKEN, PLAN, path, run, said};

/// Hours in which the hall is open whenever this runs.
const ALWAYS: &str = r#"[[timetable]]
days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
doors_open_at = "00:00"
sessions = [{ from = "00:00", to = "00:00" }]
day_ends_at = "00:00"

"#;
const ENGLISH: &str = "Sample Township Service Centre";

/// A hall that has opened, and whose server has ended.
pub(crate) struct Opened {
    pub(crate) folder: TempDir,
    pub(crate) data: String,
}

/// A server that is ended with its test.
pub(crate) struct Running {
    pub(crate) child: Child,
    /// Where it listens.
    pub(crate) address: String,
}

impl Drop for Running {
    fn drop(&mut self) {
        // One that has ended already is as good.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Running {
    /// Starts a server that says where it listens.
    pub(crate) fn start(command: &mut Command) -> Self {
        let mut child = command.stderr(Stdio::piped()).spawn().expect("the program runs");
        let told = child.stderr.take().expect("what it tells");
        let mut running = Self {
            child,
            address: String::new(),
        };
        let mut lines = BufReader::new(told).lines().map_while(Result::ok);
        let address = lines.find_map(|line| Some(line.split_once("the hall is at http://")?.1.to_owned()));
        running.address = address.expect("its address");
        // What it tells further must not fill the pipe, and it must not break.
        std::thread::spawn(move || lines.for_each(drop));
        running
    }
}

impl Opened {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let data = path(folder.path(), "data");
        let opened = Self { folder, data };
        drop(opened.serve());
        opened
    }

    /// Starts the server; it has opened its day.
    pub(crate) fn serve(&self) -> Running {
        let mut command = self.command();
        let running = Running::start(&mut command);
        // Whatever is answered was asked of a hall that has opened.
        let mut page = String::new();
        let mut hall = TcpStream::connect(&running.address).expect("a server");
        hall.write_all(b"GET / HTTP/1.0\r\n\r\n").expect("asked");
        hall.read_to_string(&mut page).expect("answered");
        assert!(page.starts_with("HTTP/1.0 200"), "{page}");
        running
    }

    /// What starts the server, on a port of its own.
    pub(crate) fn command(&self) -> Command {
        let plan = self.keep("first.toml", &always_open());
        let mut command = Command::new(env!("CARGO_BIN_EXE_display-server"));
        command
            .args(["serve", "--plan", &plan, "--data", &self.data])
            .args(["--listen", "127.0.0.1:0"]);
        command
    }

    pub(crate) fn keep(&self, name: &str, text: &str) -> String {
        let file = path(self.folder.path(), name);
        std::fs::write(&file, text).expect("a plan");
        file
    }

    fn export(&self, version: Option<&str>) -> String {
        let mut words = vec!["plan", "export", "--data", &self.data];
        words.extend(version.iter().flat_map(|version| ["--version", version]));
        let output = run(&words);
        assert!(output.status.success(), "{}", said(&output));
        String::from_utf8(output.stdout).expect("a text")
    }

    /// What an import says, and whether it was taken in.
    fn import(&self, text: &str, by: &str) -> (bool, String) {
        let file = self.keep("next.toml", text);
        let output = run(&["plan", "import", &file, "--data", &self.data, "--by", by]);
        let told = String::from_utf8_lossy(&output.stdout).into_owned() + &said(&output);
        (output.status.success(), told)
    }
}

fn always_open() -> String {
    let (before, rest) = PLAN.split_once("[[timetable]]").expect("hours");
    let rest = rest
        .find("[[department]]")
        .map(|at| &rest[at..])
        .expect("departments");
    format!("{before}{ALWAYS}{rest}")
}

#[test]
fn a_plan_that_goes_out_and_in_again_is_the_same_plan() {
    let hall = Opened::new();
    let first = hall.export(None);
    let (taken, told) = hall.import(&first, "901");
    assert!(!taken && told.contains("change something"), "{told}");
    let renamed = first.replace(ENGLISH, "Renamed Service Centre");
    assert_ne!(renamed, first);
    let (taken, told) = hall.import(&renamed, "901");
    assert!(
        taken && told.contains("version 2 holds from the next opening"),
        "{told}"
    );
    assert_eq!(
        hall.export(None),
        first,
        "the open day goes on by what it opened with"
    );
    assert_eq!(hall.export(Some("2")), renamed);
    let verified = run(&["verify", &hall.data]);
    assert!(verified.status.success(), "{}", said(&verified));
    let unknown = run(&["plan", "export", "--data", &hall.data, "--version", "9"]);
    assert!(!unknown.status.success() && said(&unknown).contains("no such version"));
}

#[test]
fn a_faulty_file_is_told_with_every_fault_and_its_line_and_changes_nothing() {
    let hall = Opened::new();
    let first = hall.export(None);
    let faulty = BROKEN
        .iter()
        .fold(always_open(), |text, (from, to)| text.replacen(from, to, 1));
    let (taken, told) = hall.import(&faulty, "901");
    assert!(!taken);
    for (_, to) in BROKEN {
        let line = 1 + faulty.lines().position(|line| line.contains(to)).expect("a line");
        assert!(told.contains(&format!("next.toml:{line}: ")), "{to}: {told}");
    }
    assert_eq!(told.matches("next.toml:").count(), BROKEN.len(), "{told}");
    assert_eq!(hall.export(None), first);
    let second = run(&["plan", "export", "--data", &hall.data, "--version", "2"]);
    assert!(!second.status.success(), "nothing was proposed");
}

#[test]
fn limits_that_are_imported_wait_for_another_manager() {
    let hall = Opened::new();
    let first = hall.export(None);
    let other = first.replacen("numbers_per_day = 300", "numbers_per_day = 200", 1);
    let (taken, told) = hall.import(&other, "901");
    assert!(taken && told.contains("another manager approves"), "{told}");
    let (taken, told) = hall.import(&first.replace(ENGLISH, "Elsewhere"), "901");
    assert!(!taken && told.contains("version 2"), "one waits already: {told}");
}

#[test]
fn only_a_manager_imports_and_only_while_no_server_runs() {
    let hall = Opened::new();
    let renamed = hall.export(None).replace(ENGLISH, "Elsewhere");
    for by in ["101", "nobody"] {
        let (taken, told) = hall.import(&renamed, by);
        assert!(!taken && told.contains(by) && told.contains("--by"), "{told}");
    }
    let running = hall.serve();
    let (taken, told) = hall.import(&renamed, "901");
    assert!(!taken && told.contains("server"), "{told}");
    drop(running);
    let (taken, told) = hall.import(&renamed, "901");
    assert!(taken, "{told}");
}

#[test]
fn a_hall_that_never_opened_has_no_plan_to_go_out_or_be_changed() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = path(folder.path(), "data");
    let file = path(folder.path(), "hall.toml");
    std::fs::write(&file, PLAN).expect("a plan");
    for words in [
        vec!["plan", "export", "--data", &data],
        vec!["plan", "import", &file, "--data", &data, "--by", "901"],
    ] {
        let output = run(&words);
        assert!(!output.status.success(), "{words:?}");
        assert!(said(&output).contains(&data), "{}", said(&output));
    }
    assert!(!std::path::Path::new(&data).exists(), "nothing is begun");
    // A PIN may be set before the first opening.
    std::fs::create_dir(&data).expect("a folder");
    let output = run(&["plan", "import", &file, "--data", &data, "--by", "901"]);
    assert!(
        !output.status.success() && said(&output).contains(&data),
        "{}",
        said(&output)
    );
}
