//! What no cell of a workbook can hold.

use crate::check::Severity;
use crate::check::context::Context;
use crate::check::rule::{Rule, Subject};
use crate::record::Place;
use crate::register::representable::misfits;
use crate::register::{Component, Kind, Record, RecordField, Risk};

/// A text that a cell could not give back as it is.
pub(super) const NOT_REPRESENTABLE: Rule = Rule {
    code: "not-representable",
    summary: "a text that no cell of a workbook can hold and give back",
    severity: Severity::Note,
    page: include_str!("../pages/not-representable.md"),
    subject: Subject::Sense,
    look: Some(look),
};

fn look(context: &mut Context<'_>) {
    of_records::<Component>(context);
    of_records::<Risk>(context);
}

fn of_records<T: Record>(context: &mut Context<'_>) {
    let (register, settings) = (context.register, context.settings);
    for (position, record) in T::all(register).enumerate() {
        for misfit in misfits(record, &settings.trackers) {
            // That a workbook has no place for rehearsals would be told of every record that has
            // any, and an export tells it.
            if !matches!(misfit.field.kind(), Kind::Rehearsals(_)) {
                let place = Place::of(T::at(position), misfit.field);
                let place = misfit.entry.map_or(place, |entry| place.at(entry));
                context.report(&NOT_REPRESENTABLE, place, message(&misfit.reason));
            }
        }
    }
}

fn message(reason: &str) -> String {
    format!("a workbook cannot hold this: {reason}")
}
