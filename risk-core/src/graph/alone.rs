//! What is needed without redundancy.

use fixedbitset::FixedBitSet;
use petgraph::visit::Dfs;

use super::view::View;
use super::{ComponentId, ComponentSet, Structure};

impl Structure {
    /// The components that each of some needs without redundancy, over any number of steps, these among them: the failure of
    /// one of them alone is enough to bring all of these down. Others may be enough as well.
    pub(crate) fn needed_alone_by_all(&self, components: &[ComponentId]) -> ComponentSet {
        let alone = View {
            structure: self,
            groups: false,
        };
        let needed = components.iter().map(|component| {
            let mut walk = Dfs::new(alone, component.number);
            while walk.next(alone).is_some() {}
            walk.discovered
        });
        let by_all = needed.reduce(|mut all, one| {
            all.intersect_with(&one);
            all
        });
        self.set_of_bits(by_all.unwrap_or_else(|| FixedBitSet::with_capacity(self.len())))
    }
}
