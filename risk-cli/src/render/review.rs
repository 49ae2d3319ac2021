//! Reviews for people.

use anstyle::{AnsiColor, Style};
use risk_core::document::{Span, Spans};
use risk_core::review::{
    DraftNote, LevelChange, LevelCounts, MissingChoice, Proposal, ProposedAction, Question,
    QuestionLevel, Questionnaire, ReviewAnswer, ReviewDiff, ReviewFinding, ReviewLevel, Tag,
};

use super::table::{Cell, Table};
use super::text::{counted, one_line, wrapping};

/// How a level of a review is shown.
fn level_style(level: ReviewLevel) -> Style {
    match level {
        ReviewLevel::High => AnsiColor::Red.on_default().bold(),
        ReviewLevel::Medium => AnsiColor::Yellow.on_default(),
        ReviewLevel::None => AnsiColor::Green.on_default(),
        ReviewLevel::Unanswered | ReviewLevel::NotApplicable | ReviewLevel::Unknown => Style::new(),
    }
}

fn level_cell(level: ReviewLevel) -> Cell {
    Cell::styled(level.as_str(), level_style(level))
}

/// The levels in the order of columns.
const COLUMNS: [(&str, ReviewLevel); 6] = [
    ("High", ReviewLevel::High),
    ("Medium", ReviewLevel::Medium),
    ("None", ReviewLevel::None),
    ("Unanswered", ReviewLevel::Unanswered),
    ("Not applicable", ReviewLevel::NotApplicable),
    ("Unknown", ReviewLevel::Unknown),
];

/// How many questions of each section have which level.
pub fn review_sections(answer: &ReviewAnswer) -> Table {
    let names = COLUMNS.map(|(name, _)| name);
    let mut table = Table::new(&[&["Section"], &names[..]].concat());
    let mut row = |name: &str, counts: LevelCounts| {
        let counts = COLUMNS.map(|(_, level)| counts.get(level).to_string());
        table.row([name.to_owned()].into_iter().chain(counts));
    };
    for section in &answer.sections {
        let name = if section.id.is_empty() {
            "(no section)"
        } else {
            section.title
        };
        row(name, section.levels);
    }
    row("All", answer.levels);
    table.without_unused(&names, &["0"])
}

/// The level of each question.
pub fn review_levels(answer: &ReviewAnswer) -> Table {
    let mut table = Table::new(&["Level", "Question", "Component"]);
    for question in &answer.questions {
        let text = [question.text, question.component].map(Cell::from);
        table.row([level_cell(question.level)].into_iter().chain(text));
    }
    table.without_unused(&["Component"], &[""])
}

/// The questions, gaps first, each with what is missing below it.
pub fn review_questions(answer: &ReviewAnswer, shown: usize, width: Option<usize>) -> String {
    let mut text = String::new();
    for question in answer.questions.iter().take(shown) {
        let style = level_style(question.level);
        let level = question.level;
        let component = match question.component {
            "" => String::new(),
            name => format!(" [{}]", one_line(name)),
        };
        let line = format!(
            "{}: {}{component}",
            one_line(question.id),
            one_line(question.text)
        );
        text.push_str(&format!(
            "{style}{level}{style:#} {}",
            wrapped(&line, width, "  ", level.as_str().len() + 1)
        ));
        text.push_str(&below(question, width));
    }
    text
}

fn below(question: &QuestionLevel, width: Option<usize>) -> String {
    let mut lines: Vec<String> = question.missing.iter().map(missing_line).collect();
    if let Some(reason) = question.reason {
        lines.push(format!("reason: {reason}"));
    }
    if !question.notes.is_empty() {
        lines.push(format!("notes: {}", one_line(question.notes)));
    }
    let lines = lines
        .iter()
        .map(|line| format!("    {}", wrapped(line, width, "      ", 4)));
    lines.collect()
}

fn missing_line(missing: &MissingChoice) -> String {
    let tag = missing.tag.map(|tag| format!("{tag} ")).unwrap_or_default();
    let sign = if missing.tag == Some(Tag::Critical) {
        "stop"
    } else {
        "missing"
    };
    let improve = match missing.improve {
        Some(improve) if improve != missing.text => format!(": {}", one_line(improve)),
        _ => String::new(),
    };
    format!("{sign} {tag}{}{improve}", one_line(missing.text))
}

/// What is missing, as a line of a page.
pub fn missing_spans(missing: &MissingChoice) -> Spans {
    let mut spans = vec![Span::text(missing_line(missing))];
    if let Some(url) = missing.url.filter(|url| !url.is_empty()) {
        spans.push(Span::text(" "));
        spans.push(Span::Link {
            text: url.to_owned(),
            address: url.to_owned(),
        });
    }
    spans
}

/// A line and its end, broken where a terminal reads it, behind so many characters.
fn wrapped(line: &str, width: Option<usize>, indent: &str, behind: usize) -> String {
    let Some(width) = width else {
        return format!("{line}\n");
    };
    let first = " ".repeat(behind);
    let options = wrapping(width)
        .initial_indent(&first)
        .subsequent_indent(indent);
    let lines = textwrap::fill(line, options);
    format!("{}\n", &lines[behind.min(lines.len())..])
}

/// The levels of a review in a line.
pub fn review_summary(answer: &ReviewAnswer) -> String {
    let counts = COLUMNS.map(|(name, level)| (name.to_lowercase(), answer.levels.get(level)));
    let counts = counts.into_iter().filter(|(_, count)| *count > 0);
    let counts: Vec<String> = counts
        .map(|(name, count)| format!("{count} {name}"))
        .collect();
    let date = answer
        .date
        .map(|date| format!(", {date}"))
        .unwrap_or_default();
    let questions = counted(answer.questions.len(), "question");
    format!(
        "{}{date}: {questions}: {}",
        answer.subject,
        counts.join(", ")
    )
}

/// What in a review makes no sense, or has to be known.
pub fn review_finding(finding: &ReviewFinding) -> String {
    let place = [&finding.subject, &finding.question, &finding.choice];
    let place: Vec<&str> = place.into_iter().flatten().map(String::as_str).collect();
    let colon = if place.is_empty() { "" } else { ": " };
    format!(
        "[{}] {}{colon}{}",
        finding.code,
        place.join(" "),
        finding.message
    )
}

/// What of a review was not written to the register.
pub fn draft_note(note: &DraftNote) -> String {
    let risks: Vec<String> = note.risks.iter().map(ToString::to_string).collect();
    let risks = if risks.is_empty() {
        String::new()
    } else {
        format!(" ({})", risks.join(", "))
    };
    format!("{}{risks}: {}", note.finding, note.message)
}

/// What is proposed for a risk.
pub fn proposal(proposal: &Proposal) -> String {
    let risk = &proposal.risk;
    let what = match (proposal.action, proposal.is_applied) {
        (ProposedAction::Close, false) => format!("proposed: close {risk}"),
        (ProposedAction::Close, true) => format!("closed {risk}"),
        (ProposedAction::Accept, false) => format!("proposed: accept {risk}"),
        (ProposedAction::Accept, true) => format!("accepted {risk}"),
        (ProposedAction::Tick, _) => {
            format!("proposed: open {risk} again, or tick its choices in the review")
        }
    };
    format!("{what}: {} ({})", proposal.reason, proposal.finding)
}

/// A question as it is asked, with the numbers of its choices.
pub fn question(
    question: &Question,
    (number, count): (usize, usize),
    width: Option<usize>,
) -> String {
    let line = format!(
        "{number}/{count} {}: {}",
        one_line(&question.id),
        one_line(question.title())
    );
    let mut text = wrapped(&line, width, "  ", 0);
    for (number, choice) in (1..).zip(&question.choices) {
        let tag = choice.tag.map(|tag| format!("{tag} ")).unwrap_or_default();
        let line = format!(
            "{number} {tag}{} ({})",
            one_line(choice.title()),
            one_line(&choice.id)
        );
        text.push_str(&format!("  {}", wrapped(&line, width, "      ", 2)));
    }
    text
}

/// The questions of a questionnaire.
pub fn questionnaire(questionnaire: &Questionnaire, width: Option<usize>) -> String {
    let count = questionnaire.questions.len();
    let questions = (1..).zip(&questionnaire.questions);
    let questions = questions.map(|(number, one)| question(one, (number, count), width));
    questions.collect::<Vec<_>>().join("\n")
}

/// What became of the sections.
pub fn section_changes(diff: &ReviewDiff) -> Table {
    let mut table = Table::new(&["Section", "Better", "Same", "Worse", "Not comparable"]);
    for section in &diff.sections {
        let counts = section.changes;
        let name = if section.id.is_empty() {
            "(no section)"
        } else {
            section.title
        };
        let counts = [
            counts.better,
            counts.same,
            counts.worse,
            counts.not_comparable,
        ];
        table.row(
            [name.to_owned()]
                .into_iter()
                .chain(counts.map(|count| count.to_string())),
        );
    }
    table
}

/// What became of the questions that are shown.
pub fn question_changes(diff: &ReviewDiff, is_shown: impl Fn(LevelChange) -> bool) -> Table {
    let mut table = Table::new(&["Change", "Question", "Before", "After", "Choices"]);
    let mut questions: Vec<_> = diff
        .questions
        .iter()
        .filter(|one| is_shown(one.change))
        .collect();
    questions.sort_by_key(|question| question.change);
    for question in questions {
        let style = match question.change {
            LevelChange::Worse => AnsiColor::Red.on_default().bold(),
            LevelChange::Better => AnsiColor::Green.on_default(),
            LevelChange::Same | LevelChange::NotComparable => Style::new(),
        };
        // Of a question that has no answer, what is gone says nothing.
        let is_told = question.change != LevelChange::NotComparable;
        let [ticked, unticked] =
            [&question.ticked, &question.unticked].map(|ids| if is_told { &ids[..] } else { &[] });
        let ticked = ticked.iter().map(|id| format!("+{id}"));
        let choices = ticked.chain(unticked.iter().map(|id| format!("-{id}")));
        table.row([
            Cell::styled(question.change.as_str(), style),
            question.text.into(),
            level_cell(question.before),
            level_cell(question.after),
            choices.collect::<Vec<_>>().join(" ").into(),
        ]);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_narrow_terminal_breaks_no_address() {
        let address = "https://wiki.example.com/a/rather/long/place/below/which/backups-are.html";
        let mut asked = Question::default();
        asked.id = "backups".to_owned();
        asked.text = format!("Are there backups, as {address} has it?");
        assert!(question(&asked, (1, 1), Some(44)).contains(address));
    }
}
