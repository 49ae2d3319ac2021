//! What lies in a folder and is not read, and links in it.

use super::*;

/// The findings of a folder that are about files, as lines.
fn found(folder: &Folder) -> Vec<String> {
    lines(&folder.read().findings)
}

#[test]
fn what_looks_like_a_record_and_is_not_read_is_a_finding_on_the_disk_and_in_memory() {
    let record = "component = \"CDN\"\n";
    let unread = [
        ("Risks/R9.toml", "in a folder of its own", "risks/R9.toml"),
        (
            "components/DB.yml",
            "whose name does not end with `.toml`",
            "",
        ),
        ("risks/R1.yaml", "whose name does not end with `.toml`", ""),
        ("risks/R2.json", "whose name does not end with `.toml`", ""),
        (
            "risks/R24.TOML",
            "whose name does not end with `.toml`",
            "risks/R24.toml",
        ),
        ("risks/a/b/P02.json", "in a folder of its own", ""),
        (
            "risks/payments/P01.toml",
            "in a folder of its own",
            "risks/P01.toml",
        ),
        ("stray.toml", "outside of `risks` and `components`", ""),
    ];
    let known = [
        ".schema/risk.json",
        ".hidden.toml",
        "Cargo.toml",
        "README.md",
        "config.yaml",
        "catalogue/a.toml",
        "questionnaires/q.toml",
        "reviews/r.toml",
        "risks/.R3.toml",
        "risks/.idea/x.json",
        "risks/R4.toml.bak",
        "risks/README.md",
        "risks/diagram.png",
        "sync/0.json",
        "tracker/t.toml",
    ];
    let paths = unread
        .iter()
        .map(|(path, ..)| *path)
        .chain(known)
        .chain(["risks/R5.toml"]);
    let (folder, mut files) = (Folder::by_hand(&[]), Files::default());
    files.insert(REGISTER_FILE, folder.get(REGISTER_FILE));
    for path in paths {
        folder.put(path, record);
        files.insert(path, record);
    }
    let expected = unread.map(|(path, why, suggestion)| {
        let suggestion = if suggestion.is_empty() {
            String::new()
        } else {
            format!(" ({suggestion})")
        };
        format!("{path}:1:1: the file looks like a record {why} and is not read{suggestion}")
    });
    assert_eq!(found(&folder), expected);
    assert_eq!(
        lines(&super::super::read(&files).unwrap().findings),
        expected
    );
    let codes = folder
        .read()
        .findings
        .into_iter()
        .map(|finding| finding.code().to_owned());
    assert!(codes.into_iter().all(|code| code == "unread-file"));
}

#[test]
fn folders_that_nest_without_end_are_looked_into_so_deep_and_reported() {
    let folder = Folder::by_hand(&[]);
    folder.put(&format!("risks/{}R1.toml", "a/".repeat(20)), "");
    assert_eq!(
        found(&folder),
        ["risks/a/a/a/a/a/a/a/a:1:1: the folder lies too deep to be looked into"]
    );
    let many = Folder::by_hand(&[("risks/R1.toml", "")]);
    for at in 0..10_001 {
        many.put(&format!("risks/many/{at}.txt"), "");
    }
    assert_eq!(
        found(&many),
        ["risks/many:1:1: more files lie in folders within those of records than are looked at"]
    );
}

#[cfg(unix)]
mod links {
    use std::os::unix::fs::symlink;

    use super::*;

    fn save(folder: &Folder, owner: &str) -> Result<Vec<FileChange>, Error> {
        folder.change_risk(|risk| risk.owner = owner.into())
    }

    #[test]
    fn a_link_out_of_the_folder_is_read_and_found_and_never_written_through() {
        for place in ["risks/R1.toml", "risks", "register.toml"] {
            let (outside, folder) = (
                Folder::new(),
                Folder::by_hand(&[("risks/R1.toml", "owner = \"a\"\n")]),
            );
            let (own, link) = (outside.path().join("own"), folder.path().join(place));
            fs::rename(&link, &own).unwrap();
            symlink(&own, &link).unwrap();
            let target = own.canonicalize().unwrap();
            let expected = format!(
                "{place}:1:1: the link leads out of the register's folder, to {}; it is read, and never written",
                target.display()
            );
            assert_eq!(found(&folder), [expected]);
            let reading = folder.read();
            assert_eq!(reading.register.risk_at(0).unwrap().owner, "a");
            let result = if place == "register.toml" {
                let register = reading.register.clone().with_title("New".into());
                write_folder(
                    folder.path(),
                    &register,
                    &reading.settings,
                    WriteOptions::default(),
                )
            } else {
                save(&folder, "b")
            };
            let error = chain(&result.unwrap_err());
            assert!(error.contains(&link.display().to_string()), "{error}");
            assert!(error.contains(&target.display().to_string()), "{error}");
            assert!(link.is_symlink());
            assert_eq!(folder.read().register, reading.register);
        }
    }

    #[test]
    fn a_link_within_the_folder_is_written_at_its_target_and_stays() {
        let folder = Folder::by_hand(&[("shared/R1", "owner = \"a\"\n"), ("risks/R2.toml", "")]);
        let link = folder.path().join("risks/R1.toml");
        symlink("../shared/R1", &link).unwrap();
        assert_eq!(found(&folder), [""; 0]);
        save(&folder, "b").unwrap();
        assert!(link.is_symlink());
        assert_eq!(folder.get("shared/R1"), "owner = \"b\"\n");
    }

    #[test]
    fn a_link_to_another_record_is_found_and_what_it_leads_to_is_neither_renamed_nor_removed() {
        let folder = Folder::by_hand(&[("risks/R1.toml", "owner = \"a\"\n")]);
        symlink("R1.toml", folder.path().join("risks/R2.toml")).unwrap();
        let expected =
            "risks/R2.toml:1:1: the link leads to risks/R1.toml: the two records are one file";
        assert_eq!(found(&folder), [expected]);
        let reading = folder.read();
        let changes: [fn(&mut Vec<Risk>); 2] = [
            |risks| risks[0].reference = "R3".to_owned(),
            |risks| drop(risks.remove(0)),
        ];
        let before = folder.files();
        let write = |risks: &dyn Fn(&mut Vec<Risk>)| {
            let register = changed(reading.register.clone(), |all| risks(all));
            let options = WriteOptions::default().remove(true);
            write_folder(folder.path(), &register, &reading.settings, options)
        };
        for change in changes {
            let error = chain(&write(&change).unwrap_err());
            assert!(
                error.contains("the record risks/R2.toml is a link to it"),
                "{error}"
            );
            assert_eq!(folder.files(), before);
        }
        write(&|risks| drop(risks.remove(1))).unwrap();
        write(&Vec::clear).unwrap();
        assert!(folder.read().register.risks().next().is_none());
    }

    #[test]
    fn a_link_that_another_one_leads_over_is_not_removed() {
        let folder = Folder::by_hand(&[("risks/R1.toml", "owner = \"a\"\n")]);
        symlink("R1.toml", folder.path().join("risks/R2.toml")).unwrap();
        symlink("../risks/R2.toml", folder.path().join("risks/R3.toml")).unwrap();
        let reading = folder.read();
        let without = |gone: &[&str]| {
            let register = changed(reading.register.clone(), |all| {
                all.retain(|risk| !gone.contains(&risk.reference.as_str()));
            });
            let options = WriteOptions::default().remove(true);
            write_folder(folder.path(), &register, &reading.settings, options)
        };
        let before = folder.files();
        for gone in [&["R2"][..], &["R1"], &["R1", "R2"]] {
            let error = chain(&without(gone).unwrap_err());
            let expected = "the record risks/R3.toml is a link to it";
            assert!(error.contains(expected) || gone == ["R1"], "{error}");
            assert_eq!(folder.files(), before);
        }
        without(&["R2", "R3"]).unwrap();
        assert_eq!(folder.read().register.risks().len(), 1);
    }

    #[test]
    fn links_to_folders_are_not_looked_into_and_end() {
        let folder = Folder::by_hand(&[("risks/R1.toml", ""), ("risks/a/R2.toml", "")]);
        symlink("..", folder.path().join("risks/a/back")).unwrap();
        let expected = [
            "risks/a/R2.toml:1:1: the file looks like a record in a folder of its own and is not read (risks/R2.toml)",
            "risks/a/back:1:1: the link leads to a folder, which is not looked into",
        ];
        assert_eq!(found(&folder), expected);
    }

    #[test]
    fn what_is_no_file_is_refused_where_a_record_would_be() {
        for name in ["risks/R1.toml", "register.toml"] {
            let folder = Folder::by_hand(&[("risks/R2.toml", "")]);
            let path = folder.path().join(name);
            let _ = fs::remove_file(&path);
            std::os::unix::net::UnixListener::bind(&path).unwrap();
            let error = folder.read_error();
            assert!(
                error.contains("it is not a regular file") && error.contains(name),
                "{error}"
            );
        }
    }
}

#[test]
fn conditions_are_undecided_where_what_they_ask_cannot_be_read() {
    use crate::expression::{Expression, Truth};
    let text = r#"{"schema_version":1,
        "components":[{"name":"DB","owner":7,"kind":["a"],"tier":"1"},{"name":"Web","owner":"Ann"}],
        "risks":[{"reference":"R1","component":"Web","owner":5,"mitigations":"text","observations":[5],
            "rehearsals":{},"category":["a"],"likelihood":3,"acceptance":"Ann","extra":{"Team":["A"],"Tier":"1"}},
          {"reference":"R2","component":"DB"},{"reference":"R3","component":"Web"}]}"#;
    let reading = crate::json::read(text).unwrap();
    let today = "2026-11-23".parse().unwrap();
    for (text, expected) in [
        ("owner is missing", "FFF"),
        ("owner = Ann", "??T"),
        ("component.kind = a", "???"),
        ("component.kind is missing", "TFT"),
        ("component.tier = 1", "?T?"),
        ("mitigations is missing", "FTT"),
        ("mitigations = 0", "?TT"),
        ("mitigations contains a", "?FF"),
        ("observed", "?FF"),
        ("not observed", "?TT"),
        ("confirmed", "?FF"),
        ("category = a", "???"),
        ("category is missing", "FTT"),
        ("rating is missing", "FTT"),
        ("acceptance.by is missing", "FTT"),
        ("extra.Tier = 1", "T??"),
    ] {
        let expression = Expression::new(text, &reading.register).unwrap();
        let letter = |risk| match expression.evaluate(risk, today) {
            Truth::True => 'T',
            Truth::False => 'F',
            Truth::Unknown => '?',
        };
        let says: String = reading.register.risks().map(letter).collect();
        assert_eq!(says, expected, "{text}");
    }
}
