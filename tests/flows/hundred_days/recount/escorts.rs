//! Escorts, by what happened to them.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::Lines;

#[derive(Default)]
pub(super) struct Escorts {
    jobs: BTreeMap<u64, Job>,
}

#[derive(Default)]
struct Job {
    repeats: usize,
    limits: BTreeSet<String>,
    is_left_to_somebody: bool,
    is_over: bool,
    is_cancelled: bool,
}

impl Escorts {
    pub(super) fn count(&mut self, name: &str, event: &Value) {
        let Some(id) = event["escort"].as_u64() else {
            return;
        };
        let job = self.jobs.entry(id).or_default();
        match name {
            "escort_repeated" => job.repeats += 1,
            "escort_left_to" => job.is_left_to_somebody = true,
            "escort_overdue" => {
                job.limits.insert(event["stage"].to_string());
            }
            "escort_done" => job.is_over = true,
            "escort_cancelled" => (job.is_over, job.is_cancelled) = (true, true),
            _ => {}
        }
    }

    pub(super) fn write(&self, lines: &mut Lines) {
        let over: Vec<&Job> = self.jobs.values().filter(|job| job.is_over).collect();
        let count = |wanted: fn(&Job) -> bool| over.iter().filter(|job| wanted(job)).count();
        let figures = [
            ("requests", over.len()),
            ("cancelled", count(|job| job.is_cancelled)),
            ("without_guide", count(|job| job.is_left_to_somebody)),
            ("over_limit", count(|job| !job.limits.is_empty())),
            ("merged", over.iter().map(|job| job.repeats).sum()),
        ];
        lines.extend(figures.map(|(name, figure)| (format!("escorts.{name}"), figure.to_string())));
    }
}
