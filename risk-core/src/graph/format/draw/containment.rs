//! Which component is drawn within which.

use super::Drawing;

/// Deeper nesting is nobody's data centre, and no program draws it well.
const DEEPEST: usize = 16;

/// A forest: the container of each component, without cycles.
pub(super) struct Containment {
    parents: Vec<Option<usize>>,
    has_content: Vec<bool>,
}

impl Containment {
    pub fn of(drawing: &Drawing) -> Self {
        let count = drawing.components.len();
        let in_range = |parent: &usize| *parent < count;
        let within = drawing.components.iter().map(|component| component.within);
        let mut parents: Vec<_> = within.map(|parent| parent.filter(in_range)).collect();
        let order = inward(&mut parents);
        flatten(&mut parents, &order);
        let mut has_content = vec![false; count];
        for parent in parents.iter().flatten() {
            has_content[*parent] = true;
        }
        Self {
            parents,
            has_content,
        }
    }

    pub fn parent(&self, component: usize) -> Option<usize> {
        self.parents[component]
    }

    /// Whether something is drawn within the component.
    pub fn is_container(&self, component: usize) -> bool {
        self.has_content[component]
    }

    /// Whether a place is the container or lies within it.
    pub fn is_inside(&self, place: Option<usize>, container: usize) -> bool {
        self.outward(place).any(|outer| outer == container)
    }

    /// The innermost container that holds both places.
    pub fn common(&self, a: Option<usize>, b: Option<usize>) -> Option<usize> {
        self.outward(a)
            .find(|container| self.is_inside(b, *container))
    }

    fn outward(&self, place: Option<usize>) -> impl Iterator<Item = usize> {
        std::iter::successors(place, |container| self.parents[*container])
    }
}

/// The components, each after its container. The components on a cycle of containers lose
/// theirs.
fn inward(parents: &mut [Option<usize>]) -> Vec<usize> {
    let mut order = Vec::with_capacity(parents.len());
    let mut is_placed = vec![false; parents.len()];
    let mut is_on_path = vec![false; parents.len()];
    for start in 0..parents.len() {
        let mut path = Vec::new();
        let mut next = Some(start);
        while let Some(component) = next.filter(|component| !is_placed[*component]) {
            if is_on_path[component] {
                let first = path.iter().position(|on_path| *on_path == component);
                for on_cycle in path.iter().skip(first.unwrap_or(0)) {
                    parents[*on_cycle] = None;
                }
                break;
            }
            is_on_path[component] = true;
            path.push(component);
            next = parents[component];
        }
        for component in path.into_iter().rev() {
            is_placed[component] = true;
            order.push(component);
        }
    }
    order
}

/// Moves what is nested too deep outward.
fn flatten(parents: &mut [Option<usize>], order: &[usize]) {
    let mut depths = vec![0; parents.len()];
    for component in order {
        if let Some(parent) = parents[*component] {
            if depths[parent] == DEEPEST {
                parents[*component] = parents[parent];
            }
            depths[*component] = DEEPEST.min(depths[parent] + 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::format::DrawnComponent;

    fn containment(parents: &[Option<usize>]) -> Containment {
        let mut drawing = Drawing::new("");
        drawing.components = parents.iter().map(|_| DrawnComponent::new("")).collect();
        for (component, parent) in drawing.components.iter_mut().zip(parents) {
            component.within = *parent;
        }
        Containment::of(&drawing)
    }

    #[test]
    fn a_circle_is_no_container_but_what_hangs_on_it_has_one() {
        let cycle = containment(&[Some(1), Some(2), Some(0), Some(2), Some(4), Some(9)]);
        let parents = [None, None, None, Some(2), None, None];
        assert_eq!(cycle.parents, parents);
        assert!(cycle.is_container(2) && !cycle.is_container(0));
    }

    #[test]
    fn what_is_nested_too_deep_moves_outward() {
        let chain: Vec<_> = (0..100_000_usize).map(|i| i.checked_sub(1)).collect();
        let chain = containment(&chain);
        assert_eq!(chain.parent(DEEPEST), Some(DEEPEST - 1));
        assert_eq!(chain.parent(99_999), Some(DEEPEST - 1));
    }

    #[test]
    fn the_common_container_is_the_innermost() {
        let zones = containment(&[None, Some(0), Some(0), Some(1), Some(2)]);
        assert_eq!(zones.common(Some(1), Some(2)), Some(0));
        assert_eq!(zones.common(Some(1), Some(1)), Some(1));
        assert_eq!(zones.common(Some(1), None), None);
        assert!(zones.is_inside(Some(1), 0) && !zones.is_inside(None, 0));
    }
}
