//! `risk git textconv`: a workbook as text, for `git diff`, `git log -p` and `git blame`.

use std::path::Path;

use risk_core::workbook::ReadOptions;
use risk_core::{Error, folder};

use crate::failure::Failure;
use crate::output::Output;
use crate::render::{in_one_line, inert};

/// Prints the text. git gives it to a terminal as it is, and gives up on all of a log where it cannot have it.
pub fn run(file: &Path, output: &mut Output) -> Result<(), Failure> {
    let reading = risk_core::open(file, &ReadOptions::default());
    let text = reading.and_then(|reading| folder::in_one_text(&reading));
    let text = text.unwrap_or_else(|error| {
        // The path is that of a temporary file.
        let error = match error {
            Error::File { source, .. } => *source,
            error => error,
        };
        format!("risk cannot read this workbook: {}\n", in_one_line(&error))
    });
    output.data(&inert(&text))
}
