//! The words of an expression.

use std::ops::Range;

use winnow::combinator::{alt, delimited, preceded, repeat, terminated};
use winnow::prelude::*;
use winnow::stream::LocatingSlice;
use winnow::token::{take_till, take_while};

use super::ExpressionError;

/// A word of an expression, and the bytes that it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token<'t> {
    pub sort: Sort<'t>,
    pub span: Range<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort<'t> {
    /// A name, a value or `and`: what stands without quotes.
    Word(&'t str),
    /// A value within quotes.
    Quoted(&'t str),
    /// `>=` and the like, as it is written.
    Operator(&'t str),
    Open,
    Close,
    Comma,
}

/// What ends a word.
fn is_mark(c: char) -> bool {
    c.is_whitespace() || "()\"',<>=!".contains(c)
}

fn token<'t>(input: &mut LocatingSlice<&'t str>) -> winnow::Result<Token<'t>> {
    let quoted = alt((
        delimited('"', take_till(0.., '"'), '"'),
        delimited('\'', take_till(0.., '\''), '\''),
    ));
    let sort = alt((
        quoted.map(Sort::Quoted),
        take_while(1..=2, ['<', '>', '=', '!']).map(Sort::Operator),
        '('.value(Sort::Open),
        ')'.value(Sort::Close),
        ','.value(Sort::Comma),
        take_till(1.., is_mark).map(Sort::Word),
    ));
    let token = sort.with_span().map(|(sort, span)| Token { sort, span });
    terminated(token, blank).parse_next(input)
}

fn blank(input: &mut LocatingSlice<&str>) -> winnow::Result<()> {
    take_while(0.., char::is_whitespace)
        .void()
        .parse_next(input)
}

/// The words of a text.
///
/// # Errors
///
/// When a quote is not closed.
pub(super) fn tokens(text: &str) -> Result<Vec<Token<'_>>, ExpressionError> {
    let mut all = preceded(blank, repeat(0.., token));
    all.parse(LocatingSlice::new(text)).map_err(|error| {
        let at = error.offset();
        ExpressionError::new(text, &(at..text.len()), "the quote is not closed")
    })
}
