//! What a picture consists of, whatever the format: boxes in boxes, junctions and lines.

use std::fmt;

use indexmap::IndexMap;
use indexmap::map::Entry;

use super::containment::Containment;
use super::{Drawing, DrawnRequirement};
use crate::register::Effect;

/// A drawing taken apart into what is drawn.
pub(super) struct Layout {
    pub containment: Containment,
    /// The junctions by what they join, in order, and how much of that is needed.
    pub junctions: IndexMap<(Vec<usize>, u32), Junction>,
    pub lines: Vec<Line>,
    /// Whether a line ends at each component.
    pub has_lines: Vec<bool>,
    /// Whether a line between each container and what is in it needs a node for the container.
    pub has_inner_lines: Vec<bool>,
}

/// The small node between owners and the members of which some are enough. All owners that need
/// as many of the same members share it: a zone with thirty services has one.
pub(super) struct Junction {
    pub need: u32,
    pub of: usize,
    /// The innermost container of all that it joins.
    pub place: Option<usize>,
}

/// A line from who needs to what is needed.
pub(super) struct Line {
    pub from: End,
    pub to: End,
    pub effect: Effect,
    pub is_assumed: bool,
    pub is_unmet: bool,
}

/// What a line ends at.
#[derive(Clone, Copy)]
pub(super) enum End {
    Component(usize),
    Junction(usize),
}

impl fmt::Display for End {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Component(component) => write!(f, "n{component}"),
            Self::Junction(junction) => write!(f, "j{junction}"),
        }
    }
}

/// What to write next, so that what is within a container comes between its ends.
#[derive(Clone, Copy)]
pub(super) enum Step {
    Open(usize),
    Component(usize),
    Junction(usize),
    Close,
}

impl Layout {
    pub fn of(drawing: &Drawing) -> Self {
        let count = drawing.components.len();
        let mut layout = Self {
            containment: Containment::of(drawing),
            junctions: IndexMap::new(),
            lines: Vec::new(),
            has_lines: vec![false; count],
            has_inner_lines: vec![false; count],
        };
        let owned = |requirement: &&DrawnRequirement| requirement.owner < count;
        for requirement in drawing.requirements.iter().filter(owned) {
            let members = requirement.members_among(count);
            if requirement.is_choice() && !members.is_empty() {
                let junction = layout.junction(members, requirement.need);
                layout.join(requirement.owner, junction);
                layout.draw(requirement, End::Junction(junction));
            } else {
                for member in members {
                    layout.draw(requirement, End::Component(member));
                }
            }
        }
        layout.note_ends();
        layout
    }

    /// The container around an end; a container is not around itself.
    fn place(&self, end: End) -> Option<usize> {
        match end {
            End::Component(component) => self.containment.parent(component),
            End::Junction(junction) => self.junctions[junction].place,
        }
    }

    /// The container at whose border a line ends. One that also holds the other end has none: there
    /// the line ends inside.
    pub fn boundary(&self, end: End, other: End) -> Option<usize> {
        let End::Component(component) = end else {
            return None;
        };
        let is_container = self.containment.is_container(component);
        let holds_other = self.containment.is_inside(self.place(other), component)
            || matches!(other, End::Component(other) if other == component);
        (is_container && !holds_other).then_some(component)
    }

    /// The boxes from the first to the last, each part as it is written, and what is within a container moved in.
    pub fn boxes(&self, indent: &str, write: impl Fn(Step) -> String) -> String {
        let mut out = String::new();
        let mut depth = 1;
        for step in self.steps() {
            depth -= usize::from(matches!(step, Step::Close));
            for line in write(step).lines() {
                out += &format!("{}{line}\n", indent.repeat(depth));
            }
            depth += usize::from(matches!(step, Step::Open(_)));
        }
        out
    }

    /// The steps from the first box to the last.
    fn steps(&self) -> Vec<Step> {
        let mut content: Vec<Vec<Step>> = vec![Vec::new(); self.has_lines.len()];
        let mut outermost = Vec::new();
        let mut put = |place: Option<usize>, step| match place {
            Some(container) => content[container].push(step),
            None => outermost.push(step),
        };
        for component in 0..self.has_lines.len() {
            let step = if self.containment.is_container(component) {
                Step::Open(component)
            } else {
                Step::Component(component)
            };
            put(self.containment.parent(component), step);
        }
        for (index, junction) in self.junctions.values().enumerate() {
            put(junction.place, Step::Junction(index));
        }
        unfold(outermost, content)
    }

    /// Notes which components lines end at, and how.
    fn note_ends(&mut self) {
        for index in 0..self.lines.len() {
            let (from, to) = (self.lines[index].from, self.lines[index].to);
            for (end, other) in [(from, to), (to, from)] {
                if let End::Component(component) = end {
                    self.has_lines[component] = true;
                    self.has_inner_lines[component] |= self.boundary(end, other).is_none();
                }
            }
        }
    }

    /// The junction of these members, made when it is the first of its sort.
    fn junction(&mut self, members: Vec<usize>, need: u32) -> usize {
        let mut sorted = members.clone();
        sorted.sort_unstable();
        let entry = self.junctions.entry((sorted, need));
        let junction = entry.index();
        if let Entry::Vacant(new) = entry {
            let places = members.iter().map(|m| self.containment.parent(*m));
            let common = places.reduce(|a, b| self.containment.common(a, b));
            new.insert(Junction {
                need,
                of: members.len(),
                place: common.flatten(),
            });
            self.lines.extend(members.into_iter().map(|member| Line {
                from: End::Junction(junction),
                to: End::Component(member),
                effect: Effect::Hard,
                is_assumed: false,
                is_unmet: false,
            }));
        }
        junction
    }

    /// Moves a junction to where it is near to one more owner.
    fn join(&mut self, owner: usize, junction: usize) {
        let owner = self.containment.parent(owner);
        let place = &mut self.junctions[junction].place;
        *place = self.containment.common(*place, owner);
    }

    fn draw(&mut self, requirement: &DrawnRequirement, to: End) {
        self.lines.push(Line {
            from: End::Component(requirement.owner),
            to,
            effect: requirement.effect,
            is_assumed: requirement.assumed_from.is_some(),
            is_unmet: requirement.is_unmet,
        });
    }
}

/// Puts the content of each container between its ends.
fn unfold(outermost: Vec<Step>, mut content: Vec<Vec<Step>>) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut ahead: Vec<Step> = outermost.into_iter().rev().collect();
    while let Some(step) = ahead.pop() {
        steps.push(step);
        if let Step::Open(container) = step {
            ahead.push(Step::Close);
            let within = std::mem::take(&mut content[container]);
            ahead.extend(within.into_iter().rev());
        }
    }
    steps
}
