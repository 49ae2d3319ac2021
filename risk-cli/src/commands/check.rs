//! `risk check`: the findings of a register.

use std::path::Path;

use risk_core::answer::CheckAnswer;
use risk_core::disk::{is_revision, merge_base, open_revision, replace_file};
use risk_core::folder::REGISTER_FILE;
use risk_core::gate::{Baseline, Report, Selection};
use risk_core::{
    Error, Finding, Policy, Reading, Rule, Severity, SuppressedFinding, catalogue, new_findings,
};

use super::{Outcome, show};
use crate::cli::{Check, CheckFormat, FindingFilter, Format, Global, KnownFindings};
use crate::failure::Failure;
use crate::output::{Output, first};
use crate::render::{self, Table, counted};
use crate::source;
use crate::step_summary;
use crate::today::today;

/// How many findings are shown to people unless they ask for others: a screen or two, with their summary below.
const ROWS: usize = 50;

pub fn run(args: &Check, global: &Global, output: &mut Output) -> Result<Outcome, Failure> {
    match args.explain.as_deref() {
        Some("") => return codes(output),
        Some(code) => return explain(code, global, output),
        None => {}
    }
    let global = source::named(args.path.as_ref(), global)?;
    let reading = source::read_quietly(&global, output)?;
    let selection = selection(&args.filter, &reading)?;
    let (findings, suppressed) = reading.check_all(today(&global), &[]);
    let suppressed = selection.of_suppressed(suppressed, &reading.register)?;
    if args.suppressed {
        return show_suppressed(&suppressed, args, &global, output);
    }
    if let Some(file) = &args.known.write_baseline {
        write_baseline(file, &args.known, &findings, output)?;
        return Ok(Outcome::Clean);
    }
    let findings = selection.of(findings, &reading.register)?;
    let findings = unknown(findings, &args.known, (&reading, &global), output)?;
    let path = source::in_repository(&global)?;
    let rules = selection.of_rules(reading.rules(), &reading.settings.severities);
    let report = Report::new(&findings, &path, args.fail_on.severity()).of_rules(&rules);
    match args.format.of_answer() {
        Some(Format::Json) => output.json(&CheckAnswer::new(&findings, &suppressed, &path))?,
        Some(format) => show_findings(&findings, (args.top, format), &global, output)?,
        None => {
            output.data(&written(args.format, report))?;
            if args.format == CheckFormat::Github {
                step_summary::append(&findings, &path, &summary(&findings))?;
            }
        }
    }
    if args.format == CheckFormat::Sarif && findings.len() > Report::MOST_RESULTS {
        let most = Report::MOST_RESULTS;
        let all = findings.len();
        output.warning(&format!(
            "the {most} gravest of {all} findings; no host keeps more"
        ));
    }
    if args.format != CheckFormat::Json {
        let suppressed = match suppressed.len() {
            0 => String::new(),
            count => format!("; {count} suppressed, which --suppressed shows"),
        };
        output.words(&(summary(&findings) + &suppressed));
    }
    Ok(Outcome::of(report.fails()))
}

/// The findings as a CI system reads them.
fn written(format: CheckFormat, report: Report<'_>) -> String {
    match format {
        CheckFormat::Junit => report.junit(),
        CheckFormat::Github => report.github(),
        CheckFormat::Gitlab => report.gitlab(),
        _ => report.sarif(),
    }
}

/// The findings that are meant.
fn selection(filter: &FindingFilter, reading: &Reading) -> Result<Selection, Failure> {
    let policies = policies(reading);
    let rules = filter.rule.iter();
    let rules = rules.map(|code| Rule::by_code(code, &policies));
    let risks = filter.risk.iter();
    let risks = risks.map(|risk| show::find(&reading.register, risk).map(|risk| risk.key()));
    let mut selection = Selection::default();
    selection.severity = filter.severity.map(Severity::from);
    selection.rules = rules.collect::<Result<_, _>>()?;
    selection.components.clone_from(&filter.component);
    selection.risks = risks.collect::<Result<_, _>>()?;
    Ok(selection)
}

/// The rules that a register states itself.
fn policies(reading: &Reading) -> Vec<Rule> {
    reading.settings.policies.iter().map(Policy::rule).collect()
}

/// Explains a rule: a built-in one, or a policy of the register that is meant.
fn explain(code: &str, global: &Global, output: &mut Output) -> Result<Outcome, Failure> {
    let of_register = if code.starts_with("policy/") {
        policies(&source::read_quietly(global, output)?)
    } else {
        Vec::new()
    };
    output.data(Rule::by_code(code, &of_register)?.page())?;
    Ok(Outcome::Clean)
}

/// Shows what is suppressed, which makes no gate fail.
fn show_suppressed(
    suppressed: &[SuppressedFinding],
    args: &Check,
    global: &Global,
    output: &mut Output,
) -> Result<Outcome, Failure> {
    let Some(format) = args.format.of_answer() else {
        let hint = "what is suppressed is not reported to CI systems".to_owned();
        let message = "--suppressed is a table, Markdown, CSV or JSON";
        return Err(Failure::request(message, Some(hint)));
    };
    if format == Format::Json {
        let path = source::in_repository(global)?;
        output.json(&CheckAnswer::new(&[], suppressed, &path))?;
        return Ok(Outcome::Clean);
    }
    let table = render::suppressed(suppressed);
    let top = format.rows(args.top, ROWS);
    if table.len() > 0 {
        output.first_rows(table, top, format)?;
    }
    output.words(&format!(
        "{} suppressed",
        counted(suppressed.len(), "finding")
    ));
    Ok(Outcome::Clean)
}

/// The findings that are neither in the baseline nor were there at the revision, and says how many are.
fn unknown(
    mut findings: Vec<Finding>,
    known: &KnownFindings,
    (reading, global): (&Reading, &Global),
    output: &mut Output,
) -> Result<Vec<Finding>, Failure> {
    let all = findings.len();
    if let Some(file) = &known.baseline {
        findings = read_baseline(file)?.new_in(&findings);
    }
    let in_file = all - findings.len();
    if in_file > 0 {
        let counted = counted(in_file, "known finding");
        output.words(&format!("{counted} in the baseline"));
    }
    if let Some(revision) = &known.since {
        let before = findings_at(revision, reading, global, output)?;
        findings = new_findings(&before, &findings);
        let earlier = all - in_file - findings.len();
        if earlier > 0 {
            let counted = counted(earlier, "finding");
            output.words(&format!("{counted} were there before"));
        }
    }
    Ok(findings)
}

fn read_baseline(file: &Path) -> Result<Baseline, Failure> {
    let read = |source| Error::Read {
        path: file.to_owned(),
        source,
    };
    let text = std::fs::read_to_string(file).map_err(read)?;
    Baseline::read(&text).map_err(|error| {
        let hint = "`risk check --write-baseline FILE` writes one";
        Failure::request(
            format!("{}: {error}", file.display()),
            Some(hint.to_owned()),
        )
    })
}

/// Writes the findings as a baseline, into the file that is named or else the one that is read.
fn write_baseline(
    file: &str,
    known: &KnownFindings,
    findings: &[Finding],
    output: &mut Output,
) -> Result<(), Failure> {
    let file = Some(Path::new(file)).filter(|_| !file.is_empty());
    let Some(file) = file.or(known.baseline.as_deref()) else {
        let hint = "such as `--write-baseline known-findings.json`";
        let message = "--write-baseline needs a file";
        return Err(Failure::request(message, Some(hint.to_owned())));
    };
    is_baseline_or_new(file)?;
    let baseline = Baseline::of(findings);
    replace_file(file, baseline.text().as_bytes())?;
    let findings = counted(baseline.len(), "known finding");
    output.words(&format!("{findings} in {}", file.display()));
    Ok(())
}

/// Refuses to write over a file that is no baseline: the register itself is named as easily.
fn is_baseline_or_new(file: &Path) -> Result<(), Failure> {
    let there = match std::fs::read(file) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        read => read?,
    };
    let text = String::from_utf8(there).unwrap_or_else(|_| "no text".to_owned());
    if text.trim().is_empty() || Baseline::read(&text).is_ok() {
        return Ok(());
    }
    Err(Failure::request(
        format!("{} is there, and is no baseline", file.display()),
        Some("name another file".to_owned()),
    ))
}

/// The findings on the same day where this branch left a revision.
fn findings_at(
    revision: &str,
    after: &Reading,
    global: &Global,
    output: &mut Output,
) -> Result<Vec<Finding>, Failure> {
    let path = source::path(global)?;
    let folder = source::folder(global)?;
    let base = merge_base(revision, &folder)?;
    let name = path.file_name().filter(|_| path.is_file());
    let name = name.map_or(REGISTER_FILE.into(), |name| name.to_string_lossy());
    if !is_revision(&format!("{base}:./{name}"), &folder) {
        output.words(&format!(
            "{revision} has no register there: all findings are new"
        ));
        return Ok(Vec::new());
    }
    let options = source::options(global)?.with_register(after);
    let before = open_revision(&base, &path, &options)?;
    Ok(before.check(today(global)))
}

/// Shows findings to people, or the rows of their table.
fn show_findings(
    findings: &[Finding],
    (top, format): (Option<usize>, Format),
    global: &Global,
    output: &mut Output,
) -> Result<(), Failure> {
    let top = format.rows(top, ROWS);
    if format != Format::Table {
        return output.first_rows(render::findings_table(findings), top, format);
    }
    let shown = first(findings.len(), top);
    let folder = source::folder(global)?;
    output.text(&render::findings(&findings[..shown], &folder))?;
    output.left_out(findings.len(), shown);
    let by_rule = render::findings_by_rule(findings);
    if by_rule.len() > 1 {
        output.text("\n")?;
        output.table(by_rule, Format::Table)?;
    }
    Ok(())
}

/// How many findings of each severity there are.
fn summary(findings: &[Finding]) -> String {
    let count = |severity: Severity| {
        let count = findings
            .iter()
            .filter(|finding| finding.severity == severity)
            .count();
        (count > 0).then(|| render::counted(count, severity.as_str()))
    };
    let counts = [Severity::Error, Severity::Warning, Severity::Note].map(count);
    let counts: Vec<String> = counts.into_iter().flatten().collect();
    if counts.is_empty() {
        "no findings".to_owned()
    } else {
        counts.join(", ")
    }
}

/// Lists the codes of all rules.
fn codes(output: &mut Output) -> Result<Outcome, Failure> {
    let mut table = Table::new(&["Code", "Severity", "Meaning"]);
    for rule in catalogue() {
        table.row([rule.code(), rule.severity().as_str(), rule.summary()]);
    }
    output.table(table, Format::Table)?;
    Ok(Outcome::Clean)
}
