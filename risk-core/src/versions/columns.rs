//! Columns that only one of two workbooks has.

use super::diff::{FieldChange, FieldDiff};
use crate::check::Reading;
use crate::document::counted;
use crate::register::{Columns, Component, Record, RecordField, Register, Risk};

/// What only one of two versions has a place for, and states there, where both have only some columns: each is completed by
/// what the other states, so that no record differs in it. A form that has a place for everything states all of it.
pub(super) fn compare(before: &Reading, after: &Reading) -> Vec<FieldDiff> {
    let (Some(old), Some(new)) = (before.scope.columns(), after.scope.columns()) else {
        return Vec::new();
    };
    let registers = [&before.register, &after.register];
    let mut found = of_sort::<Risk>(registers, [old.0, new.0], "columns");
    match (old.1, new.1) {
        (Some(old), Some(new)) => {
            found.extend(of_sort::<Component>(
                registers,
                [old, new],
                "component_columns",
            ));
        }
        (old, new) => {
            let count = |has: bool, register: &Register| {
                let count = register.components().len();
                (has && count > 0).then(|| counted(count, "component"))
            };
            let (old, new) = (
                count(old.is_some(), registers[0]),
                count(new.is_some(), registers[1]),
            );
            found.extend(changed("components".to_owned(), old, new));
        }
    }
    found
}

fn of_sort<T: Record>(
    [before, after]: [&Register; 2],
    [old, new]: [&Columns<T::Field>; 2],
    sheet: &str,
) -> Vec<FieldDiff> {
    let stating = |register: &Register, states: &dyn Fn(&T) -> bool| {
        let count = T::all(register).filter(|record| states(record)).count();
        (count > 0).then(|| format!("stated by {}", counted(count, &T::KIND.to_string())))
    };
    let none = T::default();
    let fields = T::Field::ALL.iter().filter_map(|field| {
        let [old, new] = [old, new].map(|columns| columns.fields.contains(field));
        if old == new {
            return None;
        }
        let states = |record: &T| !field.kind().is_same(record, &none);
        let path = format!("{sheet}.{}", field.path());
        let of = |has: bool, register| has.then(|| stating(register, &states)).flatten();
        changed(path, of(old, before), of(new, after))
    });
    let mut found: Vec<FieldDiff> = fields.collect();
    let headers = old.extra.iter().chain(&new.extra);
    found.extend(headers.filter_map(|header| {
        let [old, new] = [old, new].map(|columns| columns.extra.contains(header));
        if old == new {
            return None;
        }
        let states = |record: &T| record.extra().get(header).is_some();
        let path = format!("{sheet}.extra.{header}");
        let of = |has: bool, register| has.then(|| stating(register, &states)).flatten();
        changed(path, of(old, before), of(new, after))
    }));
    found
}

fn changed(path: String, before: Option<String>, after: Option<String>) -> Option<FieldDiff> {
    let change = match (&before, &after) {
        (None, Some(_)) => FieldChange::Added,
        (Some(_), None) => FieldChange::Removed,
        (None, None) | (Some(_), Some(_)) => return None,
    };
    let field = FieldDiff::new(path, before, after, false);
    Some(FieldDiff { change, ..field })
}
