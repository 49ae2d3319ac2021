//! What cannot be made sense of is reported with its place, and costs nothing else.

use super::*;
use crate::record::RiskField;

#[test]
fn a_value_of_the_wrong_kind_is_a_finding_at_its_place() {
    let risk = "component = 5\nlikelihood = [\"Low\"]\nnotes = \"n\"\nstatus = true\n\
                mitigations = \"one\"\nacceptance = \"yes\"\nextra = []\n";
    let component = "name = { a = 1 }\nrto = 4\nrequires = \"DB\"\nrestore = 04:00:00\n";
    let files = [("risks/R1.toml", risk), ("components/DB.toml", component)];
    let folder = Folder::by_hand(&files);
    let reading = folder.read();
    let expected = [
        "components/DB.toml:1:8: expected text, found a table",
        "components/DB.toml:2:7: invalid type: integer `4`, expected a string",
        "components/DB.toml:3:12: expected a list, found the text `DB`",
        "risks/R1.toml:1:13: expected text, found the number 5",
        "risks/R1.toml:2:14: expected text, found a list",
        "risks/R1.toml:4:10: invalid type: boolean `true`, expected a string",
        "risks/R1.toml:5:15: expected a list, found the text `one`",
        "risks/R1.toml:6:14: expected a table, found the text `yes`",
        "risks/R1.toml:7:9: expected a table, found a list",
    ];
    assert_eq!(lines(&reading.findings), expected);
    assert_eq!(reading.register.risk_at(0).unwrap().notes, "n");
    assert_eq!(reading.register.component_at(0).unwrap().name, "DB");
}

#[test]
fn an_unknown_key_is_a_finding_with_the_key_that_was_meant() {
    let folder = Folder::by_hand(&[
        (
            "risks/R1.toml",
            "likelyhood = \"Low\"\n\n[acceptance]\nuntill = 2027-01-01\n",
        ),
        ("components/DB.toml", "kind = \"db\"\nzzzzzzzzzzzz = 1\n"),
    ]);
    folder.put(REGISTER_FILE, "schema_version = 1\ntitel = \"T\"\n");
    let expected = [
        "register.toml:2:1: nothing is known of the key `titel`; it is kept (title)",
        "components/DB.toml:2:1: nothing is known of the key `zzzzzzzzzzzz`; it is kept",
        "risks/R1.toml:1:1: nothing is known of the key `likelyhood`; it is kept (likelihood)",
        "risks/R1.toml:4:1: nothing is known of the key `untill`; it is kept (until)",
    ];
    assert_eq!(lines(&folder.read().findings), expected);
}

#[test]
fn an_entry_that_is_blank_or_unreadable_is_a_finding_and_the_others_keep_their_places() {
    let text = "mitigations = [\n    \" \",\n    \"a\",\n    5,\n    \"b\",\n]\nobservations = [\n    \
                { text = \"\", status = \"unknown\" },\n    { text = \"é\", status = \"done\" },\n]\n";
    let folder = Folder::by_hand(&[("risks/R1.toml", text)]);
    let reading = folder.read();
    let found = lines(&reading.findings);
    assert_eq!(
        found[0],
        "risks/R1.toml:2:5: the entry of mitigations has no text"
    );
    assert!(
        found[1].starts_with("risks/R1.toml:4:5: invalid type: integer `5`"),
        "{found:?}"
    );
    assert_eq!(
        found[2],
        "risks/R1.toml:8:5: the entry of observations has no text"
    );
    assert!(
        found[3].starts_with("risks/R1.toml:9:5: unknown variant `done`"),
        "{found:?}"
    );
    assert_eq!(found.len(), 4);
    let place = |entry| crate::record::Place::risk(0, RiskField::Mitigations).at(entry);
    let locate = |entry| reading.sources.locate(place(entry)).unwrap().to_string();
    assert_eq!(
        [locate(0), locate(1)],
        ["risks/R1.toml:3:5", "risks/R1.toml:5:5"]
    );
}

#[test]
fn a_severity_that_is_none_or_of_no_rule_is_a_finding() {
    let folder = Folder::new();
    let text = "schema_version = 1\n\n[severities]\nunrated = \"fatal\"\nbad-nede = \"off\"\n\
                bad-need = \"note\"\n\n[columns]\nlikelihod = \"L\"\nimpact = 5\n";
    folder.put(REGISTER_FILE, text);
    let reading = folder.read();
    let found = lines(&reading.findings);
    assert!(
        found[0].starts_with("register.toml:4:11: unknown variant `fatal`"),
        "{found:?}"
    );
    let expected = [
        "register.toml:5:1: no rule has the code `bad-nede` (bad-need)",
        "register.toml:9:1: `likelihod` is not a field of a risk (likelihood)",
        "register.toml:10:10: expected text, found the number 5",
    ];
    assert_eq!(found[1..], expected);
    folder.write(&register_of(Vec::new()), &reading.settings);
    let after = folder.get(REGISTER_FILE);
    assert_eq!(
        after,
        text.replace("= 1\n\n[sev", "= 1\n\ntitle = \"Test\"\n\n[sev")
    );
}

#[test]
fn severities_that_differ_under_the_old_and_the_new_code_of_a_rule_are_a_finding() {
    let with = |old: &str| {
        format!(
            "schema_version = 1\n[severities]\nbroken-promise = \"{old}\"\nrto-missed = \"note\"\n"
        )
    };
    let expected = "`broken-promise` is the old code of `rto-missed`, which is set to note; off is not used \
                    (rto-missed)";
    let folder = Folder::new();
    folder.put(REGISTER_FILE, with("off"));
    assert_eq!(
        lines(&folder.read().findings),
        [format!("register.toml:3:1: {expected}")]
    );
    folder.put(REGISTER_FILE, with("note"));
    assert_eq!(lines(&folder.read().findings), Vec::<String>::new());
    let json = "{\"schema_version\": 1, \"severities\": {\n\"rto-missed\": \"note\",\n\
                \"broken-promise\": \"off\"}}";
    folder.put("r.json", json);
    let reading = read_json(&folder.path().join("r.json")).unwrap();
    assert_eq!(
        lines(&reading.findings),
        [format!("r.json:3:19: {expected}")]
    );
}

#[test]
fn a_column_beyond_the_model_is_spelt_in_one_way() {
    let text = "[extra]\nDate = 1\n\"Date~1\" = 2\n\"Date~2\" = 3\n\"~1\" = 4\nlist = [1]\n\
                time = 12:00:00\ndate = 2027-03-31\nfar = inf\n";
    let folder = Folder::by_hand(&[("risks/R1.toml", text)]);
    let reading = folder.read();
    let found = lines(&reading.findings);
    assert_eq!(
        found[0],
        "risks/R1.toml:3:1: the column `Date~1` is written `Date` (Date)"
    );
    assert_eq!(found.len(), 4, "{found:?}");
    assert!(
        found[1].starts_with("risks/R1.toml:6:8: ") && found[2].starts_with("risks/R1.toml:7:8")
    );
    let risk = reading.register.risk_at(0).unwrap();
    let extra: Vec<String> = risk
        .extra
        .iter()
        .map(|(key, v)| format!("{key}={v}"))
        .collect();
    assert_eq!(
        extra,
        ["Date=1", "Date~2=3", "~1=4", "date=2027-03-31", "far=inf"]
    );
}

#[test]
fn unrecognised_values_are_doubts_at_their_places() {
    let text =
        "likelihood = \"Hgih\"\nstatus = \"opne\"\n\n[acceptance]\nby = \"me\"\nuntil = \"Q1\"\n";
    let folder = Folder::by_hand(&[("risks/R1.toml", text)]);
    let reading = folder.read();
    assert_eq!(reading.findings, []);
    let sense_findings = lines(&reading.sense_findings(today())).join("\n");
    for place in [
        "risks/R1.toml:1:1",
        "risks/R1.toml:2:1",
        "risks/R1.toml:6:1",
    ] {
        assert!(sense_findings.contains(place), "{sense_findings}");
    }
    let by = crate::record::Place::risk(0, RiskField::AcceptedBy);
    assert_eq!(
        reading.sources.locate(by).unwrap().to_string(),
        "risks/R1.toml:5:1"
    );
}

#[test]
fn null_in_json_is_not_stated() {
    let folder = Folder::new();
    folder.put(
        "r.json",
        r#"{"schema_version": 1, "title": null, "scale": null, "severities": null,
        "trackers": null, "columns": null, "components": null, "risks": [{"reference": "R1",
        "likelihood": null, "observations": null, "status": null, "acceptance": {"by": null},
        "extra": {"Score": null}}]}"#,
    );
    let reading = read_json(&folder.path().join("r.json")).unwrap();
    assert_eq!(lines(&reading.findings), Vec::<String>::new());
    let (_, scale, _, risks) = reading.register.into_parts();
    assert_eq!((scale, risks), (Scale::default(), vec![Risk::new("R1")]));
}

#[test]
fn many_findings_in_one_long_line_are_found_in_no_time() {
    let risks: Vec<String> = (0..10_000)
        .map(|n| format!(r#"{{"reference":"R{n}","é":1}}"#))
        .collect();
    let text = format!(r#"{{"schema_version":1,"risks":[{}]}}"#, risks.join(","));
    let folder = Folder::new();
    folder.put("r.json", &text);
    let reading = read_json(&folder.path().join("r.json")).unwrap();
    assert_eq!(reading.findings.len(), 10_000);
    let last = reading.findings.last().unwrap().location.to_string();
    let expected = text.rfind("1}]}").unwrap() - 10_000;
    assert_eq!(last, format!("r.json:1:{}", expected + 1));
}

/// The record, the field and the code of findings.
fn about(findings: &[Finding]) -> Vec<String> {
    let about = |finding: &Finding| {
        let field = finding.field.as_ref().map(ToString::to_string);
        let field = field.unwrap_or_else(|| "-".to_owned());
        format!("{} {field} {}", finding.record, finding.code())
    };
    findings.iter().map(about).collect()
}

#[test]
fn a_finding_of_a_file_names_its_record_and_its_field_as_json_does() {
    let two = "likelyhood = 1\nmitigations = [\"a\", 5]\n\n[acceptance]\nuntil = 5\n\n[extra]\n\"A~1\" = 1\n";
    let folder = Folder::by_hand(&[
        ("risks/R10.toml", "notes = 5\n"),
        ("risks/R2.toml", two),
        ("components/DB.toml", "rto = 4\n"),
    ]);
    folder.put(REGISTER_FILE, "schema_version = 1\ntitel = \"T\"\n");
    let reading = folder.read();
    let expected = [
        "register - unknown-key",
        "component DB rto invalid-value",
        "R2 - unknown-key",
        "R2 mitigations invalid-value",
        "R2 acceptance.until invalid-value",
        "R2 extra invalid-value",
        "R10 notes invalid-value",
    ];
    assert_eq!(about(&reading.findings), expected);

    let json = r#"{ "schema_version": 1, "titel": "T", "components": [{ "name": "DB", "rto": 4 }], "risks": [
        { "reference": "R2", "likelyhood": 1, "mitigations": ["a", 5], "acceptance": { "until": 5 },
          "extra": { "A~1": 1 } },
        { "reference": "R10", "notes": 5 }
    ] }"#;
    let of_json = crate::json::read(json).unwrap().findings;
    assert_eq!(about(&of_json), expected);
    let prints = |findings: &[Finding]| -> Vec<String> {
        let prints = findings.iter().map(|finding| finding.fingerprint.clone());
        prints.collect()
    };
    assert_eq!(prints(&of_json), prints(&reading.findings));
}
