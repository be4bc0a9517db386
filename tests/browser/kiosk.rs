//! The touch page: a ticket by mouse, by keys alone, by a button of the panel; several matters on one; an arrival.

use anyhow::{Context, Result};

use crate::driver::{Browser, Window};
use crate::seat::{ENTER, Seat};

/// The 21.5″ portrait screen of `kiosk-a1`.
const PORTRAIT: Window = Window(1080, 1920);
const DOWN: &str = "\u{e015}";
const ESCAPE: &str = "\u{e00c}";

/// Comes to its end when the page's heartbeat was answered.
const SAYS_ALIVE: &str = "
    const done = arguments[0];
    new PerformanceObserver((list) => list.getEntries().some((e) => e.name.endsWith('/alive')) && done(true))
        .observe({ type: 'resource', buffered: true });";
#[test]
fn a_ticket_is_taken_with_a_mouse_and_its_slip_comes_out() -> Result<()> {
    let seat = Seat::take()?;
    seat.hall.block_on(async {
        let browser = Browser::start(PORTRAIT).await?;
        browser.open(&seat.devices.daemon.page_url()).await?;
        browser.find("[data-pick='A']").await?;
        browser.picture("kiosk-home").await?;
        browser.click("[data-pick='A']").await?;
        browser.click("[data-pick='A01']").await?;
        browser.find("button.take").await?;
        browser.picture("kiosk-service").await?;
        browser.click("button.take").await?;
        browser.wait_for_text("A001").await?;
        browser.find(".paper:not(.missing)").await?;
        browser.wait_for_text("請取走號票").await?;
        browser.picture("kiosk-ticket").await?;
        browser.end().await
    })?;
    assert_eq!(seat.slips(1)?, 1);
    seat.leave()
}

#[test]
fn a_page_that_draws_says_so_to_whoever_would_start_its_browser_anew() -> Result<()> {
    let seat = Seat::take()?;
    let heartbeat = seat.hall.data().join("devices/page-alive");
    std::fs::remove_file(&heartbeat).context("one beat at the daemon's start")?;
    seat.hall.block_on(async {
        let browser = Browser::start(PORTRAIT).await?;
        browser.open(&seat.devices.daemon.page_url()).await?;
        browser.client.execute_async(SAYS_ALIVE, Vec::new()).await?;
        browser.end().await
    })?;
    anyhow::ensure!(heartbeat.exists(), "the daemon has not heard it");
    seat.leave()
}

#[test]
fn a_ticket_is_taken_with_keys_alone() -> Result<()> {
    let seat = Seat::take()?;
    seat.hall.block_on(async {
        let browser = Browser::start(PORTRAIT).await?;
        browser.open(&seat.devices.daemon.page_url()).await?;
        browser.find("[data-pick='A']").await?;
        browser.walk_to(DOWN, "group A").await?;
        browser.picture("kiosk-keys").await?;
        browser.key(ENTER).await?;
        browser.find("[data-pick='A01']").await?;
        // Back and in again: nobody is trapped.
        browser.key(ESCAPE).await?;
        browser.find("[data-pick='C']").await?;
        browser.walk_to(DOWN, "group A").await?;
        browser.key(ENTER).await?;
        browser.find("[data-pick='A01']").await?;
        browser.walk_to(DOWN, "service A01").await?;
        browser.key(ENTER).await?;
        browser.find("button.take").await?;
        browser.walk_to(DOWN, "take A01").await?;
        browser.key(ENTER).await?;
        browser.wait_for_text("A001").await?;
        browser.wait_for_text("請取走號票").await?;
        browser.end().await
    })?;
    assert_eq!(seat.slips(1)?, 1);
    seat.leave()
}

#[test]
fn a_button_of_the_panel_prints_a_slip_that_shows_on_it() -> Result<()> {
    let seat = Seat::take()?;
    let panel = seat
        .devices
        .daemon
        .panel_url()
        .expect("a simulated kiosk has a panel");
    seat.hall.block_on(async {
        let browser = Browser::start(Window(1366, 1000)).await?;
        browser.open(&panel).await?;
        browser.click("button.key[value='service A01']").await?;
        browser.find("img").await?;
        browser.picture("panel").await?;
        browser.end().await
    })?;
    assert_eq!(seat.slips(1)?, 1);
    seat.leave()
}

#[test]
fn two_matters_are_one_ticket_with_keys_alone() -> Result<()> {
    let seat = Seat::take()?;
    seat.hall.block_on(async {
        let browser = Browser::start(PORTRAIT).await?;
        browser.open(&seat.devices.daemon.page_url()).await?;
        for (page, control) in [
            ("[data-pick='A']", "group A"),
            ("[data-pick='A01']", "service A01"),
            ("button.take", "cases 2"),
            ("[value='cases 3']", "add A01"),
            ("[value='basket']", "group Y"),
            ("[data-pick='Y02']", "service Y02"),
            ("button.take", "take Y02"),
        ] {
            browser.find(page).await?;
            browser.walk_to(DOWN, control).await?;
            browser.key(ENTER).await?;
        }
        browser.wait_for_text("A001").await?;
        browser.wait_for_text("同一張號票還要辦").await?;
        browser.wait_for_text("共 2 人（件）").await?;
        browser.wait_for_text("請取走號票").await?;
        browser.end().await
    })?;
    assert_eq!(seat.slips(1)?, 1);
    seat.leave()
}

#[test]
fn a_key_that_counts_keeps_the_focus() -> Result<()> {
    let seat = Seat::take()?;
    seat.hall.block_on(async {
        let browser = Browser::start(PORTRAIT).await?;
        browser.open(&seat.devices.daemon.page_url()).await?;
        browser.click("[data-pick='A']").await?;
        browser.click("[data-pick='A01']").await?;
        browser.find("[value='cases 2']").await?;
        browser.walk_to(DOWN, "cases 2").await?;
        for next in ["cases 3", "cases 4", "cases 5"] {
            browser.key(ENTER).await?;
            browser.find(&format!("[value='{next}']:focus")).await?;
        }
        browser.end().await
    })?;
    seat.leave()
}

#[test]
fn the_digits_of_a_booking_typed_on_a_keyboard_become_its_ticket() -> Result<()> {
    let seat = Seat::take()?;
    let booking = seat.book("A01")?;
    seat.hall.block_on(async {
        let browser = Browser::start(PORTRAIT).await?;
        browser.open(&seat.devices.daemon.page_url()).await?;
        browser.click("[value='arrive']").await?;
        for (place, digit) in booking.code.chars().enumerate() {
            browser.find(&format!("[value='digit {place} 1']")).await?;
            browser.key(&digit.to_string()).await?;
        }
        browser.find("[value='digit 8 1']").await?;
        browser.key(ENTER).await?;
        browser.wait_for_text("A001").await?;
        browser.wait_for_text("預約").await?;
        browser.wait_for_text("請取走號票").await?;
        browser.end().await
    })?;
    assert_eq!(seat.slips(1)?, 1);
    seat.leave()
}

#[test]
fn a_card_put_on_the_reader_of_the_panel_gets_the_ticket_that_needs_one() -> Result<()> {
    let seat = Seat::by_card('A')?;
    let panel = seat
        .devices
        .daemon
        .panel_url()
        .expect("a simulated kiosk has a panel");
    seat.hall.block_on(async {
        let screen = Browser::start(Window(1080, 1920)).await?;
        screen.open(&seat.devices.daemon.page_url()).await?;
        let reader = Browser::start(Window(1366, 1000)).await?;
        reader.open(&panel).await?;
        for (card, number) in [("A123456789", "A001"), ("B123456780", "A002")] {
            screen.click("[data-pick='A']").await?;
            screen.click("[data-pick='A01']").await?;
            screen.wait_for_text("一人一號").await?;
            screen.click("button.take").await?;
            screen.wait_for_text("請把證件放到讀卡器上").await?;
            let typed = reader.find("input[name='card']").await?;
            typed.clear().await?;
            typed.send_keys(card).await?;
            reader.click("form.card button").await?;
            screen.wait_for_text(number).await?;
            screen.wait_for_text("請取回您的證件").await?;
            screen.picture(&format!("card {number}")).await?;
            screen.click("[data-back]").await?;
        }
        reader.end().await?;
        screen.end().await
    })?;
    assert_eq!(seat.slips(2)?, 2);
    seat.leave()
}

#[test]
fn a_code_held_before_the_scanner_of_the_panel_is_answered_on_the_screen() -> Result<()> {
    let seat = Seat::take()?;
    let booking = seat.book("A01")?;
    let panel = seat
        .devices
        .daemon
        .panel_url()
        .expect("a simulated kiosk has a panel");
    seat.hall.block_on(async {
        let browser = Browser::start(Window(1366, 1000)).await?;
        browser.open(&panel).await?;
        let code = browser.find("input[name='code']").await?;
        code.send_keys(&booking.code).await?;
        browser.picture("panel-scanner").await?;
        browser.click("form.code button").await?;
        browser.find("img").await?;
        browser.open(&seat.devices.daemon.page_url()).await?;
        browser.wait_for_text("A001").await?;
        browser.end().await
    })?;
    assert_eq!(seat.slips(1)?, 1);
    seat.leave()
}
