//! Many reviews, one a line: JSON Lines.

use std::io::{BufRead, Read};

use super::Review;
use super::read::malformed;
use crate::error::{Error, Problem};
use crate::record::Location;

/// A longer line is no review: one of 10,000 questions has a tenth of it.
const LONGEST: u64 = 64 << 20;

/// The reviews of JSON Lines, read one by one, so that any number of them takes the memory of one.
#[derive(Debug)]
pub struct ReviewLines<R> {
    name: String,
    source: R,
    line: Vec<u8>,
    number: usize,
}

impl<R: BufRead> ReviewLines<R> {
    /// Reads from a source. The name is what the file is called in an error.
    pub fn new(name: impl Into<String>, source: R) -> Self {
        Self {
            name: name.into(),
            source,
            line: Vec::new(),
            number: 0,
        }
    }

    fn problem(&self, column: usize, message: String) -> Error {
        malformed(Problem {
            location: Location::Position {
                file: self.name.clone(),
                line: self.number,
                column: column.max(1),
            },
            message,
        })
    }

    fn read_line(&mut self) -> Result<bool, Error> {
        self.line.clear();
        self.number += 1;
        let mut source = self.source.by_ref().take(LONGEST + 1);
        let read = source.read_until(b'\n', &mut self.line);
        match read {
            Err(source) => Err(Error::Read {
                path: self.name.clone().into(),
                source,
            }),
            Ok(length) if length as u64 > LONGEST => {
                Err(self.problem(1, format!("the line is longer than {LONGEST} bytes")))
            }
            Ok(length) => Ok(length > 0),
        }
    }
}

impl<R: BufRead> Iterator for ReviewLines<R> {
    type Item = Result<Review, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match self.read_line() {
                Ok(true) if self.line.trim_ascii().is_empty() => {}
                Ok(true) => break,
                Ok(false) => return None,
                Err(error) => return Some(Err(error)),
            }
        }
        let review = serde_json::from_slice(&self.line).map_err(|error| {
            let message = error.to_string();
            let end = message.rfind(" at line ").unwrap_or(message.len());
            self.problem(error.column(), message[..end].to_owned())
        });
        Some(review)
    }
}

/// All reviews of a text.
pub(super) fn read_all(name: &str, text: &[u8]) -> Result<Vec<Review>, Error> {
    ReviewLines::new(name, text).collect()
}
