use std::collections::HashSet;

use super::*;
use crate::graph::format::DrawingFormat;

/// Two services in each of two zones, a database that all need one of, and a failure.
fn zones() -> Drawing {
    let mut drawing = Drawing::new("Zones");
    let names = ["a", "b", "s1", "s2", "s3", "s4", "d1", "d2", "f"];
    drawing.components = names.map(component).into();
    for zone in 0..2 {
        drawing.components[zone].kind = "zone".to_owned();
        for service in [2 + 2 * zone, 3 + 2 * zone] {
            drawing.components[service].kind = "service".to_owned();
            drawing.components[service].within = Some(zone);
            let mut either = DrawnRequirement::new(service, [6, 7]);
            either.need = 1;
            drawing.requirements.push(either);
        }
    }
    drawing.components[6].kind = "database".to_owned();
    drawing.components[7].kind = "database".to_owned();
    drawing.components[8].mark = Some(Mark::Failed);
    drawing
}

fn names(drawing: &Drawing) -> Vec<&str> {
    let components = drawing.components.iter();
    components.map(|c| c.name.as_str()).collect()
}

#[test]
fn few_enough_components_stay_as_they_are() {
    assert_eq!(zones().collapsed(9), zones());
}

#[test]
fn those_of_one_kind_and_container_are_drawn_as_one_first() {
    let drawn = zones().collapsed(5);
    let services = ["2 × service: s1 and s2", "2 × service: s3 and s4"];
    let expected = ["2 × zone", services[0], services[1], "2 × database", "f"];
    assert_eq!(names(&drawn), expected);
    assert_eq!(drawn.components[1].within, Some(0));
    // Which of the two is needed cannot be seen any more.
    assert_eq!(drawn.requirements[0], DrawnRequirement::new(1, [3]));
}

#[test]
fn no_more_are_drawn_as_one_than_must_be() {
    let drawn = zones().collapsed(7);
    let expected = ["2 × zone", "2 × service", "s3", "s4", "d1", "d2", "f"];
    assert_eq!(names(&drawn), expected);
}

#[test]
fn those_of_one_kind_are_drawn_as_one_next() {
    let drawn = zones().collapsed(4);
    assert_eq!(
        names(&drawn),
        ["2 × zone", "4 × service", "2 × database", "f"]
    );
    assert_eq!(drawn.components[1].count, 4);
    assert_eq!(drawn.requirements, [DrawnRequirement::new(1, [2])]);
}

#[test]
fn what_failed_stays_apart() {
    assert_eq!(names(&zones().collapsed(0)), ["d1, d2 and 6 more", "f"]);
}

#[test]
fn a_choice_between_what_was_not_merged_stays_a_choice() {
    let mut zones = zones();
    zones.components[6].mark = Some(Mark::Failed);
    let drawn = zones.collapsed(5);
    assert_eq!(drawn.requirements.len(), 1);
    assert_eq!(drawn.requirements[0].members.len(), 2);
    assert_eq!(drawn.requirements[0].need, 1);
}

#[test]
fn a_merged_name_is_not_that_of_another() {
    let mut zones = zones();
    zones.components[8].name = "2 × zone".to_owned();
    assert_eq!(names(&zones.collapsed(7))[0], "2 × zone (2)");
}

/// A drawing of so many components without kinds, with what each needs.
fn plain(count: usize, needs: impl Fn(usize) -> Vec<usize>) -> Drawing {
    let mut drawing = Drawing::new("Plain");
    for index in 0..count {
        drawing.components.push(component(&format!("s{index}")));
        for needed in needs(index) {
            let requirement = DrawnRequirement::new(index, [needed]);
            drawing.requirements.push(requirement);
        }
    }
    drawing
}

#[test]
fn those_without_kinds_are_drawn_by_how_they_hang_together_and_never_as_one() {
    let shapes: [(&str, Drawing, usize); 7] = [
        (
            "tree",
            plain(500, |i| if i == 0 { vec![] } else { vec![(i - 1) / 2] }),
            20,
        ),
        (
            "chain",
            plain(300, |i| if i == 0 { vec![] } else { vec![i - 1] }),
            60,
        ),
        ("circle", plain(300, |i| vec![(i + 1) % 300]), 60),
        (
            "star",
            plain(90, |i| if i == 0 { vec![] } else { vec![0] }),
            2,
        ),
        ("nothing", plain(90, |_| vec![]), 80),
        ("dense", plain(200, |i| (0..i).collect()), 60),
        ("cycles", plain(120, |i| vec![i / 4 * 4 + (i + 1) % 4]), 30),
    ];
    for (name, shape, fewest) in shapes {
        let drawn = shape.collapsed(80);
        let count = drawn.components.len();
        assert!((fewest..=80).contains(&count), "{name}: {count}");
        assert_eq!(drawn.components[0].unknown, 0, "{name}");
        let edges = drawn.requirements.len();
        assert!(
            edges > 0 || shape.requirements.is_empty() || name == "cycles",
            "{name}"
        );
    }
}

#[test]
fn a_kind_that_most_have_tells_nothing() {
    let mut shape = plain(100, |i| if i < 10 { vec![] } else { vec![i % 10] });
    for component in &mut shape.components {
        component.kind = "service".to_owned();
    }
    let drawn = shape.collapsed(30);
    assert_eq!(drawn.components.len(), 28);
    let twins = "9 × service: s10, s20 and 7 more";
    assert!(names(&drawn).contains(&twins), "{:?}", names(&drawn));
}

#[test]
fn those_that_need_each_other_are_a_cycle() {
    let drawn = plain(9, |i| {
        if i < 3 {
            vec![(i + 1) % 3]
        } else {
            vec![i % 3]
        }
    })
    .collapsed(8);
    assert_eq!(names(&drawn)[0], "cycle of s0, s1 and 1 more");
    assert_eq!(drawn.components.len(), 7);
}

#[test]
fn of_how_many_the_needs_are_unknown_is_written_where_they_are_drawn_as_one() {
    let mut shape = plain(90, |i| if i == 0 { vec![] } else { vec![0] });
    shape.components[0].unknown = 1;
    shape.components[7].unknown = 1;
    let drawn = shape.collapsed(80).write(DrawingFormat::Dot);
    assert!(drawn.contains("needs of 1 unknown"), "{drawn}");
    assert!(drawn.contains("[label=\"s0\\nneeds unknown\"]"), "{drawn}");
}

proptest! {
    #[test]
    fn a_collapsed_drawing_is_small_and_stands_for_as_many(
        drawing in drawings("[a-c]"), most in 0..12_usize,
    ) {
        let drawn = drawing.collapsed(most);
        let total = |drawing: &Drawing| drawing.components.iter().map(|c| c.count).sum::<usize>();
        prop_assert_eq!(total(&drawn), total(&drawing));

        let failed = |c: &&DrawnComponent| c.mark == Some(Mark::Failed);
        let all_failed: Vec<_> = drawing.components.iter().filter(failed).map(|c| &c.name).collect();
        let still: Vec<_> = drawn.components.iter().filter(failed).map(|c| &c.name).collect();
        prop_assert_eq!(&still, &all_failed);

        let marks = drawing.components.iter().filter(|c| !failed(c)).map(|c| c.mark);
        let fewest = all_failed.len() + marks.collect::<HashSet<_>>().len();
        prop_assert!(drawn.components.len() <= most.max(fewest));

        let unique: HashSet<_> = names(&drawn).into_iter().collect();
        prop_assert_eq!(unique.len(), drawn.components.len());
        let in_range = |index: &usize| *index < drawn.components.len();
        if drawn != drawing {
            prop_assert!(drawn.components.iter().filter_map(|c| c.within).all(|c| in_range(&c)));
            prop_assert!(drawn.requirements.iter().flat_map(|r| &r.members).all(in_range));
        }
        prop_assert_eq!(&drawing.collapsed(most), &drawn);
    }
}
