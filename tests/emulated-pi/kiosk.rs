//! The real daemon on the emulated Pi: rppal's pins, a printer on USB, and a hall over the network.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use hall_protocol::live::Alert;

use crate::hall::{Hall, built};
use crate::image::Image;
use crate::machine::Machine;

const PATIENCE: Duration = Duration::from_mins(1);
/// How often a card is held to its reader.
const CARD_TRIES: usize = 3;

const KIOSK: &str = r#"
role = "ticket_kiosk"
[board]
model = "pi-3"
[screen]
width_px = 1080
width_mm = 268.0
[printer]
model = "epson-tm"
paper_mm = 80
usb = { vendor = 0x04b8, product = 0x0e28, serial = "S1" }
[[key]]
pin = 5
does = "service A01"
[[key]]
pin = 13
does = "service C01"
[[key]]
pin = 26
does = "help"
[[lamp]]
pin = 17
shows = "help"
[scanner]
port = "scanner-port"
[card_reader]
port = "card-reader-port"
"#;

const POST: &str = r#"
role = "escort_post"
[board]
model = "pi-3"
pins = "gpiochip"
[[key]]
pin = 6
does = "help"
[[lamp]]
pin = 22
shows = "help"
"#;

const PAD: &str = r#"
role = "window_pad"
window = 3
place = "kiosk-a1"
[number_pad]
port = "pad-port"
keys = { enter = "next" }
"#;

#[test]
fn a_press_on_a_pin_prints_a_ticket_and_a_roll_that_ends_inside_a_slip_costs_no_number() -> Result<()> {
    let (mut hall, mut machine) = started()?;
    the_kiosk_finds_its_pi_its_printer_and_its_hall(&mut machine)?;
    a_press_prints_a_ticket(&mut hall, &mut machine)?;
    paper_that_ends_inside_a_slip_is_made_up_for_by_a_marked_copy(&mut hall, &mut machine)?;
    help_is_heard_through_either_library(&mut hall, &mut machine)?;
    the_number_pad_calls(&mut hall, &mut machine)?;
    a_card_gets_the_ticket_that_needs_one(&mut machine)?;
    a_code_before_the_scanner_is_checked_in(&mut hall, &mut machine)?;
    machine.run("stop kiosk TERM", PATIENCE)?;
    machine.wait_for_line("kiosk stops", PATIENCE)?;
    Ok(())
}

fn started() -> Result<(Hall, Machine)> {
    let mut hall = Hall::open()?;
    let mut image = Image::new("kiosk")?;
    for program in ["kiosk", "simulated-printer"] {
        image.program(&built(program)?, &format!("/bin/{program}"))?;
    }
    hall.let_in(&mut image, ("kiosk-a1", "kiosk", None), KIOSK)?;
    hall.let_in(&mut image, ("post-lobby", "escort_post", None), POST)?;
    hall.let_in(&mut image, ("pad-3", "pad", Some(3)), PAD)?;
    let mut machine = Machine::boot(image)?;
    // By their ports, as udev would link them.
    machine.run("mkdir -p /dev/input/by-path", PATIENCE)?;
    for keyboard in ["pad", "scanner", "card-reader"] {
        let link =
            format!("ln -s ../by-id/usb-{keyboard}-event-kbd /dev/input/by-path/{keyboard}-port-event-kbd");
        machine.run(&link, PATIENCE)?;
    }
    machine.run(
        "start printer simulated-printer --device /dev/g_printer0 --paper-mm 80 --out /run/slips",
        PATIENCE,
    )?;
    for (name, device, port) in [
        ("kiosk", "kiosk-a1", 8090),
        ("post", "post-lobby", 8091),
        ("pad", "pad-3", 8092),
    ] {
        machine.run(
            &format!(
                "start {name} kiosk --device /etc/hall/{device}.toml --data /run/data-{device} --listen 127.0.0.1:{port}"
            ),
            PATIENCE,
        )?;
    }
    Ok((hall, machine))
}

fn the_kiosk_finds_its_pi_its_printer_and_its_hall(machine: &mut Machine) -> Result<()> {
    let detected = machine.wait_for_line("GPIO through rppal", PATIENCE)?;
    ensure!(
        detected.contains("Raspberry Pi 3 B"),
        "rppal takes it for {detected}"
    );
    wait_for_page(machine, "現在不用等")
}

fn a_press_prints_a_ticket(hall: &mut Hall, machine: &mut Machine) -> Result<()> {
    machine.run("press 5", PATIENCE)?;
    machine.wait_for_line("printer| slip 0001.png", PATIENCE)?;
    hall.live("one ticket", PATIENCE, |live| {
        live.groups
            .iter()
            .any(|group| group.letter == "A" && group.waiting == 1)
    })?;
    wait_for_page(machine, "請取走號票")?;
    go_home(machine)?;
    ensure!(!has_bar(machine, 1)?, "the first slip is marked as a copy");
    Ok(())
}

fn paper_that_ends_inside_a_slip_is_made_up_for_by_a_marked_copy(
    hall: &mut Hall,
    machine: &mut Machine,
) -> Result<()> {
    machine.run("tell printer paper after 300", PATIENCE)?;
    machine.run("press 5", PATIENCE)?;
    let of_the_printer = |alert: &&Alert| alert.subject == "kiosk-a1" && alert.kind.starts_with("printer_");
    hall.live("staff told of the paper", PATIENCE, |live| {
        let mut alerts = live.alerts.iter().filter(of_the_printer);
        alerts.any(|alert| alert.kind == "printer_paper_out")
    })?;
    wait_for_page(machine, "沒有拿到號票")?;
    wait_for_page(machine, "A002")?;
    machine.run("tell printer paper plenty", PATIENCE)?;
    hall.live("a printer that is well", PATIENCE, |live| {
        live.alerts.iter().filter(of_the_printer).count() == 0
    })?;
    machine.run(
        "wget -qO- --header x-fragment:1 --post-data do=reprint http://127.0.0.1:8090/press",
        PATIENCE,
    )?;
    // What was begun may come to its end with the new roll; what comes after it is marked.
    machine.wait_for_line("printer| slip 0002.png", PATIENCE)?;
    if !has_bar(machine, 2)? {
        machine.wait_for_line("printer| slip 0003.png", PATIENCE)?;
        ensure!(has_bar(machine, 3)?, "the copy has no bar");
    }
    wait_for_page(machine, "請取走號票")?;
    hall.live("two tickets, and no third", PATIENCE, |live| {
        live.groups
            .iter()
            .any(|group| group.letter == "A" && group.waiting == 2)
    })
}

fn help_is_heard_through_either_library(hall: &mut Hall, machine: &mut Machine) -> Result<()> {
    for (key, lamp, asked) in [("press 26", "lamp 17", 1), ("press 6", "lamp 22", 2)] {
        // What was written to the registers before is folded in by a look.
        machine.run(lamp, PATIENCE)?;
        machine.run(key, PATIENCE)?;
        machine.run(
            &format!("within_ten_seconds eval '[ \"$({lamp})\" = on ]'"),
            PATIENCE,
        )?;
        hall.live("a guide asked for", PATIENCE, |live| live.escorts.len() == asked)?;
    }
    machine.wait_for_line("escort slip print.state=Printed", PATIENCE)?;
    Ok(())
}

fn the_number_pad_calls(hall: &mut Hall, machine: &mut Machine) -> Result<()> {
    machine.run("key 58", PATIENCE)?;
    let called = hall.called(PATIENCE)?;
    ensure!(called == "A001", "{called} was called before A001");
    Ok(())
}

fn a_card_gets_the_ticket_that_needs_one(machine: &mut Machine) -> Result<()> {
    // Without its reader it asks for no card, and with it again it does.
    machine.run("unplug card-reader", PATIENCE)?;
    machine.wait_for_line("card_reader_missing", PATIENCE)?;
    machine.run("press 13", PATIENCE)?;
    wait_for_page(machine, "請到總服務台取號")?;
    machine.run("plug card-reader", PATIENCE)?;
    machine.wait_for_line("a part works again", PATIENCE)?;
    ticket_by_a_card_held_there_again(machine)?;
    wait_for_page(machine, "請取回您的證件")?;
    go_home(machine)
}

/// A machine that is starved of its core lets pauses into what the reader types, which is then no card's number: as a visitor
/// would, we hold the card there again.
fn ticket_by_a_card_held_there_again(machine: &mut Machine) -> Result<()> {
    let mut faults = Vec::new();
    while let Err(fault) = ticket_by_card(machine) {
        faults.push(format!("try {}: {fault:#}", faults.len() + 1));
        ensure!(
            faults.len() < CARD_TRIES,
            "no ticket by card\n{}",
            faults.join("\n")
        );
    }
    Ok(())
}

fn ticket_by_card(machine: &mut Machine) -> Result<()> {
    go_home(machine)?;
    machine.run("press 13", PATIENCE)?;
    wait_for_page(machine, "請把證件放到讀卡器上")?;
    machine.run("types card-reader a123456789", PATIENCE)?;
    wait_for_page_within(1, machine, "C001")
}

fn a_code_before_the_scanner_is_checked_in(hall: &mut Hall, machine: &mut Machine) -> Result<()> {
    let code = hall.book("A01")?;
    machine.run(&format!("types scanner {code}"), PATIENCE)?;
    wait_for_page(machine, "預約")?;
    wait_for_page(machine, "A003")
}

fn go_home(machine: &mut Machine) -> Result<()> {
    let home = "wget -qO- --header x-fragment:1 --post-data do=home http://127.0.0.1:8090/press";
    machine.run(home, PATIENCE).map(drop)
}

/// Waits until the kiosk's page says this.
fn wait_for_page(machine: &mut Machine, text: &str) -> Result<()> {
    wait_for_page_within(6, machine, text)
}

/// Waits so many times ten of the machine's own seconds for it.
fn wait_for_page_within(tens: u32, machine: &mut Machine, text: &str) -> Result<()> {
    let look = format!("within_ten_seconds eval 'wget -qO- http://127.0.0.1:8090/ | grep -q {text}'");
    let looked = (0..tens).any(|_| machine.run(&look, PATIENCE).is_ok());
    let page = machine.run("wget -qO- http://127.0.0.1:8090/ | head -c 3000", PATIENCE);
    ensure!(looked, "the page never says {text}: {page:?}");
    Ok(())
}

/// Brings a slip out of the machine, keeps it beside the log to be looked at, and says whether it has a copy's bar.
fn has_bar(machine: &mut Machine, number: u32) -> Result<bool> {
    let file = format!("{number:04}.png");
    let hex = machine.run(&format!("od -An -v -tx1 /run/slips/{file}"), PATIENCE)?;
    let bytes: Vec<u8> = hex
        .split_whitespace()
        .map(|byte| u8::from_str_radix(byte, 16))
        .collect::<Result<_, _>>()?;
    let kept = crate::image::prepared().join("kiosk").join(&file);
    std::fs::write(&kept, &bytes)?;
    let mut reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info()?;
    let mut dots = vec![0; reader.output_buffer_size().context("a picture that fits")?];
    let info = reader.next_frame(&mut dots)?;
    let rows = dots.chunks(info.line_size).take(80);
    let ink = |row: &[u8]| row.iter().map(|dots| dots.count_zeros() as usize).sum::<usize>();
    Ok(rows.map(ink).any(|black| black * 10 > info.width as usize * 7))
}
