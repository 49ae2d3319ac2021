//! What no cell of a workbook can hold.

use crate::check::Severity;
use crate::check::context::Context;
use crate::check::rule::{Rule, Subject};
use crate::register::Place;
use crate::register::representable::{misfits_of_component, misfits_of_risk};

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
        for misfit in misfits_of_component(component.stated()) {
            let place = Place::component(component.position(), misfit.field);
            context.report(&NOT_REPRESENTABLE, place, message(&misfit.reason));
        }
    }
    for risk in register.risks() {
        for misfit in misfits_of_risk(risk.stated(), &settings.trackers) {
            let place = Place::risk(risk.position(), misfit.field);
            let place = misfit.entry.map_or(place, |entry| place.at(entry));
            context.report(&NOT_REPRESENTABLE, place, message(&misfit.reason));
        }
    }
}

fn message(reason: &str) -> String {
    format!("a workbook cannot hold this: {reason}")
}
