//! `risk review stats`: what many reviews show.

use std::collections::{HashMap, HashSet};
use std::fs::{self, File};
use std::io::BufReader;
use std::path::{Path, PathBuf};

use risk_core::Error;
use risk_core::disk::{find_questionnaire, read_questionnaire, read_review_file};
use risk_core::review::{
    Milestones, Questionnaire, Review, ReviewFile, ReviewFinding, ReviewLines, Rules, Statistics,
};

use super::files;
use crate::cli::{Format, ReviewStats};
use crate::failure::Failure;
use crate::output::Output;
use crate::render::{self, counted, first_names};
use crate::target::ending;

/// So many folders that are not looked into are named.
const FOLDERS: usize = 5;

pub fn run(args: &ReviewStats, output: &mut Output) -> Result<(), Failure> {
    if args.rows && args.format != Format::Csv {
        let hint = "pass --format csv; the rows of many reviews are no table for people".to_owned();
        return Err(Failure::request(
            "--rows writes comma-separated values",
            Some(hint),
        ));
    }
    let paths = each_once(paths(&args.reviews, output)?, output);
    output.doing(|| "reading reviews".to_owned());
    let (questionnaire, first) = questionnaire(args, &paths[0])?;
    let rules = Rules::new(&questionnaire);
    files::report(&questionnaire.findings(), output);
    let mut source = Source {
        known: HashMap::new(),
        first,
        findings: Vec::new(),
        is_passed: args.questionnaire.is_some(),
        id: &questionnaire.id,
        others: 0,
    };
    if args.rows {
        let mut rows = super::rows::Rows::new(&rules, output)?;
        source.each(&paths, &mut |review| rows.add(review))?;
        rows.end()?;
    } else if args.milestones {
        let mut milestones = Milestones::new(&rules);
        source.each(&paths, &mut |review| {
            milestones.add(review);
            Ok(())
        })?;
        show_milestones(&milestones, args, output)?;
    } else {
        let mut statistics = Statistics::new(&rules);
        if let Some(tag) = &args.by {
            statistics = statistics.by(tag);
        }
        source.each(&paths, &mut |review| Ok(statistics.add(review)?))?;
        show(&statistics, args, output)?;
    }
    files::report(&source.findings, output);
    if source.others > 0 {
        let others = counted(source.others, "review");
        output.warning(&format!(
            "{others} of another questionnaire than `{}` not counted",
            questionnaire.id
        ));
    }
    Ok(())
}

fn show(statistics: &Statistics, args: &ReviewStats, output: &mut Output) -> Result<(), Failure> {
    let answer = statistics.answer();
    match args.format {
        Format::Json => output.json(&answer)?,
        Format::Html => output.data(&render::stats_page(&answer).html())?,
        Format::Csv => output.table(render::stats_values(&answer), args.format)?,
        format => {
            output.table(render::stats(&answer.all), format)?;
            for cohort in &answer.cohorts {
                let title = render::cohort_title(cohort);
                output.text(&render::inert(&format!("\n{title}\n\n")))?;
                output.table(render::stats(&cohort.stats), format)?;
            }
        }
    }
    if let Some(tag) = &args.by
        && answer.cohorts.iter().all(|cohort| cohort.value.is_empty())
    {
        output.warning(&format!("no review has the tag `{tag}`"));
    }
    for finding in &answer.findings {
        let place = if finding.question.is_empty() {
            String::new()
        } else {
            format!(" {}", finding.question)
        };
        output.warning(&format!(
            "[{}]{place}: {}",
            finding.code,
            counted(finding.count, "answer")
        ));
    }
    output.words(&format!(
        "{} of {}; per cent of all reviews, also those without an answer",
        counted(answer.all.reviews, "review"),
        counted(answer.all.questions.len(), "question")
    ));
    Ok(())
}

fn show_milestones(
    milestones: &Milestones,
    args: &ReviewStats,
    output: &mut Output,
) -> Result<(), Failure> {
    let answer = milestones.answer();
    output.answer(&answer, render::milestones, args.format)?;
    output.words(&format!(
        "{} with several reviews; {} with one not compared",
        counted(answer.pairs, "subject"),
        answer.unpaired
    ));
    if answer.unordered > 0 {
        let subjects = counted(answer.unordered, "subject");
        output.warning(&format!(
            "{subjects} not compared: milestones and dates do not say which review came first, or contradict each \
             other"
        ));
    }
    Ok(())
}

/// The files that are meant: of a folder, those in it that may be reviews, by name. The folders in it are reported.
fn paths(named: &[PathBuf], output: &mut Output) -> Result<Vec<PathBuf>, Failure> {
    let mut paths = Vec::new();
    for path in named {
        if !path.is_dir() {
            paths.push(path.clone());
            continue;
        }
        let (mut files, mut folders) = (Vec::new(), Vec::new());
        for entry in fs::read_dir(path)? {
            let path = entry?.path();
            let is_hidden = || files::name(&path).starts_with('.');
            if path.is_dir() && !is_hidden() {
                folders.push(path);
            } else if matches!(
                &*ending(&path),
                "toml" | "json" | "jsonl" | "ndjson" | "xlsx"
            ) && path.is_file()
            {
                files.push(path);
            }
        }
        if !folders.is_empty() {
            folders.sort();
            let names = folders.iter().map(|folder| files::name(folder));
            output.warning(&format!(
                "{} in {} not looked into; name each by itself: {}",
                counted(folders.len(), "folder"),
                path.display(),
                first_names(names, FOLDERS)
            ));
        }
        if files.is_empty() {
            let hint =
                "its files of reviews end in .toml, .json, .jsonl, .ndjson or .xlsx".to_owned();
            return Err(Failure::request(
                format!("{} has no reviews", path.display()),
                Some(hint),
            ));
        }
        files.sort();
        paths.extend(files);
    }
    Ok(paths)
}

/// The files without those that are named again, as by themselves and by their folder: what is in them counts once.
fn each_once(mut paths: Vec<PathBuf>, output: &mut Output) -> Vec<PathBuf> {
    let mut seen = HashSet::new();
    let mut again = HashSet::new();
    paths.retain(|path| {
        let file = fs::canonicalize(path).unwrap_or_else(|_| path.clone());
        let is_new = seen.insert(file.clone());
        if !is_new {
            again.insert(file);
        }
        is_new
    });
    if !again.is_empty() {
        let files = counted(again.len(), "file");
        let are = if again.len() == 1 { "is" } else { "are" };
        output.warning(&format!(
            "{files} {are} named more than once, and counted once"
        ));
    }
    paths
}

/// The questionnaire that is passed, else that of the first file, else the one that its first review names; and that file,
/// where all of it was read for that.
fn questionnaire(
    args: &ReviewStats,
    first: &Path,
) -> Result<(Questionnaire, Option<ReviewFile>), Failure> {
    if let Some(passed) = &args.questionnaire {
        return Ok((read_questionnaire(passed)?, None));
    }
    if let Some(mut lines) = lines(first)? {
        let review = lines.next().transpose()?.unwrap_or_default();
        return Ok((files::of_review(first, &review, None, None)?, None));
    }
    let file = read_review_file(first)?;
    let review = file.reviews.first().cloned().unwrap_or_default();
    let own = file.questionnaire.clone();
    Ok((files::of_review(first, &review, None, own)?, Some(file)))
}

/// The reviews of JSON Lines, one by one; `None` of a file that is no such.
fn lines(path: &Path) -> Result<Option<ReviewLines<BufReader<File>>>, Failure> {
    let file = File::open(path).map_err(|source| Error::Read {
        path: path.to_owned(),
        source,
    })?;
    Ok(ReviewLines::detect(
        path.display().to_string(),
        BufReader::new(file),
    )?)
}

/// Whether a text that names a questionnaire is the path of a file, and no id, which may have full stops and slashes, too.
fn is_path(named: &str) -> bool {
    let extension = Path::new(named).extension().and_then(|one| one.to_str());
    extension.is_some_and(|one| matches!(one.to_lowercase().as_str(), "toml" | "json" | "xlsx"))
}

/// Where reviews come from, and which of them answer the questionnaire.
struct Source<'a> {
    /// Whether a review answers it, by the folder of its file and what it names.
    known: HashMap<(PathBuf, String), bool>,
    /// The first file, where it was read already.
    first: Option<ReviewFile>,
    /// What in the files makes no sense.
    findings: Vec<ReviewFinding>,
    is_passed: bool,
    id: &'a str,
    others: usize,
}

impl Source<'_> {
    fn each(
        &mut self,
        paths: &[PathBuf],
        take: &mut dyn FnMut(&Review) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        for path in paths {
            if let Some(lines) = lines(path)? {
                for review in lines {
                    self.one(path, &review?, take)?;
                }
                continue;
            }
            let file = match self.first.take() {
                Some(first) => first,
                None => read_review_file(path)?,
            };
            self.findings.extend(file.findings);
            for review in &file.reviews {
                self.one(path, review, take)?;
            }
        }
        Ok(())
    }

    fn one(
        &mut self,
        path: &Path,
        review: &Review,
        take: &mut dyn FnMut(&Review) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        if self.is_of(path, &review.questionnaire) {
            return take(review);
        }
        self.others += 1;
        Ok(())
    }

    /// Whether a review of a file answers the questionnaire, by what it names. Whoever passes one says where it is, and so
    /// stands for a path that leads nowhere.
    fn is_of(&mut self, path: &Path, named: &str) -> bool {
        if named.is_empty() || named == self.id {
            return true;
        }
        let folder = path.parent().unwrap_or(Path::new("")).to_owned();
        let id = self.id;
        let is_lost_path = self.is_passed && is_path(named);
        *self
            .known
            .entry((folder, named.to_owned()))
            .or_insert_with(|| {
                let found = find_questionnaire(path, named);
                found.map_or(is_lost_path, |found| {
                    read_questionnaire(&found).is_ok_and(|one| one.id == id)
                })
            })
    }
}
