//! Where the comments of what is changed go.

use super::*;
use crate::record::Key;
use crate::register::{Acceptance, Observation, Stated, Status, TrackerPattern, Trackers};

/// The text of the one risk after a change.
fn after(text: &str, change: impl FnOnce(&mut Risk)) -> String {
    let folder = Folder::by_hand(&[("risks/R1.toml", text)]);
    folder.change_risk(change).unwrap();
    folder.read();
    folder.get("risks/R1.toml")
}

#[test]
fn the_comment_behind_a_value_stays_there() {
    let text = "likelihood = \"Low\" # why\n\nimpact = 'High'# how bad\n";
    let text = after(text, |risk| risk.likelihood = Some("High".into()));
    assert_eq!(
        text,
        "likelihood = \"High\" # why\n\nimpact = 'High'# how bad\n"
    );
}

#[test]
fn a_new_key_stands_in_its_place_below_the_comment_of_the_file() {
    let text = "#:schema ../.schema/risk.json\n\n# about the impact\nimpact = \"High\"\n";
    let text = after(text, |risk| {
        risk.likelihood = Some("Low".into());
        risk.notes = "n".into();
    });
    let expected = "#:schema ../.schema/risk.json\n\nlikelihood = \"Low\"\n\n# about the impact\n\
                    impact = \"High\"\n\nnotes = \"n\"\n";
    assert_eq!(text, expected);
}

#[test]
fn a_file_without_keys_keeps_its_comment_at_the_top() {
    let register = register_of(vec![Risk::new("R1")]);
    let folder = Folder::of(&register, &Settings::default());
    folder.change_risk(|risk| risk.owner = "me".into()).unwrap();
    let mut risk = Risk::new("R1");
    risk.owner = "me".into();
    let fresh = Folder::of(&register_of(vec![risk]), &Settings::default());
    assert_eq!(folder.files(), fresh.files());
    folder.change_risk(|risk| risk.owner.clear()).unwrap();
    assert_eq!(
        folder.get("risks/R1.toml"),
        "#:schema ../.schema/risk.json\n"
    );
}

#[test]
fn a_file_that_begins_with_a_table_keeps_its_comment_at_the_top() {
    for table in ["[acceptance]\nby = \"me\"\n", "acceptance.by = \"me\"\n"] {
        let text = after(&format!("# top\n\n{table}"), |risk| risk.notes = "n".into());
        assert!(
            text.starts_with("# top\n\nnotes = \"n\"\n") || table.contains('.'),
            "{text}"
        );
        assert!(
            text.starts_with("# top\n\n") && text.contains(table),
            "{text}"
        );
    }
}

#[test]
fn a_written_file_is_the_same_whether_its_fields_came_at_once_or_one_by_one() {
    let mut full = Risk::new("R1");
    full.component = "DB".into();
    full.impact = Some("Low".into());
    full.mitigations = vec!["a".into(), "b".into()];
    full.acceptance.by = "me".into();
    full.extra
        .insert(Key::first("Score"), crate::register::ExtraValue::Integer(3));
    let folder = Folder::of(&register_of(vec![Risk::new("R1")]), &Settings::default());
    let changes: [fn(&mut Risk, Risk); 5] = [
        |risk, full| risk.extra = full.extra,
        |risk, full| risk.mitigations = full.mitigations,
        |risk, full| risk.acceptance = full.acceptance,
        |risk, full| risk.impact = full.impact,
        |risk, full| risk.component = full.component,
    ];
    for change in changes {
        folder
            .change_risk(|risk| change(risk, full.clone()))
            .unwrap();
    }
    let at_once = Folder::of(&register_of(vec![full]), &Settings::default());
    assert_eq!(folder.files(), at_once.files());
    let empty = Folder::of(&register_of(vec![Risk::new("R1")]), &Settings::default());
    folder.change_risk(|risk| *risk = Risk::new("R1")).unwrap();
    assert_eq!(folder.files(), empty.files());
}

#[test]
fn the_comments_of_a_key_that_goes_stay_in_the_file() {
    let text = "# a\nnotes = \"n\" # b\n\n# c\nowner = \"o\" # d\n";
    let text = after(text, |risk| risk.notes.clear());
    assert_eq!(text, "# a\n# b\n\n# c\nowner = \"o\" # d\n");
    let text = after(&text, |risk| risk.owner.clear());
    assert_eq!(text, "# a\n# b\n\n# c\n# d\n");
}

const COMMENTED_LIST: &str = "mitigations = [ # list\n    # above a\n    \"a\", # behind a\n    \
                              # above b\n    \"b\", # behind b\n    # end\n] # after\n";

#[test]
fn entries_come_and_go_with_the_comments_of_the_others_in_their_places() {
    let text = after(COMMENTED_LIST, |risk| {
        risk.mitigations.insert(1, "new".into());
    });
    let expected = COMMENTED_LIST.replace("# behind a\n", "# behind a\n    \"new\",\n");
    assert_eq!(text, expected);
    let text = after(COMMENTED_LIST, |risk| risk.mitigations.push("new".into()));
    let expected = COMMENTED_LIST.replace("# behind b\n", "# behind b\n    \"new\",\n");
    assert_eq!(text, expected);
    let text = after(COMMENTED_LIST, |risk| _ = risk.mitigations.remove(0));
    let expected = "mitigations = [ # list\n    # above a\n    # behind a\n    # above b\n    \
                    \"b\", # behind b\n    # end\n] # after\n";
    assert_eq!(text, expected);
    let text = after(COMMENTED_LIST, |risk| _ = risk.mitigations.pop());
    let expected = "mitigations = [ # list\n    # above a\n    \"a\", # behind a\n    # above b\n    \
                    # behind b\n    # end\n] # after\n";
    assert_eq!(text, expected);
    let text = after(COMMENTED_LIST, |risk| risk.mitigations.clear());
    for comment in [
        "list", "above a", "behind a", "above b", "behind b", "end", "after",
    ] {
        assert_eq!(text.matches(&format!("# {comment}\n")).count(), 1, "{text}");
    }
}

#[test]
fn no_comment_swallows_the_entry_behind_one_that_goes() {
    for text in [
        "mitigations = [\n  # c\n  \"a\", \"b\"]\n",
        "mitigations = [\n  # c\n  \"b\", \"a\"]\n",
        "mitigations = [\n  \"b\" # c\n, \"a\" # d\n]\n",
        "mitigations = [\"a\", \"b\"]\n",
    ] {
        let without = after(text, |risk| risk.mitigations.retain(|m| m.text != "a"));
        let folder = Folder::by_hand(&[("risks/R1.toml", &without)]);
        let reading = folder.read();
        assert_eq!(
            reading.register.risk_at(0).unwrap().mitigations,
            ["b".into()],
            "{without}"
        );
        assert_eq!(without.contains("# c"), text.contains("# c"), "{without}");
        let longer = after(text, |risk| risk.mitigations.push("c".into()));
        assert!(longer.contains("\"c\""), "{longer}");
    }
    assert_eq!(
        after("mitigations = [\"a\", \"b\"]\n", |risk| _ =
            risk.mitigations.remove(0)),
        "mitigations = [\"b\"]\n"
    );
}

#[test]
fn a_table_on_one_line_stays_on_it_and_keeps_what_is_unknown() {
    let text = "acceptance = { by = \"me\", ticket = 7 } # c\n";
    let changed = after(text, |risk| risk.acceptance.reason = "r".into());
    assert_eq!(
        changed,
        "acceptance = { by = \"me\", ticket = 7, reason = \"r\" } # c\n"
    );
    let cleared = after(text, |risk| risk.acceptance = Acceptance::default());
    assert_eq!(cleared, "acceptance = { ticket = 7 } # c\n");
    let text = "[acceptance] # c\nby = \"me\"\nticket = 7\n";
    let cleared = after(text, |risk| risk.acceptance = Acceptance::default());
    assert_eq!(cleared, "[acceptance] # c\nticket = 7\n");
}

#[test]
fn repeated_tables_stay_repeated_tables() {
    let text = "notes = \"n\"\n\n# first\n[[observations]]\ntext = \"a\" # a\nstatus = \"unknown\"\n\n\
                # second\n[[observations]]\nstatus = \"unknown\"\ntext = \"b\"\n";
    let changed = after(text, |risk| risk.observations[0].text = "c".into());
    assert_eq!(changed, text.replace("\"a\"", "\"c\""));
    let longer = after(text, |risk| {
        risk.observations.insert(1, Observation::unknown("c"));
    });
    assert!(
        longer.starts_with(&text[..text.find("# second").unwrap()]),
        "{longer}"
    );
    assert!(
        longer.ends_with(&text[text.find("# second").unwrap()..]),
        "{longer}"
    );
    let shorter = after(text, |risk| _ = risk.observations.remove(0));
    assert!(
        ["# first", "# a", "# second"]
            .iter()
            .all(|c| shorter.contains(c)),
        "{shorter}"
    );
}

#[test]
fn trackers_written_as_repeated_tables_keep_their_comments() {
    let folder = Folder::new();
    let text = "schema_version = 1\n\n# ours\n[[trackers]]\nname = \"Ours\" # n\n";
    folder.put(REGISTER_FILE, text);
    let mut reading = folder.read();
    let mut patterns = reading.settings.trackers.patterns().to_vec();
    patterns.push(TrackerPattern::new("Theirs"));
    reading.settings.trackers = Trackers::new(patterns).unwrap();
    folder.write(&reading.register, &reading.settings);
    let expected = format!("{text}\n[[trackers]]\n\nname = \"Theirs\"\n");
    assert_eq!(folder.get(REGISTER_FILE), expected);
    assert_eq!(folder.read().settings, reading.settings);
}

#[test]
fn a_scale_that_becomes_a_table_and_a_name_again_keeps_its_comments() {
    let folder = Folder::new();
    folder.put(
        REGISTER_FILE,
        "# top\n\nschema_version = 1\n# ours\nscale = \"nist-800-30\" # n\n\n\
                               severities = { unrated = \"off\" }\n",
    );
    let reading = folder.read();
    let one = || crate::register::Levels::new(["x"]).unwrap();
    let own = Scale::new("own", one(), one(), one(), [["x"]]).unwrap();
    for scale in [own, Scale::default()] {
        let register = Register::new("T", scale, Vec::new(), Vec::new()).unwrap();
        folder.write(&register, &reading.settings);
        assert_eq!(folder.read().register, register);
        let text = folder.get(REGISTER_FILE);
        assert!(text.starts_with("# top\n\nschema_version = 1\n"), "{text}");
        assert!(
            text.contains("# ours\n") && text.contains("# n\n"),
            "{text}"
        );
    }
}

#[test]
fn the_order_of_columns_beyond_the_model_is_no_change() {
    let before = "[extra]\na = 1 # a\nunreadable = []\nb = 2 # b\n";
    let text = after(before, |risk| {
        let a = risk.extra.remove(&Key::first("a")).unwrap();
        risk.extra.insert(Key::first("a"), a);
    });
    assert_eq!(text, before);
}

#[test]
fn a_value_that_could_not_be_read_does_not_give_way_to_one_that_is_stated() {
    let text = "status = 5 # five\nowner = [\n    \"a\", # first\n]\n\n[notes]\n# x\n";
    let folder = Folder::by_hand(&[("risks/R1.toml", text)]);
    let changes: [fn(&mut Risk); 2] = [
        |risk| risk.status = Some(Stated::Known(Status::Open)),
        |risk| risk.owner = "o".into(),
    ];
    for (change, field) in changes.into_iter().zip(["status", "owner"]) {
        let refused = folder.change_risk(change).unwrap_err().to_string();
        assert!(refused.contains(field), "{refused}");
        assert_eq!(folder.get("risks/R1.toml"), text);
    }
    // Nothing is lost of what is empty.
    folder.change_risk(|risk| risk.notes = "n".into()).unwrap();
    let text = folder.get("risks/R1.toml");
    assert!(
        text.contains("notes = \"n\"\n") && text.contains("# x\n"),
        "{text}"
    );
}
