//! References and names that look like others, or have characters that nobody sees.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::check::{Check, Remark};
use crate::record::text::{composed, quote};
use crate::record::{Place, RecordKind, RiskField};
use crate::register::{Component, Record, RecordField, Risk};

rule! {
    /// A reference or a name that looks like an earlier one, or has characters that nobody sees.
    LOOK_ALIKE: Sense, Warning, check,
    "look-alike" => "a reference or a name looks like another one, or has characters that nobody sees",
}

fn check(check: &mut Check<'_>) {
    of_records::<Risk>(check);
    of_records::<Component>(check);
    of_named(check);
}

/// The components that risks name and nobody declares. Where some are declared, the others are another rule's.
fn of_named(check: &mut Check<'_>) {
    let risks = Risk::shared(check.register);
    let is_plain = |risk: &Arc<Risk>| risk.component.is_ascii();
    if check.register.components().len() > 0 || risks.iter().all(is_plain) {
        return;
    }
    let names = risks.iter().map(|risk| risk.component.as_str());
    let mut seen = HashSet::new();
    let names = names.enumerate().filter(|(_, name)| seen.insert(*name));
    let names = Names {
        field: "component",
        of: RecordKind::Risk,
        place: |position| Place::risk(position, RiskField::Component),
        all: names.collect(),
    };
    // Most of what looks alike means one component.
    let name = |position: usize| Component::fold_name(&risks[position].component);
    names.compare(check, |earlier, later| name(earlier) != name(later));
    names.report_hidden(check, Remark::of_register);
}

fn of_records<T: Record>(check: &mut Check<'_>) {
    let records = T::shared(check.register);
    // Names in which nothing is left to be folded look like no other one.
    let is_plain = |name: &str| name.is_ascii() && folded(name) == name;
    if records.iter().all(|record| is_plain(record.name())) {
        return;
    }
    let names = records.iter().map(|record| record.name());
    let names = Names {
        field: T::KIND.name_field(),
        of: T::KIND,
        place: |position| Place::of(T::at(position), T::Field::NAME),
        all: names.enumerate().collect(),
    };
    let register = check.register;
    let key = |position| T::key_at(register, position);
    let is_new = |position| key(position).is_some_and(|key| key.occurrence() == 1);
    names.compare(check, |_, later| is_new(later));
    names.report_hidden(check, |remark| remark);
}

/// What names something in a register, each with the position of the record that has it.
struct Names<'a> {
    field: &'static str,
    of: RecordKind,
    place: fn(usize) -> Place,
    all: Vec<(usize, &'a str)>,
}

impl Names<'_> {
    /// Reports each name that looks like the one of an earlier record and is another one.
    fn compare(&self, check: &mut Check<'_>, is_other: impl Fn(usize, usize) -> bool) {
        // The first of all names that look alike.
        let mut first: HashMap<Cow<'_, str>, (usize, &str)> =
            HashMap::with_capacity(self.all.len());
        let Self { field, of, .. } = self;
        for (position, name) in &self.all {
            let folded = folded(name);
            let (earlier, other) = *first.entry(folded.clone()).or_insert((*position, name));
            if folded.is_empty() || earlier == *position || !is_other(earlier, *position) {
                continue;
            }
            let at = check.at((self.place)(earlier));
            let [seen, other] = [name, other].map(|name| quote(&plain(name)));
            let message = format!("the {field} {seen} looks like {other} of an earlier {of}{at}");
            // Which of them comes first is a matter of their order alone.
            let remark = Remark::new(message).found(*name).subject(&*folded);
            check.report((self.place)(*position), remark.of_register());
        }
    }

    /// Reports each name with a character that nobody sees.
    fn report_hidden(&self, check: &mut Check<'_>, remark: impl Fn(Remark) -> Remark) {
        for (position, name) in &self.all {
            if let Some(found) = hidden(self.field, name) {
                check.report((self.place)(*position), remark(found));
            }
        }
    }
}

/// What is to be said of a name with a character that nobody sees.
fn hidden(field: &str, name: &str) -> Option<Remark> {
    let hidden = name.chars().find(|c| is_hidden(*c))?;
    let (code, plain) = (u32::from(hidden), plain(name));
    let seen = quote(&plain);
    let message = format!("the {field} {seen} has the character U+{code:04X}, which nobody sees");
    let suggested = Some(plain).filter(|plain| !folded(plain).is_empty());
    Some(Remark::new(message).found(name).suggest(suggested))
}

/// Whether nobody sees a character, or takes it for a space. What joins letters and signs is left out: it is seen by
/// what it makes of them.
fn is_hidden(c: char) -> bool {
    is_space(c)
        || matches!(
            c,
            '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}' | '\u{feff}'
        )
}

/// Spaces that are not the one of the keyboard.
fn is_space(c: char) -> bool {
    matches!(c, '\u{a0}' | '\u{2007}' | '\u{202f}' | '\u{3000}')
}

/// A name as people see it.
fn plain(name: &str) -> String {
    let seen = name.chars().filter(|c| is_space(*c) || !is_hidden(*c));
    let seen: String = seen.map(|c| if is_space(c) { ' ' } else { c }).collect();
    seen.trim().to_owned()
}

/// A name without that in which others look like it.
fn folded(name: &str) -> Cow<'_, str> {
    let is_folded = |byte: u8| byte.is_ascii() && !byte.is_ascii_uppercase();
    if name.bytes().all(is_folded) {
        return name.trim().into();
    }
    let narrow = |c: char| match c {
        // The forms of ASCII that are as wide as Chinese characters, in its order.
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        c => c,
    };
    let narrow: String = plain(name).chars().map(narrow).collect();
    composed(&narrow).to_lowercase().into()
}
