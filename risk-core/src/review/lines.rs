//! Many reviews, one a line: JSON Lines.

use std::io::{BufRead, Read, Seek};

use serde::de::IgnoredAny;

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

    /// Goes on to the next line that is not blank. Whether there is one.
    fn next_line(&mut self) -> Result<bool, Error> {
        while self.read_line()? {
            if !self.line.trim_ascii().is_empty() {
                return Ok(true);
            }
        }
        Ok(false)
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

impl<R: BufRead + Seek> ReviewLines<R> {
    /// The same of a source that is JSON Lines: its first line is a whole value, and more follows. `None` of any other.
    ///
    /// ```
    /// use std::io::Cursor;
    ///
    /// use risk_core::review::ReviewLines;
    ///
    /// let is_lines = |text: &str| {
    ///     let lines = ReviewLines::detect("reviews", Cursor::new(text.to_owned()))?;
    ///     Ok::<bool, risk_core::Error>(lines.is_some())
    /// };
    /// assert!(is_lines("{\"id\":\"A\",\"answers\":{}}\n\n{\"id\":\"B\",\"answers\":{}}")?);
    /// assert!(!is_lines("{\"reviews\":[]}\n")?);
    /// # Ok::<(), risk_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the source cannot be read from its beginning again.
    pub fn detect(name: impl Into<String>, source: R) -> Result<Option<Self>, Error> {
        let mut lines = Self::new(name, source);
        // What is wrong with other files, their readers report.
        let is_value = lines.next_line().unwrap_or_default()
            && serde_json::from_slice::<IgnoredAny>(&lines.line).is_ok();
        let is_lines = is_value && lines.next_line().unwrap_or_default();
        lines.source.rewind().map_err(|source| Error::Read {
            path: lines.name.clone().into(),
            source,
        })?;
        lines.number = 0;
        Ok(is_lines.then_some(lines))
    }
}

impl<R: BufRead> Iterator for ReviewLines<R> {
    type Item = Result<Review, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        match self.next_line() {
            Ok(true) => {}
            Ok(false) => return None,
            Err(error) => return Some(Err(error)),
        }
        let review = serde_json::from_slice(&self.line).map_err(|error| {
            let message = error.to_string();
            let end = message.rfind(" at line ").unwrap_or(message.len());
            self.problem(error.column(), message[..end].to_owned())
        });
        Some(review)
    }
}
