//! Values of fields that are one text, a level, a word, a date or a duration.

use super::words::word;
use super::{Assignment, EditError, Editor};
use crate::record::Field;
use crate::register::{Levels, Recognise, Scale, Stated};

/// Text of one line, without the white space around it.
pub(super) fn line(field: Field, assignment: &Assignment) -> Result<String, EditError> {
    let text = assignment.only_set()?.trim();
    if text.contains(['\n', '\r']) {
        return Err(EditError::SeveralLines { field });
    }
    Ok(text.to_owned())
}

/// Sets a text, or adds a line to it.
pub(super) fn prose(
    text: &mut String,
    field: Field,
    assignment: &Assignment,
) -> Result<(), EditError> {
    let value = assignment.value();
    let blank = value.trim().is_empty();
    if !assignment.adds() {
        *text = if blank {
            String::new()
        } else {
            value.to_owned()
        };
        return Ok(());
    }
    if blank {
        return Err(EditError::NothingToAdd { field });
    }
    if text.trim().is_empty() {
        text.clear();
    } else if !text.ends_with('\n') {
        text.push('\n');
    }
    text.push_str(value);
    Ok(())
}

/// The field of an axis, and its levels on a scale.
pub(super) type Axis = (Field, fn(&Scale) -> &Levels);

/// The word for the level that a text means: the one that the source of the register uses, or its label.
pub(super) fn level(
    axis: Axis,
    editor: &Editor,
    assignment: &Assignment,
) -> Result<Option<String>, EditError> {
    let text = assignment.only_set()?.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let label = label(axis, &editor.scale, text)?;
    let words = match axis.0 {
        Field::Risk(field) => editor.words.get(&field),
        Field::Component(_) => None,
    };
    let word = words.and_then(|words| word(words, axis.1(&editor.scale), text));
    Ok(Some(word.unwrap_or(label).to_owned()))
}

/// The label of the level that a text means on an axis.
pub(super) fn label<'a>(
    (field, levels): Axis,
    scale: &'a Scale,
    text: &str,
) -> Result<&'a str, EditError> {
    let levels = levels(scale);
    let level = levels.find(text).ok_or_else(|| EditError::UnknownLevel {
        field,
        text: text.to_owned(),
        nearest: levels.nearest(text).map(str::to_owned),
        scale: scale.name().to_owned(),
        levels: levels.labels().into_iter().map(str::to_owned).collect(),
    })?;
    Ok(levels.label(level))
}

/// The value that an assignment states; `None` where it takes the value out.
pub(super) fn recognised<T: Recognise>(
    assignment: &Assignment,
) -> Result<Option<Stated<T>>, EditError> {
    let text = assignment.only_set()?.trim();
    if text.is_empty() {
        return Ok(None);
    }
    recognise(assignment.path(), text).map(|value| Some(Stated::Known(value)))
}

/// The value that the text at a path is recognised as.
pub(super) fn recognise<T: Recognise>(path: String, text: &str) -> Result<T, EditError> {
    text.parse().map_err(|_| EditError::Unrecognised {
        path,
        text: text.to_owned(),
        reason: T::refusal(text),
        nearest: T::meant(text),
    })
}
