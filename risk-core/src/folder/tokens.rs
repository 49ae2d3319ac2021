//! Where the parts of a JSON text stand.

use std::iter::successors;

/// Where the tokens of a JSON text start, by their numbers: its keys, plain values and opening brackets.
#[derive(Debug)]
pub(super) struct Tokens {
    /// The start of one token out of so many, so that a large text needs little memory.
    marks: Vec<usize>,
}

/// The tokens from a mark to the next: finding a token passes over so many at most, and the marks stay few.
const STEP: usize = 256;

impl Tokens {
    pub fn new(text: &str) -> Self {
        let marks = tokens(text).step_by(STEP).collect();
        Self { marks }
    }

    /// Where a token of the text starts, in bytes.
    pub fn start(&self, text: &str, token: usize) -> usize {
        let mark = self.marks.get(token / STEP).copied();
        let mark = mark.unwrap_or(text.len());
        mark + tokens(&text[mark..]).nth(token % STEP).unwrap_or_default()
    }
}

/// The starts of the tokens. The first one has the space before it.
pub(super) fn tokens(text: &str) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes();
    let space = |from: usize| bytes[from..].iter().position(|byte| !is_between(*byte));
    successors(Some(0), move |start| {
        let token = start + space(*start)?;
        let end = token + length(&bytes[token..]);
        Some(end + space(end)?)
    })
}

/// What stands between tokens: a list is over when something else begins.
fn is_between(byte: u8) -> bool {
    matches!(
        byte,
        b' ' | b'\n' | b'\r' | b'\t' | b',' | b':' | b']' | b'}'
    )
}

/// The bytes of the token that a text begins with.
fn length(text: &[u8]) -> usize {
    let mut is_escaped = false;
    let mut ends_text = |byte: u8| {
        let ends = byte == b'"' && !is_escaped;
        is_escaped = byte == b'\\' && !is_escaped;
        ends
    };
    let ends_value = |byte: u8| is_between(byte) || matches!(byte, b'"' | b'{' | b'[');
    let end = match text[0] {
        b'{' | b'[' => Some(1),
        b'"' => (text[1..].iter().position(|byte| ends_text(*byte))).map(|quote| quote + 2),
        _ => text.iter().position(|byte| ends_value(*byte)),
    };
    end.unwrap_or(text.len())
}
