//! Before the window: a booking on the phone, and reception by keys alone.

use anyhow::Result;
use hall_protocol::plan_document::PlanRole;

use crate::driver::{Browser, Window};
use crate::seat::{ENTER, Seat};

const DESK: Window = Window(1366, 768);
/// The narrowest phone that a page must hold on.
const SMALL_PHONE: Window = Window(320, 640);
/// Function keys, as `WebDriver` spells them.
const F2: &str = "\u{e032}";
const F4: &str = "\u{e034}";
const F8: &str = "\u{e038}";
const F9: &str = "\u{e039}";

/// What can be pressed or chosen and is lower than 48 px, what reaches beyond the page, and how wide the page is.
const CRAMPED: &str = "
    const shown = [...document.querySelectorAll('main button, main select, main summary, main li a, .times label')]
        .filter((e) => e.getClientRects().length);
    const low = shown.filter((e) => e.getBoundingClientRect().height < 47.5).map((e) => e.textContent.trim());
    const wide = [...document.querySelectorAll('body *')]
        .filter((e) => e.getClientRects().length && e.getBoundingClientRect().right > innerWidth + 1)
        .map((e) => e.className || e.tagName);
    return JSON.stringify([low, wide, innerWidth]);";

/// What of the main job lies below the fold.
const BELOW: &str = "
    const presses = document.querySelectorAll('form.issue button, #shown, .number:not(.help) button, .advice button');
    return JSON.stringify([...presses].filter((e) => e.getBoundingClientRect().bottom > innerHeight).map((e) => e.textContent));";

const CODE: &str = "return document.querySelector('.code').lastChild.textContent.replaceAll(' ', '')";

#[test]
fn a_visitor_books_moves_and_gives_back_on_the_smallest_phone() -> Result<()> {
    let seat = Seat::take()?;
    seat.hall.block_on(async {
        let phone = Browser::start(SMALL_PHONE).await?;
        let roomy = async |name: &str| -> Result<()> {
            phone.picture(&format!("booking {name}")).await?;
            let cramped = phone.client.execute(CRAMPED, vec![]).await?;
            assert_eq!(cramped, "[[],[],320]", "{name}");
            Ok(())
        };
        phone.open(&seat.hall.url("/book")).await?;
        roomy("services").await?;
        phone.open(&seat.hall.url("/book?service=H01")).await?;
        phone.click(".days button:nth-of-type(2)").await?;
        phone.click(".times label:has(:enabled)").await?;
        roomy("times").await?;
        // "Go" on a phone's keyboard books; it is no other day.
        phone.key(ENTER).await?;
        phone.find(".booking.expected svg").await?;
        roomy("held").await?;
        let code = phone.client.execute(CODE, vec![]).await?;
        phone.click("#move summary").await?;
        phone.click("#move .times label:has(:enabled)").await?;
        phone.click("button.main[value=move]").await?;
        phone.find(".note").await?;
        assert_eq!(phone.client.execute(CODE, vec![]).await?, code, "its digits stay");
        phone.click("#cancel summary").await?;
        phone.click("button[value=cancel]").await?;
        phone.find(".booking.cancelled").await?;
        roomy("cancelled").await?;
        phone.end().await
    })?;
    seat.leave()
}

#[test]
fn a_number_taken_on_the_phone_shows_what_the_kiosk_reads_until_it_is_checked_in() -> Result<()> {
    let seat = Seat::take()?;
    seat.hall.block_on(async {
        let phone = Browser::start(SMALL_PHONE).await?;
        phone.open(&seat.hall.url("/take?service=S01")).await?;
        phone.click("button.main").await?;
        phone.find(".shown svg").await?;
        phone.picture("ticket of the phone").await?;
        let number = phone.find("h1").await?.text().await?;
        let number = number.split_whitespace().last().expect("a number").to_owned();
        let desk = Browser::start(DESK).await?;
        seat.sign_in(&desk, PlanRole::Reception, "/reception").await?;
        desk.key(F4).await?;
        desk.key(&number).await?;
        desk.key(ENTER).await?;
        desk.find(".note[role=status]").await?;
        // The phone hears of it by itself.
        phone.find(".visit:not(.away)").await?;
        assert!(!phone.find(".shown").await?.is_displayed().await?);
        desk.end().await?;
        phone.end().await
    })?;
    seat.leave()
}

#[test]
fn reception_issues_checks_documents_and_counts_advice_with_keys_alone() -> Result<()> {
    let seat = Seat::take()?;
    seat.hall.block_on(async {
        let desk = Browser::start(DESK).await?;
        seat.sign_in(&desk, PlanRole::Reception, "/reception").await?;
        assert_eq!(desk.client.execute(BELOW, vec![]).await?, "[]");
        for service in ["A01", "H02"] {
            desk.key(service).await?;
            desk.key(ENTER).await?;
        }
        desk.find(".chosen:not([hidden])").await?;
        assert_eq!(desk.client.execute(BELOW, vec![]).await?, "[]");
        desk.key("+").await?;
        desk.wait_for_text("+1 1").await?;
        desk.key("+").await?;
        desk.wait_for_text("+1 2").await?;
        desk.picture("reception").await?;
        desk.key(F8).await?;
        desk.find("input[name=has]").await?;
        desk.picture("reception documents").await?;
        desk.key(F9).await?;
        desk.find(".note[role=status]").await?;
        desk.key(F2).await?;
        desk.key("A01").await?;
        desk.key(ENTER).await?;
        desk.key(F9).await?;
        desk.wait_for_text("A002").await?;
        desk.key(F4).await?;
        desk.key("12345678").await?;
        desk.key(ENTER).await?;
        desk.find("#shown-fault").await?;
        let there = "return document.activeElement.id";
        assert_eq!(
            desk.client.execute(there, vec![]).await?,
            "shown",
            "where the fault is"
        );
        desk.end().await
    })?;
    seat.leave()
}
