//! References of risks and names of components that repeat or are blank.

use std::collections::HashMap;

use crate::check::{Check, Remark};
use crate::record::Place;
use crate::record::text::quote;
use crate::register::{Component, Record, RecordField, Risk};

rule! {
    /// A reference that an earlier risk has.
    DUPLICATE_REFERENCE: Sense, Error, duplicate::<Risk>,
    "duplicate-reference" => "two risks have the same reference",
    /// A name that an earlier component has.
    DUPLICATE_COMPONENT: Sense, Error, duplicate::<Component>,
    "duplicate-component" => "two components have the same name",
    /// A risk without a reference.
    MISSING_REFERENCE: Sense, Warning, missing_reference,
    "missing-reference" => "a risk has no reference",
    /// A component without a name.
    MISSING_NAME: Sense, Error, missing_name,
    "missing-name" => "a component has no name",
}

fn duplicate<T: Record>(check: &mut Check<'_>) {
    let records = T::shared(check.register);
    let key = |position| T::key_at(check.register, position);
    let repeats = |position| key(position).is_some_and(|key| key.occurrence() > 1);
    if !(0..records.len()).any(repeats) {
        return;
    }
    let mut first: HashMap<&str, usize> = HashMap::with_capacity(records.len());
    for (position, record) in records.iter().enumerate() {
        let name = record.name();
        if is_blank(name) {
            continue;
        }
        let first = *first.entry(name).or_insert(position);
        if first != position {
            let (field, kind) = (T::KIND.name_field(), T::KIND);
            let at = check.at(place::<T>(first));
            let message = format!(
                "the {field} {} is taken by an earlier {kind}{at}",
                quote(name)
            );
            // Which of them comes first is a matter of their order alone.
            let remark = Remark::new(message).found(name).of_register();
            check.report(place::<T>(position), remark);
        }
    }
}

fn missing_reference(check: &mut Check<'_>) {
    let blank = blank::<Risk>(check);
    // Where none has one there is a single cause, and it is reported once.
    let (reported, remark) = if blank.len() > 1 && blank.len() == check.register.risks().len() {
        let message = "no risk has a reference; give each one its own";
        (&blank[..1], Remark::new(message).of_register())
    } else {
        let message = "the risk has no reference; give it one of its own";
        (&blank[..], Remark::new(message))
    };
    for place in reported {
        check.report(*place, remark.clone());
    }
}

fn missing_name(check: &mut Check<'_>) {
    for place in blank::<Component>(check) {
        let message = "the component has no name, so no risk and no requirement can name it";
        check.report(place, Remark::new(message));
    }
}

/// Where the name is of each record of which it is blank.
fn blank<T: Record>(check: &Check<'_>) -> Vec<Place> {
    let records = T::shared(check.register).iter().enumerate();
    let blank = records.filter(|(_, record)| is_blank(record.name()));
    blank.map(|(position, _)| place::<T>(position)).collect()
}

fn place<T: Record>(position: usize) -> Place {
    Place::of(T::at(position), T::Field::NAME)
}

fn is_blank(name: &str) -> bool {
    name.trim().is_empty()
}
