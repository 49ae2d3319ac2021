//! Requirements that cannot be meant.

use crate::check::Severity;
use crate::check::context::Context;
use crate::check::rule::{Rule, Subject};
use crate::register::{ComponentView, Field, Place, Requirement};

/// A need out of range, or a component that requires itself.
pub(super) const BAD_NEED: Rule = Rule {
    code: "bad-need",
    summary: "a requirement needs more components than it names, none, or its own owner",
    severity: Severity::Error,
    page: include_str!("../pages/bad-need.md"),
    subject: Subject::Sense,
    look: Some(look),
};

fn look(context: &mut Context<'_>) {
    for component in context.register.components() {
        let requirements = component.stated().requires.as_deref().unwrap_or_default();
        for (entry, requirement) in requirements.iter().enumerate() {
            if let Some(message) = problem(component, requirement) {
                let place = Place::component(component.position(), Field::Requires).at(entry);
                context.report(&BAD_NEED, place, message);
            }
        }
    }
}

fn problem(component: ComponentView<'_>, requirement: &Requirement) -> Option<String> {
    let count = requirement.members.len();
    let in_range = requirement.need >= 1 && requirement.need as usize <= count;
    if !in_range {
        let need = requirement.need;
        return Some(format!(
            "the need of {need} is out of range: the group has {count} members"
        ));
    }
    let itself = requirement.members.contains(&component.name);
    itself.then(|| format!("`{}` requires itself", component.name))
}
