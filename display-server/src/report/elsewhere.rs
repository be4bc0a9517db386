//! What is not handled here, and how often people asked for it all the same.

use hall_protocol::report::AskedElsewhere;
use queue_core::HallPlan;

use crate::store::ElsewhereLine;

/// Every entry of the plan, asked for or not: what nobody misses is as good to know. What has left the plan since is
/// still of that day.
pub(super) fn asked(lines: &[ElsewhereLine], plan: Option<&HallPlan>) -> Vec<AskedElsewhere> {
    let planned = plan.into_iter().flat_map(|plan| &plan.parts().elsewhere);
    let mut rows: Vec<AskedElsewhere> = planned.map(|entry| row(entry.code.as_str())).collect();
    for line in lines {
        let known = rows.iter().position(|row| row.entry == line.entry);
        let place = known.unwrap_or(rows.len());
        if known.is_none() {
            rows.push(row(&line.entry));
        }
        if let Some(row) = rows.get_mut(place) {
            add(row, line);
        }
    }
    rows
}

fn row(entry: &str) -> AskedElsewhere {
    AskedElsewhere {
        entry: entry.to_owned(),
        ..AskedElsewhere::default()
    }
}

fn add(row: &mut AskedElsewhere, line: &ElsewhereLine) {
    row.total += line.times;
    match line.channel.as_str() {
        "kiosk" => row.kiosk += line.times,
        "phone" => row.phone += line.times,
        "reception" => row.reception += line.times,
        _ => row.window += line.times,
    }
}
