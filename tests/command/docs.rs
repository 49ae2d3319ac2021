//! The pages in docs/cli: what they show is what the command does.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use rust_xlsxwriter::Workbook;
use serde_json::Value;

use crate::git::{committed, with_history};
use crate::help::{choices, commands, flags, subcommands};
use crate::inspect::two_likelihoods;
use crate::registers::{REVIEW, copy, repository, review_workbook, sheet, web_shop, workbook};
use crate::run::{TODAY, risk};

const INDEX: &str = "README";

fn folder() -> PathBuf {
    repository().join("docs/cli")
}

/// The pages, by name.
fn pages() -> BTreeSet<String> {
    let entries = fs::read_dir(folder()).unwrap().map(|e| e.unwrap().path());
    let pages = entries.filter(|path| path.extension() == Some(OsStr::new("md")));
    pages
        .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
        .collect()
}

/// What the commands of a page find where they run: a register, or for those that make one, an
/// empty folder with a workbook beside.
fn surroundings(page: &str, folder: &Path) {
    match page {
        "init" => fs::create_dir_all(folder).unwrap(),
        "import" => {
            fs::create_dir_all(folder).unwrap();
            review_workbook(&folder.join("review.xlsx"), &REVIEW);
            two_teams(&folder.join("teams.xlsx"));
        }
        "inspect" => {
            fs::create_dir_all(folder).unwrap();
            review_workbook(&folder.join("review.xlsx"), &REVIEW);
            two_likelihoods(&folder.join("incidents.xlsx"));
        }
        "diff" => {
            copy(&web_shop(), folder);
            committed(folder);
        }
        "git" => {
            copy(&web_shop(), &folder.join("register"));
            let workbook = repository().join("examples/web-shop.xlsx");
            fs::copy(workbook, folder.join("risks.xlsx")).unwrap();
            committed(folder);
        }
        "report" | "matrix" | "trend" => with_history(folder),
        "sync" => copy(&web_shop(), &folder.join("register")),
        "merge" | "resolve" => ["base", "ours", "theirs"]
            .map(|version| copy(&web_shop(), &folder.join(version)))
            .into_iter()
            .collect(),
        "component" => {
            copy(&web_shop(), folder);
            fs::write(folder.join("compose.yaml"), compose_file()).unwrap();
        }
        "review" => {
            copy(&web_shop(), folder);
            let first = folder.join("reviews/web-shop-2026-11-20.toml");
            let later = fs::read_to_string(&first).unwrap();
            let later = later.replace("date = \"2026-11-20\"", "date = \"2027-06-01\"");
            let later = later.replacen("selected = [\n", "selected = [\n    \"none\",\n", 1);
            fs::write(folder.join("reviews/web-shop-2027-06-01.toml"), later).unwrap();
        }
        "set" => {
            copy(&web_shop(), folder);
            let header = ["Component", "Failure mode", "Likelihood"];
            let rows: [&[&str]; 2] = [
                &["Mail", "The relay refuses our mail", "Low"],
                &["Printer", "It prints yesterday's labels", "Medium"],
            ];
            workbook(&folder.join("office.xlsx"), &header, &rows);
        }
        _ => copy(&web_shop(), folder),
    }
}

/// A workbook with a sheet for each of two teams, which name their columns otherwise.
fn two_teams(path: &Path) {
    let mut workbook = Workbook::new();
    let web = ["W1", "CDN", "Certificate expires", "Low", "High"];
    let header = ["Reference", "Component", "Risk", "Likelihood", "Impact"];
    sheet(workbook.add_worksheet(), "Web", &header, &[&web]);
    let data = ["D1", "The backup cannot be read", "Medium", "High"];
    let header = ["No.", "Failure mode", "Probability", "Impact"];
    sheet(workbook.add_worksheet(), "Data", &header, &[&data]);
    workbook.save(path).unwrap();
}

/// The file that the page of `component` imports, which it shows.
fn compose_file() -> String {
    let page = fs::read_to_string(folder().join("component.md")).unwrap();
    block(&page, "yaml").to_owned()
}

/// The first block of a page in a language.
fn block<'p>(page: &'p str, language: &str) -> &'p str {
    let (_, rest) = page.split_once(&format!("\n```{language}\n")).unwrap();
    let (block, _) = rest.split_once("```\n").unwrap();
    block
}

/// Runs every console block. With `TRYCMD=overwrite` the pages get the output as it is now.
#[test]
fn the_console_blocks_of_every_page_are_what_the_command_does() {
    let copy = tempfile::tempdir().unwrap();
    let in_copy = |page: &str, ending: &str| copy.path().join(format!("{page}.{ending}"));
    for page in pages() {
        fs::copy(folder().join(format!("{page}.md")), in_copy(&page, "md")).unwrap();
        surroundings(&page, &in_copy(&page, "in"));
        // What is in this folder would have to be there in the end; that it exists makes the
        // commands of a page run one after another in a folder that they may change.
        fs::create_dir(in_copy(&page, "out")).unwrap();
    }
    run_blocks(&copy.path().join("*.md"));
    if is_overwriting() {
        for page in pages() {
            let target = folder().join(format!("{page}.md"));
            fs::copy(in_copy(&page, "md"), target).unwrap();
        }
    }
}

/// The README is read before anything else, so what it shows is true too.
#[test]
fn the_console_blocks_of_the_readme_are_what_the_command_does() {
    let copied = tempfile::tempdir().unwrap();
    let page = copied.path().join("readme.md");
    fs::copy(repository().join("README.md"), &page).unwrap();
    let shop = copied.path().join("readme.in/examples/web-shop");
    fs::create_dir_all(shop.parent().unwrap()).unwrap();
    copy(&web_shop(), &shop);
    run_blocks(&page);
    if is_overwriting() {
        fs::copy(&page, repository().join("README.md")).unwrap();
    }
}

/// Pages beside those of the commands: policies, and days of people: one who has a review's workbook and nothing else, one who reviews what others changed, and two who
/// edit a workbook and a folder.
#[test]
fn the_console_blocks_of_peoples_days_are_what_the_command_does() {
    for day in ["first-hour", "policies", "review-day", "sync-day"] {
        let copied = tempfile::tempdir().unwrap();
        let page = copied.path().join("day.md");
        let original = repository().join(format!("docs/{day}.md"));
        fs::copy(&original, &page).unwrap();
        let folder = copied.path().join("day.in");
        match day {
            "first-hour" => review_of_the_shop(&folder),
            "policies" => with_settings_of(&original, &folder),
            _ => copy(&web_shop(), &folder.join("register")),
        }
        fs::create_dir(copied.path().join("day.out")).unwrap();
        run_blocks(&page);
        if is_overwriting() {
            fs::copy(&page, original).unwrap();
        }
    }
}

/// The example with the settings that a page shows.
fn with_settings_of(page: &Path, folder: &Path) {
    copy(&web_shop(), folder);
    let page = fs::read_to_string(page).unwrap();
    let header = folder.join("register.toml");
    let mut text = fs::read_to_string(&header).unwrap();
    for part in page.split("\n```toml\n").skip(1) {
        text += part.split_once("```\n").unwrap().0;
    }
    fs::write(header, text).unwrap();
}

/// What a review of the shop leaves: a workbook of risks alone.
fn review_of_the_shop(folder: &Path) {
    fs::create_dir_all(folder).unwrap();
    let json = folder.join("review.json");
    let shop = web_shop();
    let export = [
        "export",
        "-r",
        shop.to_str().unwrap(),
        "--to",
        "review.json",
    ];
    risk(folder, &export).exits(0);
    let register = fs::read_to_string(&json).unwrap();
    let mut register: Value = serde_json::from_str(&register).unwrap();
    register["components"] = Value::Array(Vec::new());
    fs::write(&json, register.to_string()).unwrap();
    let export = ["export", "-r", "review.json", "--to", "review.xlsx"];
    risk(folder, &export).exits(0);
    fs::remove_file(json).unwrap();
}

/// Runs the console blocks of pages, each beside a folder that they run in.
fn run_blocks(pages: &Path) {
    trycmd::TestCases::new()
        .register_bin("risk", Path::new(env!("CARGO_BIN_EXE_risk")))
        .env("RISK_REGISTER", "")
        .env("NO_COLOR", "1")
        .env("RISK_TODAY", TODAY)
        .case(pages)
        .run();
}

/// Whether the pages are to get the output as it is now.
fn is_overwriting() -> bool {
    std::env::var_os("TRYCMD").is_some_and(|mode| mode == "overwrite")
}

/// The picture of the README is what the command draws today.
#[test]
fn the_picture_of_the_readme_is_what_the_command_draws() {
    let readme = fs::read_to_string(repository().join("README.md")).unwrap();
    let failed = "Postgres primary";
    let args = [
        "graph", "--format", "mermaid", "--failed", failed, "--around", failed,
    ];
    let shown = format!(
        "risk -r examples/web-shop graph --format mermaid --failed '{failed}' --around '{failed}'"
    );
    assert!(readme.contains(&shown), "{shown}");
    let drawn = risk(&web_shop(), &args).exits(0).stdout;
    assert_eq!(block(&readme, "mermaid"), drawn);
}

#[test]
fn every_subcommand_has_a_page_and_every_page_a_subcommand() {
    let mut expected: BTreeSet<String> = subcommands(&[]).into_iter().collect();
    expected.insert(INDEX.to_owned());
    assert_eq!(pages(), expected);
}

#[test]
fn the_index_links_every_page() {
    let index = fs::read_to_string(folder().join(format!("{INDEX}.md"))).unwrap();
    for subcommand in subcommands(&[]) {
        let link = format!("[`risk {subcommand}`]({subcommand}.md)");
        assert!(index.contains(&link), "{link}");
    }
}

#[test]
fn every_option_is_on_the_page_of_its_command_or_in_the_index() {
    let read = |page: &str| fs::read_to_string(folder().join(format!("{page}.md"))).unwrap();
    let index = read(INDEX);
    for path in commands().into_iter().filter(|path| !path.is_empty()) {
        let page = read(&path[0]);
        let words: Vec<&str> = path.iter().map(String::as_str).collect();
        for flag in flags(&words) {
            let option = format!("`--{}", flag.long);
            let is_told = page.contains(&option) || index.contains(&option);
            assert!(is_told, "{option} of risk {}", path.join(" "));
        }
    }
}

#[test]
fn every_command_and_each_of_its_options_is_in_the_synopsis_of_its_page() {
    let general = [flags(&["show"]), flags(&["workbooks"])].concat();
    for path in commands().into_iter().filter(|path| !path.is_empty()) {
        let page = fs::read_to_string(folder().join(format!("{}.md", path[0]))).unwrap();
        let (_, synopsis) = page.split_once("```text\n").unwrap();
        let (synopsis, _) = synopsis.split_once("```").unwrap();
        let words: Vec<&str> = path.iter().map(String::as_str).collect();
        if !subcommands(&words).is_empty() || path[0] == "generate" {
            continue;
        }
        let line = synopsis
            .lines()
            .filter(|line| line.starts_with(&format!("risk {}", path.join(" "))))
            .collect::<String>();
        assert!(!line.is_empty(), "{path:?} in {synopsis}");
        let own = flags(&words).into_iter().filter(|flag| {
            let everywhere = general.iter().any(|other| other.long == flag.long);
            !everywhere || flag.long == "format"
        });
        for flag in own {
            let option = format!("--{}", flag.long);
            assert!(line.contains(&option), "{option} in {line}");
        }
    }
}

/// The paths of the fields of a record, as its schema has them.
fn fields(record: &str) -> Vec<String> {
    let run = risk(&std::env::temp_dir(), &["schema", record]).exits(0);
    let schema: Value = serde_json::from_str(&run.stdout).unwrap();
    let acceptance = &schema["definitions"]["Acceptance"]["properties"];
    let mut paths = Vec::new();
    for name in schema["properties"].as_object().unwrap().keys() {
        match name.as_str() {
            "acceptance" => {
                let parts = acceptance.as_object().unwrap().keys();
                paths.extend(parts.map(|part| format!("acceptance.{part}")));
            }
            "extra" => paths.push("extra.Team".to_owned()),
            name => paths.push(name.to_owned()),
        }
    }
    paths
}

#[test]
fn the_pages_of_set_and_component_name_every_field() {
    for (record, page) in [("risk", "set"), ("component", "component")] {
        let text = fs::read_to_string(folder().join(format!("{page}.md"))).unwrap();
        let fields = fields(record);
        assert!(fields.len() > 8, "{fields:?}");
        for field in fields {
            assert!(text.contains(&format!("`{field}`")), "{field} in {page}.md");
        }
    }
}

#[test]
fn the_index_names_every_format_and_the_page_of_schema_every_schema() {
    let index = fs::read_to_string(folder().join(format!("{INDEX}.md"))).unwrap();
    let formats = choices(&["list"], "- table:");
    assert_eq!(formats.len(), 5);
    for format in formats {
        assert!(index.contains(&format!("`{format}`")), "{format}");
    }
    let page = fs::read_to_string(folder().join("schema.md")).unwrap();
    let schemas = choices(&["schema"], "- register:");
    assert_eq!(schemas.len(), 36);
    for schema in schemas {
        assert!(page.contains(&format!("| `{schema}` |")), "{schema}");
    }
}
