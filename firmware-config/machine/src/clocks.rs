//! Whether the machine's clock goes by a time server.

use std::process::Command;

use crate::findings::Findings;

/// Looks whether the kernel counts its clock as synchronised; a system without `timedatectl` is not judged.
pub fn look_at(findings: &mut Findings) {
    let asked = Command::new("timedatectl")
        .args(["show", "--property=NTPSynchronized", "--value"])
        .output();
    let said = asked.ok().filter(|output| output.status.success());
    let said = said.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
    judge(said.as_deref(), findings);
}

fn judge(said: Option<&str>, findings: &mut Findings) {
    match said {
        Some("yes") => findings.looked_at("the clock (it goes by a time server)"),
        Some("no") => findings.to_do(
            "this machine's clock goes by no time server, so it drifts",
            "timedatectl set-ntp true, or name a time server of the house in /etc/systemd/timesyncd.conf",
        ),
        Some(_) | None => {
            findings.not_looked_at("whether the clock goes by a time server: timedatectl does not say");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Grade;

    #[test]
    fn a_clock_that_nothing_sets_is_to_be_set_and_one_of_which_nothing_is_known_is_not_judged() {
        for (said, grade) in [
            (Some("yes"), None),
            (Some("no"), Some(Grade::ToDo)),
            (Some(""), None),
            (None, None),
        ] {
            let mut findings = Findings::default();
            judge(said, &mut findings);
            assert_eq!(findings.worst(), grade, "{said:?}");
        }
    }
}
