//! Requirements that are met by some of their members.

use super::id::{index, number};
use super::lists::Lists;

/// The requirements of which fewer than all members are needed, numbered in the order of their owners.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Groups {
    owners: Box<[u32]>,
    /// How many members have to be down for the requirement not to be met.
    losses: Box<[u32]>,
    members: Lists,
    /// The groups that each component is a member of.
    memberships: Lists,
    /// The number of the first group of each component, and of the last one's end; empty where there are none.
    begins: Box<[u32]>,
}

/// A group that is to be: its owner, its members in order, and its need.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Group {
    pub owner: u32,
    pub members: Box<[u32]>,
    pub need: u32,
}

impl Groups {
    pub fn new(components: usize, mut groups: Vec<Group>) -> Self {
        if groups.is_empty() {
            return Self::default();
        }
        groups.sort_unstable();
        groups.dedup();
        let count = groups.len();
        let pairs = groups.iter().enumerate().flat_map(|(at, group)| {
            let members = group.members.iter();
            members.map(move |member| (number(at), *member))
        });
        let members = Lists::of_pairs(count, pairs);
        let mut begins = vec![0; components + 1];
        for group in &groups {
            begins[index(group.owner) + 1] += 1;
        }
        for owner in 0..components {
            begins[owner + 1] += begins[owner];
        }
        let losses = |group: &Group| number(group.members.len()) - group.need + 1;
        Self {
            owners: groups.iter().map(|group| group.owner).collect(),
            losses: groups.iter().map(losses).collect(),
            memberships: members.reversed(components),
            members,
            begins: begins.into(),
        }
    }

    pub fn len(&self) -> usize {
        self.owners.len()
    }

    pub fn owner(&self, group: u32) -> u32 {
        self.owners[index(group)]
    }

    pub fn members(&self, group: u32) -> &[u32] {
        self.members.get(group)
    }

    /// How many members have to be down for the requirement not to be met.
    pub fn losses(&self, group: u32) -> u32 {
        self.losses[index(group)]
    }

    pub fn need(&self, group: u32) -> u32 {
        number(self.members(group).len()) + 1 - self.losses(group)
    }

    /// The groups that a component is a member of.
    pub fn with_member(&self, component: u32) -> &[u32] {
        self.memberships.get(component)
    }

    /// The groups of an owner.
    pub fn of(&self, owner: u32) -> std::ops::Range<u32> {
        if self.begins.is_empty() {
            return 0..0;
        }
        self.begins[index(owner)]..self.begins[index(owner) + 1]
    }

    /// The members of all groups of an owner, one after the other.
    pub fn members_of(&self, owner: u32) -> &[u32] {
        let groups = self.of(owner);
        self.members.range(groups.start, groups.end)
    }

    pub fn bytes(&self) -> usize {
        size_of_val(&*self.owners)
            + size_of_val(&*self.losses)
            + self.members.bytes()
            + self.memberships.bytes()
            + size_of_val(&*self.begins)
    }
}
