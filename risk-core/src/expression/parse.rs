//! How the words of an expression belong together.

use std::ops::Range;

use super::ExpressionError;
use super::token::{Sort, Token, tokens};

/// An expression as it is written: what its names and values mean is not known yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Parsed<'t> {
    Or(Vec<Self>),
    And(Vec<Self>),
    Not(Box<Self>),
    Test(Name<'t>, Test<'t>),
}

/// The name of a field, and the bytes that it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Name<'t> {
    pub text: &'t str,
    /// What stands in quotes behind `extra.`.
    pub quoted: Option<&'t str>,
    pub span: Range<usize>,
}

/// A value, and the bytes that it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Value<'t> {
    /// More than one for `today + 30d`.
    pub words: Vec<&'t str>,
    pub span: Range<usize>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Test<'t> {
    Present,
    Missing,
    Compare(Operator, Value<'t>),
    In(Vec<Value<'t>>),
    Contains(Value<'t>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operator {
    Equal,
    Unequal,
    Less,
    AtMost,
    Greater,
    AtLeast,
}

impl Operator {
    /// Whether it asks which of two comes first.
    pub fn has_order(self) -> bool {
        !matches!(self, Self::Equal | Self::Unequal)
    }
}

/// Nobody writes so many parentheses and `not` within one another, and evaluation is to need little of the stack.
const DEEPEST: usize = 100;

/// Words that are no names.
const KEYWORDS: [&str; 7] = ["and", "or", "not", "in", "contains", "is", "missing"];

/// Parses an expression.
///
/// # Errors
///
/// When it is none.
pub(super) fn parse(text: &str) -> Result<Parsed<'_>, ExpressionError> {
    let tokens = tokens(text)?;
    let mut parser = Parser {
        text,
        tokens,
        at: 0,
        depth: 0,
    };
    let parsed = parser.any()?;
    match parser.peek() {
        None => Ok(parsed),
        Some(Sort::Close) => Err(parser.error("there is no `(` for this `)`")),
        Some(_) => Err(parser.behind()),
    }
}

struct Parser<'t> {
    text: &'t str,
    tokens: Vec<Token<'t>>,
    at: usize,
    depth: usize,
}

impl<'t> Parser<'t> {
    fn peek(&self) -> Option<Sort<'t>> {
        self.tokens.get(self.at).map(|token| token.sort)
    }

    /// The bytes of the next word; none at the end of the text.
    fn span(&self) -> Range<usize> {
        let end = self.text.len()..self.text.len();
        self.tokens.get(self.at).map_or(end, |one| one.span.clone())
    }

    fn error(&self, message: impl Into<String>) -> ExpressionError {
        ExpressionError::new(self.text, &self.span(), message)
    }

    /// The next word in a message.
    fn found(&self) -> String {
        match self.span() {
            span if span.is_empty() => "the end".to_owned(),
            span => format!("`{}`", &self.text[span]),
        }
    }

    /// Passes over a word that is no name, in any case of letters.
    fn takes(&mut self, keyword: &str) -> bool {
        let is_next =
            matches!(self.peek(), Some(Sort::Word(word)) if word.eq_ignore_ascii_case(keyword));
        self.at += usize::from(is_next);
        is_next
    }

    /// The error of a word behind a whole expression.
    fn behind(&self) -> ExpressionError {
        let error = self.error(format!(
            "expected `and`, `or` or the end, found {}",
            self.found()
        ));
        let before = self.at.checked_sub(1).and_then(|at| self.tokens.get(at));
        match (before.map(|token| token.sort), self.peek()) {
            (_, Some(Sort::Word("&&"))) => error.suggest(Some("and")),
            (_, Some(Sort::Word("||"))) => error.suggest(Some("or")),
            (Some(Sort::Word(first)), Some(Sort::Word(second))) => {
                error.suggest(Some(format!("\"{first} {second}\"")))
            }
            _ => error,
        }
    }

    fn any(&mut self) -> Result<Parsed<'t>, ExpressionError> {
        let mut all = vec![self.all()?];
        while self.takes("or") {
            all.push(self.all()?);
        }
        Ok(one_or(all, Parsed::Or))
    }

    fn all(&mut self) -> Result<Parsed<'t>, ExpressionError> {
        let mut all = vec![self.negated()?];
        while self.takes("and") {
            all.push(self.negated()?);
        }
        Ok(one_or(all, Parsed::And))
    }

    fn negated(&mut self) -> Result<Parsed<'t>, ExpressionError> {
        if self.depth == DEEPEST {
            return Err(self.error(format!("more than {DEEPEST} within one another")));
        }
        self.depth += 1;
        let parsed = if self.takes("not") {
            Parsed::Not(Box::new(self.negated()?))
        } else if self.peek() == Some(Sort::Open) {
            let open = self.span();
            self.at += 1;
            let inner = self.any()?;
            match self.peek() {
                Some(Sort::Close) => self.at += 1,
                Some(_) => return Err(self.behind()),
                None => {
                    return Err(ExpressionError::new(
                        self.text,
                        &open,
                        "the `(` is not closed",
                    ));
                }
            }
            inner
        } else {
            self.test()?
        };
        self.depth -= 1;
        Ok(parsed)
    }

    fn test(&mut self) -> Result<Parsed<'t>, ExpressionError> {
        let name = self.name()?;
        if let Some(Sort::Operator(written)) = self.peek() {
            let operator = self.operator(written)?;
            self.at += 1;
            return Ok(Parsed::Test(name, Test::Compare(operator, self.value()?)));
        }
        if self.takes("is") {
            let is_negated = self.takes("not");
            if !self.takes("missing") {
                let found = self.found();
                return Err(self.error(format!(
                    "expected `missing` or `not missing`, found {found}"
                )));
            }
            let test = if is_negated {
                Test::Present
            } else {
                Test::Missing
            };
            return Ok(Parsed::Test(name, test));
        }
        if self.takes("contains") {
            return Ok(Parsed::Test(name, Test::Contains(self.value()?)));
        }
        if self.takes("in") {
            return Ok(Parsed::Test(name, Test::In(self.values()?)));
        }
        Ok(Parsed::Test(name, Test::Present))
    }

    fn name(&mut self) -> Result<Name<'t>, ExpressionError> {
        let span = self.span();
        let text = match self.peek() {
            Some(Sort::Word(word)) if !is_keyword(word) => word,
            Some(Sort::Operator("!")) => {
                return Err(self.error("`!` is no word here").suggest(Some("not")));
            }
            _ => return Err(self.error(format!("expected a field, found {}", self.found()))),
        };
        self.at += 1;
        let next = self.tokens.get(self.at);
        if text.eq_ignore_ascii_case("extra.")
            && let Some(Token {
                sort: Sort::Quoted(quoted),
                span: behind,
            }) = next
            && behind.start == span.end
        {
            let span = span.start..behind.end;
            self.at += 1;
            return Ok(Name {
                text,
                quoted: Some(quoted),
                span,
            });
        }
        Ok(Name {
            text,
            quoted: None,
            span,
        })
    }

    fn operator(&self, written: &str) -> Result<Operator, ExpressionError> {
        Ok(match written {
            "=" => Operator::Equal,
            "!=" => Operator::Unequal,
            "<" => Operator::Less,
            "<=" => Operator::AtMost,
            ">" => Operator::Greater,
            ">=" => Operator::AtLeast,
            _ => {
                let meant = match written {
                    "==" => Some("="),
                    "<>" | "=!" | "!" => Some("!="),
                    "=<" => Some("<="),
                    "=>" => Some(">="),
                    _ => None,
                };
                let message =
                    format!("`{written}` compares nothing; expected =, !=, <, <=, > or >=");
                return Err(self.error(message).suggest(meant));
            }
        })
    }

    fn values(&mut self) -> Result<Vec<Value<'t>>, ExpressionError> {
        if self.peek() != Some(Sort::Open) {
            let found = self.found();
            return Err(self.error(format!("expected a list such as `(a, b)`, found {found}")));
        }
        let mut values = Vec::new();
        loop {
            self.at += 1;
            values.push(self.value()?);
            match self.peek() {
                Some(Sort::Comma) => {}
                Some(Sort::Close) => break,
                _ => return Err(self.error(format!("expected `,` or `)`, found {}", self.found()))),
            }
        }
        self.at += 1;
        Ok(values)
    }

    fn value(&mut self) -> Result<Value<'t>, ExpressionError> {
        let span = self.span();
        let (word, is_quoted) = match self.peek() {
            Some(Sort::Word(word)) if word.eq_ignore_ascii_case("missing") => {
                let message = "`missing` is no value";
                return Err(self.error(message).suggest(Some("is missing")));
            }
            Some(Sort::Word(word)) if !is_keyword(word) => (word, false),
            Some(Sort::Quoted(word)) => (word, true),
            _ => return Err(self.error(format!("expected a value, found {}", self.found()))),
        };
        self.at += 1;
        let mut value = Value {
            words: vec![word],
            span,
        };
        // `today + 30d` is one value.
        if !is_quoted
            && word.eq_ignore_ascii_case("today")
            && let Some(Sort::Word("+" | "-")) = self.peek()
        {
            for _ in 0..2 {
                if let Some(Sort::Word(word)) = self.peek() {
                    value.words.push(word);
                    value.span.end = self.span().end;
                    self.at += 1;
                }
            }
        }
        Ok(value)
    }
}

fn is_keyword(word: &str) -> bool {
    KEYWORDS.iter().any(|one| word.eq_ignore_ascii_case(one))
}

/// The only one of several, or all of them.
fn one_or<'t>(
    mut all: Vec<Parsed<'t>>,
    many: impl Fn(Vec<Parsed<'t>>) -> Parsed<'t>,
) -> Parsed<'t> {
    match all.len() {
        1 => all.remove(0),
        _ => many(all),
    }
}
