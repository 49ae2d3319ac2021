//! What no cell of a workbook can hold.

use crate::check::Check;
use crate::record::Place;
use crate::register::representable::violations;
use crate::register::{Component, Record, Risk};

rule! {
    /// A text that a cell could not give back as it is.
    NOT_REPRESENTABLE: Sense, Note, check,
    "not-representable" => "a text that no cell of a workbook can hold and give back",
}

fn check(check: &mut Check<'_>) {
    of_records::<Component>(check);
    of_records::<Risk>(check);
}

fn of_records<T: Record>(check: &mut Check<'_>) {
    let (register, settings) = (check.register, check.settings);
    for (position, record) in T::all(register).enumerate() {
        for violation in violations(record, &settings.trackers) {
            let place = Place::of(T::at(position), violation.field);
            let place = violation.entry.map_or(place, |entry| place.at(entry));
            check.report(place, message(&violation.reason));
        }
    }
}

fn message(reason: &str) -> String {
    format!("a workbook cannot hold this: {reason}")
}
