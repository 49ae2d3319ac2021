//! `risk review draft`: a risk for each gap of a review.

use std::fs;
use std::path::Path;

use risk_core::WriteOptions;
use risk_core::answer::EditAnswer;
use risk_core::disk::read_review_file;
use risk_core::review::{Draft, DraftAnswer, DraftOptions, Review, Rules, draft_risks};

use super::files::{self, Answered};
use crate::cli::{Format, Global, ReviewDraft};
use crate::commands::edit::{relative, report_findings, report_notes, show_changes};
use crate::failure::Failure;
use crate::output::Output;
use crate::render::{self, json};
use crate::source;
use crate::today::today;

pub fn run(args: &ReviewDraft, global: &Global, output: &mut Output) -> Result<(), Failure> {
    let passed = args.questionnaire.as_deref();
    let new = files::read(&args.review, passed, args.subject.as_deref())?;
    let rules = Rules::new(&new.questionnaire);
    let earlier = earlier(args, &new)?;
    let earlier_rules = earlier.as_ref().map(|one| Rules::new(&one.questionnaire));
    let path = source::path(global)?;
    let reading = source::read_quietly(global, output)?;
    let mut options = DraftOptions::default();
    options.earlier = earlier_rules
        .as_ref()
        .zip(earlier.as_ref().map(|one| &one.review));
    options.apply = args.apply;
    options.again = args.again;
    let draft = draft_risks(&reading, &rules, &new.review, options)?;
    let edited = draft
        .editor
        .clone()
        .finish()
        .map_err(risk_core::Error::from)?;
    let read = source::options(global)?;
    let write = WriteOptions::default()
        .dry_run(args.options.dry_run)
        .force(args.options.force);
    let files = risk_core::save(&path, &edited, &reading.settings, &read, write)?;
    if args.options.format == Format::Json {
        let files = relative(&files, &source::folder(global)?);
        let edit = EditAnswer::new(&edited, &[], &files, args.options.dry_run);
        return output.data(&json::answer(&DraftAnswer::new(
            &new.review.subject,
            edit,
            &draft,
        )));
    }
    show_changes(&edited, args.options.format, output)?;
    files::report(&rules.findings(&new.review), output);
    report(&draft, args.apply, output);
    report_notes(&files, output);
    output.words(&render::written(&files, args.options.dry_run));
    report_findings(&edited.new_findings(&reading.settings, today()), output);
    Ok(())
}

fn report(draft: &Draft, is_applied: bool, output: &mut Output) {
    for note in &draft.notes {
        output.words(&render::draft_note(note));
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

/// The review before: the one that is passed, else the newest of the same subject and questionnaire beside the review that
/// is older.
fn earlier(args: &ReviewDraft, new: &Answered) -> Result<Option<Answered>, Failure> {
    let passed = args.questionnaire.as_deref();
    if let Some(path) = &args.earlier {
        return files::read(path, passed, Some(&new.review.subject)).map(Some);
    }
    let folder = args
        .review
        .parent()
        .filter(|folder| *folder != Path::new(""));
    let mut newest: Option<Answered> = None;
    for entry in fs::read_dir(folder.unwrap_or(Path::new(".")))? {
        let path = entry?.path();
        let is_text = path
            .extension()
            .is_some_and(|one| one == "toml" || one == "json");
        let Ok(file) = (if is_text {
            read_review_file(&path)
        } else {
            continue;
        }) else {
            // It may be anything; whoever means it can name it.
            continue;
        };
        let is_before = |review: &Review| {
            review.subject == new.review.subject
                && review.date.is_some()
                && review.date < new.review.date
        };
        for review in file.reviews.into_iter().filter(is_before) {
            if newest
                .as_ref()
                .is_some_and(|known| known.review.date >= review.date)
            {
                continue;
            }
            let own = file.questionnaire.clone();
            let questionnaire = files::of_review(&path, &review, None, own);
            let Some(questionnaire) = questionnaire
                .ok()
                .filter(|one| one.id == new.questionnaire.id)
            else {
                continue;
            };
            newest = Some(Answered {
                questionnaire,
                review,
                findings: Vec::new(),
            });
        }
    }
    Ok(newest)
}
