//! `risk review diff`: what became better and what worse.

use risk_core::review::{LevelChange, ReviewDiff as Differences, Rules};

use super::files;
use crate::cli::{Format, ReviewDiff};
use crate::failure::Failure;
use crate::output::Output;
use crate::render::{self};

pub fn run(args: &ReviewDiff, output: &mut Output) -> Result<(), Failure> {
    let (passed, subject) = (args.questionnaire.as_deref(), args.subject.as_deref());
    let before = files::read(&args.before, passed, subject)?;
    let after = files::read(&args.after, passed, subject)?;
    let [old, new] = [&before, &after].map(|one| Rules::new(&one.questionnaire));
    let mut diff = Differences::new((&old, &before.review), (&new, &after.review));
    diff.findings_before.splice(0..0, before.findings.clone());
    diff.findings_after.splice(0..0, after.findings.clone());
    if args.format == Format::Json {
        output.json(&diff)?;
    } else {
        show(&diff, args, output)?;
    }
    files::report(
        &[&diff.findings_before[..], &diff.findings_after].concat(),
        output,
    );
    if !before.review.is_of(&after.review.subject) {
        let [old, new] = [&before, &after].map(|one| &one.review.subject);
        output.warning(&format!("the reviews are of two subjects: {old} and {new}"));
    }
    let counts = diff.changes;
    output.words(&format!(
        "{} better, {} same, {} worse, {} not comparable",
        counts.better, counts.same, counts.worse, counts.not_comparable
    ));
    Ok(())
}

fn show(diff: &Differences<'_>, args: &ReviewDiff, output: &mut Output) -> Result<(), Failure> {
    if args.format.is_for_people() {
        output.table(render::section_changes(diff), args.format)?;
        output.text("\n")?;
    }
    let is_shown = |change| args.all || change != LevelChange::Same;
    let table = render::question_changes(diff, is_shown);
    if table.len() > 0 {
        output.table(table, args.format)?;
    }
    for (ids, which) in [(&diff.only_before, "older"), (&diff.only_after, "newer")] {
        if !ids.is_empty() {
            let ids = ids.join(", ");
            output.words(&format!("only the {which} questionnaire asks: {ids}"));
        }
    }
    Ok(())
}
