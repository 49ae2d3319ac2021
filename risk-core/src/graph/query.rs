//! What is related to what.

use std::collections::HashMap;

use fixedbitset::FixedBitSet;

use super::id::index;
use super::{ComponentId, ComponentSet, Structure};

/// Which way requirements are followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// To what is required.
    Requirements,
    /// To what requires it.
    Dependents,
    /// To both.
    Both,
}

/// Which requirements are followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Through {
    /// The hard ones.
    Hard,
    /// The soft ones.
    Soft,
    /// All of them.
    All,
}

/// A question: what is reached from some components in a direction, through requirements of some effect. Each
/// member of a group counts, however many are needed.
///
/// ```
/// use risk_core::Effect;
/// use risk_core::graph::{Direction, Structure, Through};
///
/// let mut builder = Structure::builder(3);
/// let [api, queue, mail] = [0, 1, 2].map(|at| builder.component(at).unwrap());
/// builder.require(api, &[queue], 1, Effect::Hard)?;
/// builder.require(queue, &[mail], 1, Effect::Soft)?;
/// let structure = builder.freeze();
///
/// let all = structure.query([api], Direction::Requirements)?.resolve();
/// let hard = structure.query([api], Direction::Requirements)?.through(Through::Hard).resolve();
/// assert_eq!(all.difference(&hard)?.iter().collect::<Vec<_>>(), [mail]);
/// # Ok::<(), risk_core::graph::BadRequirement>(())
/// ```
#[derive(Debug, Clone)]
pub struct Query<'g> {
    structure: &'g Structure,
    from: Vec<u32>,
    direction: Direction,
    through: Through,
    depth: usize,
}

/// The last step of a shortest way to a component.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LastStep {
    /// The component before it.
    pub from: ComponentId,
    /// How many steps the way has.
    pub steps: usize,
}

impl<'g> Query<'g> {
    pub(super) fn new(structure: &'g Structure, from: Vec<u32>, direction: Direction) -> Self {
        Self {
            structure,
            from,
            direction,
            through: Through::All,
            depth: usize::MAX,
        }
    }

    /// Only through requirements of this effect.
    #[must_use]
    pub fn through(mut self, through: Through) -> Self {
        self.through = through;
        self
    }

    /// Only over so many steps.
    #[must_use]
    pub fn depth(mut self, depth: usize) -> Self {
        self.depth = depth;
        self
    }

    /// The components that are reached, those that it began with among them.
    pub fn resolve(&self) -> ComponentSet {
        let mut reached = FixedBitSet::with_capacity(self.structure.len());
        self.walk(|_, component| !reached.put(index(component)));
        self.structure.set_of_bits(reached)
    }

    /// For each component that is reached, but for those that it began with: the last step to it on a shortest way from
    /// these.
    pub(crate) fn steps(&self) -> HashMap<ComponentId, LastStep> {
        let structure = self.structure;
        let mut reached = FixedBitSet::with_capacity(structure.len());
        let mut steps: HashMap<ComponentId, LastStep> = HashMap::new();
        self.walk(|from, component| {
            let is_new = !reached.put(index(component));
            if let Some(from) = from.filter(|_| is_new).map(|from| structure.id(from)) {
                let before = steps.get(&from).map_or(0, |step| step.steps);
                steps.insert(
                    structure.id(component),
                    LastStep {
                        from,
                        steps: before + 1,
                    },
                );
            }
            is_new
        });
        steps
    }

    /// Goes from the components to what is reached, nearest first. For each step it asks whether what it leads to,
    /// and from what, is new.
    fn walk(&self, mut is_new: impl FnMut(Option<u32>, u32) -> bool) {
        let from = self.from.iter().copied();
        let mut order: Vec<u32> = from.filter(|one| is_new(None, *one)).collect();
        let (mut begin, mut steps) = (0, 0);
        while begin < order.len() && steps < self.depth {
            let end = order.len();
            for at in begin..end {
                let from = order[at];
                self.step(from, |next| {
                    if is_new(Some(from), next) {
                        order.push(next);
                    }
                });
            }
            begin = end;
            steps += 1;
        }
    }

    /// Visits the components that are one step away.
    fn step(&self, component: u32, mut visit: impl FnMut(u32)) {
        for layer in self.structure.layers(self.through) {
            if self.direction != Direction::Dependents {
                layer.members(component).for_each(&mut visit);
            }
            if self.direction != Direction::Requirements {
                layer.owners(component).for_each(&mut visit);
            }
        }
    }
}
