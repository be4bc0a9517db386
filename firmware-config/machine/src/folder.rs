//! Whether a folder's owner may use everything in it, and nobody else.

use std::fs::{self, Metadata};
use std::io::ErrorKind;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use crate::findings::Findings;

/// Looks at a folder that a program keeps its files in; false: there is nothing to look into.
pub fn look_at(folder: &Path, findings: &mut Findings) -> bool {
    let name = folder.display();
    let (found, names) = match fs::metadata(folder).and_then(|found| Ok((found, fs::read_dir(folder)?))) {
        Ok(found) => found,
        Err(error) => {
            not_looked_into(folder, &error, findings);
            return false;
        }
    };
    findings.looked_at(format!("the folder {name}"));
    if found.mode() & 0o700 != 0o700 {
        findings.broken(
            format!("the owner of {name} may not use it (mode {:o})", mode(&found)),
            format!("chmod 0700 {name}"),
        );
    } else if found.mode() & 0o077 != 0 {
        findings.to_do(
            format!(
                "other users of this machine may look into {name} (mode {:o})",
                mode(&found)
            ),
            format!("chmod 0700 {name}"),
        );
    }
    for entry in names.flatten() {
        if let Ok(file) = entry.metadata() {
            look_at_file(&entry.path(), &file, found.uid(), findings);
        }
    }
    true
}

fn not_looked_into(folder: &Path, error: &std::io::Error, findings: &mut Findings) {
    let name = folder.display();
    let known = [
        (
            ErrorKind::NotFound,
            format!("there is no folder {name}"),
            "name the one that the program is started with as --data",
        ),
        (
            ErrorKind::NotADirectory,
            format!("{name} is no folder"),
            "name the one that holds the data",
        ),
        (
            ErrorKind::PermissionDenied,
            format!("{name} may not be looked into by this user"),
            "run this as the folder's owner, or as root",
        ),
    ];
    match known.iter().find(|(kind, _, _)| *kind == error.kind()) {
        Some((_, wrong, remedy)) => findings.broken(wrong, remedy),
        None => findings.broken(
            format!("{name} cannot be looked into: {error}"),
            "look at the medium",
        ),
    }
}

/// Whoever runs a command as root in the folder of another leaves files there that the other may not open.
fn look_at_file(path: &Path, file: &Metadata, owner: u32, findings: &mut Findings) {
    let name = path.display();
    if file.uid() != owner {
        findings.broken(
            format!(
                "{name} belongs to user {} and its folder to user {owner}, who may not write to it",
                file.uid()
            ),
            format!("chown {owner} {name}, and run commands on this folder as that user"),
        );
    } else if file.is_file() && file.mode() & 0o600 != 0o600 {
        findings.broken(
            format!(
                "the owner of {name} may not read and write it (mode {:o})",
                mode(file)
            ),
            format!("chmod 0600 {name}"),
        );
    }
}

fn mode(found: &Metadata) -> u32 {
    found.mode() & 0o7777
}

/// Whether two paths lie on the same medium; none: one of them cannot be looked at.
#[must_use]
pub fn are_on_one_medium(one: &Path, other: &Path) -> Option<bool> {
    let device = |path: &Path| fs::metadata(path).map(|found| found.dev()).ok();
    Some(device(one)? == device(other)?)
}

#[cfg(test)]
mod tests {
    use std::fs::Permissions;
    use std::os::unix::fs::PermissionsExt;

    use super::*;
    use crate::{Grade, ReportForm};

    fn told(folder: &Path) -> (Option<Grade>, String) {
        let mut findings = Findings::default();
        look_at(folder, &mut findings);
        (findings.worst(), findings.text(ReportForm::Text))
    }

    fn set_mode(path: &Path, mode: u32) {
        fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
    }

    #[test]
    fn a_folder_that_is_not_there_or_is_none_is_said_so() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        assert!(told(&file).1.contains("there is no folder"));
        fs::write(&file, "").unwrap();
        let (grade, said) = told(&file);
        assert_eq!(grade, Some(Grade::Broken));
        assert!(said.contains("is no folder"), "{said}");
    }

    #[test]
    fn modes_that_shut_the_owner_out_are_faults_and_those_that_let_others_in_are_to_be_changed() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("hall.db");
        fs::write(&file, "").unwrap();
        set_mode(&file, 0o600);
        set_mode(folder.path(), 0o700);
        assert_eq!(told(folder.path()).0, None);
        set_mode(folder.path(), 0o755);
        let (grade, said) = told(folder.path());
        assert_eq!(grade, Some(Grade::ToDo));
        assert!(said.contains("755") && said.contains("chmod 0700"), "{said}");
        set_mode(folder.path(), 0o700);
        set_mode(&file, 0o400);
        let (grade, said) = told(folder.path());
        assert_eq!(grade, Some(Grade::Broken));
        assert!(said.contains("hall.db") && said.contains("chmod 0600"), "{said}");
    }

    #[test]
    fn a_file_of_another_than_the_folder_s_owner_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("identities.db");
        fs::write(&file, "").unwrap();
        let mut findings = Findings::default();
        let found = fs::metadata(&file).unwrap();
        look_at_file(&file, &found, found.uid() + 1, &mut findings);
        let said = findings.text(ReportForm::Text);
        assert!(
            said.contains("identities.db") && said.contains(&format!("chown {}", found.uid() + 1)),
            "{said}"
        );
    }

    #[test]
    fn a_folder_is_on_one_medium_with_what_is_in_it_and_not_with_the_kernel_s() {
        let folder = tempfile::tempdir().unwrap();
        let inside = folder.path().join("inside");
        fs::create_dir(&inside).unwrap();
        assert_eq!(are_on_one_medium(folder.path(), &inside), Some(true));
        assert_eq!(are_on_one_medium(folder.path(), Path::new("/proc")), Some(false));
        assert_eq!(
            are_on_one_medium(folder.path(), &folder.path().join("nowhere")),
            None
        );
    }
}
