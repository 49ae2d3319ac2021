//! What people tick and write stays when a page is made again.

use std::collections::HashMap;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::generate::register;
use super::today;
use crate::check::Settings;
use crate::graph::Graph;
use crate::register::*;
use crate::runbook::seal::normalised;
use crate::runbook::{NotThisPage, Page, Plan, Planner};

/// The checklist of a component that is in all registers.
fn page(register: &Register) -> Page {
    page_by(register, Page::checklist)
}

fn page_by(register: &Register, make: fn(&Plan) -> Page) -> Page {
    let (graph, settings) = (Graph::new(register), Settings::default());
    let component = graph.find("A").unwrap();
    let planner = Planner::new(&graph, &settings, today());
    make(&planner.plan_components([component]).unwrap())
}

/// Both sorts of pages.
fn sort() -> impl Strategy<Value = fn(&Plan) -> Page> {
    prop_oneof![
        Just(Page::checklist as fn(&Plan) -> Page),
        Just(Page::rehearsal as fn(&Plan) -> Page)
    ]
}

/// What somebody does to a page.
#[derive(Debug, Clone)]
enum Hand {
    Tick(Index),
    Sign(Index),
    Note(Index, String),
    /// A line of the page, once more.
    Copy(Index, Index),
    /// The text of a step, once more.
    CopyWithoutId(Index, Index),
    /// Something in the empty cells of a row, and on a line to write on.
    Fill(Index),
}

/// What people type that reads like what is generated, or like nothing.
const ALIKE: [&str; 14] = [
    "| | | | ",
    "|  |  |  |",
    "| --- | --- | --- |",
    "| 03:12 | Ann | paged |",
    "---",
    "- ",
    "\\",
    "\u{a0}",
    "## Log",
    "# Runbook: A",
    "## Kept from earlier pages",
    "- [ ] ",
    "  - it takes",
    "- **Owner:** ________",
];

fn hands() -> impl Strategy<Value = Vec<Hand>> {
    let note = "(\n)?[a-z]{1,6}note( \\| x)?(\n\n  more)?(\n)?";
    let hand = prop_oneof![
        any::<Index>().prop_map(Hand::Tick),
        any::<Index>().prop_map(Hand::Sign),
        any::<Index>().prop_map(Hand::Fill),
        (any::<Index>(), note).prop_map(|(at, note)| Hand::Note(at, note)),
        additions(),
    ];
    vec(hand, 0..6)
}

/// What somebody does to a page that takes nothing away, and reads like what is generated.
fn additions() -> impl Strategy<Value = Hand> {
    let index = any::<Index>;
    prop_oneof![
        (index(), select(&ALIKE[..])).prop_map(|(at, line)| Hand::Note(at, line.to_owned())),
        (index(), index()).prop_map(|(from, to)| Hand::Copy(from, to)),
        (index(), index()).prop_map(|(from, to)| Hand::CopyWithoutId(from, to)),
    ]
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
            Hand::Copy(from, to) => {
                let line = lines[from.index(lines.len())].clone();
                lines.insert(to.index(lines.len() + 1), line);
            }
            Hand::CopyWithoutId(from, to) if !steps.is_empty() => {
                let line = lines[steps[from.index(steps.len())]].clone();
                let text = line.split(" <!-- step").next().unwrap_or_default();
                lines.insert(to.index(lines.len() + 1), text.to_owned());
            }
            Hand::Fill(at) => {
                let is_blank = |line: &str| line.contains("|  |") || line.contains(":** ________");
                let blanks: Vec<usize> = (0..lines.len())
                    .filter(|at| is_blank(&lines[*at]))
                    .collect();
                if !blanks.is_empty() {
                    let line = &mut lines[blanks[at.index(blanks.len())]];
                    *line = line.replacen("|  |", "| filled |", 1);
                    *line = line.replacen(":** ________", ":** filled", 1);
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
    let id = |line: &str| line.split("<!-- step ").last().unwrap_or(line).to_owned();
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

/// What the lines of a page say and whether they are ticked, without those that say nothing.
fn said(text: &str) -> Vec<(String, bool)> {
    let lines = lines(text).0.into_iter();
    let said = lines.map(|line| (normalised(&line), line.starts_with("- [x]")));
    said.filter(|(line, _)| !line.is_empty()).collect()
}

/// How often a page says each of its lines.
fn counted(text: &str) -> HashMap<(String, bool), usize> {
    let mut counted = HashMap::new();
    for line in said(text) {
        *counted.entry(line).or_default() += 1;
    }
    counted
}

proptest! {
    #[test]
    fn all_stands_where_it_stood_on_a_page_that_is_made_again_of_the_same_register(
        register in register(),
        sort in sort(),
        hands in hands(),
    ) {
        let page = page_by(&register, sort);
        let worked = work(&page.markdown(), &hands);
        let updated = page.updated(&worked).unwrap();
        prop_assert_eq!(said(&updated.text), said(&worked));
        prop_assert!(updated.gone.is_empty());
    }

    #[test]
    fn what_somebody_typed_is_there_beside_what_is_generated_and_reads_the_same(
        before in register(),
        after in register(),
        sort in sort(),
        hands in vec(additions(), 0..6),
    ) {
        let earlier = page_by(&before, sort).markdown();
        let worked = work(&earlier, &hands);
        let page = page_by(&after, sort);
        let updated = page.updated(&worked).unwrap().text;
        let [earlier, worked, generated, now] =
            [&earlier, &worked, &page.markdown(), &updated].map(|text| counted(text));
        for (line, count) in &worked {
            let of = |lines: &HashMap<_, usize>| lines.get(line).copied().unwrap_or_default();
            let typed = count - of(&earlier);
            prop_assert!(of(&now) >= typed + of(&generated), "{line:?}\n{updated}");
        }
    }

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
    let planner = Planner::new(&graph, &settings, today());
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
    let detail = at + text[at..].find("time unknown\n").unwrap() + "time unknown\n".len();
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
    let plan = Planner::new(&graph, &settings, today())
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
            &Planner::new(&graph, &settings, today())
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
fn a_typed_line_that_reads_like_a_generated_one_stays_where_it_is() {
    let page = page(&services(None));
    let text = page.markdown();
    for typed in [
        "| | | | ",
        "| --- | --- | --- |",
        "## Log",
        "  - repair time unknown",
    ] {
        let at_the_top = format!("{typed}\n{text}");
        let in_the_log = text.replacen("|  |  |  |\n", &format!("|  |  |  |\n{typed}\n"), 1);
        for worked in [at_the_top, in_the_log] {
            let updated = page.updated(&worked).unwrap();
            assert_eq!(said(&updated.text), said(&worked), "{typed}");
            assert_eq!(updated.kept_lines, 1, "{typed}");
        }
    }
}

#[test]
fn what_was_filled_in_leaves_no_room_for_what_reads_like_its_blank() {
    let page = page(&services(None));
    let text = page.markdown();
    let filled = text.replacen("|  |  |  |", "| 03:10 | Ann | paged |", 1);
    let worked = format!("|  |  |  |\n{filled}");
    let updated = page.updated(&worked).unwrap().text;
    assert_eq!(said(&updated), said(&worked));
}

#[test]
fn a_part_of_a_page_that_was_moved_is_not_there_twice() {
    let page = page(&services(None));
    let text = page.markdown();
    let (begin, end) = (text.find("## Log").unwrap(), text.find("## After").unwrap());
    let log = &text[begin..end];
    let moved = format!("{log}{}", text.replacen(log, "", 1));
    assert_eq!(page.updated(&moved).unwrap().text, text);
}

#[test]
fn a_page_that_was_pasted_into_itself_keeps_both() {
    let page = page(&services(None));
    let text = page.markdown();
    let (lines, seal) = lines(&text);
    let twice = format!("{}\n{}\n{seal}", lines.join("\n"), lines.join("\n"));
    let updated = page.updated(&twice).unwrap().text;
    assert_eq!(said(&updated), said(&twice));
}

#[test]
fn a_damaged_comment_is_refused() {
    let page = page(&services(None));
    let text = page.markdown();
    let mut lines: Vec<&str> = text.lines().collect();
    lines.remove(lines.len() - 2);
    assert_eq!(page.updated(&lines.join("\n")), Err(NotThisPage::Damaged));
}
