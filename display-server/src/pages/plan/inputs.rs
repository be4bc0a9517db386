//! The fields of a form as they are drawn: label, what stands there, what is wrong.

use askama::Template;
use hall_protocol::Language;
use serde_json::Value;

use super::form::{Filled, LANGUAGES, join};
use super::rows::{key_of, rows_of, title_of};
use super::sections::{Field, Kind, section};
use crate::pages::frame::own_name;
use crate::pages::locale::Locale;

/// One field as it is drawn.
#[derive(Debug, Default)]
pub(super) struct Input {
    name: String,
    label: String,
    hint: String,
    /// `text`, `codes`, `number`, `yuan`, `time`, `date`, `names`, `yes`, `one`, `several`, `group`, `rows`.
    kind: &'static str,
    value: String,
    needed: bool,
    /// What can be chosen or ticked; of names, the languages.
    options: Vec<Choice>,
    parts: Vec<Input>,
    rows: Vec<Vec<Input>>,
    faults: Vec<Fault>,
}

/// What can be chosen.
#[derive(Debug)]
struct Choice {
    value: String,
    label: String,
    on: bool,
}

/// What is wrong with a field.
#[derive(Debug, Clone)]
pub(super) struct Fault {
    /// The field's full name.
    pub(super) name: String,
    /// What to say.
    pub(super) text: String,
    /// Whether the plan's own check says it, which speaks English.
    pub(super) is_english: bool,
}

/// Draws fields.
pub(super) struct Drawing<'a> {
    pub(super) locale: &'a Locale<'a>,
    /// The whole document, for what can be referred to.
    pub(super) document: &'a Value,
    pub(super) filled: &'a Filled,
    pub(super) faults: &'a [Fault],
}

#[derive(Template)]
#[template(path = "plan/inputs.html")]
struct Inputs<'a> {
    s: &'a Locale<'a>,
    inputs: &'a [Input],
}

impl Inputs<'_> {
    fn within(&self, inputs: &[Input]) -> String {
        draw(self.s, inputs)
    }

    /// A language's own name, by its tag.
    fn own_name(&self, tag: &str) -> &'static str {
        let mut languages = Language::ALL.into_iter();
        languages
            .find(|language| language.tag() == tag)
            .map_or("", own_name)
    }
}

/// The fields as HTML.
pub(super) fn draw(locale: &Locale<'_>, inputs: &[Input]) -> String {
    Inputs { s: locale, inputs }.render().unwrap_or_default()
}

/// A field's label; one that stands in others may have its own.
pub(super) fn label(locale: &Locale<'_>, around: &str, name: &str) -> String {
    let own = locale.words.known("plan-field", &format!("{around}-{name}"));
    own.unwrap_or_else(|| locale.of("plan-field", name))
}

impl Drawing<'_> {
    /// The inputs of fields; `around` is the section or the field that they stand in.
    pub(super) fn inputs(&self, fields: &[Field], around: &str, prefix: &str) -> Vec<Input> {
        fields
            .iter()
            .map(|field| self.input(field, around, prefix))
            .collect()
    }

    fn input(&self, field: &Field, around: &str, prefix: &str) -> Input {
        let name = join(prefix, field.name);
        let unit = match field.name {
            _ if matches!(field.kind, Kind::Yuan) => "yuan",
            name if name.ends_with("_s") => "s",
            _ => "",
        };
        let own = format!("{around}-{}", field.name);
        let mut hints = [own.as_str(), field.name, unit].into_iter();
        let hint = hints.find_map(|name| self.locale.words.known("plan-hint", name));
        let mut input = Input {
            label: label(self.locale, around, field.name),
            hint: hint.unwrap_or_default(),
            value: self.filled.one(&name).to_owned(),
            needed: field.needed,
            ..Input::default()
        };
        self.shape(field, &name, &mut input);
        let is_whole = input.parts.is_empty() && input.rows.is_empty();
        let own = self.faults.iter().filter(|fault| {
            let rest = fault.name.strip_prefix(&name);
            rest.is_some_and(|rest| rest.is_empty() || is_whole && rest.starts_with('.'))
        });
        input.faults = own.cloned().collect();
        input.name = name;
        input
    }

    fn shape(&self, field: &Field, name: &str, input: &mut Input) {
        match &field.kind {
            Kind::Text | Kind::Letter | Kind::MonthDay => input.kind = "text",
            Kind::Codes => input.kind = "codes",
            Kind::Number => input.kind = "number",
            // A keyboard of digits alone has no minus sign.
            Kind::Signed => input.kind = "signed",
            Kind::Yuan => input.kind = "yuan",
            Kind::Time => input.kind = "time",
            Kind::Date => input.kind = "date",
            Kind::Yes(_) => input.kind = "yes",
            Kind::Names => {
                input.kind = "names";
                input.options = LANGUAGES.map(|language| self.language(name, language)).into();
            }
            Kind::Choice(family, words) => {
                input.kind = "one";
                input.options = self.words(name, family, words);
            }
            Kind::Ticks(family, words) => {
                input.kind = "several";
                input.options = self.words(name, family, words);
            }
            Kind::One(of, _) => {
                input.kind = "one";
                input.options = self.things(name, of, true);
            }
            Kind::Several(of, _) => {
                input.kind = "several";
                input.options = self.things(name, of, false);
            }
            Kind::Group(fields) => {
                input.kind = "group";
                input.parts = self.inputs(fields, field.name, name);
            }
            Kind::Rows(fields) => {
                input.kind = "rows";
                // One line more than there are: an empty one is none, so that a list grows without a script.
                let lines = 0..=self.filled.rows(name);
                let line = |index: usize| self.inputs(fields, field.name, &join(name, &index.to_string()));
                input.rows = lines.map(line).collect();
            }
        }
    }

    fn language(&self, name: &str, language: &str) -> Choice {
        Choice {
            label: language.to_owned(),
            value: self.filled.one(&join(name, language)).to_owned(),
            on: false,
        }
    }

    fn words(&self, name: &str, family: &str, words: &[&str]) -> Vec<Choice> {
        let choice = |word: &&str| Choice {
            value: (*word).to_owned(),
            label: self.locale.of(family, word),
            on: self.filled.all(name).any(|on| on == *word),
        };
        words.iter().map(choice).collect()
    }

    /// The things of another section. What is chosen and not there any more stays in sight.
    fn things(&self, name: &str, of: &str, with_names: bool) -> Vec<Choice> {
        let Some(section) = section(of) else {
            return Vec::new();
        };
        let rows = rows_of(self.document, section);
        let mut choices: Vec<Choice> = rows
            .iter()
            .enumerate()
            .map(|(place, row)| {
                let value = key_of(section, row, place);
                let title = title_of(section, row, place, self.locale);
                Choice {
                    label: if with_names { title } else { value.clone() },
                    on: self.filled.all(name).any(|on| on == value),
                    value,
                }
            })
            .collect();
        for lost in self.filled.all(name) {
            if !choices.iter().any(|choice| choice.value == lost) {
                choices.push(Choice {
                    value: lost.to_owned(),
                    label: format!("{lost} ?"),
                    on: true,
                });
            }
        }
        choices
    }
}
