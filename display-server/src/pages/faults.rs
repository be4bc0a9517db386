//! Where a page tells a refusal: at the fields that it is about, or on top.

use super::filled::Filled;
use super::reader::Reader;
use crate::http::Refused;

/// Puts a refusal at the fields that it is about, if the form has them; what is about none is said on top.
pub(super) fn place_faults(
    reader: &Reader,
    form: &mut Filled,
    refused: &Refused,
    has: &[&str],
) -> Option<String> {
    let place = |field: &str| has.contains(&field).then(|| field.to_owned());
    placed(reader, form, refused, place)
}

/// The same on a page of several forms, each of which sends its verb: a field has the name `{verb}-{field}` there.
pub(super) fn place_faults_of_verb(
    reader: &Reader,
    form: &mut Filled,
    refused: &Refused,
    has: &[&str],
) -> Option<String> {
    let verb = form.one("verb").to_owned();
    let place = |field: &str| Some(format!("{verb}-{field}")).filter(|name| has.contains(&name.as_str()));
    placed(reader, form, refused, place)
}

fn placed(
    reader: &Reader,
    form: &mut Filled,
    refused: &Refused,
    place: impl Fn(&str) -> Option<String>,
) -> Option<String> {
    let problem = refused.problem();
    let fields = problem.fields.iter().map(|fault| fault.field.as_str());
    let here: Vec<_> = fields.filter_map(|field| Some((field, place(field)?))).collect();
    if here.is_empty() {
        return Some(reader.say_problem(problem));
    }
    for (field, name) in here {
        let known = reader.locale().words.known("agency-fault", field);
        let words = known.filter(|_| problem.name() == "bad-body");
        form.add_fault(name, words.unwrap_or_else(|| reader.say_problem(problem)));
    }
    None
}
