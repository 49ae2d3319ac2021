//! `risk coverage`: what the risks have of what they should have.

use risk_core::Register;
use risk_core::document::{Document, Span};
use risk_core::graph::Graph;
use risk_core::readiness::{Counts, CoverageAnswer, Measure};

use super::Outcome;
use crate::cli::{Coverage, Format, Global};
use crate::failure::Failure;
use crate::output::{Output, first};
use crate::render::{self, counted};
use crate::source;
use crate::today::today;

/// How many gaps are shown unless somebody asks for others: the worst, with the components on the same screen.
const GAPS: usize = 10;
/// How many components are shown unless somebody asks for others, as `risk blast` and `risk check` do.
const COMPONENTS: usize = 50;

pub fn run(args: &Coverage, global: &Global, output: &mut Output) -> Result<Outcome, Failure> {
    let floors = args.fail_under.iter().map(|text| Floor::parse(text));
    let floors = floors.collect::<Result<Vec<Floor>, Failure>>()?;
    let register = &source::read(global, output)?.register;
    let graph = Graph::new(register);
    let mut answer = CoverageAnswer::new(&graph, args.window.window(today(global)));
    if !args.component.is_empty() {
        answer = answer.only(&graph.keys_of(graph.find_all(&args.component)?)?);
    }
    match args.format {
        Format::Html => output.data(&page(register, &answer).html())?,
        Format::Json => output.json(&answer)?,
        format => show(register, &answer, args.top, format, output)?,
    }
    output.left_out_unread("risk", &answer.left_out);
    if let Some(risks) = render::unread_risks(&answer.unread) {
        output.warning(&risks);
    }
    output.words(&summary(&answer));
    match answer.to_come() {
        0 => {}
        1 => output.words("1 rehearsal is still to come"),
        count => output.words(&format!("{count} rehearsals are still to come")),
    }
    Ok(judge(&floors, &answer, output))
}

/// Writes the gaps and then the components; as comma-separated values, which have one table, the
/// components.
fn show(
    register: &Register,
    answer: &CoverageAnswer,
    top: Option<usize>,
    format: Format,
    output: &mut Output,
) -> Result<(), Failure> {
    let is_for_people = format.is_for_people();
    let gaps = first(answer.gaps.len(), top.unwrap_or(GAPS));
    if is_for_people && gaps > 0 {
        let table = render::gaps(answer, gaps, register.scale().rating());
        output.table(table, format)?;
        output.text("\n")?;
    }
    let components = first(answer.components.len(), format.rows(top, COMPONENTS));
    let table = render::coverage(answer, components, is_for_people);
    output.table(table, format)?;
    let lists = [
        ("gap", gaps, answer.gaps.len(), is_for_people),
        ("component", components, answer.components.len(), true),
    ];
    for (thing, shown, all, is_told) in lists {
        if is_told && shown < all {
            let all = counted(all, thing);
            output.words(&format!("{shown} of {all}; --top 0 shows all"));
        }
    }
    Ok(())
}

/// All of it as a page.
fn page(register: &Register, answer: &CoverageAnswer) -> Document {
    let title = register.title().trim();
    let mut page = Document::new(match title {
        "" => "Coverage".to_owned(),
        title => format!("Coverage: {title}"),
    });
    page.paragraph(Span::text(format!("{}.", summary(answer))));
    if let Some(risks) = render::unread_risks(&answer.unread) {
        page.paragraph(Span::text(format!("{risks}.")));
    }
    if !answer.gaps.is_empty() {
        page.section("Worst gaps: nothing in place would notice these");
        let gaps = render::gaps(answer, answer.gaps.len(), register.scale().rating());
        page.blocks.push(gaps.block(false));
    }
    page.section("By component");
    // The other table has for each gap what exists.
    let kinds = ["Accepted", "Suggested", "Unknown", "Nothing"];
    let table = render::coverage(answer, answer.components.len(), true).without(&kinds);
    page.blocks.push(table.block(true));
    page
}

fn summary(answer: &CoverageAnswer) -> String {
    if answer.total.risks == 0 {
        return "no risks that are not closed".to_owned();
    }
    let risks = counted(answer.total.risks, "risk");
    let accepted = match answer.total.accepted {
        0 => String::new(),
        accepted => format!(", {accepted} accepted"),
    };
    let gaps = match answer.total.gaps {
        0 => "none".to_owned(),
        gaps => gaps.to_string(),
    };
    let window = answer.window;
    let days = match window.days() {
        1 => "1 day".to_owned(),
        days => format!("{days} days"),
    };
    format!(
        "{risks}{accepted}, {gaps} without an implemented observation; a rehearsal counts for {days}, up to {}",
        window.today
    )
}

/// How many percent of the risks have to have something.
struct Floor {
    measure: Measure,
    percent: u8,
}

impl Floor {
    /// Reads `runbook=80`.
    fn parse(text: &str) -> Result<Self, Failure> {
        let refused = |message: String| {
            let hint =
                "pass --fail-under MEASURE=PERCENT, such as --fail-under runbook=80".to_owned();
            Err(Failure::request(message, Some(hint)))
        };
        let Some((measure, percent)) = text.split_once('=') else {
            return refused(format!("`{text}` in --fail-under has no percentage"));
        };
        let measure = measure.trim().parse::<Measure>()?;
        let number = percent.trim().trim_end_matches('%').trim_end().parse();
        match number {
            Ok(percent @ 0..=100) => Ok(Self { measure, percent }),
            _ => refused(format!(
                "`{percent}` in --fail-under is not a whole percentage from 0 to 100"
            )),
        }
    }

    /// What is printed where less have it: `runbook: 57 % of 14 risks have a runbook action, under 80 %`.
    fn told(&self, counts: &Counts) -> Option<String> {
        let Self { measure, percent } = *self;
        let share = counts.percent(measure)?;
        let wanting = counts.wanting(measure);
        let have = if wanting == 1 { "has" } else { "have" };
        let what = measure.what();
        let risks = counted(wanting, "risk");
        let told = format!("{measure}: {share} % of {risks} {have} {what}, under {percent} %");
        counts.is_under(measure, percent).then_some(told)
    }
}

/// Reports which measures are below what is asked for.
fn judge(floors: &[Floor], answer: &CoverageAnswer, output: &mut Output) -> Outcome {
    if !floors.is_empty() && answer.total.risks == 0 {
        output.words("of no risks, none is missing what --fail-under asks for");
    }
    let told = floors.iter().filter_map(|floor| floor.told(&answer.total));
    let told: Vec<String> = told.collect();
    for line in &told {
        output.words(line);
    }
    Outcome::of(!told.is_empty())
}
