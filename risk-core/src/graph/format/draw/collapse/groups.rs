//! Which components are drawn as one.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::hash::Hash;

use indexmap::IndexMap;

use super::super::{Drawing, DrawnComponent, Mark};
use super::shape::Shape;

/// A partition of the components of a drawing. Those of one group have one mark.
pub(super) struct Groups {
    /// The components of each group, in the order of their first ones.
    pub members: Vec<Vec<usize>>,
    /// The group of each component.
    pub of: Vec<usize>,
}

impl Groups {
    /// At most so many groups; more only where too many failed or are marked otherwise. Each step joins what is
    /// less alike than the one before, and as little of it as need be.
    pub fn of(drawing: &Drawing, most: usize) -> Self {
        let count = drawing.components.len();
        let mut groups = Self {
            members: (0..count).map(|index| vec![index]).collect(),
            of: (0..count).collect(),
        };
        groups.merge_kinds(drawing, most);
        groups.merge_cycles(drawing, most);
        groups.merge_twins(drawing, most);
        groups.merge_layers(drawing, most);
        groups.merge_rest(drawing, most);
        groups
    }

    /// Those of one kind in one container, then those of one kind. A kind that most have tells nothing.
    fn merge_kinds(&mut self, drawing: &Drawing, most: usize) {
        let half = self.members.len() / 2;
        let stated = |c: &DrawnComponent| !c.kind.is_empty();
        let all = &drawing.components;
        self.merge(drawing, most, half, |first, _| {
            let component = &all[first];
            let says = stated(component) || component.within.is_some();
            says.then_some((component.kind.as_str(), component.within))
        });
        self.merge(drawing, most, half, |first, _| {
            let component = &all[first];
            stated(component).then_some(component.kind.as_str())
        });
    }

    /// Those that need each other, around a cycle.
    fn merge_cycles(&mut self, drawing: &Drawing, most: usize) {
        if self.members.len() > most {
            let cycles = self.shape(drawing).cycles();
            let half = self.members.len() / 2;
            self.merge(drawing, most, half, |_, group| Some(cycles[group]));
        }
    }

    /// Those that need the same, and that the same need.
    fn merge_twins(&mut self, drawing: &Drawing, most: usize) {
        if self.members.len() > most {
            let shape = self.shape(drawing);
            let all = self.members.len();
            self.merge(drawing, most, all, |_, group| Some(shape.neighbours(group)));
        }
    }

    /// Those that are as many steps from what needs nothing; then those of several such layers.
    fn merge_layers(&mut self, drawing: &Drawing, most: usize) {
        if self.members.len() > most {
            let layers = self.shape(drawing).layers();
            let all = self.members.len();
            self.merge(drawing, most, all, |_, group| Some(layers[group]));
        }
        if self.members.len() > most {
            let layers = self.shape(drawing).layers();
            let all = self.members.len();
            let count = layers.iter().max().map_or(1, |deepest| deepest + 1);
            let bands = most.max(1);
            self.merge(drawing, most, all, |_, group| {
                Some(layers[group] * bands / count)
            });
        }
    }

    /// Those that the fewest requirements name, by their marks.
    fn merge_rest(&mut self, drawing: &Drawing, most: usize) {
        let excess = self.members.len().saturating_sub(most);
        if excess == 0 {
            return;
        }
        let shape = self.shape(drawing);
        let marks: Vec<Option<Mark>> = (0..self.members.len())
            .map(|group| self.mark(drawing, group))
            .collect();
        let can_merge = |group: &usize| marks[*group] != Some(Mark::Failed);
        let mut rest: Vec<usize> = (0..self.members.len()).filter(can_merge).collect();
        rest.sort_by_key(|group| (marks[*group].is_some(), shape.uses(*group), *group));
        // Those of each mark become one, which takes the place of one of them.
        let mut kept: HashMap<Option<Mark>, usize> = HashMap::new();
        let mut merged = 0;
        for group in rest {
            if merged == excess {
                break;
            }
            let first = *kept.entry(marks[group]).or_insert(group);
            if first != group {
                self.join(first, group);
                merged += 1;
            }
        }
        self.tidy();
    }

    /// Merges the groups of the same key and mark, those of the largest classes first and the marked last, until
    /// there are at most so many. Those without a key, those that failed, and classes of more than `largest` groups
    /// stay apart. Where all are of one class, no more of them are merged than must be.
    ///
    /// The key is asked for with the first component of a group and its number.
    fn merge<K: Hash + Eq>(
        &mut self,
        drawing: &Drawing,
        most: usize,
        largest: usize,
        key: impl Fn(usize, usize) -> Option<K>,
    ) {
        let mut classes: IndexMap<(K, Option<Mark>), Vec<usize>> = IndexMap::new();
        for group in 0..self.members.len() {
            let mark = self.mark(drawing, group);
            let key = key(self.members[group][0], group);
            if let Some(key) = key.filter(|_| mark != Some(Mark::Failed)) {
                classes.entry((key, mark)).or_default().push(group);
            }
        }
        let mut classes: Vec<_> = classes.into_iter().collect();
        classes.retain(|(_, groups)| groups.len() <= largest);
        classes.sort_by_key(|((_, mark), groups)| (mark.is_some(), Reverse(groups.len())));
        let mut count = self.members.len();
        for (_, groups) in classes {
            if count <= most {
                break;
            }
            let is_all = groups.len() == self.members.len();
            let apart = if is_all { most.saturating_sub(1) } else { 0 };
            for other in &groups[apart + 1..] {
                self.join(groups[apart], *other);
                count -= 1;
            }
        }
        self.tidy();
    }

    fn join(&mut self, first: usize, other: usize) {
        let moved = std::mem::take(&mut self.members[other]);
        self.members[first].extend(moved);
    }

    fn mark(&self, drawing: &Drawing, group: usize) -> Option<Mark> {
        drawing.components[self.members[group][0]].mark
    }

    fn shape(&self, drawing: &Drawing) -> Shape {
        Shape::of(drawing, &self.of, self.members.len())
    }

    /// Drops what was merged into others, and numbers the groups anew.
    fn tidy(&mut self) {
        self.members.retain(|members| !members.is_empty());
        for (group, members) in self.members.iter_mut().enumerate() {
            members.sort_unstable();
            for member in members {
                self.of[*member] = group;
            }
        }
    }
}
