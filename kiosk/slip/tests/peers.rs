//! Our pictures against those of python-escpos, which was written by others from the same manual.
//!
//! The bands differ, because ours are cut at blank rows; the dots in them must not.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

use slip::{
    Bitmap, Closing, Raster, Typesetter, encode,
    samples::{self, LOOKS},
};

/// `GS v 0`, normal size.
const RASTER: [u8; 4] = [0x1D, 0x76, 0x30, 0x00];

/// The Python that has python-escpos: of `SLIP_PEER_PYTHON`, else of the folder where `tests/run` puts it.
fn python() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let python = env::var_os("SLIP_PEER_PYTHON")
        .map_or_else(|| root.join("target/peers/venv/bin/python"), PathBuf::from);
    assert!(
        python.exists(),
        "no {}: `tests/run` makes it, or by hand, in the root of the workspace: \
         python3 -m venv target/peers/venv && \
         target/peers/venv/bin/pip install -r kiosk/slip/tests/peers/requirements.txt",
        python.display()
    );
    python
}

/// What python-escpos sends for a picture.
fn peer(picture: &Bitmap) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("slip.png");
    std::fs::write(&file, picture.to_png().unwrap()).unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/peers/escpos_image.py");
    let output = Command::new(python()).arg(script).arg(file).output().unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    output.stdout
}

/// The width in bytes and the dots of all bands, headers removed, and whatever else was sent.
fn bands(mut bytes: &[u8]) -> (Vec<usize>, Vec<u8>, Vec<u8>) {
    let (mut widths, mut dots, mut others) = (Vec::new(), Vec::new(), Vec::new());
    while let Some((first, rest)) = bytes.split_first() {
        if let Some(band) = bytes.strip_prefix(&RASTER) {
            let side = |at: usize| usize::from(u16::from_le_bytes([band[at], band[at + 1]]));
            let (payload, behind) = band[4..].split_at(side(0) * side(2));
            widths.push(side(0));
            dots.extend_from_slice(payload);
            bytes = behind;
        } else {
            others.push(*first);
            bytes = rest;
        }
    }
    widths.dedup();
    (widths, dots, others)
}

fn compare(name: &str, raster: &Raster) {
    let mut ours = Vec::new();
    encode(raster, Closing::Nothing, &mut ours).unwrap();
    let (our_widths, our_dots, our_others) = bands(&ours);
    let (widths, dots, others) = bands(&peer(raster.bitmap()));
    assert!(!dots.is_empty(), "{name}: the peer sent no picture");
    assert_eq!(our_widths, widths, "{name}: bytes in a row");
    assert!(our_dots == dots, "{name}: the dots differ");
    assert_eq!(others, [], "{name}: the peer sends bands only");
    assert_eq!(
        our_others,
        [0x1B, 0x40, 0x1D, 0x56, 0x41, 0x00],
        "{name}: initialise, cut"
    );
}

#[test]
fn python_escpos_sends_the_same_dots_for_every_kind_of_slip() {
    let mut setter = Typesetter::new();
    for (look_name, look) in LOOKS {
        let ticket = setter.draw(&samples::crowded(), &samples::chinese_words(), look);
        compare(&format!("ticket {look_name}"), &ticket.unwrap());
        let escort = setter.draw_escort(&samples::escort(), &samples::escort_words(), look);
        compare(&format!("escort {look_name}"), &escort.unwrap());
        let notice = setter.draw_notice(&samples::long_notice(), &samples::notice_words(), look);
        compare(&format!("notice {look_name}"), &notice.unwrap());
    }
}
