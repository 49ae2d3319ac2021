//! Lenses of AWS, and answers of its tool, against what others make of them.

use std::collections::BTreeMap;
use std::fs;

use risk_core::review::{
    Questionnaire, ReviewFile, ReviewFindingCode, ReviewLevel, Rules, Statistics,
};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::{corpus, error_of};

fn read(path: &std::path::Path) -> (Vec<u8>, Questionnaire) {
    let content = fs::read(path).unwrap();
    let file = ReviewFile::read(&path.display().to_string(), &content).unwrap();
    (content, file.questionnaire.unwrap())
}

#[test]
fn real_lenses_are_written_as_they_were_read() {
    let Some(folder) = corpus("lenses") else {
        return;
    };
    let mut count = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let (content, lens) = read(&path);
        let (written, _) = lens.to_lens().unwrap();
        let [before, after]: [Value; 2] =
            [&content[..], written.as_bytes()].map(|text| serde_json::from_slice(text).unwrap());
        assert!(before == after, "{}", path.display());
        // The text form has room for all of it.
        let text = lens.to_toml().unwrap();
        assert!(
            Questionnaire::from_toml("lens.toml", &text).unwrap() == lens,
            "{}",
            path.display()
        );
        count += 1;
    }
    assert!(count >= 22, "{count} lenses");
}

#[test]
fn the_levels_of_all_states_of_real_lenses_are_those_of_an_independent_program() {
    let Some(folder) = corpus("lenses") else {
        return;
    };
    let oracle = fs::read_to_string(folder.join("oracle.tsv")).unwrap();
    let mut known: BTreeMap<String, Questionnaire> = BTreeMap::new();
    let mut count = 0;
    for line in oracle.lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [lens, _, question, .., unmatched, digest] = cells[..] else {
            panic!("{line}");
        };
        let file = lens.split_once("__").unwrap().1;
        let lens = known
            .entry(file.to_owned())
            .or_insert_with(|| read(&folder.join(file)).1);
        let rules = Rules::new(lens);
        let table = rules
            .truth_table(rules.question(question).unwrap())
            .unwrap();
        let letter = |level: &ReviewLevel| match level {
            ReviewLevel::None => b'N',
            ReviewLevel::Medium => b'M',
            ReviewLevel::High => b'H',
            _ => b'-',
        };
        let letters: Vec<u8> = table.iter().map(letter).collect();
        let hash = Sha256::digest(&letters);
        let first = u64::from_be_bytes(hash[..8].try_into().unwrap());
        assert_eq!(format!("{first:016x}"), digest, "{line}");
        let unknown = table.iter().filter(|level| **level == ReviewLevel::Unknown);
        let dashes = unknown.count();
        assert_eq!(dashes.to_string(), unmatched, "{line}");
        let findings = lens.findings();
        let mut of_question = findings
            .iter()
            .filter(|one| one.question.as_deref() == Some(question));
        let is_told = of_question.any(|one| one.code == ReviewFindingCode::UnmatchedStates);
        assert_eq!(is_told, dashes > 0, "{line}");
        count += 1;
    }
    assert!(count >= 474, "{count} questions");
}

fn lens(condition: &str) -> String {
    let rules = serde_json::json!([{ "condition": condition, "risk": "NO_RISK" }]);
    lens_of(&rules)
}

fn lens_of(rules: &Value) -> String {
    let choices = serde_json::json!([{ "id": "a-1", "title": "A" }, { "id": "b", "title": "B" }]);
    serde_json::json!({ "schemaVersion": "2021-11-01", "name": "Small", "pillars": [{
        "id": "p", "name": "P", "questions": [{ "id": "q", "title": "Q?", "choices": choices, "riskRules": rules }]
    }]})
    .to_string()
}

fn questionnaire(text: &str) -> Questionnaire {
    let file = ReviewFile::read("lens.json", text.as_bytes()).unwrap();
    file.questionnaire.unwrap()
}

fn findings(condition: &str) -> Vec<String> {
    let findings = questionnaire(&lens(condition)).findings();
    findings
        .into_iter()
        .map(|one| format!("{}: {}", one.code, one.message))
        .collect()
}

#[test]
fn conditions_bind_as_they_are_documented_to() {
    let states = |condition: &str| {
        let lens = questionnaire(&lens(condition));
        let rules = Rules::new(&lens);
        let table = rules.truth_table(rules.question("q").unwrap()).unwrap();
        table
            .into_iter()
            .map(|level| level == ReviewLevel::None)
            .collect::<Vec<_>>()
    };
    let (no, yes) = (false, true);
    // The states are: nothing, `a-1`, `b`, both.
    assert_eq!(states("a-1 && b"), [no, no, no, yes]);
    assert_eq!(states("a-1||b"), [no, yes, yes, yes]);
    assert_eq!(states("!a-1 && !!b"), [no, no, yes, no]);
    assert_eq!(states("!(a-1 || b)"), [yes, no, no, no]);
    assert_eq!(states("a-1 || !b && !a-1"), [yes, yes, no, yes]);
    assert_eq!(states("((a-1)) && (b || (b))"), [no, no, no, yes]);
    assert_eq!(states(" default "), [yes; 4]);
}

#[test]
fn a_condition_that_cannot_be_read_is_a_finding_with_its_place() {
    let cases = [
        ("a-1 && later", "`later` is no choice at character 8"),
        (
            "a-1 && a1",
            "`a1` is no choice; did you mean `a-1`? at character 8",
        ),
        ("a-1 &&", "an id is missing at the end"),
        ("", "an id is missing at the end"),
        ("(a-1", "a parenthesis is not closed"),
        ("a-1)", "`)` makes no sense at character 4"),
        ("a-1 & b", "`&` makes no sense at character 5"),
        ("a-1 b", "there is no operator before `b` at character 5"),
        ("|| b", "`||` makes no sense at character 1"),
        ("a-1 !b", "`!` makes no sense at character 5"),
        ("()", "`)` makes no sense at character 2"),
        ("default || b", "`default` is no choice at character 1"),
    ];
    for (condition, message) in cases {
        let found = findings(condition);
        assert!(
            found[0].starts_with("unreadable-rule: ") && found[0].ends_with(message),
            "{found:?}"
        );
        assert_eq!(found.len(), 1);
    }
}

#[test]
fn deep_and_long_conditions_end_in_a_finding() {
    let deep = format!("{}b{}", "(".repeat(10_000), ")".repeat(10_000));
    assert!(findings(&deep)[0].contains("nested more than 200 deep at character 201"));
    let negated = format!("{}b", "!".repeat(10_000));
    assert!(findings(&negated)[0].contains("nested more than 200 deep"));
    // A megabyte of one level is long, and no more than that.
    let long = "b || ".repeat(200_000) + "b";
    let found = findings(&long);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(
        found[1].contains("2 of 4 ways to answer it match no rule"),
        "{found:?}"
    );
}

#[test]
fn a_lens_without_a_default_says_so_and_its_level_is_unknown() {
    assert_eq!(
        findings("a-1"),
        [
            "no-default: its rules end without `default`",
            "unmatched-states: 2 of 4 ways to answer it match no rule"
        ]
    );
    // Every state has a rule.
    assert_eq!(
        findings("a-1 || !a-1"),
        ["no-default: its rules end without `default`"]
    );
}

#[test]
fn what_is_no_lens_is_refused_with_its_place() {
    let text = "{\n  \"name\": NaN, \"pillars\": []\n}";
    assert_eq!(
        error_of("lens.json", text.as_bytes()),
        "lens.json:2:11: expected value"
    );
    let text = "{\n  \"name\": 5,\n \"pillars\": []\n}";
    let expected = "lens.json:2:11: invalid type: integer `5`, expected a string";
    assert_eq!(error_of("lens.json", text.as_bytes()), expected);
    let rules = serde_json::json!([{ "condition": "b", "risk": "LOW_RISK" }]);
    let error = error_of("lens.json", lens_of(&rules).as_bytes());
    assert!(
        error.contains(
            "unknown variant `LOW_RISK`, expected one of `NO_RISK`, `MEDIUM_RISK`, `HIGH_RISK`"
        ),
        "{error}"
    );
    let text = r#"{"name": "A", "pillars": [{"id": "p", "name": "P", "questions": [{"id": "q", "choices": []}]}]}"#;
    let error = error_of("lens.json", text.as_bytes());
    assert_eq!(error, "lens.json:1:66: missing field `title`");
    let text = r#"{"name": "A", "name": "B", "pillars": []}"#;
    let error = error_of("lens.json", text.as_bytes());
    assert_eq!(error, "lens.json:1:23: the key `name` stands twice");
}

#[test]
fn what_a_lens_states_in_odd_places_stays() {
    let text = r#"{"name": "A", "description": "", "_note": {"x": [1, null, 2.5]}, "pillars": [
        {"id": "p", "name": "", "note": true, "questions": [
            {"id": "q", "title": "", "description": "", "helpfulResource": {"Url": "u"}, "choices": [
                {"id": "c", "title": "", "improvementPlan": {"url": "", "Url": "https://a.example"}, "x": 1},
                {"id": "d", "title": "D", "improvementPlan": {}}
            ], "riskRules": [{"condition": "c&&d", "risk": "NO_RISK", "why": "w"}]},
            {"id": "r", "title": "R", "choices": []},
            {"id": "s", "title": "S", "choices": [], "riskRules": []}]}]}"#;
    let lens = questionnaire(text);
    let [before, after]: [Value; 2] =
        [text, &lens.to_lens().unwrap().0].map(|text| serde_json::from_str(text).unwrap());
    let Value::Object(mut after) = after else {
        panic!("{after}");
    };
    // The version of the form is what such a file has to state.
    after.remove("schemaVersion").unwrap();
    assert_eq!(before, Value::Object(after));
}

#[test]
fn tags_become_the_rules_that_they_stand_for() {
    let tags = ["WA", "NI", "CI"];
    for mask in 1_usize..27 {
        let choices = (0..3).filter_map(|at| {
            let tag = mask / 3_usize.pow(at) % 3;
            (tag > 0 || mask % 2 == 0)
                .then(|| format!("{{ id = 'c{at}', tag = '{}', text = 'C' }}", tags[tag]))
        });
        let choices: Vec<String> = choices.collect();
        let ours = super::questionnaire(&format!(
            "schema_version = 1\nid = 'a'\ntitle = 'A'\n[[sections]]\nid = 's'\ntitle = 'S'\n\
             [[questions]]\nid = 'q'\nsection = 's'\ntext = 'Q'\nchoices = [{}]",
            choices.join(", ")
        ));
        let (lens, left_out) = ours.to_lens().unwrap();
        let theirs = questionnaire(&lens);
        let [ours, theirs] = [&ours, &theirs].map(|one| {
            let rules = Rules::new(one);
            rules.truth_table(rules.question("q").unwrap()).unwrap()
        });
        assert_eq!(ours, theirs, "{lens}");
        assert_eq!(left_out, Vec::<String>::new());
    }
}

#[test]
fn answers_of_the_tool_have_the_levels_that_it_states() {
    let Some(folder) = corpus("lenses") else {
        return;
    };
    let folder = folder.join("../../data/reviews");
    let (_, lens) = read(&folder.join("talk-lens.json"));
    let content = fs::read(folder.join("talk-aws-export-W001.json")).unwrap();
    let exported = ReviewFile::read("export.json", &content).unwrap();
    let content = fs::read(folder.join("talk-150-reviews.json")).unwrap();
    let reviews = ReviewFile::read("reviews.json", &content).unwrap().reviews;
    assert_eq!(reviews.len(), 150);
    let rules = Rules::new(&lens);
    assert_eq!(rules.findings(&exported.reviews[0]), []);
    for question in &lens.questions {
        let at = rules.question(&question.id).unwrap();
        let levels = [&exported.reviews[0], &reviews[0]]
            .map(|review| rules.level(at, review.answers.get(&question.id)));
        assert_eq!(levels[0], levels[1], "{}", question.id);
    }
}

#[test]
fn one_answer_of_the_tool_is_read_with_its_notes_and_its_ticket() {
    let text = r#"{"WorkloadId": "w1", "LensAlias": "wellarchitected", "Answer": {
        "QuestionId": "q", "QuestionTitle": "Q?", "SelectedChoices": ["b"], "IsApplicable": true, "Risk": "HIGH",
        "Notes": "n", "Reason": "NONE", "JiraConfiguration": {"JiraIssueUrl": "https://jira.example/browse/A-1"},
        "ChoiceAnswers": [{"ChoiceId": "b", "Status": "SELECTED", "Notes": "done"},
            {"ChoiceId": "a-1", "Status": "NOT_APPLICABLE", "Reason": "OUT_OF_SCOPE", "Notes": "no"}]}}"#;
    let review = &ReviewFile::read("answer.json", text.as_bytes())
        .unwrap()
        .reviews[0];
    let answer = review.answers.get("q").unwrap();
    assert_eq!(
        (review.subject.as_str(), answer.notes.as_str()),
        ("w1", "n")
    );
    assert_eq!(answer.tracker_links, ["https://jira.example/browse/A-1"]);
    assert_eq!(answer.choice_notes.get("b").unwrap(), "done");
    assert_eq!(
        answer.not_applicable.choices()[0].reason.unwrap().as_str(),
        "out-of-scope"
    );
    let lens = questionnaire(&lens("a-1 && b"));
    let found = Rules::new(&lens).findings(review);
    let found: Vec<_> = found
        .iter()
        .map(|one| format!("{}: {}", one.code, one.message))
        .collect();
    assert_eq!(
        found,
        [
            "risk-differs: its level is none, and the export states high",
            "not-applicable-matters: its level is none because of what does not apply, and else unknown"
        ]
    );
}

#[test]
fn one_page_of_several_is_not_taken_for_all_answers() {
    let text = |next: &str| {
        format!(
            r#"{{"WorkloadId": "w1", {next} "AnswerSummaries": [{{"QuestionId": "q", "SelectedChoices": ["b"]}}]}}"#
        )
    };
    let lens = questionnaire(&lens("b"));
    let rules = Rules::new(&lens);
    let found = |text: &str| {
        let review = &ReviewFile::read("page.json", text.as_bytes())
            .unwrap()
            .reviews[0];
        let mut statistics = Statistics::new(&rules);
        statistics.add(review).unwrap();
        // It is known of what was made of it, too.
        let toml = review.to_toml().unwrap();
        let again = ReviewFile::read("page.toml", toml.as_bytes()).unwrap();
        assert_eq!(rules.findings(&again.reviews[0]), rules.findings(review));
        let codes = rules
            .findings(review)
            .into_iter()
            .map(|one| one.code.as_str());
        let counted = statistics.answer().findings;
        (codes.collect::<Vec<_>>(), counted.len())
    };
    assert_eq!(
        found(&text(r#""NextToken": "abc","#)),
        (vec!["more-answers"], 1)
    );
    assert_eq!(found(&text("")), (vec![], 0));
}
