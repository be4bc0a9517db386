//! What staff do: the console's keys, the guide's phone, the manager's page and the day report.

use anyhow::Result;
use hall_protocol::identity::{DeviceFault, Health};
use hall_protocol::plan_document::PlanRole;

use crate::driver::{Browser, Window};
use crate::seat::{Seat, WINDOW};

const DESK: Window = Window(1366, 768);
const PHONE: Window = Window(412, 900);
/// The narrowest phone that a page must hold on.
const SMALL_PHONE: Window = Window(320, 640);
/// The number in the middle of a console.
const CURRENT: &str = "return document.querySelector('.current .ticket').textContent";

/// What is chosen as the outcome.
const OUTCOME: &str = "return document.querySelector('#outcome').value";

#[test]
fn a_clerk_calls_starts_and_finishes_with_keys_alone() -> Result<()> {
    let seat = Seat::take()?;
    let first = seat.ticket("A01")?;
    let second = seat.ticket("A01")?;
    seat.hall.block_on(async {
        let browser = Browser::start(DESK).await?;
        seat.sign_in(&browser, PlanRole::Clerk, &format!("/windows/{WINDOW}"))
            .await?;
        browser.find("#verb-call-next:enabled").await?;
        browser.key(" ").await?;
        browser.find("#verb-start:enabled").await?;
        assert_eq!(browser.client.execute(CURRENT, vec![]).await?, first);
        browser.picture("window").await?;
        browser.key("s").await?;
        browser.find("#verb-finish:enabled").await?;
        browser.key("f").await?;
        browser.find(".current.nobody").await?;
        browser.key("z").await?;
        browser.find("#verb-finish:enabled").await?;
        // Call next while serving finishes the one and calls the other.
        browser.key("\u{e007}").await?;
        browser.find("#verb-start:enabled").await?;
        assert_eq!(browser.client.execute(CURRENT, vec![]).await?, second);
        browser.end().await
    })?;
    seat.leave()
}

#[test]
fn the_one_that_was_picked_stays_picked_when_the_list_moves() -> Result<()> {
    let seat = Seat::take()?;
    seat.ticket("A01")?;
    let picked = seat.ticket("A01")?;
    let picked_css = format!("input[name=pick][value={picked}]");
    seat.hall.block_on(async {
        let browser = Browser::start(DESK).await?;
        seat.sign_in(&browser, PlanRole::Clerk, &format!("/windows/{WINDOW}"))
            .await?;
        browser.find(&picked_css).await?;
        browser.key("2").await?;
        browser.find(&format!("{picked_css}:checked")).await?;
        // Somebody of a faster class comes and stands before both.
        let elderly = whole_hall::hands::Wish {
            service: "A01".to_owned(),
            class: Some("elderly".to_owned()),
            ..whole_hall::hands::Wish::default()
        };
        let before = seat.take_ticket(&elderly)?;
        browser.find(&format!("#pick-1[value={before}]")).await?;
        browser.find(&format!("{picked_css}:checked")).await?;
        browser.click("#verb-call-this").await?;
        browser.find("#verb-start:enabled").await?;
        assert_eq!(browser.client.execute(CURRENT, vec![]).await?, picked);
        browser.end().await
    })?;
    seat.leave()
}

#[test]
fn what_was_chosen_for_one_ticket_is_not_chosen_for_the_next() -> Result<()> {
    let seat = Seat::take()?;
    let first = seat.ticket("A01")?;
    seat.ticket("A01")?;
    let (clerk, mut hands) = (seat.clerk.clone(), seat.hands()?);
    hands.call_next(&clerk, WINDOW, None)?;
    hands.ticket_press(&clerk, WINDOW, "start", &first)?;
    seat.hall.block_on(async {
        let browser = Browser::start(DESK).await?;
        seat.sign_in(&browser, PlanRole::Clerk, &format!("/windows/{WINDOW}"))
            .await?;
        // The page is live once it shows somebody who came after it was drawn.
        let third = seat.ticket("A01")?;
        browser.find(&format!("input[name=pick][value={third}]")).await?;
        browser.click("#outcome option[value=refused]").await?;
        let fourth = seat.ticket("A01")?;
        browser.find(&format!("input[name=pick][value={fourth}]")).await?;
        let kept = browser.client.execute(OUTCOME, vec![]).await?;
        assert_eq!(kept, "refused", "while the ticket is the same, a choice stays");
        // The pad finishes and calls, as if by another hand.
        hands.call_next(&clerk, WINDOW, Some(&first))?;
        browser.find("#verb-start:enabled").await?;
        assert_eq!(browser.client.execute(OUTCOME, vec![]).await?, "");
        browser.end().await
    })?;
    seat.leave()
}

#[test]
fn a_guide_takes_a_job_on_a_phone_and_brings_it_to_an_end() -> Result<()> {
    let seat = Seat::take()?;
    seat.hall.block_on(async {
        let panel = Browser::start(Window(1366, 1000)).await?;
        panel
            .open(&seat.devices.daemon.panel_url().expect("a panel"))
            .await?;
        let phone = Browser::start(PHONE).await?;
        seat.sign_in(&phone, PlanRole::Guide, "/escorts").await?;
        phone.picture("escorts off duty").await?;
        phone.click("button[value=on]").await?;
        phone.find(".duty.on").await?;
        panel.click(".device:not(.pad) button.key[value='help']").await?;
        phone.find(".job.offered").await?;
        phone.picture("escorts offered").await?;
        phone.click("button[value=accept]").await?;
        phone.find("button[value=meet]").await?;
        phone.picture("escorts").await?;
        phone.click("button[value=meet]").await?;
        phone.click("button[value=hand-over]").await?;
        phone.click("button[value=done]").await?;
        phone.find(".calm").await?;
        phone.end().await?;
        panel.end().await
    })?;
    seat.leave()
}

/// What can be pressed or chosen and is lower than 48 px, what reaches beyond the page, and how wide the page is.
const CRAMPED: &str = "
    const shown = [...document.querySelectorAll('main button, main select, main summary, .bar a, .bar button')]
        .filter((e) => e.getClientRects().length);
    const low = shown.filter((e) => e.getBoundingClientRect().height < 47.5).map((e) => e.textContent.trim() || e.name);
    const wide = [...document.querySelectorAll('body *')]
        .filter((e) => e.getClientRects().length && e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.skip'))
        .map((e) => e.className || e.tagName);
    return JSON.stringify([low, wide, innerWidth]);";

#[test]
fn a_guides_page_fits_320_pixels_and_everything_on_it_is_48_high() -> Result<()> {
    let seat = Seat::take()?;
    let mut hands = seat.hands()?;
    let ticket = seat.ticket("A01")?;
    seat.hall.block_on(async {
        let phone = Browser::start(SMALL_PHONE).await?;
        seat.sign_in(&phone, PlanRole::Guide, "/escorts").await?;
        let roomy = async |name: &str| -> Result<()> {
            phone.picture(&format!("guide {name}")).await?;
            let cramped = phone.client.execute(CRAMPED, vec![]).await?;
            assert_eq!(cramped, "[[],[],320]", "{name}");
            Ok(())
        };
        roomy("off duty").await?;
        phone.click("button[value=on]").await?;
        phone.find(".duty.on").await?;
        roomy("on duty").await?;
        hands.ask_for_guide(&seat.clerk, "post-lobby", Some(ticket.clone()))?;
        phone.find(".job.offered").await?;
        roomy("offered").await?;
        phone.click("button[value=accept]").await?;
        phone.find("button[value=meet]").await?;
        roomy("accepted").await?;
        phone.click("button[value=meet]").await?;
        phone.find("button[value=hand-over]").await?;
        roomy("met").await?;
        phone.click("button[value=hand-over]").await?;
        phone.find("button[value=fetch]").await?;
        roomy("handed over").await?;
        phone.end().await
    })?;
    seat.leave()
}

#[test]
fn the_day_report_holds_wait_and_handling_of_each_leg() -> Result<()> {
    let seat = Seat::take()?;
    let ticket = seat.ticket("A01")?;
    let (clerk, mut hands) = (seat.clerk.clone(), seat.hands()?);
    seat.hall.wind_to("09:04:00")?;
    hands.call_next(&clerk, WINDOW, None)?;
    hands.ticket_press(&clerk, WINDOW, "start", &ticket)?;
    seat.hall.wind_to("09:12:30")?;
    hands.finish(&clerk, WINDOW, &ticket, None)?;
    seat.hall.block_on(async {
        let browser = Browser::start(Window(1366, 1000)).await?;
        seat.sign_in(&browser, PlanRole::Manager, "/reports/day").await?;
        let row = browser.find("table.legs tbody tr").await?.text().await?;
        assert!(
            row.contains(&ticket) && row.contains("4:00") && row.contains("8:30"),
            "{row}"
        );
        browser.picture("report").await?;
        browser.end().await
    })?;
    seat.leave()
}

#[test]
fn a_manager_sees_which_part_of_which_device_does_not_work() -> Result<()> {
    let seat = Seat::take()?;
    let fault = |fault: &str, part: &str| DeviceFault {
        fault: fault.to_owned(),
        part: part.to_owned(),
    };
    seat.report_health(&Health {
        printer: "ready".to_owned(),
        version: "0.1.0".to_owned(),
        uptime_s: 60,
        paper_left_m: Some(31),
        faults: vec![
            fault("key_stuck", "service A01"),
            fault("from a newer device", ""),
        ],
    })?;
    seat.hall.block_on(async {
        let browser = Browser::start(DESK).await?;
        seat.sign_in(&browser, PlanRole::Manager, "/devices").await?;
        browser.wait_for_text("Key stuck: service A01").await?;
        browser.wait_for_text("from a newer device").await?;
        browser.picture("devices").await?;
        browser.open(&seat.hall.url("/live")).await?;
        browser.wait_for_text("A part of a device does not work").await?;
        browser.picture("live device fault").await?;
        browser.end().await
    })?;
    seat.leave()
}

#[test]
fn a_manager_gives_a_window_another_name_and_it_holds_at_once() -> Result<()> {
    let seat = Seat::take()?;
    seat.hall.block_on(async {
        let browser = Browser::start(DESK).await?;
        seat.sign_in(&browser, PlanRole::Manager, "/plan?lang=en").await?;
        browser.picture("plan").await?;
        browser.click("a[href='/plan/window']").await?;
        browser.click("a[href='/plan/window/0']").await?;
        // What cannot be read is said at its field, and stays there to be mended.
        let number = browser.find("[name=number]").await?;
        number.clear().await?;
        number.send_keys("one").await?;
        let name = browser.find("[name='name.en']").await?;
        name.clear().await?;
        name.send_keys("Passports and more").await?;
        browser.picture("plan window").await?;
        browser.click("form.thing button.main").await?;
        browser
            .find("[name=number][aria-invalid=true][value=one]")
            .await?;
        let number = browser.find("[name=number]").await?;
        number.clear().await?;
        number.send_keys("1").await?;
        browser.click("form.thing button.main").await?;
        browser.wait_for_text("With your changes").await?;
        browser.open(&seat.hall.url("/plan?lang=en")).await?;
        browser.find(".changes ins").await?;
        browser.picture("plan draft").await?;
        browser.click("[value=take-effect]").await?;
        browser.find("tr.in_force").await?;
        browser.picture("plan versions").await?;
        browser.open(&seat.hall.url("/?lang=en")).await?;
        browser.wait_for_text("Passports and more").await?;
        browser.end().await
    })?;
    seat.leave()
}

/// The plan of the hall that the tests sit in.
const PLAN: &str = include_str!("../../display-server/plans/sample-hall/hall.toml");

#[test]
fn a_manager_chooses_a_plan_file_and_sees_its_faults_or_what_it_changes() -> Result<()> {
    let seat = Seat::take()?;
    let folder = tempfile::tempdir()?;
    let keep = |name: &str, text: &str| -> Result<String> {
        let file = folder.path().join(name);
        std::fs::write(&file, text)?;
        Ok(file.display().to_string())
    };
    let faulty = keep("faulty.toml", &PLAN.replacen("Asia/Shanghai", "Asia/Nowhere", 1))?;
    let good = keep("good.toml", &PLAN.replacen("en = \"", "en = \"The new ", 1))?;
    seat.hall.block_on(async {
        let browser = Browser::start(DESK).await?;
        seat.sign_in(&browser, PlanRole::Manager, "/plan/import?lang=en")
            .await?;
        browser.find("#file").await?.send_keys(&faulty).await?;
        browser.click("form.thing button.main").await?;
        browser.find(".faults li").await?;
        browser.wait_for_text("faulty.toml").await?;
        browser.picture("plan import faults").await?;
        browser.find("#toml").await?.send_keys("typed = 1").await?;
        browser.find("#file").await?.send_keys(&good).await?;
        browser.click("form.thing button.main").await?;
        browser.find("#fault-file").await?;
        browser.picture("plan import both").await?;
        let typed = browser.find("#toml").await?;
        assert_eq!(typed.prop("value").await?.as_deref(), Some("typed = 1"));
        typed.clear().await?;
        browser.find("#file").await?.send_keys(&good).await?;
        browser.click("form.thing button.main").await?;
        browser.find(".changes ins").await?;
        browser.wait_for_text("The new ").await?;
        browser.end().await
    })?;
    seat.leave()
}
