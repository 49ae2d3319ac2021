//! Answers as JSON.

use std::fmt::Write;

use risk_core::answer::{self, Versioned};
use schemars::JsonSchema;
use serde::Serialize;

use super::text::is_active;

/// The schema of an answer.
pub fn schema<T: JsonSchema>() -> String {
    pretty(&answer::schema::<T>())
}

/// An answer as JSON.
pub fn answer(answer: &impl Serialize) -> String {
    pretty(&Versioned::new(answer))
}

/// JSON in which nothing is left that a terminal would obey.
fn pretty(value: &impl Serialize) -> String {
    let mut text = serde_json::to_string_pretty(value).expect("the value has a JSON form");
    // Next to no answer has any, and a long one is not copied for nothing.
    if text.contains(is_active) {
        text = escaped(&text);
    }
    text.push('\n');
    text
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if is_active(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(escaped, "\\u{unit:04x}").expect("a string takes all writes");
            }
        } else {
            escaped.push(c);
        }
    }
    escaped
}
