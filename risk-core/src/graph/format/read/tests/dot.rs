//! The language of Graphviz.

use super::{good, lines, wrong};
use crate::graph::format::GraphFormat::Dot;

const EXAMPLE: &str = "\
// A small shop.
strict digraph \"shop\" {
  rankdir = LR; node [shape=box, label=\"all\"]
  # What customers see.
  web [label = \"Web shop\"];
  web -> api -> { db cache } [color=red]
  api:north:n -> mail [effect=soft];
  subgraph cluster_dns { label = \"DNS\"; east; west }
  web -> subgraph cluster_dns [group=dns, need=1]
  /* Nobody knows yet. */ cron
}
";

#[test]
fn an_edge_goes_to_what_is_required() {
    let read = good(Dot, EXAMPLE);
    let expected = [
        "web: api, 1 of east west",
        "api: db, cache, mail soft",
        "db: ?",
        "cache: ?",
        "mail: ?",
        "east: ?",
        "west: ?",
        "cron: ?",
    ];
    assert_eq!(lines(&read), expected);
    assert_eq!(read.notes, [""; 0]);
}

#[test]
fn ends_may_be_subgraphs_on_both_sides_and_chained() {
    let read = good(Dot, "digraph { {a b} -> {c d} -> subgraph { e } }");
    assert_eq!(lines(&read), ["a: c, d", "b: c, d", "c: e", "d: e", "e: ?"]);
}

#[test]
fn a_node_of_a_subgraph_of_a_subgraph_is_one_of_both() {
    let read = good(Dot, "digraph { a -> {{b c} -> d a} b -> subgraph s {} }");
    assert_eq!(lines(&read), ["a: b, c, d, a", "b: d", "c: d", "d: ?"]);
}

#[test]
fn texts_in_quotes_have_escapes_and_may_be_joined() {
    let read = good(
        Dot,
        "digraph { \"a\\\"b\" -> \"c\" + \"d\\\n\" + \"e\\\\\" \"c\" + \"x\" }",
    );
    assert_eq!(lines(&read), ["a\"b: cde\\\\", "cde\\\\: ?", "cx: ?"]);
}

#[test]
fn names_may_be_numbers_html_and_of_any_script() {
    let read = good(Dot, "digraph { -1.5 -> .2; été_1 -> <<b>x</b>> ; 3->4 }");
    assert_eq!(
        lines(&read),
        [
            "-1.5: .2",
            ".2: ?",
            "été_1: <<b>x</b>>",
            "<<b>x</b>>: ?",
            "3: 4",
            "4: ?"
        ]
    );
}

#[test]
fn a_node_goes_by_its_id_and_its_label_describes_it() {
    let described = |attributes: &str| {
        let read = good(Dot, &format!("digraph {{ a [{attributes}] b [label=B] }}"));
        assert_eq!(lines(&read), ["a: ?", "b: ?"]);
        assert_eq!(read.notes, [""; 0], "{attributes}");
        read.components[0].description.clone()
    };
    for (attributes, expected) in [
        ("label=\"Web shop\"", "Web shop"),
        ("label=\"one\\ntwo\\lthree\\l\"", "one two three"),
        ("label=\"\\N: C:\\\\x\"", "a: C:\\x"),
        ("label=\"\\N\"", ""),
        ("label=<<b>a</b>>", ""),
        ("label=\"\"", ""),
        ("label=a", ""),
        ("label=\"R&amp;D &lt;x&gt; &#233;&x; &\"", "R&D <x> é&x; &"),
        ("label=\"\\&amp;lt; a&#10;b\"", "&lt; a b"),
        (
            "shape=record, label=\"{<f0> a &#124; b|&lt;c&gt; &amp; d}\"",
            "a | b | <c> & d",
        ),
        ("label=\"{a|b}\"", "{a|b}"),
        ("label=\"<b>\"", "<b>"),
        (
            "shape=record, label=\"{<f0> Cache|<f1> x \\| y}\"",
            "Cache | x | y",
        ),
        (
            "label=<<b>DB</b> main<br/>R&amp;D &#233;&x;>",
            "DB main R&D é&x;",
        ),
        (
            "label=<<table border=\"0\"><tr><td>DB</td><td>v15</td></tr></table>>",
            "DB | v15",
        ),
    ] {
        assert_eq!(described(attributes), expected, "{attributes}");
    }
    let read = good(
        Dot,
        "digraph { node [shape=Mrecord, label=all] a; a [label=\"x|y\"] a [color=red] }",
    );
    assert_eq!(read.components[0].description, "x | y");
}

#[test]
fn a_name_without_the_quotes_that_it_needs_is_not_taken_for_two() {
    for (name, place) in [
        ("web-1", "1:11"),
        ("3tier", "1:11"),
        ("db.1", "1:11"),
        ("10.0.0.1a", "1:11"),
    ] {
        for text in [
            format!("digraph {{ {name} -> x }}"),
            format!("digraph {{ {name}->x }}"),
        ] {
            let error = wrong(Dot, &text);
            let expected = format!("graph:{place}: expected a name or a number, found `{name}");
            assert!(error.starts_with(&expected), "{error}");
        }
    }
    let read = good(Dot, "digraph { a->-1;b->.5[weight=2];1->\u{e9}1 }");
    assert_eq!(lines(&read)[0], "a: -1");
    assert_eq!(lines(&read).len(), 6);
}

#[test]
fn a_label_that_is_no_text_is_left_out_and_reported() {
    let read = good(
        Dot,
        "digraph { a [label=<<img src=\"a.png\"/>>] b [label=\"\\G\"] }",
    );
    assert_eq!(lines(&read), ["a: ?", "b: ?"]);
    assert_eq!(
        read.notes,
        ["2 nodes have a label that is more than a text, and left out"]
    );
}

#[test]
fn an_invisible_node_is_a_component_where_something_visible_needs_it() {
    let read = good(
        Dot,
        "digraph { join [style=invis]; more [style=invis]; ghost [style=\"dotted,invis\"]; { node [style=invis] anchor } \
         web -> join; join -> more; anchor -> db; seen [style=invis]; seen [style=filled] ghost -> web [style=invis] }",
    );
    let expected = ["join: more", "more: ?", "web: join", "db: ?", "seen: ?"];
    assert_eq!(lines(&read), expected);
    let expected = [
        "1 edge is invisible, and left out",
        "left out: 2 invisible nodes that nothing visible needs, with 1 edge",
    ];
    assert_eq!(read.notes, expected);
}

#[test]
fn a_picture_that_was_drawn_of_a_register_is_refused() {
    use crate::graph::format::{Drawing, DrawingFormat, DrawnComponent, DrawnRequirement, Mark};
    let mut drawing = Drawing::new("Shop");
    drawing.components = ["Shop", "Database"].map(DrawnComponent::new).into();
    drawing.requirements = vec![DrawnRequirement::new(0, [1])];
    let mut marked = drawing.clone();
    marked.components[1].mark = Some(Mark::Failed);
    let pictures = [DrawingFormat::Dot, DrawingFormat::Mermaid]
        .into_iter()
        .flat_map(|format| [&drawing, &marked].map(|drawing| drawing.write(format)));
    for text in pictures {
        let error = super::read_components(text.as_bytes(), "x", None).unwrap_err();
        assert_eq!(
            error.remedy(),
            Some(crate::error::Remedy::GraphAsJson),
            "{text}"
        );
    }
    let text = drawing.write(DrawingFormat::Json);
    let read = super::read_components(text.as_bytes(), "x", None).unwrap();
    assert_eq!(lines(&read), ["Shop: Database", "Database: ?"]);
}

#[test]
fn the_attributes_of_edges_hold_within_their_braces() {
    let read = good(
        Dot,
        "digraph { a -> b { edge [effect=soft] a -> c a -> d [effect=hard] } a -> e }",
    );
    assert_eq!(lines(&read)[0], "a: b, c soft, d, e");
}

#[test]
fn edges_of_one_tail_and_group_are_one_requirement() {
    let read = good(
        Dot,
        "digraph { a -> b [group=g need=2]; a -> c [group=g]; a -> d [group=g]; z -> b [group=g] }",
    );
    assert_eq!(
        lines(&read),
        ["a: 2 of b c d", "b: ?", "c: ?", "d: ?", "z: b"]
    );
    let error = wrong(
        Dot,
        "digraph {\n a -> b [group=g need=2]\n a -> c [group=g need=1] }",
    );
    assert!(
        error.starts_with("graph:3:2: the need is 1, but 2 before"),
        "{error}"
    );
    let error = wrong(Dot, "digraph { a -> b [effect=medium] }");
    assert_eq!(
        error,
        "graph:1:11: expected `hard` or `soft`, found `medium`"
    );
    assert!(wrong(Dot, "digraph { a -> b [need=2] }").contains("without a group"));
    let error = wrong(Dot, "digraph { a -> b [group=none] }");
    assert!(
        error.ends_with("found `none`: leave `group` empty where there is none"),
        "{error}"
    );
    let read = good(Dot, "digraph { a -> b [group=\"\"]; a -> c [group=\"\"] }");
    assert_eq!(lines(&read)[0], "a: b, c");
}

#[test]
fn a_graph_without_directions_is_an_error() {
    let error = wrong(Dot, "graph {\n  a -- b\n}");
    assert!(
        error.starts_with("graph:2:5: found `--`, which does not state"),
        "{error}"
    );
    assert!(wrong(Dot, "graph { a -> b }").contains("write `digraph`"));
    assert!(wrong(Dot, "digraph { a -- b }").contains("found `--`"));
    assert_eq!(lines(&good(Dot, "graph { a b }")), ["a: ?", "b: ?"]);
}

#[test]
fn a_mistake_is_told_with_its_place() {
    let cases = [
        (
            "digraph {\n a -> ",
            "graph:2:7: expected a name, found `the end",
        ),
        (
            "digraph { a-b }",
            "graph:1:12: found `-` where a name or a sign may stand",
        ),
        (
            "digraph { a [label=] }",
            "graph:1:20: expected a name, found `]`",
        ),
        ("digraph { \"a }", "graph:1:11: this text has no end"),
        ("digraph { <a }", "graph:1:11: this HTML text has no end"),
        ("digraph { /* a }", "graph:1:11: this comment has no end"),
        (
            "digraph { a -> node }",
            "graph:1:16: found the keyword `node` as a name",
        ),
        (
            "digraph { } digraph { }",
            "graph:1:13: expected one graph and then",
        ),
        (
            "digraph { \"a\" + b }",
            "graph:1:17: expected a text in quotes after `+`",
        ),
        ("digraph { é \u{1} }", "graph:1:13: found"),
        ("hello", "graph:1:1: expected `digraph`, found `hello`"),
        ("digraph { \"\" }", "graph:1:11: a node has an empty name"),
    ];
    for (text, expected) in cases {
        let error = wrong(Dot, text).replace("the end of the file", "`the end");
        assert!(error.starts_with(expected), "{text}: {error}");
    }
}

#[test]
fn what_no_arrow_shows_is_no_requirement() {
    let text = "digraph { web -> db; web -> key [style=\"dashed,invis\"]; a -> b [dir=back]; c -> d [dir=none]; \
                e -> f [dir=forward, style=dashed] }";
    let read = good(Dot, text);
    let expected = [
        "web: db", "db: ?", "key: ?", "a: ?", "b: a", "c: ?", "d: ?", "e: f", "f: ?",
    ];
    assert_eq!(lines(&read), expected);
    let expected = [
        "1 edge is invisible, and left out",
        "1 edge is without one direction (dir=none or both), which states no requirement, and left out",
    ];
    assert_eq!(read.notes, expected);
}
