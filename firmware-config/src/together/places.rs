//! Where in a file the things stand that may clash with another file's.

use std::collections::BTreeMap;

use toml::Spanned;

use crate::LineUse;
use crate::check::line_of;
use crate::raw::{RawDevice, RawTypingReader};

/// Lines of a file, from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Places {
    pub(super) id: usize,
    pub(super) role: usize,
    pub(super) board: usize,
    pub(super) bearer: usize,
    pub(super) screen: usize,
    pub(super) number_pad: usize,
    pub(super) scanner: usize,
    pub(super) card_reader: usize,
    pins: BTreeMap<u8, usize>,
    buses: BTreeMap<LineUse, usize>,
}

impl Places {
    /// `raw` is the form read from `text`. What is not in the file has the line of the id.
    pub(super) fn of(text: &str, raw: &RawDevice) -> Self {
        let id = line(text, &raw.id);
        let model = raw.board.as_ref().and_then(|board| board.model.as_ref());
        let pins = raw.board.as_ref().and_then(|board| board.pins.as_ref());
        let board = model.or(pins).map_or(id, |at| line(text, at));
        let mut buses = BTreeMap::from([(LineUse::I2c, board)]);
        let serial = raw.printer.as_ref().and_then(|printer| printer.serial.as_ref());
        if let Some(serial) = serial {
            buses.insert(LineUse::Uart, line(text, &serial.path));
        }
        if let Some(digits) = &raw.digits {
            buses.insert(LineUse::Spi, line(text, &digits.brightness));
            buses.insert(LineUse::ChipSelect, line(text, &digits.chip_select));
        }
        let reader = |reader: Option<&RawTypingReader>| reader.map_or(id, |reader| line(text, &reader.port));
        let (screen, pad) = (raw.screen.as_ref(), raw.number_pad.as_ref());
        Self {
            id,
            role: line(text, &raw.role),
            board,
            bearer: line(text, &raw.server.bearer_file),
            screen: screen.map_or(id, |screen| line(text, &screen.width_px)),
            number_pad: pad.map_or(id, |pad| line(text, &pad.port)),
            scanner: reader(raw.scanner.as_ref()),
            card_reader: reader(raw.card_reader.as_ref()),
            pins: pins_of(text, raw),
            buses,
        }
    }

    /// The line of the file at which a line of the header is taken.
    pub(super) fn of_line(&self, pin: u8, used: LineUse) -> usize {
        let place = match used {
            LineUse::Key | LineUse::Lamp | LineUse::Buzzer => self.pins.get(&pin),
            LineUse::I2c | LineUse::Uart | LineUse::Spi | LineUse::ChipSelect => self.buses.get(&used),
        };
        place.copied().unwrap_or(self.id)
    }
}

fn line<T>(text: &str, at: &Spanned<T>) -> usize {
    line_of(text, at.span().start)
}

fn pins_of(text: &str, raw: &RawDevice) -> BTreeMap<u8, usize> {
    let keys = raw.key.iter().map(|key| &key.pin);
    let lamps = raw.lamp.iter().map(|lamp| &lamp.pin);
    let buzzers = raw.buzzer.iter().map(|buzzer| &buzzer.pin);
    let all = keys.chain(lamps).chain(buzzers);
    all.filter_map(|pin| Some((u8::try_from(*pin.get_ref()).ok()?, line(text, pin))))
        .collect()
}
