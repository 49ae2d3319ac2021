//! The register or a copy of the workbook, with what those knew who wrote in it.

use std::collections::{BTreeMap, BTreeSet};

use crate::record::{Key, RiskField};
use crate::register::{ExtraValue, FieldValue, Register, Risk};

/// Numbers that are always the same for one seed.
pub(crate) struct Random(pub u64);

impl Random {
    pub fn below(&mut self, count: usize) -> usize {
        // SplitMix64, of Steele, Lea and Flood.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % count as u64).unwrap()
    }

    pub fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }

    pub fn of<'t, T>(&mut self, all: &'t [T]) -> Option<&'t T> {
        (!all.is_empty()).then(|| &all[self.below(all.len())])
    }
}

/// A field of a risk, or that the risk is there.
pub(crate) type Place = (String, &'static str);
pub(crate) const EXISTS: &str = "exists";
/// The fields that people edit, all of which a copy has columns for.
pub(crate) const FIELDS: [&str; 3] = ["owner", "acceptance.reason", "Team"];

/// Which writing of a place stands there, and of which those knew that led to it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Mark {
    pub(crate) current: usize,
    pub(crate) seen: BTreeSet<usize>,
    /// The texts that stood there: one that somebody brings back is the one that was known.
    pub(crate) texts: BTreeSet<String>,
    /// Whether the sync reports that it completes an interrupted one here.
    pub(crate) is_reported: bool,
}

/// A register or a copy of the workbook, with what whoever wrote in it had seen.
#[derive(Debug, Clone, Default)]
pub(crate) struct Version {
    pub register: Register,
    pub(crate) marks: BTreeMap<Place, Mark>,
    /// The mitigations that somebody took out.
    pub(crate) removed: BTreeSet<String>,
    /// Those that the completion of an interrupted sync brought back, which is reported.
    pub(crate) completed: BTreeSet<String>,
}

pub(crate) fn value(risk: &Risk, field: &str) -> String {
    match field {
        "owner" => risk.owner.clone(),
        "acceptance.reason" => RiskField::AcceptanceReason.get(risk).to_string(),
        _ => risk
            .extra
            .get(&Key::first("Team"))
            .map_or_else(String::new, ToString::to_string),
    }
}

pub(crate) fn set_value(risk: &mut Risk, field: &str, text: &str) {
    match field {
        "owner" => text.clone_into(&mut risk.owner),
        "acceptance.reason" => {
            let text = FieldValue::Text(text.to_owned());
            RiskField::AcceptanceReason.kind().set(risk, text).unwrap();
        }
        _ if text.is_empty() => _ = risk.extra.remove(&Key::first("Team")),
        _ => risk
            .extra
            .insert(Key::first("Team"), ExtraValue::Text(text.to_owned())),
    }
}

impl Version {
    pub(crate) fn risks(&self) -> Vec<Risk> {
        self.register
            .risks()
            .map(|risk| risk.stated().clone())
            .collect()
    }

    pub(crate) fn with(&mut self, risks: Vec<Risk>) {
        let scale = self.register.scale().clone();
        self.register = Register::new("", scale, Vec::new(), risks).unwrap();
    }

    pub(crate) fn text(&self, (reference, field): &Place) -> String {
        let risk = self.register.risk(&Key::first(reference));
        risk.map_or_else(String::new, |risk| value(risk.stated(), field))
    }

    pub(crate) fn write(&mut self, place: Place, id: usize) {
        let text = self.text(&place);
        let mark = self.marks.entry(place).or_default();
        mark.current = id;
        mark.seen.insert(id);
        mark.texts.insert(text);
    }

    /// Takes over what the other side has of a place, which it may only where that side knows what is there.
    pub(crate) fn adopt(&mut self, place: &Place, from: &Self, why: &str) {
        let none = Mark::default();
        let theirs = from.marks.get(place).unwrap_or(&none);
        let text = self.text(place);
        let ours = self.marks.entry(place.clone()).or_default();
        let is_known = text.is_empty() || theirs.texts.contains(&text);
        let is_known = is_known && place.1 != EXISTS;
        // Nobody wrote it.
        let is_new = ours.current == 0 || ours.is_reported;
        // Another risk of the number, of which nobody else knew.
        let is_other = why == "addition" && ours.seen.is_disjoint(&theirs.seen);
        assert!(
            is_new || is_known || theirs.seen.contains(&ours.current) || is_other,
            "{why} of {place:?} takes back what somebody wrote"
        );
        ours.current = theirs.current;
        ours.seen.extend(&theirs.seen);
        ours.texts.extend(theirs.texts.iter().cloned());
    }

    /// Becomes what a sync makes of it, for one risk.
    pub(crate) fn become_of(&mut self, reference: &str, after: &Register, from: &Self) {
        let key = Key::first(reference);
        let risk = |register: &Register| register.risk(&key).map(|risk| risk.stated().clone());
        let (old, new) = (risk(&self.register), risk(after));
        let other = risk(&from.register);
        let place = |field| (reference.to_owned(), field);
        match (&old, &new) {
            (None, None) => return,
            (Some(old), None) => {
                self.adopt(&place(EXISTS), from, "removal");
                for field in FIELDS {
                    self.adopt(&place(field), from, "removal");
                }
                for one in &old.mitigations {
                    self.removed.insert(one.text.clone());
                }
            }
            (None, Some(_)) => {
                self.adopt(&place(EXISTS), from, "addition");
                for field in FIELDS {
                    self.adopt(&place(field), from, "addition");
                }
            }
            (Some(old), Some(new)) => {
                for field in FIELDS {
                    let [was, is] = [old, new].map(|risk| value(risk, field));
                    let theirs = other.as_ref().map(|risk| value(risk, field));
                    if was != is {
                        let mark = self.marks.get(&place(field));
                        let is_completed = mark.is_some_and(|mark| mark.is_reported);
                        let is_of_theirs = is_completed || theirs.as_ref() == Some(&is);
                        assert!(is_of_theirs, "{field} of {reference} is {is}");
                        self.adopt(&place(field), from, "writing");
                    }
                }
                let [was, is] = [old, new].map(|risk| {
                    let texts = risk.mitigations.iter().map(|one| one.text.clone());
                    texts.collect::<BTreeSet<String>>()
                });
                for gone in was.difference(&is) {
                    assert!(from.removed.contains(gone), "`{gone}` is lost");
                    self.removed.insert(gone.clone());
                }
                for added in is.difference(&was) {
                    let is_reported = self.completed.contains(added);
                    assert!(
                        is_reported || !self.removed.contains(added),
                        "`{added}` is back"
                    );
                }
            }
        }
        let mut risks = self.risks();
        match (
            risks.iter_mut().find(|risk| risk.reference == reference),
            new,
        ) {
            (Some(risk), Some(new)) => *risk = new,
            (None, Some(new)) => risks.push(new),
            (_, None) => risks.retain(|risk| risk.reference != reference),
        }
        self.with(risks);
    }
}
