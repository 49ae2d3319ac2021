//! Components by number.

/// A component of a graph, by its position from 0.
///
/// It means something in the graph that it is of alone: whatever takes one panics where it is of a larger graph, and
/// answers for some other component where it is of another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ComponentId(pub(super) u32);

impl ComponentId {
    /// The position of the component in its graph, from 0.
    pub fn index(self) -> usize {
        index(self.0)
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
