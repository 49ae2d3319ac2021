//! Writing onto a JSON file that another program wrote.

use proptest::prelude::*;
use serde_json::Value as Json;

use super::comments::change;
use super::generate::{register, settings};
use super::*;
use crate::record::Key;
use crate::register::{Acceptance, Component, ExtraValue};
use crate::tests::cases;

/// Compact, with keys in another order, and keys and numbers that only its program knows.
const NATIVE: &str = concat!(
    r#"{"risks":[{"id":9007199254740993000001,"owner":"a","reference":"R1","#,
    r#""acceptance":{"ticket":1.10,"by":"b"},"mitigations":["x","y"]},"#,
    r#"{"reference":"R2","notes":"\u00e9","x":{"y":[1,2]}}],"#,
    r#""meta":{"exported":"2027","score":1.0e300,"tiny":0.1000000000000000055},"#,
    r#""components":[{"seen":true,"name":"DB"}],"schema_version":1}"#
);

fn native() -> (Folder, PathBuf, Reading) {
    let folder = Folder::new();
    folder.put("r.json", NATIVE);
    let path = folder.path().join("r.json");
    let reading = read_json(&path).unwrap();
    (folder, path, reading)
}

fn write(path: &Path, register: &Register) {
    let options = WriteOptions::default();
    write_json(path, register, &Settings::default(), options).unwrap();
    let after = read_json(path).unwrap();
    assert_eq!(after.register, *register);
    assert!(
        after
            .findings
            .iter()
            .all(|finding| finding.code() == "unknown-key")
    );
}

#[test]
fn what_is_unknown_survives_a_change_to_the_last_digit() {
    let (folder, path, reading) = native();
    let register = changed(reading.register, |risks| risks[0].owner = "c".into());
    write(&path, &register);
    let text = folder.get("r.json");
    for part in [
        r#""id":9007199254740993000001"#,
        r#"{"ticket":1.10,"by":"b"}"#,
        r#"{"reference":"R2","notes":"\u00e9","x":{"y":[1,2]}}"#,
        r#""meta":{"exported":"2027","score":1.0e300,"tiny":0.1000000000000000055}"#,
        r#"{"seen":true,"name":"DB"}"#,
        r#""owner":"c""#,
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
}

#[test]
fn keys_within_an_object_survive_a_change_of_it_and_its_end() {
    let (folder, path, reading) = native();
    let changed_reason = changed(reading.register.clone(), |risks| {
        risks[0].acceptance.reason = "r".into();
    });
    write(&path, &changed_reason);
    assert!(folder.get("r.json").contains(r#""ticket":1.10"#));
    let cleared = changed(reading.register.clone(), |risks| {
        risks[0].acceptance = Acceptance::default();
    });
    write(&path, &cleared);
    assert!(folder.get("r.json").contains(r#""ticket":1.10"#));
    let again = changed(reading.register, |risks| {
        risks[0].acceptance.by = "d".into();
    });
    write(&path, &again);
    assert!(folder.get("r.json").contains(r#""ticket":1.10"#));
}

#[test]
fn records_move_with_what_is_unknown_of_them() {
    let (folder, path, reading) = native();
    let (title, scale, mut components, mut risks) = reading.register.into_parts();
    risks.reverse();
    risks.insert(1, Risk::new("R3"));
    components.insert(0, Component::new("API"));
    let register = Register::new(title, scale, components, risks).unwrap();
    write(&path, &register);
    let text = folder.get("r.json");
    assert!(
        text.find(r#""id":9007199254740993000001"#) > text.find("R3"),
        "{text}"
    );
}

#[test]
fn a_file_of_ours_stays_as_ours() {
    let mut risks: Vec<Risk> = ["R1", "R2"].map(Risk::new).into();
    risks[0].mitigations = vec!["a".into(), "b".into()];
    let register = register_of(risks);
    let folder = Folder::new();
    let path = folder.path().join("r.json");
    write(&path, &register);
    let register = changed(register, |risks| {
        risks[0].mitigations.push("c".into());
        risks[1].owner = "me".into();
        risks.push(Risk::new("R3"));
    });
    write(&path, &register);
    assert_eq!(
        folder.get("r.json"),
        to_json(&register, &Settings::default())
    );
}

#[test]
fn a_null_gives_way_to_what_is_stated_and_else_stays() {
    let folder = Folder::new();
    let text = r#"{"schema_version":1,"title":null,"risks":[{"reference":"R1","owner":null,"notes":null}]}"#;
    folder.put("r.json", text);
    let path = folder.path().join("r.json");
    let register = read_json(&path).unwrap().register;
    write(
        &path,
        &changed(register, |risks| risks[0].owner = "o".into()),
    );
    let text = folder.get("r.json");
    for part in [r#""title":null"#, r#""notes":null"#, r#""owner":"o""#] {
        assert!(text.contains(part), "{text}");
    }
}

/// Adds a key that nothing is known of to every object that takes one, and counts them.
fn annotate(json: &mut Json) -> usize {
    let mut count = 1;
    for list in ["components", "risks"] {
        for record in json[list].as_array_mut().unwrap() {
            if let Some(acceptance) = record.get_mut("acceptance") {
                acceptance["note_"] = Json::from("acceptance");
                count += 1;
            }
            record["note_"] = Json::from(list);
            count += 1;
        }
    }
    json["note_"] = Json::from(1.5);
    count
}

proptest! {
    #![proptest_config(cases(40))]

    #[test]
    fn unknown_keys_survive_every_change(
        register in register(),
        settings in settings(),
        change in change(),
    ) {
        let mut settings = settings;
        let mut json: Json = serde_json::from_str(&to_json(&register, &settings)).unwrap();
        let count = annotate(&mut json);
        let folder = Folder::new();
        folder.put("r.json", json.to_string());
        let path = folder.path().join("r.json");
        prop_assert_eq!(&read_json(&path).unwrap().register, &register);

        let register = change.make(register, &mut settings);
        write_json(&path, &register, &settings, WriteOptions::default()).unwrap();
        let text = folder.get("r.json");
        prop_assert_eq!(text.matches("\"note_\"").count(), count, "{}", text);
        let reading = read_json(&path).unwrap();
        prop_assert_eq!(&reading.register, &register);
        prop_assert_eq!(&reading.settings, &settings);
        let options = WriteOptions::default();
        prop_assert_eq!(write_json(&path, &register, &settings, options).unwrap(), []);
    }
}

#[test]
fn a_number_that_would_lose_digits_is_text_and_each_keeps_its_own_until_it_is_changed() {
    let json = |number: &str| {
        let head = r#"{"schema_version":1,"risks":[{"reference":"R1","extra":{"N":"#;
        format!(r#"{head}{number}}}}},{{"reference":"R2"}}]}}"#)
    };
    let digits = "1".repeat(300);
    for (number, read) in [
        ("-0", ExtraValue::Integer(0)),
        ("-0.0", ExtraValue::Integer(0)),
        ("5.00", ExtraValue::Integer(5)),
        ("1E2", ExtraValue::Integer(100)),
        ("1e-400", ExtraValue::Text("1e-400".into())),
        ("1e308", ExtraValue::Float(1e308)),
        (
            "9007199254740993",
            ExtraValue::Integer(9_007_199_254_740_993),
        ),
        (
            "18446744073709551616",
            ExtraValue::Text("18446744073709551616".into()),
        ),
        (
            "18446744073709552000",
            ExtraValue::Float(18_446_744_073_709_552_000.0),
        ),
        (
            "0.1000000000000000055",
            ExtraValue::Text("0.1000000000000000055".into()),
        ),
        (&digits, ExtraValue::Text(digits.clone())),
    ] {
        let text = json(number);
        let reading = crate::json::read(&text).unwrap();
        let key = Key::first("N");
        assert_eq!(
            reading.register.risk_at(0).unwrap().extra.get(&key),
            Some(&read)
        );
        let options = WriteOptions::default();
        let put = |change: fn(&mut Vec<Risk>)| {
            let register = changed(reading.register.clone(), change);
            crate::json::put(&text, &register, &reading.settings, options).unwrap()
        };
        assert_eq!(put(|_| ()), text);
        let changes: [fn(&mut Vec<Risk>); 3] = [
            |risks| risks[1].owner = "c".into(),
            |risks| risks[0].owner = "c".into(),
            |risks| {
                risks[0]
                    .extra
                    .insert(Key::first("M"), ExtraValue::Integer(1));
            },
        ];
        for change in changes {
            let after = put(change).replace(": ", ":");
            assert!(
                after.contains(&format!(r#""N":{number}"#)),
                "{number} in {after}"
            );
        }
    }
}

#[test]
fn a_number_that_no_float_has_is_a_finding_and_costs_nothing_else() {
    let long = "1".repeat(400);
    for number in ["1E400", "-1e400", &long] {
        let text = format!(
            "{{\"schema_version\":1,\"meta\":{number},\"risks\":[{{\"reference\":\"R1\",\"impact\":{number},\
             \"extra\":{{\"N\":{number},\"Z\":\"000\"}}}},{{\"reference\":\"R2\"}}]}}"
        );
        let reading = crate::json::read(&text).unwrap();
        let findings: Vec<_> = reading
            .findings
            .iter()
            .map(|found| (found.code(), &*found.message))
            .collect();
        let [unknown, impact, finite] = &findings[..] else {
            panic!("{findings:?}")
        };
        assert_eq!(unknown.0, "unknown-key");
        assert_eq!(
            impact.1,
            format!("expected text, found the number {number}")
        );
        assert_eq!(
            finite.1,
            format!("expected a finite number, found the number {number}")
        );
        let at = text.find("\"N\":").unwrap() + 4;
        assert_eq!(
            reading.findings[2].location.to_string(),
            format!("register.json:1:{}", at + 1)
        );
        let risk = reading.register.risk_at(0).unwrap();
        assert_eq!(
            risk.extra.get(&Key::first("Z")),
            Some(&ExtraValue::Text("000".into()))
        );
        let register = changed(reading.register.clone(), |risks| {
            risks[1].owner = "c".into();
        });
        let put = crate::json::put(&text, &register, &reading.settings, WriteOptions::default());
        assert_eq!(
            put.unwrap(),
            text.replace("\"R2\"", "\"R2\",\"owner\":\"c\"")
        );
    }
    // What is no JSON is none with such a number either.
    assert!(crate::json::read("{\"schema_version\":1,\"meta\":1e400,").is_err());
}

#[test]
fn what_is_not_finite_in_toml_is_a_finding_and_stays_as_it_is_written() {
    let text = "owner = \"a\"\n\n[extra]\nA = inf\nB = -inf\nC = +nan\nD = 1.5\n";
    let folder = Folder::by_hand(&[("risks/R1.toml", text)]);
    let expected = [("4:5", "inf"), ("5:5", "-inf"), ("6:5", "+nan")].map(|(at, number)| {
        format!("risks/R1.toml:{at}: expected a finite number, found the number {number}")
    });
    assert_eq!(lines(&folder.read().findings), expected);
    folder.change_risk(|risk| risk.owner = "b".into()).unwrap();
    assert_eq!(folder.get("risks/R1.toml"), text.replace("\"a\"", "\"b\""));
}
