//! Tables.

use super::{good, lines, wrong};
use crate::graph::format::GraphFormat::Csv;

#[test]
fn each_row_is_a_requirement_and_each_name_a_component() {
    let read = good(
        Csv,
        "component,requires,effect,group,need\n\
         Shop,Postgres,hard,,\n\
         Shop,Mail,soft,,\n\
         Shop,DNS east,,dns,1\n\
         Shop,DNS west,,dns,1\n\
         Mail,,,,\n",
    );
    let expected = [
        "Shop: Postgres, Mail soft, 1 of DNS east DNS west",
        "Postgres: ?",
        "Mail: ",
        "DNS east: ?",
        "DNS west: ?",
    ];
    assert_eq!(lines(&read), expected);
    assert_eq!(read.notes, [""; 0]);
}

#[test]
fn the_columns_may_stand_in_any_order_and_some_be_missing() {
    let read = good(Csv, "Requires , Component\r\ndb,web\r\n");
    assert_eq!(lines(&read), ["web: db", "db: ?"]);
}

#[test]
fn a_column_that_nobody_knows_is_told_of() {
    let read = good(Csv, "component,team,requires\nweb,Blue,db\n");
    assert_eq!(lines(&read), ["web: db", "db: ?"]);
    let note = "1 column is none of a component graph and not read: `team`";
    assert_eq!(read.notes, [note]);
}

#[test]
fn a_need_is_that_of_its_group_whichever_row_states_it() {
    let read = good(
        Csv,
        "component,requires,group,need\nweb,a,g,\nweb,b,g,2\nweb,c,g,\nweb,d,h,\nweb,e,h,\n",
    );
    assert_eq!(lines(&read)[0], "web: 2 of a b c, 1 of d e");
}

#[test]
fn groups_of_two_components_are_two_groups() {
    let read = good(
        Csv,
        "component,requires,group\nweb,a,g\nmail,b,g\nweb,c,g\n",
    );
    assert_eq!(
        lines(&read),
        ["web: 1 of a c", "a: ?", "mail: b", "b: ?", "c: ?"]
    );
}

#[test]
fn a_row_without_a_required_component_says_that_nothing_is_needed() {
    let read = good(Csv, "component,requires\ndb,\nweb,\nweb,db\n");
    assert_eq!(lines(&read), ["db: ", "web: db"]);
}

#[test]
fn a_requirement_stated_twice_stands_once_and_is_told_of() {
    let read = good(
        Csv,
        "component,requires,group\nweb,db,\nweb,db,\nweb,a,g\nweb,b,g\nweb,b,h\nweb,a,h\nweb,a,h\n",
    );
    assert_eq!(lines(&read)[0], "web: db, 1 of a b");
    let note = "2 requirements are stated again for the same component, and not added twice";
    assert_eq!(read.notes, [note]);
}

#[test]
fn a_group_whose_rows_disagree_is_an_error_at_the_row() {
    let text = "component,requires,effect,group,need\nweb,a,,g,1\nweb,b,,g,2\n";
    let expected = "graph:3:1: the need is 2, but 1 before in the group `g`: \
                    give all of a group the same";
    assert_eq!(wrong(Csv, text), expected);
    let text = "component,requires,effect,group,need\nweb,a,soft,g,\nweb,b,,g,\n";
    let expected = "graph:3:1: the effect is hard, but soft before in the group `g`: \
                    give all of a group the same";
    assert_eq!(wrong(Csv, text), expected);
}

#[test]
fn a_need_without_a_group_is_one() {
    assert_eq!(
        lines(&good(Csv, "component,requires,need\nweb,db,1\n"))[0],
        "web: db"
    );
    let error = wrong(Csv, "component,requires,need\nweb,db,2\n");
    assert!(
        error.starts_with("graph:2:1: a need of 2 without a group"),
        "{error}"
    );
}

#[test]
fn what_is_no_effect_and_no_need_is_an_error_at_the_field() {
    let error = wrong(Csv, "component,requires,effect\n\n\"a, b\",c,maybe\n");
    assert_eq!(
        error,
        "graph:3:10: expected `hard` or `soft`, found `maybe`"
    );
    let error = wrong(Csv, "component,requires,group,need\nweb,db,g,two\n");
    assert!(
        error.starts_with("graph:2:10: expected how many"),
        "{error}"
    );
}

#[test]
fn a_row_without_a_component_is_an_error_and_a_blank_one_a_note() {
    let error = wrong(Csv, "component,requires\n,db\n");
    assert_eq!(
        error,
        "graph:2:1: expected the name of a component, found nothing"
    );
    let read = good(Csv, "component,requires\nweb,db\n , \n");
    assert_eq!(
        read.notes,
        ["1 row has nothing in any field, and is left out"]
    );
}

#[test]
fn a_row_may_be_shorter_than_the_header_but_not_longer() {
    let read = good(Csv, "component,requires,effect,group,need\nweb,db\nmail\n");
    assert_eq!(lines(&read), ["web: db", "db: ?", "mail: "]);
    let error = wrong(Csv, "component,requires\nweb,db,cache\n");
    assert!(
        error.starts_with("graph:2:8: expected 2 fields, found 3"),
        "{error}"
    );
}

#[test]
fn a_group_without_a_required_component_is_an_error() {
    let error = wrong(Csv, "component,requires,group\nweb,,g\n");
    assert!(
        error.starts_with("graph:2:5: expected a required component"),
        "{error}"
    );
}

#[test]
fn a_table_without_its_header_is_an_error() {
    let error = wrong(Csv, "web,db\n");
    let expected = "graph:1:1: expected a header with `component` and `requires`, found `web,db`";
    assert_eq!(error, expected);
    assert!(wrong(Csv, "").contains("found nothing"));
    assert!(wrong(Csv, "component,requires,Requires\n").contains("a second column"));
}

#[test]
fn a_need_out_of_range_is_kept_for_the_check() {
    let read = good(Csv, "component,requires,group,need\nweb,db,g,3\n");
    assert_eq!(lines(&read)[0], "web: 3 of db");
}

#[test]
fn names_may_hold_commas_quotes_and_line_breaks() {
    let read = good(
        Csv,
        "component,requires\n\"a, \"\"b\"\"\",\"c\nd\"\n\"c\nd\",\"a, \"\"b\"\"\"\n",
    );
    assert_eq!(lines(&read), ["a, \"b\": c\nd", "c\nd: a, \"b\""]);
}

#[test]
fn spreadsheets_write_semicolons_and_tabs_between_fields() {
    for text in [
        "component;requires;effect\nweb;db;hard\n\"a;b\";web\n",
        "component\trequires\teffect\nweb\tdb\nx\tweb\n",
    ] {
        assert_eq!(
            super::read_components(text.as_bytes(), "x", None)
                .unwrap()
                .format,
            Csv
        );
        assert_eq!(lines(&good(Csv, text))[0], "web: db");
    }
    let error = wrong(Csv, "component;requires;effect\n\nweb;db;maybe\n");
    assert_eq!(error, "graph:3:8: expected `hard` or `soft`, found `maybe`");
}

#[test]
fn a_list_in_a_field_is_no_component() {
    for (text, place) in [
        ("component,requires\nweb,\"db, cache\"\n", "2:5"),
        ("component,requires\nx,y\nweb,db;cache\n", "3:5"),
        ("component;requires\nweb;db,cache\n", "2:5"),
    ] {
        let error = wrong(Csv, text);
        assert!(
            error.starts_with(&format!(
                "graph:{place}: expected one required component, found `db"
            )),
            "{error}"
        );
    }
}

#[test]
fn what_tables_for_people_have_is_no_component_unless_a_row_is_about_it() {
    for (word, instead) in [
        ("none", "leave the field blank"),
        ("N/A", "leave the field blank"),
        ("?", "leave the field blank"),
        ("--", "leave the field blank"),
        ("_", "leave the field blank"),
        ("–", "leave the field blank"),
        ("nil", "leave the field blank"),
        ("to be defined", "leave the field blank"),
        ("(keine)", "leave the field blank"),
        ("soft: db", "write its name alone"),
    ] {
        let table = format!("component,requires\nweb,db\ndb,{word}\n");
        let error = wrong(Csv, &table);
        let expected =
            format!("graph:3:4: expected one required component, found `{word}`: {instead}");
        assert!(error.starts_with(&expected), "{error}");
    }
    let read = good(Csv, "component,requires\nweb,none\nnone,db\n");
    assert_eq!(lines(&read), ["web: none", "none: db", "db: ?"]);
}

#[test]
fn a_comment_below_the_header_is_no_component() {
    let error = wrong(
        Csv,
        "# ours\ncomponent,requires\nweb,db\n# databases\ndb,\n",
    );
    let expected = "graph:4:1: expected the name of a component, found `# databases`: write a comment above the header \
                    alone; where it is the name of one, write `\"\"\"# databases\"\"\"`";
    assert_eq!(error, expected);
    let read = good(Csv, "component,requires\n\"\"\"#ops\"\"\",db\n");
    assert_eq!(lines(&read)[0], "#ops: db");
    let read = good(Csv, "component,requires\nweb,#ops\n");
    assert_eq!(lines(&read)[0], "web: #ops");
}

#[test]
fn a_word_for_nothing_is_no_group() {
    let error = wrong(
        Csv,
        "component,requires,effect,group,need\nweb,db,hard,-,\nweb,cache,hard,-,\n",
    );
    let expected = "graph:2:1: expected a word that a group has in common, found `-`: leave `group` empty where there \
                    is none";
    assert_eq!(error, expected);
    let read = good(Csv, "component,requires,group\nweb,db,1\nweb,cache,1\n");
    assert_eq!(lines(&read)[0], "web: 1 of db cache");
}

#[test]
fn what_is_hardly_a_name_is_one_between_quotes_of_its_own() {
    let error = wrong(Csv, "component,requires\nweb,\"Rack, 1\"\n");
    assert!(
        error.ends_with("where it is the name of one, write `\"\"\"Rack, 1\"\"\"`"),
        "{error}"
    );
    let read = good(
        Csv,
        "component,requires\nweb,\"\"\"Rack, 1\"\"\"\nweb,\"\"\"n/a\"\"\"\n\"\"\"web\"\"\",db\n",
    );
    assert_eq!(lines(&read)[0], "web: Rack, 1, n/a, db");
    let error = wrong(Csv, "component,requires\n\"\"\" \"\"\",db\n");
    assert!(
        error.contains("expected the name of a component"),
        "{error}"
    );
}

#[test]
fn every_name_that_was_drawn_is_read_back() {
    use crate::graph::format::{Drawing, DrawingFormat, DrawnComponent, DrawnRequirement};
    let names = [
        "Web",
        "Rack, 1",
        "a;b",
        "n/a",
        "none",
        "-",
        "--",
        "–",
        "nil",
        "#ops",
        "?",
        "soft: ice",
        "\"x\"",
        "5\" disk",
        "\"a\" and \"b\"",
        "c\nd",
    ];
    let mut drawing = Drawing::new("");
    drawing.components = names.map(DrawnComponent::new).into();
    drawing.requirements = (1..names.len())
        .map(|at| DrawnRequirement::new(0, [at]))
        .collect();
    let read = good(Csv, &drawing.write(DrawingFormat::Csv));
    let mut found: Vec<&str> = read
        .components
        .iter()
        .map(|one| one.name.as_str())
        .collect();
    let mut expected = names;
    found.sort_unstable();
    expected.sort_unstable();
    assert_eq!(found, expected);
}

#[test]
fn a_quote_that_is_not_closed_is_an_error_where_it_opens() {
    for (text, place) in [
        (
            "component,requires,notes\nWeb,DB,fine\nDB,,\"see wiki\nQueue,DB,\n",
            "3:5",
        ),
        (
            "component,requires,notes\nWeb,DB,\"the 19\"\" rack\nDB,,\n",
            "2:8",
        ),
        ("component,\"requires\nWeb,DB\n", "1:11"),
        ("component,requires\nWeb,\"", "2:5"),
    ] {
        let error = wrong(Csv, text);
        let expected = format!("graph:{place}: this quote has no end");
        assert!(error.starts_with(&expected), "{error}");
    }
}

#[test]
fn text_behind_quotes_is_an_error_and_a_quote_within_a_text_is_part_of_it() {
    let error = wrong(
        Csv,
        "component,requires,notes\nWeb,DB,\"see wiki\nQueue,DB,\"x\"\n",
    );
    assert!(
        error.starts_with("graph:3:11: the quotes end before the field does"),
        "{error}"
    );
    let read = good(Csv, "component,requires\n5\" disk,db\n\"web\" ,\"db\"\n");
    assert_eq!(lines(&read), ["5\" disk: db", "db: ?", "web: db"]);
    let error = wrong(Csv, "component,requires,effect\n5\" disk,db,maybe\n");
    assert!(error.starts_with("graph:2:12: "), "{error}");
}
