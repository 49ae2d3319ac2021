//! The contents of git's objects.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Stdio};

use super::{Repository, failed, not_run, too_large};
use crate::error::Error;

/// A git that gives the contents of objects, one after another.
pub(super) struct Objects {
    git: Child,
    asked: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Objects {
    pub fn new(repository: &Repository<'_>) -> Result<Self, Error> {
        let mut git = repository.git();
        git.args(["cat-file", "--batch", "--follow-symlinks"]);
        git.stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let mut git = git.spawn().map_err(not_run)?;
        match (git.stdin.take(), git.stdout.take()) {
            (Some(asked), Some(answers)) => Ok(Self {
                git,
                asked,
                answers: BufReader::new(answers),
            }),
            _ => Err(failed("it cannot be asked")),
        }
    }

    /// The content of a file, of at most so many bytes.
    pub fn content(
        &mut self,
        name: &str,
        object: &str,
        limit: (Option<&'static str>, u64),
    ) -> Result<Vec<u8>, Error> {
        if object.contains('\n') {
            // It would be read as two.
            return Err(failed(&format!(
                "a link has a line break in its name: {name}"
            )));
        }
        let mut answer = String::new();
        writeln!(self.asked, "{object}")
            .and_then(|()| self.asked.flush())
            .and_then(|()| self.answers.read_line(&mut answer))
            .map_err(not_run)?;
        // `0123… blob 1234`
        let size = answer.split_whitespace().nth(2);
        let size = size.and_then(|size| size.parse::<u64>().ok());
        let size = size.ok_or_else(|| failed(&format!("it has no content of {name}")))?;
        if size > limit.1 {
            return Err(too_large(name, limit));
        }
        let mut bytes = Vec::new();
        let mut content = (&mut self.answers).take(size + 1);
        content.read_to_end(&mut bytes).map_err(not_run)?;
        // A line end follows the content.
        bytes.pop();
        if bytes.len() as u64 == size {
            Ok(bytes)
        } else {
            Err(failed(&format!("it ended in the middle of {name}")))
        }
    }
}

impl Drop for Objects {
    fn drop(&mut self) {
        // It ends when nobody asks any more; one that was left in the middle of a file does not.
        let _ = self.git.kill();
        let _ = self.git.wait();
    }
}
