//! Statistics of many reviews, by the command; and what `DuckDB` counts of its rows.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::registers::repository;
use crate::run::risk;

const QUESTIONS: &str = r#"schema_version = 1
id = "small"

[[questions]]
id = "backups"
text = "Are there backups?"
choices = [{ id = "daily", tag = "WA" }, { id = "tested", tag = "NI" }, { id = "007", tag = "CI" }]

[[questions]]
id = "calls"
choices = [{ id = "rota", tag = "WA" }]
"#;

/// Four ways to answer, by subjects whose names are hard to quote; two of three have a sector.
fn small(reviews: usize) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("small.toml"), QUESTIONS).unwrap();
    let answers = [
        json!({ "backups": { "selected": ["daily", "tested"] }, "calls": { "selected": [] } }),
        json!({ "backups": { "selected": ["daily"] }, "calls": { "not_applicable": true } }),
        json!({ "backups": { "selected": ["daily", "tested", "007"] } }),
        json!({ "backups": { "selected": ["daily"], "not_applicable": [{ "choice": "tested" }] } }),
    ];
    let mut lines = String::new();
    for number in 0..reviews {
        let mut review = json!({
            "questionnaire": "small",
            "subject": format!("=a,\"b\"\n{number}"),
            "answers": answers[number % answers.len()],
        });
        if number % 3 != 0 {
            let sector = ["re,tail", "\"bank\""][number % 2];
            review["tags"] = json!({ "sector": sector });
        }
        lines += &format!("{review}\n");
    }
    fs::write(folder.path().join("many.jsonl"), lines).unwrap();
    folder
}

fn stats(folder: &Path, reviews: &Path, options: &[&str]) -> String {
    let reviews = reviews.to_str().unwrap();
    let args = [&["review", "stats", reviews][..], options].concat();
    risk(folder, &args).exits(0).stdout
}

fn json_of(folder: &Path, reviews: &Path, options: &[&str]) -> Value {
    let options = [options, &["--format", "json"]].concat();
    serde_json::from_str(&stats(folder, reviews, &options)).unwrap()
}

#[test]
fn lines_are_counted_with_what_the_questionnaire_beside_them_says() {
    let folder = small(10);
    let answer = json_of(folder.path(), Path::new("many.jsonl"), &[]);
    assert_eq!(answer["reviews"], 10);
    let backups = &answer["questions"][0];
    let counts = &backups["counts"];
    assert_eq!(
        [&counts["none"], &counts["medium"], &counts["high"]],
        [&json!(5), &json!(3), &json!(2)]
    );
    assert_eq!(backups["hri_rank"], 2);
    let few = json_of(small(9).path(), Path::new("many.jsonl"), &[]);
    assert_eq!(few["questions"][0]["hri_rank"], Value::Null);
}

#[test]
fn a_row_is_written_for_each_choice_of_each_review_answered_or_not() {
    let folder = small(8);
    let text = stats(
        folder.path(),
        Path::new("many.jsonl"),
        &["--rows", "--format", "csv"],
    );
    let mut rows = csv::Reader::from_reader(text.as_bytes());
    let rows: Vec<csv::StringRecord> = rows.records().collect::<Result<_, _>>().unwrap();
    assert_eq!(rows.len(), 8 * 4);
    assert_eq!(&rows[4][0], "=a,\"b\"\n1");
    assert_eq!(&rows[4][3], r#"{"sector":"\"bank\""}"#);
    let levels = rows.iter().filter(|row| &row[4] == "calls");
    let levels: Vec<&str> = levels.map(|row| &row[6]).collect();
    assert_eq!(
        levels[..4],
        ["high", "not-applicable", "unanswered", "unanswered"]
    );
}

/// Runs statements in a folder, and prints the rows of each that has any.
const DUCKDB: &str = r"
import duckdb, json, sys
connection = duckdb.connect()
results = []
for statement in json.loads(sys.argv[1]):
    result = connection.execute(statement)
    if statement.lstrip().startswith(('SELECT', 'WITH')):
        results.append(result.fetchall())
print(json.dumps(results))
";

/// The queries of the page, in its order.
fn queries() -> Vec<String> {
    let page = fs::read_to_string(repository().join("docs/review-statistics.md")).unwrap();
    let blocks = page.split("```sql\n").skip(1);
    let queries = blocks.map(|block| block.split_once("```").unwrap().0.to_owned());
    queries.collect()
}

fn duckdb_counts_the_same(folder: &Path, reviews: &Path) {
    let rows = stats(folder, reviews, &["--rows", "--format", "csv"]);
    let place = tempfile::tempdir().unwrap();
    fs::write(place.path().join("rows.csv"), rows).unwrap();
    let output = Command::new("python3")
        .current_dir(place.path())
        .args(["-c", DUCKDB, &json!(queries()).to_string()])
        .output()
        .expect("python3 runs");
    let results: Vec<Vec<Value>> = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}: {output:?}"));
    let answer = json_of(folder, reviews, &["--by", "sector"]);
    let expected = [levels(&answer, &[]), choices(&answer), by_sector(&answer)];
    assert_eq!(results.len(), expected.len());
    for (mut found, mut expected) in results.into_iter().zip(expected) {
        assert!(!expected.is_empty());
        found.sort_by_key(Value::to_string);
        expected.sort_by_key(Value::to_string);
        assert_eq!(found, expected);
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().unwrap()
}

/// What occurs, as a row of the query: what comes before, question, level, count.
fn levels(stats: &Value, before: &[&Value]) -> Vec<Value> {
    let mut rows = Vec::new();
    for question in list(&stats["questions"]) {
        for level in list(&question["levels"]) {
            if level["count"] != 0 {
                let mut row: Vec<&Value> = before.to_vec();
                row.extend([&question["id"], &level["level"], &level["count"]]);
                rows.push(json!(row));
            }
        }
    }
    rows
}

fn by_sector(answer: &Value) -> Vec<Value> {
    let cohorts = list(&answer["cohorts"]).iter();
    cohorts
        .flat_map(|cohort| levels(cohort, &[&cohort["value"]]))
        .collect()
}

fn choices(stats: &Value) -> Vec<Value> {
    let mut rows = Vec::new();
    for question in list(&stats["questions"]) {
        for choice in list(&question["choices"]) {
            let [low, high] = [&choice["interval"][0], &choice["interval"][1]];
            let [count, of] = [&choice["count"], &choice["of"]];
            let percent = &choice["percent"];
            rows.push(json!([
                question["id"],
                choice["id"],
                count,
                of,
                percent,
                low,
                high
            ]));
        }
    }
    rows
}

#[test]
#[expect(clippy::print_stderr, reason = "a skipped test says so")]
fn duckdb_counts_the_same_of_the_rows() {
    if std::env::var_os("RISK_CROSS_CHECKS").is_none() {
        eprintln!("skipped: RISK_CROSS_CHECKS is not set");
        return;
    }
    let folder = small(50);
    duckdb_counts_the_same(folder.path(), Path::new("many.jsonl"));
    let Some(corpus) = std::env::var_os("RISK_CORPUS") else {
        eprintln!("150 reviews skipped: RISK_CORPUS is not set");
        return;
    };
    let talk = PathBuf::from(corpus).join("../data/reviews/talk-150-reviews.json");
    duckdb_counts_the_same(folder.path(), &talk);
}

#[test]
fn a_file_that_is_named_twice_counts_once_and_a_tag_that_no_review_has_is_told() {
    let folder = small(4);
    fs::create_dir(folder.path().join("reviews")).unwrap();
    let text = "questionnaire = \"small\"\nsubject = \"A\"\n";
    fs::write(folder.path().join("reviews/a.toml"), text).unwrap();
    let args = [
        "review",
        "stats",
        "--questionnaire",
        "small.toml",
        "--by",
        "sectr",
    ];
    let named = ["reviews", "./reviews/a.toml", "reviews/a.toml"];
    risk(folder.path(), &[&args[..], &named].concat())
        .exits(0)
        .says("1 file is named more than once, and counted once")
        .says("no review has the tag `sectr`")
        .says("1 review of 2 questions");
}

#[test]
fn a_questionnaire_that_is_passed_counts_the_reviews_of_it_alone() {
    let folder = small(4);
    let other = QUESTIONS.replace("\"small\"", "\"other\"");
    fs::write(folder.path().join("other.toml"), other).unwrap();
    let write = |name: &str, questionnaire: &str| {
        let text = format!("questionnaire = \"{questionnaire}\"\nsubject = \"{name}\"\n");
        fs::write(folder.path().join(name), text).unwrap();
    };
    let reviews = [
        // By its id, by its path, and by one that leads nowhere.
        ("a.toml", "small"),
        ("b.toml", "./small.toml"),
        ("c.toml", "../gone/small.toml"),
        ("d.toml", ""),
        ("e.toml", "other"),
        ("f.toml", "other.toml"),
        ("g.toml", "another-that-is-not-here"),
        // Full stops and slashes make no path of an id.
        ("h.toml", "org.example.small"),
        ("i.toml", "arn:aws:lens/small"),
    ];
    for (name, questionnaire) in reviews {
        write(name, questionnaire);
    }
    let names = reviews.map(|(name, _)| name);
    let args = ["review", "stats", "--questionnaire", "small.toml"];
    risk(folder.path(), &[&args[..], &names].concat())
        .exits(0)
        .says("4 reviews of 2 questions")
        .says("5 reviews of another questionnaire than `small` not counted");
}

#[test]
fn the_folders_in_a_folder_are_named_and_a_subject_is_one_in_any_spelling() {
    let folder = small(0);
    let reviews = folder.path().join("reviews");
    fs::create_dir_all(reviews.join("2025")).unwrap();
    let text = |subject: &str, date: &str| {
        format!("questionnaire = \"small\"\nsubject = \"{subject}\"\ndate = {date}\n")
    };
    fs::write(reviews.join("a.TOML"), text("Web shop", "2025-11-20")).unwrap();
    fs::write(reviews.join("b.toml"), text("web-shop ", "2026-11-20")).unwrap();
    let stats = |more: &[&str]| {
        let args = [
            "review",
            "stats",
            "reviews",
            "--questionnaire",
            "small.toml",
        ];
        risk(folder.path(), &[&args[..], more].concat()).exits(0)
    };
    stats(&[])
        .says("2 reviews of 2 questions")
        .says("warning: 1 folder in reviews not looked into; name each by itself: 2025");
    stats(&["--milestones"]).says("1 subject with several reviews; 0 with one not compared");
    let diff = ["review", "diff", "reviews/a.TOML", "reviews/b.toml"];
    let run = risk(
        folder.path(),
        &[&diff[..], &["--questionnaire", "small.toml"]].concat(),
    );
    assert!(!run.stderr.contains("two subjects"), "{run:?}");
}
