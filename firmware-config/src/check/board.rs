//! The computer, and which of its lines are spoken for.

use toml::Spanned;

use crate::device::{Board, Model, PinAccess, is_uart};
use crate::raw::{RawBoard, RawDevice};

use super::Check;

/// The highest BCM line on the 40-pin header.
const LAST_PIN: i64 = 27;

impl Check<'_> {
    pub(super) fn board(&mut self, raw: Option<&RawBoard>) -> Option<Board> {
        let Some(raw) = raw else {
            return Some(Board::default());
        };
        let model = self.model(raw.model.as_ref());
        let pins = self.pin_access(raw, model);
        Some(Board {
            model: model?,
            pins: pins?,
            i2c: raw.i2c,
        })
    }

    fn model(&mut self, raw: Option<&Spanned<String>>) -> Option<Model> {
        let Some(raw) = raw else {
            return Some(Board::default().model);
        };
        let known = Model::ALL.into_iter().find(|model| model.name() == raw.get_ref());
        if known.is_none() {
            let problem = format!("{:?} is no computer known here", raw.get_ref());
            self.fault(raw, problem, "write pi-zero-2w, pi-3, pi-4, pi-5 or other");
        }
        known
    }

    fn pin_access(&mut self, raw: &RawBoard, model: Option<Model>) -> Option<PinAccess> {
        let way = raw.pins.as_ref().map_or("rppal", |pins| pins.get_ref().as_str());
        match (way, &raw.chip, model) {
            ("rppal", None, Some(Model::Other)) => {
                let at = raw.pins.as_ref().or(raw.model.as_ref())?;
                let hint = "write pins = \"gpiochip\" and chip = \"the label that gpiodetect shows\"";
                self.fault(at, "rppal knows the Raspberry Pi only", hint);
                None
            }
            ("rppal", None, _) => Some(PinAccess::Rppal),
            ("rppal", Some(chip), _) => {
                self.fault(
                    chip,
                    "rppal finds its chip by itself",
                    "take chip away, or write pins = \"gpiochip\"",
                );
                None
            }
            ("gpiochip", Some(chip), model) => self.chip(chip, model),
            ("gpiochip", None, model) => self.usual_chip(raw, model?),
            (other, _, _) => {
                let problem = format!("{other:?} is no way to the pins");
                self.fault(raw.pins.as_ref()?, problem, "write rppal or gpiochip");
                None
            }
        }
    }

    fn chip(&mut self, raw: &Spanned<String>, model: Option<Model>) -> Option<PinAccess> {
        let label = raw.get_ref();
        let usual = model.and_then(Model::chip_label);
        let is_sound = !label.is_empty() && usual.is_none_or(|usual| usual == label);
        if !is_sound {
            let hint = usual.map_or_else(
                || "write the label that gpiodetect shows".to_owned(),
                |usual| format!("take chip away, or write {usual:?}"),
            );
            self.fault(
                raw,
                format!("the header of this computer is not behind {label:?}"),
                hint,
            );
        }
        is_sound.then(|| PinAccess::GpioChip { label: label.clone() })
    }

    fn usual_chip(&mut self, raw: &RawBoard, model: Model) -> Option<PinAccess> {
        if let Some(label) = model.chip_label() {
            return Some(PinAccess::GpioChip {
                label: label.to_owned(),
            });
        }
        let at = raw.pins.as_ref()?;
        self.fault(
            at,
            "the GPIO chip is not named",
            "add chip = \"the label that gpiodetect shows\"",
        );
        None
    }

    /// Lines that a bus in use takes away from keys and lamps.
    pub(super) fn reserve_buses(&mut self, raw: &RawDevice) {
        if raw.board.as_ref().is_some_and(|board| board.i2c) {
            self.reserve("the I²C bus", &[2, 3]);
        }
        let line = raw.printer.as_ref().and_then(|printer| printer.serial.as_ref());
        if let Some(line) = line.filter(|line| is_uart(line.path.get_ref())) {
            self.reserve("the UART that the printer uses", &[14, 15]);
            self.header_uart_of_its_model(raw, &line.path);
        }
        if let Some(digits) = &raw.digits {
            let chip_select = if *digits.chip_select.get_ref() == 1 { 7 } else { 8 };
            self.reserve("the SPI bus of the digits", &[9, 10, 11, chip_select]);
        }
    }

    fn header_uart_of_its_model(&mut self, raw: &RawDevice, path: &Spanned<String>) {
        let model = raw.board.as_ref().and_then(|board| board.model.as_ref());
        let is_pi_5 = model.is_some_and(|model| model.get_ref() == Model::Pi5.name());
        if is_pi_5 && path.get_ref() != "/dev/ttyAMA0" {
            let problem = format!(
                "on a Pi 5 {} is the debug connector, not the header",
                path.get_ref()
            );
            self.fault(path, problem, "write \"/dev/ttyAMA0\"");
        }
    }

    fn reserve(&mut self, by: &str, lines: &[i64]) {
        for line in lines {
            self.pins.insert(*line, by.to_owned());
        }
    }

    pub(super) fn pin(&mut self, raw: &Spanned<i64>) -> Option<u8> {
        let number = *raw.get_ref();
        let Some(pin) = u8::try_from(number).ok().filter(|_| number <= LAST_PIN) else {
            self.fault(
                raw,
                format!("the header has no line {number}"),
                "write a BCM number, 0–27",
            );
            return None;
        };
        if let Some(by) = self.pins.get(&number) {
            let problem = format!("line {number} is in use already, {}", used_by(by));
            self.fault(
                raw,
                problem,
                "give each key, lamp and buzzer a BCM line of its own",
            );
            return None;
        }
        let line = self.line_of(raw);
        self.pins
            .insert(number, format!("since line {line} of this file"));
        Some(pin)
    }
}

fn used_by(by: &str) -> String {
    if by.starts_with("since") {
        by.to_owned()
    } else {
        format!("by {by}")
    }
}
