//! Who may decide for a department came, or left.

use super::super::Said;
use super::Applying;
use crate::ids::PersonCode;

impl Applying<'_> {
    pub(super) fn authority_said(&mut self, department: &str, person: &PersonCode, present: bool) {
        // Services that are decided on the spot show it everywhere.
        self.touched.notices = true;
        let said = self.day.authorities.entry(department.to_owned()).or_default();
        let since = self.at;
        said.insert(person.clone(), Said { present, since });
    }
}
