//! What stands beside the records, in texts: keys that nothing is known of are merged here, and comments where theirs
//! changed any are handed on to the writer of ours, who has its text.

use std::collections::HashMap;

use serde_json::Value;

use super::conflict::{Side, Three};
use super::records::{Found, Of, Row};
use crate::check::Reading;
use crate::edit::{AllBeside, OfTheirs, TomlTexts};
use crate::record::{Beside, RecordKind, RecordPosition, UnknownKey};
use crate::register::{Component, Record, Risk};

/// The versions, and what is found in them.
pub(super) struct Merging<'a> {
    pub readings: [&'a Reading; 3],
    pub prefer: Option<Side>,
    pub found: &'a mut Found,
}

impl Merging<'_> {
    /// Merges what stands beside all records, where ours has a place for it.
    pub fn all(mut self, components: &[Row<Component>], risks: &[Row<Risk>]) -> AllBeside {
        let mut beside = AllBeside::new();
        let register = RecordPosition::Register;
        let of = Of::Merged(RecordKind::Register, 0);
        let merged = self.record(&of, [Some(register); 3]);
        beside.extend(merged.map(|merged| (register, merged)));
        self.records(components, &mut beside);
        self.records(risks, &mut beside);
        beside
    }

    fn records<T: Record>(&mut self, rows: &[Row<T>], beside: &mut AllBeside) {
        for (at, row) in rows.iter().enumerate() {
            let places = [row.base, row.ours, row.theirs].map(|place| place.map(T::at));
            let merged = self.record(&Of::Merged(T::KIND, at), places);
            beside.extend(merged.map(|merged| (T::at(at), merged)));
        }
    }

    fn of(&self, version: usize, place: Option<RecordPosition>) -> Option<Beside<'_>> {
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
        let own = self.of(1, ours)?;
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
        let merged = merge_keys([old.unknown, own.unknown, other.unknown], self.prefer);
        let MergedKeys {
            taken: keys,
            conflicts,
            notes,
        } = merged;
        for (path, values, reason) in conflicts {
            self.found
                .conflicts
                .push((of.clone(), Some(path), values, reason));
        }
        for path in notes {
            let note = "theirs removed it".to_owned();
            self.found.notes.push((of.clone(), Some(path), note));
        }
        (toml.is_some() || !keys.is_empty()).then_some(OfTheirs { toml, keys })
    }
}

/// What comes of the keys of a record that nothing is known of.
#[derive(Default)]
struct MergedKeys {
    /// Those that become as theirs has them.
    taken: Vec<(Vec<String>, Option<String>)>,
    conflicts: Vec<(String, Three, String)>,
    /// Those that theirs removed.
    notes: Vec<String>,
}

fn merge_keys(versions: [&[UnknownKey]; 3], prefer: Option<Side>) -> MergedKeys {
    let mut merged = MergedKeys::default();
    let [base, _, theirs] = versions;
    if base == theirs {
        return merged;
    }
    let by_path = versions.map(|keys| {
        let pairs = keys.iter().map(|key| (&key.path, key.json.as_str()));
        pairs.collect::<HashMap<_, _>>()
    });
    let removed = base
        .iter()
        .filter(|key| !by_path[2].contains_key(&key.path));
    for path in theirs.iter().chain(removed).map(|key| &key.path) {
        let [old, own, other] = by_path.each_ref().map(|keys| keys.get(path).copied());
        if is_same(other, old) || is_same(other, own) {
            continue;
        }
        let both_have = own.is_some() && other.is_some();
        if is_same(own, old) || both_have && prefer == Some(Side::Theirs) {
            merged.taken.push((path.clone(), other.map(str::to_owned)));
            merged.notes.extend(other.is_none().then(|| path.join(".")));
        } else if !both_have || prefer.is_none() {
            let reason = match (own, other) {
                (None, _) => "ours removed it and theirs changed it",
                (_, None) => "ours changed it and theirs removed it",
                _ => "both sides changed it",
            };
            let values = Three::of([&old, &own, &other], |json| json.map_or(Value::Null, value));
            merged
                .conflicts
                .push((path.join("."), values, reason.to_owned()));
        }
    }
    merged
}

/// What a text of JSON states; the text where a number has no value here.
fn value(json: &str) -> Value {
    serde_json::from_str(json).unwrap_or_else(|_| Value::from(json))
}

/// Whether two values are one, perhaps on other lines. The digits of a number count, of which a value has not all.
fn is_same(one: Option<&str>, other: Option<&str>) -> bool {
    let (Some(one), Some(other)) = (one, other) else {
        return one == other;
    };
    let is_solid = |c: &char| !c.is_whitespace();
    let is_alike = || {
        one.chars()
            .filter(is_solid)
            .eq(other.chars().filter(is_solid))
    };
    one == other || is_alike() && value(one) == value(other)
}
