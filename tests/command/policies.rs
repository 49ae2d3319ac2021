//! Policies and suppressions of a register, and the expressions that they and `--where` are written in.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::registers::{shop, web_shop};
use crate::run::risk;

/// Adds to `register.toml`.
fn append(folder: &Path, text: &str) {
    let path = folder.join("register.toml");
    let before = fs::read_to_string(&path).unwrap();
    fs::write(path, before + text).unwrap();
}

const POLICY: &str = "
[[policy]]
name = \"high-is-noticed\"
when = \"rating >= High and status != closed\"
require = \"observed\" # an alarm, or somebody who looks
severity = \"error\"
message = \"nobody would notice\"
";

const SUPPRESSION: &str = "
[[suppress]]
code = \"policy/high-is-noticed\"
record = \"R11\"
reason = \"The dashboard comes in December\"
until = 2026-12-31
";

#[test]
fn a_policy_gates_and_what_cannot_be_decided_does_not_pass() {
    let shop = shop();
    append(shop.path(), POLICY);
    let gate = ["check", "--fail-on", "error"];
    risk(shop.path(), &gate)
        .exits(1)
        .writes("risks/R11.toml:11:1: error[policy/high-is-noticed]: nobody would notice")
        .writes("risks/R15.toml:1:1: error[policy-undecided]")
        .says("2 errors, 7 warnings, 2 notes");
    let one = ["check", "--rule", "policy/high-is-noticed"];
    // Beside the risk that does not meet it, the one of which nobody knows.
    risk(shop.path(), &one).exits(1).says("2 errors");
    risk(
        shop.path(),
        &["check", "--explain", "policy/high-is-noticed"],
    )
    .exits(0)
    .writes("# policy/high-is-noticed");
    risk(shop.path(), &["check", "--rule", "policy/high-is-noticd"])
        .exits(2)
        .says("policy/high-is-noticed");
    let args = ["set", "R11", "observations[1].status=implemented"];
    risk(shop.path(), &args).exits(0);
    risk(shop.path(), &["set", "R15", "likelihood=Low"]).exits(0);
    risk(shop.path(), &gate).exits(0);
    // What is written of it stays, with its comments.
    let text = fs::read_to_string(shop.path().join("register.toml")).unwrap();
    assert!(text.contains(POLICY), "{text}");
}

#[test]
fn what_is_suppressed_is_shown_with_the_days_left_and_comes_back_when_they_are_over() {
    let shop = shop();
    append(shop.path(), POLICY);
    append(shop.path(), SUPPRESSION);
    risk(shop.path(), &["check"])
        .exits(1)
        .says("1 error, 7 warnings, 2 notes; 1 suppressed, which --suppressed shows");
    risk(shop.path(), &["check", "--suppressed"])
        .exits(0)
        .writes(
            "2026-12-31  38 days  policy/high-is-noticed  R11     The dashboard comes in December",
        )
        .says("1 finding suppressed");
    let json = risk(shop.path(), &["check", "--format", "json"])
        .exits(1)
        .stdout;
    let json: Value = serde_json::from_str(&json).unwrap();
    let suppressed = &json["suppressed"][0];
    assert_eq!(suppressed["code"], "policy/high-is-noticed");
    assert_eq!(suppressed["until"], "2026-12-31");
    assert_eq!(suppressed["days_left"], 38);
    // What CI systems are told is what is left.
    let sarif = risk(shop.path(), &["check", "--format", "sarif"])
        .exits(1)
        .stdout;
    assert!(!sarif.contains("policy/high-is-noticed"), "{sarif}");
    let later = ["check", "--today", "2027-01-01"];
    risk(shop.path(), &later)
        .exits(1)
        .writes("error[policy/high-is-noticed]")
        .writes("warning[suppression-expired]: the suppression of `policy/high-is-noticed` for `R11` ended on 2026-12-31");
}

#[test]
fn a_slip_in_a_policy_or_a_suppression_is_found_where_it_is() {
    let shop = shop();
    let lines = fs::read_to_string(shop.path().join("register.toml"))
        .unwrap()
        .lines()
        .count();
    append(
        shop.path(),
        "\n[[policy]]\nname = \"a\"\nwhen = \"ratng >= High\"\nrequire = \"owner\"\n\n[[suppress]]\ncode = \
         \"no-mitigatoin\"\nrecord = \"R17\"\nreason = \"x\"\n\n[[policy]]\nname = \"b\"\nrequired = \"owner\"\n",
    );
    let at = |line: usize| format!("register.toml:{}:1: error", lines + line);
    risk(shop.path(), &["check"])
        .exits(1)
        .writes(&format!("{}[invalid-policy]", at(4)))
        .writes("nothing is called `ratng`, at column 1; did you mean `rating`?")
        .writes(&format!(
            "{}[invalid-suppression]: no rule has the code `no-mitigatoin`",
            at(8)
        ))
        // One that has other keys is none.
        .writes("error[invalid-value]: unknown field `required`");
    // Nothing of it is lost when the register is written.
    let scale = "scale use five-by-five likelihood.Low=2 likelihood.Medium=3 likelihood.High=4 impact.Low=1 \
                 impact.Medium=2 impact.High=4";
    let scale: Vec<&str> = scale.split_whitespace().collect();
    risk(shop.path(), &scale).exits(0);
    risk(
        shop.path(),
        &["set", "R17", "mitigations+=Another provider"],
    )
    .exits(0);
    let text = fs::read_to_string(shop.path().join("register.toml")).unwrap();
    assert!(text.contains("required = \"owner\""), "{text}");
}

#[test]
fn from_where_on_rules_report_is_set_and_a_slip_in_it_is_found() {
    let shop = shop();
    let gate = [
        "check",
        "--rule",
        "acceptance-expires-soon",
        "--today",
        "2027-01-31",
    ];
    risk(shop.path(), &gate).exits(0).says("no findings");
    append(
        shop.path(),
        "\n[thresholds]\nacceptance_notice = \"400d\"\nowner_from = \"Note\"\n",
    );
    risk(shop.path(), &gate).exits(0).says("1 note");
    let shop = self::shop();
    append(
        shop.path(),
        "\n[thresholds]\nacceptance_notice = \"soon\"\nowner_from = \"Hihg\"\nowners = 1\n",
    );
    risk(shop.path(), &["check"])
        .exits(1)
        .writes("error[invalid-value]: expected a length of time such as `14d`, found the text `soon`")
        .writes("error[invalid-value]: invalid rating `Hihg`; expected Note, Low, Medium, High or Critical")
        .writes("warning[unknown-key]: nothing is known of the key `owners`");
}

#[test]
fn a_severity_of_a_policy_beside_those_of_rules_says_where_it_belongs() {
    let shop = shop();
    append(
        shop.path(),
        "\n[severities]\n\"policy/high-is-noticed\" = \"note\"\n",
    );
    append(shop.path(), POLICY);
    risk(shop.path(), &["check"])
        .exits(1)
        .writes("error[policy/high-is-noticed]")
        .writes("warning[unknown-code]: the severity of a policy is stated with it, as `severity` of its `[[policy]]`");
}

/// The references of the risks that a list has.
fn listed(expression: &str) -> Vec<String> {
    let args = [
        "list",
        "--where",
        expression,
        "--fields",
        "reference",
        "--format",
        "csv",
    ];
    let run = risk(&web_shop(), &args).exits(0);
    run.stdout.lines().skip(1).map(str::to_owned).collect()
}

#[test]
fn a_list_has_the_risks_of_which_an_expression_holds() {
    assert_eq!(listed("rating = Critical"), ["R07", "R16"]);
    assert_eq!(listed("rating >= High and not observed"), ["R11"]);
    assert_eq!(listed("status = accepted"), ["R22"]);
    assert_eq!(listed("likelihood is missing"), ["R15"]);
    assert_eq!(listed("component contains api and confirmed"), ["R07"]);
    assert_eq!(listed("reference in (r03, R04)").len(), 2);
    assert_eq!(listed("component = postgres-primary"), ["R11"]);
}

#[test]
fn a_component_that_there_is_not_is_no_condition() {
    let shop = self::shop();
    let policy = "\n[[policy]]\nname = \"rehearsed\"\nseverity = \"error\"\n\
                  when = \"component = 'postgres primry'\"\nrequire = \"rehearsals >= 9\"\n";
    append(shop.path(), policy);
    risk(shop.path(), &["check", "--severity", "error"])
        .exits(1)
        .writes("no component is called `postgres primry`")
        .writes("did you mean `'Postgres primary'`?");
}

#[test]
fn what_an_expression_cannot_decide_is_told() {
    risk(&web_shop(), &["list", "--where", "rating < High"])
        .exits(0)
        .says("warning: 1 risk left out, because what --where asks for is not known: R15 (of the first: rating)");
    risk(&web_shop(), &["list", "--where", "rating < Hihg"])
        .exits(2)
        .says("error: --where: `Hihg` is no level; expected Note, Low, Medium, High or Critical, at column 10 of `rating < Hihg`")
        .says("hint: did you mean `High`?");
}

#[test]
fn all_risks_of_which_an_expression_holds_are_set_at_once() {
    let shop = shop();
    let args = ["set", "--where", "rating = Critical", "category=top"];
    risk(shop.path(), &args)
        .exits(0)
        .writes("R07     category  -       top")
        .writes("R16     category  -       top")
        .says("1 risk left out");
    let args = [
        "set",
        "--where",
        "category = top",
        "category=",
        "owner=Board",
    ];
    risk(shop.path(), &args).exits(0);
    let args = [
        "list",
        "--where",
        "owner = board",
        "--fields",
        "reference",
        "--format",
        "csv",
    ];
    let run = risk(shop.path(), &args).exits(0);
    assert_eq!(run.stdout, "Ref\nR07\nR16\n");
    risk(
        shop.path(),
        &["set", "--where", "category = top", "owner=x"],
    )
    .exits(0)
    .says("no risk matches");
    risk(shop.path(), &["set", "R03", "--where", "owner", "owner=x"])
        .exits(2)
        .says("--where stands in place of references, and `R03` is one");
}

#[test]
fn two_risks_of_one_reference_are_told_apart_where_an_expression_chooses() {
    let folder = tempfile::tempdir().unwrap();
    let risks = r#"{"schema_version": 1, "risks": [
        {"reference": "R1", "owner": "a"}, {"reference": "R1", "owner": "b"}, {"owner": "c"}, {"owner": "b"}
    ]}"#;
    fs::write(folder.path().join("r.json"), risks).unwrap();
    let args = ["set", "-r", "r.json", "--where", "owner = b", "category=x"];
    risk(folder.path(), &args).exits(0);
    let text = fs::read_to_string(folder.path().join("r.json")).unwrap();
    let json: Value = serde_json::from_str(&text).unwrap();
    let categories: Vec<&Value> = json["risks"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["category"])
        .collect();
    assert_eq!(
        categories,
        [&Value::Null, &"x".into(), &Value::Null, &"x".into()]
    );
}

#[test]
fn an_export_has_the_risks_of_which_an_expression_holds_and_takes_no_other_away() {
    let shop = shop();
    let export = |to: &str, more: &[&str]| {
        let args = ["export", "--to", to, "--where", "rating = Critical"];
        risk(shop.path(), &[&args, more].concat())
    };
    export("top.csv", &[]).exits(0).says("exported 2 risks");
    export("top.xlsx", &[]).exits(0).says("exported 2 risks");
    let count = |path: &str| {
        let run = risk(shop.path(), &["list", path, "--format", "csv"]).exits(0);
        run.stdout.lines().count() - 1
    };
    assert_eq!(count("top.xlsx"), 2);
    // What is there would lose the others.
    risk(shop.path(), &["export", "--to", "all.json"]).exits(0);
    let refused = export("all.json", &["--remove"]).exits(2);
    refused.says("all.json would lose the risks that --where leaves out");
    export("top.csv", &["--remove"]).exits(0);
    let args = [
        "export", "-r", "top.xlsx", "--to", "x.json", "--where", "owner",
    ];
    risk(shop.path(), &args).exits(2).says("for CSV alone");
}

#[test]
fn what_junit_passes_was_asked_and_had_no_finding() {
    let shop = shop();
    append(
        shop.path(),
        "\n[severities]\nunrated = \"off\"\n\n[[policy]]\nname = \"named\"\nrequire = \"reference\"\n\n\
         [[policy]]\nname = \"broken\"\nrequire = \"no such word\"\n",
    );
    let classes = |args: &[&str]| {
        let args = [&["check", "--format", "junit", "--fail-on", "never"], args].concat();
        let text = risk(shop.path(), &args).exits(0).stdout;
        let cases = text.split("classname=\"risk.").skip(1);
        let classes = cases.map(|case| case.split('"').next().unwrap().to_owned());
        classes.collect::<Vec<_>>()
    };
    let all = classes(&[]);
    for (code, is_there) in [
        ("policy/named", true),
        ("policy/broken", false),
        ("invalid-policy", true),
        ("unrated", false),
        ("unknown-component", true),
    ] {
        assert_eq!(
            all.iter().any(|one| one == code),
            is_there,
            "{code}: {all:?}"
        );
    }
    assert_eq!(classes(&["--rule", "policy/named"]), ["policy/named"]);
    // Of warnings nothing was asked.
    let errors = classes(&["--severity", "error"]);
    assert!(
        errors
            .iter()
            .all(|one| one != "policy/named" && one != "no-mitigation"),
        "{errors:?}"
    );
}

#[test]
fn who_asks_for_a_policy_is_told_that_it_cannot_be_read_and_a_blank_condition_is_none() {
    let shop = shop();
    append(
        shop.path(),
        &(POLICY.replace("rating >= High", "ratng >= High")
            + "\n[[policy]]\nname = \"all\"\nwhen = \"\"\nrequire = \"component\"\n"),
    );
    let of = |code: &str| risk(shop.path(), &["check", "--rule", code]);
    of("policy/high-is-noticed").exits(1).writes(
        "error[invalid-policy]: policy `high-is-noticed`, `when`: nothing is called `ratng`",
    );
    of("policy/high")
        .exits(2)
        .says("no rule has the code `policy/high`");
    of("invalid-policy")
        .exits(1)
        .writes("`when` of a policy is blank");
}

#[test]
fn what_is_explained_is_no_table_of_findings() {
    for more in [
        ["--format", "json"],
        ["--severity", "error"],
        ["--top", "3"],
    ] {
        risk(
            ".".as_ref(),
            &[&["check", "--explain", "unrated"], &more[..]].concat(),
        )
        .exits(2)
        .says("--explain");
    }
}
