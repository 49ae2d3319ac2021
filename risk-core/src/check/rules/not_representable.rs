//! What no cell of a workbook can hold.

use crate::check::Severity;
use crate::check::context::Context;
use crate::check::rule::{Rule, Subject};
use crate::register::representable::{Misfit, misfits_of_component, misfits_of_risk};
use crate::register::{Field, Place};

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
    let (register, settings) = (context.register, context.settings);
    for component in register.components() {
        for misfit in told(misfits_of_component(component.stated())) {
            let place = Place::component(component.position(), misfit.field);
            context.report(&NOT_REPRESENTABLE, place, message(&misfit.reason));
        }
    }
    for risk in register.risks() {
        for misfit in told(misfits_of_risk(risk.stated(), &settings.trackers)) {
            let place = Place::risk(risk.position(), misfit.field);
            let place = misfit.entry.map_or(place, |entry| place.at(entry));
            context.report(&NOT_REPRESENTABLE, place, message(&misfit.reason));
        }
    }
}

/// What there is to mend: that a workbook has no place for rehearsals would be told of every record
/// that has any, and an export tells it.
fn told(misfits: Vec<Misfit>) -> impl Iterator<Item = Misfit> {
    let misfits = misfits.into_iter();
    misfits.filter(|misfit| misfit.field != Field::Rehearsals)
}

fn message(reason: &str) -> String {
    format!("a workbook cannot hold this: {reason}")
}
