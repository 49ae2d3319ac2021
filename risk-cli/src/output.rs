//! The only place that prints: data on standard output, words on standard error.

use std::error::Error;
use std::io::{self, IsTerminal, Write};
use std::path::Path;

use anstream::AutoStream;
use anstyle::{AnsiColor, Style};
use risk_core::{Finding, Key};
use serde::Serialize;

use crate::cli::{ColorChoice, Format, Global};
use crate::failure::Failure;
use crate::render::{self, Table, counted, inert, json, one_line, references, severity_style};
use crate::waiting::Waiting;

const ERROR: Style = AnsiColor::Red.on_default().bold();
const WARNING: Style = AnsiColor::Yellow.on_default().bold();
const HINT: Style = AnsiColor::Cyan.on_default().bold();

/// How many of some rows are shown: of 0, all.
pub fn first(rows: usize, top: usize) -> usize {
    if top == 0 { rows } else { rows.min(top) }
}

/// Where the output goes.
pub struct Output {
    data: AutoStream<io::Stdout>,
    words: AutoStream<io::Stderr>,
    width: Option<usize>,
    is_quiet: bool,
    /// Until there is an answer.
    waiting: Option<Waiting>,
}

impl Output {
    pub fn new(global: &Global) -> Self {
        let choice = |auto: anstream::ColorChoice| match global.color {
            ColorChoice::Auto => auto,
            ColorChoice::Always => anstream::ColorChoice::Always,
            ColorChoice::Never => anstream::ColorChoice::Never,
        };
        let data = choice(AutoStream::choice(&io::stdout()));
        let words = choice(AutoStream::choice(&io::stderr()));
        let size = terminal_size::terminal_size_of(io::stdout());
        Self {
            data: AutoStream::new(io::stdout(), data),
            words: AutoStream::new(io::stderr(), words),
            width: size.map(|(width, _)| usize::from(width.0)),
            is_quiet: global.quiet,
            waiting: (!global.quiet).then(Waiting::begin).flatten(),
        }
    }

    /// Says what the command is doing now, to a person who waits for long.
    pub fn doing(&self, what: impl FnOnce() -> String) {
        if let Some(waiting) = &self.waiting {
            waiting.doing(one_line(&what()));
        }
    }

    /// Leaves the terminal to something else than what the command is doing, such as an answer or a question.
    pub fn stop_waiting(&mut self) {
        self.waiting = None;
    }

    /// The columns of the terminal that reads the output; `None` when none does.
    pub fn width(&self) -> Option<usize> {
        self.width
    }

    /// Writes text for people, with its colours where they are wanted.
    pub fn text(&mut self, text: &str) -> Result<(), Failure> {
        self.stop_waiting();
        self.data.write_all(text.as_bytes())?;
        self.data.flush()?;
        Ok(())
    }

    /// Writes data for programs as it is; a terminal gets it in a form that is safe to show.
    pub fn data(&mut self, data: &str) -> Result<(), Failure> {
        self.stop_waiting();
        // Past the stream for people, which would take colours away.
        let mut stdout = self.data.as_inner().lock();
        if stdout.is_terminal() {
            stdout.write_all(inert(data).as_bytes())?;
        } else {
            stdout.write_all(data.as_bytes())?;
        }
        stdout.flush()?;
        Ok(())
    }

    /// Writes an answer as JSON, piece by piece, as the JSON of a large register takes more memory than that.
    pub fn json(&mut self, answer: &impl Serialize) -> Result<(), Failure> {
        self.stop_waiting();
        json::write(self.data.as_inner().lock(), answer)?;
        Ok(())
    }

    /// Where much data goes piece by piece, for programs.
    pub fn stream(&mut self) -> Box<dyn Write + '_> {
        self.stop_waiting();
        Box::new(io::BufWriter::new(self.data.as_inner().lock()))
    }

    /// Writes a table in a format; in a terminal without the columns that it has no room for, and says so.
    pub fn table(&mut self, table: Table, format: Format) -> Result<(), Failure> {
        let (table, left_out) = match self.width {
            Some(width) if format == Format::Table => table.fitted(width),
            _ => (table, Vec::new()),
        };
        self.rows(&table, format)?;
        if !left_out.is_empty() {
            let columns = left_out.join(", ");
            self.words(&format!(
                "no room for {columns}; --format md has all columns"
            ));
        }
        Ok(())
    }

    fn rows(&mut self, table: &Table, format: Format) -> Result<(), Failure> {
        let text = table.render(format, self.width);
        match format {
            Format::Csv | Format::CsvSafe | Format::Json => self.data(&text),
            Format::Table | Format::Text | Format::Html | Format::Md => self.text(&text),
        }
    }

    /// Writes the first rows of a table, and states how many more there are.
    pub fn first_rows(&mut self, table: Table, top: usize, format: Format) -> Result<(), Failure> {
        let rows = table.len();
        let shown = first(rows, top);
        self.table(table.first(shown), format)?;
        self.left_out(rows, shown);
        Ok(())
    }

    /// Reports how many rows are left out.
    pub fn left_out(&mut self, rows: usize, shown: usize) {
        if shown < rows {
            self.words(&format!("{shown} of {rows} rows; --top 0 shows all"));
        }
    }

    /// Reports the records of which nobody knows whether they are meant.
    pub fn left_out_unread(&mut self, what: &str, records: &[Key]) {
        if !records.is_empty() {
            let count = counted(records.len(), what);
            let names = references(records);
            self.warning(&format!(
                "{count} left out, because what is asked for could not be read: {names}"
            ));
        }
    }

    /// Writes all of an answer as JSON, else the first rows of its table.
    pub fn answer_first<T: Serialize>(
        &mut self,
        answer: &T,
        table: impl FnOnce(&T) -> Table,
        top: usize,
        format: Format,
    ) -> Result<(), Failure> {
        match format {
            Format::Json => self.json(answer),
            format => self.first_rows(table(answer), top, format),
        }
    }

    /// Writes an answer: all of it as JSON, else the table of it.
    pub fn answer<T: Serialize>(
        &mut self,
        answer: &T,
        table: impl FnOnce(&T) -> Table,
        format: Format,
    ) -> Result<(), Failure> {
        self.answer_first(answer, table, 0, format)
    }

    /// Reports something to the person.
    pub fn words(&mut self, text: &str) {
        self.note(&one_line(text));
    }

    /// Warns the person of something that is not the purpose of the command.
    pub fn warning(&mut self, text: &str) {
        self.note(&format!("{WARNING}warning:{WARNING:#} {}", one_line(text)));
    }

    /// Prints what the person can do.
    pub fn hint(&mut self, text: &str) {
        self.note(&format!("{HINT}hint:{HINT:#} {}", one_line(text)));
    }

    /// Reports why the command could not run: the chain of errors, and what to do.
    pub fn failure(&mut self, failure: &Failure) {
        self.stop_waiting();
        self.say(&format!(
            "{ERROR}error:{ERROR:#} {}",
            inert(&failure.to_string())
        ));
        let mut source = failure.source();
        while let Some(cause) = source {
            for line in cause.to_string().lines() {
                self.say(&format!("  caused by: {}", inert(line)));
            }
            source = cause.source();
        }
        if let Some(hint) = failure.hint() {
            self.hint(&hint);
        }
    }

    /// Reports a finding on standard error, where findings are not the purpose of the command.
    pub fn finding(&mut self, finding: &Finding) {
        let style = severity_style(finding.severity);
        let text = render::finding(finding, style, Path::new(""));
        self.note(text.trim_end());
    }

    /// Reports what is no error, unless nobody wants to hear it.
    fn note(&mut self, text: &str) {
        if !self.is_quiet {
            self.say(text);
        }
    }

    /// Nobody is left to report that standard error cannot be written.
    fn say(&mut self, text: &str) {
        let words = &mut self.words;
        let mut write = || {
            let _ = writeln!(words, "{text}");
        };
        match &self.waiting {
            Some(waiting) => waiting.aside(write),
            None => write(),
        }
    }
}
