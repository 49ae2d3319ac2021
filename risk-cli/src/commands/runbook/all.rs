//! The pages of all components.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use risk_core::document::PageKind;
use risk_core::graph::{ComponentId, Graph};
use risk_core::runbook::{IndexEntry, Page, Planner, file_names};
use risk_core::{ChangeKind, FileChange, Key, RiskView};

use super::update::{no_longer, read, refused, report_kept};
use super::{page, rendered};
use crate::cli::{PageFormat, Runbook};
use crate::failure::Failure;
use crate::output::Output;
use crate::render::{self, counted, json};

pub fn run(
    args: &Runbook,
    planner: &Planner<'_>,
    graph: &Graph,
    folder: &Path,
    output: &mut Output,
) -> Result<(), Failure> {
    if folder.exists() && !folder.is_dir() {
        let message = format!("{} is not a folder", folder.display());
        return Err(Failure::request(message, None));
    }
    let pages = pages(args, graph)?;
    output.doing(|| format!("writing {}", counted(pages.len(), "page")));
    let mut writer = Writer::default();
    let mut entries = Vec::with_capacity(pages.len());
    for (written, some) in write(args, planner, folder, &pages)? {
        writer.append(written);
        entries.extend(some);
    }
    let index = Page::index(graph.register().title(), &entries);
    let path = folder.join(format!("index.{}", ending(args)));
    match args.format {
        PageFormat::Md => writer.page(&index, path)?,
        PageFormat::Html => writer.text(index.html(), path)?,
        // Programs find the files by their names.
        PageFormat::Json => {}
    }
    let files: HashSet<&str> = pages.iter().map(|(_, file)| file.as_str()).collect();
    let others = others(folder, &files, &ending(args));
    writer.finish(folder, args.dry_run, output)?;
    let without = on_no_page(graph);
    if !without.is_empty() {
        let names = render::references(&without);
        output.warning(&format!("on no page, as no component is known: {names}"));
        output.hint("`risk runbook --risk REF` makes the page of a risk alone");
    }
    if !others.is_empty() {
        output.warning(&format!(
            "{} in the folder of what the register does not have, or has another file for, {} left \
             alone: {}",
            counted(others.len(), "page"),
            if others.len() == 1 { "is" } else { "are" },
            others.join(", ")
        ));
    }
    Ok(())
}

/// The risks that are not closed and of which nobody knows the component.
fn on_no_page(graph: &Graph) -> Vec<Key> {
    let risks = graph.register().risks().filter(|risk| !risk.is_closed());
    let without = risks.filter(|risk| graph.find(&risk.component).is_err());
    without.map(RiskView::key).collect()
}

/// Each component, and the name of its file.
fn pages(args: &Runbook, graph: &Graph) -> Result<Vec<(ComponentId, String)>, Failure> {
    let keys = graph.keys_of(graph.structure().components())?;
    let keys: Vec<String> = keys.iter().map(ToString::to_string).collect();
    let ending = ending(args);
    let files = file_names(&keys).into_iter();
    let files = files.map(|name| format!("{name}.{ending}"));
    Ok(graph.structure().components().zip(files).collect())
}

/// What is to be written, and what the index has of it.
type Written = (Writer, Vec<IndexEntry>);

/// Makes the pages, on as many threads as there are processors.
fn write(
    args: &Runbook,
    planner: &Planner<'_>,
    folder: &Path,
    pages: &[(ComponentId, String)],
) -> Result<Vec<Written>, Failure> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let share = pages.len().div_ceil(threads).max(1);
    std::thread::scope(|scope| {
        let work = |share| scope.spawn(move || write_share(args, planner, folder, share));
        let workers: Vec<_> = pages.chunks(share).map(work).collect();
        let finished = workers.into_iter().map(|worker| {
            let finished = worker.join();
            finished.unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        });
        finished.collect()
    })
}

fn write_share(
    args: &Runbook,
    planner: &Planner<'_>,
    folder: &Path,
    pages: &[(ComponentId, String)],
) -> Result<Written, Failure> {
    let mut writer = Writer::default();
    let mut entries = Vec::with_capacity(pages.len());
    for (component, file) in pages {
        let plan = planner.plan_components([*component])?;
        let path = folder.join(file);
        if args.format == PageFormat::Md {
            writer.page(&page(&plan, args.rehearsal), path)?;
        } else {
            writer.text(rendered(&plan, args), path)?;
        }
        entries.push(IndexEntry::new(&plan, file));
    }
    Ok((writer, entries))
}

/// How the names of the files end. What names them has no dot.
fn ending(args: &Runbook) -> String {
    let ending = args.format.ending();
    if args.rehearsal {
        format!("rehearsal.{ending}")
    } else {
        ending.to_owned()
    }
}

/// The files that are to be written.
#[derive(Default)]
struct Writer {
    files: Vec<(PathBuf, String)>,
    changes: Vec<FileChange>,
    kept_steps: usize,
    kept_lines: usize,
    gone: Vec<String>,
}

impl Writer {
    /// Takes over what another one has.
    fn append(&mut self, other: Self) {
        self.files.extend(other.files);
        self.changes.extend(other.changes);
        self.kept_steps += other.kept_steps;
        self.kept_lines += other.kept_lines;
        self.gone.extend(other.gone);
    }

    /// A page, with what people ticked and wrote on the one that is there.
    fn page(&mut self, page: &Page, path: PathBuf) -> Result<(), Failure> {
        let Some(earlier) = read(&path)? else {
            self.write(page.markdown(), path, ChangeKind::Created);
            return Ok(());
        };
        let updated = page.updated(&earlier).map_err(|e| refused(&path, &e))?;
        self.kept_steps += updated.kept_steps;
        self.kept_lines += updated.kept_lines;
        let gone = updated.gone.into_iter();
        self.gone
            .extend(gone.map(|gone| format!("{}: {}", path.display(), no_longer(&gone))));
        if updated.text != earlier {
            self.write(updated.text, path, ChangeKind::Updated);
        }
        Ok(())
    }

    /// A text that nobody writes on.
    fn text(&mut self, text: String, path: PathBuf) -> Result<(), Failure> {
        match read(&path)? {
            None => self.write(text, path, ChangeKind::Created),
            Some(earlier) if earlier == text => {}
            Some(earlier) if is_ours(&earlier) => self.write(text, path, ChangeKind::Updated),
            Some(_) => {
                let message = format!("{} was not made here", path.display());
                let hint = "give another folder, or move the file away".to_owned();
                return Err(Failure::request(message, Some(hint)));
            }
        }
        Ok(())
    }

    fn write(&mut self, text: String, path: PathBuf, kind: ChangeKind) {
        self.changes.push(FileChange::new(&path, kind));
        self.files.push((path, text));
    }

    fn finish(self, folder: &Path, is_dry_run: bool, output: &mut Output) -> Result<(), Failure> {
        if is_dry_run {
            output.words(&render::files_to_change(&self.changes));
        } else {
            if !self.files.is_empty() {
                fs::create_dir_all(folder).map_err(|error| {
                    let message = format!("cannot make {}: {error}", folder.display());
                    Failure::request(message, None)
                })?;
                risk_core::replace_files(folder, &self.files)?;
            }
            output.words(&render::files_changed(&self.changes));
        }
        report_kept(self.kept_steps, self.kept_lines, output);
        for gone in &self.gone {
            output.warning(gone);
        }
        Ok(())
    }
}

/// Whether a file was written by this command, whatever the version of its schema.
fn is_ours(text: &str) -> bool {
    PageKind::Runbook.is_html(text) || json::is_answer(text, &["register", "revision"])
}

/// The pages in a folder that belong to nothing that the register has.
fn others(folder: &Path, files: &HashSet<&str>, ending: &str) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mut others: Vec<String> = names
        .filter(|name| name.split_once('.').is_some_and(|(_, end)| end == ending))
        .filter(|name| !files.contains(name.as_str()) && !name.starts_with("index."))
        .filter(|name| {
            let text = read(&folder.join(name)).ok().flatten();
            text.is_some_and(|text| Page::about(&text).is_ok() || is_ours(&text))
        })
        .collect();
    others.sort();
    others
}
