//! `display-server doctor`: what is wrong, and what to do.

use std::path::PathBuf;

use clap::Args;
use machine::{Findings, ReportForm};

use crate::clock::Clock;
use crate::doctor::{self, Patient};

/// What a doctor looks at.
#[derive(Debug, Args)]
pub struct DoctorWords {
    /// The data folder, beside a running hall or not.
    pub folder: PathBuf,
    /// The plan's file that the server is started with.
    #[arg(long)]
    pub plan: Option<PathBuf>,
    /// The folder of backups, as `backup --to` names it.
    #[arg(long)]
    pub backups: Option<PathBuf>,
    /// The file of anchors, as `serve --anchor` names it.
    #[arg(long)]
    pub anchor: Option<PathBuf>,
    /// The high-water file, as `serve --high-water` names it.
    #[arg(long)]
    pub high_water: Option<PathBuf>,
    /// Where the hall answers, such as `http://127.0.0.1:8080`, to look at the link too.
    #[arg(long)]
    pub url: Option<String>,
    /// In which form the findings are printed.
    #[arg(long, value_enum, default_value_t)]
    pub format: ReportForm,
}

/// Looks at a hall, and lets everything else on this machine go first.
pub async fn doctor(words: &DoctorWords) -> Findings {
    machine::process::let_others_go_first();
    let patient = Patient {
        folder: words.folder.clone(),
        plan: words.plan.clone(),
        backups: words.backups.clone(),
        anchor: words.anchor.clone(),
        high_water: words.high_water.clone(),
        url: words.url.clone(),
    };
    doctor::examine(&patient, &Clock::system()).await
}
