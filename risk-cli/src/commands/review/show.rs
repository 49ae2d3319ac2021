//! `risk review show`: the levels of a review, or the questions of a questionnaire.

use risk_core::disk::read_review_file;
use risk_core::document::{Document, Span};
use risk_core::review::{Questionnaire, QuestionnaireAnswer, ReviewAnswer, ReviewFinding, Rules};

use super::files;
use crate::cli::{Format, ReviewShow};
use crate::failure::Failure;
use crate::output::{Output, first};
use crate::render::{self, counted};

pub fn run(args: &ReviewShow, output: &mut Output) -> Result<(), Failure> {
    let file = read_review_file(&args.file)?;
    if let (Some(questionnaire), true) = (&file.questionnaire, file.reviews.is_empty()) {
        return show_questionnaire(questionnaire, file.findings.clone(), args, output);
    }
    let passed = args.questionnaire.as_deref();
    let answered = files::of_file(&args.file, file, passed, args.subject.as_deref())?;
    let rules = Rules::new(&answered.questionnaire);
    let mut answer = ReviewAnswer::new(&rules, &answered.review);
    answer.findings.splice(0..0, answered.findings);
    match args.format {
        Format::Json => return output.json(&answer),
        Format::Html => output.data(&page(&answer).html())?,
        Format::Md => output.data(&page(&answer).markdown())?,
        _ => {
            output.table(render::review_sections(&answer), args.format)?;
            output.text("\n")?;
            let shown = first(answer.questions.len(), args.top);
            output.text(&render::review_questions(&answer, shown, output.width()))?;
            output.left_out(answer.questions.len(), shown);
        }
    }
    files::report(&answer.findings, output);
    output.words(&render::review_summary(&answer));
    Ok(())
}

fn show_questionnaire(
    questionnaire: &Questionnaire,
    findings: Vec<ReviewFinding>,
    args: &ReviewShow,
    output: &mut Output,
) -> Result<(), Failure> {
    let mut answer = QuestionnaireAnswer::new(questionnaire);
    answer.findings.splice(0..0, findings);
    match args.format {
        Format::Json => output.json(&answer)?,
        Format::Html => output.data(&questions(questionnaire).html())?,
        Format::Md => output.data(&questions(questionnaire).markdown())?,
        _ => output.text(&render::questionnaire(questionnaire, output.width()))?,
    }
    files::report(&answer.findings, output);
    let count = counted(questionnaire.questions.len(), "question");
    output.words(&format!(
        "{count} in {}",
        counted(questionnaire.sections.len(), "section")
    ));
    Ok(())
}

/// A review as a page: its sections, then its gaps with what to do, then the other questions.
fn page(answer: &ReviewAnswer) -> Document {
    let mut page = Document::new(format!("Review: {}", answer.subject));
    page.paragraph(Span::text(format!("{}.", render::review_summary(answer))));
    page.blocks
        .push(render::review_sections(answer).block(true));
    page.section("Gaps");
    for gap in answer.gaps() {
        page.heading(vec![
            Span::text(format!("{} ", gap.text)),
            Span::strong(format!("({})", gap.level)),
        ]);
        let mut facts = Vec::new();
        for (name, value) in [("Component", gap.component), ("Notes", gap.notes)] {
            if !value.is_empty() {
                facts.push(vec![Span::strong(format!("{name}: ")), Span::text(value)]);
            }
        }
        facts.extend(gap.evidence.iter().map(|address| {
            vec![Span::Link {
                text: address.clone(),
                address: address.clone(),
            }]
        }));
        page.list(facts);
        page.list(gap.missing.iter().map(render::missing_spans).collect());
    }
    page.section("All questions");
    page.blocks.push(render::review_levels(answer).block(false));
    page
}

/// A questionnaire as a page to print.
fn questions(questionnaire: &Questionnaire) -> Document {
    let mut page = Document::new(questionnaire.title.clone());
    for question in &questionnaire.questions {
        page.heading(Span::text(question.title()));
        let choices = question.choices.iter().map(|choice| {
            let tag = choice
                .tag
                .map(|tag| format!(" ({tag})"))
                .unwrap_or_default();
            Span::text(format!("{}{tag}", choice.title())).into()
        });
        page.list(choices.collect());
    }
    page
}
