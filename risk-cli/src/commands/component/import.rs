//! `risk component import`: components that another program knows of.

use std::fs;
use std::io::{self, Read};
use std::path::Path;

use risk_core::Key;
use risk_core::document::shell_word;
use risk_core::edit::ImportSummary;
use risk_core::graph::format::{self, ReadComponents, read_components};

use crate::cli::{ComponentImport, Global, GraphFormat};
use crate::commands::edit;
use crate::failure::Failure;
use crate::output::Output;
use crate::render::{counted, some};

pub fn run(args: &ComponentImport, global: &Global, output: &mut Output) -> Result<(), Failure> {
    let source = args.source();
    let format = args.format_of_file.map(Into::into);
    let read = read_components(&args.bytes()?, &args.shown(), format)?;
    let mut summary = ImportSummary::default();
    edit::apply(global, &args.options, output, |editor| {
        summary = editor.import_components(&read.components, &source)?;
        if args.remove {
            editor.take_back(&summary.gone, &source);
        }
        Ok(())
    })?;
    tell(&read, &summary, &source, output);
    if !summary.gone.is_empty() {
        tell_gone(&summary.gone, &source, args.remove, output);
    }
    Ok(())
}

/// Reports which components the file does not have that it had before.
fn tell_gone(gone: &[Key], source: &str, removed: bool, output: &mut Output) {
    let names = some(gone.iter().cloned());
    if removed {
        output.words(&format!(
            "taken back, as {source} does not have them: {names}"
        ));
        return;
    }
    output.warning(&format!(
        "{source} does not have {names}, for which something is assumed from it: that stays"
    ));
    output.hint("--remove takes it back; if another file has the same name, give each a --source of its own");
}

impl ComponentImport {
    /// The bytes of the file. What is too much for the reader is refused by it.
    fn bytes(&self) -> Result<Vec<u8>, Failure> {
        let most = ReadComponents::MOST_BYTES + 1;
        let mut bytes = Vec::new();
        let read = if self.is_standard_input() {
            io::stdin().lock().take(most).read_to_end(&mut bytes)
        } else {
            let file = fs::File::open(&self.file);
            file.and_then(|file| file.take(most).read_to_end(&mut bytes))
        };
        read.map_err(|error| {
            let file = self.file.display();
            Failure::request(format!("failed to read {file}: {error}"), None)
        })?;
        Ok(bytes)
    }

    fn is_standard_input(&self) -> bool {
        self.file == Path::new("-")
    }

    /// What the file is called in messages.
    fn shown(&self) -> String {
        if self.is_standard_input() {
            "standard input".to_owned()
        } else {
            self.file.display().to_string()
        }
    }

    /// What the requirements are stated to be assumed from.
    fn source(&self) -> String {
        let name = match &self.source {
            Some(source) => return source.clone(),
            None if self.is_standard_input() => return self.shown(),
            None => self.file.file_name().unwrap_or_default(),
        };
        name.to_string_lossy().into_owned()
    }
}

/// Reports what was added, changed and left.
fn tell(read: &ReadComponents, summary: &ImportSummary, source: &str, output: &mut Output) {
    // A graph may state a thousand such things, and the first show what is the matter.
    const SHOWN: usize = 10;
    for note in &read.notes {
        output.words(note);
    }
    for left in summary.left.iter().take(SHOWN) {
        output.words(&format!(
            "not taken over, of {}: {}",
            left.component, left.why
        ));
    }
    let more = summary.left.len().saturating_sub(SHOWN);
    if more > 0 {
        output.words(&format!(
            "and {} not taken over",
            counted(more, "more statement")
        ));
    }
    let requirements = read
        .components
        .iter()
        .flat_map(|one| one.requires.iter().flatten());
    output.words(&format!(
        "{source} ({}): {} and {}; {} added, {} changed, {} unchanged",
        read.format,
        counted(read.components.len(), "component"),
        counted(requirements.count(), "requirement"),
        summary.added.len(),
        summary.changed.len(),
        summary.unchanged,
    ));
    if !summary.without_needs.is_empty() {
        let names = some(summary.without_needs.iter().cloned());
        output.words(&format!(
            "according to {source} these need nothing: {names}"
        ));
        output.hint("`risk component set NAME requires=none` declares that one needs nothing");
    }
    if !summary.changed.is_empty() {
        output.words(&format!(
            "changed: {}",
            some(summary.changed.iter().cloned())
        ));
    }
    let is_new = !summary.added.is_empty() || !summary.changed.is_empty();
    if is_new {
        output.hint(&format!(
            "what is imported counts as assumed; `risk component confirm NAME` or `--source {}` confirms it",
            shell_word(source),
        ));
    }
}

impl From<GraphFormat> for format::GraphFormat {
    fn from(format: GraphFormat) -> Self {
        match format {
            GraphFormat::Csv => Self::Csv,
            GraphFormat::Backstage => Self::Backstage,
            GraphFormat::Compose => Self::Compose,
            GraphFormat::CycloneDx => Self::CycloneDx,
            GraphFormat::Dot => Self::Dot,
            GraphFormat::NodeLink => Self::NodeLink,
        }
    }
}
