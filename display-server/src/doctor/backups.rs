//! Backups: there, of this journal, of today, and on another medium.

use std::path::Path;

use jiff::SignedDuration;
use machine::{Findings, disk, folder};

use super::Medium;
use crate::backup::{Label, newest};
use crate::store::has_end;

/// One a day, made at the same hour: two hours are forgiven to one that takes long.
const OLD: SignedDuration = SignedDuration::from_hours(26);

pub(super) fn look_at(medium: &Medium<'_>, to: Option<&Path>, findings: &mut Findings) {
    let Some(to) = to else {
        findings.not_looked_at("backups (--backups DIR)");
        return;
    };
    let make_one = format!(
        "display-server backup {} --to {} --keep 14",
        medium.data.display(),
        to.display()
    );
    if folder::are_on_one_medium(to, medium.data) == Some(true) {
        findings.to_do(
            format!(
                "the backups {} lie on the medium of the data: whoever loses one loses both",
                to.display()
            ),
            "keep them on another medium",
        );
    }
    match newest(to) {
        Ok(None) => findings.to_do(format!("there is no backup in {}", to.display()), make_one),
        Ok(Some((path, Ok(label)))) => {
            disk::look_at(to, findings);
            judge(medium, &path, &label, &make_one, findings);
        }
        Ok(Some((path, Err(error)))) => findings.to_do(
            format!(
                "the newest backup {} has no label that can be read: {error}",
                path.display()
            ),
            make_one,
        ),
        Err(error) => findings.to_do(
            format!("the backups {} cannot be looked at: {error}", to.display()),
            "is their medium there (mount), and may this user read it?",
        ),
    }
}

fn judge(medium: &Medium<'_>, path: &Path, label: &Label, make_one: &str, findings: &mut Findings) {
    let name = path.display();
    let age = medium.now.duration_since(label.at);
    findings.looked_at(format!("the newest backup ({} h old)", age.as_hours()));
    if age > OLD {
        findings.to_do(
            format!("the newest backup {name} is {} h old", age.as_hours()),
            format!("{make_one}; have it made every night by a timer"),
        );
    }
    let (Some(journal), Some(anchor)) = (medium.journal, label.anchor()) else {
        return;
    };
    match has_end(&journal.connection, &anchor.end) {
        Ok(true) => {}
        Ok(false) => findings.broken(
            format!("the journal does not go on from the newest backup {name}"),
            "it is another hall's, or the journal was cut or written anew: keep copies of both, and compare them \
             (`display-server verify FOLDER --anchor BACKUP/backup.json`)",
        ),
        Err(error) => findings.broken(format!("the backup cannot be compared: {error}"), "look at the medium"),
    }
}
