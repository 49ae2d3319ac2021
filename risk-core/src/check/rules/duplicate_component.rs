//! Component names that repeat or are blank.

use crate::check::{Check, Definition, Remark, Severity, Subject};
use crate::record::text::quote;
use crate::record::{ComponentField, Key, Place};
use crate::register::ComponentView;

/// A name that an earlier component has.
pub(super) const DUPLICATE_COMPONENT: Definition = Definition {
    code: "duplicate-component",
    summary: "two components have the same name",
    severity: Severity::Error,
    page: include_str!("../pages/duplicate-component.md"),
    subject: Subject::Sense,
    check: Some(&duplicate_component),
};

/// A component without a name.
pub(super) const MISSING_NAME: Definition = Definition {
    code: "missing-name",
    summary: "a component has no name",
    severity: Severity::Error,
    page: include_str!("../pages/missing-name.md"),
    subject: Subject::Sense,
    check: Some(&missing_name),
};

fn duplicate_component(check: &mut Check<'_>) {
    for component in check.register.components() {
        let key = component.key();
        if key.occurrence() == 1 || is_blank(key.name()) {
            continue;
        }
        let first = check.register.component(&Key::first(key.name()));
        let place = |c: ComponentView<'_>| Place::component(c.position(), ComponentField::Name);
        let at = first.map_or_else(String::new, |first| check.at(place(first)));
        let name = quote(key.name());
        let message = format!("the name {name} is taken by an earlier component{at}");
        // Which of them comes first is a matter of their order alone.
        let remark = Remark::new(message).found(key.name()).of_register();
        check.report(place(component), remark);
    }
}

fn missing_name(check: &mut Check<'_>) {
    for component in check.register.components() {
        if is_blank(&component.name) {
            let message =
                "the component has no name, so no risk and no requirement can name it".to_owned();
            let place = Place::component(component.position(), ComponentField::Name);
            check.report(place, message);
        }
    }
}

fn is_blank(name: &str) -> bool {
    name.trim().is_empty()
}
