//! Conditions over the choices of a question: `a && !(b || c)`.
//!
//! The grammar is that of the rules of AWS's custom lenses, `or := and ('||' and)*; and := not ('&&' not)*;
//! not := '!' not | '(' or ')' | id`, or the word `default` (AWS Well-Architected Tool user guide, "Lens format
//! specification", which does not state that `&&` binds tighter than `||`). A condition is kept in the order in which
//! it is evaluated, so that nothing that reads or evaluates one calls itself.

use std::collections::HashMap;

/// What a condition is when it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Condition {
    /// True of every state.
    Default,
    /// Operands before their operators.
    Steps(Vec<Step>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// The choice at a position.
    Choice(usize),
    Not,
    And,
    Or,
}

/// Deeper conditions are a mistake: nobody can read one of ten levels.
const DEEPEST: usize = 200;

impl Condition {
    /// Reads a condition over choices by their ids. The message of an error tells the place in it.
    pub fn parse(text: &str, choices: &HashMap<&str, usize>) -> Result<Self, String> {
        if text.trim() == "default" && !choices.contains_key("default") {
            return Ok(Self::Default);
        }
        let mut reader = Reader::default();
        for (at, token) in (Tokens { text, at: 0 }) {
            let place =
                |message| format!("{message} at character {}", text[..at].chars().count() + 1);
            reader.take(token, choices).map_err(place)?;
        }
        reader.end()
    }

    /// Whether it is true of a state: of which choices are ticked. The stack is room to work in.
    pub fn is_true(&self, ticked: &[bool], stack: &mut Vec<bool>) -> bool {
        let Self::Steps(steps) = self else {
            return true;
        };
        stack.clear();
        for step in steps {
            let last = stack.pop();
            let value = match (step, last) {
                (Step::Choice(choice), last) => {
                    stack.extend(last);
                    ticked[*choice]
                }
                (Step::Not, last) => last == Some(false),
                // Both operands were there when the condition was read.
                (Step::And, last) => stack.pop() == Some(true) && last == Some(true),
                (Step::Or, last) => stack.pop() == Some(true) || last == Some(true),
            };
            stack.push(value);
        }
        stack.pop() == Some(true)
    }
}

/// Moves what is read into the order of evaluation: Dijkstra's shunting yard.
#[derive(Debug, Default)]
struct Reader {
    steps: Vec<Step>,
    waiting: Vec<Waiting>,
    open: usize,
    has_operand: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Waiting {
    Parenthesis,
    Or,
    And,
    Not,
}

impl Reader {
    fn take(&mut self, token: &str, choices: &HashMap<&str, usize>) -> Result<(), String> {
        match (token, self.has_operand) {
            ("(", false) => {
                self.open += 1;
                self.wait(Waiting::Parenthesis)?;
            }
            ("!", false) => self.wait(Waiting::Not)?,
            (")", true) if self.open > 0 => {
                self.open -= 1;
                self.apply(Waiting::Or);
                self.waiting.pop();
                self.apply(Waiting::Not);
            }
            ("&&", true) => self.operator(Waiting::And)?,
            ("||", true) => self.operator(Waiting::Or)?,
            ("(" | "!" | ")" | "&&" | "||" | "&" | "|", _) => {
                return Err(format!("`{token}` makes no sense"));
            }
            (id, false) => {
                let choice = choices.get(id);
                let choice = choice.ok_or_else(|| unknown(id, choices))?;
                self.steps.push(Step::Choice(*choice));
                self.has_operand = true;
                self.apply(Waiting::Not);
            }
            (id, true) => {
                let id = crate::record::text::quote(id);
                return Err(format!("there is no operator before {id}"));
            }
        }
        Ok(())
    }

    fn operator(&mut self, operator: Waiting) -> Result<(), String> {
        self.apply(operator);
        self.has_operand = false;
        self.wait(operator)
    }

    fn wait(&mut self, waiting: Waiting) -> Result<(), String> {
        self.waiting.push(waiting);
        if self.waiting.len() > DEEPEST {
            return Err(format!("the condition is nested more than {DEEPEST} deep"));
        }
        Ok(())
    }

    /// Applies what waits and binds as tight, back to the last parenthesis.
    fn apply(&mut self, loosest: Waiting) {
        while let Some(last) = self.waiting.pop_if(|last| *last >= loosest) {
            self.steps.push(match last {
                Waiting::Not => Step::Not,
                Waiting::And => Step::And,
                Waiting::Or | Waiting::Parenthesis => Step::Or,
            });
        }
    }

    fn end(mut self) -> Result<Condition, String> {
        if self.open > 0 {
            return Err("a parenthesis is not closed".to_owned());
        }
        if !self.has_operand {
            return Err("an id is missing at the end".to_owned());
        }
        self.apply(Waiting::Or);
        Ok(Condition::Steps(self.steps))
    }
}

fn unknown(id: &str, choices: &HashMap<&str, usize>) -> String {
    use crate::record::text::{nearest, quote};
    let mut names: Vec<&str> = choices.keys().copied().collect();
    names.sort_unstable();
    match nearest(id, names) {
        Some(name) => format!("{} is no choice; did you mean `{name}`?", quote(id)),
        None => format!("{} is no choice", quote(id)),
    }
}

/// The words and signs of a condition, and the byte that each starts at.
struct Tokens<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Iterator for Tokens<'a> {
    type Item = (usize, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.text[self.at..].trim_start();
        let first = rest.chars().next()?;
        let is_sign = |c: char| matches!(c, '(' | ')' | '!' | '&' | '|');
        let length = if rest.starts_with("&&") || rest.starts_with("||") {
            2
        } else if is_sign(first) {
            1
        } else {
            let end = rest.find(|c: char| c.is_whitespace() || is_sign(c));
            end.unwrap_or(rest.len())
        };
        let start = self.text.len() - rest.len();
        self.at = start + length;
        Some((start, &rest[..length]))
    }
}
