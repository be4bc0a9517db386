//! What is logged, and how: for a terminal, for the system's journal, or for a program that reads it.
//!
//! Invariant: what a line says is the caller's; here only its form is chosen.

use std::fmt;
use std::io::{self, IsTerminal};
use std::os::unix::fs::MetadataExt;

use clap::ValueEnum;
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::FmtContext;
use tracing_subscriber::fmt::format::{Compact, Format, FormatEvent, FormatFields, Writer};
use tracing_subscriber::registry::LookupSpan;
use tracing_subscriber::util::SubscriberInitExt;

/// Words for the help of a command line.
pub const HELP: &str = "How it logs, to standard error: `text`, `journal` (the system's: a priority instead of time and \
                        level) or `json`; by itself `journal` under systemd, else `text`. RUST_LOG says what is logged: \
                        info, or display_server=debug";

/// The form of log lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// For people: time, level, words.
    Text,
    /// For the system's journal, which adds time and name itself: `<3>` and words.
    Journal,
    /// An object a line.
    Json,
}

impl LogFormat {
    /// The form that fits where standard error leads.
    #[must_use]
    pub fn fitting() -> Self {
        let stream = std::env::var("JOURNAL_STREAM").ok();
        let stderr = std::fs::metadata("/proc/self/fd/2").ok();
        let place = stderr.map(|found| (found.dev(), found.ino()));
        if is_the_journal(stream.as_deref(), place) {
            Self::Journal
        } else {
            Self::Text
        }
    }
}

/// systemd names device and inode of the stream that it reads: a child whose standard error leads elsewhere inherits the
/// variable all the same.
fn is_the_journal(stream: Option<&str>, place: Option<(u64, u64)>) -> bool {
    let named = stream.and_then(|stream| stream.split_once(':'));
    let named = named.and_then(|(device, inode)| Some((device.parse().ok()?, inode.parse().ok()?)));
    named.is_some() && named == place
}

/// Begins to log to standard error; without a form, in the one that fits.
pub fn start(format: Option<LogFormat>) {
    let stderr: fn() -> io::Stderr = io::stderr;
    let format = format.unwrap_or_else(LogFormat::fitting);
    subscriber(format, io::stderr().is_terminal(), stderr).init();
}

/// What logs in a form to a place.
fn subscriber<W>(
    format: LogFormat,
    has_colours: bool,
    place: impl Fn() -> W + Send + Sync + 'static,
) -> Box<dyn Subscriber + Send + Sync>
where
    W: io::Write + 'static,
{
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    let base = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(place);
    match format {
        // A file shows colours as noise.
        LogFormat::Text => Box::new(base.with_ansi(has_colours).finish()),
        LogFormat::Journal => Box::new(
            base.with_ansi(false)
                .event_format(JournalLines::default())
                .finish(),
        ),
        LogFormat::Json => Box::new(base.json().flatten_event(true).finish()),
    }
}

/// Lines as the system's journal reads them: sd-daemon(3).
struct JournalLines(Format<Compact, ()>);

impl Default for JournalLines {
    fn default() -> Self {
        Self(
            tracing_subscriber::fmt::format()
                .compact()
                .without_time()
                .with_level(false),
        )
    }
}

impl<S, N> FormatEvent<S, N> for JournalLines
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    N: for<'a> FormatFields<'a> + 'static,
{
    fn format_event(
        &self,
        context: &FmtContext<'_, S, N>,
        mut writer: Writer<'_>,
        event: &Event<'_>,
    ) -> fmt::Result {
        write!(writer, "<{}>", priority(*event.metadata().level()))?;
        let mut line = String::new();
        self.0.format_event(context, Writer::new(&mut line), event)?;
        // A line that does not begin with a priority would count as another, ordinary one.
        writeln!(writer, "{}", line.trim_end().replace('\n', "\\n"))
    }
}

/// syslog(3)'s number of a level.
fn priority(level: Level) -> u8 {
    match level {
        Level::ERROR => 3,
        Level::WARN => 4,
        Level::INFO => 6,
        Level::DEBUG | Level::TRACE => 7,
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::sync::{Arc, Mutex};

    use super::*;

    #[derive(Clone, Default)]
    struct Log(Arc<Mutex<Vec<u8>>>);

    impl Write for Log {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn logged(format: LogFormat) -> String {
        let log = Log::default();
        let place = log.clone();
        let subscriber = subscriber(format, false, move || place.clone());
        tracing::subscriber::with_default(subscriber, || {
            tracing::error!(ticket.id = 7, "two\nlines");
            tracing::info!("well");
            tracing::debug!("not asked for");
        });
        let bytes = log.0.lock().unwrap().clone();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn the_journal_gets_a_priority_a_line_and_neither_time_nor_level() {
        let text = logged(LogFormat::Journal);
        let lines: Vec<_> = text.lines().collect();
        assert_eq!(lines.len(), 2, "{text}");
        assert!(
            lines[0].starts_with("<3>") && lines[0].contains("two\\nlines"),
            "{text}"
        );
        assert!(lines[0].contains("ticket.id=7"), "{text}");
        assert!(
            lines[1].starts_with("<6>") && lines[1].ends_with("well"),
            "{text}"
        );
        assert!(!text.contains("ERROR") && !text.contains("INFO"), "{text}");
    }

    #[test]
    fn programs_get_an_object_a_line_and_people_time_and_level() {
        let text = logged(LogFormat::Json);
        let first: serde_json::Value = serde_json::from_str(text.lines().next().unwrap()).unwrap();
        assert_eq!(first["level"], "ERROR");
        assert_eq!(first["ticket.id"], 7);
        assert_eq!(first["message"], "two\nlines");
        assert!(logged(LogFormat::Text).contains(" ERROR "));
    }

    #[test]
    fn the_journal_is_known_by_device_and_inode_of_standard_error() {
        assert!(is_the_journal(Some("9:4711"), Some((9, 4711))));
        assert!(!is_the_journal(Some("9:4711"), Some((9, 4712))), "redirected");
        for stream in [None, Some(""), Some("9"), Some("a:b")] {
            assert!(!is_the_journal(stream, Some((9, 4711))), "{stream:?}");
        }
        assert!(!is_the_journal(None, None));
    }
}
