//! The drawing of a graph.

use std::collections::HashMap;

use super::{Drawing, DrawnComponent, DrawnRequirement, Mark};
use crate::graph::{BlastRadius, ComponentId, ComponentSet, Graph, Need, Source, State};

impl Drawing {
    /// The drawing of some components of a graph and of what they require of each other; with what a failure does
    /// to them, where one is given. Of a group of which some members are not drawn, those that are count as
    /// the group.
    pub fn of(graph: &Graph<'_>, blast: Option<&BlastRadius<'_>>, drawn: &ComponentSet) -> Self {
        let places: HashMap<ComponentId, usize> = drawn.iter().zip(0..).collect();
        let mut drawing = Self::new(graph.register().title());
        for component in drawn.iter() {
            drawing
                .components
                .push(component_of(graph, blast, component, &places));
            for need in graph.structure().needs(component) {
                drawing
                    .requirements
                    .extend(requirement_of(graph, blast, &need, &places));
            }
        }
        drawing
    }
}

fn component_of(
    graph: &Graph<'_>,
    blast: Option<&BlastRadius<'_>>,
    component: ComponentId,
    places: &HashMap<ComponentId, usize>,
) -> DrawnComponent {
    let ratings = graph.register().scale().rating();
    let worst = graph.worst_rating(component);
    let mut drawn = DrawnComponent::new(graph.key(component).to_string());
    drawn.mark = blast.and_then(|blast| mark(blast, component));
    drawn.worst = worst.map(|level| ratings.label(level).to_owned());
    drawn.needs_known = graph.structure().is_known(component);
    if let Some(stated) = graph.stated(component) {
        drawn.kind.clone_from(&stated.kind);
        drawn.owner.clone_from(&stated.owner);
        let container = graph.named(&stated.within);
        drawn.within = container.and_then(|container| places.get(&container).copied());
    }
    drawn
}

/// A requirement whose members are drawn; containment is drawn otherwise.
fn requirement_of(
    graph: &Graph<'_>,
    blast: Option<&BlastRadius<'_>>,
    need: &Need,
    places: &HashMap<ComponentId, usize>,
) -> Option<DrawnRequirement> {
    let source = graph.source(need);
    let owner = *places.get(&need.owner)?;
    let members = need
        .members
        .iter()
        .filter_map(|member| places.get(member).copied());
    let mut drawn = DrawnRequirement::new(owner, members);
    if source == Source::Within || drawn.members.is_empty() {
        return None;
    }
    drawn.need = need.need.min(drawn.need);
    drawn.effect = need.effect;
    drawn.is_unmet = blast.is_some_and(|blast| blast.is_unmet(need));
    if let Source::Assumed(from) = source {
        drawn.assumed_from = Some(from.to_owned());
    }
    Some(drawn)
}

fn mark(blast: &BlastRadius<'_>, component: ComponentId) -> Option<Mark> {
    let mut eroded = blast.eroded().iter();
    match blast.state(component) {
        _ if blast.failed().contains(component) => Some(Mark::Failed),
        State::Down => Some(Mark::Down),
        State::Degraded => Some(Mark::Degraded),
        State::Up if blast.ungrounded().contains(component) => Some(Mark::Ungrounded),
        State::Up => {
            let is_bare = eroded.any(|one| one.component == component && one.margin == 0);
            is_bare.then_some(Mark::Eroded)
        }
    }
}
