//! What people do, at random.

use std::collections::{BTreeSet, HashSet};

use super::version::{EXISTS, FIELDS, Place, Random, Version, set_value, value};
use crate::edit::Edited;
use crate::record::RecordId;
use crate::register::{Mitigation, Register, Risk};

pub(crate) fn edit(
    version: &mut Version,
    id: usize,
    formulas: Option<&HashSet<Place>>,
    random: &mut Random,
) {
    let mut risks = version.risks();
    let Some(at) = (!risks.is_empty()).then(|| random.below(risks.len())) else {
        return;
    };
    let reference = risks[at].reference.clone();
    let written = match random.below(14) {
        0 => {
            let risk = risks.remove(at);
            let texts = risk.mitigations.into_iter().map(|one| one.text);
            version.removed.extend(texts);
            Some((reference, EXISTS))
        }
        1 => {
            // The next number, which somebody else may hand out, too.
            let numbers = risks
                .iter()
                .filter_map(|risk| risk.reference[1..].parse().ok());
            let next = numbers.max().unwrap_or(0) + random.below(2) + 1;
            let reference = format!("R{next}");
            if version.marks.contains_key(&(reference.clone(), EXISTS)) {
                return;
            }
            let mut risk = Risk::new(&reference);
            risk.description = words(id);
            risks.push(risk);
            Some((reference, EXISTS))
        }
        2 => {
            let text = words(id);
            risks[at].mitigations.push(mitigation(text));
            None
        }
        3 | 4 if !risks[at].mitigations.is_empty() => {
            let list = &mut risks[at].mitigations;
            let entry = random.below(list.len());
            version.removed.insert(list[entry].text.clone());
            if random.one_in(2) {
                list.remove(entry);
            } else {
                let text = list[entry]
                    .text
                    .split(", ")
                    .next()
                    .unwrap_or_default()
                    .to_owned();
                list[entry] = mitigation(format!("{text}, as said in {id}"));
            }
            None
        }
        _ => {
            let field = *random.of(&FIELDS).unwrap();
            let place = (reference, field);
            if formulas.is_some_and(|formulas| formulas.contains(&place)) {
                return;
            }
            // Few values, so that some are taken back by people themselves.
            let text = match random.below(4) {
                0 => String::new(),
                1 => "A".to_owned(),
                _ => format!("team {id}"),
            };
            if value(&risks[at], field) == text {
                return;
            }
            set_value(&mut risks[at], field, &text);
            Some(place)
        }
    };
    version.with(risks);
    if let Some(place) = written {
        version.write(place, id);
    }
}

/// Which changes a copy does not take, as a formula stands there.
pub(crate) fn refused(
    edited: &Edited,
    formulas: &HashSet<Place>,
) -> Vec<(RecordId, Option<String>)> {
    let mut refused = Vec::new();
    for (risk, origin) in edited.after.risks().zip(&edited.lineage.risks) {
        let Some(old) = origin.and_then(|at| edited.before.risk_at(at)) else {
            continue;
        };
        for field in FIELDS {
            let place = (risk.reference.clone(), field);
            let is_same = value(old.stated(), field) == value(risk.stated(), field);
            if formulas.contains(&place) && !is_same {
                let path = if field == "Team" { "extra.Team" } else { field };
                refused.push((RecordId::Risk(risk.key()), Some(path.to_owned())));
            }
        }
    }
    refused
}

/// A text that no other one is like.
pub(crate) fn words(id: usize) -> String {
    format!("one{id} two{id} three{id} four{id} five{id}")
}

pub(crate) fn mitigation(text: String) -> Mitigation {
    Mitigation { text }
}

pub(crate) fn references(registers: [&Register; 2]) -> Vec<String> {
    let all = registers.into_iter().flat_map(Register::risks);
    let all: BTreeSet<String> = all.map(|risk| risk.reference.clone()).collect();
    all.into_iter().collect()
}
