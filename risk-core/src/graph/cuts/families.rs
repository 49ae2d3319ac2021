//! Families of sets, of which none has another one within it, as a diagram that shares what they have in common.

use std::hash::{BuildHasher, BuildHasherDefault, Hasher};

use indexmap::IndexSet;

use super::SearchEnd;
use super::meter::Meter;
use crate::graph::id::{index, number};

/// The family without sets: what never happens.
pub const NEVER: u32 = 0;
/// The family of the empty set: what happens whatever fails.
pub const ALWAYS: u32 = 1;
/// Where the table of results begins and ends to grow: it takes 20 bytes for each.
const RESULTS: [usize; 2] = [1 << 8, 1 << 22];
/// A place without a result: the call is never one that has to be looked up.
const NOTHING: (Call, u32) = (Call(Operation::Or, NEVER, NEVER), NEVER);

/// A zero-suppressed decision diagram (Minato, 1993) of minimal sets (Rauzy, 1993). A node is a family: its sets with
/// an event, and those without it. Equal families are one node, so that the product of a thousand sets and a
/// thousand others takes steps by its nodes, which are few, and not by its sets.
///
/// No set has more events than `order`. The smaller ones are all there, because neither a union nor a product
/// makes a small set of a large one.
pub struct Families<'m, 'p> {
    nodes: IndexSet<Node, Mixed>,
    /// What calls came to, each at a place that its hash gives, until another one comes there.
    results: Vec<(Call, u32)>,
    /// What is still to be done, last first: a stack of our own, as a diagram is as deep as there are components.
    steps: Vec<Step>,
    values: Vec<u32>,
    pub order: u32,
    /// Whether a set was left out that has more events.
    pub has_larger: bool,
    pub meter: &'m mut Meter<'p>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Node {
    /// The first event; the last number there is where there are no events.
    event: u32,
    /// The sets with it, which is left out of them.
    with: u32,
    without: u32,
    /// How many events the largest set has.
    largest: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Operation {
    /// The sets of either.
    Or,
    /// Each set of one with each of the other, up to so many events.
    And(u32),
    /// The sets of one that have none of the other within them.
    Without,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Call(Operation, u32, u32);

#[derive(Debug, Clone, Copy)]
enum Step {
    Call(Call),
    /// Calls with the last value for one, and this family for the other.
    CallWith(Operation, u32),
    /// Of the last two values, the sets of either.
    Join,
    /// Of the last two values, those without an event and those with it, these lose what those suffice for.
    Reduce,
    /// Of the last two values, a node, which is what a call comes to.
    Node(u32, Call),
}

impl<'m, 'p> Families<'m, 'p> {
    pub fn new(order: u32, meter: &'m mut Meter<'p>) -> Self {
        let without_events = [NEVER, ALWAYS].map(|family| Node {
            event: u32::MAX,
            with: family,
            without: family,
            largest: 0,
        });
        Self {
            nodes: without_events.into_iter().collect(),
            results: vec![NOTHING; RESULTS[0]],
            steps: Vec::new(),
            values: Vec::new(),
            order,
            has_larger: false,
            meter,
        }
    }

    /// The family of one set of one event.
    pub fn single(&mut self, event: u32) -> u32 {
        self.node(event, ALWAYS, NEVER)
    }

    /// The first event of a family, by which it is sorted.
    pub fn event(&self, family: u32) -> u32 {
        self.get(family).event
    }

    pub fn or(&mut self, one: u32, other: u32) -> Result<u32, SearchEnd> {
        self.run(Call(Operation::Or, one, other))
    }

    pub fn and(&mut self, one: u32, other: u32) -> Result<u32, SearchEnd> {
        self.run(Call(Operation::And(self.order), one, other))
    }

    /// What happens where so many of some happen.
    pub fn at_least(&mut self, count: usize, of: &[u32]) -> Result<u32, SearchEnd> {
        if of.len() < count {
            return Ok(NEVER);
        }
        // That so many happen of those that were looked at.
        let mut happen = vec![NEVER; count + 1];
        happen[0] = ALWAYS;
        for (at, family) in of.iter().enumerate() {
            // With fewer, those that are left would not do.
            let fewest = (at + 1 + count).saturating_sub(of.len()).max(1);
            for so_many in (fewest..=count.min(at + 1)).rev() {
                let with = self.and(happen[so_many - 1], *family)?;
                happen[so_many] = self.or(happen[so_many], with)?;
            }
        }
        Ok(happen[count])
    }

    /// The sets of a family that have as many events as they may, unless there are more of them than that.
    pub fn largest(&mut self, family: u32, most: usize) -> Result<Vec<Vec<u32>>, SearchEnd> {
        let (mut sets, mut set) = (Vec::new(), Vec::new());
        let mut open = vec![(family, None, 0)];
        while let Some((family, event, length)) = open.pop() {
            self.meter.count(1)?;
            set.truncate(length);
            set.extend(event);
            let (node, missing) = (self.get(family), index(self.order) - set.len());
            if family == ALWAYS && missing == 0 {
                if sets.len() == most {
                    return Err(SearchEnd::TooManySets);
                }
                sets.push(set.clone());
            } else if family > ALWAYS && index(node.largest) == missing {
                open.push((node.without, None, set.len()));
                open.push((node.with, Some(node.event), set.len()));
            }
        }
        Ok(sets)
    }

    fn run(&mut self, call: Call) -> Result<u32, SearchEnd> {
        self.steps.push(Step::Call(call));
        while let Some(step) = self.steps.pop() {
            match step {
                Step::Call(call) => self.call(call)?,
                Step::CallWith(operation, other) => {
                    let one = self.value();
                    self.call(Call(operation, one, other))?;
                }
                Step::Join => {
                    let (one, other) = (self.value(), self.value());
                    self.call(Call(Operation::Or, one, other))?;
                }
                Step::Reduce => {
                    let (with, without) = (self.value(), self.values[self.values.len() - 1]);
                    self.call(Call(Operation::Without, with, without))?;
                }
                Step::Node(event, call) => {
                    let (with, without) = (self.value(), self.value());
                    let node = self.node(event, with, without);
                    let place = self.place(call);
                    self.results[place] = (call, node);
                    self.values.push(node);
                }
            }
        }
        Ok(self.value())
    }

    fn value(&mut self) -> u32 {
        let value = self.values.pop();
        value.expect("each step finds the values of those before it")
    }

    /// Finds what a call comes to, or what has to be done for it.
    fn call(&mut self, call: Call) -> Result<(), SearchEnd> {
        self.meter.count(1)?;
        let call = match self.simplified(call) {
            Ok(family) => {
                self.values.push(family);
                return Ok(());
            }
            Err(call) => call,
        };
        let (known, family) = self.results[self.place(call)];
        if known == call {
            self.values.push(family);
            return Ok(());
        }
        let Call(operation, one, other) = call;
        let event = self.event(one).min(self.event(other));
        let (one_with, one_without) = self.split(one, event);
        let (other_with, other_without) = self.split(other, event);
        let first = |operation, one, other| Step::Call(Call(operation, one, other));
        self.steps.push(Step::Node(event, call));
        match operation {
            Operation::Or => self.steps.extend([
                Step::Reduce,
                first(operation, one_with, other_with),
                first(operation, one_without, other_without),
            ]),
            Operation::And(most) => self.steps.extend([
                Step::Reduce,
                Step::Join,
                first(Operation::And(most - 1), one_without, other_with),
                Step::CallWith(Operation::And(most - 1), one_with),
                first(Operation::Or, other_with, other_without),
                first(operation, one_without, other_without),
            ]),
            Operation::Without => self.steps.extend([
                Step::CallWith(operation, other_without),
                first(operation, one_with, other_with),
                first(operation, one_without, other_without),
            ]),
        }
        Ok(())
    }

    /// What a call comes to without a look at events, or else the call with its families in order.
    fn simplified(&mut self, call: Call) -> Result<u32, Call> {
        let Call(operation, one, other) = call;
        let (low, high) = (one.min(other), one.max(other));
        match operation {
            Operation::Or if low == high || low == NEVER => Ok(high),
            Operation::Or if low == ALWAYS => Ok(ALWAYS),
            Operation::And(_) if low == NEVER || high == ALWAYS => Ok(low),
            Operation::And(most) if low == ALWAYS || low == high => {
                if self.get(high).largest <= most {
                    return Ok(high);
                }
                self.cut_short(Call(operation, ALWAYS, high), most)
            }
            Operation::And(most) => self.cut_short(Call(operation, low, high), most),
            Operation::Or => Err(Call(operation, low, high)),
            Operation::Without if other == ALWAYS || one == other => Ok(NEVER),
            Operation::Without if one <= ALWAYS || other == NEVER => Ok(one),
            Operation::Without => {
                // What has an event that is in none of the one is within none of them.
                let (event, mut rest) = (self.event(one), other);
                while self.event(rest) < event {
                    rest = self.get(rest).without;
                }
                if rest == other {
                    return Err(call);
                }
                self.simplified(Call(operation, one, rest))
            }
        }
    }

    /// A product that has no room for any event has no sets, as not both families are of the empty set.
    fn cut_short(&mut self, product: Call, most: u32) -> Result<u32, Call> {
        if most > 0 {
            return Err(product);
        }
        self.has_larger = true;
        Ok(NEVER)
    }

    fn get(&self, family: u32) -> Node {
        self.nodes[index(family)]
    }

    /// The sets with an event, which is left out of them, and those without it, where none has an earlier one.
    fn split(&self, family: u32, event: u32) -> (u32, u32) {
        let node = self.get(family);
        if node.event == event {
            (node.with, node.without)
        } else {
            (NEVER, family)
        }
    }

    fn node(&mut self, event: u32, with: u32, without: u32) -> u32 {
        if with == NEVER {
            return without;
        }
        let largest = (self.get(with).largest + 1).max(self.get(without).largest);
        let (at, is_new) = self.nodes.insert_full(Node {
            event,
            with,
            without,
            largest,
        });
        // More nodes come to more results; those that are forgotten then are found again.
        let results = self.results.len();
        if is_new && at > results && results < RESULTS[1] {
            self.results = vec![NOTHING; results * 4];
        }
        number(at)
    }

    /// Where the result of a call is.
    fn place(&self, call: Call) -> usize {
        let hash = self.nodes.hasher().hash_one(call);
        usize::try_from(hash).unwrap_or(usize::MAX) & (self.results.len() - 1)
    }
}

/// A hash of a few numbers, which nobody chooses to make it slow: they are numbers of nodes.
#[derive(Default)]
struct Mix(u64);

type Mixed = BuildHasherDefault<Mix>;

impl Hasher for Mix {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u32(u32::from(*byte));
        }
    }

    fn write_u32(&mut self, number: u32) {
        // An odd number without a pattern: of the golden ratio.
        self.0 = (self.0 ^ u64::from(number)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        self.0 ^= self.0 >> 32;
    }

    /// What distinguishes operations.
    fn write_isize(&mut self, number: isize) {
        self.write_u32(u32::try_from(number).unwrap_or(u32::MAX));
    }

    fn finish(&self) -> u64 {
        self.0
    }
}
