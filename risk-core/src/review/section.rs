//! Counts of questions, by the sections that these are in.

use std::collections::HashMap;
use std::ops::AddAssign;

use super::Questionnaire;

/// Adds up what is counted of questions by section, with the id and the title of each, in the order of the questionnaire.
/// What is in no section comes last, with an empty id.
pub(super) fn by_section<'q, C: Default + PartialEq + AddAssign<V>, V>(
    questionnaire: &'q Questionnaire,
    counted: impl Iterator<Item = (&'q str, V)>,
) -> Vec<(&'q str, &'q str, C)> {
    let known = questionnaire.sections.iter();
    let known = known.map(|section| (section.id.as_str(), section.title(), C::default()));
    let mut sections: Vec<_> = known.collect();
    let ids = sections.iter().enumerate().rev();
    let positions: HashMap<&str, usize> = ids.map(|(at, (id, ..))| (*id, at)).collect();
    let mut others = C::default();
    for (section, value) in counted {
        match positions.get(section) {
            Some(at) => sections[*at].2 += value,
            None => others += value,
        }
    }
    if others != C::default() {
        sections.push(("", "", others));
    }
    sections
}
