//! Components by number, and of which graph they are.

use std::sync::atomic::{AtomicU32, Ordering};

/// A component of a graph, by its position from 0.
///
/// It knows its graph: whatever is asked about a component of another one refuses to answer, because the component
/// at the same position there is some other. Ids of different graphs are never equal, also where both graphs are of
/// one register. A clone of a graph is the same graph.
///
/// To ask a newer graph of the register about the same component, find it again by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ComponentId {
    graph: GraphId,
    pub(super) number: u32,
}

impl ComponentId {
    /// The position of the component in its graph, from 0.
    pub fn index(self) -> usize {
        index(self.number)
    }
}

/// A component, a set or an answer is of another graph than the one that was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the component is of another graph")]
#[non_exhaustive]
pub struct ForeignComponent;

/// What a graph answers, which it refuses where it is asked about what is of another one.
pub type Result<T, E = ForeignComponent> = std::result::Result<T, E>;

/// What distinguishes one graph from another, in four bytes, so that an id has eight. It comes again after 2³² graphs,
/// which is more than anybody makes while an id of the first is around.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct GraphId(u32);

impl GraphId {
    /// That of a new graph.
    pub fn next() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        Self(NEXT.fetch_add(1, Ordering::Relaxed))
    }

    /// The component of a number.
    pub fn component(self, number: u32) -> ComponentId {
        ComponentId {
            graph: self,
            number,
        }
    }

    /// Whether the graph is the same.
    pub fn check(self, other: Self) -> Result<()> {
        (self == other).then_some(()).ok_or(ForeignComponent)
    }

    /// The number of a component, where it is of this graph.
    pub fn number(self, component: ComponentId) -> Result<u32> {
        self.check(component.graph)?;
        Ok(component.number)
    }
}

/// An answer about what the graph itself gave, which it does not refuse.
pub(crate) trait Ours<T> {
    fn ours(self) -> T;
}

impl<T> Ours<T> for Result<T> {
    fn ours(self) -> T {
        self.expect("a graph is asked about its own components")
    }
}

/// A number of a component or of a group, as a position in a list.
pub(super) fn index(number: u32) -> usize {
    usize::try_from(number).expect("positions have at least 32 bits")
}

/// How many there are, as the numbers are counted.
///
/// # Panics
///
/// When there are more than 2³² - 1, for which no memory that a register could take would do.
pub(super) fn number(index: usize) -> u32 {
    u32::try_from(index).expect("there are less than 2^32 of everything in a graph")
}
