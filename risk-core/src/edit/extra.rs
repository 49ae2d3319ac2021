//! Values beyond the model, as they are typed into a spreadsheet.

use std::iter;

use super::quote::unquoted;
use super::table::Table;
use super::{Assignment, EditError};
use crate::record::Key;
use crate::record::text::{fold, keeps_digits};
use crate::register::{DateTime, Extra, ExtraValue, Headers};
use crate::register::{Record, RecordField};

/// Sets the value under the header that is meant, or takes it out. Before the command the record had others.
pub(super) fn assign<T: Record>(
    (extra, before): (&mut Extra, &Extra),
    typed: &Key,
    assignment: &Assignment,
    others: &Table<T>,
) -> Result<Key, EditError> {
    let text = assignment.only_set()?;
    let key = header([before, extra], typed, others)?;
    if extra.get(&key).is_none() {
        new_header::<T::Field>(key.name())?;
    }
    if text.trim().is_empty() {
        extra.remove(&key);
    } else {
        let value = match value(text) {
            // A version `1.10` is none of `1.1`; among numbers it is that one.
            number
                if is_number(&number)
                    && ends_in_zero(text)
                    && !has_numbers(extra, &key, others) =>
            {
                ExtraValue::Text(text.trim().to_owned())
            }
            value => value,
        };
        extra.insert(key.clone(), value);
    }
    Ok(key)
}

fn is_number(value: &ExtraValue) -> bool {
    matches!(value, ExtraValue::Integer(_) | ExtraValue::Float(_))
}

/// Whether a number is written with a last digit that its value does not need.
fn ends_in_zero(text: &str) -> bool {
    let text = text.trim();
    text.contains('.') && text.ends_with('0')
}

/// Whether a record has a number under a header.
fn has_numbers<T: Record>(extra: &Extra, key: &Key, others: &Table<T>) -> bool {
    // So many show what a column has: to look at all for each of many that are set would grow with the square.
    const SHOWN: usize = 1_000;
    let others = others.iter().take(SHOWN).map(|(_, record)| record.extra());
    let mut all = iter::once(extra).chain(others);
    all.any(|extra| extra.get(key).is_some_and(is_number))
}

/// The header that is meant, as the record spells it, or did before what is set beside it; else as others do; else a new one.
fn header<T: Record>(own: [&Extra; 2], typed: &Key, others: &Table<T>) -> Result<Key, EditError> {
    if own.iter().any(|extra| extra.get(typed).is_some()) {
        return Ok(typed.clone());
    }
    let found = match others.headers().meant(typed) {
        Ok(None) => Headers::of(iter::once(own[1])).meant(typed),
        found => found,
    };
    let found = found.map_err(|alike| EditError::AmbiguousHeader {
        header: typed.to_string(),
        alike,
    })?;
    let Some(header) = found else {
        return Ok(typed.clone());
    };
    let own = own.iter().find_map(|extra| header.find(extra));
    Ok(own.map_or(header.key(), |(key, _)| key).clone())
}

/// Refuses a header that would be read as something else.
fn new_header<F: RecordField>(header: &str) -> Result<(), EditError> {
    let folded = fold(header);
    if header.trim().is_empty() {
        return Err(EditError::BlankHeader);
    }
    match F::ALL.iter().find(|field| fold(field.path()) == folded) {
        Some(field) => Err(EditError::HeaderOfField {
            header: header.to_owned(),
            field: (*field).into(),
        }),
        None => Ok(()),
    }
}

/// What a spreadsheet makes of a text: a number, true or false, a date, or the text. In double
/// quotes it is the text in any case.
pub(super) fn value(typed: &str) -> ExtraValue {
    let text = typed.trim();
    if let Some(text) = unquoted(text) {
        return ExtraValue::Text(text);
    }
    let read = number(text)
        .or_else(|| boolean(text))
        .or_else(|| date_time(text));
    read.unwrap_or_else(|| ExtraValue::Text(typed.to_owned()))
}

/// A number as people write them. `007` and `+4930` are codes, of which something would be lost,
/// and `1e5` is more often a name than a number: these stay text.
fn number(text: &str) -> Option<ExtraValue> {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = match unsigned.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (unsigned, None),
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let code = whole.len() > 1 && whole.starts_with('0');
    if !digits(whole) || code || !fraction.is_none_or(digits) {
        return None;
    }
    match fraction {
        None => text.parse().ok().map(ExtraValue::Integer),
        Some(_) => {
            let number = text.parse().ok();
            let number = number.filter(|number| keeps_digits(*number, text));
            number.and_then(ExtraValue::number)
        }
    }
}

fn boolean(text: &str) -> Option<ExtraValue> {
    let word = text.to_ascii_lowercase();
    word.parse().ok().map(ExtraValue::Boolean)
}

/// A date, or a date and a time, in the extended form without a zone, of which nothing would be
/// lost.
fn date_time(text: &str) -> Option<ExtraValue> {
    const FORMS: [&str; 3] = ["0000-00-00", "0000-00-00T00:00", "0000-00-00T00:00:00"];
    if text.len() > FORMS[2].len() {
        return None;
    }
    let shape = |c: char| match c {
        '0'..='9' => '0',
        ' ' => 'T',
        other => other,
    };
    let form: String = text.chars().map(shape).collect();
    let value: Option<DateTime> = text.parse().ok();
    let value = value.filter(|_| FORMS.contains(&form.as_str()));
    value.map(ExtraValue::DateTime)
}
