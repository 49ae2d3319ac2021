//! Names of components that nobody declares.

use crate::check::Severity;
use crate::check::context::{Context, Remark};
use crate::check::rule::{Rule, Subject};
use crate::register::{ComponentView, Field, Place};

/// A risk or a component names a component that is not declared.
pub(super) const UNKNOWN_COMPONENT: Rule = Rule {
    code: "unknown-component",
    summary: "a component is named that the register does not declare",
    severity: Severity::Warning,
    page: include_str!("../pages/unknown-component.md"),
    subject: Subject::Sense,
    look: Some(look),
};

fn look(context: &mut Context<'_>) {
    // A register that declares none names them in its risks alone.
    if context.register.components().len() == 0 {
        return;
    }
    for risk in context.register.risks() {
        let place = Place::risk(risk.position(), Field::Component);
        report_unknown(context, &risk.component, place);
    }
    for component in context.register.components() {
        let within = Place::component(component.position(), Field::Within);
        report_unknown(context, &component.within, within);
        for (name, place) in required(component) {
            report_unknown(context, name, place);
        }
    }
}

/// The names that a component requires, each with its place.
fn required<'a>(component: ComponentView<'a>) -> impl Iterator<Item = (&'a str, Place)> {
    let requirements = component.stated().requires.as_deref().unwrap_or_default();
    let place = Place::component(component.position(), Field::Requires);
    let entries = requirements.iter().enumerate();
    entries.flat_map(move |(entry, requirement)| {
        let members = requirement.members.iter();
        members.map(move |name| (name.as_str(), place.at(entry)))
    })
}

fn report_unknown(context: &mut Context<'_>, name: &str, place: Place) {
    if name.is_empty() {
        return;
    }
    let Err(unknown) = context.register.resolve_component(name) else {
        return;
    };
    let remark = Remark {
        message: match unknown.nearest.as_slice() {
            [] => format!("no component is named `{name}`"),
            nearest => format!(
                "no component is named `{name}`; the nearest are {}",
                nearest.join(", ")
            ),
        },
        found: Some(name.to_owned()),
        suggestion: unknown.nearest.into_iter().next(),
    };
    context.report(&UNKNOWN_COMPONENT, place, remark);
}
