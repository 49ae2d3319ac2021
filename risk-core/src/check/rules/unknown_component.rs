//! Names of components that nobody declares.

use indexmap::IndexMap;

use crate::check::{Check, Remark};
use crate::record::text::{is_near, nearest, quote};
use crate::record::{ComponentField, Field, Place, RiskField};
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
    let register = check.register;
    let mut positions = register.positions_required();
    let mut is_declared = |name: &str, place: Place| match place.field {
        Some(Field::Component(ComponentField::Requires)) => positions.next().flatten().is_some(),
        _ => name.is_empty() || register.position_of(name).is_some(),
    };
    let most_suggested = MOST_COMPARED / register.components().len();
    // A name is looked for and reported once in each field, however many records have it.
    let mut unknown: IndexMap<(&str, Option<Field>), Named<'_>> = IndexMap::new();
    for (name, place) in risks.chain(components) {
        if is_declared(name, place) {
            continue;
        }
        let suggests = unknown.len() < most_suggested;
        let named = unknown.entry((name, place.field));
        let named = named.or_insert_with(|| Named {
            about: about(register, name, suggests),
            places: Vec::new(),
        });
        // A requirement may have a name twice, which is for another rule to report.
        if named.places.last() != Some(&place) {
            named.places.push(place);
        }
    }
    for ((name, _), Named { about, places }) in unknown {
        if let (Some(about), [place, more @ ..]) = (about, places.as_slice()) {
            let others = match more.len() {
                0 => String::new(),
                1 => ", here and in 1 other place".to_owned(),
                count => format!(", here and in {count} other places"),
            };
            let message = format!("{}{others}{}", about.what, about.near);
            let remark = Remark::new(message).found(name).suggest(about.meant);
            check.report(*place, remark.of_register());
        }
    }
}

/// A name in a field of records.
struct Named<'r> {
    /// What there is to say of it, if anything.
    about: Option<Unknown<'r>>,
    places: Vec<Place>,
}

/// Comparing a name with all components takes about half a microsecond for each. A register in which nearly no
/// name is declared would take the square of its size; after one or two seconds no more are compared.
const MOST_COMPARED: usize = 3_000_000;

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

/// What there is to say of a name that no declared component has to the letter.
struct Unknown<'r> {
    what: String,
    /// The names that are near, in words.
    near: String,
    /// The one that is near enough to be what was meant.
    meant: Option<&'r str>,
}

fn about<'r>(register: &'r Register, name: &str, suggests: bool) -> Option<Unknown<'r>> {
    if name.trim().is_empty() {
        return None;
    }
    let shown = quote(name);
    let component = |at: &usize| register.component_at(*at).map(|found| quote(&found.name));
    let (what, near) = match register.positions_alike(name) {
        [_] => return None,
        [one, other, ..] => {
            let (one, other) = (component(one)?, component(other)?);
            (format!("{shown} may mean {one} or {other}"), Vec::new())
        }
        [] => {
            let near = suggests.then(|| register.names_nearest(name));
            let near = near.into_iter().flatten().filter(|one| is_near(name, one));
            (format!("no component is named {shown}"), near.collect())
        }
    };
    Some(Unknown {
        what,
        near: listed(&near),
        meant: nearest(name, near.iter().copied()),
    })
}

fn listed(near: &[&str]) -> String {
    let quoted: Vec<String> = near.iter().map(|name| quote(name)).collect();
    match quoted.as_slice() {
        [] => String::new(),
        [one] => format!("; the nearest is {one}"),
        several => format!("; the nearest are {}", several.join(", ")),
    }
}
