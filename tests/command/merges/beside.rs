//! What stands in the files beside the records: comments, and keys that nothing is known of.

use std::fs;

use serde_json::{Value, json};

use super::room::{Form, Room};
use super::{merge, places};
use crate::run::risk;

/// Replaces a part of a file of a version.
fn write(room: &Room, path: &str, [old, new]: [&str; 2]) {
    let path = room.path(path);
    let text = fs::read_to_string(&path).unwrap();
    assert_eq!(text.matches(old).count(), 1, "{old:?} in {text}");
    fs::write(path, text.replacen(old, new, 1)).unwrap();
}

fn text(room: &Room, path: &str) -> String {
    fs::read_to_string(room.path(path)).unwrap()
}

/// Three folders that are the same.
fn folders() -> Room {
    let room = Room::new(&[Form::Folder]);
    for version in ["base", "ours", "theirs"] {
        room.version(version, Form::Folder, &[]);
    }
    room
}

fn merge_folders(room: &Room) -> (i32, Value) {
    merge(room, "base", "ours", "theirs", "out")
}

/// What comes of one file, of which each side replaced parts.
fn merged(file: &str, ours: &[[&str; 2]], theirs: &[[&str; 2]]) -> String {
    let room = folders();
    for (version, edits) in [("ours", ours), ("theirs", theirs)] {
        for edit in edits {
            write(&room, &format!("{version}/{file}"), *edit);
        }
    }
    let (code, answer) = merge_folders(&room);
    assert_eq!((code, &answer["conflicts"]), (0, &json!([])), "{answer:#}");
    text(&room, &format!("out/{file}"))
}

#[test]
fn a_file_that_only_theirs_touched_is_theirs_byte_for_byte() {
    let room = folders();
    room.run(&["set", "R03", "owner=Web", "-r", "ours"]);
    room.run(&["set", "R02", "likelihood=High", "-r", "theirs"]);
    let risk = [
        "component = \"Redis\"",
        "  component='Redis'# as ever\nticket_queue = 0x10",
    ];
    write(&room, "theirs/risks/R02.toml", risk);
    let path = "theirs/components/Redis.toml";
    fs::write(room.path(path), text(&room, path) + "# last").unwrap();
    write(
        &room,
        "theirs/register.toml",
        ["title", "# Ours is the shop.\nteam = 'Web'\ntitle"],
    );

    let (code, answer) = merge_folders(&room);
    assert_eq!((code, &answer["conflicts"]), (0, &json!([])), "{answer:#}");
    for file in ["risks/R02.toml", "components/Redis.toml", "register.toml"] {
        let [theirs, out] = ["theirs", "out"].map(|of| text(&room, &format!("{of}/{file}")));
        assert_eq!(out, theirs, "{file}");
    }
    let [ours, out] = ["ours", "out"].map(|of| text(&room, &format!("{of}/risks/R03.toml")));
    assert_eq!(out, ours);
}

#[test]
fn a_record_that_theirs_added_keeps_its_text() {
    let room = folders();
    let added = "# Of June.\ncomponent='Redis' # again\n\nfoo = [ 1, 0x10 ]\n# end";
    fs::write(room.path("theirs/risks/R07.toml"), added).unwrap();
    let named = "reference = \"R08\" # not what the file is called\n";
    fs::write(room.path("theirs/risks/disk.toml"), named).unwrap();
    assert_eq!(merge_folders(&room).0, 0);
    assert_eq!(text(&room, "out/risks/R07.toml"), added);
    assert_eq!(text(&room, "out/risks/R08.toml"), named);
}

#[test]
fn comments_of_both_sides_stay_with_their_keys_and_entries_ours_first() {
    let out = merged(
        "risks/R01.toml",
        &[
            ["component", "# Ours of the component.\ncomponent"],
            ["\"Low\"", "\"Medium\" # ours"],
            [
                "\"Queue what can wait\"",
                "# ours of the queue\n    \"Queue all that can wait\"",
            ],
        ],
        &[
            ["component", "# Theirs of the component.\ncomponent"],
            ["\"Low\"", "\"Low\" # theirs"],
            ["\"High\"", "\"High\" # theirs of the impact"],
            [
                "    \"Queue what can wait\",",
                "    # theirs of the queue\n    \"Queue what can wait\", # soon",
            ],
            ["\"Fail over\",", "\"Fail over\",\n    # and so on"],
        ],
    );
    for part in [
        "\n# Ours of the component.\n# Theirs of the component.\ncomponent = ",
        "\nlikelihood = \"Medium\" # ours # theirs\n",
        "\nimpact = \"High\" # theirs of the impact\n",
        "\n    # ours of the queue\n    # theirs of the queue\n    \"Queue all that can wait\", # soon\n    \"Fail over\",\n    # and so on\n]\n",
    ] {
        assert!(out.contains(part), "{part} in {out}");
    }
}

/// What comes of a comment that base, ours and theirs have.
fn merged_comment(base: &str, ours: &str, theirs: &str) -> String {
    let room = folders();
    for (version, comment) in [("base", base), ("ours", ours), ("theirs", theirs)] {
        let edit = ["\n\nimpact", &format!("\n\n{comment}impact")];
        write(&room, &format!("{version}/risks/R01.toml"), edit);
    }
    // Else it would be the file of one side.
    room.run(&["set", "R01", "owner=Web", "-r", "ours"]);
    room.run(&["set", "R01", "review_by=2027-01-31", "-r", "theirs"]);
    assert_eq!(merge_folders(&room).0, 0);
    let out = text(&room, "out/risks/R01.toml");
    let (above, _) = out.split_once("impact = ").unwrap();
    above.rsplit_once("\n\n").unwrap().1.to_owned()
}

#[test]
fn a_comment_that_one_side_changed_or_removed_is_as_that_side_has_it() {
    let lines = "# one\n# two\n# three\n";
    let other = "# one\n# TWO\n# three\n";
    assert_eq!(merged_comment(lines, lines, other), other);
    assert_eq!(merged_comment(lines, other, lines), other);
    assert_eq!(merged_comment(lines, lines, ""), "");
    assert_eq!(merged_comment(lines, "", lines), "");
    assert_eq!(merged_comment("", other, other), other);
    let both = "# one\n# TWO\n# 2\n# three\n";
    assert_eq!(merged_comment(lines, other, "# one\n# 2\n# three\n"), both);
}

#[test]
fn a_comment_of_what_is_gone_is_at_the_end_and_one_that_goes_with_its_key_is_gone() {
    let room = folders();
    for version in ["base", "ours", "theirs"] {
        let path = format!("{version}/risks/R04.toml");
        let text = text(&room, &path);
        fs::write(
            room.path(&path),
            text + "\n# until when\n[unknown]\na = 1\n",
        )
        .unwrap();
    }
    // What nothing is known of, one side removes, and the other one writes of it.
    let gone = ["\n# until when\n[unknown]\na = 1\n", ""];
    write(&room, "ours/risks/R04.toml", gone);
    write(
        &room,
        "theirs/risks/R04.toml",
        ["a = 1", "# theirs of a\na = 1"],
    );
    let (code, answer) = merge_folders(&room);
    assert_eq!((code, &answer["conflicts"]), (0, &json!([])), "{answer:#}");
    assert!(text(&room, "out/risks/R04.toml").ends_with("\n# theirs of a\n"));

    let (code, answer) = merge(&room, "base", "theirs", "ours", "other");
    assert_eq!((code, &answer["conflicts"]), (0, &json!([])), "{answer:#}");
    assert_eq!(
        places(&answer["notes"]),
        [("R04".to_owned(), "unknown".to_owned())]
    );
    let other = text(&room, "other/risks/R04.toml");
    assert!(
        other.ends_with("\n# theirs of a\n") && !other.contains("until when"),
        "{other}"
    );
}

#[test]
fn the_comments_of_register_toml_are_merged() {
    let out = merged(
        "register.toml",
        &[["title = \"Shop\"", "# ours\ntitle = \"Our shop\""]],
        &[
            ["title = \"Shop\"", "title = \"Shop\" # theirs"],
            [
                "scale = \"low-medium-high\"",
                "scale = \"low-medium-high\"\n\n[severities]\n# nobody has cards\nno-tracker-link = \"off\"",
            ],
        ],
    );
    assert!(
        out.contains("# ours\ntitle = \"Our shop\" # theirs\n"),
        "{out}"
    );
    assert!(out.contains("# nobody has cards\nno-tracker-link"), "{out}");
}

#[test]
fn comments_and_keys_of_a_record_that_ours_removed_go_with_it_and_that_is_told() {
    let room = folders();
    room.run(&["remove", "R03", "-r", "ours"]);
    write(
        &room,
        "theirs/risks/R03.toml",
        ["component", "# theirs\ncomponent"],
    );
    let (code, answer) = merge_folders(&room);
    assert_eq!((code, &answer["conflicts"]), (0, &json!([])));
    assert_eq!(
        places(&answer["notes"]),
        [("R03".to_owned(), String::new())]
    );
    assert!(!room.path("out/risks/R03.toml").exists());
}

/// A key that nothing is known of, as each version has it, and what comes of it; `None` where it is not there.
struct Key {
    versions: [Option<Value>; 3],
    /// What the result has, and whether there is a conflict, or a note.
    out: (Option<Value>, bool, bool),
}

fn keys() -> Vec<Key> {
    let key = |versions: [i64; 3], out, conflicts, notes| {
        let value = |number: i64| (number != 0).then(|| json!([number, { "of": "it" }]));
        Key {
            versions: versions.map(value),
            out: (value(out), conflicts, notes),
        }
    };
    vec![
        key([0, 0, 1], 1, false, false),
        key([0, 1, 0], 1, false, false),
        key([1, 1, 2], 2, false, false),
        key([1, 2, 1], 2, false, false),
        key([1, 2, 2], 2, false, false),
        key([1, 1, 0], 0, false, true),
        key([1, 0, 1], 0, false, false),
        key([1, 0, 0], 0, false, false),
        key([0, 1, 2], 1, true, false),
        key([1, 2, 3], 2, true, false),
        key([1, 0, 2], 0, true, false),
        key([1, 2, 0], 2, true, false),
    ]
}

/// Has a version state a key of R04, of its acceptance and of the register.
fn stating(room: &Room, name: &str, form: Form, value: Option<&Value>) -> String {
    let whole = fs::read_to_string(room.path("base.json")).unwrap();
    let mut whole: Value = serde_json::from_str(&whole).unwrap();
    if let Some(value) = value {
        whole["team"] = value.clone();
        whole["risks"][3]["team"] = value.clone();
        whole["risks"][3]["acceptance"]["team"] = value.clone();
    }
    let json = format!("{name}.json");
    fs::write(room.path(&json), whole.to_string()).unwrap();
    if form == Form::Json {
        return json;
    }
    room.run(&["export", "-r", "base.json", "--to", name]);
    if let Some(value) = value {
        let value = value.to_string().replace("\":", "\" = ");
        let line = format!("team = {value}\n");
        let risk = format!("{name}/risks/R04.toml");
        write(
            room,
            &risk,
            ["[acceptance]", &format!("{line}[acceptance]\n{line}")],
        );
        write(
            room,
            &format!("{name}/register.toml"),
            ["title", &format!("{line}title")],
        );
    }
    name.to_owned()
}

/// What a version states of the key in its three places.
fn stated(room: &Room, version: &str) -> [Option<Value>; 3] {
    if !room.path(version).is_dir() {
        let whole: Value = serde_json::from_str(&text(room, version)).unwrap();
        let risk = &whole["risks"][3];
        return [&whole, risk, &risk["acceptance"]].map(|table| table.get("team").cloned());
    }
    let risk = text(room, &format!("{version}/risks/R04.toml"));
    let (risk, acceptance) = risk.split_once("[acceptance]").unwrap();
    let register = text(room, &format!("{version}/register.toml"));
    [&register, risk, acceptance].map(|text| {
        let (_, value) = text.split_once("\nteam = ")?;
        let value = value.lines().collect::<String>().replace([' ', '"'], "");
        let number = value.strip_prefix('[')?.split_once(",{of=it}")?.0;
        Some(json!([number.parse::<i64>().unwrap(), { "of": "it" }]))
    })
}

fn check_keys(forms: [Form; 3]) {
    for (at, key) in keys().into_iter().enumerate() {
        let room = Room::new(&[Form::Json]);
        let names = ["old", "ours", "theirs"];
        let versions = [0, 1, 2].map(|version| {
            let value = key.versions[version].as_ref();
            stating(&room, names[version], forms[version], value)
        });
        let out = forms[1].named("out");
        let (code, answer) = merge(&room, &versions[0], &versions[1], &versions[2], &out);
        let (value, conflicts, notes) = &key.out;
        let all = [("", "team"), ("R04", "team"), ("R04", "acceptance.team")];
        let all = all.map(|(key, field)| (key.to_owned(), field.to_owned()));
        let expected = |is: bool| if is { all.to_vec() } else { Vec::new() };
        assert_eq!(
            places(&answer["conflicts"]),
            expected(*conflicts),
            "{at}: {answer:#}"
        );
        assert_eq!(
            places(&answer["notes"]),
            expected(*notes),
            "{at}: {answer:#}"
        );
        assert_eq!(code, i32::from(*conflicts));
        assert_eq!(
            stated(&room, &out),
            [value.clone(), value.clone(), value.clone()],
            "{at}"
        );
    }
}

#[test]
fn keys_that_nothing_is_known_of_are_merged_in_json() {
    check_keys([Form::Json; 3]);
}

#[test]
fn keys_that_nothing_is_known_of_are_merged_in_folders() {
    check_keys([Form::Folder; 3]);
}

#[test]
fn keys_that_nothing_is_known_of_are_merged_between_folders_and_json() {
    check_keys([Form::Folder, Form::Json, Form::Folder]);
    check_keys([Form::Json, Form::Folder, Form::Json]);
}

#[test]
fn a_number_of_many_digits_comes_as_it_is_written() {
    let room = Room::new(&[Form::Json]);
    for (name, number) in [("old", "1"), ("theirs", "12345678901234567890123.50")] {
        let text = text(&room, "base.json");
        let text = text.replacen('{', &format!("{{ \"team\": {number},"), 1);
        fs::write(room.path(&format!("{name}.json")), text).unwrap();
    }
    merge(&room, "old.json", "old.json", "theirs.json", "out.json");
    let out = text(&room, "out.json");
    assert!(
        out.contains("\"team\": 12345678901234567890123.50"),
        "{out}"
    );
}

#[test]
fn a_record_that_one_side_removed_and_of_which_the_other_one_changed_a_key_of_no_meaning_is_a_conflict()
 {
    for [changing, removing] in [["ours", "theirs"], ["theirs", "ours"]] {
        let room = folders();
        let first = "component = \"Queue\"";
        let with = format!("x-decision = \"keep\"\n{first}");
        write(&room, &format!("{changing}/risks/R04.toml"), [first, &with]);
        risk(room.around.path(), &["remove", "R04", "-r", removing]).exits(0);
        let (code, answer) = merge_folders(&room);
        let reason = format!("{changing} changed x-decision");
        let found = answer["conflicts"][0]["reason"].as_str().unwrap();
        assert!(code == 1 && found.contains(&reason), "{answer:#}");
        let is_there = room.path("out/risks/R04.toml").exists();
        assert_eq!(is_there, changing == "ours");
    }
}
