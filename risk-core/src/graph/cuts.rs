//! Which failures together bring a component down.

mod families;
mod meter;
mod singles;
mod tree;

use std::ops::ControlFlow;

use serde::Serialize;

use self::families::Families;
use self::meter::Meter;
use self::tree::Tree;
use super::id::number;
use super::{ComponentId, Result, Structure};

/// How cut sets are searched for. An order alone is enough: `2.into()`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct CutOptions {
    /// The most components of a set; 2 where nothing is specified.
    pub order: usize,
    /// Whether only components fail that have no hard requirement, not of a container either, as the basic events
    /// of a fault tree. Each other one is down with these alone.
    pub leaves: bool,
    /// The most steps of the search, for which it ends with the same answer on every machine. A million steps take
    /// about a tenth of a second and ten megabytes of memory; 50 million where nothing is specified.
    pub budget: u64,
}

/// The minimal cut sets that bring a component down.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct CutSets {
    /// The component.
    pub component: ComponentId,
    /// The sets, smaller ones first, each in the order of the graph. None has another one within it, and none has
    /// the component itself.
    pub sets: Vec<Vec<ComponentId>>,
    /// Whether they are of components that have no hard requirement.
    pub leaves: bool,
    /// Every such set of at most so many components is there. It is less than what was asked for where the search
    /// did not come to its end.
    pub complete_to: usize,
    /// Why the search ended.
    pub ended: SearchEnd,
}

/// Why a search ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum SearchEnd {
    /// It found all that was asked for.
    Complete,
    /// It had taken all steps that it may take.
    Budget,
    /// Whoever asked interrupted it.
    Interrupted,
    /// Of the next order there are more sets than fit into an answer.
    TooManySets,
}

/// How far a search for cut sets has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct CutProgress {
    /// It has found every set of at most so many components.
    pub complete_to: usize,
    /// How many sets these are.
    pub sets: usize,
    /// How many steps it has taken.
    pub steps: u64,
}

/// The most sets of an answer, which take a few hundred megabytes.
const MOST_SETS: usize = 2_000_000;

impl Default for CutOptions {
    fn default() -> Self {
        Self {
            order: 2,
            leaves: false,
            budget: 50_000_000,
        }
    }
}

impl CutOptions {
    /// Sets of at most so many components.
    #[must_use]
    pub fn order(mut self, order: usize) -> Self {
        self.order = order;
        self
    }

    /// Only components that have no hard requirement fail.
    #[must_use]
    pub fn leaves(mut self, leaves: bool) -> Self {
        self.leaves = leaves;
        self
    }

    /// At most so many steps.
    #[must_use]
    pub fn budget(mut self, budget: u64) -> Self {
        self.budget = budget;
        self
    }
}

impl From<usize> for CutOptions {
    fn from(order: usize) -> Self {
        Self::default().order(order)
    }
}

impl Structure {
    /// The minimal sets of components whose failures together bring a component down.
    ///
    /// # Errors
    ///
    /// When the component is of another graph.
    pub fn cut_sets(
        &self,
        component: ComponentId,
        options: impl Into<CutOptions>,
    ) -> Result<CutSets> {
        self.cut_sets_while(component, options, |_| ControlFlow::Continue(()))
    }

    /// The same, with a report every few thousand steps, which may interrupt the search. What it has found is the
    /// answer, up to the order that this is complete to.
    ///
    /// # Errors
    ///
    /// When the component is of another graph.
    pub fn cut_sets_while(
        &self,
        component: ComponentId,
        options: impl Into<CutOptions>,
        mut report: impl FnMut(&CutProgress) -> ControlFlow<()>,
    ) -> Result<CutSets> {
        let options = options.into();
        let mut search = Search {
            tree: Tree::new(self, self.graph.number(component)?, options.leaves),
            meter: Meter {
                budget: options.budget,
                progress: CutProgress::default(),
                report: &mut report,
            },
            sets: Vec::new(),
        };
        let ended = search.run(options.order);
        let ids = |set: &Vec<u32>| set.iter().map(|one| self.id(*one)).collect();
        Ok(CutSets {
            component,
            sets: search.sets.iter().map(ids).collect(),
            leaves: options.leaves,
            complete_to: search.meter.progress.complete_to,
            ended,
        })
    }
}

/// A search for one order after the other, each from the start: most of the work is in the last.
struct Search<'g, 'p> {
    tree: Tree<'g>,
    meter: Meter<'p>,
    sets: Vec<Vec<u32>>,
}

impl Search<'_, '_> {
    fn run(&mut self, order: usize) -> SearchEnd {
        while self.meter.progress.complete_to < order {
            match self.widen() {
                Ok(true) => {}
                Ok(false) => self.meter.progress.complete_to = order,
                Err(end) => return end,
            }
        }
        SearchEnd::Complete
    }

    /// Finds the sets of the next order; whether there may be larger ones.
    fn widen(&mut self) -> Result<bool, SearchEnd> {
        let order = self.meter.progress.complete_to + 1;
        let mut has_larger = true;
        let mut found = if order == 1 {
            self.tree.singles(&mut self.meter)?
        } else {
            let mut families = Families::new(number(order), &mut self.meter);
            let top = self.tree.solve(&mut families)?;
            has_larger = families.has_larger;
            families.largest(top, MOST_SETS.saturating_sub(self.sets.len()))?
        };
        for set in &mut found {
            for event in &mut *set {
                *event = self.tree.component(*event);
                if order == 1 {
                    // What is enough alone is in no larger set.
                    self.tree.spare(*event);
                }
            }
            set.sort_unstable();
        }
        found.sort_unstable();
        self.sets.append(&mut found);
        self.meter.progress.complete_to = order;
        self.meter.progress.sets = self.sets.len();
        Ok(has_larger)
    }
}
