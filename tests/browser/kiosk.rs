//! The touch page: a ticket by mouse, by keys alone, by a button of the panel, and nothing clipped on the way.

use anyhow::{Context, Result};

use simulated_printer::PaperSupply;

use crate::driver::{Browser, Window};
use crate::seat::{ENTER, Seat};

/// The 21.5″ portrait screen of `kiosk-a1`.
const PORTRAIT: Window = Window(1080, 1920);
const DOWN: &str = "\u{e015}";
const ESCAPE: &str = "\u{e00c}";

/// Elements whose text does not fit them.
const CLIPPED: &str = "
    return [...document.querySelectorAll('#live *')]
        .filter((e) => e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== 'inline' && e.clientWidth > 0
            && !e.classList.contains('unseen') && e.textContent.trim())
        .map((e) => `${e.tagName}.${e.className}: ${e.textContent.trim().slice(0, 40)}`);";
/// Comes to its end when the page's heartbeat was answered.
const SAYS_ALIVE: &str = "
    const done = arguments[0];
    new PerformanceObserver((list) => list.getEntries().some((e) => e.name.endsWith('/alive')) && done(true))
        .observe({ type: 'resource', buffered: true });";
/// Whether everything fits the screen's height too.
const TOO_HIGH: &str =
    "const main = document.querySelector('main'); return main.scrollHeight - main.clientHeight;";

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
fn nothing_is_clipped_in_any_language_or_size() -> Result<()> {
    let seat = Seat::take()?;
    // The fullest pages: with the word that nothing is printed here.
    seat.printer()?.faults().set_paper(PaperSupply::End);
    seat.hall.block_on(async {
        let browser = Browser::start(PORTRAIT).await?;
        browser.open(&seat.devices.daemon.page_url()).await?;
        browser.find(".notice").await?;
        for (language, next) in [("zh-Hant", "zh-Hans"), ("zh-Hans", "en"), ("en", "zh-Hant")] {
            for (size, large) in [("normal", "false"), ("large", "true")] {
                browser
                    .find(&format!("[value='large'][aria-pressed='{large}']"))
                    .await?;
                for (step, (shown, choice)) in [
                    ("home", ("[data-pick='A']", "[data-pick='A']")),
                    ("services", ("[data-pick='A02']", "[data-pick='A02']")),
                    ("service", ("button.take", "[data-back]")),
                    ("services again", ("[data-pick='A02']", "[data-back]")),
                ] {
                    browser.find(shown).await?;
                    everything_fits(&browser, &format!("{step}, {language}, {size}")).await?;
                    browser.click(choice).await?;
                }
                browser.find("[data-pick='C']").await?;
                browser.click("[value='large']").await?;
            }
            browser.click(&format!("[value='language {next}']")).await?;
            browser.find(&format!("#screen[lang='{next}']")).await?;
        }
        browser.end().await
    })?;
    seat.leave()
}

async fn everything_fits(browser: &Browser, page: &str) -> Result<()> {
    browser.picture(&format!("kiosk {page}")).await?;
    let clipped = browser.client.execute(CLIPPED, vec![]).await?;
    assert_eq!(clipped, serde_json::json!([]), "{page}");
    let too_high = browser.client.execute(TOO_HIGH, vec![]).await?;
    assert!(
        too_high.as_i64().is_some_and(|px| px <= 1),
        "{page}: {too_high} px too high"
    );
    Ok(())
}
