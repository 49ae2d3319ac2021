use super::address::starts_address;

/// Characters that end an address wherever they stand: they would be percent-encoded within one, or
/// are the quotation marks and full stops of scripts that put no space after them.
const ENDS: &str = "<>\"|`\\“”„«»‹›「」『』【】《》（）。，、；：！？";

/// Characters that belong to the sentence when an address ends with them. GitHub leaves off the same
/// from the addresses in Markdown (GFM specification, 6.9), but for the quotation marks and brackets.
const TRAILING: [char; 15] = [
    '.', ',', ';', ':', '!', '?', '\'', '’', '‘', '*', '_', '~', '(', '[', '{',
];

const BRACKETS: [(char, char); 3] = [('(', ')'), ('[', ']'), ('{', '}')];

/// The parts of a prose that may be links, in order: addresses, and words with a dash.
///
/// Every character is read once, so that the time is linear even in hostile text.
pub(super) struct Candidates<'p> {
    rest: &'p str,
}

impl<'p> Candidates<'p> {
    pub(super) fn new(prose: &'p str) -> Self {
        Self { rest: prose }
    }
}

impl<'p> Iterator for Candidates<'p> {
    type Item = &'p str;

    fn next(&mut self) -> Option<&'p str> {
        loop {
            let start = self.rest.find(|c: char| c.is_ascii_alphanumeric())?;
            let here = &self.rest[start..];
            if starts_address(here) {
                let (address, rest) = here.split_at(address_end(here));
                self.rest = rest;
                return Some(address.trim_end_matches(TRAILING));
            }
            let end = here.find(|c| !is_word(c)).unwrap_or(here.len());
            let (word, rest) = here.split_at(end);
            self.rest = rest;
            if word.contains('-') && !continues(rest) {
                return Some(word.trim_end_matches(['-', '_']));
            }
        }
    }
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-' || c == '_'
}

/// Whether a word goes on, as in `OPS-12.md` and `ops-12@example.com`, and so is no key.
fn continues(rest: &str) -> bool {
    let mut following = rest.chars();
    match following.next() {
        Some('@') => true,
        Some('.') => following.next().is_some_and(|c| c.is_ascii_alphanumeric()),
        _ => false,
    }
}

/// Where the address that a text starts with ends.
///
/// A closing bracket that the address did not open ends it, as in `[text](https://example.com)`.
fn address_end(text: &str) -> usize {
    let mut open = [0_usize; BRACKETS.len()];
    for (at, c) in text.char_indices() {
        if c.is_whitespace() || c.is_control() || ENDS.contains(c) {
            return at;
        }
        // A list without spaces; an address after any other mark may be a parameter of this one.
        if matches!(c, ',' | ';') && starts_address(&text[at + 1..]) {
            return at;
        }
        for (depth, (opening, closing)) in open.iter_mut().zip(BRACKETS) {
            if c == opening {
                *depth += 1;
            } else if c == closing {
                match depth.checked_sub(1) {
                    Some(less) => *depth = less,
                    None => return at,
                }
            }
        }
    }
    text.len()
}
