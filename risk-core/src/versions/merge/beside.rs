//! What stands beside the records, in texts: keys that nothing is known of are merged here, and comments where theirs
//! changed any are handed on to the writer of ours, who has its text.

use serde_json::Value;

use super::super::beside::{by_path, is_same, value};
use super::Records;
use super::conflict::{Side, Three};
use super::entries::choose;
use super::records::{Found, Of, Row};
use crate::check::Reading;
use crate::edit::{AllBeside, OfTheirs, TomlTexts};
use crate::folder::has_more_comments;
use crate::record::{Beside, RecordKind, RecordPosition, UnknownKey};
use crate::register::Record;

/// Merges what stands beside all records, where ours has a place for it.
pub(super) fn merge(
    readings: [&Reading; 3],
    records: &Records,
    prefer: Option<Side>,
    found: &mut Found,
) -> AllBeside {
    let mut merging = Merging {
        readings,
        prefer,
        found,
    };
    let mut beside = AllBeside::new();
    let register = RecordPosition::Register;
    let of = Of::Merged(RecordKind::Register, 0);
    let merged = merging.record(&of, [Some(register); 3]);
    beside.extend(merged.map(|merged| (register, merged)));
    merging.records(&records.components, &mut beside);
    merging.records(&records.risks, &mut beside);
    beside
}

/// The versions, and what is found in them.
struct Merging<'a> {
    readings: [&'a Reading; 3],
    prefer: Option<Side>,
    found: &'a mut Found,
}

impl<'a> Merging<'a> {
    fn records<T: Record>(&mut self, rows: &[Row<T>], beside: &mut AllBeside) {
        for (at, row) in rows.iter().enumerate() {
            let places = [row.base, row.ours, row.theirs].map(|place| place.map(T::at));
            let merged = self.record(&Of::Merged(T::KIND, at), places);
            beside.extend(merged.map(|merged| (T::at(at), merged)));
        }
    }

    /// What theirs has and ours has no place for, which is no text.
    fn left_out(&mut self, of: &Of, base: Option<RecordPosition>, keys: &[UnknownKey]) {
        let known = self.of(0, base).map_or(&[][..], |base| base.unknown);
        for key in keys.iter().filter(|key| !known.contains(key)) {
            let note = "left out, as ours has no place for it".to_owned();
            let path = Some(key.path.join("."));
            self.found.notes.push((of.clone(), path, note));
        }
    }

    fn of(&self, version: usize, place: Option<RecordPosition>) -> Option<Beside<'a>> {
        self.readings[version].sources.beside(place?)
    }

    fn record(
        &mut self,
        of: &Of,
        [base, ours, theirs]: [Option<RecordPosition>; 3],
    ) -> Option<OfTheirs> {
        let other = self.of(2, theirs)?;
        if ours.is_none() {
            return Some(OfTheirs::alone(other.toml, other.unknown));
        }
        let own = self.of(1, ours);
        let old = self.of(0, base);
        let texts = (old.and_then(|old| old.toml), other.toml);
        if let (Some(old), Some(other)) = texts
            && own.is_none_or(|own| own.toml.is_none())
            && old != other
            && has_more_comments(other, old)
        {
            let note = "its comments are left out, as ours has no place for them".to_owned();
            self.found.notes.push((of.clone(), None, note));
        }
        let Some(own) = own else {
            self.left_out(of, base, other.unknown);
            return None;
        };
        let old = match base {
            Some(base) => self.of(0, Some(base))?,
            // Both sides added it, with nothing beside it before.
            None => Beside::new(other.toml.and(Some("")), &[]),
        };
        let toml = match (old.toml, own.toml, other.toml) {
            (Some(old), Some(own), Some(other)) if other != old && other != own => {
                Some(TomlTexts {
                    base: (own != old).then(|| old.to_owned()),
                    theirs: other.to_owned(),
                })
            }
            _ => None,
        };
        let keys = self.keys(of, [old.unknown, own.unknown, other.unknown]);
        (toml.is_some() || !keys.is_empty()).then_some(OfTheirs { toml, keys })
    }

    /// The keys of a record that nothing is known of and that become as theirs has them.
    fn keys(
        &mut self,
        of: &Of,
        versions: [&[UnknownKey]; 3],
    ) -> Vec<(Vec<String>, Option<String>)> {
        let mut taken = Vec::new();
        let [base, _, theirs] = versions;
        if base == theirs {
            return taken;
        }
        let by_path = versions.map(by_path);
        let removed = base
            .iter()
            .filter(|key| !by_path[2].contains_key(&*key.path));
        for path in theirs.iter().chain(removed).map(|key| &key.path) {
            let versions = by_path.each_ref().map(|keys| keys.get(&**path).copied());
            let field = || Some(path.join("."));
            match choose(versions, is_same, self.prefer) {
                (Side::Ours, None) => {}
                (Side::Theirs, None) => {
                    let other = versions[2].map(str::to_owned);
                    if other.is_none() {
                        let note = "theirs removed it".to_owned();
                        self.found.notes.push((of.clone(), field(), note));
                    }
                    taken.push((path.clone(), other));
                }
                (_, Some(reason)) => {
                    let [base, ours, theirs] = versions.map(|json| json.map_or(Value::Null, value));
                    let values = Three { base, ours, theirs };
                    let conflict = (of.clone(), field(), values, reason.to_owned());
                    self.found.conflicts.push(conflict);
                }
            }
        }
        taken
    }
}
