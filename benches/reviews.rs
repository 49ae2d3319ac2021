//! How long it takes to count many reviews, and how much memory.
//!
//! `cargo bench --bench reviews` counts 100,000 reviews of 50 questions; behind `--`, a number counts so many. They
//! stand in a file, a review a line. `serde_json` parses the same lines to values, turn by turn in the same run.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

mod timing;

use std::fmt::Write as _;
use std::fs::File;
use std::hint::black_box;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::Path;
use std::process::Command;

use risk_core::review::{Questionnaire, ReviewLines, Rules, Statistics};
use timing::{Done, medians, report, report_ratio};

const QUESTIONS: usize = 50;
const CHOICES: usize = 6;
/// The argument that makes this program count a file and tell the most memory it took.
const PEAK: &str = "peak-of";

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let [_, word, path] = arguments.as_slice()
        && word == PEAK
    {
        return tell_peak(Path::new(path));
    }
    let size = arguments.iter().find_map(|word| word.parse().ok());
    let size = size.unwrap_or(100_000);
    let file = tempfile::NamedTempFile::new().expect("there is room for temporary files");
    write(file.path(), size);
    assert_eq!(count(file.path()), size);
    println!("{size} reviews of {QUESTIONS} questions");
    let runs = if size > 10_000 { 3 } else { 11 };
    let [ours, bare] = medians(
        runs,
        [&mut || Box::new(count(file.path())), &mut || {
            parse(file.path())
        }],
    );
    report("statistics", ours);
    report("  serde_json, values alone", bare);
    report_ratio(ours, bare);
    let this = std::env::current_exe().expect("it has a path");
    let output = Command::new(this).arg(PEAK).arg(file.path()).output();
    let peak = output.expect("it runs").stdout;
    println!(
        "  {:<34} {:>10}",
        "peak memory",
        String::from_utf8_lossy(&peak).trim()
    );
}

/// Three choices of each sort, so that all levels occur.
fn questionnaire() -> Questionnaire {
    let mut text = "schema_version = 1\nid = 'many'\n".to_owned();
    for question in 0..QUESTIONS {
        writeln!(text, "[[questions]]\nid = 'q{question}'\nchoices = [").expect("it is memory");
        for choice in 0..CHOICES {
            let tag = ["WA", "NI", "CI"][choice / 2];
            writeln!(
                text,
                "{{ id = 'q{question}_{choice}', tag = '{tag}', text = 'A practice' }},"
            )
            .expect("it is memory");
        }
        text += "]\n";
    }
    Questionnaire::from_toml("many.toml", &text).expect("it is a questionnaire")
}

/// Writes reviews, the same each time: a generator of Lehmer's with a seed of its own.
fn write(path: &Path, size: usize) {
    let mut file = BufWriter::new(File::create(path).expect("it can be written"));
    let mut state: u64 = 20_261_129;
    let mut next = |below: u64| {
        state = state * 48_271 % 0x7fff_ffff;
        state % below
    };
    for review in 0..size {
        let mut line = format!(
            r#"{{"questionnaire":"many","subject":"W{review:06}","date":"2026-11-20","tags":{{"sector":"s{}"}},"answers":{{"#,
            next(8)
        );
        for question in 0..QUESTIONS {
            let comma = if question == 0 { "" } else { "," };
            if next(20) == 0 {
                write!(line, r#"{comma}"q{question}":{{"not_applicable":true}}"#)
            } else {
                let ticked = (0..CHOICES).filter(|choice| next(12) > 2 * *choice as u64);
                let ticked: Vec<String> = ticked
                    .map(|choice| format!(r#""q{question}_{choice}""#))
                    .collect();
                let ticked = ticked.join(",");
                write!(line, r#"{comma}"q{question}":{{"selected":[{ticked}]}}"#)
            }
            .expect("it is memory");
        }
        writeln!(file, "{line}}}}}").expect("there is room");
    }
    file.flush().expect("there is room");
}

fn open(path: &Path) -> BufReader<File> {
    BufReader::new(File::open(path).expect("it is there"))
}

/// Counts the reviews of a file, as the command does.
fn count(path: &Path) -> usize {
    let questionnaire = questionnaire();
    let rules = Rules::new(&questionnaire);
    let mut statistics = Statistics::new(&rules);
    for review in ReviewLines::new("many.jsonl", open(path)) {
        let review = review.expect("it is a review");
        statistics.add(&review).expect("there are no cohorts");
    }
    let answer = black_box(statistics.answer());
    assert!(answer.findings.is_empty());
    answer.all.reviews
}

/// Every line as the library gives it.
fn parse<'a>(path: &Path) -> Done<'a> {
    let mut file = open(path);
    let mut line = Vec::new();
    let mut count = 0;
    while file.read_until(b'\n', &mut line).expect("it can be read") > 0 {
        black_box(serde_json::from_slice::<serde_json::Value>(&line).expect("it is JSON"));
        line.clear();
        count += 1;
    }
    Box::new(count)
}

/// Counts a file, and prints the most memory that it took.
fn tell_peak(path: &Path) {
    black_box(count(path));
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    println!("{}", peak.unwrap_or("unknown").trim());
}
