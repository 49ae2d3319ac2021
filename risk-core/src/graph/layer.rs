//! The requirements of one effect.

use std::iter::Copied;
use std::slice::Iter;

use super::groups::Groups;
use super::lists::Relation;

/// The requirements of one effect, both ways.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Layer {
    /// Requirements of one component.
    pub singles: Relation,
    /// Requirements of some of several.
    pub groups: Groups,
}

/// The components next to one, over single requirements and over groups.
#[derive(Debug, Clone)]
pub(super) struct Neighbors<'g> {
    singles: Copied<Iter<'g, u32>>,
    /// Members; or, where the owners of groups are wanted, groups.
    others: Copied<Iter<'g, u32>>,
    owners: Option<&'g Groups>,
}

impl Layer {
    /// All that a component requires, each member of a group among it.
    pub fn members(&self, owner: u32) -> Neighbors<'_> {
        Neighbors {
            singles: self.singles.requires.get(owner).iter().copied(),
            others: self.groups.members_of(owner).iter().copied(),
            owners: None,
        }
    }

    /// All that require a component, owners of groups with it among them.
    pub fn owners(&self, member: u32) -> Neighbors<'_> {
        Neighbors {
            singles: self.singles.required_by.get(member).iter().copied(),
            others: self.groups.with_member(member).iter().copied(),
            owners: Some(&self.groups),
        }
    }

    pub fn bytes(&self) -> usize {
        self.singles.bytes() + self.groups.bytes()
    }
}

impl Neighbors<'_> {
    /// The same without those of groups.
    pub fn of_singles(mut self) -> Self {
        self.others = [].iter().copied();
        self
    }
}

impl Iterator for Neighbors<'_> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        self.singles.next().or_else(|| {
            let other = self.others.next()?;
            Some(self.owners.map_or(other, |groups| groups.owner(other)))
        })
    }
}
