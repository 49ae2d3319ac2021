//! `risk review draft`: a risk for each gap of a review.

use std::path::{Path, PathBuf};
use std::{fs, io};

use risk_core::answer::EditAnswer;
use risk_core::disk::read_review_file;
use risk_core::review::{
    Draft, DraftAnswer, DraftOptions, Questionnaire, Review, Rules, draft_risks,
};
use risk_core::{ChangeKind, Error, FileChange, WriteOptions};

use super::answer;
use super::files::{self, Answered};
use crate::cli::{Format, Global, ReviewDraft};
use crate::commands::edit::{relative, report_findings, report_notes, show_changes};
use crate::failure::Failure;
use crate::output::Output;
use crate::render::{self};
use crate::source;
use crate::target::ending;
use crate::today::today;

pub fn run(args: &ReviewDraft, global: &Global, output: &mut Output) -> Result<(), Failure> {
    let passed = args.questionnaire.as_deref();
    let new = files::read(&args.review, passed, args.subject.as_deref())?;
    let rules = Rules::new(&new.questionnaire);
    let Beside { earlier, outdated } = beside(args, &new, output)?;
    let earlier_rules = earlier.as_ref().map(|one| Rules::new(&one.questionnaire));
    let path = source::path(global)?;
    let reading = source::read_quietly(global, output)?;
    let mut options = DraftOptions::default();
    options.earlier = earlier_rules
        .as_ref()
        .zip(earlier.as_ref().map(|one| &one.review));
    options.apply = args.apply;
    options.again = args.again;
    options.outdated = outdated;
    let draft = draft_risks(&reading, &rules, &new.review, options)?;
    let edited = draft.editor.clone().finish().map_err(Error::from)?;
    let read = source::options(global)?;
    let write = WriteOptions::default()
        .dry_run(args.options.dry_run)
        .force(args.options.force);
    let marked = marked(args, &draft)?;
    let mut files = risk_core::save(&path, &edited, &reading.settings, &read, write)?;
    if let Some((text, marked)) = marked {
        files.extend(mark(args, (&text, &marked), output));
    }
    let findings = [new.findings, rules.findings(&new.review)].concat();
    if args.options.format == Format::Json {
        let files = relative(&files, &source::folder(global)?);
        let edit = EditAnswer::new(&edited, &[], &files, args.options.dry_run);
        let about = (new.review.subject.as_str(), findings.clone());
        output.json(&DraftAnswer::new(about, edit, &draft))?;
    } else {
        show_changes(&edited, args.options.format, output)?;
    }
    files::report(&findings, output);
    report(&draft, args.apply, output);
    report_notes(&files, output);
    output.words(&render::written(&files, args.options.dry_run));
    report_findings(
        &edited.new_findings(&reading.settings, today(global)),
        output,
    );
    Ok(())
}

/// The text of the review, and how it is to be: it states of which questions risks were drafted, so that a gap that is answered
/// later is known from one whose risk somebody removes. `None` where it stays as it is, as what is no review in TOML does,
/// such as an export. Whatever cannot be is known before anything is written.
fn marked(args: &ReviewDraft, draft: &Draft) -> Result<Option<(String, String)>, Failure> {
    let path = &args.review;
    let Ok(text) = answer::read(path) else {
        return Ok(None);
    };
    let marked = Review::put_drafted(&path.display().to_string(), &text, &draft.gaps)?;
    Ok((marked != text).then_some((text, marked)))
}

/// Writes that to the review.
fn mark(
    args: &ReviewDraft,
    (text, marked): (&str, &str),
    output: &mut Output,
) -> Option<FileChange> {
    let path = &args.review;
    if !args.options.dry_run
        && let Err(failure) = answer::save(path, text, marked)
    {
        output.warning(&format!(
            "{} does not state what was drafted: {failure}",
            path.display()
        ));
        return None;
    }
    Some(FileChange::new(path, ChangeKind::Updated))
}

fn report(draft: &Draft, is_applied: bool, output: &mut Output) {
    for note in &draft.notes {
        output.words(&render::draft_note(note));
    }
    // Nothing else is about no risk at all.
    if draft.notes.iter().any(|note| note.risks.is_empty()) {
        output.hint("pass --again to draft also what no risk comes of any more");
    }
    for proposal in &draft.proposals {
        output.words(&render::proposal(proposal));
    }
    if !is_applied
        && draft
            .proposals
            .iter()
            .any(|proposal| proposal.is_of_register())
    {
        output.hint("pass --apply to carry out what is proposed");
    }
}

/// What the other reviews of the subject are.
struct Beside {
    /// The review before.
    earlier: Option<Answered>,
    /// Whether a later one was drafted.
    outdated: bool,
}

/// The review before: the one that is passed, else the newest of the same subject and questionnaire beside the review that
/// is older; and whether one that is newer was drafted already.
fn beside(args: &ReviewDraft, new: &Answered, output: &mut Output) -> Result<Beside, Failure> {
    let mut beside = Beside {
        earlier: None,
        outdated: false,
    };
    if let Some(path) = &args.earlier {
        let passed = args.questionnaire.as_deref();
        beside.earlier = Some(files::read(path, passed, Some(&new.review.subject))?);
    }
    for path in files_beside(&args.review)? {
        let file = match read_review_file(&path) {
            Ok(file) => file,
            Err(Error::Review { .. }) => continue,
            Err(error) => {
                output.warning(&format!("not looked at for the review before: {error}"));
                continue;
            }
        };
        let own = file.questionnaire;
        let subject = &new.review.subject;
        for review in file.reviews.into_iter().filter(|one| one.is_of(subject)) {
            let newest = beside.earlier.as_ref().and_then(|known| known.review.date);
            let is_before =
                args.earlier.is_none() && review.date < new.review.date && review.date > newest;
            let is_drafted_after = review.date > new.review.date && review.drafted().is_some();
            if !is_before && !is_drafted_after {
                continue;
            }
            match of_same(args, new, &path, &review, own.clone()) {
                Ok(Some(questionnaire)) if is_before => {
                    beside.earlier = Some(Answered {
                        questionnaire,
                        review,
                        findings: Vec::new(),
                    });
                }
                Ok(Some(_)) => beside.outdated = true,
                Ok(None) => {}
                Err(failure) => {
                    output.warning(&format!("not looked at for the review before: {failure}"));
                }
            }
        }
    }
    Ok(beside)
}

/// The questionnaire of a review beside; `None` where it is another one.
fn of_same(
    args: &ReviewDraft,
    new: &Answered,
    path: &Path,
    review: &Review,
    own: Option<Questionnaire>,
) -> Result<Option<Questionnaire>, Failure> {
    let passed = args.questionnaire.as_deref();
    // Whoever passes a questionnaire means that of all that name the same.
    let passed = passed.filter(|_| review.questionnaire == new.review.questionnaire);
    let found = files::of_review(path, review, passed, own)?;
    Ok((found.id == new.questionnaire.id).then_some(found))
}

/// The files beside a review that may hold another, by name: of two reviews of one day, the first is taken.
fn files_beside(review: &Path) -> io::Result<Vec<PathBuf>> {
    let folder = review.parent().filter(|folder| *folder != Path::new(""));
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder.unwrap_or(Path::new(".")))? {
        let path = entry?.path();
        let path = path.strip_prefix(".").map(Path::to_owned).unwrap_or(path);
        if matches!(&*ending(&path), "toml" | "json") {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}
