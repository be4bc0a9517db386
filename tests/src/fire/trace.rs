//! What `strace` wrote down of a process, read back: one call a line, with every byte that it moved.
//!
//! Invariant: what is not understood is an error; a call that is passed over would make a disk look safer than it is.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::os::unix::ffi::OsStringExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

/// The calls that change files or folders, or send something to somebody.
const CALLS: &str = "open,openat,creat,mkdir,mkdirat,write,writev,pwrite64,pwritev,pwritev2,sendto,sendmsg,\
    ftruncate,truncate,fallocate,fsync,fdatasync,sync_file_range,unlink,unlinkat,rename,renameat,renameat2,link,\
    linkat,symlink,symlinkat";
/// The longest text that is written down whole, in bytes.
const LONGEST_TEXT: &str = "16777216";

/// One call that came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// Its name.
    pub name: String,
    /// What it was given, as `strace` writes it.
    pub words: String,
    /// What it came back with.
    pub value: i64,
    /// How many calls had come back when it began: only what those did was before it.
    pub began: usize,
}

/// A program under `strace`, which writes into this file.
#[must_use]
pub fn recording(program: &Path, into: &Path) -> Command {
    let mut command = Command::new("strace");
    command
        .args(["-f", "-y", "-xx", "-qq", "--seccomp-bpf", "-s", LONGEST_TEXT])
        .args(["-e", "signal=none", "-e", &format!("trace={CALLS}"), "-o"])
        .arg(into)
        .arg("--")
        .arg(program);
    command
}

/// Reads what was written down, in the order in which the calls came back.
///
/// # Errors
/// When a line is none of `strace`'s.
pub fn read(file: &Path) -> Result<Vec<Call>> {
    let lines = BufReader::new(File::open(file).with_context(|| file.display().to_string())?).lines();
    let (mut calls, mut unfinished) = (Vec::new(), BTreeMap::new());
    for line in lines {
        read_line(&line?, &mut unfinished, &mut calls)?;
    }
    Ok(calls)
}

/// Calls that have begun, by their thread: since when, and the line so far.
type Unfinished = BTreeMap<String, (usize, String)>;

fn read_line(line: &str, unfinished: &mut Unfinished, calls: &mut Vec<Call>) -> Result<()> {
    let (thread, said) = line.split_once(' ').context("a line without a thread")?;
    let said = said.trim_start();
    if said.starts_with("+++") || said.starts_with("---") {
        return Ok(());
    }
    if let Some(first) = said.strip_suffix("<unfinished ...>") {
        unfinished.insert(thread.to_owned(), (calls.len(), first.trim_end().to_owned()));
        return Ok(());
    }
    let (began, whole) = if said.starts_with("<... ") {
        let (_, rest) = said.split_once(" resumed>").context("resumed, but what")?;
        let (began, first) = unfinished.remove(thread).context("resumed, but never begun")?;
        (began, first + rest)
    } else {
        (calls.len(), said.to_owned())
    };
    calls.extend(call(&whole, began)?);
    Ok(())
}

/// A whole line; none: the process ended inside the call.
fn call(whole: &str, began: usize) -> Result<Option<Call>> {
    let begin = || whole.chars().take(80).collect::<String>();
    let (name, rest) = whole.split_once('(').with_context(begin)?;
    let (words, value) = rest.rsplit_once(" = ").with_context(begin)?;
    let value = value.split([' ', '<']).next().unwrap_or_default();
    if value == "?" {
        return Ok(None);
    }
    let words = words.trim_end().strip_suffix(')').with_context(begin)?;
    Ok(Some(Call {
        name: name.to_owned(),
        words: words.to_owned(),
        value: value.parse().with_context(begin)?,
        began,
    }))
}

impl Call {
    /// The file or folder of the descriptor that it begins with; none: it begins with something else.
    ///
    /// # Errors
    /// When it is not written as bytes.
    pub fn descriptor(&self) -> Result<Option<PathBuf>> {
        let Some((number, rest)) = self.words.split_once('<') else {
            return Ok(None);
        };
        let is_descriptor = number == "AT_FDCWD" || number.bytes().all(|digit| digit.is_ascii_digit());
        let Some((path, _)) = rest.split_once('>').filter(|_| is_descriptor) else {
            return Ok(None);
        };
        Ok(Some(path_of(bytes(path)?)))
    }

    /// Whether that file has no name any more.
    #[must_use]
    pub fn is_of_a_removed_file(&self) -> bool {
        self.words
            .split_once('>')
            .is_some_and(|(_, rest)| rest.starts_with("(deleted)"))
    }

    /// Every text that it was given, as bytes.
    ///
    /// # Errors
    /// When one was cut short.
    pub fn texts(&self) -> Result<Vec<Vec<u8>>> {
        let mut texts = Vec::new();
        let mut rest = self.words.as_str();
        while let Some((_, behind)) = rest.split_once('"') {
            let (text, after) = behind.split_once('"').context("a text without an end")?;
            if after.starts_with("...") {
                bail!("{} was given more than is written down", self.name);
            }
            texts.push(bytes(text)?);
            rest = after;
        }
        Ok(texts)
    }

    /// The paths that it was given, with the folder that each counts from.
    ///
    /// # Errors
    /// When it was given none.
    pub fn paths(&self) -> Result<Vec<PathBuf>> {
        let folder = self.descriptor()?.unwrap_or_default();
        Ok(self
            .texts()?
            .into_iter()
            .map(|text| folder.join(path_of(text)))
            .collect())
    }

    /// The number that stands so many places before its end, from 0.
    ///
    /// # Errors
    /// When there is none.
    pub fn number_from_the_end(&self, place: usize) -> Result<u64> {
        let number = self.words.rsplit(", ").nth(place).context("too few words")?;
        number.parse().with_context(|| format!("{}: {number}", self.name))
    }
}

fn path_of(bytes: Vec<u8>) -> PathBuf {
    OsString::from_vec(bytes).into()
}

/// The bytes of `\x41\x42`.
fn bytes(text: &str) -> Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4);
    for digits in text.split("\\x").skip(1) {
        bytes.push(u8::from_str_radix(digits, 16).with_context(|| format!("no byte: {digits:?}"))?);
    }
    if bytes.len() * 4 != text.len() {
        bail!("not written as bytes: {text:?}");
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_lines(lines: &[&str]) -> Result<Vec<Call>> {
        let (mut calls, mut unfinished) = (Vec::new(), BTreeMap::new());
        for line in lines {
            read_line(line, &mut unfinished, &mut calls)?;
        }
        Ok(calls)
    }

    #[test]
    fn a_call_that_another_thread_interrupts_is_one_call_and_begins_where_it_began() {
        let calls = read_lines(&[
            r"12    fsync(4<\x2f\x61> <unfinished ...>",
            r#"13    pwrite64(4<\x2f\x61>, "\x68\x69", 2, 4096) = 2"#,
            r"12    <... fsync resumed>)          = 0",
            r"12    fsync(4<\x2f\x61> <unfinished ...>",
            r"12    +++ killed by SIGKILL +++",
        ])
        .expect("calls");
        let names: Vec<_> = calls
            .iter()
            .map(|call| (call.name.as_str(), call.began, call.value))
            .collect();
        assert_eq!(names, [("pwrite64", 0, 2), ("fsync", 0, 0)]);
        assert_eq!(calls[0].descriptor().expect("bytes"), Some(PathBuf::from("/a")));
        assert_eq!(calls[0].texts().expect("bytes"), [b"hi"]);
        assert_eq!(calls[0].number_from_the_end(0).expect("a number"), 4096);
    }

    #[test]
    fn a_text_that_was_cut_short_is_no_text() {
        let calls = read_lines(&[r#"1 write(1<\x2f\x61>, "\x68"..., 90) = 90"#]).expect("a call");
        assert!(calls[0].texts().is_err());
    }

    #[test]
    fn a_failed_call_says_so() {
        let calls = read_lines(&[r"1 fsync(4<\x2f\x61>) = -1 EIO (Input/output error) (INJECTED)"]);
        assert_eq!(calls.expect("a call")[0].value, -1);
    }
}
