//! Where everything in a picture is.
//!
//! What is in a container is placed for itself, and then the container is one thing among others: so no two boxes
//! overlap unless one is within the other. Things are in layers, each below those that need it; within a layer they
//! are near to what they are joined with, by their mean places, as Sugiyama, Tagawa and Toda have it ("Methods for Visual
//! Understanding of Hierarchical System Structures", 1981).

use std::collections::{BTreeMap, BTreeSet};

use petgraph::algo::tarjan_scc;
use petgraph::graph::{DiGraph, NodeIndex};

use super::layout::{End, Layout};
use super::picture::Area;

/// The size of a box.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Size {
    pub width: i32,
    pub height: i32,
}

/// Where the components are, and behind them the junctions; and the size of all.
pub(super) struct Placed {
    pub areas: Vec<Area>,
    pub size: Size,
}

/// Between the boxes of a layer, and between layers, where lines and words about a box have room.
const BESIDE: i32 = 18;
const BELOW: i32 = 44;
/// Around what is in a container, and above it for its name.
const PADDING: i32 = 16;
const NAME: i32 = 26;
/// A layer is broken where it is wider than a page: of what stands outside, and of what is in a container.
const WIDEST: i32 = 1060;
const NARROWEST: i32 = 420;
/// So often the layers are put in the order of their neighbours, down and up: more changes next to nothing.
const SWEEPS: usize = 4;

/// What is right in a container, and which of it needs which.
#[derive(Default)]
struct Group {
    members: Vec<usize>,
    needs: BTreeSet<(usize, usize)>,
}

/// Finds a place for everything, of which the sizes are those of boxes with nothing in them.
pub(super) fn place(layout: &Layout, sizes: &[Size]) -> Placed {
    let count = layout.has_lines.len();
    let parent = |node: usize| match node.checked_sub(count) {
        None => layout.containment.parent(node),
        Some(junction) => layout.junctions[junction].place,
    };
    let mut groups: BTreeMap<Option<usize>, Group> = BTreeMap::new();
    for node in 0..sizes.len() {
        groups.entry(parent(node)).or_default().members.push(node);
    }
    let number = |end: End| match end {
        End::Component(component) => component,
        End::Junction(junction) => count + junction,
    };
    let outward = |node| std::iter::successors(Some(node), |node| parent(*node));
    for line in &layout.lines {
        let (from, to) = (number(line.from), number(line.to));
        // The two that stand beside each other, of which one is, or holds, either end.
        let beside = outward(from).find_map(|from| {
            let to = outward(to).find(|to| parent(*to) == parent(from))?;
            Some((parent(from), from, to))
        });
        if let Some((group, from, to)) = beside.filter(|(_, from, to)| from != to)
            && let Some(group) = groups.get_mut(&group)
        {
            group.needs.insert((from, to));
        }
    }
    let mut areas: Vec<Area> = vec![Area::default(); sizes.len()];
    let size = arrange(None, 0, &groups, sizes, &mut areas);
    move_inward(&groups, &mut areas);
    Placed { areas, size }
}

/// Places what is in a container, each by its distance from the corner of that, and tells how large it is.
fn arrange(
    container: Option<usize>,
    depth: i32,
    groups: &BTreeMap<Option<usize>, Group>,
    sizes: &[Size],
    areas: &mut [Area],
) -> Size {
    let Some(group) = groups.get(&container) else {
        return Size::default();
    };
    for member in &group.members {
        // Containers are nested to a depth that the layout bounds.
        let size = if groups.contains_key(&Some(*member)) {
            let inner = arrange(Some(*member), depth + 1, groups, sizes, areas);
            Size {
                width: sizes[*member].width.max(inner.width + 2 * PADDING),
                height: inner.height + NAME + PADDING,
            }
        } else {
            sizes[*member]
        };
        areas[*member].width = size.width;
        areas[*member].height = size.height;
    }
    let widest = NARROWEST.max(WIDEST - depth * 200);
    let rows = layers(group)
        .into_iter()
        .flat_map(|layer| broken(layer, areas, widest));
    let rows: Vec<Vec<usize>> = rows.collect();
    let width = rows.iter().map(|row| width(row, areas)).max();
    let all = width.unwrap_or_default();
    let mut y = if depth == 0 { PADDING } else { 0 };
    for row in &rows {
        let height = row.iter().map(|one| areas[*one].height).max();
        let height = height.unwrap_or_default();
        let mut x = (all - self::width(row, areas)) / 2;
        for one in row {
            let area = &mut areas[*one];
            (area.x, area.y) = (x, y + (height - area.height) / 2);
            x += area.width + BESIDE;
        }
        y += height + BELOW;
    }
    Size {
        width: all,
        height: (y - BELOW).max(0) + if depth == 0 { PADDING } else { 0 },
    }
}

/// Moves what is in containers to where these are, from the outermost inward.
fn move_inward(groups: &BTreeMap<Option<usize>, Group>, areas: &mut [Area]) {
    let mut ahead = vec![None];
    while let Some(container) = ahead.pop() {
        let Some(group) = groups.get(&container) else {
            continue;
        };
        let corner = container.map(|container| areas[container]);
        let inner = group
            .members
            .iter()
            .map(|one| areas[*one].x + areas[*one].width);
        let inner = inner.max().unwrap_or_default();
        for member in &group.members {
            if let Some(corner) = corner {
                // A name may be wider than what is in the container, which then stands in its middle.
                areas[*member].x += corner.x + PADDING.max((corner.width - inner) / 2);
                areas[*member].y += corner.y + NAME;
            }
            ahead.push(Some(*member));
        }
    }
}

/// How wide a row is.
fn width(row: &[usize], areas: &[Area]) -> i32 {
    let boxes: i32 = row.iter().map(|one| areas[*one].width).sum();
    let gaps = i32::try_from(row.len().saturating_sub(1)).unwrap_or(i32::MAX);
    boxes.saturating_add(gaps.saturating_mul(BESIDE))
}

/// A layer in rows that are no wider than a page, where its boxes are not.
fn broken(layer: Vec<usize>, areas: &[Area], widest: i32) -> Vec<Vec<usize>> {
    let all = width(&layer, areas);
    // As wide as each other, and not one box below many.
    let each = all / ((all / widest) + 1) + BESIDE;
    let mut rows: Vec<Vec<usize>> = vec![Vec::new()];
    let mut x = 0;
    for one in layer {
        if x > 0 && x + areas[one].width > widest.min(each.max(1)) {
            rows.push(Vec::new());
            x = 0;
        }
        x += areas[one].width + BESIDE;
        rows.last_mut().expect("there is one").push(one);
    }
    rows
}

/// The layers of a group: what needs something above it, and what is joined with nothing at the end.
fn layers(group: &Group) -> Vec<Vec<usize>> {
    let ranks = ranks(group);
    let joined: BTreeSet<usize> = group.needs.iter().flat_map(|(a, b)| [*a, *b]).collect();
    let mut layers: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for member in &group.members {
        let rank = joined.contains(member).then(|| ranks[member]);
        layers
            .entry(rank.unwrap_or(usize::MAX))
            .or_default()
            .push(*member);
    }
    let mut layers: Vec<Vec<usize>> = layers.into_values().collect();
    let mut neighbours: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (from, to) in &group.needs {
        neighbours.entry(*from).or_default().push(*to);
        neighbours.entry(*to).or_default().push(*from);
    }
    let mut places: BTreeMap<usize, f64> = BTreeMap::new();
    for layer in &layers {
        note(layer, &mut places);
    }
    for sweep in 0..SWEEPS {
        let mut order: Vec<usize> = (0..layers.len()).collect();
        if sweep % 2 == 1 {
            order.reverse();
        }
        for at in order {
            let mean = |one: &usize| {
                let near = neighbours.get(one)?;
                let sum: f64 = near.iter().map(|near| places[near]).sum();
                #[expect(clippy::cast_precision_loss, reason = "there are fewer boxes")]
                Some(sum / near.len() as f64)
            };
            let mut layer: Vec<(f64, usize)> = layers[at]
                .iter()
                .map(|one| (mean(one).unwrap_or(places[one]), *one))
                .collect();
            layer.sort_by(|a, b| a.0.total_cmp(&b.0));
            layers[at] = layer.into_iter().map(|(_, one)| one).collect();
            note(&layers[at], &mut places);
        }
    }
    layers
}

/// Notes where the boxes of a layer are, from 0 to 1.
#[expect(clippy::cast_precision_loss, reason = "there are fewer boxes")]
fn note(layer: &[usize], places: &mut BTreeMap<usize, f64>) {
    for (at, one) in layer.iter().enumerate() {
        places.insert(*one, (at as f64 + 0.5) / layer.len() as f64);
    }
}

/// The layer of each member, from 0: below all that need it, unless they need each other. What nothing needs is right
/// above the first that it needs.
fn ranks(group: &Group) -> BTreeMap<usize, usize> {
    let mut graph: DiGraph<usize, ()> = DiGraph::new();
    let nodes: BTreeMap<usize, NodeIndex> = group
        .members
        .iter()
        .map(|member| (*member, graph.add_node(*member)))
        .collect();
    for (from, to) in &group.needs {
        graph.add_edge(nodes[from], nodes[to], ());
    }
    // What is needed comes before what needs it.
    let bundles = tarjan_scc(&graph);
    let bundle_of: BTreeMap<NodeIndex, usize> = bundles
        .iter()
        .enumerate()
        .flat_map(|(at, bundle)| bundle.iter().map(move |node| (*node, at)))
        .collect();
    let needs = |at: usize| {
        let needed = bundles[at].iter().flat_map(|node| graph.neighbors(*node));
        let needed: BTreeSet<usize> = needed.map(|node| bundle_of[&node]).collect();
        needed.into_iter().filter(move |other| *other != at)
    };
    let mut ranks = vec![0; bundles.len()];
    let mut is_needed = vec![false; bundles.len()];
    for at in (0..bundles.len()).rev() {
        for needed in needs(at) {
            ranks[needed] = ranks[needed].max(ranks[at] + 1);
            is_needed[needed] = true;
        }
    }
    for at in 0..bundles.len() {
        if let Some(first) = needs(at).map(|needed| ranks[needed]).min()
            && !is_needed[at]
        {
            ranks[at] = first - 1;
        }
    }
    let ranked = bundle_of
        .iter()
        .map(|(node, at)| (graph[*node], ranks[*at]));
    ranked.collect()
}
