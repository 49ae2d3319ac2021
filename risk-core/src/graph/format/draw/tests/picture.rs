use proptest::prelude::*;

use super::*;
use crate::graph::format::{Area, Picture};

fn drawing(
    count: usize,
    within: Vec<Option<usize>>,
    needs: Vec<(usize, Vec<usize>, bool)>,
) -> Drawing {
    let mut drawing = Drawing::new("");
    drawing.components = (0..count)
        .map(|at| component(&format!("component number {at} of all of them").repeat(1 + at % 3)))
        .collect();
    for (component, within) in drawing.components.iter_mut().zip(within) {
        component.within = within.filter(|within| *within < count);
    }
    drawing.requirements = needs
        .into_iter()
        .map(|(owner, members, is_choice)| {
            let members = members.into_iter().map(|member| member % count);
            let mut requirement = DrawnRequirement::new(owner % count, members);
            if is_choice {
                requirement.need = 1;
            }
            requirement
        })
        .collect();
    drawing
}

fn any_drawing() -> impl Strategy<Value = Drawing> {
    (1_usize..24).prop_flat_map(|count| {
        let within = prop::collection::vec(prop::option::weighted(0.4, 0..count), count);
        let members = prop::collection::vec(0..count, 1..4);
        let needs = prop::collection::vec((0..count, members, any::<bool>()), 0..40);
        (Just(count), within, needs)
            .prop_map(|(count, within, needs)| drawing(count, within, needs))
    })
}

fn holds(outer: Area, inner: Area) -> bool {
    outer.x <= inner.x
        && outer.y <= inner.y
        && inner.x + inner.width <= outer.x + outer.width
        && inner.y + inner.height <= outer.y + outer.height
}

fn are_apart(a: Area, b: Area) -> bool {
    a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y
}

fn areas(picture: &Picture) -> Vec<Area> {
    let boxes = picture.boxes.iter().map(|one| one.area);
    boxes
        .chain(picture.junctions.iter().map(|one| one.area))
        .collect()
}

proptest! {
    #[test]
    fn two_boxes_are_apart_or_one_is_within_the_other(drawing in any_drawing()) {
        let picture = drawing.picture();
        let whole = Area { x: 0, y: 0, width: picture.width, height: picture.height };
        let areas = areas(&picture);
        for (at, one) in areas.iter().enumerate() {
            prop_assert!(holds(whole, *one), "{one:?} {whole:?}");
            for other in &areas[at + 1..] {
                let is_sound = are_apart(*one, *other) || holds(*one, *other) || holds(*other, *one);
                prop_assert!(is_sound, "{one:?} {other:?}");
            }
        }
    }

    #[test]
    fn a_container_is_before_what_is_in_it_and_every_component_is_there(drawing in any_drawing()) {
        let picture = drawing.picture();
        let mut components: Vec<usize> = picture.boxes.iter().map(|one| one.component).collect();
        for (at, one) in picture.boxes.iter().enumerate() {
            for other in &picture.boxes[at + 1..] {
                prop_assert!(!holds(other.area, one.area) || other.area == one.area);
            }
        }
        components.sort_unstable();
        prop_assert_eq!(components, (0..drawing.components.len()).collect::<Vec<_>>());
        for line in &picture.lines {
            for (x, y) in [line.from, line.to] {
                prop_assert!((0..=picture.width).contains(&x) && (0..=picture.height).contains(&y));
            }
        }
    }

    #[test]
    fn without_a_circle_what_needs_something_is_above_it(
        needs in prop::collection::vec((0_usize..15, prop::collection::vec(1_usize..6, 1..3)), 0..30)
    ) {
        let needs = needs.into_iter().map(|(owner, steps)| {
            let members = steps.into_iter().map(|step| (owner + step).min(19)).collect();
            (owner, members, false)
        });
        let drawing = drawing(20, vec![None; 20], needs.collect());
        let picture = drawing.picture();
        let area = |component: usize| {
            picture.boxes.iter().find(|one| one.component == component).unwrap().area
        };
        for requirement in &drawing.requirements {
            for member in &requirement.members {
                let (owner, member) = (area(requirement.owner), area(*member));
                prop_assert!(owner.y + owner.height < member.y, "{owner:?} {member:?}");
            }
        }
    }
}

#[test]
fn a_wide_layer_is_broken_into_rows_of_a_page() {
    let needs = (1..60).map(|at| (at, vec![0], false)).collect();
    let picture = drawing(60, vec![None; 60], needs).picture();
    assert!(picture.width < 1_200, "{}", picture.width);
    assert!(picture.height < 2_500, "{}", picture.height);
}
