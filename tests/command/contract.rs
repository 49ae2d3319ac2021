//! The contract: what programs and people rely on, recorded in tests/contract.
//!
//! A transcript there has command lines, each with its exit code, unless that is 0, and its words below; the data is in
//! the file that the line names. They run in a copy of the web shop, beside which is all that is in `given`. With
//! `RISK_UPDATE_CONTRACT=1` the recordings are made again; what changed is then what git shows.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::git::with_history;
use crate::help::{choices, commands, subcommands};
use crate::inspect::two_likelihoods;
use crate::registers::{
    REVIEW, copy, files, files_inside, repository, review_workbook, web_shop, workbook,
};
use crate::run::{command, end};

const TRANSCRIPTS: [&str; 4] = ["errors.txt", "help.txt", "json.txt", "schemas.txt"];
/// The folder of what the command lines need beside the example.
const GIVEN: &str = "given";
const PROMPT: &str = "$ ";
const COMMENT: &str = "# ";

fn folder() -> PathBuf {
    repository().join("tests/contract")
}

/// A line of a transcript that is not what some command writes.
enum Line {
    Comment(String),
    Run(Recorded),
}

/// A command line, and the file for its data.
struct Recorded {
    line: String,
    args: Vec<String>,
    data: Option<PathBuf>,
}

impl Recorded {
    fn new(line: &str) -> Self {
        let mut args = words(line);
        assert_eq!(args.remove(0), "risk", "{line}");
        let redirection = args.iter().position(|word| word == ">");
        let data = redirection.map(|at| {
            let file = PathBuf::from(args.remove(at + 1));
            args.remove(at);
            file
        });
        Self {
            line: line.to_owned(),
            args,
            data,
        }
    }

    /// Whether it runs the command of this path.
    fn is_of(&self, path: &[String]) -> bool {
        self.args.starts_with(path)
    }

    fn has(&self, words: [&str; 2]) -> bool {
        self.args.windows(2).any(|pair| pair == words)
    }
}

/// The words of a command line, with quotes as in a shell.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    for (at, part) in line.split('\'').enumerate() {
        let is_quoted = at % 2 == 1;
        let mut texts = if is_quoted {
            vec![part]
        } else {
            part.split(' ').collect()
        }
        .into_iter();
        let last = words.last_mut().expect("there is one");
        last.push_str(texts.next().unwrap_or_default());
        words.extend(texts.map(str::to_owned));
    }
    words
}

/// What a transcript runs.
fn transcript(name: &str) -> Vec<Line> {
    let text = fs::read_to_string(folder().join(name)).unwrap();
    let lines = text.lines().filter_map(|line| {
        let run = line.strip_prefix(PROMPT).map(Recorded::new).map(Line::Run);
        let comment = line.strip_prefix(COMMENT).map(str::to_owned);
        run.or(comment.map(Line::Comment))
    });
    lines.collect()
}

fn runs(transcript_name: &str) -> Vec<Recorded> {
    let lines = transcript(transcript_name).into_iter();
    lines
        .filter_map(|line| match line {
            Line::Run(run) => Some(run),
            Line::Comment(_) => None,
        })
        .collect()
}

/// A copy of the web shop, with what is beside it.
fn surroundings() -> TempDir {
    let around = tempfile::tempdir().unwrap();
    copy(&folder().join(GIVEN), around.path());
    copy(&web_shop(), &around.path().join("web-shop"));
    let beside = |name: &str| around.path().join(name);
    with_history(&beside("history"));
    changed_shop(&beside("changed"), CHANGES);
    changed_shop(&beside("also-changed"), OTHER_CHANGES);
    fs::copy(
        repository().join("examples/web-shop.xlsx"),
        beside("web-shop.xlsx"),
    )
    .unwrap();
    review_workbook(&beside("review.xlsx"), &REVIEW);
    two_likelihoods(&beside("incidents.xlsx"));
    doubtful_workbook(&beside("doubtful.xlsx"));
    legible(&beside("doubtful"), &beside("legible"));
    review_workbook(&beside("open.xlsx"), &REVIEW);
    let lock = ",ada,vm,23.11.2026 05:04,file:///home/ada/profile;";
    fs::write(beside(".~lock.open.xlsx#"), lock).unwrap();
    around
}

/// Edits of each sort.
const CHANGES: &[&[&str]] = &[
    &[
        "set",
        "R04",
        "likelihood=High",
        "mitigations+=Roll out to one zone first",
    ],
    &[
        "set",
        "R03",
        "observations[1].text=Dashboard of requests per minute by CDN rule",
        "owner=",
    ],
    &[
        "set",
        "R07",
        "observations[3].status=implemented",
        "extra.Cost=1200",
    ],
    &["set", "R09", "status=closed"],
    &["rename", "R22", "REGION-1"],
    &["remove", "R13"],
    &[
        "add",
        "component=DNS",
        "description=The registrar locks the account.",
        "impact=High",
    ],
    &["component", "rename", "Message queue", "Order queue"],
    &["component", "set", "Login", "requires+=soft: DNS", "rto=3h"],
];

/// What somebody else did meanwhile: some of it beside these, some of it against them.
const OTHER_CHANGES: &[&[&str]] = &[
    &[
        "set",
        "R04",
        "likelihood=Medium",
        "mitigations+=Watch the error rate",
    ],
    &["set", "R03", "observations[1].status=suggested"],
    &["set", "R13", "likelihood=High"],
    &["set", "R09", "likelihood=High", "impact=High"],
    &["set", "R22", "owner=Web"],
    &[
        "add",
        "component=Message queue",
        "description=The disk is full.",
        "--reference",
        "R30",
    ],
];

/// The web shop after some edits.
fn changed_shop(folder: &Path, edits: &[&[&str]]) {
    copy(&web_shop(), folder);
    for edit in edits {
        let run = end(command(folder).args(*edit));
        assert_eq!(run.code, 0, "{run:#?}");
    }
}

/// A register without what cannot be read of another one: nothing else of that can be exported.
fn legible(doubtful: &Path, folder: &Path) {
    copy(doubtful, folder);
    for (file, unread, read) in [
        ("risks/R1.toml", "owner = 7\n", ""),
        ("risks/R1~2.toml", "perhaps", "unknown"),
    ] {
        let text = fs::read_to_string(folder.join(file)).unwrap();
        assert!(text.contains(unread), "{file}");
        fs::write(folder.join(file), text.replace(unread, read)).unwrap();
    }
}

/// A workbook with what only the reader of one can find.
fn doubtful_workbook(path: &Path) {
    let header = [
        "Reference",
        "Component",
        "Risk",
        "Likelihood (1-5)",
        "Impact (1-5)",
        "Owner",
        "Review by",
        "",
        "Aside",
    ];
    let rows: [&[&str]; 5] = [
        &[
            "R1",
            "Queue",
            "Backlog of hours",
            "4",
            "5",
            "Ann",
            "2027-03-31",
        ],
        &[
            "R2",
            "",
            "Messages are lost",
            "1",
            "2",
            "2026-05-29",
            "soon",
            "",
            "Ask Ann",
        ],
        &[
            "R3",
            "",
            "Messages come twice",
            "3",
            "7",
            "2026-05-30",
            "next May",
        ],
        &["", "", "", "", "", "nobody"],
        &["Total", "", "", "8", "14"],
    ];
    workbook(path, &header, &rows);
}

/// Runs the command lines of a transcript, and gives it and the data as they are now.
fn record(name: &str, shop: &Path, made: &mut BTreeMap<PathBuf, String>) {
    let mut text = String::new();
    for line in transcript(name) {
        let recorded = match line {
            Line::Comment(comment) => {
                text.push_str(&format!("{COMMENT}{comment}\n"));
                continue;
            }
            Line::Run(recorded) => recorded,
        };
        let run = end(command(shop).env("COLUMNS", "100").args(&recorded.args));
        text.push_str(&format!("{PROMPT}{}\n", recorded.line));
        if run.code != 0 {
            text.push_str(&format!("? {}\n", run.code));
        }
        let is_read_back = |line: &str| !line.starts_with(PROMPT) && !line.starts_with(COMMENT);
        assert!(run.stderr.lines().all(is_read_back), "{run:#?}");
        text.push_str(&run.stderr);
        text.push('\n');
        match &recorded.data {
            Some(file) => {
                let before = made.insert(file.clone(), run.stdout);
                assert!(before.is_none(), "{} is recorded twice", file.display());
            }
            None => assert_eq!(run.stdout, "", "`{}` names no file for it", recorded.line),
        }
    }
    made.insert(PathBuf::from(name), text);
}

#[test]
fn everything_in_the_contract_is_as_recorded_and_nothing_else_is_recorded() {
    let around = surroundings();
    let before = files(around.path());
    let shop = around.path().join("web-shop");
    let mut made = BTreeMap::new();
    for name in TRANSCRIPTS {
        record(name, &shop, &mut made);
    }
    assert!(
        files(around.path()) == before,
        "a run of the contract wrote a file"
    );
    if std::env::var_os("RISK_UPDATE_CONTRACT").is_some() {
        for (file, text) in &made {
            let path = folder().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
    }
    let mut recorded: BTreeMap<PathBuf, String> = files_inside(&folder())
        .into_iter()
        .filter(|(file, _)| !file.starts_with(GIVEN))
        .map(|(file, content)| (file, String::from_utf8(content).unwrap()))
        .collect();
    for (file, text) in made {
        let known = recorded.remove(&file);
        let difference = difference(known.as_deref().unwrap_or_default(), &text);
        assert_eq!(
            difference,
            None,
            "line of {}, as recorded and as it is",
            file.display()
        );
        assert!(known.is_some(), "{} is not recorded", file.display());
    }
    assert!(recorded.is_empty(), "left over: {:?}", recorded.keys());
}

/// The first line that differs: its number, as it is recorded, and as it is.
fn difference<'t>(recorded: &'t str, now: &'t str) -> Option<(usize, &'t str, &'t str)> {
    let (recorded_lines, lines) = (recorded.split('\n'), now.split('\n'));
    let pairs = recorded_lines.clone().zip(lines.clone());
    let same = pairs.take_while(|(recorded, now)| recorded == now).count();
    let line = |mut lines: std::str::Split<'t, char>| lines.nth(same).unwrap_or("nothing");
    (recorded != now).then(|| (same + 1, line(recorded_lines), line(lines)))
}

#[test]
fn every_command_and_subcommand_has_its_help_recorded() {
    let recorded: BTreeSet<Vec<String>> =
        runs("help.txt").into_iter().map(|run| run.args).collect();
    for mut path in commands() {
        path.push("--help".to_owned());
        assert!(recorded.contains(&path), "{path:?} is not in help.txt");
    }
}

#[test]
fn every_command_that_writes_json_has_it_recorded() {
    let recorded = runs("json.txt");
    for path in commands() {
        let words: Vec<&str> = path.iter().map(String::as_str).collect();
        let writes_json = crate::help::help(&words).contains("- json:");
        let is_recorded = |run: &Recorded| run.is_of(&path) && run.has(["--format", "json"]);
        assert!(
            !writes_json || path == ["schema"] || recorded.iter().any(is_recorded),
            "{path:?}"
        );
    }
}

#[test]
fn every_schema_is_recorded() {
    let recorded: Vec<Vec<String>> = runs("schemas.txt")
        .into_iter()
        .map(|run| run.args)
        .collect();
    for schema in choices(&["schema"], "- register:") {
        assert!(
            recorded.contains(&vec!["schema".to_owned(), schema.clone()]),
            "{schema}"
        );
    }
}

#[test]
fn every_command_has_an_error_recorded() {
    let recorded = runs("errors.txt");
    for path in commands() {
        let words: Vec<&str> = path.iter().map(String::as_str).collect();
        if subcommands(&words).is_empty() {
            assert!(recorded.iter().any(|run| run.is_of(&path)), "{path:?}");
        }
    }
}
