//! Reviews: begun, answered, shown and compared.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Stdio;

use serde_json::Value;
use tempfile::TempDir;

use crate::registers::{copy, web_shop, workbook};
use crate::run::{Run, command, risk};

/// The example, with its questionnaires and its review.
fn shop() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(&web_shop(), folder.path());
    folder
}

const QUESTIONS: &str = r#"schema_version = 1
id = "small"

[[questions]]
id = "backups"
text = "Are there backups?"
choices = [{ id = "daily", tag = "WA", text = "Daily" }, { id = "tested", tag = "NI", text = "Tested" }]

[[questions]]
id = "on.call"
text = "Who is called?"
choices = [{ id = "rota", tag = "WA", text = "A rota" }]
"#;

/// A folder with a questionnaire of two questions and a review without answers.
fn small() -> TempDir {
    begun(QUESTIONS)
}

/// The same of other questions.
fn begun(questions: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("small.toml"), questions).unwrap();
    let init = [
        "review",
        "init",
        "small.toml",
        "--subject",
        "Shop",
        "--date",
        "2026-11-20",
    ];
    risk(
        folder.path(),
        &[&init[..], &["--into", "shop.toml"]].concat(),
    )
    .exits(0);
    folder
}

fn typed(folder: &Path, args: &[&str], lines: &str) -> Run {
    let mut command = command(folder);
    let pipes = command
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped());
    let mut child = pipes.stderr(Stdio::piped()).spawn().unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(lines.as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    Run {
        code: output.status.code().unwrap(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

#[test]
fn questions_are_asked_until_somebody_quits_and_then_the_rest_is() {
    let folder = small();
    let answer = ["review", "answer", "shop.toml"];
    typed(folder.path(), &answer, "weekly\n2,daily\nq\n")
        .exits(0)
        .writes("1/2 backups: Are there backups?")
        .writes("2 NI Tested (tested)")
        .writes("saved; level: none")
        .writes("2/2 on.call")
        .says("`backups` has no choice `weekly`")
        .says("1 of 2 questions answered");
    let again = typed(folder.path(), &answer, "0\n").exits(0);
    assert!(!again.stdout.contains("backups"), "{again:#?}");
    let expected = "schema_version = 1\nquestionnaire = \"small\"\nsubject = \"Shop\"\ndate = \"2026-11-20\"\n\n\
                    [answers.backups]\nselected = [\n    \"daily\",\n    \"tested\",\n]\n\n\
                    [answers.\"on.call\"]\nselected = []\n";
    assert_eq!(
        fs::read_to_string(folder.path().join("shop.toml")).unwrap(),
        expected
    );
}

#[test]
fn an_answer_changes_its_own_lines_and_no_comment() {
    let folder = small();
    let path = folder.path().join("shop.toml");
    let text = "# ours\nquestionnaire = \"small\"\nsubject = \"Shop\" # the old one\n\n# asked twice\n[answers.backups] # b\n\
                selected = [\n    # since May\n    \"daily\", # at night\n] # end\nnotes = '''n''' # n\n\n\
                [answers.\"on.call\"]\napplicable = false\n";
    fs::write(&path, text).unwrap();
    let set = |answer: &str| {
        risk(folder.path(), &["review", "answer", "shop.toml", answer]).exits(0);
        fs::read_to_string(&path).unwrap()
    };
    assert_eq!(set("backups=daily"), text);
    let ticked = text.replace(" # at night\n", " # at night\n    \"tested\",\n");
    assert_eq!(set("backups=1,2"), ticked);
    assert_eq!(set("backups=daily"), text);
    let renamed = text.replace("'''n'''", "\"m\"");
    assert_eq!(set("backups.notes=m"), renamed);
    let applies = renamed.replace("applicable = false", "selected = [\n    \"rota\",\n]");
    assert_eq!(set("on.call=rota"), applies);
    let open = applies.split("\n[answers.\"on.call\"]").next().unwrap();
    assert_eq!(set("on.call=?").trim_end(), open.trim_end());
}

#[test]
fn answers_that_make_no_sense_write_nothing() {
    let folder = small();
    let path = folder.path().join("shop.toml");
    let before = fs::read_to_string(&path).unwrap();
    for answers in [
        ["backups=daily", "backup=daily"],
        ["on.call=1", "backups=3"],
        ["backups=daily", "backups=tested"],
    ] {
        risk(
            folder.path(),
            &[&["review", "answer", "shop.toml"], &answers[..]].concat(),
        )
        .exits(2);
        assert_eq!(fs::read_to_string(&path).unwrap(), before);
    }
}

#[test]
fn a_review_is_begun_in_the_folder_of_the_register_and_never_over_another() {
    let shop = shop();
    let below = shop.path().join("risks");
    let questions = "../questionnaires/failure-modes.toml";
    let init = [
        "review",
        "init",
        questions,
        "--subject",
        "Payments & Co",
        "--date",
        "2027-01-05",
    ];
    risk(&below, &init)
        .exits(0)
        .says("payments-co-2027-01-05.toml");
    let text = fs::read_to_string(shop.path().join("reviews/payments-co-2027-01-05.toml")).unwrap();
    assert!(
        text.contains("questionnaire = \"failure-modes\"\n"),
        "{text}"
    );
    risk(&below, &init).exits(2).says("exists already");
    // The register is read as before.
    risk(shop.path(), &["list"]).exits(0);
}

#[test]
fn a_review_as_json_has_the_gaps_first_and_what_is_missing() {
    let shop = shop();
    let path = "reviews/web-shop-2026-11-20.toml";
    let run = risk(shop.path(), &["review", "show", path, "--json"])
        .exits(0)
        .says_nothing();
    let answer: Value = serde_json::from_str(&run.stdout).unwrap();
    let levels = ["high", "medium", "none", "unanswered", "not-applicable"];
    let counts = levels.map(|level| answer["levels"][level].as_u64().unwrap());
    assert_eq!(counts, [9, 8, 7, 2, 1]);
    let questions = answer["questions"].as_array().unwrap();
    assert_eq!(questions.len(), 27);
    let first = &questions[0];
    assert_eq!(first["level"], "high");
    assert_eq!(first["missing"][0]["tag"], "WA");
    // Every gap has something to do.
    for question in questions {
        let is_gap = ["high", "medium"].contains(&question["level"].as_str().unwrap());
        let missing = question["missing"].as_array().unwrap();
        assert_eq!(is_gap, !missing.is_empty(), "{question}");
    }
}

#[test]
fn a_review_without_its_questionnaire_is_refused_until_one_is_passed() {
    let folder = small();
    fs::create_dir(folder.path().join("elsewhere")).unwrap();
    let moved = folder.path().join("elsewhere/questions.toml");
    fs::rename(folder.path().join("small.toml"), moved).unwrap();
    let show = ["review", "show", "shop.toml"];
    risk(folder.path(), &show)
        .exits(2)
        .says("states the questionnaire `small`, and there is no such file")
        .says("pass --questionnaire FILE");
    let passed = ["--questionnaire", "elsewhere/questions.toml"];
    risk(folder.path(), &[&show[..], &passed].concat())
        .exits(0)
        .says("2 unanswered");
}

#[test]
fn hostile_texts_in_a_questionnaire_are_inert() {
    let folder = small();
    let text = QUESTIONS
        .replace("\"backups\"", r#""b\u001b[31m""#)
        .replace("Are there", r"\u001b]0;x\u0007<script>")
        .replace("\"Daily\"", r#""Daily\u001b[2J""#);
    fs::write(folder.path().join("small.toml"), text).unwrap();
    for format in ["table", "md", "html", "json"] {
        for file in ["shop.toml", "small.toml"] {
            let run = risk(folder.path(), &["review", "show", file, "--format", format]).exits(0);
            let told = run.stdout + &run.stderr;
            assert!(!told.contains('\u{1b}'), "{told}");
            let is_markup = matches!(format, "md" | "html");
            assert!(!(is_markup && told.contains("<script>")), "{told}");
        }
    }
    let run = typed(folder.path(), &["review", "answer", "shop.toml"], "1\nq\n");
    assert!(!(run.stdout + &run.stderr).contains('\u{1b}'));
}

#[test]
fn a_file_of_many_reviews_in_one_line_is_not_taken_for_lines() {
    let folder = small();
    let text = r#"{"questionnaire":"small","reviews":[{"id":"A","answers":{"backups":{"selected":[]}}},{"id":"B","answers":{}}]}"#;
    for end in ["", "\n", "\n\n"] {
        fs::write(folder.path().join("many.json"), format!("{text}{end}")).unwrap();
        risk(folder.path(), &["review", "stats", "many.json"])
            .exits(0)
            .says("2 reviews of 2 questions");
    }
}

#[test]
fn what_cannot_be_read_of_a_checklist_is_told_by_whatever_reads_it() {
    let folder = tempfile::tempdir().unwrap();
    let header = ["Checklist item", "Severity", "Status", "GUID"];
    workbook(
        &folder.path().join("filled.xlsx"),
        &header,
        &[
            &["Do it", "High", "Perhaps", "g1"],
            &["Do that", "Low", "", "g2"],
        ],
    );
    for args in [
        &["review", "show", "filled.xlsx"][..],
        &["review", "stats", "filled.xlsx"],
        &["review", "export", "filled.xlsx"],
    ] {
        risk(folder.path(), args)
            .exits(0)
            .says("[unknown-status] g1: `Perhaps` is no status");
    }
    workbook(
        &folder.path().join("other.xlsx"),
        &["A", "B"],
        &[&["1", "2"]],
    );
    risk(folder.path(), &["review", "show", "other.xlsx"])
        .exits(2)
        .says("it is no checklist: no sheet has the columns `Checklist item`, `Severity`, `Status`, `GUID`");
}

#[test]
fn the_review_before_is_the_newest_older_one_beside_and_what_cannot_be_read_is_told() {
    let folder = small();
    let write = |name: &str, text: String| fs::write(folder.path().join(name), text).unwrap();
    let review = |date: &str, notes: &str| {
        format!(
            "questionnaire = \"small\"\nsubject = \"Shop\"\ndate = \"{date}\"\n\n\
             [answers.backups]\nselected = []\nnotes = \"{notes}\"\n"
        )
    };
    write("shop.toml", review("2026-11-20", "first"));
    risk(folder.path(), &["init"]).exits(0);
    let draft = |path: &str, more: &[&str]| {
        risk(
            folder.path(),
            &[&["review", "draft", path][..], more].concat(),
        )
        .exits(0)
    };
    draft("shop.toml", &[]).says("1 file created");
    // Another spelling is the same subject, in another spelling of an ending.
    fs::rename(
        folder.path().join("shop.toml"),
        folder.path().join("shop.TOML"),
    )
    .unwrap();
    let later = review("2026-12-20", "second").replace("\"Shop\"", "\" shop\"");
    write("later.toml", later);
    write("broken.toml", "subject = 1\n".to_owned());
    fs::create_dir(folder.path().join("elsewhere")).unwrap();
    let moved = folder.path().join("elsewhere/small.toml");
    fs::rename(folder.path().join("small.toml"), moved).unwrap();
    let passed = ["--questionnaire", "elsewhere/small.toml"];
    draft("later.toml", &passed)
        .says("not looked at for the review before: broken.toml:1:11: ")
        .writes("R01     notes           first       second");
}

#[test]
fn in_no_format_a_finding_of_a_review_is_left_out() {
    let folder = small();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    let begun = "questionnaire = \"small\"\nsubject = \"Shop\"\n";
    let answers = "\n[answers.backups]\nselected = [\"hourly\"]\n";
    write("shop.toml", &format!("{begun}date = \"2026-11-20\"\n"));
    write(
        "later.toml",
        &format!("{begun}date = \"2026-12-20\"\n{answers}"),
    );
    risk(folder.path(), &["init"]).exits(0);
    let finding = "[unknown-choice] Shop backups hourly: the question has no such choice";
    for format in ["table", "md", "html"] {
        let show = ["review", "show", "later.toml", "--format", format];
        risk(folder.path(), &show).exits(0).says(finding);
    }
    let of = |run: Run, key: &str| {
        let answer: Value = serde_json::from_str(&run.exits(0).stdout).unwrap();
        answer[key].as_array().unwrap().len()
    };
    let json = ["--format", "json"];
    let show = [&["review", "show", "later.toml"][..], &json].concat();
    assert_eq!(of(risk(folder.path(), &show), "findings"), 1);
    for format in ["table", "md", "json"] {
        let diff = [
            "review",
            "diff",
            "shop.toml",
            "later.toml",
            "--format",
            format,
        ];
        risk(folder.path(), &diff).exits(0).says(finding);
        let draft = [
            "review",
            "draft",
            "later.toml",
            "--dry-run",
            "--format",
            format,
        ];
        risk(folder.path(), &draft).exits(0).says(finding);
    }
    let diff = [&["review", "diff", "shop.toml", "later.toml"][..], &json].concat();
    assert_eq!(of(risk(folder.path(), &diff), "findings_before"), 0);
    assert_eq!(of(risk(folder.path(), &diff), "findings_after"), 1);
    let draft = [&["review", "draft", "later.toml", "--dry-run"][..], &json].concat();
    assert_eq!(of(risk(folder.path(), &draft), "review_findings"), 1);
}

#[test]
fn what_is_no_review_in_toml_is_said_to_be_none() {
    let folder = small();
    let json = "{\"questionnaire\": \"small\"}";
    for (name, content) in [
        ("a.json", json.as_bytes()),
        ("a.xlsx", b"PK\x03\x04\xff\xfe"),
    ] {
        fs::write(folder.path().join(name), content).unwrap();
        risk(folder.path(), &["review", "answer", name, "backups=daily"])
            .exits(2)
            .says(&format!("{name} is not a review in TOML"));
    }
}

#[test]
fn what_is_in_place_in_part_is_not_ticked() {
    let folder = small();
    let answer = |answer: &str| {
        risk(folder.path(), &["review", "answer", "shop.toml", answer]).exits(0);
    };
    let level = || {
        let show = ["review", "show", "shop.toml", "--format", "json"];
        let shown: Value =
            serde_json::from_str(&risk(folder.path(), &show).exits(0).stdout).unwrap();
        let question = &shown["questions"];
        let question = question
            .as_array()
            .unwrap()
            .iter()
            .find(|one| one["id"] == "backups");
        question.unwrap().clone()
    };
    answer("backups=daily,tested");
    assert_eq!(level()["level"], "none");
    answer("backups.partial=tested");
    assert_eq!(level()["level"], "medium");
    assert_eq!(level()["selected"], serde_json::json!(["daily"]));
    let path = folder.path().join("shop.toml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(
        &path,
        text.replace("\"daily\",\n", "\"daily\",\n    \"tested\",\n"),
    )
    .unwrap();
    assert_eq!(level()["level"], "medium");
    risk(folder.path(), &["review", "show", "shop.toml"])
        .exits(0)
        .says("it is ticked, and in place in part, which is what counts");
}

#[test]
fn a_question_that_is_asked_again_keeps_its_notes_and_comments() {
    let folder = small();
    let path = folder.path().join("shop.toml");
    let before = fs::read_to_string(&path).unwrap();
    let notes = "notes = \"Restored in May\"\nevidence = [ \"https://wiki.example/dr\" ]\n";
    let text = |answer: &str| format!("{before}\n# ask Bob\n[answers.backups]\n{answer}{notes}");
    fs::write(&path, text("selected = [ \"daily\" ]\n")).unwrap();
    risk(
        folder.path(),
        &["review", "answer", "shop.toml", "backups=?"],
    )
    .exits(0);
    assert_eq!(fs::read_to_string(&path).unwrap(), text(""));
}

#[test]
fn a_review_with_the_ends_of_lines_of_another_system_states_the_same() {
    let folder = small();
    let path = folder.path().join("shop.toml");
    let text = fs::read_to_string(&path).unwrap();
    let notes = "\n[answers.backups]\nselected = []\nnotes = \"\"\"\nl1\nl2\"\"\"\n";
    fs::write(&path, (text + notes).replace('\n', "\r\n")).unwrap();
    risk(folder.path(), &["init"]).exits(0);
    risk(folder.path(), &["review", "draft", "shop.toml"]).exits(0);
    let risk_text = fs::read_to_string(folder.path().join("risks/R01.toml")).unwrap();
    assert!(
        risk_text.contains("l1\nl2") && !risk_text.contains('\r'),
        "{risk_text}"
    );
    for answer in ["backups=daily", "backups=", "backups=daily"] {
        risk(folder.path(), &["review", "answer", "shop.toml", answer]).exits(0);
        let text = fs::read_to_string(&path).unwrap();
        assert!(
            text.contains("l1\r\nl2") && !text.contains("\r\r"),
            "{text:?}"
        );
        assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    }
    let questions = QUESTIONS.replace("\"Are there backups?\"", "\"\"\"Are there\nbackups?\"\"\"");
    let small = folder.path().join("small.toml");
    fs::write(small, questions.replace('\n', "\r\n")).unwrap();
    let shown = risk(
        folder.path(),
        &["review", "show", "shop.toml", "--format", "json"],
    )
    .exits(0);
    assert!(!shown.stdout.contains("\\r"), "{}", shown.stdout);
}

#[test]
fn an_answer_that_is_passed_twice_is_refused_with_what_can_be_passed() {
    let folder = small();
    let answer = |answers: &[&str]| {
        let args = [&["review", "answer", "shop.toml"], answers].concat();
        risk(folder.path(), &args)
    };
    answer(&["backups=daily", "backups=tested"])
        .exits(2)
        .says("`backups` is answered twice")
        .says("hint: pass all of its choices in one: backups=daily,tested\n");
    answer(&["backups=daily,tested"]).exits(0);
    for (first, second) in [
        ("backups.notes=a", "backups.notes=b"),
        ("on.call=rota", "on.call=n/a"),
        ("on.call=", "on.call=rota"),
    ] {
        answer(&[first, second])
            .exits(2)
            .says("is answered twice")
            .says("hint: pass one of the two\n");
    }
}

#[test]
fn what_cannot_be_marked_as_drafted_is_drafted_or_refused_and_never_half() {
    let folder = small();
    risk(folder.path(), &["init"]).exits(0);
    let json = "\u{feff}{\"questionnaire\": \"small\", \"subject\": \"Kiosk\", \"answers\": {\"backups\": {\"selected\": []}}}";
    fs::write(folder.path().join("kiosk.json"), json).unwrap();
    risk(folder.path(), &["review", "draft", "kiosk.json"])
        .exits(0)
        .says("1 file created");
    let after = fs::read_to_string(folder.path().join("kiosk.json")).unwrap();
    assert_eq!(after, json);
    risk(
        folder.path(),
        &["review", "answer", "kiosk.json", "backups=daily"],
    )
    .exits(2)
    .says("kiosk.json is not a review in TOML");
}

#[test]
fn a_review_with_a_later_one_beside_that_was_drafted_brings_nothing_back() {
    let folder = small();
    let path = folder.path();
    let run = |args: &[&str]| risk(path, &[&["review"], args].concat()).exits(0);
    risk(path, &["init"]).exits(0);
    run(&["answer", "shop.toml", "backups="]);
    let older = fs::read_to_string(path.join("shop.toml")).unwrap();
    run(&["draft", "shop.toml"]).says("1 file created");
    fs::write(
        path.join("older.toml"),
        older.replace("2026-11-20", "2025-11-20"),
    )
    .unwrap();
    fs::remove_file(path.join("risks/R01.toml")).unwrap();
    let oldest = older.replace("2026-11-20", "2024-11-20");
    fs::create_dir(path.join("elsewhere")).unwrap();
    fs::write(
        path.join("elsewhere/oldest.toml"),
        oldest.replace("selected = []", "selected = ['daily']"),
    )
    .unwrap();
    let earlier = [
        "--questionnaire",
        "small.toml",
        "--earlier",
        "elsewhere/oldest.toml",
    ];
    for earlier in [&[][..], &earlier] {
        run(&[&["draft", "older.toml"], earlier].concat())
            .says("one was removed, or there was none when a later review was drafted")
            .says("nothing changed");
    }
}

#[test]
fn a_review_that_was_drafted_in_part_is_drafted_on_and_says_how_what_was_removed_comes_back() {
    let folder = small();
    let run = |args: &[&str]| risk(folder.path(), &[&["review"], args].concat()).exits(0);
    risk(folder.path(), &["init"]).exits(0);
    run(&["answer", "shop.toml", "backups="]);
    run(&["draft", "shop.toml", "--dry-run"]).says("would create 1 file, update 1 file");
    let path = folder.path().join("shop.toml");
    assert!(!fs::read_to_string(&path).unwrap().contains("drafted"));
    run(&["draft", "shop.toml"]).says("1 file created, 1 file updated");
    assert!(
        fs::read_to_string(&path)
            .unwrap()
            .contains("drafted = true")
    );
    fs::remove_file(folder.path().join("risks/R01.toml")).unwrap();
    run(&["answer", "shop.toml", "on.call="]);
    run(&["draft", "shop.toml"])
        .says("it stays removed")
        .says("hint: pass --again to draft also what no risk comes of any more");
    run(&["draft", "shop.toml", "--again"]).says("created");
    let risks = fs::read_dir(folder.path().join("risks")).unwrap();
    assert_eq!(risks.count(), 2);
}

#[test]
fn the_number_before_a_choice_is_that_choice_also_where_another_one_has_it_as_its_id() {
    let questions = "schema_version = 1\nid = \"small\"\n\n[[questions]]\nid = \"backup\"\ntext = \"?\"\n\
                     choices = [{ id = \"3\", tag = \"WA\", text = \"Three\" }, { id = \"2\", tag = \"NI\", text = \"Two\" }, \
                     { id = \"1\", tag = \"NI\", text = \"One\" }]\n";
    let folder = begun(questions);
    let selected = || {
        let text = fs::read_to_string(folder.path().join("shop.toml")).unwrap();
        let (_, selected) = text.split_once("selected = [").unwrap();
        selected.split_whitespace().collect::<String>()
    };
    typed(folder.path(), &["review", "answer", "shop.toml"], "1\n")
        .exits(0)
        .writes("1 WA Three (3)");
    assert_eq!(selected(), "\"3\",]");
    let other = begun(&questions.replace("\"3\"", "\"q\""));
    typed(other.path(), &["review", "answer", "shop.toml"], "q\n")
        .exits(0)
        .writes("A choice that is called `q` is reached by its number.");
    // What is passed has no numbers beside it.
    risk(
        folder.path(),
        &["review", "answer", "shop.toml", "backup=1"],
    )
    .exits(0);
    assert_eq!(selected(), "\"1\",]");
}
