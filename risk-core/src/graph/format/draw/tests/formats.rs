use super::*;
use crate::graph::format::DrawingFormat;

fn assert_written(format: DrawingFormat, expected: &str) {
    let written = shop().write(format);
    assert_eq!(written, expected, "{written}");
}

#[test]
fn dot_is_a_picture_with_a_key() {
    assert_written(DrawingFormat::Dot, include_str!("shop.dot"));
}

#[test]
fn mermaid_is_a_flowchart_with_a_key() {
    assert_written(DrawingFormat::Mermaid, include_str!("shop.mermaid"));
}

#[test]
fn graphml_has_the_groups_on_its_edges() {
    assert_written(DrawingFormat::GraphMl, include_str!("shop.graphml"));
}

#[test]
fn json_is_node_link_data() {
    assert_written(DrawingFormat::Json, include_str!("shop.json"));
}

#[test]
fn csv_has_a_row_for_each_member() {
    let expected = "component,requires,effect,group,need\n\
        API,DB 1,hard,g1,1\n\
        API,DB 2,hard,g1,1\n\
        API,Mail & more,soft,,\n\
        API,\"Zone \"\"a\"\"\",hard,,\n\
        DB 1,,,,\n\
        DB 2,DB 1,hard,,\n\
        \"Zone \"\"a\"\"\",,,,\n";
    assert_written(DrawingFormat::Csv, expected);
}

#[test]
fn a_picture_without_marks_has_no_key() {
    let mut shop = shop();
    for component in &mut shop.components {
        component.mark = None;
    }
    for format in [DrawingFormat::Dot, DrawingFormat::Mermaid] {
        let written = shop.write(format);
        assert!(!written.contains("key"), "{written}");
    }
}

#[test]
fn owners_with_the_same_choice_share_its_junction() {
    let mut shop = shop();
    let mut same = DrawnRequirement::new(4, [2, 1]);
    same.need = 1;
    shop.requirements.push(same);
    for format in [DrawingFormat::Dot, DrawingFormat::Mermaid] {
        let written = shop.write(format);
        assert_eq!(written.matches("1 of 2").count(), 1, "{written}");
        assert_eq!(written.matches(" j0").count(), 5, "{written}");
    }
}

#[test]
fn a_line_to_the_container_around_ends_at_a_node_in_it() {
    let mut shop = shop();
    shop.requirements.push(DrawnRequirement::new(0, [3]));
    let dot = shop.write(DrawingFormat::Dot);
    assert!(
        dot.contains("n3 [label=\"Zone \\\"a\\\"\", shape=tab"),
        "{dot}"
    );
    assert!(dot.contains("n0 -> n3\n"), "{dot}");
    shop.requirements.push(DrawnRequirement::new(4, [3]));
    let dot = shop.write(DrawingFormat::Dot);
    assert!(dot.contains("n4 -> n3 [lhead=cluster_3]\n"), "{dot}");
}

#[test]
fn what_is_not_drawn_inside_its_container_is_listed() {
    let mut deep = Drawing::new("");
    deep.components = (0..25).map(|at| component(&format!("c{at}"))).collect();
    for at in 1..25 {
        deep.components[at].within = Some(at - 1);
    }
    assert_eq!(deep.not_nested(), (17..25).collect::<Vec<_>>());
    let mut cycle = shop();
    assert!(cycle.not_nested().is_empty());
    cycle.components[3].within = Some(3);
    cycle.components[4].within = Some(9);
    assert_eq!(cycle.not_nested(), [3]);
}

#[test]
fn a_need_of_all_is_a_line_to_each() {
    let mut shop = shop();
    shop.requirements = vec![DrawnRequirement::new(0, [1, 2])];
    let mermaid = shop.write(DrawingFormat::Mermaid);
    assert!(mermaid.contains("n0 --> n1\n    n0 --> n2\n"), "{mermaid}");
    assert!(!mermaid.contains("j0"), "{mermaid}");
}

#[test]
fn what_holds_for_all_stands_once_in_the_key() {
    let mut shop = shop();
    for requirement in &mut shop.requirements {
        requirement.effect = Effect::Hard;
        requirement.assumed_from = Some("compose.yaml".to_owned());
    }
    for component in &mut shop.components {
        component.unknown = 1;
    }
    for format in [DrawingFormat::Dot, DrawingFormat::Mermaid] {
        let written = shop.write(format);
        assert_eq!(written.matches("assumed").count(), 1, "{written}");
        assert_eq!(written.matches("nobody has stated").count(), 1, "{written}");
        assert!(!written.contains("needs unknown"), "{written}");
    }
}
