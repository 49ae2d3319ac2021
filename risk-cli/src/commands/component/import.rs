//! `risk component import`: components that other programs know of.

use std::fs;
use std::io::{self, Read};
use std::path::{Component, Path};

use risk_core::document::shell_word;
use risk_core::edit::{Adoption, Gone, ImportSummary};
use risk_core::graph::format::{ReadComponents, read_components, read_source};

use crate::cli::{ComponentImport, Global};
use crate::commands::edit;
use crate::failure::Failure;
use crate::output::Output;
use crate::render::{counted, some};

pub fn run(args: &ComponentImport, global: &Global, output: &mut Output) -> Result<(), Failure> {
    if args.files.iter().any(|path| is_standard_input(path)) {
        // A person may be typing there.
        output.stop_waiting();
    }
    let files = read(args)?;
    let sources = files.iter();
    let sources = sources.map(|(source, read)| (source.as_str(), read.components.as_slice()));
    let sources: Vec<_> = sources.collect();
    let adoption = if args.no_adopt {
        Adoption::Never
    } else {
        Adoption::ByName
    };
    let mut summary = ImportSummary::default();
    edit::apply(global, &args.options, output, |editor| {
        summary = editor.import_components(&sources, adoption)?;
        if args.remove {
            editor.take_back(&mut summary);
        }
        Ok(())
    })?;
    report(&files, &summary, output);
    if !summary.gone.is_empty() {
        report_gone(&summary.gone, args.remove, output);
    }
    Ok(())
}

/// What each source has, by its name; several times where a source has several files.
fn read(args: &ComponentImport) -> Result<Vec<(String, ReadComponents)>, Failure> {
    let format = args.format_of_file;
    let Some(source) = &args.source else {
        // One after the other, as files may be large.
        let all = args.files.iter().map(|path| {
            let read = read_components(&bytes(path)?, &shown(path), format)?;
            Ok((ComponentImport::source_of(path), read))
        });
        return all.collect();
    };
    let mut files = Vec::with_capacity(args.files.len());
    for path in &args.files {
        files.push((bytes(path)?, shown(path)));
    }
    let files = files
        .iter()
        .map(|(bytes, name)| (bytes.as_slice(), name.as_str()));
    let files: Vec<_> = files.collect();
    let all = read_source(&files, source, format)?.into_iter();
    Ok(all.map(|read| (source.clone(), read)).collect())
}

/// Reports which components a source does not have that it had before, and their risks.
fn report_gone(gone: &[Gone], removed: bool, output: &mut Output) {
    for of_source in gone.chunk_by(|a, b| a.source == b.source) {
        let source = &of_source[0].source;
        let names = some(of_source.iter().map(|gone| match gone.risks.len() {
            0 => gone.component.to_string(),
            _ => format!("{} ({})", gone.component, some(gone.risks.iter().cloned())),
        }));
        if removed {
            output.words(&format!(
                "taken back, as {source} does not have them: {names}"
            ));
        } else {
            output.warning(&format!(
                "{source} does not have these any more, which stay as they are: {names}"
            ));
        }
    }
    if !removed {
        output.hint(
            "`risk component same NAME OTHER` makes one of a component that has another name there now; --remove takes \
             back what was assumed; if another file has the same name, give each a --source of its own",
        );
    }
}

/// The bytes of a file. What is too much for the reader is refused by it.
fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    let most = ReadComponents::MOST_BYTES + 1;
    let mut bytes = Vec::new();
    let read = if is_standard_input(path) {
        io::stdin().lock().take(most).read_to_end(&mut bytes)
    } else {
        let file = fs::File::open(path);
        file.and_then(|file| file.take(most).read_to_end(&mut bytes))
    };
    read.map_err(|error| {
        let file = path.display();
        Failure::request(format!("failed to read {file}: {error}"), None)
    })?;
    Ok(bytes)
}

fn is_standard_input(path: &Path) -> bool {
    path == Path::new("-")
}

/// What a file is called in messages.
fn shown(path: &Path) -> String {
    if is_standard_input(path) {
        "standard input".to_owned()
    } else {
        path.display().to_string()
    }
}

impl ComponentImport {
    /// What the requirements of a file are stated to be assumed from. Many files have the same name, and what they have
    /// would be taken for the same, so that the folder belongs to it where one is specified.
    fn source_of(path: &Path) -> String {
        if is_standard_input(path) {
            return shown(path);
        }
        let parts = path.components().filter_map(|part| match part {
            Component::Normal(name) => Some(name.to_string_lossy()),
            _ => None,
        });
        let parts: Vec<_> = parts.collect();
        parts[parts.len().saturating_sub(2)..].join("/")
    }
}

/// What a file has, in words.
fn contents((source, read): &(String, ReadComponents)) -> String {
    let requirements = read.components.iter();
    let requirements = requirements.flat_map(|one| one.requires.iter().flatten());
    format!(
        "{source} ({}): {} and {}",
        read.format,
        counted(read.components.len(), "component"),
        counted(requirements.count(), "requirement"),
    )
}

/// A graph may state a thousand things that are not taken over, and the first show what is the matter.
const SHOWN: usize = 10;

/// Reports what was added, changed and left.
fn report(files: &[(String, ReadComponents)], summary: &ImportSummary, output: &mut Output) {
    for note in files.iter().flat_map(|(_, read)| &read.notes) {
        output.words(note);
    }
    report_left(summary, output);
    report_counts(files, summary, output);
    report_identity(summary, output);
    let alone = [
        ("nothing", &summary.without_needs),
        ("nothing but what they live in", &summary.housed),
    ];
    for (what, all) in alone.iter().filter(|(_, all)| !all.is_empty()) {
        let names = some(all.iter().cloned());
        output.words(&format!("by what is imported, these need {what}: {names}"));
    }
    if alone.iter().any(|(_, all)| !all.is_empty()) {
        output.hint("`risk component set NAME requires=none` declares that one needs nothing");
    }
    if !summary.changed.is_empty() {
        let names = some(summary.changed.iter().cloned());
        output.words(&format!("changed: {names}"));
    }
    if !summary.added.is_empty() || !summary.changed.is_empty() {
        let mut sources: Vec<String> = files.iter().map(|(name, _)| shell_word(name)).collect();
        sources.dedup();
        let source = match sources.as_slice() {
            [source] => source,
            _ => "NAME",
        };
        output.hint(&format!(
            "what is imported counts as assumed; `risk component confirm NAME` or `--source {source}` confirms it",
        ));
    }
}

fn report_left(summary: &ImportSummary, output: &mut Output) {
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
}

fn report_counts(files: &[(String, ReadComponents)], summary: &ImportSummary, output: &mut Output) {
    let changes = format!(
        "{} added, {} changed, {} unchanged",
        summary.added.len(),
        summary.changed.len(),
        summary.unchanged.len(),
    );
    match files {
        [file] => output.words(&format!("{}; {changes}", contents(file))),
        files => {
            for file in files {
                output.words(&contents(file));
            }
            output.words(&format!("of all components, {changes}"));
        }
    }
}

/// Reports which components of the register those of the sources are, where that is not their names alone.
fn report_identity(summary: &ImportSummary, output: &mut Output) {
    if summary.is_by_name {
        output.words(
            "a workbook keeps names and not what components are in their sources: each was found by its name",
        );
    }
    if !summary.adopted.is_empty() {
        let names = some(summary.adopted.iter().cloned());
        output.words(&format!(
            "taken for components that were here by these names: {names}"
        ));
    }
    if !summary.renamed.is_empty() {
        let names = summary.renamed.iter();
        let names = some(names.map(|(name, key)| format!("{name} as {key}")));
        output.words(&format!("other components have these names: {names}"));
        output.hint("`risk component same NAME OTHER` makes one of two that are the same; `risk component rename` gives a better name");
    }
}
