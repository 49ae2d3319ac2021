//! Statements from words and signs.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::lexer::Wrong;
use super::statements::Edge;
use super::{Attributes, Cursor, Statements, Token};
use crate::error::Error;
use crate::graph::format::read::Text;

/// No graph that a person or a program makes nests so deep.
const DEEPEST: usize = 100;
/// The most edges, and the most mentions of nodes: an edge between subgraphs is one from every
/// node of the one to every node of the other, so that a small text can state very many.
const MOST: usize = 5_000_000;

/// Reads the statements of a graph.
pub(super) fn parse(text: Text<'_>) -> Result<Statements, Error> {
    statements(text.text).map_err(|failure| match failure {
        Failure::Wrong(wrong) => text.malformed(wrong.at, wrong.message),
        Failure::TooMany => Error::Limit {
            what: format!("the number of edges and mentions of nodes in {}", text.name),
            limit: MOST as u64,
            name: None,
        },
    })
}

fn statements(text: &str) -> Result<Statements, Failure> {
    let mut parser = Parser {
        cursor: Cursor::new(text)?,
        is_directed: true,
        statements: Statements::default(),
        mentions: Vec::new(),
        subgraphs: HashMap::new(),
    };
    parser.graph()?;
    Ok(parser.statements)
}

/// Why the statements cannot be read.
enum Failure {
    Wrong(Wrong),
    TooMany,
}

impl From<Wrong> for Failure {
    fn from(wrong: Wrong) -> Self {
        Self::Wrong(wrong)
    }
}

/// The nodes of one end of an edge: a stretch of all mentions.
type End = Range<usize>;

struct Parser<'a> {
    cursor: Cursor<'a>,
    is_directed: bool,
    statements: Statements,
    /// Every mention of a node in the order of the file. So the nodes of a subgraph stand
    /// together, with those of the subgraphs in it, and nesting copies none.
    mentions: Vec<usize>,
    /// The subgraphs that have a name, which may be mentioned again by it.
    subgraphs: HashMap<String, Vec<End>>,
}

impl Parser<'_> {
    fn graph(&mut self) -> Result<(), Failure> {
        if self.cursor.token.is_keyword("strict") {
            self.cursor.next()?;
        }
        self.is_directed = self.cursor.token.is_keyword("digraph");
        if !self.is_directed && !self.cursor.token.is_keyword("graph") {
            return Err(self.cursor.expected("`digraph`").into());
        }
        self.cursor.next()?;
        if matches!(self.cursor.token, Token::Word(_) | Token::Quoted(_)) {
            self.cursor.id()?;
        }
        self.body(&Attributes::default(), 0)?;
        match self.cursor.token {
            Token::End => Ok(()),
            _ => Err(self
                .cursor
                .expected("one graph and then the end of the file")
                .into()),
        }
    }

    /// The statements between braces.
    fn body(&mut self, defaults: &Attributes, depth: usize) -> Result<(), Failure> {
        if depth > DEEPEST {
            let message = format!("subgraphs nest more than {DEEPEST} deep");
            return Err(self.cursor.wrong(message).into());
        }
        self.cursor.sign('{')?;
        let mut defaults = defaults.clone();
        while self.cursor.token != Token::Sign('}') {
            if self.cursor.token == Token::Sign(';') {
                self.cursor.next()?;
            } else {
                self.statement(&mut defaults, depth)?;
            }
        }
        Ok(self.cursor.next()?)
    }

    fn statement(&mut self, defaults: &mut Attributes, depth: usize) -> Result<(), Failure> {
        if self.cursor.token.is_keyword("edge") {
            self.cursor.next()?;
            return self.attributes(defaults);
        }
        if self.cursor.token.is_keyword("node") || self.cursor.token.is_keyword("graph") {
            self.cursor.next()?;
            // A label that many nodes have in common names none.
            return self.attributes(&mut Attributes::default());
        }
        let at = self.cursor.at;
        if let Some(end) = self.subgraph(defaults, depth)? {
            return self.edges(at, end, defaults, depth);
        }
        let id = self.cursor.id()?;
        if self.cursor.token == Token::Sign('=') {
            // An attribute of the graph, which says nothing of nodes.
            self.cursor.next()?;
            self.cursor.id()?;
            return Ok(());
        }
        let node = self.node(&id)?;
        if matches!(self.cursor.token, Token::Arrow | Token::Line) {
            return self.edges(at, node, defaults, depth);
        }
        let mut attributes = Attributes::default();
        self.attributes(&mut attributes)?;
        if let Some(label) = attributes.label {
            let place = self.statements.node(&id);
            self.statements.nodes[place].label = Some(label);
        }
        Ok(())
    }

    /// The rest of a statement of edges, after its first end.
    fn edges(
        &mut self,
        at: usize,
        first: End,
        defaults: &Attributes,
        depth: usize,
    ) -> Result<(), Failure> {
        let mut ends = vec![first];
        loop {
            match self.cursor.token {
                Token::Arrow if self.is_directed => self.cursor.next()?,
                Token::Arrow => {
                    let message = "found `->` in a graph that is not directed: write \
                         `digraph` instead of `graph`";
                    return Err(self.cursor.wrong(message).into());
                }
                Token::Line => {
                    let message = "found `--`, which does not say what requires which: \
                         write `digraph`, and `->` from what requires to what is required";
                    return Err(self.cursor.wrong(message).into());
                }
                _ => break,
            }
            let end = match self.subgraph(defaults, depth)? {
                Some(end) => end,
                None => {
                    let id = self.cursor.id()?;
                    self.node(&id)?
                }
            };
            ends.push(end);
        }
        let mut attributes = Attributes {
            at,
            ..defaults.clone()
        };
        self.attributes(&mut attributes)?;
        let place = (!attributes.is_empty()).then_some(self.statements.attributes.len());
        if place.is_some() {
            self.statements.attributes.push(attributes);
        }
        for pair in ends.windows(2) {
            if let [tails, heads] = pair {
                self.connect(tails, heads, place)?;
            }
        }
        Ok(())
    }

    /// An edge from each of these to each of those.
    fn connect(
        &mut self,
        tails: &End,
        heads: &End,
        attributes: Option<usize>,
    ) -> Result<(), Failure> {
        let (tails, heads) = (self.members(tails), self.members(heads));
        let more = tails.len().saturating_mul(heads.len());
        if self.statements.edges.len().saturating_add(more) > MOST {
            return Err(Failure::TooMany);
        }
        for tail in tails {
            let edges = heads.iter().map(|head| Edge {
                tail,
                head: *head,
                attributes,
            });
            self.statements.edges.extend(edges);
        }
        Ok(())
    }

    /// The nodes of an end, each once.
    fn members(&self, end: &End) -> Vec<usize> {
        let mut seen = HashSet::new();
        let mentions = self.mentions[end.clone()].iter().copied();
        mentions.filter(|node| seen.insert(*node)).collect()
    }

    /// A mention of a node, after its id: a port or two may follow.
    fn node(&mut self, id: &str) -> Result<End, Failure> {
        for _ in 0..2 {
            if self.cursor.token == Token::Sign(':') {
                self.cursor.next()?;
                self.cursor.id()?;
            }
        }
        let place = self.statements.node(id);
        self.mention([place])
    }

    fn mention(&mut self, nodes: impl IntoIterator<Item = usize>) -> Result<End, Failure> {
        let start = self.mentions.len();
        self.mentions.extend(nodes);
        if self.mentions.len() > MOST {
            return Err(Failure::TooMany);
        }
        Ok(start..self.mentions.len())
    }

    /// A subgraph, if there is one: `subgraph name { … }` with either part left out, or `{ … }`.
    fn subgraph(&mut self, defaults: &Attributes, depth: usize) -> Result<Option<End>, Failure> {
        let mut name = None;
        if self.cursor.token.is_keyword("subgraph") {
            self.cursor.next()?;
            if matches!(self.cursor.token, Token::Word(_) | Token::Quoted(_)) {
                name = Some(self.cursor.id()?);
            }
            if self.cursor.token != Token::Sign('{') && name.is_some() {
                return self.again(&name.unwrap_or_default()).map(Some);
            }
        } else if self.cursor.token != Token::Sign('{') {
            return Ok(None);
        }
        let start = self.mentions.len();
        self.body(defaults, depth + 1)?;
        let end = start..self.mentions.len();
        if let Some(name) = name {
            self.subgraphs.entry(name).or_default().push(end.clone());
        }
        Ok(Some(end))
    }

    /// The nodes of a subgraph that is mentioned again by its name.
    fn again(&mut self, name: &str) -> Result<End, Failure> {
        let ends = self.subgraphs.get(name).map_or(&[][..], Vec::as_slice);
        let count: usize = ends.iter().map(ExactSizeIterator::len).sum();
        if self.mentions.len().saturating_add(count) > MOST {
            return Err(Failure::TooMany);
        }
        let nodes: Vec<usize> = ends
            .iter()
            .flat_map(|end| &self.mentions[end.clone()])
            .copied()
            .collect();
        self.mention(nodes)
    }

    /// Any number of lists of attributes between brackets.
    fn attributes(&mut self, attributes: &mut Attributes) -> Result<(), Failure> {
        while self.cursor.token == Token::Sign('[') {
            self.cursor.next()?;
            while self.cursor.token != Token::Sign(']') {
                let name = self.cursor.id()?;
                let mut value = "true".to_owned();
                if self.cursor.token == Token::Sign('=') {
                    self.cursor.next()?;
                    value = self.cursor.id()?;
                }
                attributes.set(&name, value);
                if matches!(self.cursor.token, Token::Sign(',' | ';')) {
                    self.cursor.next()?;
                }
            }
            self.cursor.next()?;
        }
        Ok(())
    }
}
