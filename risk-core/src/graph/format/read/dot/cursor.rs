//! The words and signs of a graph, one after the other.

use super::Token;
use crate::error::Error;
use crate::graph::format::read::Text;
use crate::record::text::quote;

/// A place in a graph and the token that stands there.
pub(super) struct Cursor<'a> {
    pub text: Text<'a>,
    /// The token that is looked at.
    pub token: Token<'a>,
    /// The byte at which it begins.
    pub at: usize,
    /// The byte at which it ends, from where the next one is looked for.
    pub end: usize,
}

impl<'a> Cursor<'a> {
    /// The first token of a text.
    pub fn new(text: Text<'a>) -> Result<Self, Error> {
        let mut cursor = Self {
            text,
            token: Token::End,
            at: 0,
            end: 0,
        };
        cursor.next()?;
        Ok(cursor)
    }

    /// A name or a value. Texts in quotes may be joined by `+`.
    pub fn id(&mut self) -> Result<String, Error> {
        let mut id = match &self.token {
            Token::Quoted(text) => text.clone().into_owned(),
            Token::Html(text) => {
                let text = (*text).to_owned();
                self.next()?;
                return Ok(text);
            }
            Token::Word(word) if !is_reserved(word) => {
                let word = (*word).to_owned();
                self.next()?;
                return Ok(word);
            }
            Token::Word(word) => {
                let message = format!(
                    "found the keyword {} as a name: put it in quotes",
                    quote(word)
                );
                return Err(self.wrong(message));
            }
            _ => return Err(self.expected("a name")),
        };
        self.next()?;
        while self.token == Token::Sign('+') {
            self.next()?;
            let Token::Quoted(more) = &self.token else {
                return Err(self.expected("a text in quotes after `+`"));
            };
            id.push_str(more);
            self.next()?;
        }
        Ok(id)
    }

    /// Whether a name or a value may stand here, which is no keyword.
    pub fn is_name(&self) -> bool {
        matches!(
            self.token,
            Token::Word(_) | Token::Quoted(_) | Token::Html(_)
        )
    }

    /// Goes past a sign that must stand here.
    pub fn sign(&mut self, sign: char) -> Result<(), Error> {
        if self.token != Token::Sign(sign) {
            return Err(self.expected(&quote(&sign.to_string())));
        }
        self.next()
    }

    /// That something else stands here.
    pub fn expected(&self, what: &str) -> Error {
        self.wrong(format!("expected {what}, found {}", self.token.describe()))
    }

    /// What is wrong here.
    pub fn wrong(&self, message: impl Into<String>) -> Error {
        self.text.malformed(self.at, message)
    }
}

fn is_reserved(word: &str) -> bool {
    let reserved = ["node", "edge", "graph", "digraph", "subgraph", "strict"];
    reserved
        .iter()
        .any(|keyword| word.eq_ignore_ascii_case(keyword))
}
