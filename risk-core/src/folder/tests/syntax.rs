//! What cannot be read at all is an error with its place, and never a crash.

use super::*;
use crate::edit::Editor;
use crate::record::{Place, RiskField};

#[test]
fn the_errors_of_all_files_are_told_at_once() {
    let folder = Folder::by_hand(&[
        ("risks/R1.toml", "notes = \"n\"\nowner = é\n"),
        ("risks/R2.toml", "notes = \"n\"\n"),
        ("risks/R3.toml", "notes = \"n\"\nnotes = \"m\"\n"),
        ("components/DB.toml", "kind \"db\"\n"),
    ]);
    folder.put(REGISTER_FILE, "schema_version = 1\nscale = \"six\"\n");
    let error = folder.read_error();
    let places: Vec<&str> = error
        .lines()
        .map(|line| line.split(": ").next().unwrap())
        .collect();
    let expected = [
        "register.toml:2:9",
        "components/DB.toml:1:6",
        "risks/R1.toml:2:9",
        "risks/R3.toml:2:1",
    ];
    assert_eq!(places, expected, "{error}");
}

#[test]
fn another_version_is_refused() {
    let folder = Folder::new();
    for (text, found) in [
        (
            "schema_version = 2\n",
            "1:18: expected `schema_version` to be 1, the only version that \
                                  this version of risk reads; found the number 2",
        ),
        ("schema_version = \"1\"\n", "found the text `1`"),
        ("title = \"T\"\n", "found none"),
    ] {
        folder.put(REGISTER_FILE, text);
        let error = folder.read_error();
        assert!(error.contains(found), "{error}");
        let options = WriteOptions::default();
        let register = register_of(Vec::new());
        write_folder(folder.path(), &register, &Settings::default(), options).unwrap_err();
        assert_eq!(folder.get(REGISTER_FILE), text);
    }
}

#[test]
fn a_folder_without_a_header_is_no_register() {
    let folder = Folder::new();
    folder.put("risks/R1.toml", "");
    assert!(folder.read_error().contains("has no register.toml"));
}

#[test]
fn a_file_that_is_not_utf_8_is_an_error_with_its_name() {
    let folder = Folder::by_hand(&[]);
    folder.put("risks/R1.toml", b"notes = \"caf\xe9\"\n");
    let error = folder.read_error();
    assert!(
        error.contains("R1.toml:1:13: ") && error.contains("not UTF-8 from byte 13 on"),
        "{error}"
    );
    folder.put("r.json", b"{\xff}");
    let error = chain(&read_json(&folder.path().join("r.json")).unwrap_err());
    assert!(
        error.contains("r.json:1:2: ") && error.contains("not UTF-8 from byte 2 on"),
        "{error}"
    );
}

#[test]
fn of_a_file_with_conflicts_ours_is_read_and_nothing_is_written() {
    let conflict = "<<<<<<< HEAD\none\n||||||| base\nnone\n=======\ntwo\n>>>>>>> other\n";
    for (text, notes, line) in [
        (
            format!(
                "{}owner = \"o\"\n",
                conflict
                    .replace("one\n|", "notes = \"1\"\n|")
                    .replace("two", "notes = \"2\"")
            ),
            "1",
            1,
        ),
        (
            format!("owner = \"o\"\nnotes = \"\"\"\nfirst\n{conflict}\"\"\"\n"),
            "first\none\n",
            4,
        ),
    ] {
        let folder = Folder::by_hand(&[("risks/R1.toml", &text)]);
        let reading = read_folder(folder.path()).unwrap();
        let risk = reading.register.risk_at(0).unwrap();
        assert_eq!((risk.notes.as_str(), risk.owner.as_str()), (notes, "o"));
        let found = &reading.findings[0];
        assert_eq!(found.code(), "unresolved-conflict");
        assert_eq!(
            found.location.to_string(),
            format!("risks/R1.toml:{line}:1")
        );
        let owner = Place::risk(0, RiskField::Owner);
        let written = text.lines().position(|line| line.starts_with("owner"));
        let expected = format!("risks/R1.toml:{}:1", written.unwrap() + 1);
        assert_eq!(reading.locate(owner).to_string(), expected);

        let mut editor = Editor::new(reading.register);
        editor
            .set_risk("R1", &["owner=other".parse().unwrap()])
            .unwrap();
        let edited = editor.finish().unwrap();
        let saved = save_folder(
            folder.path(),
            &edited,
            &reading.settings,
            WriteOptions::default(),
        );
        let refused = chain(&saved.unwrap_err());
        assert!(
            refused.contains(&format!("risks/R1.toml:{line}:1")),
            "{refused}"
        );
        assert_eq!(folder.get("risks/R1.toml"), text);
    }
}

#[test]
fn a_text_that_looks_like_a_conflict_stays_a_text() {
    let conflict = "<<<<<<< HEAD\none\n=======\ntwo\n>>>>>>> other\n";
    let mut risk = Risk::new("R1");
    risk.notes = format!("How a conflict looks, \"\u{1}\\\":\n{conflict}");
    let register = register_of(vec![risk]);
    let folder = Folder::of(&register, &Settings::default());
    assert_eq!(folder.read().register, register);
}

#[test]
fn a_conflict_of_which_ours_is_no_toml_is_an_error_at_its_line() {
    let text = "<<<<<<< HEAD\nnotes = \n=======\nnotes = \"2\"\n>>>>>>> other\n";
    let folder = Folder::by_hand(&[("risks/R1.toml", text)]);
    let error = folder.read_error();
    let expected = "risks/R1.toml:1:1: a merge conflict begins here; resolve it (risks/R1.toml:2:";
    assert!(error.starts_with(expected), "{error}");
}

#[test]
fn of_json_with_conflicts_ours_is_read_and_nothing_is_written() {
    let folder = Folder::new();
    let text = "{\"schema_version\": 1,\n \"risks\": [{\"reference\": \"R1\",\n<<<<<<< ours\n\"owner\": \"a\"\n=======\n\
                \"owner\": \"b\"\n>>>>>>> theirs\n}]}";
    folder.put("r.json", text);
    let path = folder.path().join("r.json");
    let reading = read_json(&path).unwrap();
    assert_eq!(reading.register.risk_at(0).unwrap().owner, "a");
    assert_eq!(reading.findings[0].location.to_string(), "r.json:3:1");
    let options = WriteOptions::default().remove(true);
    write_json(&path, &register_of(Vec::new()), &reading.settings, options).unwrap_err();
    assert_eq!(folder.get("r.json"), text);
}

#[test]
fn a_key_that_stands_twice_in_json_is_an_error() {
    let folder = Folder::new();
    folder.put(
        "r.json",
        "{\"schema_version\": 1,\n \"risks\": [{\"owner\": \"a\", \"owner\": \"b\"}]}",
    );
    let error = chain(&read_json(&folder.path().join("r.json")).unwrap_err());
    assert_eq!(error, "r.json:2:36: the key `owner` stands twice");
}

#[test]
fn broken_json_is_an_error_at_its_place() {
    let folder = Folder::new();
    let path = folder.path().join("r.json");
    for (text, expected) in [
        ("", "r.json:1:1: "),
        ("[]", "r.json:1:1: expected `schema_version`"),
        ("{\n \"é\": tru }", "r.json:2:"),
        (
            "{\"schema_version\": 1, \"title\": \"\\ud800\"}",
            "r.json:1:39: unexpected end of hex escape",
        ),
        ("{\"schema_version\": 1} x", "r.json:1:23: "),
        (
            "{\"schema_version\":\n 1e999}",
            "r.json:2:2: expected `schema_version` to be 1",
        ),
        (
            "{\"schema_version\": 1.5}",
            "r.json:1:20: expected `schema_version` to be 1",
        ),
    ] {
        fs::write(&path, text).unwrap();
        let error = chain(&read_json(&path).unwrap_err());
        assert!(error.contains(expected), "{text}: {error}");
    }
}

#[test]
fn no_depth_overflows_the_stack() {
    let many = 100_000;
    let folder = Folder::by_hand(&[]);
    for text in [
        format!("x = {}", "[".repeat(many)),
        format!("x = {}{}", "[".repeat(many), "]".repeat(many)),
        format!("x = {}", "{a = ".repeat(many)),
        format!("x = {}1{}", "{a = ".repeat(many), "}".repeat(many)),
        format!("a{} = 1", ".a".repeat(many)),
        format!("[a{}]", ".a".repeat(many)),
        format!("[[a{}]]", ".a".repeat(many)),
    ] {
        folder.put("risks/R1.toml", &text);
        assert!(
            folder.read_error().starts_with("risks/R1.toml:1:"),
            "{}",
            &text[..9]
        );
    }
    let path = folder.path().join("r.json");
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        for close in [close, ""] {
            let (open, close) = (open.repeat(many), close.repeat(many));
            let text = format!("{{\"schema_version\":1,\"x\":{open}1{close}}}");
            fs::write(&path, text).unwrap();
            read_json(&path).unwrap_err();
            let options = WriteOptions::default();
            let register = register_of(Vec::new());
            write_json(&path, &register, &Settings::default(), options).unwrap_err();
        }
    }
}

#[test]
fn the_deepest_nesting_that_is_read_can_be_written() {
    let folder = Folder::new();
    let path = folder.path().join("r.json");
    let nested = format!("{}1{}", "[{\"]\":".repeat(39), "}]".repeat(39));
    fs::write(&path, format!("{{\"schema_version\":1,\"x\":{nested}}}")).unwrap();
    let reading = read_json(&path).unwrap();
    let register = register_of(Vec::new());
    write_json(&path, &register, &reading.settings, WriteOptions::default()).unwrap();
    assert!(folder.get("r.json").contains(&nested));
}

#[test]
fn many_columns_are_read_and_written_in_no_time() {
    let mut risk = Risk::new("R1");
    let values = (0..20_000).map(|n| {
        let key = crate::record::Key::first(format!("column {n}"));
        (key, crate::register::ExtraValue::Integer(n))
    });
    risk.extra = crate::register::Extra::of_distinct(values.collect());
    let register = register_of(vec![risk]);
    let folder = Folder::of(&register, &Settings::default());
    assert_eq!(folder.read().register, register);
    folder.change_risk(|risk| risk.owner = "me".into()).unwrap();
}

#[test]
fn a_number_that_would_lose_digits_is_what_is_written() {
    for (number, read) in [
        ("0.1234567890123456789", "\"0.1234567890123456789\""),
        ("1_000.000_000_000_000_001", "\"1000.000000000000001\""),
        ("0.30000000000000004", "0.30000000000000004"),
        ("1_000.50", "1000.5"),
    ] {
        let node = super::super::toml::parse(&format!("a = [{number}]")).expect("it is TOML");
        assert_eq!(node.to_json().to_string(), format!("{{\"a\":[{read}]}}"));
    }
}
