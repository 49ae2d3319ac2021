//! Component names that repeat or are blank.

use crate::check::Severity;
use crate::check::context::{Context, Remark};
use crate::check::rule::{Rule, Subject};
use crate::record::text::quote;
use crate::record::{ComponentField, Key, Place};
use crate::register::ComponentView;

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
        if key.occurrence() == 1 || is_blank(key.name()) {
            continue;
        }
        let first = context.register.component(&Key::first(key.name()));
        let place = |c: ComponentView<'_>| Place::component(c.position(), ComponentField::Name);
        let at = first.map_or_else(String::new, |first| context.at(place(first)));
        let name = quote(key.name());
        let remark = Remark {
            message: format!("the name {name} is taken by an earlier component{at}"),
            found: Some(key.name().to_owned()),
            suggestion: None,
        };
        context.report(&DUPLICATE_COMPONENT, place(component), remark);
    }
}

fn missing_name(context: &mut Context<'_>) {
    for component in context.register.components() {
        if is_blank(&component.name) {
            let message =
                "the component has no name, so no risk and no requirement can name it".to_owned();
            let place = Place::component(component.position(), ComponentField::Name);
            context.report(&MISSING_NAME, place, message);
        }
    }
}

fn is_blank(name: &str) -> bool {
    name.trim().is_empty()
}
