//! The emulated machine itself: what the tests that run in it rely on. Uses nothing of ours but this test's own program.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::time::Duration;

use anyhow::{Context, Result, ensure};

use crate::image::Image;
use crate::machine::{HOST, Machine};

/// A command takes milliseconds; a machine among other tests may take its time.
const PATIENCE: Duration = Duration::from_secs(30);

/// Runs a command that must say exactly this.
fn check(machine: &mut Machine, command: &str, expected: &str) -> Result<()> {
    let said = machine.run(command, PATIENCE)?;
    ensure!(
        said.trim() == expected,
        "{command} says {said:?} and not {expected:?}"
    );
    Ok(())
}

#[test]
fn the_machine_boots_and_its_pins_and_printer_work() -> Result<()> {
    let mut machine = Machine::boot(Image::new("smoke")?)?;
    check(
        &mut machine,
        "grep Revision /proc/cpuinfo | cut -d' ' -f2",
        "a02082",
    )?;
    a_press_is_an_edge_on_the_chip_and_a_level_in_the_registers(&mut machine)?;
    lamps_are_read_as_programs_drive_them(&mut machine)?;
    the_printer_takes_paper_commands_and_answers(&mut machine)?;
    let refused = machine.run("press 54", PATIENCE);
    ensure!(refused.is_err(), "a Pi has no line 54, yet it was pressed");
    Ok(())
}

/// Line 17 is watched as a program watches it, through the chip; the register file is what rppal maps.
fn a_press_is_an_edge_on_the_chip_and_a_level_in_the_registers(machine: &mut Machine) -> Result<()> {
    machine.run(
        "line=$(($(first_line) + 17)); echo $line >/sys/class/gpio/export; ln -s /sys/class/gpio/gpio$line /run/watched",
        PATIENCE,
    )?;
    machine.run("echo both >/run/watched/edge", PATIENCE)?;
    let levels = "echo $(cat /run/watched/value) $(($(words $GPLEV 1) >> 17 & 1))";
    check(machine, levels, "1 1")?;
    machine.run("hold 17", PATIENCE)?;
    check(machine, levels, "0 0")?;
    machine.run("release 17", PATIENCE)?;
    check(machine, levels, "1 1")?;
    let edges = "awk '/gpiolib/ { print $2 }' /proc/interrupts";
    check(machine, edges, "2")?;
    machine.run("press 17", PATIENCE)?;
    check(machine, edges, "4")?;
    // Its neighbours stayed high: all 54 lines are.
    check(machine, "words $GPLEV 2", "4294967295 4194303")
}

fn lamps_are_read_as_programs_drive_them(machine: &mut Machine) -> Result<()> {
    // Through the chip.
    let export = "line=$(($(first_line) + 18)); echo $line >/sys/class/gpio/export";
    machine.run(export, PATIENCE)?;
    let drive = "echo LEVEL >/sys/class/gpio/gpio$(($(first_line) + 18))/direction";
    for (level, lamp) in [("high", "on"), ("low", "off")] {
        machine.run(&drive.replace("LEVEL", level), PATIENCE)?;
        check(machine, "lamp 18", lamp)?;
    }
    // Through the registers: line 27 is set, then cleared.
    check(machine, "lamp 27", "unknown")?;
    let write = r"printf '\0\0\0\10' | write_registers ";
    for (register, lamp) in [("0x1c", "on"), ("0x28", "off")] {
        machine.run(&format!("{write} $(({register}))"), PATIENCE)?;
        check(machine, "lamp 27", lamp)?;
        check(machine, "lamp 27", lamp)?;
    }
    Ok(())
}

/// Both ends of the cable, before and after it was pulled.
fn the_printer_takes_paper_commands_and_answers(machine: &mut Machine) -> Result<()> {
    let serial = "cat /sys/class/usbmisc/lp0/device/../serial";
    check(machine, serial, "S1")?;
    for _ in ["as it was plugged in", "as it was plugged in again"] {
        let print =
            r"printf '\033@A001' >/dev/usb/lp0 & timeout 10 dd if=/dev/g_printer0 bs=64 count=1 2>/dev/null";
        check(machine, print, "\u{1b}@A001")?;
        // A read of a printer may come back empty before its answer is there, as one of any printer may.
        let answer = r#"printf '\022' >/dev/g_printer0 & timeout 10 sh -c 'until byte=$(dd if=/dev/usb/lp0 bs=1 count=1 2>/dev/null | od -An -tx1); [ -n "$byte" ]; do :; done; echo $byte'"#;
        check(machine, answer, "12")?;
        machine.run("unplug printer && plug printer", PATIENCE)?;
    }
    Ok(())
}

#[test]
fn a_number_pad_types_and_our_programs_run_and_reach_the_host() -> Result<()> {
    let mut image = Image::new("programs")?;
    image.program(&std::env::current_exe()?, "/bin/this-test")?;
    image.text("/etc/greeting", "good morning\n");
    let mut machine = Machine::boot(image)?;
    check(&mut machine, "cat /etc/greeting", "good morning")?;

    machine.run("start names this-test --list", PATIENCE)?;
    machine.wait_for_line(
        "names| smoke::the_machine_boots_and_its_pins_and_printer_work: test",
        PATIENCE,
    )?;
    machine.run("start echo cat; tell echo still here", PATIENCE)?;
    machine.wait_for_line("echo| still here", PATIENCE)?;
    machine.run("stop echo TERM", PATIENCE)?;

    a_key_is_an_event(&mut machine)?;
    a_connection_reaches_the_host(&mut machine)
}

/// Two reports of three events each, and the last word of an event's three holds type, code and value.
fn a_key_is_an_event(machine: &mut Machine) -> Result<()> {
    let read = "timeout 20 dd if=$PAD bs=24 count=6 2>/dev/null";
    let keys = "od -An -v -w8 -tu2 | awk 'NR % 3 == 0 && $1 == 1 { print $2, $3 }' | xargs";
    // KEY_KP1 is 79; down, and up.
    for _ in ["as it was plugged in", "as it was plugged in again"] {
        check(
            machine,
            &format!("( usleep 300000; key 59 ) & {read} | {keys}"),
            "79 1 79 0",
        )?;
        machine.run("unplug pad && plug pad", PATIENCE)?;
    }
    Ok(())
}

fn a_connection_reaches_the_host(machine: &mut Machine) -> Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let port = listener.local_addr()?.port();
    let host = std::thread::spawn(move || -> Result<String> {
        let (mut stream, _) = listener.accept()?;
        let mut line = String::new();
        BufReader::new(stream.try_clone()?).read_line(&mut line)?;
        stream.write_all(b"hall here\n")?;
        Ok(line)
    });
    check(
        machine,
        &format!("echo kiosk here | timeout 20 nc {HOST} {port}"),
        "hall here",
    )?;
    let heard = host.join().ok().context("the listener has ended")??;
    ensure!(heard == "kiosk here\n", "the host heard {heard:?}");
    Ok(())
}
