//! Values beyond the model, of every kind and under headers of every sort, as strategies; and
//! whether the orders in which records have theirs agree.

use std::collections::{BTreeMap, BTreeSet};

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use risk_core::{DateTime, Extra, ExtraValue, Key};

use crate::create_texts::text;

const HEADERS: [&str; 21] = [
    "Team",
    "Team",
    "Team",
    "",
    "",
    "Date",
    "Cost (€)",
    "2026",
    "R~2",
    "=1+1",
    "Rating",
    "two\nlines",
    "_x0041_",
    "_x0041\u{1}",
    "<r>x</r>",
    "\u{202e}",
    " outer ",
    "Risk",
    "Impact (before)",
    "Requires",
    "Finding",
];

const ERRORS: [&str; 10] = [
    "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "x", "",
];

fn key() -> impl Strategy<Value = Key> {
    let occurrence = prop_oneof![6 => Just(1), 2 => Just(2), 1 => Just(3)];
    (select(&HEADERS[..]), occurrence).prop_map(|(header, nth)| Key::new(header, nth))
}

fn moment() -> impl Strategy<Value = DateTime> {
    let day = (
        prop_oneof![4 => 1900_i16..2100, 1 => -9999_i16..=9999],
        1_i8..=12,
        1_i8..=28,
    );
    let time = (0_i8..24, 0_i8..60, 0_i8..60);
    let milliseconds = prop_oneof![Just(0_i64), 0_i64..1000];
    (day, time, milliseconds).prop_map(|((year, month, day), time, milliseconds)| {
        let (hour, minute, second) = time;
        let moment = DateTime::new(year, month, day, hour, minute, second);
        let later = moment.and_then(|moment| moment.plus_milliseconds(milliseconds));
        later.expect("there is such a time")
    })
}

fn value() -> impl Strategy<Value = ExtraValue> {
    prop_oneof![
        4 => text().prop_map(ExtraValue::Text),
        1 => any::<i32>().prop_map(|number| ExtraValue::Integer(number.into())),
        1 => any::<i64>().prop_map(ExtraValue::Integer),
        1 => any::<f64>().prop_map(ExtraValue::Float),
        1 => (-1e6..1e6).prop_map(|number| ExtraValue::number(number).expect("it is finite")),
        1 => any::<bool>().prop_map(ExtraValue::Boolean),
        2 => moment().prop_map(ExtraValue::DateTime),
        2 => select(&ERRORS[..]).prop_map(|error| ExtraValue::Error(error.to_owned())),
    ]
}

/// What a record says beyond the model.
pub fn extras() -> impl Strategy<Value = Extra> {
    vec((key(), value()), 0..5).prop_map(|values| {
        let mut extra = Extra::default();
        for (key, value) in values {
            extra.insert(key, value);
        }
        extra
    })
}

/// Whether there is an order of columns in which every record has its values in its own order. A
/// later column of a header stands after the earlier ones.
pub fn agree<'a>(records: impl Iterator<Item = &'a Extra>) -> bool {
    let mut followers: BTreeMap<Key, BTreeSet<Key>> = BTreeMap::new();
    for extra in records {
        let keys: Vec<&Key> = extra.iter().map(|(key, _)| key).collect();
        for pair in keys.windows(2) {
            let after = followers.entry(pair[0].clone()).or_default();
            after.insert(pair[1].clone());
        }
        for key in keys {
            for nth in 1..key.occurrence() {
                let earlier = Key::new(key.name(), nth);
                let next = Key::new(key.name(), nth + 1);
                followers.entry(earlier).or_default().insert(next);
            }
            followers.entry(key.clone()).or_default();
        }
    }
    while !followers.is_empty() {
        let all: BTreeSet<&Key> = followers.values().flatten().collect();
        let Some(first) = followers.keys().find(|key| !all.contains(key)).cloned() else {
            return false;
        };
        followers.remove(&first);
    }
    true
}

/// The values in an order that does not depend on that of the columns.
pub fn sorted(extra: &Extra) -> Extra {
    let mut pairs: Vec<(&Key, &ExtraValue)> = extra.iter().collect();
    pairs.sort_by_key(|(key, _)| *key);
    let mut sorted = Extra::default();
    for (key, value) in pairs {
        sorted.insert(key.clone(), value.clone());
    }
    sorted
}
