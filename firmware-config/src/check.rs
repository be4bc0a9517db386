//! From the text of `device.toml` to a sound [`DeviceConfig`], or to every fault in it.

use std::collections::BTreeMap;
use std::path::PathBuf;

use toml::Spanned;

use crate::device::{
    DeviceConfig, Key, KeyMeaning, Lamp, LampMeaning, PadKey, PaperWidth, Printer, Role, Screen, Server,
};
use crate::faults::{DeviceFault, DeviceFaults};
use crate::raw::{RawDevice, RawKey, RawLamp, RawPrinter, RawScreen};

/// The highest BCM line on the 40-pin header.
const LAST_PIN: i64 = 27;

/// Reads and checks a `device.toml`.
///
/// # Errors
/// [`DeviceFaults`]: a fault of form (not TOML, an unknown or missing key) alone, otherwise every fault of meaning.
pub fn parse(text: &str) -> Result<DeviceConfig, DeviceFaults> {
    let raw: RawDevice =
        toml::from_str(text).map_err(|error| DeviceFaults(vec![form_fault(text, &error)]))?;
    Check {
        text,
        faults: Vec::new(),
        pins: BTreeMap::new(),
    }
    .whole(&raw)
}

fn form_fault(text: &str, error: &toml::de::Error) -> DeviceFault {
    DeviceFault {
        line: error.span().map(|span| line_of(text, span.start)),
        problem: error.message().replace('\n', ", "),
        hint: "compare with firmware-config/devices/kiosk-a1.toml".to_owned(),
    }
}

fn line_of(text: &str, offset: usize) -> usize {
    1 + text.bytes().take(offset).filter(|byte| *byte == b'\n').count()
}

struct Check<'a> {
    text: &'a str,
    faults: Vec<DeviceFault>,
    /// Pins in use, and the line that uses them.
    pins: BTreeMap<i64, usize>,
}

impl Check<'_> {
    fn whole(mut self, raw: &RawDevice) -> Result<DeviceConfig, DeviceFaults> {
        let id = self.id(&raw.id);
        let role = self.role(raw);
        let server = self.server(raw);
        let screen = raw.screen.as_ref().and_then(|screen| self.screen(screen));
        let printer = raw.printer.as_ref().and_then(|printer| self.printer(printer));
        let keys: Vec<Key> = raw
            .key
            .iter()
            .filter_map(|key| self.key(key, role.as_ref()))
            .collect();
        let lamps: Vec<Lamp> = raw
            .lamp
            .iter()
            .filter_map(|lamp| self.lamp(lamp, role.as_ref()))
            .collect();
        self.what_the_role_needs(raw, role.as_ref());
        self.faults.sort_by_key(|fault| fault.line);
        match (id, role, server) {
            (Some(id), Some(role), Some(server)) if self.faults.is_empty() => Ok(DeviceConfig {
                id,
                role,
                server,
                screen,
                printer,
                keys,
                lamps,
            }),
            _ => Err(DeviceFaults(self.faults)),
        }
    }

    fn fault<T>(&mut self, at: &Spanned<T>, problem: impl Into<String>, hint: impl Into<String>) {
        let line = Some(line_of(self.text, at.span().start));
        self.faults.push(DeviceFault {
            line,
            problem: problem.into(),
            hint: hint.into(),
        });
    }

    fn id(&mut self, raw: &Spanned<String>) -> Option<String> {
        let id = raw.get_ref();
        let sound = (1..=40).contains(&id.len())
            && id
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        if !sound {
            self.fault(
                raw,
                format!("{id:?} is no device id"),
                "write a–z, 0–9 and -, at most 40: \"kiosk-a1\"",
            );
        }
        sound.then(|| id.clone())
    }

    fn role(&mut self, raw: &RawDevice) -> Option<Role> {
        match raw.role.get_ref().as_str() {
            "ticket_kiosk" => Some(Role::TicketKiosk),
            "escort_post" => Some(Role::EscortPost),
            "window_pad" => self.pad(raw),
            other => {
                let problem = format!("{other:?} is no role");
                self.fault(
                    &raw.role,
                    problem,
                    "write ticket_kiosk, window_pad or escort_post",
                );
                None
            }
        }
    }

    fn pad(&mut self, raw: &RawDevice) -> Option<Role> {
        let window = raw.window.as_ref().and_then(|number| {
            let sound = u16::try_from(*number.get_ref())
                .ok()
                .filter(|window| *window >= 1);
            if sound.is_none() {
                self.fault(
                    number,
                    "this is no window",
                    "write its number, from 1: window = 3",
                );
            }
            sound
        });
        if raw.window.is_none() {
            self.fault(&raw.role, "a window pad has no window", "add window = 3");
        }
        if raw.place.is_none() {
            let hint = "add place = \"kiosk-a1\", the kiosk or escort post nearest to the window";
            self.fault(&raw.role, "a window pad does not say where it stands", hint);
        }
        Some(Role::WindowPad {
            window: window?,
            place: raw.place.as_ref()?.get_ref().clone(),
        })
    }

    fn server(&mut self, raw: &RawDevice) -> Option<Server> {
        let url = raw.server.url.get_ref();
        let sound = (url.starts_with("http://") || url.starts_with("https://")) && !url.ends_with('/');
        if !sound {
            let hint = "write http://host:port without a slash at the end";
            self.fault(&raw.server.url, format!("{url:?} is no server address"), hint);
        }
        if raw.server.bearer_file.get_ref().is_empty() {
            self.fault(
                &raw.server.bearer_file,
                "the bearer file has no name",
                "write bearer_file = \"bearer\"",
            );
        }
        let bearer_file = PathBuf::from(raw.server.bearer_file.get_ref());
        sound.then(|| Server {
            url: url.clone(),
            bearer_file,
        })
    }

    fn screen(&mut self, raw: &RawScreen) -> Option<Screen> {
        let width_px = u32::try_from(*raw.width_px.get_ref())
            .ok()
            .filter(|px| (320..=7680).contains(px));
        if width_px.is_none() {
            self.fault(
                &raw.width_px,
                "the screen's width is out of range",
                "write 320–7680 pixels",
            );
        }
        let width_mm = *raw.width_mm.get_ref();
        let sound = (40.0..=2000.0).contains(&width_mm);
        if !sound {
            self.fault(
                &raw.width_mm,
                "the screen's width is out of range",
                "write 40–2000 millimetres",
            );
        }
        width_px
            .filter(|_| sound)
            .map(|width_px| Screen { width_px, width_mm })
    }

    fn printer(&mut self, raw: &RawPrinter) -> Option<Printer> {
        let tcp = raw.tcp.get_ref();
        let sound = tcp
            .rsplit_once(':')
            .is_some_and(|(host, port)| !host.is_empty() && port.parse::<u16>().is_ok());
        if !sound {
            let hint = "write host:port, such as \"192.168.1.50:9100\"";
            self.fault(&raw.tcp, format!("{tcp:?} is no printer address"), hint);
        }
        let paper = match *raw.paper_mm.get_ref() {
            80 => Some(PaperWidth::Mm80),
            58 => Some(PaperWidth::Mm58),
            other => {
                self.fault(
                    &raw.paper_mm,
                    format!("no roll is {other} mm wide"),
                    "write 80 or 58",
                );
                None
            }
        };
        sound
            .then(|| tcp.clone())
            .zip(paper)
            .map(|(tcp, paper)| Printer { tcp, paper })
    }

    fn pin(&mut self, raw: &Spanned<i64>) -> Option<u8> {
        let number = *raw.get_ref();
        let Some(pin) = u8::try_from(number).ok().filter(|_| number <= LAST_PIN) else {
            self.fault(
                raw,
                format!("the header has no line {number}"),
                "write a BCM number, 0–27",
            );
            return None;
        };
        let line = line_of(self.text, raw.span().start);
        if let Some(taken) = self.pins.insert(number, line) {
            let problem = format!("line {number} is in use already, since line {taken} of this file");
            self.fault(raw, problem, "give each key and lamp a BCM line of its own");
            return None;
        }
        Some(pin)
    }

    fn key(&mut self, raw: &RawKey, role: Option<&Role>) -> Option<Key> {
        let pin = self.pin(&raw.pin);
        let does = meaning_of(raw.does.get_ref());
        match &does {
            None => {
                let problem = format!("{:?} is nothing a key can do", raw.does.get_ref());
                let hint = "write \"service A01\", \"group A\", \"help\", or \"pad\" with next, recall, \
                            start_finish, no_show, pause or guide";
                self.fault(&raw.does, problem, hint);
            }
            Some(meaning) if role.is_some_and(|role| !fits(role, meaning)) => {
                let problem = format!(
                    "\"{meaning}\" is not a key of a {}",
                    role.map_or("device", Role::name)
                );
                self.fault(&raw.does, problem, "give the key to a device of the right role");
            }
            Some(_) => {}
        }
        pin.zip(does).map(|(pin, does)| Key { pin, does })
    }

    fn lamp(&mut self, raw: &RawLamp, role: Option<&Role>) -> Option<Lamp> {
        let pin = self.pin(&raw.pin);
        let shows = LampMeaning::ALL
            .into_iter()
            .find(|meaning| meaning.name() == raw.shows.get_ref());
        match shows {
            None => {
                let problem = format!("{:?} is nothing a lamp can show", raw.shows.get_ref());
                self.fault(
                    &raw.shows,
                    problem,
                    "write help, away, waiting, called, serving or paused",
                );
            }
            Some(meaning)
                if meaning.is_of_a_window() && !matches!(role, None | Some(Role::WindowPad { .. })) =>
            {
                let problem = format!("only a window pad can show {:?}", meaning.name());
                self.fault(&raw.shows, problem, "write help or away");
            }
            Some(_) => {}
        }
        pin.zip(shows).map(|(pin, shows)| Lamp { pin, shows })
    }

    fn what_the_role_needs(&mut self, raw: &RawDevice, role: Option<&Role>) {
        let (missing, problem, hint) = match role {
            Some(Role::TicketKiosk) => (
                raw.screen.is_none(),
                "a ticket kiosk has no screen",
                "add [screen] with width_px and width_mm",
            ),
            Some(Role::EscortPost) => (
                raw.key.is_empty(),
                "an escort post has no button",
                "add [[key]] with does = \"help\"",
            ),
            Some(Role::WindowPad { .. }) => (
                raw.key.is_empty(),
                "a window pad has no key",
                "add [[key]] with does = \"pad next\"",
            ),
            None => return,
        };
        if missing {
            self.fault(&raw.role, problem, hint);
        }
    }
}

fn meaning_of(text: &str) -> Option<KeyMeaning> {
    if text == "help" {
        return Some(KeyMeaning::Help);
    }
    let (kind, what) = text.split_once(' ')?;
    match kind {
        "service" => (!what.is_empty() && what.bytes().all(|byte| byte.is_ascii_alphanumeric()))
            .then(|| KeyMeaning::Service(what.to_owned())),
        "group" => {
            let mut letters = what.chars();
            let letter = letters.next().filter(char::is_ascii_uppercase)?;
            letters.next().is_none().then_some(KeyMeaning::Group(letter))
        }
        "pad" => PadKey::ALL
            .into_iter()
            .find(|key| key.name() == what)
            .map(KeyMeaning::Pad),
        _ => None,
    }
}

fn fits(role: &Role, meaning: &KeyMeaning) -> bool {
    match (role, meaning) {
        (Role::TicketKiosk, KeyMeaning::Service(_) | KeyMeaning::Group(_) | KeyMeaning::Help)
        | (Role::WindowPad { .. }, KeyMeaning::Pad(_))
        | (Role::EscortPost, KeyMeaning::Help) => true,
        (Role::TicketKiosk, KeyMeaning::Pad(_))
        | (Role::WindowPad { .. }, KeyMeaning::Service(_) | KeyMeaning::Group(_) | KeyMeaning::Help)
        | (Role::EscortPost, KeyMeaning::Service(_) | KeyMeaning::Group(_) | KeyMeaning::Pad(_)) => false,
    }
}
