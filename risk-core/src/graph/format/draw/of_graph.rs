//! The drawing of a graph.

use std::collections::HashMap;

use super::{Drawing, DrawnComponent, DrawnRequirement, Mark};
use crate::graph::{BlastRadius, ComponentId, ComponentSet, Graph, Need, Result, Source};

impl Drawing {
    /// The drawing of some components of a graph and of what they require of each other; with what a failure does
    /// to them, where one is given. Of a group of which some members are not drawn, those that are count as
    /// the group.
    ///
    /// # Errors
    ///
    /// When the components or the failure are of another graph.
    pub fn of(
        graph: &Graph,
        blast: Option<&BlastRadius<'_>>,
        drawn: &ComponentSet,
    ) -> Result<Self> {
        let places: HashMap<ComponentId, usize> = drawn.iter().zip(0..).collect();
        let mut drawing = Self::new(graph.register().title());
        for component in drawn.iter() {
            drawing
                .components
                .push(component_of(graph, blast, component, &places)?);
            let sources = graph.sources(component)?;
            for need in graph.structure().needs(component)? {
                let drawn = requirement_of(sources.of(&need), blast, &need, &places)?;
                drawing.requirements.extend(drawn);
            }
        }
        Ok(drawing)
    }
}

fn component_of(
    graph: &Graph,
    blast: Option<&BlastRadius<'_>>,
    component: ComponentId,
    places: &HashMap<ComponentId, usize>,
) -> Result<DrawnComponent> {
    let mut drawn = DrawnComponent::new(graph.key(component)?.to_string());
    if let Some(blast) = blast {
        drawn.mark = Mark::of(blast.condition(component)?);
    }
    drawn.worst = graph.worst_label(component)?;
    drawn.unknown = usize::from(!graph.structure().is_known(component)?);
    if let Some(stated) = graph.stated(component)? {
        drawn.kind.clone_from(&stated.kind);
        drawn.owner.clone_from(&stated.owner);
        let container = graph.named(&stated.within);
        drawn.within = container.and_then(|container| places.get(&container).copied());
    }
    Ok(drawn)
}

/// A requirement whose members are drawn; containment is drawn otherwise.
fn requirement_of(
    source: Source<'_>,
    blast: Option<&BlastRadius<'_>>,
    need: &Need,
    places: &HashMap<ComponentId, usize>,
) -> Result<Option<DrawnRequirement>> {
    let members = need
        .members
        .iter()
        .filter_map(|member| places.get(member).copied());
    let mut drawn = DrawnRequirement::new(places[&need.owner], members);
    if source == Source::Within || drawn.members.is_empty() {
        return Ok(None);
    }
    drawn.need = need.need.min(drawn.need);
    drawn.effect = need.effect;
    if let Some(blast) = blast {
        drawn.is_unmet = blast.is_unmet(need)?;
    }
    if let Source::Assumed(from) = source {
        drawn.assumed_from = Some(from.to_owned());
    }
    Ok(Some(drawn))
}
