//! What people see: pages in a real browser, by mouse and by keyboard alone.
//!
//! Needs Debian's `chromium` and `chromium-driver`. Pictures of every page are left in `target/screenshots`.

mod driver;
mod pages;
