//! Statements from words and signs.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::statements::Edge;
use super::{Attributes, Cursor, Defaults, Statements, Token};
use crate::error::Error;
use crate::graph::format::read::Text;

/// No graph that a person or a program makes nests so deep.
const DEEPEST: usize = 100;
/// The most edges, and the most mentions of nodes: an edge between subgraphs is one from every
/// node of the one to every node of the other, so that a small text can state very many. So many edges take 160 MB.
const MOST: usize = 5_000_000;

/// Reads the statements of a graph.
pub(super) fn parse(text: Text<'_>) -> Result<Statements, Error> {
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
    fn graph(&mut self) -> Result<(), Error> {
        if self.cursor.token.is_keyword("strict") {
            self.cursor.next()?;
        }
        self.is_directed = self.cursor.token.is_keyword("digraph");
        if !self.is_directed && !self.cursor.token.is_keyword("graph") {
            return Err(self.cursor.expected("`digraph`"));
        }
        self.cursor.next()?;
        if self.cursor.is_name() {
            self.cursor.id()?;
        }
        self.body(&Defaults::default(), 0)?;
        match self.cursor.token {
            Token::End => Ok(()),
            _ => Err(self
                .cursor
                .expected("one graph and then the end of the file")),
        }
    }

    /// The statements between braces.
    fn body(&mut self, defaults: &Defaults, depth: usize) -> Result<(), Error> {
        if depth > DEEPEST {
            let message = format!("subgraphs nest more than {DEEPEST} deep");
            return Err(self.cursor.wrong(message));
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
        self.cursor.next()
    }

    fn statement(&mut self, defaults: &mut Defaults, depth: usize) -> Result<(), Error> {
        if self.cursor.token.is_keyword("edge") {
            return self.defaults(&mut defaults.edge);
        }
        if self.cursor.token.is_keyword("node") {
            return self.defaults(&mut defaults.node);
        }
        if self.cursor.token.is_keyword("graph") {
            return self.defaults(&mut Attributes::default());
        }
        let at = self.cursor.at;
        if let Some(end) = self.subgraph(defaults, depth)? {
            return self.edges(at, end, defaults, depth);
        }
        let id = self.cursor.id()?;
        if self.cursor.token == Token::Sign('=') {
            // An attribute of the graph, which is not about nodes.
            self.cursor.next()?;
            self.cursor.id()?;
            return Ok(());
        }
        let node = self.node(&id, defaults)?;
        if matches!(self.cursor.token, Token::Arrow | Token::Line) {
            return self.edges(at, node, defaults, depth);
        }
        if self.cursor.token == Token::Sign('[') {
            let place = self.mentions[node.start];
            let mut attributes = Attributes {
                node: std::mem::take(&mut self.statements.nodes[place]),
                ..Attributes::default()
            };
            self.attributes(&mut attributes)?;
            self.statements.nodes[place] = attributes.node;
        }
        Ok(())
    }

    /// The rest of a statement of edges, after its first end.
    fn edges(
        &mut self,
        at: usize,
        first: End,
        defaults: &Defaults,
        depth: usize,
    ) -> Result<(), Error> {
        let mut ends = vec![first];
        loop {
            match self.cursor.token {
                Token::Arrow if self.is_directed => self.cursor.next()?,
                Token::Arrow => {
                    let message = "found `->` in a graph that is not directed: write \
                         `digraph` instead of `graph`";
                    return Err(self.cursor.wrong(message));
                }
                Token::Line => {
                    let message = "found `--`, which does not state what requires which: \
                         write `digraph`, and `->` from what requires to what is required";
                    return Err(self.cursor.wrong(message));
                }
                _ => break,
            }
            let end = match self.subgraph(defaults, depth)? {
                Some(end) => end,
                None => {
                    let id = self.cursor.id()?;
                    self.node(&id, defaults)?
                }
            };
            ends.push(end);
        }
        let mut attributes = Attributes {
            at,
            ..defaults.edge.clone()
        };
        self.attributes(&mut attributes)?;
        let place = (!attributes.is_empty()).then_some(self.statements.attributes.len());
        if place.is_some() {
            self.statements.attributes.push(attributes);
        }
        for (tails, heads) in ends.iter().zip(&ends[1..]) {
            self.connect(tails, heads, place)?;
        }
        Ok(())
    }

    /// An edge from each of these to each of those.
    fn connect(
        &mut self,
        tails: &End,
        heads: &End,
        attributes: Option<usize>,
    ) -> Result<(), Error> {
        let (tails, heads) = (self.members(tails), self.members(heads));
        let more = tails.len().saturating_mul(heads.len());
        if self.statements.edges.len().saturating_add(more) > MOST {
            return Err(self.too_many());
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

    fn too_many(&self) -> Error {
        Error::Limit {
            what: format!(
                "the number of edges and mentions of nodes in {}",
                self.cursor.text.name
            ),
            limit: MOST as u64,
            name: None,
        }
    }

    /// The nodes of an end, each once.
    fn members(&self, end: &End) -> Vec<usize> {
        let mut seen = HashSet::new();
        let mentions = self.mentions[end.clone()].iter().copied();
        mentions.filter(|node| seen.insert(*node)).collect()
    }

    /// A mention of a node, after its id: a port or two may follow.
    fn node(&mut self, id: &str, defaults: &Defaults) -> Result<End, Error> {
        for _ in 0..2 {
            if self.cursor.token == Token::Sign(':') {
                self.cursor.next()?;
                self.cursor.id()?;
            }
        }
        self.mentions
            .push(self.statements.node(id, &defaults.node.node));
        self.end(self.mentions.len() - 1)
    }

    /// The mentions from one on.
    fn end(&self, start: usize) -> Result<End, Error> {
        if self.mentions.len() > MOST {
            return Err(self.too_many());
        }
        Ok(start..self.mentions.len())
    }

    /// A subgraph, if there is one: `subgraph name { … }` with either part left out, or `{ … }`.
    fn subgraph(&mut self, defaults: &Defaults, depth: usize) -> Result<Option<End>, Error> {
        let mut name = None;
        if self.cursor.token.is_keyword("subgraph") {
            self.cursor.next()?;
            if self.cursor.is_name() {
                name = Some(self.cursor.id()?);
            }
            if let Some(name) = &name
                && self.cursor.token != Token::Sign('{')
            {
                return self.again(name).map(Some);
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
    fn again(&mut self, name: &str) -> Result<End, Error> {
        let start = self.mentions.len();
        for end in self.subgraphs.get(name).into_iter().flatten() {
            self.mentions.extend_from_within(end.clone());
            self.end(start)?;
        }
        self.end(start)
    }

    /// The attributes after a keyword, of all that follows it. A label that many have in common names none of them.
    fn defaults(&mut self, attributes: &mut Attributes) -> Result<(), Error> {
        self.cursor.next()?;
        self.attributes(attributes)?;
        attributes.node.label = None;
        Ok(())
    }

    /// Any number of lists of attributes between brackets.
    fn attributes(&mut self, attributes: &mut Attributes) -> Result<(), Error> {
        while self.cursor.token == Token::Sign('[') {
            self.cursor.next()?;
            while self.cursor.token != Token::Sign(']') {
                let name = self.cursor.id()?;
                let mut value = "true".to_owned();
                let mut is_html = false;
                if self.cursor.token == Token::Sign('=') {
                    self.cursor.next()?;
                    is_html = matches!(self.cursor.token, Token::Html(_));
                    value = self.cursor.id()?;
                }
                attributes.set(&name, value, is_html);
                if matches!(self.cursor.token, Token::Sign(',' | ';')) {
                    self.cursor.next()?;
                }
            }
            self.cursor.next()?;
        }
        Ok(())
    }
}
