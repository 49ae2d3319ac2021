//! What people tick and write stays when a page is made again.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

use super::generate::register;
use crate::check::Settings;
use crate::graph::Graph;
use crate::register::*;
use crate::runbook::{NotThisPage, Page, Planner};

/// The checklist of a component that is in all registers.
fn page(register: &Register) -> Page {
    let (graph, settings) = (Graph::new(register), Settings::default());
    let component = graph.find("A").unwrap();
    Page::checklist(
        &Planner::new(&graph, &settings)
            .plan_components([component])
            .unwrap(),
    )
}

/// What somebody does to a page.
#[derive(Debug, Clone)]
enum Hand {
    Tick(Index),
    Sign(Index),
    Note(Index, String),
}

fn hands() -> impl Strategy<Value = Vec<Hand>> {
    let note = "(\n)?[a-z]{1,6}note( \\| x)?(\n\n  more)?(\n)?";
    let hand = prop_oneof![
        any::<Index>().prop_map(Hand::Tick),
        any::<Index>().prop_map(Hand::Sign),
        (any::<Index>(), note).prop_map(|(at, note)| Hand::Note(at, note)),
    ];
    vec(hand, 0..6)
}

/// The lines of a page without the comment at its end, and that comment.
fn lines(text: &str) -> (Vec<String>, String) {
    let end = text.find("<!-- risk page").unwrap();
    let lines = text[..end].lines().map(str::to_owned).collect();
    (lines, text[end..].to_owned())
}

fn work(text: &str, hands: &[Hand]) -> String {
    let (mut lines, seal) = lines(text);
    for hand in hands {
        let steps: Vec<usize> = (0..lines.len())
            .filter(|at| lines[*at].starts_with("- [ ] "))
            .collect();
        match hand {
            Hand::Tick(at) if !steps.is_empty() => {
                let line = &mut lines[steps[at.index(steps.len())]];
                *line = line.replacen("[ ]", "[x]", 1);
            }
            Hand::Sign(at) if !steps.is_empty() => {
                let line = &mut lines[steps[at.index(steps.len())]];
                *line = line.replacen(" <!-- step", " signed 03:12 AB <!-- step", 1);
            }
            Hand::Note(at, note) => {
                let at = at.index(lines.len() + 1);
                for (offset, line) in note.split('\n').enumerate() {
                    lines.insert(at + offset, line.to_owned());
                }
            }
            _ => {}
        }
    }
    format!("{}\n{seal}", lines.join("\n"))
}

/// The lines that only a hand can have made.
fn by_hand(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = lines(text).0;
    lines.retain(|line| {
        line.contains("note") || line.contains("more") || line.contains("signed 03:12")
    });
    lines.sort();
    lines
}

fn ticked_ids(text: &str) -> Vec<String> {
    let ticked = text.lines().filter(|line| line.starts_with("- [x]"));
    let id = |line: &str| line.split("<!-- step ").nth(1).unwrap().to_owned();
    let mut ids: Vec<String> = ticked.map(id).collect();
    ids.sort();
    ids
}

/// The id that a line written by hand stands below: of a heading or of a step.
fn owners(text: &str) -> Vec<(String, String)> {
    let mut owner = String::new();
    let mut owners = Vec::new();
    for line in lines(text).0 {
        let id = ["<!-- heading ", "<!-- step "]
            .iter()
            .find_map(|mark| line.split(mark).nth(1));
        match id {
            Some(id) => id.clone_into(&mut owner),
            None if line.starts_with('#') => owner.clear(),
            None if line.contains("note") => owners.push((line, owner.clone())),
            None => {}
        }
    }
    owners
}

proptest! {
    #[test]
    fn a_note_stays_below_its_step_or_way_to_fail_where_that_is_still_there(
        before in register(),
        after in register(),
        hands in hands(),
    ) {
        let worked = work(&page(&before).markdown(), &hands);
        let fresh = page(&after).markdown();
        let updated = page(&after).updated(&worked).unwrap().text;
        let now = owners(&updated);
        for (note, owner) in owners(&worked) {
            if !owner.is_empty() && fresh.contains(&owner) {
                prop_assert!(now.contains(&(note, owner)));
            }
        }
    }

    #[test]
    fn all_that_people_ticked_and_wrote_is_on_the_page_that_is_made_again(
        before in register(),
        after in register(),
        hands in hands(),
    ) {
        let worked = work(&page(&before).markdown(), &hands);
        let updated = page(&after).updated(&worked).unwrap();
        prop_assert_eq!(by_hand(&updated.text), by_hand(&worked));
        prop_assert_eq!(ticked_ids(&updated.text), ticked_ids(&worked));
    }

    #[test]
    fn a_page_made_again_twice_is_as_it_was_the_first_time(
        before in register(),
        after in register(),
        hands in hands(),
    ) {
        let worked = work(&page(&before).markdown(), &hands);
        let once = page(&after).updated(&worked).unwrap().text;
        let twice = page(&after).updated(&once).unwrap().text;
        prop_assert_eq!(twice, once);
    }

    #[test]
    fn a_page_that_nobody_wrote_on_is_made_anew(before in register(), after in register()) {
        let updated = page(&after).updated(&page(&before).markdown()).unwrap();
        prop_assert_eq!(updated.text, page(&after).markdown());
        prop_assert_eq!((updated.kept_steps, updated.kept_lines), (0, 0));
        prop_assert!(updated.gone.iter().all(|gone| !gone.is_kept));
    }

    #[test]
    fn whatever_stands_in_a_page_with_a_sound_end_it_is_made_again_and_then_stays(
        text in "(- \\[x\\] a <!-- step [0-9a-f]{3} -->|# b <!-- heading [0-9a-f]{3} -->|<!-- risk page 1 |## Kept from earlier pages|\n|-->|\\| +|[a-z ]){0,12}",
    ) {
        let seal = "<!-- risk page 1 {\"page\":\"checklist\",\"components\":[\"A\"],\"lines\":0}\n-->";
        // No line of this page reads as one of the text.
        let page = page(&services(None));
        let once = page.updated(&format!("{text}\n{seal}\n")).unwrap().text;
        let twice = page.updated(&once).unwrap().text;
        prop_assert_eq!(twice, once);
    }

    #[test]
    fn whatever_a_file_has_it_is_no_page_or_is_made_again(
        register in register(),
        text in "(- \\[x\\] a <!-- step [0-9a-f]{3} -->|<!-- risk page 1 |\\{\"page\":\"checklist\",\"components\":\\[\"A\"\\](,\"lines\":[01])?\\}|[0-9a-f]{10}|\n|-->|[a-z ]){0,12}",
    ) {
        if let Ok(updated) = page(&register).updated(&text) {
            prop_assert!(page(&register).updated(&updated.text).is_ok());
        }
    }
}

#[test]
fn the_page_of_another_component_is_refused() {
    let register = of(vec![Component::new("A"), Component::new("B")], vec![]);
    let (graph, settings) = (Graph::new(&register), Settings::default());
    let planner = Planner::new(&graph, &settings);
    let of = |name| {
        planner
            .plan_components([graph.find(name).unwrap()])
            .unwrap()
    };
    let (a, b) = (Page::checklist(&of("A")), Page::checklist(&of("B")));
    let other = NotThisPage::Other {
        title: "the checklist of B".to_owned(),
    };
    assert_eq!(a.updated(&b.markdown()), Err(other));
    let form = Page::rehearsal(&of("A")).markdown();
    assert!(a.updated(&form).is_err());
    assert_eq!(a.updated("# My notes\n"), Err(NotThisPage::NoSeal));
}

#[test]
fn a_page_with_the_line_ends_of_windows_keeps_them() {
    let page = page(&of(vec![Component::new("A")], vec![]));
    let windows = page.markdown().replace('\n', "\r\n");
    assert_eq!(page.updated(&windows).unwrap().text, windows);
}

fn of(components: Vec<Component>, risks: Vec<Risk>) -> Register {
    Register::new("", Scale::default(), components, risks).unwrap()
}

/// A database, and services that need it.
fn services(restore: Option<u64>) -> Register {
    let needing = |name: &str| {
        let mut component = Component::new(name);
        component.requires = Some(vec![Requirement::of("A")]);
        component
    };
    let mut b = needing("B");
    b.restore = restore.map(|minutes| Duration::from_minutes(minutes).into());
    of(
        vec![Component::new("A"), b, needing("C"), needing("D")],
        vec![],
    )
}

#[test]
fn a_note_below_one_of_several_that_read_alike_stays_below_it() {
    let text = page(&services(None)).markdown();
    let at = text.find("- [ ] **C**").unwrap();
    let detail = at + text[at..].find("it takes\n").unwrap() + "it takes\n".len();
    let written = format!("{}  - DO NOT RESTART\n{}", &text[..detail], &text[detail..]);
    let updated = page(&services(Some(5))).updated(&written).unwrap().text;
    let note = updated.find("DO NOT RESTART").unwrap();
    assert!(updated.find("- [ ] **C**").unwrap() < note, "{updated}");
    assert!(note < updated.find("- [ ] **D**").unwrap(), "{updated}");
}

#[test]
fn what_was_filled_in_is_there_once() {
    let register = services(None);
    let (graph, settings) = (Graph::new(&register), Settings::default());
    let plan = Planner::new(&graph, &settings)
        .plan_components([graph.find("A").unwrap()])
        .unwrap();
    let form = Page::rehearsal(&plan);
    let filled = form
        .markdown()
        .replace("- **Date:** ________", "- **Date:** 2026-11-23")
        .replace("| B | down |  |  |", "| B | down | degraded | 12m |")
        .replacen("|  |  |  |\n", "| slow | Ann | OPS-1 |\n", 1);
    let updated = form.updated(&filled).unwrap().text;
    assert_eq!(updated, filled);
    let log = page(&register)
        .markdown()
        .replace("## Log", "## Log of INC-77");
    let log = log.replacen("|  |  |  |", "| 03:10 | Ann | paged |", 1);
    let updated = page(&register).updated(&log).unwrap().text;
    let table = updated.find("| --- | --- | --- |").unwrap();
    assert!(table < updated.find("| 03:10").unwrap(), "{updated}");
}

#[test]
fn a_tick_stays_with_its_risk_where_references_are_blank() {
    let risk = |description: &str| {
        let mut risk = Risk::new("");
        risk.component = "A".to_owned();
        risk.description = description.to_owned();
        risk.runbook_actions = vec!["Restart".into()];
        risk
    };
    let before = page(&of(vec![], vec![risk("Disk full")])).markdown();
    let ticked = before.replace("- [ ] Restart", "- [x] Restart");
    let after = page(&of(vec![], vec![risk("Expired"), risk("Disk full")]));
    let updated = after.updated(&ticked).unwrap().text;
    let disk = updated.find("Disk full").unwrap();
    assert!(updated.find("- [x] Restart").unwrap() > disk, "{updated}");
    assert_eq!(updated.matches("- [x]").count(), 1);
}

#[test]
fn a_scenario_is_the_same_in_any_order_and_case() {
    let of_all = |names: [&str; 2]| {
        let register = of(names.map(Component::new).into(), vec![]);
        let (graph, settings) = (Graph::new(&register), Settings::default());
        let all = graph.structure().components();
        Page::checklist(
            &Planner::new(&graph, &settings)
                .plan_components(all)
                .unwrap(),
        )
    };
    let page = of_all(["A", "B"]);
    assert!(of_all(["b", "A"]).updated(&page.markdown()).is_ok());
}

#[test]
fn a_step_that_lost_its_comment_is_still_the_step() {
    let page = page(&services(None));
    let text = page.markdown();
    let lost: Vec<&str> = text
        .lines()
        .map(|line| match line.split_once(" <!-- step ") {
            Some((step, _)) => step,
            None => line,
        })
        .collect();
    let lost = lost.join("\n").replace("- [ ] **C**", "- [x] **C**");
    let updated = page.updated(&lost).unwrap().text;
    assert_eq!(updated.matches("**C** — at").count(), 1, "{updated}");
    assert!(updated.contains("- [x] **C**"), "{updated}");
}

#[test]
fn a_table_takes_more_rows_than_it_has_room_for() {
    let page = page(&services(None));
    let text = page.markdown();
    let rows: Vec<String> = (0..12)
        .map(|n| format!("| 03:{n:02} | A \\| B | note {n} |"))
        .collect();
    let empty = "|  |  |  |\n".repeat(8);
    let filled = text.replacen(&empty, &format!("{}\n", rows.join("\n")), 1);
    let updated = page.updated(&filled).unwrap().text;
    let order: Vec<usize> = rows
        .iter()
        .map(|row| updated.find(row.as_str()).unwrap())
        .collect();
    assert!(order.is_sorted(), "{updated}");
    assert!(!updated.contains("|  |  |  |"), "{updated}");
}

#[test]
fn a_damaged_comment_is_refused() {
    let page = page(&services(None));
    let text = page.markdown();
    let mut lines: Vec<&str> = text.lines().collect();
    lines.remove(lines.len() - 2);
    assert_eq!(page.updated(&lines.join("\n")), Err(NotThisPage::Damaged));
}
