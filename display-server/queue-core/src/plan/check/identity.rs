//! The hall itself: zone, public address, and that there is a hall at all.

use jiff::tz::TimeZoneDatabase;

use super::super::PlanParts;
use super::findings::Findings;

pub(super) fn check(parts: &PlanParts, findings: &mut Findings) {
    zone(&parts.hall.zone, findings);
    public_url(&parts.hall.public_url, findings);
    for (list, what, length) in [
        ("areas", "area", parts.areas.len()),
        ("windows", "window", parts.windows.len()),
        ("services", "service", parts.services.len()),
        ("timetables", "timetable", parts.timetables.len()),
    ] {
        if length == 0 {
            findings.add(
                list,
                format!("the hall has no {what}"),
                format!("add at least one {what}"),
            );
        }
    }
}

/// Against the database that is compiled in, so that a plan is sound on every machine or on none.
fn zone(zone: &str, findings: &mut Findings) {
    if TimeZoneDatabase::bundled().get(zone).is_err() {
        findings.add(
            "hall.zone",
            format!("{zone:?} is not a time zone"),
            "use an IANA name such as Asia/Shanghai or Asia/Urumqi",
        );
    }
}

fn public_url(url: &str, findings: &mut Findings) {
    let host = url
        .strip_prefix("http://")
        .or_else(|| url.strip_prefix("https://"));
    let plain = host.is_some_and(|host| {
        !host.is_empty()
            && host
                .chars()
                .all(|c| c.is_ascii_graphic() && !matches!(c, '?' | '#' | '"' | '<' | '>'))
    });
    if !plain {
        findings.add(
            "hall.public_url",
            format!("{url:?} is not an address that a phone can open"),
            "begin with http:// or https://, then the host, such as http://hall.example",
        );
    } else if url.ends_with('/') {
        findings.add(
            "hall.public_url",
            format!("{url:?} ends with a slash"),
            "leave the last slash out",
        );
    }
}
