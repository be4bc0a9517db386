//! What the finished escorts of a day amount to, in all, and by kind and place.

use std::collections::BTreeMap;

use hall_protocol::escort::EscortKindName;
use hall_protocol::report::{EscortFigures, EscortsOf};

use super::{count, quantile_s};
use crate::store::EscortLine;

/// In the order of the kinds, then of the places.
pub(super) fn by_kind_and_place(lines: &[EscortLine]) -> Vec<EscortsOf> {
    let mut by_key: BTreeMap<(EscortKindName, &str), Vec<&EscortLine>> = BTreeMap::new();
    for line in lines {
        let known = EscortKindName::ALL
            .into_iter()
            .find(|kind| kind.name() == line.kind);
        let key = (known.unwrap_or_default(), line.place.as_str());
        by_key.entry(key).or_default().push(line);
    }
    let rows = by_key.into_iter().map(|((kind, place), lines)| EscortsOf {
        kind,
        place: place.to_owned(),
        figures: figures(&lines.into_iter()),
    });
    rows.collect()
}

pub(super) fn figures<'a>(lines: &(impl Iterator<Item = &'a EscortLine> + Clone)) -> EscortFigures {
    let of = |wanted: fn(&EscortLine) -> bool| count(lines.clone().filter(|line| wanted(line)));
    let sorted = |length: fn(&EscortLine) -> Option<i64>| {
        let mut lengths: Vec<i64> = lines.clone().filter_map(length).collect();
        lengths.sort_unstable();
        lengths
    };
    let (accept, meet) = (sorted(|line| line.accept_ms), sorted(|line| line.meet_ms));
    let whole = sorted(|line| line.whole_ms);
    EscortFigures {
        requests: of(|_| true),
        merged: lines.clone().map(|line| line.presses.saturating_sub(1)).sum(),
        cancelled: of(|line| !line.done),
        without_guide: of(|line| line.left_to.is_some()),
        over_limit: of(|line| !line.over.is_empty()),
        accept_p50_s: quantile_s(&accept, 50),
        accept_p90_s: quantile_s(&accept, 90),
        meet_p50_s: quantile_s(&meet, 50),
        meet_p90_s: quantile_s(&meet, 90),
        whole_p50_s: quantile_s(&whole, 50),
        whole_p90_s: quantile_s(&whole, 90),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(kind: &str, place: &str, accept_ms: Option<i64>) -> EscortLine {
        EscortLine {
            escort: 1,
            kind: kind.to_owned(),
            language: None,
            place: place.to_owned(),
            number: None,
            guide: None,
            left_to: None,
            requested_at_ms: 0,
            presses: 3,
            accept_ms,
            meet_ms: None,
            whole_ms: None,
            ended_at_ms: 0,
            over: String::new(),
            done: accept_ms.is_some(),
        }
    }

    #[test]
    fn escorts_are_counted_by_kind_and_place() {
        let lines = [
            line("signing", "post-1", Some(4_000)),
            line("escort", "post-2", Some(10_000)),
            line("escort", "post-2", None),
            line("escort", "post-1", Some(30_000)),
            line("escort", "post-2", Some(20_000)),
        ];
        let rows = by_kind_and_place(&lines);
        let keys: Vec<_> = rows
            .iter()
            .map(|row| (row.kind.name(), row.place.as_str()))
            .collect();
        assert_eq!(
            keys,
            [("escort", "post-1"), ("escort", "post-2"), ("signing", "post-1")]
        );
        let second = &rows[1].figures;
        assert_eq!((second.requests, second.merged, second.cancelled), (3, 6, 1));
        assert_eq!(
            (second.accept_p50_s, second.accept_p90_s),
            (Some(10.0), Some(20.0))
        );
        let total = figures(&lines.iter());
        assert_eq!((total.requests, total.accept_p90_s), (5, Some(30.0)));
    }
}
