//! What each format states of a small drawing, and of names that mean something to the format.

mod collapsed;
mod formats;
mod hostile;
mod picture;

use proptest::prelude::*;

use super::{Drawing, DrawnComponent, DrawnRequirement, Mark};
use crate::register::Effect;

fn component(name: &str) -> DrawnComponent {
    let mut component = DrawnComponent::new(name);
    component.unknown = 0;
    component
}

/// A shop in a zone with one of everything: a choice, a soft and an assumed requirement, a
/// failure, and a component of which nobody knows anything.
fn shop() -> Drawing {
    let mut drawing = Drawing::new("Shop");
    drawing.components = ["API", "DB 1", "DB 2", "Zone \"a\""].map(component).into();
    drawing.components.push(DrawnComponent::new("Mail & more"));
    drawing.components[0].within = Some(3);
    drawing.components[0].mark = Some(Mark::LostRedundancy);
    drawing.components[1].kind = "database".to_owned();
    drawing.components[1].owner = "Data".to_owned();
    drawing.components[1].mark = Some(Mark::Failed);
    drawing.components[1].worst = Some("High".to_owned());
    let mut either = DrawnRequirement::new(0, [1, 2]);
    either.need = 1;
    let mut mail = DrawnRequirement::new(0, [4]);
    mail.effect = Effect::Soft;
    mail.assumed_from = Some("compose.yaml".to_owned());
    let mut primary = DrawnRequirement::new(2, [1]);
    primary.is_unmet = true;
    drawing.requirements = vec![either, mail, primary];
    drawing
}

/// Drawings of any shape, with names by the given pattern.
fn drawings(name: &'static str) -> impl Strategy<Value = Drawing> {
    let marks = prop::option::of(prop::sample::select(Mark::ALL.to_vec()));
    let component = (
        name,
        "[ab]?",
        marks,
        prop::option::of(0..12_usize),
        1..4_usize,
    );
    let components = prop::collection::vec(component, 0..12);
    let members = prop::collection::vec(0..13_usize, 0..4);
    let requirement = (0..13_usize, members, 0..4_u32, any::<[bool; 3]>());
    let requirements = prop::collection::vec(requirement, 0..20);
    (name, components, requirements).prop_map(|(title, components, requirements)| {
        let mut drawing = Drawing::new(title);
        for (index, (name, kind, mark, within, count)) in components.into_iter().enumerate() {
            let mut component = DrawnComponent::new(format!("{name}{index}"));
            component.worst = Some(name.clone());
            component.owner = name;
            (component.kind, component.mark) = (kind, mark);
            (component.within, component.count) = (within, count);
            drawing.components.push(component);
        }
        for (owner, members, need, [soft, assumed, unmet]) in requirements {
            let mut requirement = DrawnRequirement::new(owner, members);
            requirement.need = need;
            requirement.effect = if soft { Effect::Soft } else { Effect::Hard };
            requirement.assumed_from = assumed.then(|| drawing.title.clone());
            requirement.is_unmet = unmet;
            drawing.requirements.push(requirement);
        }
        drawing
    })
}
