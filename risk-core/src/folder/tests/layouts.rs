//! Files keep how they stand: line ends, a byte order mark, the indentation of JSON.

use proptest::prelude::*;
use proptest::sample::select;
use serde::Serialize;
use serde_json::Value as Json;
use serde_json::ser::{PrettyFormatter, Serializer};

use super::comments::change;
use super::generate::{register, settings};
use super::*;
use crate::disk::files_of;
use crate::tests::cases;

const RISK: &str =
    "# kept\ncomponent = \"CDN\"\n\nnotes = \"\"\"\none\ntwo\"\"\"\n\nowner = \"Web\"\n";

fn with_returns(text: &str) -> String {
    text.replace('\n', "\r\n")
}

fn with_mark(text: &str) -> String {
    format!("\u{feff}{text}")
}

/// The lines that only the one text has, and those that only the other has.
fn changed_lines<'t>(before: &'t str, after: &'t str) -> [Vec<&'t str>; 2] {
    let only = |text: &'t str, other: &str| {
        let others: Vec<&str> = other.split_inclusive('\n').collect();
        let lines = text.split_inclusive('\n');
        lines.filter(|line| !others.contains(line)).collect()
    };
    [only(before, after), only(after, before)]
}

#[test]
fn an_edit_changes_one_line_whatever_the_lines_end_with_and_the_file_begins_with() {
    let mixed = with_returns(RISK).replacen("\r\n", "\n", 2);
    let layouts = [
        (with_returns(RISK), "\r\n"),
        (with_mark(RISK), "\n"),
        (with_mark(&with_returns(RISK)), "\r\n"),
        (mixed, "\r\n"),
    ];
    for (before, end) in layouts {
        let folder = Folder::by_hand(&[("risks/R1.toml", &before)]);
        let header = folder.get(REGISTER_FILE);
        let changes = folder.change_risk(|risk| risk.owner = "Ops".into());
        assert_eq!(folder.read().register.risk_at(0).unwrap().notes, "one\ntwo");
        let after = folder.get("risks/R1.toml");
        let [old, new] = [
            format!("owner = \"Web\"{end}"),
            format!("owner = \"Ops\"{end}"),
        ];
        assert_eq!(changed_lines(&before, &after), [[old.as_str()], [&new]]);
        assert_eq!(folder.get(REGISTER_FILE), header);
        assert!(
            changes
                .unwrap()
                .iter()
                .any(|change| change.path.ends_with("R1.toml"))
        );
    }
}

#[test]
fn a_new_file_has_the_line_ends_of_the_header_and_a_renamed_one_its_own() {
    let folder = Folder::by_hand(&[("risks/R1.toml", RISK)]);
    folder.put(REGISTER_FILE, with_mark("schema_version = 1\r\n"));
    let reading = folder.read();
    let edited = super::edits::edited_risks(&reading.register, |risks| {
        risks[0].1.reference = "R2".into();
        risks.push((None, Risk::new("R3")));
    });
    let options = WriteOptions::default();
    save_folder(folder.path(), &edited, &reading.settings, options).unwrap();
    assert_eq!(folder.get("risks/R2.toml"), RISK);
    assert_eq!(
        folder.get("risks/R3.toml"),
        "#:schema ../.schema/risk.json\r\n"
    );
    let schema = folder.get(".schema/risk.json");
    assert_eq!(schema.matches('\n').count(), schema.matches("\r\n").count());
    // What a checkout gave other line ends is no other schema.
    folder.put(".schema/risk.json", schema.replace("\r\n", "\n"));
    let changes = folder
        .change_risk(|risk| risk.owner = "Ops".into())
        .unwrap();
    assert_eq!(changes.len(), 1, "{changes:?}");
}

/// A register in JSON as other programs lay it out.
fn laid_out(text: &str, indent: &str) -> String {
    let json: Json = serde_json::from_str(text).unwrap();
    if indent.is_empty() {
        return json.to_string();
    }
    let mut text = Vec::new();
    let pretty = PrettyFormatter::with_indent(indent.as_bytes());
    json.serialize(&mut Serializer::with_formatter(&mut text, pretty))
        .unwrap();
    String::from_utf8(text).unwrap() + "\n"
}

fn put_json(text: &str, change: impl FnOnce(&mut Vec<Risk>)) -> String {
    let reading = crate::json::read(text).unwrap();
    let register = changed(reading.register, change);
    let options = WriteOptions::default().remove(true);
    let put = crate::json::put(text, &register, &reading.settings, options).unwrap();
    assert_eq!(crate::json::read(&put).unwrap().register, register);
    put
}

#[test]
fn an_edit_of_json_changes_one_line_whoever_wrote_it() {
    // Keys in an order of their own, lists on one line, blank lines between records, a scale that is not stated.
    let text = concat!(
        "{\n    \"risks\": [\n        {\n            \"owner\": \"Web\",\n",
        "            \"mitigations\": [ \"x\", \"y\" ],\n            \"reference\": \"R1\"\n        },\n\n",
        "        {\n            \"reference\": \"R2\"\n        }\n    ],\n    \"schema_version\": 1\n}"
    );
    for layout in [str::to_owned, with_mark, with_returns, |text: &str| {
        text.replace("    ", "\t")
    }] {
        let before = layout(text);
        let edited = put_json(&before, |risks| risks[0].owner = "Ops".into());
        assert_eq!(edited, before.replace("\"Web\"", "\"Ops\""));
        let edited = put_json(&before, |risks| risks[0].mitigations.push("z".into()));
        assert_eq!(edited, before.replace("\"y\"", "\"y\", \"z\""));
        let edited = put_json(&before, |risks| _ = risks[0].mitigations.remove(0));
        assert_eq!(edited, before.replace("\"x\", ", ""));
        let edited = put_json(&before, |risks| risks[1].owner = "Ops".into());
        let new = layout("\"R2\",\n            \"owner\": \"Ops\"");
        let new = new.trim_start_matches('\u{feff}');
        assert_eq!(edited, before.replace("\"R2\"", new));
        let edited = put_json(&before, |risks| _ = risks.remove(1));
        let gone = layout(",\n\n        {\n            \"reference\": \"R2\"\n        }");
        assert_eq!(
            edited,
            before.replace(gone.trim_start_matches('\u{feff}'), "")
        );
    }
}

#[test]
fn json_of_a_record_per_line_stays_so() {
    let text = "{\"schema_version\":1,\"risks\":[\n{\"reference\":\"R1\",\"owner\":\"Web\"},\n{\"reference\":\"R2\"}\n]}\n";
    let edited = put_json(text, |risks| {
        risks[1].mitigations = vec!["x".into(), "y".into()];
        risks.push(Risk::new("R3"));
    });
    let new = "{\"reference\":\"R2\",\"mitigations\":[\"x\",\"y\"]},\n{\"reference\":\"R3\"}";
    assert_eq!(edited, text.replace("{\"reference\":\"R2\"}", new));
}

proptest! {
    #![proptest_config(cases(40))]

    #[test]
    fn what_is_written_is_the_same_but_for_line_ends(
        (register, settings, change) in (register(), settings(), change()),
    ) {
        let (plain, returns) = (Folder::of(&register, &settings), Folder::new());
        for (path, content) in files_of(plain.path()).unwrap().iter() {
            returns.put(path, with_returns(str::from_utf8(content).unwrap()));
        }
        let mut after = settings.clone();
        let register = change.make(register, &mut after);
        for folder in [&plain, &returns] {
            let options = WriteOptions { remove: true, ..WriteOptions::default() };
            write_folder(folder.path(), &register, &after, options).unwrap();
        }
        let plain: Vec<_> = plain.files().into_values().map(|text| with_returns(&text)).collect();
        prop_assert_eq!(returns.files().into_values().collect::<Vec<_>>(), plain);
    }

    #[test]
    fn what_is_written_in_json_is_laid_out_as_its_program_would(
        (register, settings, change) in (register(), settings(), change()),
        indent in select(vec!["", "  ", "    ", "\t"]),
        has_returns in any::<bool>(),
    ) {
        let end = |text: String| if has_returns { with_returns(&text) } else { text };
        let before = end(laid_out(&to_json(&register, &settings), indent));
        let mut after = settings.clone();
        let register = change.make(register, &mut after);
        let options = WriteOptions { remove: true, ..WriteOptions::default() };
        let put = crate::json::put(&before, &register, &after, options).unwrap();
        prop_assert_eq!(put, end(laid_out(&to_json(&register, &after), indent)));
    }
}
