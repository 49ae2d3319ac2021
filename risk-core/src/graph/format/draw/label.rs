//! The words of a picture.

use super::layout::{End, Layout, Line};
use super::{Drawing, DrawnComponent, Mark};
use crate::record::text::shown;
use crate::register::Effect;

/// What is written in and beside everything. What would be the same for all of them stands in the key alone.
pub(super) struct Words {
    /// What all lines are, where they are the same and there is something to say of it.
    of_all_lines: Option<Look>,
    all_unknown: bool,
}

impl Words {
    pub fn of(drawing: &Drawing, layout: &Layout) -> Self {
        let lines = layout.lines.iter();
        let mut stated = lines.filter(|line| !matches!(line.from, End::Junction(_)));
        let first = stated.next().map(look);
        let common = first.filter(|first| {
            let mut rest = stated.map(look).peekable();
            rest.peek().is_some() && rest.all(|look| look == *first)
        });
        let all = &drawing.components;
        Self {
            of_all_lines: common.filter(|look| !words(*look).is_empty()),
            all_unknown: all.len() > 1 && all.iter().all(|c| c.unknown == c.count),
        }
    }

    /// The lines of text in a component: its name, and what there is to state about it.
    pub fn inside(&self, component: &DrawnComponent) -> Vec<String> {
        let mut lines = vec![shown(&component.name)];
        lines.extend(component.mark.map(|mark| mark.words().to_owned()));
        let worst = component.worst.as_deref();
        lines.extend(worst.map(|worst| format!("worst risk: {}", shown(worst))));
        match component.unknown {
            0 => (),
            _ if self.all_unknown => (),
            unknown if unknown < component.count => {
                lines.push(format!("needs of {unknown} unknown"));
            }
            _ => lines.push("needs unknown".to_owned()),
        }
        lines
    }

    /// What is written beside a line; nothing for most.
    pub fn beside(&self, line: &Line) -> &'static str {
        match self.of_all_lines {
            Some(_) => "",
            None => words(look(line)),
        }
    }

    /// What the key has to say of all components or lines.
    pub fn of_all(&self) -> Vec<&'static str> {
        let lines = self.of_all_lines.map(|look| match look {
            (Effect::Hard, _) => "every line is assumed: imported, not confirmed",
            (Effect::Soft, false) => "every line is soft: without it, some still works",
            (Effect::Soft, true) => "every line is soft and assumed",
        });
        let unknown = self
            .all_unknown
            .then_some("nobody has stated what any of these needs");
        lines.into_iter().chain(unknown).collect()
    }
}

/// The kind and the owner, as far as they are known.
pub(super) fn details(component: &DrawnComponent) -> String {
    let details = [component.kind.as_str(), component.owner.as_str()];
    let known = details.into_iter().filter(|text| !text.is_empty());
    known.map(shown).collect::<Vec<_>>().join(", ")
}

/// Whether a line is soft, and whether it is assumed.
type Look = (Effect, bool);

fn look(line: &Line) -> Look {
    (line.effect, line.is_assumed)
}

/// What there is to say of a line; nothing for most.
fn words(look: Look) -> &'static str {
    match look {
        (Effect::Hard, false) => "",
        (Effect::Hard, true) => "assumed",
        (Effect::Soft, false) => "soft",
        (Effect::Soft, true) => "soft, assumed",
    }
}

/// Whether a component keeps data, and so is drawn as a drum.
pub(super) fn is_store(component: &DrawnComponent) -> bool {
    let kind = component.kind.to_lowercase();
    ["database", "storage", "data store", "bucket"]
        .iter()
        .any(|word| kind.contains(word))
}

/// The marks that a drawing has, the worst first.
pub(super) fn marks_used(drawing: &Drawing) -> impl Iterator<Item = Mark> {
    let has = |mark: &Mark| drawing.components.iter().any(|c| c.mark == Some(*mark));
    Mark::ALL.into_iter().filter(has)
}
