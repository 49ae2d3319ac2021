//! An edit in the words that a workbook uses for levels.

use std::borrow::Cow;
use std::sync::Arc;

use crate::edit::{Edited, word};
use crate::error::InvalidRegister;
use crate::register::{Kind, SourceScope};

/// An edit as it is to be made where other words are used for levels: those that change are in these words.
pub(crate) fn in_words<'a>(
    edited: &'a Edited,
    scope: &SourceScope,
) -> Result<Cow<'a, Edited>, InvalidRegister> {
    let SourceScope::Columns { risks: columns, .. } = scope else {
        return Ok(Cow::Borrowed(edited));
    };
    let (before, after) = (&edited.before, &edited.after);
    let mut risks = after.shared_risks().to_vec();
    let mut is_changed = false;
    for (risk, origin) in risks.iter_mut().zip(&edited.lineage.risks) {
        let old = origin.and_then(|at| before.shared_risks().get(at));
        if old.is_some_and(|old| Arc::ptr_eq(old, risk)) {
            continue;
        }
        for (field, words) in &columns.words {
            let Kind::Level(levels, at) = field.kind() else {
                continue;
            };
            let text = at.get(risk).as_deref();
            let stays = old.is_some_and(|old| at.get(old).as_deref() == text);
            let word = text.and_then(|text| word(words, levels(after.scale()), text));
            let word = word.filter(|word| !stays && text != Some(*word));
            if let Some(word) = word.map(str::to_owned) {
                at.set(Arc::make_mut(risk), Some(word));
                is_changed = true;
            }
        }
    }
    if !is_changed {
        return Ok(Cow::Borrowed(edited));
    }
    let (scale, components) = (after.scale().clone(), after.shared_components().to_vec());
    let after = after.with_records(scale, components, risks)?;
    let lineage = edited.lineage.clone();
    Ok(Cow::Owned(Edited::new(before.clone(), after, lineage)))
}
