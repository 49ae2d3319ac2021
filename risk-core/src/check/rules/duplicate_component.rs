//! Component names that repeat or are blank.

use crate::check::Severity;
use crate::check::context::{Context, Remark};
use crate::check::rule::{Rule, Subject};
use crate::register::{Field, Place};

/// A name that an earlier component has.
pub(super) const DUPLICATE_COMPONENT: Rule = Rule {
    code: "duplicate-component",
    summary: "two components have the same name",
    severity: Severity::Error,
    page: include_str!("../pages/duplicate-component.md"),
    subject: Subject::Sense,
    look: Some(duplicate_component),
};

/// A component without a name.
pub(super) const MISSING_NAME: Rule = Rule {
    code: "missing-name",
    summary: "a component has no name",
    severity: Severity::Error,
    page: include_str!("../pages/missing-name.md"),
    subject: Subject::Sense,
    look: Some(missing_name),
};

fn duplicate_component(context: &mut Context<'_>) {
    for component in context.register.components() {
        let key = component.key();
        if key.occurrence() > 1 && !key.name().is_empty() {
            let remark = Remark {
                message: format!("an earlier component is named `{}` too", key.name()),
                found: Some(key.name().to_owned()),
                suggestion: None,
            };
            let place = Place::component(component.position(), Field::Name);
            context.report(&DUPLICATE_COMPONENT, place, remark);
        }
    }
}

fn missing_name(context: &mut Context<'_>) {
    for component in context.register.components() {
        if component.name.is_empty() {
            let place = Place::component(component.position(), Field::Name);
            context.report(&MISSING_NAME, place, "the component has no name".to_owned());
        }
    }
}
