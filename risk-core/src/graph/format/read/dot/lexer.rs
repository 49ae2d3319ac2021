//! The words and signs of the language.

use std::borrow::Cow;

use super::Cursor;
use crate::error::Error;
use crate::graph::format::read::Text;
use crate::record::text::quote;

/// A word or a sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// A word without quotes, which may be a keyword, or a number.
    Word(&'a str),
    /// A text that was in quotes. It is never a keyword.
    Quoted(Cow<'a, str>),
    /// An HTML text with its brackets.
    Html(&'a str),
    /// `->`
    Arrow,
    /// `--`
    Line,
    /// One of `{ } [ ] ; , = : +`.
    Sign(char),
    /// There is no more.
    End,
}

impl Token<'_> {
    /// What it is, for a message.
    pub fn describe(&self) -> String {
        match self {
            Self::Word(word) => quote(word),
            Self::Quoted(text) => quote(text),
            Self::Html(text) => quote(text),
            Self::Arrow => quote("->"),
            Self::Line => quote("--"),
            Self::Sign(sign) => quote(&sign.to_string()),
            Self::End => "the end of the file".to_owned(),
        }
    }

    /// Whether it is this keyword, in any case.
    pub fn is_keyword(&self, keyword: &str) -> bool {
        matches!(self, Self::Word(word) if word.eq_ignore_ascii_case(keyword))
    }
}

/// Whether a text begins as a graph of this language does.
pub(in super::super) fn is_graph(text: Text<'_>) -> bool {
    let Ok(cursor) = Cursor::new(text) else {
        return false;
    };
    let is_keyword = ["strict", "digraph", "graph"]
        .iter()
        .any(|word| cursor.token.is_keyword(word));
    // A header of a table and a mapping of YAML may begin with these words.
    is_keyword && !cursor.rest().trim_start().starts_with([',', ':', '=', ';'])
}

impl<'a> Cursor<'a> {
    fn rest(&self) -> &'a str {
        self.text.text.get(self.end..).unwrap_or_default()
    }

    /// Goes on to the next token.
    pub fn next(&mut self) -> Result<(), Error> {
        self.skip()?;
        self.token = self.read()?;
        Ok(())
    }

    /// The token that the rest begins with.
    fn read(&mut self) -> Result<Token<'a>, Error> {
        let rest = self.rest();
        let Some(first) = rest.chars().next() else {
            return Ok(Token::End);
        };
        Ok(match first {
            '{' | '}' | '[' | ']' | ';' | ',' | '=' | ':' | '+' => self.take(1, Token::Sign(first)),
            '-' if rest.starts_with("->") => self.take(2, Token::Arrow),
            '-' if rest.starts_with("--") => self.take(2, Token::Line),
            '"' => self.quoted()?,
            '<' => self.html()?,
            _ => self.word(first)?,
        })
    }

    /// Goes past a token of so many bytes.
    fn take(&mut self, length: usize, token: Token<'a>) -> Token<'a> {
        self.end += length;
        token
    }

    /// Skips white space and comments.
    fn skip(&mut self) -> Result<(), Error> {
        loop {
            let rest = self.rest();
            self.end += rest.len() - rest.trim_start().len();
            self.at = self.end;
            let rest = self.rest();
            let is_preprocessor = rest.starts_with('#') && self.is_first_of_line();
            if rest.starts_with("//") || is_preprocessor {
                self.end += rest.find('\n').unwrap_or(rest.len());
            } else if rest.starts_with("/*") {
                let Some(end) = rest.get(2..).and_then(|comment| comment.find("*/")) else {
                    return Err(self.wrong("this comment has no end: write `*/` there"));
                };
                self.end += end + 4;
            } else {
                return Ok(());
            }
        }
    }

    fn is_first_of_line(&self) -> bool {
        let before = self.text.text[..self.end].trim_end_matches([' ', '\t', '\r']);
        before.is_empty() || before.ends_with('\n')
    }

    /// A text in quotes. A backslash is only taken away before a quote and before the end of a
    /// line; what else it means depends on the attribute.
    fn quoted(&mut self) -> Result<Token<'a>, Error> {
        let inner = &self.rest()[1..];
        let mut text: Option<String> = None;
        // Where the piece begins that is not in the text yet.
        let mut piece = 0;
        let mut bytes = inner.bytes().enumerate();
        while let Some((at, byte)) = bytes.next() {
            if byte == b'"' {
                let last = &inner[piece..at];
                let text = text.map_or(last.into(), |text| (text + last).into());
                return Ok(self.take(at + 2, Token::Quoted(text)));
            }
            if byte != b'\\' {
                continue;
            }
            let dropped = match inner.as_bytes().get(at + 1..) {
                Some([b'"', ..]) => 1,
                Some([b'\n', ..]) => 2,
                Some([b'\r', b'\n', ..]) => 3,
                // Whatever it is, it does not end the text: `\\` is one.
                _ => {
                    bytes.next();
                    continue;
                }
            };
            text.get_or_insert_default().push_str(&inner[piece..at]);
            piece = at + dropped;
            bytes.next();
        }
        Err(self.wrong("this text has no end: write a quote there"))
    }

    /// An HTML text, with its brackets, which may nest.
    fn html(&mut self) -> Result<Token<'a>, Error> {
        let rest = self.rest();
        let mut open = 0_usize;
        for (at, byte) in rest.bytes().enumerate() {
            match byte {
                b'<' => open += 1,
                b'>' => open -= 1,
                _ => {}
            }
            if open == 0 {
                return Ok(self.take(at + 1, Token::Html(&rest[..=at])));
            }
        }
        Err(self.wrong("this HTML text has no end: write `>` there"))
    }

    /// A word of letters, digits and underscores, or a number.
    fn word(&mut self, first: char) -> Result<Token<'a>, Error> {
        let rest = self.rest();
        let is_number = first.is_ascii_digit() || matches!(first, '-' | '.');
        let belongs = |c: char| {
            if is_number {
                c.is_ascii_digit() || c == '.'
            } else {
                c.is_ascii_alphanumeric() || c == '_' || !c.is_ascii()
            }
        };
        let sign = usize::from(first == '-');
        let length = rest[sign..]
            .find(|c| !belongs(c))
            .unwrap_or(rest.len() - sign)
            + sign;
        let (word, after) = rest.split_at(length);
        if word.is_empty() || (is_number && word.trim_matches(['-', '.']).is_empty()) {
            return Err(self.wrong(format!(
                "found {} where a name or a sign may stand: a name with more than letters, digits \
                 and `_` must be in quotes",
                quote(&first.to_string())
            )));
        }
        // Graphviz takes `web-1` for `web` and `-1`, and nobody means that.
        let number = after.strip_prefix('-').unwrap_or(after);
        let is_more = after.starts_with(|c: char| c.is_alphanumeric() || c == '_')
            || number.starts_with(|c: char| c.is_ascii_digit() || c == '.');
        if is_more {
            let end = after.find(|c: char| c.is_whitespace() || "[]{};,=>\"".contains(c));
            let whole = &rest[..length + end.unwrap_or(after.len())];
            return Err(self.wrong(format!(
                "expected a name or a number, found {}: a name with more than letters, digits and `_` must be in \
                 quotes",
                quote(whole)
            )));
        }
        Ok(self.take(length, Token::Word(word)))
    }
}
