//! Names of components that nobody declares.

use std::collections::{HashMap, HashSet};

use crate::check::Severity;
use crate::check::context::{Context, Remark};
use crate::check::rule::{Rule, Subject};
use crate::record::text::quote;
use crate::record::text::{alike, nearest};
use crate::record::{ComponentField, Place, RiskField};
use crate::register::{ComponentView, Register};

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
    let risks = context.register.risks().map(|risk| {
        let place = Place::risk(risk.position(), RiskField::Component);
        (risk.stated().component.as_str(), place)
    });
    let components = context.register.components().flat_map(|component| {
        let place = Place::component(component.position(), ComponentField::Within);
        let within = (component.stated().within.as_str(), place);
        std::iter::once(within).chain(required(component))
    });
    // A name is looked for once, however many records have it.
    let mut remarks: HashMap<&str, Option<Remark>> = HashMap::new();
    let mut told = HashSet::new();
    for (name, place) in risks.chain(components) {
        let register = context.register;
        let remark = remarks
            .entry(name)
            .or_insert_with(|| unknown(register, name));
        // A requirement may have a name twice, which is for another rule to tell.
        if let Some(remark) = remark
            && told.insert((name, place))
        {
            context.report(&UNKNOWN_COMPONENT, place, remark.clone());
        }
    }
}

/// The names that a component requires, each with its place.
fn required(component: ComponentView<'_>) -> impl Iterator<Item = (&str, Place)> {
    let requirements = component.stated().requires.as_deref().unwrap_or_default();
    let place = Place::component(component.position(), ComponentField::Requires);
    let entries = requirements.iter().enumerate();
    entries.flat_map(move |(entry, requirement)| {
        let members = requirement.members.iter();
        members.map(move |name| (name.as_str(), place.at(entry)))
    })
}

/// What there is to say of a name that no declared component has.
fn unknown(register: &Register, name: &str) -> Option<Remark> {
    if name.trim().is_empty() {
        return None;
    }
    let mut near = register.resolve_component(name).err()?.nearest;
    near.retain(|near| !near.trim().is_empty());
    near.dedup();
    let shown = quote(name);
    let quoted: Vec<String> = near.iter().map(|name| quote(name)).collect();
    let ambiguous = near.iter().filter(|other| alike(other, name)).count() > 1;
    Some(Remark {
        message: match quoted.as_slice() {
            [] => format!("no component is named {shown}"),
            [one, other, ..] if ambiguous => format!("{shown} may mean {one} or {other}"),
            [one] => format!("no component is named {shown}; the nearest is {one}"),
            several => {
                let several = several.join(", ");
                format!("no component is named {shown}; the nearest are {several}")
            }
        },
        found: Some(name.to_owned()),
        // Near enough to be what was meant; where two are alike nobody can tell.
        suggestion: nearest(name, near.iter().map(String::as_str))
            .filter(|_| !ambiguous)
            .map(str::to_owned),
    })
}
