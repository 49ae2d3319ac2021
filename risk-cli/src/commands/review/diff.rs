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
    let diff = Differences::new((&old, &before.review), (&new, &after.review));
    if args.format == Format::Json {
        return output.json(&diff);
    }
    if args.format.is_for_people() {
        output.table(render::section_changes(&diff), args.format)?;
        output.text("\n")?;
    }
    let is_shown = |change| args.all || change != LevelChange::Same;
    let table = render::question_changes(&diff, is_shown);
    if table.len() > 0 {
        output.table(table, args.format)?;
    }
    for (ids, which) in [(&diff.only_before, "older"), (&diff.only_after, "newer")] {
        if !ids.is_empty() {
            let ids = ids.join(", ");
            output.words(&format!("only the {which} questionnaire asks: {ids}"));
        }
    }
    for (rules, one) in [(&old, &before), (&new, &after)] {
        files::report(
            &[&one.findings[..], &rules.findings(&one.review)].concat(),
            output,
        );
    }
    if before.review.subject != after.review.subject {
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
