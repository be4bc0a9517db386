//! One browser for a test: started through its driver, ended with it.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result};
use fantoccini::elements::Element;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;

/// How long something may take to appear.
const PATIENCE: Duration = Duration::from_secs(15);

/// How often a click finds its element drawn anew.
const STALE: usize = 10;
/// How many controls a page has at most.
const FURTHEST: usize = 60;

/// A browser.
pub(crate) struct Browser {
    pub(crate) client: Client,
    driver: Child,
}

/// The size of a window that a page is looked at in, in pixels.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Window(pub(crate) u32, pub(crate) u32);

impl Browser {
    /// Starts one, with a window of this size.
    pub(crate) async fn start(Window(width, height): Window) -> Result<Self> {
        let mut driver = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("chromedriver does not start: install Debian's chromium and chromium-driver")?;
        let output = driver.stdout.take().context("no output")?;
        let mut lines = BufReader::new(output).lines().map_while(Result::ok);
        let port = lines
            .find_map(|line| port_of(&line))
            .context("chromedriver names no port")?;
        // It must never wait for somebody to read what it says.
        std::thread::spawn(move || lines.for_each(drop));
        let arguments = [
            "--headless=new",
            "--no-sandbox",
            "--disable-dev-shm-usage",
            "--disable-gpu",
            "--hide-scrollbars",
            "--force-device-scale-factor=1",
            &format!("--window-size={width},{height}"),
            "--lang=zh-TW",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
        ];
        let options = serde_json::json!({ "binary": "/usr/bin/chromium", "args": arguments });
        let capabilities = serde_json::Map::from_iter([("goog:chromeOptions".to_owned(), options)]);
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities)
            .connect(&format!("http://127.0.0.1:{port}"))
            .await?;
        let browser = Self { client, driver };
        browser.fit(width, height).await?;
        Ok(browser)
    }

    /// A window is its page and a rim: makes it so large that the page has this size.
    async fn fit(&self, width: u32, height: u32) -> Result<()> {
        let inside = "return [innerWidth, innerHeight]";
        let (inner_width, inner_height): (u32, u32) =
            serde_json::from_value(self.client.execute(inside, vec![]).await?)?;
        let (rim_width, rim_height) = (
            width.saturating_sub(inner_width),
            height.saturating_sub(inner_height),
        );
        self.client
            .set_window_size(width + rim_width, height + rim_height)
            .await?;
        Ok(())
    }

    /// Opens a page.
    pub(crate) async fn open(&self, url: &str) -> Result<()> {
        self.client.goto(url).await.with_context(|| url.to_owned())
    }

    /// Waits for an element.
    pub(crate) async fn find(&self, css: &str) -> Result<Element> {
        let waiting = self
            .client
            .wait()
            .at_most(PATIENCE)
            .for_element(Locator::Css(css));
        waiting.await.with_context(|| format!("no {css} on the page"))
    }

    /// Waits until the page's text holds something.
    pub(crate) async fn wait_for_text(&self, text: &str) -> Result<()> {
        let path = format!("//body[contains(., '{text}')]");
        let waiting = self
            .client
            .wait()
            .at_most(PATIENCE)
            .for_element(Locator::XPath(&path));
        waiting
            .await
            .with_context(|| format!("{text:?} never appeared"))?;
        Ok(())
    }

    /// Clicks an element once it is there; a live page may have drawn it anew in between.
    pub(crate) async fn click(&self, css: &str) -> Result<()> {
        for _ in 0..STALE {
            match self.find(css).await?.click().await {
                Ok(()) => return Ok(()),
                Err(error) if error.is_stale_element_reference() => {}
                Err(error) => return Err(error).with_context(|| css.to_owned()),
            }
        }
        anyhow::bail!("{css} never stays long enough to be clicked")
    }

    /// Presses a key until the focus is on the control of this value.
    pub(crate) async fn walk_to(&self, key: &str, value: &str) -> Result<()> {
        for _ in 0..FURTHEST {
            self.key(key).await?;
            let there = self
                .client
                .execute("return document.activeElement.value ?? ''", vec![])
                .await?;
            if there == value {
                return Ok(());
            }
        }
        anyhow::bail!("{FURTHEST} presses never reach {value:?}")
    }

    /// Presses a key, wherever the focus is.
    pub(crate) async fn key(&self, key: &str) -> Result<()> {
        let focused = self.client.active_element().await?;
        Ok(focused.send_keys(key).await?)
    }

    /// Leaves a picture of the page in `target/screenshots`.
    pub(crate) async fn picture(&self, name: &str) -> Result<()> {
        let folder = pictures();
        std::fs::create_dir_all(&folder)?;
        std::fs::write(
            folder.join(format!("{name}.png")),
            self.client.screenshot().await?,
        )?;
        Ok(())
    }

    /// Ends it.
    pub(crate) async fn end(self) -> Result<()> {
        Ok(self.client.clone().close().await?)
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Ended already is as good.
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

fn pictures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/screenshots")
}

/// `ChromeDriver was started successfully on port 41234.`
fn port_of(line: &str) -> Option<u16> {
    // The first line says that it is going to start on port 0, which is none yet.
    let line = line.strip_prefix("ChromeDriver was started successfully ")?;
    line.split("on port ")
        .nth(1)?
        .trim_end_matches('.')
        .trim()
        .parse()
        .ok()
}
