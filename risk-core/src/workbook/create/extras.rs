//! The columns of values that the model does not know.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::refused;
use crate::error::Error;
use crate::record::Key;
use crate::register::representable::{is_too_long, too_long};
use crate::register::{Extra, ExtraValue, Record, Register};
use crate::workbook::limits::COLUMNS;

/// The headers of the extra values of all records, in the order of their columns.
///
/// # Errors
///
/// When the header of a value would be read as something else.
pub(super) fn extra_keys<T: Record>(
    register: &Register,
    own_field: &dyn Fn(&str, &ExtraValue) -> Option<T::Field>,
) -> Result<Vec<Key>, Error> {
    let all = T::all(register).map(T::extra);
    let keys = all
        .clone()
        .flat_map(|extra| extra.iter().map(|(key, _)| key));
    let blank: HashSet<&Key> = keys.filter(|key| key.name().is_empty()).collect();
    for (position, extra) in all.clone().enumerate() {
        for (key, value) in extra.iter() {
            if key.occurrence() > COLUMNS {
                return Err(too_many());
            }
            let unfit = unfit(key, value, own_field).or_else(|| unfilled(key, &blank));
            if let Some(reason) = unfit {
                let record = T::id_at(register, position).to_string();
                return Err(refused(record, path(key), reason));
            }
        }
    }
    Ok(order(all))
}

/// Why a value under no header cannot be where a column without one before it has no value: nothing
/// would tell that there is such a column.
fn unfilled(key: &Key, blank: &HashSet<&Key>) -> Option<String> {
    let mut earlier = (1..key.occurrence()).map(|occurrence| Key::new("", occurrence));
    let is_unfilled = key.name().is_empty() && earlier.any(|key| !blank.contains(&key));
    is_unfilled.then(|| "a column before it has no header and would be empty".to_owned())
}

/// The error of a sheet with more columns than there are.
pub(super) fn too_many() -> Error {
    Error::Limit {
        what: "the number of columns of a sheet".to_owned(),
        limit: COLUMNS.into(),
        name: None,
    }
}

/// The path of an extra value.
pub(super) fn path(key: &Key) -> String {
    format!("extra.{key}")
}

/// Why a column of its own cannot have a value under its header.
fn unfit<F: std::fmt::Display>(
    key: &Key,
    value: &ExtraValue,
    field: &dyn Fn(&str, &ExtraValue) -> Option<F>,
) -> Option<String> {
    let header = key.name();
    let is_blank = matches!(value, ExtraValue::Text(text) if text.trim().is_empty());
    if is_too_long(header) {
        Some(too_long())
    } else if header.trim() != header {
        Some("its header begins or ends with white space, which in a cell is layout".to_owned())
    } else if let Some(field) = field(header, value) {
        Some(format!("its header would be read as that of {field}"))
    } else if header.is_empty() && is_blank {
        Some("it has neither a header nor a text that can be seen".to_owned())
    } else {
        None
    }
}

/// The columns of extra values, such that those of each record keep their order, where that is
/// possible: records may contradict each other. A second `Date` needs a first one before it, which
/// may be one that only its header fills.
fn order<'a>(extras: impl Iterator<Item = &'a Extra>) -> Vec<Key> {
    let mut known: HashMap<Key, usize> = HashMap::new();
    let mut keys: Vec<Key> = Vec::new();
    let mut followers: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    let mut number_of = |key: &Key, followers: &mut BTreeMap<usize, BTreeSet<usize>>| {
        if let Some(number) = known.get(key) {
            return *number;
        }
        // An earlier one of the same header has a lower number, and so goes first in any case.
        let mut number = 0;
        let mut previous = None;
        for occurrence in 1..=key.occurrence() {
            let key = Key::new(key.name(), occurrence);
            number = *known.entry(key).or_insert_with_key(|key| {
                keys.push(key.clone());
                keys.len() - 1
            });
            if let Some(previous) = previous {
                followers.entry(previous).or_default().insert(number);
            }
            previous = Some(number);
        }
        number
    };
    for extra in extras {
        let mut previous = None;
        for (key, _) in extra.iter() {
            let number = number_of(key, &mut followers);
            if let Some(previous) = previous {
                followers.entry(previous).or_default().insert(number);
            }
            previous = Some(number);
        }
    }
    let ordered = topological(keys.len(), &followers);
    ordered
        .into_iter()
        .map(|number| keys[number].clone())
        .collect()
}

/// Numbers such that each stands before its followers; the lowest first where that leaves a
/// choice, and where followers go in cycles.
fn topological(count: usize, followers: &BTreeMap<usize, BTreeSet<usize>>) -> Vec<usize> {
    let mut waiting = vec![0_usize; count];
    for follower in followers.values().flatten() {
        waiting[*follower] += 1;
    }
    let mut left: BTreeSet<usize> = (0..count).collect();
    let mut free: BTreeSet<usize> = left.iter().copied().filter(|n| waiting[*n] == 0).collect();
    let mut ordered = Vec::with_capacity(count);
    while let Some(next) = free.pop_first().or_else(|| left.first().copied()) {
        if !left.remove(&next) {
            continue;
        }
        ordered.push(next);
        for follower in followers.get(&next).into_iter().flatten() {
            waiting[*follower] = waiting[*follower].saturating_sub(1);
            if waiting[*follower] == 0 {
                free.insert(*follower);
            }
        }
    }
    ordered
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ordered(records: &[&[&str]]) -> Vec<String> {
        let extra = |headers: &&[&str]| {
            let mut extra = Extra::default();
            for header in *headers {
                extra.insert(Key::parse(header), ExtraValue::Integer(1));
            }
            extra
        };
        let extras: Vec<Extra> = records.iter().map(extra).collect();
        order(extras.iter()).iter().map(Key::to_string).collect()
    }

    #[test]
    fn columns_keep_the_order_of_every_record() {
        assert_eq!(ordered(&[&["a", "c"], &["a", "b", "c"]]), ["a", "b", "c"]);
        assert_eq!(ordered(&[&["a"], &["b"], &["b", "a"]]), ["b", "a"]);
        assert_eq!(ordered(&[&["a", "b"], &["b", "a"]]), ["a", "b"]);
    }

    #[test]
    fn a_repeated_header_has_its_columns_in_order() {
        assert_eq!(
            ordered(&[&["Date~3"], &["Team"]]),
            ["Date", "Date~2", "Date~3", "Team"]
        );
        assert_eq!(ordered(&[&["Date~2", "Date"]]), ["Date", "Date~2"]);
    }
}
