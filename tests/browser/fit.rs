//! Nothing on the touch page is clipped, too high or too small for a hand: on standing and lying screens, in every language
//! and size.

use anyhow::Result;
use simulated_printer::PaperSupply;

use crate::driver::{Browser, Window};
use crate::seat::Seat;

/// A 21.5″ screen as `kiosk-a1` has one, standing and lying.
const SCREENS: [(&str, Window); 2] = [("standing", Window(1080, 1920)), ("lying", Window(1920, 1080))];
/// Elements whose text does not fit them.
const CLIPPED: &str = "
    return [...document.querySelectorAll('#live *')]
        .filter((e) => e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== 'inline' && e.clientWidth > 0
            && !e.classList.contains('unseen') && e.textContent.trim())
        .map((e) => `${e.tagName}.${e.className}: ${e.textContent.trim().slice(0, 40)}`);";
/// Whether everything fits the screen's height too.
const TOO_HIGH: &str =
    "const main = document.querySelector('main'); return main.scrollHeight - main.clientHeight;";
/// Controls that a hand does not meet (K2: 20 mm each way), and text that an eye does not (K1: 4.8 mm of capitals).
const TOO_SMALL: &str = "
    const mm = parseFloat(getComputedStyle(document.documentElement).getPropertyValue('--mm'));
    const small = [...document.querySelectorAll('#live button')]
        .filter((b) => { const r = b.getBoundingClientRect(); return Math.min(r.width, r.height) < 20 * mm - 1; })
        .map((b) => `${b.value}: no target`);
    const fine = [...document.querySelectorAll('#live *')]
        .filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim())
            && parseFloat(getComputedStyle(e).fontSize) * 0.733 < 4.8 * mm - 0.1 && !e.classList.contains('unseen'))
        .map((e) => `${e.tagName}.${e.className} ${e.textContent.trim().slice(0, 20)}: no text`);
    return small.concat(fine);";

/// From page to page: what is found on each, and what is touched there. All of it is on the first page of large text.
const WALK: [(&str, &str, &str); 19] = [
    ("home", "[data-pick='A']", "[data-pick='A']"),
    ("services", "[data-pick='A02']", "[data-pick='A02']"),
    ("service", "button.take", "[value='add A02']"),
    ("home with one", "[value='basket']", "[data-pick='H']"),
    ("services again", "[data-pick='H04']", "[data-pick='H04']"),
    ("service of a journey", "button.offer", "button.offer"),
    (
        "journey",
        "[value='add journey after-death']",
        "[value='add journey after-death']",
    ),
    ("home with two", ".what span:nth-child(2)", "[value='basket']"),
    ("basket", "[value='remove A02']", "[value='take-all']"),
    ("ticket", ".ticket .also", "[data-back]"),
    ("home again", "[value='arrive']", "[value='arrive']"),
    ("digits", "[value='present']", "[value='present']"),
    ("too few digits", ".fault", "[data-back]"),
    ("home for a card", "[data-pick='C']", "[data-pick='C']"),
    ("services by card", "[data-pick='C01']", "[data-pick='C01']"),
    ("service by card", ".by-card", "button.take"),
    ("card", ".lay-card", "[data-back]"),
    (
        "home with what needs a card",
        "[value='basket']",
        "[value='basket']",
    ),
    (
        "basket to be emptied",
        "[value='remove C01']",
        "[value='remove C01']",
    ),
];

#[test]
fn nothing_is_clipped_in_any_language_or_size() -> Result<()> {
    let seat = Seat::by_card('C')?;
    // The fullest pages: with the word that nothing is printed here.
    seat.printer()?.faults().set_paper(PaperSupply::End);
    seat.hall.block_on(async {
        let mut faults = Vec::new();
        for (screen, window) in SCREENS {
            let browser = Browser::start(window).await?;
            browser.open(&seat.devices.daemon.page_url()).await?;
            browser.find(".notice").await?;
            for language in ["zh-Hant", "zh-Hans", "en"] {
                for size in ["normal", "large"] {
                    faults.extend(walk(&browser, (screen, language, size)).await?);
                }
            }
            browser.end().await?;
        }
        assert_eq!(faults, Vec::<String>::new());
        anyhow::Ok(())
    })?;
    seat.leave()
}

/// Services with the most to say before a ticket, and what is not handled here; each as the word of its control, and by what
/// its page is known.
const FULLEST: [(&str, &str); 12] = [
    ("service C01", "button.take"),
    ("service C04", "button.take"),
    ("service F03", "button.take"),
    ("service F04", "button.take"),
    ("service G02", "button.take"),
    ("service J04", "button.take"),
    ("service J05", "button.take"),
    ("service N01", "button.take"),
    ("service X06", "button.take"),
    ("service Z04", ".facts"),
    ("elsewhere", "[value='elsewhere survey']"),
    ("elsewhere marriage", ".go"),
];

/// Presses a control that another page has.
const PRESS: &str = "
    const button = document.createElement('button');
    [button.name, button.value] = ['do', arguments[0]];
    document.querySelector('#screen').append(button);
    button.click();";

#[test]
fn every_page_before_a_ticket_fits_however_much_it_has_to_say() -> Result<()> {
    let seat = Seat::take()?;
    seat.printer()?.faults().set_paper(PaperSupply::End);
    seat.hall.block_on(async {
        let mut faults = Vec::new();
        for (screen, window) in SCREENS {
            let browser = Browser::start(window).await?;
            browser.open(&seat.devices.daemon.page_url()).await?;
            browser.find(".notice").await?;
            for language in ["zh-Hant", "zh-Hans", "en"] {
                for size in ["normal", "large"] {
                    speak(&browser, language, size).await?;
                    faults.extend(look_at_the_fullest(&browser, (screen, language, size)).await?);
                }
            }
            browser.end().await?;
        }
        assert_eq!(faults, Vec::<String>::new());
        anyhow::Ok(())
    })?;
    seat.leave()
}

async fn look_at_the_fullest(
    browser: &Browser,
    (screen, language, size): (&str, &str, &str),
) -> Result<Vec<String>> {
    let mut faults = Vec::new();
    for (word, shown) in FULLEST {
        browser.client.execute(PRESS, vec![word.into()]).await?;
        browser.find(shown).await?;
        faults.extend(unfit(browser, &format!("{word}, {screen}, {language}, {size}")).await?);
        browser.client.execute(PRESS, vec!["home".into()]).await?;
        browser.find("[value='arrive']").await?;
    }
    Ok(faults)
}

/// Walks through the pages as somebody of this language and size, who has to say so anew after a ticket; what does not
/// fit.
async fn walk(browser: &Browser, (screen, language, size): (&str, &str, &str)) -> Result<Vec<String>> {
    let mut faults = Vec::new();
    for (page, shown, choice) in WALK {
        if matches!(page, "home" | "home again") {
            speak(browser, language, size).await?;
        }
        browser.find(shown).await?;
        faults.extend(unfit(browser, &format!("{page}, {screen}, {language}, {size}")).await?);
        browser.click(choice).await?;
    }
    browser.find("[value='arrive']").await?;
    Ok(faults)
}

async fn speak(browser: &Browser, language: &str, size: &str) -> Result<()> {
    browser.find("[value='arrive']").await?;
    let now = "return [document.querySelector('#screen').lang, document.querySelector('.screen').classList.contains('large')]";
    let (spoken, is_large): (String, bool) =
        serde_json::from_value(browser.client.execute(now, vec![]).await?)?;
    if spoken != language {
        browser.click(&format!("[value='language {language}']")).await?;
    }
    if is_large != (size == "large") {
        browser.click("[value='large']").await?;
    }
    let large = if size == "large" { ".large" } else { ":not(.large)" };
    browser
        .find(&format!("#screen{large}[lang='{language}']"))
        .await?;
    Ok(())
}

/// What of a page does not fit.
async fn unfit(browser: &Browser, page: &str) -> Result<Vec<String>> {
    browser.picture(&format!("kiosk {page}")).await?;
    let mut faults = Vec::new();
    for script in [CLIPPED, TOO_SMALL] {
        let found = browser.client.execute(script, vec![]).await?;
        faults.extend(serde_json::from_value::<Vec<String>>(found)?);
    }
    let too_high: i64 = serde_json::from_value(browser.client.execute(TOO_HIGH, vec![]).await?)?;
    if too_high > 1 {
        faults.push(format!("{too_high} px too high"));
    }
    Ok(faults
        .into_iter()
        .map(|fault| format!("{page}: {fault}"))
        .collect())
}
