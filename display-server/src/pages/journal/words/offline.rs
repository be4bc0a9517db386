//! What a reader wants to know of a lease, and of a ticket that could not join the queue.

use serde_json::Value;

use crate::pages::locale::Locale;

/// The numbers, the kiosk, and why not; nothing for other events.
pub(super) fn facts(locale: &Locale<'_>, happened: &Value) -> Vec<String> {
    let (lease, row) = (&happened["lease"], &happened["row"]);
    let letter = lease["letter"].as_str().unwrap_or_default();
    let span = [&lease["first"], &lease["last"]].map(Value::as_u64);
    let numbers = match span {
        [Some(first), Some(last)] => Some(format!("{letter}{first}–{letter}{last}")),
        _ => row["number"].as_str().map(str::to_owned),
    };
    let kiosk = lease["kiosk"].as_str().or_else(|| row["kiosk"].as_str());
    let why = row["number"].as_str().and(happened["why"].as_str());
    let why = why.map(|why| locale.of_or_as_it_is("offline-why", why));
    let base = happened.pointer("/series/base").and_then(Value::as_u64);
    let base = base.map(|base| format!("{}…", base + 1));
    numbers
        .into_iter()
        .chain(kiosk.map(str::to_owned))
        .chain(why)
        .chain(base)
        .collect()
}
