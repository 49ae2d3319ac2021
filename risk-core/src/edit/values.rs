//! Values of fields that are one text, a level, a word, a date or a duration.

use std::fmt::Display;
use std::str::FromStr;

use super::{Assignment, EditError};
use crate::record::Field;
use crate::record::text::nearest;
use crate::register::{Duration, Levels, Scale, Stated};

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

/// The label of the level that a text means.
pub(super) fn level(
    axis: Axis,
    scale: &Scale,
    assignment: &Assignment,
) -> Result<Option<String>, EditError> {
    let text = assignment.only_set()?.trim();
    if text.is_empty() {
        return Ok(None);
    }
    label(axis, scale, text).map(|label| Some(label.to_owned()))
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

/// A value that is recognised; of the given words where there are only so many.
pub(super) fn recognised<T: FromStr<Err: Display>>(
    assignment: &Assignment,
    words: &[&str],
) -> Result<Option<Stated<T>>, EditError> {
    let text = assignment.only_set()?.trim();
    if text.is_empty() {
        return Ok(None);
    }
    match text.parse() {
        Ok(value) => Ok(Some(Stated::Known(value))),
        Err(error) => Err(unrecognised(assignment, error, words)),
    }
}

/// A duration.
pub(super) fn duration(assignment: &Assignment) -> Result<Option<Stated<Duration>>, EditError> {
    recognised(assignment, &[]).map_err(of_duration)
}

/// The error of what is no duration, with the one that was probably meant.
pub(super) fn of_duration(mut error: EditError) -> EditError {
    if let EditError::Unrecognised { text, nearest, .. } = &mut error {
        *nearest = Duration::in_other_words(text).map(|duration| duration.to_string());
    }
    error
}

/// The error of a value that is none of its kind.
pub(super) fn unrecognised(
    assignment: &Assignment,
    reason: impl Display,
    words: &[&str],
) -> EditError {
    let text = assignment.value().trim();
    EditError::Unrecognised {
        path: assignment.path(),
        text: text.to_owned(),
        reason: reason.to_string(),
        nearest: nearest(text, words.iter().copied()).map(str::to_owned),
    }
}
