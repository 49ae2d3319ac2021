//! Pages that other programs formatted before they are made again.

use super::today;
use crate::check::Settings;
use crate::graph::Graph;
use crate::register::{Register, Risk, Scale, TrackerLink};
use crate::runbook::seal::normalised;
use crate::runbook::{Page, Planner};

/// The checklist of the one component.
fn page(register: &Register) -> Page {
    let (graph, settings) = (Graph::new(register), Settings::default());
    let component = graph.find("A").unwrap();
    let planner = Planner::new(&graph, &settings, today());
    Page::checklist(&planner.plan_components([component]).unwrap())
}

/// A page in which actions have what formatters touch.
fn written() -> (Register, String) {
    let mut risk = Risk::new("R1");
    risk.component = "A".to_owned();
    risk.description = "Orders pile up in the_queue <again>".to_owned();
    risk.notes = "See & read https://wiki.test/a".to_owned();
    risk.runbook_actions = vec![
        "Turn off recommendations and recently-viewed, which sheds a third of the load".into(),
        "Run kubectl delete pod <id> -n $NS".into(),
        "See https://runbooks.test/a_b?x=1&y=2".into(),
    ];
    risk.tracker_links = vec![TrackerLink::new(
        "https://github.com/example-shop/platform/issues/47",
    )];
    let register = Register::new("Test", Scale::default(), Vec::new(), vec![risk]).unwrap();
    let text = page(&register).markdown();
    let text = text.replacen("- [ ] Turn off", "- [x] Turn off", 1);
    let text = text.replacen("## Log", "- a note\n\n## Log", 1);
    (
        register,
        text.replacen("|  |  |  |", "| 03:12 | Ann | paged |", 1),
    )
}

/// What a program makes of a line.
type Program = fn(&str) -> String;

/// What programs make of a page: its lines changed.
fn formatted(text: &str, line: impl Fn(&str) -> String) -> String {
    let (body, seal) = text.split_at(text.find("<!-- risk page").unwrap());
    let lines: Vec<String> = body.lines().map(line).collect();
    format!("{}\n{seal}", lines.join("\n"))
}

fn with_bullet(line: &str, bullet: &str) -> String {
    let text = line.trim_start();
    match text.strip_prefix("- ") {
        Some(entry) => format!("{}{bullet}{entry}", &line[..line.len() - text.len()]),
        None => line.to_owned(),
    }
}

/// Wrapped after so many characters, what goes on indented as in a list.
fn wrapped(line: &str) -> String {
    let is_whole = line.starts_with(['#', '|']) || line.starts_with("    ");
    let mut wrapped = String::new();
    let mut length = 0;
    // A comment is one word.
    for word in line
        .replace("<!-- step ", "<!--\u{a0}step\u{a0}")
        .replace(" -->", "\u{a0}-->")
        .split(' ')
    {
        if length > 30 && length + word.len() > 40 && !is_whole {
            wrapped.push_str("\n      ");
            length = 0;
        } else if !wrapped.is_empty() || length > 0 {
            wrapped.push(' ');
        }
        wrapped.push_str(word);
        length += word.len() + 1;
    }
    if line.starts_with(' ') {
        line.to_owned()
    } else {
        wrapped.replace('\u{a0}', " ")
    }
}

#[test]
fn a_page_that_a_program_formatted_keeps_its_ticks_and_repeats_no_step() {
    let (register, text) = written();
    let page = page(&register);
    let once = page.updated(&text).unwrap().text;
    let programs: [(&str, Program); 10] = [
        ("stars", |line| {
            with_bullet(line, "* ").replace("________", &"\\_".repeat(8))
        }),
        ("plus, more space", |line| with_bullet(line, "+   ")),
        ("big ticks", |line| line.replace("- [x]", "- [X]")),
        ("blank lines between entries", |line| format!("{line}\n")),
        ("under-scored", |line| line.replace("**", "__")),
        ("links", |line| line.replace("](<", "](").replace(">)", ")")),
        ("addresses as links", |line| {
            line.replace("https://wiki.test/a", "<https://wiki.test/a>")
        }),
        ("entities", |line| {
            line.replace("&lt;", "\\<")
                .replace("&gt;", ">")
                .replace("&amp;", "&")
        }),
        ("tables", |line| {
            line.replace("| --- |", "| ----- |").replace(" |", "    |")
        }),
        ("wrapped", wrapped),
    ];
    for (name, program) in programs {
        let earlier = formatted(&text, program);
        assert_ne!(earlier, text, "{name}");
        let updated = page.updated(&earlier).unwrap();
        let words = |text: &str| -> Vec<String> {
            let lines = text.lines().filter(|line| !line.trim().is_empty());
            lines
                .map(|line| normalised(line).replace("-[x]", "-[]"))
                .collect()
        };
        assert_eq!(
            words(&updated.text),
            words(&once),
            "{name}: {}",
            updated.text
        );
        let ticks = |text: &str| text.to_lowercase().matches("- [x] turn off").count();
        assert_eq!((ticks(&updated.text), updated.gone.len()), (1, 0), "{name}");
        assert_eq!(
            page.updated(&updated.text).unwrap().text,
            updated.text,
            "{name}"
        );
    }
}

#[test]
fn code_that_a_program_put_fences_around_is_no_code_of_a_person() {
    let (register, text) = written();
    let page = page(&register);
    let start = text
        .find("## After it is over\n\n    #")
        .map(|at| at + "## After it is over\n\n".len())
        .unwrap();
    let end = text.find("<!-- risk page").unwrap();
    let code = text[start..end].trim_end().lines();
    let code = code.map(|line| line.strip_prefix("    ").unwrap_or(line));
    let fenced = code.collect::<Vec<_>>().join("\n") + "\n";
    let earlier = format!("{}```\n{fenced}```\n\n{}", &text[..start], &text[end..]);
    assert!(fenced.contains("# Record what happened"));
    assert_eq!(
        page.updated(&earlier).unwrap().text,
        page.updated(&text).unwrap().text
    );
}

#[test]
fn what_a_person_wrote_stays_as_it_is_on_a_page_that_no_program_formatted() {
    let (register, text) = written();
    let note = "* my list\n+ mine\n\n```\nmy code\n```\n\nSwitch the bot rule at\nthe CDN";
    let text = text.replacen("- a note", note, 1);
    let updated = page(&register).updated(&text).unwrap();
    assert!(updated.text.contains(note), "{}", updated.text);
}

#[test]
fn whatever_a_person_writes_between_the_lines_stays_and_ends_nothing() {
    let (register, text) = written();
    for line in ["ab→ a note", "é", "→", "```", "~~~ sh", "``` é", "`→"] {
        let noted = text.replacen("## Log", &format!("{line}\n\n## Log"), 1);
        let made = page(&register).updated(&noted).unwrap().text;
        assert!(made.contains(&format!("\n{line}\n")), "{line}: {made}");
    }
}
