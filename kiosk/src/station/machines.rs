//! The machines of a process's devices, opened before anything starts.
//!
//! Invariant: a device whose file contradicts the machine, or another device's file, keeps the process from starting,
//! and says which one and what to do.

use std::sync::Arc;

use firmware_config::{DeviceConfig, PinAccess};
use tokio::sync::watch;

use super::{DeviceSetup, KioskConfig, StartError};
use crate::devices::board::Board;
use crate::devices::digits::DigitRow;
use crate::devices::simulated::SimulatedFront;
use crate::devices::{pins, raspberry, simulated};

/// What one device is made of.
pub(super) struct Machines {
    pub(super) board: Board,
    pub(super) digits: Option<Box<dyn DigitRow>>,
    /// Where simulated ones are pressed and seen; none on hardware.
    pub(super) front: Option<SimulatedFront>,
}

/// The machines of every device, in the order of the devices.
pub(super) fn open_all(
    config: &KioskConfig,
    changes: &Arc<watch::Sender<u64>>,
) -> Result<Vec<Machines>, StartError> {
    if config.is_simulated {
        let devices = config.devices.iter();
        return Ok(devices.map(|device| simulate(&device.config, changes)).collect());
    }
    no_line_twice(&config.devices)?;
    config.devices.iter().map(|device| open(&device.config)).collect()
}

fn simulate(device: &DeviceConfig, changes: &Arc<watch::Sender<u64>>) -> Machines {
    let (board, front) = simulated::build(device, changes);
    let row = |digits| Box::new(digits) as Box<dyn DigitRow>;
    Machines {
        board,
        digits: front.digits.clone().map(row),
        front: Some(front),
    }
}

fn open(device: &DeviceConfig) -> Result<Machines, StartError> {
    let fault = |cause| StartError::Pins {
        device: device.id.clone(),
        cause,
    };
    Ok(Machines {
        board: pins::open(device).map_err(fault)?,
        digits: device.digits.map(raspberry::digits).transpose().map_err(fault)?,
        front: None,
    })
}

/// Each file is sound by itself; only together can they want the same line.
fn no_line_twice(devices: &[DeviceSetup]) -> Result<(), StartError> {
    let mut taken: Vec<(&PinAccess, u8, &str)> = Vec::new();
    for device in devices.iter().map(|device| &device.config) {
        let access = &device.board.pins;
        for pin in lines_of(device) {
            let before = taken.iter().find(|(way, line, _)| *way == access && *line == pin);
            if let Some((_, _, one)) = before {
                return Err(StartError::LineTwice {
                    pin,
                    one: (*one).to_owned(),
                    other: device.id.clone(),
                });
            }
            taken.push((access, pin, &device.id));
        }
    }
    Ok(())
}

fn lines_of(device: &DeviceConfig) -> impl Iterator<Item = u8> {
    let keys = device.keys.iter().map(|key| key.pin);
    let lamps = device.lamps.iter().map(|lamp| lamp.pin);
    let buzzers = device.buzzers.iter().map(|buzzer| buzzer.pin);
    keys.chain(lamps).chain(buzzers)
}

#[cfg(test)]
mod tests {
    use super::{DeviceSetup, StartError, no_line_twice};

    fn setup(text: &str) -> DeviceSetup {
        DeviceSetup {
            config: firmware_config::parse(text).unwrap(),
            bearer: String::new(),
        }
    }

    const PAD: &str = include_str!("../../../firmware-config/devices/pad-3.toml");

    #[test]
    fn two_devices_of_one_machine_cannot_have_the_same_line() {
        let mut other = setup(PAD);
        other.config.id = "pad-4".to_owned();
        let error = no_line_twice(&[setup(PAD), other]).unwrap_err();
        let StartError::LineTwice { one, other, .. } = &error else {
            panic!("{error}")
        };
        assert_eq!((one.as_str(), other.as_str()), ("pad-3", "pad-4"));
    }

    #[test]
    fn two_pads_with_lines_of_their_own_share_a_machine() {
        let mut other = setup(PAD);
        let lines = &mut other.config;
        lines.keys.truncate(1);
        lines.lamps.clear();
        lines.buzzers.clear();
        lines.keys[0].pin = 1;
        assert!(no_line_twice(&[setup(PAD), other]).is_ok());
    }
}
