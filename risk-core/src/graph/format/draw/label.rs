//! The words of a picture.

use super::layout::Line;
use super::{Drawing, DrawnComponent, Mark};
use crate::record::text::shown;
use crate::register::Effect;

/// The lines of text in a component: its name, and what there is to state about it.
pub(super) fn lines(component: &DrawnComponent) -> Vec<String> {
    let mut lines = vec![shown(&component.name)];
    lines.extend(component.mark.map(|mark| mark.words().to_owned()));
    let worst = component.worst.as_deref();
    lines.extend(worst.map(|worst| format!("worst risk: {}", shown(worst))));
    if !component.needs_known {
        lines.push("needs unknown".to_owned());
    }
    lines
}

/// The kind and the owner, as far as they are known.
pub(super) fn details(component: &DrawnComponent) -> String {
    let details = [component.kind.as_str(), component.owner.as_str()];
    let known = details.into_iter().filter(|text| !text.is_empty());
    known.map(shown).collect::<Vec<_>>().join(", ")
}

/// What is written beside a line; nothing for most.
pub(super) fn beside(line: &Line) -> &'static str {
    match (line.effect, line.is_assumed) {
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
