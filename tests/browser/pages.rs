//! A call seen on the board, and the live queue moving by itself.

use anyhow::Result;
use whole_hall::hall::{HallSetup, PIN, WholeHall};
use whole_hall::hands::Hands;

use crate::driver::{Browser, Window};

const WINDOW: u16 = 1;

/// A hall with a clerk at window 1 and a kiosk; its hands, the clerk's and the kiosk's bearers.
fn staffed() -> Result<(WholeHall, Hands, String, String)> {
    let hall = WholeHall::start(HallSetup::sample()?)?;
    let mut hands = hall.hands()?;
    let clerk = hands.sign_in(hall.clerk_of(WINDOW)?, PIN)?;
    let manager = hands.sign_in(
        hall.first_of(hall_protocol::plan_document::PlanRole::Manager)?,
        PIN,
    )?;
    let kiosk = hands.pair(&manager, "kiosk-a1", "kiosk", None)?;
    hands.window(&clerk, WINDOW, "open")?;
    Ok((hall, hands, clerk, kiosk))
}

fn wish() -> whole_hall::hands::Wish {
    whole_hall::hands::Wish {
        service: "A01".to_owned(),
        ..whole_hall::hands::Wish::default()
    }
}

#[test]
fn a_call_shows_on_the_board_by_itself() -> Result<()> {
    let (hall, mut hands, clerk, kiosk) = staffed()?;
    let ticket = hands.take_ticket(&kiosk, &wish())?;
    let board = format!("/boards/{}", hall.plan().area[0].code);
    hall.block_on(async {
        let browser = Browser::start(Window(1920, 1080)).await?;
        browser.open(&hall.url(&board)).await?;
        browser.find("[data-live]").await?;
        hands.call_next(&clerk, WINDOW, None)?;
        browser.wait_for_text(&ticket.number).await?;
        browser.picture("board").await?;
        browser.end().await
    })?;
    hall.stop()
}

#[test]
fn the_managers_page_moves_by_itself_and_asks_who_one_is() -> Result<()> {
    let (hall, mut hands, _, kiosk) = staffed()?;
    let manager = hall
        .first_of(hall_protocol::plan_document::PlanRole::Manager)?
        .to_owned();
    hall.block_on(async {
        let browser = Browser::start(Window(1366, 900)).await?;
        browser.open(&hall.url("/live")).await?;
        browser.find("#code").await?.send_keys(&manager).await?;
        browser.find("#pin").await?.send_keys(PIN).await?;
        browser.key("\u{e007}").await?;
        browser.find("[data-live]").await?;
        let ticket = hands.take_ticket(&kiosk, &wish())?;
        browser.wait_for_text(&ticket.number).await?;
        browser.picture("live").await?;
        browser.end().await
    })?;
    hall.stop()
}
