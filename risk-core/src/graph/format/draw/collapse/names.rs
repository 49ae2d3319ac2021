//! What a group of components is called.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use super::super::Drawing;
use super::groups::Groups;
use super::{Shape, common};
use crate::record::text::and_more;

/// How many of a group are named; the rest are counted.
const NAMED: usize = 2;

/// The longest name within the name of a group, in characters: a label has to stay one.
const LONGEST: usize = 30;

/// The name of each group: of one component its own; of one kind that no other group has, such as `34 × service`;
/// of others the names of those that are needed most. No two are the same.
pub(super) fn names(groups: &Groups, drawing: &Drawing) -> Vec<String> {
    let whole: Vec<usize> = (0..drawing.components.len()).collect();
    let shape = Shape::of(drawing, &whole, whole.len());
    let cycles = shape.cycles();
    let kinds: Vec<Option<String>> = groups
        .members
        .iter()
        .map(|members| kind(drawing, members))
        .collect();
    let mut shared: HashMap<&str, usize> = HashMap::new();
    for kind in kinds.iter().flatten() {
        *shared.entry(kind).or_default() += 1;
    }
    let alone = groups.members.iter().filter(|members| members.len() == 1);
    let mut taken = Taken {
        names: alone
            .map(|m| drawing.components[m[0]].name.clone())
            .collect(),
        uses: HashMap::new(),
    };
    let named = groups.members.iter().zip(&kinds).map(|(members, kind)| {
        if let [member] = members.as_slice() {
            return drawing.components[*member].name.clone();
        }
        let listed = || listed(drawing, members, &shape);
        let cycle = common(members.iter().map(|member| cycles[*member]));
        taken.free(&match (kind, cycle) {
            (Some(kind), None) if shared[kind.as_str()] == 1 => kind.clone(),
            (Some(kind), None) => format!("{kind}: {}", listed()),
            (_, Some(_)) => format!("cycle of {}", listed()),
            (None, None) => listed(),
        })
    });
    named.collect()
}

/// Such as `34 × service`, where all are of one kind.
fn kind(drawing: &Drawing, members: &[usize]) -> Option<String> {
    let all = members.iter().map(|member| &drawing.components[*member]);
    let kind = common(all.clone().map(|component| component.kind.as_str()));
    let kind = kind.filter(|kind| !kind.is_empty() && members.len() > 1)?;
    let count: usize = all.map(|component| component.count).sum();
    Some(format!("{count} × {kind}"))
}

/// Such as `Login, Postgres and 7 more`.
fn listed(drawing: &Drawing, members: &[usize], shape: &Shape) -> String {
    let mut members = members.to_vec();
    members.sort_by_key(|member| (Reverse(shape.uses(*member)), *member));
    let (named, rest) = members.split_at(NAMED.min(members.len()));
    let names: Vec<String> = named
        .iter()
        .map(|member| short(&drawing.components[*member].name))
        .collect();
    let rest = rest.iter().map(|member| drawing.components[*member].count);
    match rest.sum() {
        0_usize => names.join(" and "),
        rest => and_more(&names, rest),
    }
}

fn short(name: &str) -> String {
    if name.chars().count() <= LONGEST {
        return name.to_owned();
    }
    let start: String = name.chars().take(LONGEST - 1).collect();
    start + "…"
}

/// The names that are taken, and how often each was asked for.
struct Taken {
    names: HashSet<String>,
    uses: HashMap<String, usize>,
}

impl Taken {
    /// The name, or the name with a number that nothing else has.
    fn free(&mut self, name: &str) -> String {
        let uses = self.uses.entry(name.to_owned()).or_insert(0);
        loop {
            *uses += 1;
            let free = match *uses {
                1 => name.to_owned(),
                number => format!("{name} ({number})"),
            };
            if self.names.insert(free.clone()) {
                return free;
            }
        }
    }
}
