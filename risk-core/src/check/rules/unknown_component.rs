//! Names of components that nobody declares.

use std::collections::{HashMap, HashSet};

use crate::check::{Check, Remark};
use crate::record::text::quote;
use crate::record::text::{alike, nearest};
use crate::record::{ComponentField, Place, RiskField};
use crate::register::{ComponentView, Register};

rule! {
    /// A risk or a component names a component that is not declared.
    UNKNOWN_COMPONENT: Sense, Warning, check,
    "unknown-component" => "a component is named that the register does not declare",
}

fn check(check: &mut Check<'_>) {
    // A register that declares none names them in its risks alone.
    if check.register.components().len() == 0 {
        return;
    }
    let risks = check.register.risks().map(|risk| {
        let place = Place::risk(risk.position(), RiskField::Component);
        (risk.stated().component.as_str(), place)
    });
    let components = check.register.components().flat_map(|component| {
        let place = Place::component(component.position(), ComponentField::Within);
        let within = (component.stated().within.as_str(), place);
        std::iter::once(within).chain(required(component))
    });
    // A name is looked for once, however many records have it.
    let mut remarks: HashMap<&str, Option<Remark>> = HashMap::new();
    let mut told = HashSet::new();
    for (name, place) in risks.chain(components) {
        let register = check.register;
        let remark = remarks
            .entry(name)
            .or_insert_with(|| unknown(register, name));
        // A requirement may have a name twice, which is for another rule to tell.
        if let Some(remark) = remark
            && told.insert((name, place))
        {
            check.report(place, remark.clone());
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
    let message = match quoted.as_slice() {
        [] => format!("no component is named {shown}"),
        [one, other, ..] if ambiguous => format!("{shown} may mean {one} or {other}"),
        [one] => format!("no component is named {shown}; the nearest is {one}"),
        several => {
            let several = several.join(", ");
            format!("no component is named {shown}; the nearest are {several}")
        }
    };
    // Near enough to be what was meant; where two are alike nobody can tell.
    let meant = nearest(name, near.iter().map(String::as_str)).filter(|_| !ambiguous);
    Some(Remark::new(message).found(name).suggest(meant))
}
