//! Keys, lamps, buzzers, number pads, readers and digits: each on its line, each fit for the device's role.

use std::collections::BTreeSet;

use toml::Spanned;

use crate::device::{
    Buzzer, Digits, Key, KeyMeaning, Lamp, LampMeaning, NumberPad, NumberPadKey, PadKey, Role, TypingReader,
};
use crate::raw::{RawBuzzer, RawDigits, RawKey, RawLamp, RawNumberPad, RawTypingReader};

use super::Check;

impl Check<'_> {
    pub(super) fn key(&mut self, raw: &RawKey, role: Option<&Role>) -> Option<Key> {
        let pin = self.pin(&raw.pin);
        let does = meaning_of(raw.does.get_ref());
        match &does {
            None => {
                let problem = format!("{:?} is nothing a key can do", raw.does.get_ref());
                let hint = "write \"service A01\", \"group A\", \"help\", or \"pad\" with next, recall, \
                            start_finish, no_show, pause, guide, or a level from very_satisfied to very_dissatisfied";
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

    pub(super) fn lamp(&mut self, raw: &RawLamp, role: Option<&Role>) -> Option<Lamp> {
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

    pub(super) fn buzzer(&mut self, raw: &RawBuzzer, role: Option<&Role>) -> Option<Buzzer> {
        if matches!(role, Some(Role::WindowPad { .. } | Role::Sign { .. })) {
            self.fault(
                &raw.pin,
                "only kiosks and escort posts have a buzzer",
                "take [[buzzer]] away",
            );
        }
        self.pin(&raw.pin).map(|pin| Buzzer { pin })
    }

    pub(super) fn number_pad(&mut self, raw: &RawNumberPad, role: Option<&Role>) -> Option<NumberPad> {
        if matches!(
            role,
            Some(Role::TicketKiosk | Role::EscortPost | Role::Sign { .. })
        ) {
            self.fault(
                &raw.port,
                "only a window pad has a number pad",
                "take [number_pad] away",
            );
        }
        let port = self.port(&raw.port, "a number pad");
        let mut keys = Vec::new();
        let mut seen = BTreeSet::new();
        for (name, does) in &raw.keys {
            let key = NumberPadKey::named(name.get_ref());
            let meaning = PadKey::ALL.into_iter().find(|key| key.name() == does.get_ref());
            if key.is_none() {
                let problem = format!("{:?} is no key of a number pad", name.get_ref());
                self.fault(
                    name,
                    problem,
                    "write 0–9, enter, plus, minus, star, slash, dot or backspace",
                );
            }
            if meaning.is_none() {
                let problem = format!("{:?} is nothing a pad's key can do", does.get_ref());
                self.fault(
                    does,
                    problem,
                    "write next, recall, start_finish, no_show, pause, guide, or a level from very_satisfied to very_dissatisfied",
                );
            }
            keys.extend(key.zip(meaning).filter(|(key, _)| seen.insert(*key)));
        }
        port.map(|port| NumberPad { port, keys })
    }

    /// `what` it is called, and by which section.
    pub(super) fn typing_reader(
        &mut self,
        raw: &RawTypingReader,
        role: Option<&Role>,
        (what, section): (&str, &str),
    ) -> Option<TypingReader> {
        if matches!(
            role,
            Some(Role::WindowPad { .. } | Role::EscortPost | Role::Sign { .. })
        ) {
            self.fault(
                &raw.port,
                format!("only a ticket kiosk has {what}"),
                format!("take [{section}] away"),
            );
        }
        let port = self.port(&raw.port, what)?;
        Some(TypingReader { port })
    }

    /// A port that something is plugged into.
    fn port(&mut self, raw: &Spanned<String>, whose: &str) -> Option<String> {
        let port = raw.get_ref();
        let is_sound = !port.is_empty()
            && port
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"-._:".contains(&byte));
        if !is_sound {
            let hint = "write what udevadm info shows as ID_PATH";
            self.fault(raw, format!("{port:?} is no port of {whose}"), hint);
        }
        is_sound.then(|| port.clone())
    }

    pub(super) fn digits(&mut self, raw: &RawDigits, role: Option<&Role>) -> Option<Digits> {
        if matches!(
            role,
            Some(Role::TicketKiosk | Role::EscortPost | Role::WindowPad { .. })
        ) {
            self.fault(&raw.brightness, "only a sign has digits", "take [digits] away");
        }
        let brightness = self.ranged(&raw.brightness, 0..=15, ("the brightness", ""));
        let chip_select = self.ranged(&raw.chip_select, 0..=1, ("the chip-select line", ""));
        Some(Digits {
            brightness: brightness?,
            chip_select: chip_select?,
        })
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
        | (Role::Sign { .. }, _)
        | (Role::WindowPad { .. }, KeyMeaning::Service(_) | KeyMeaning::Group(_) | KeyMeaning::Help)
        | (Role::EscortPost, KeyMeaning::Service(_) | KeyMeaning::Group(_) | KeyMeaning::Pad(_)) => false,
    }
}
