//! What people tick and write stays when a page is made again.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

use super::generate::register;
use crate::check::Settings;
use crate::graph::Graph;
use crate::register::Register;
use crate::runbook::{NotThisPage, Page, Planner};

/// The checklist of a component that is in all registers.
fn page(register: &Register) -> Page {
    let (graph, settings) = (Graph::new(register), Settings::default());
    let component = graph.find("A").unwrap();
    Page::checklist(&Planner::new(&graph, &settings).plan_components([component]))
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

proptest! {
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
    fn whatever_a_file_has_it_is_no_page_or_is_made_again(
        register in register(),
        text in "(- \\[x\\] a <!-- step [0-9a-f]{3} -->|<!-- risk page 1 |\\{\"page\":\"checklist\",\"components\":\\[\"A\"\\]\\}|\n|-->|[a-z ]){0,12}",
    ) {
        if let Ok(updated) = page(&register).updated(&text) {
            prop_assert!(page(&register).updated(&updated.text).is_ok());
        }
    }
}

#[test]
fn the_page_of_another_component_is_refused() {
    let register = Register::new(
        "",
        crate::register::Scale::default(),
        vec![
            crate::register::Component::new("A"),
            crate::register::Component::new("B"),
        ],
        vec![],
    );
    let register = register.unwrap();
    let (graph, settings) = (Graph::new(&register), Settings::default());
    let planner = Planner::new(&graph, &settings);
    let of = |name| planner.plan_components([graph.find(name).unwrap()]);
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
    let register = Register::new(
        "",
        crate::register::Scale::default(),
        vec![crate::register::Component::new("A")],
        vec![],
    );
    let page = page(&register.unwrap());
    let windows = page.markdown().replace('\n', "\r\n");
    assert_eq!(page.updated(&windows).unwrap().text, windows);
}
