//! Which component of the register each one of a source is.

use std::borrow::Cow;
use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap, HashSet};

use super::super::{EditError, Editor, names};
use super::{Adoption, ImportSummary};
use crate::register::{Component, ComponentOrigin, Record};

/// Where the components of an import are, and the names that are taken.
pub(super) struct Placing<'a> {
    /// The places of the components of an origin; more than one where somebody copied a component.
    by_origin: HashMap<Identity<'a>, Vec<usize>>,
    /// The names that are stated and that nobody declares, by what is the same in those that mean the same; the import's
    /// own spelling is taken where there are several.
    implied: HashMap<String, Vec<String>>,
    /// The names of the import, folded, that it has more than once, with those of the register that are spelled in
    /// another way: which of the import is meant by these, is not clear.
    unclear: HashMap<String, Vec<String>>,
    adoption: Adoption,
    /// The places of components that were added.
    pub added: HashSet<usize>,
    /// The places of those that were mentioned before, and are described now.
    pub described: BTreeSet<usize>,
}

/// What a component of a source is called there, and what it is.
pub(super) struct Incoming<'a> {
    pub component: &'a Component,
    pub origin: ComponentOrigin,
}

impl<'a> Incoming<'a> {
    pub fn new(component: &'a Component, source: &str) -> Self {
        let id = component.origins.first().map(|origin| &origin.id);
        Self {
            origin: ComponentOrigin::new(source, id.unwrap_or(&component.name)),
            component,
        }
    }
}

/// The source and the id by which a component is found: of an id that is global, in any source.
type Identity<'a> = (Cow<'a, str>, Cow<'a, str>);

fn identity(origin: &ComponentOrigin) -> Identity<'_> {
    let ComponentOrigin { source, id } = origin;
    let source = if origin.is_global() { "" } else { source };
    (source.into(), id.into())
}

impl<'a> Placing<'a> {
    pub fn new(editor: &Editor, incoming: &'a [Incoming<'_>], adoption: Adoption) -> Self {
        let mut by_origin: HashMap<Identity<'a>, Vec<usize>> = HashMap::new();
        for (place, component) in editor.components.iter() {
            for origin in &component.origins {
                let (source, id) = identity(origin);
                let identity = (source.into_owned().into(), id.into_owned().into());
                let places = by_origin.entry(identity).or_default();
                if places.last() != Some(&place) {
                    places.push(place);
                }
            }
        }
        let mut implied: HashMap<String, Vec<String>> = HashMap::new();
        let stated = editor.stated_components().into_iter();
        for name in stated.filter(|name| editor.components.resolve(name).is_none()) {
            let spellings = implied.entry(Component::fold_name(name)).or_default();
            spellings.push(name.to_owned());
        }
        let unclear = unclear(editor, incoming, &implied);
        Self {
            by_origin,
            implied,
            unclear,
            adoption,
            added: HashSet::new(),
            described: BTreeSet::new(),
        }
    }

    /// The place of a component of a source, which is added where it is new. `None` where it is not clear which one it
    /// is.
    pub fn place(
        &mut self,
        editor: &mut Editor,
        incoming: &'a Incoming<'_>,
        summary: &mut ImportSummary,
    ) -> Result<Option<usize>, EditError> {
        let identity = identity(&incoming.origin);
        let place = match self.by_origin.get(&identity).map(Vec::as_slice) {
            Some([place]) => *place,
            Some([first, ..]) => {
                let why = format!("several components are {}", incoming.origin);
                summary.leave(editor.components.key(*first), why);
                return Ok(None);
            }
            Some([]) | None => match self.by_name(editor, incoming, summary)? {
                Some(place) => place,
                None => return Ok(None),
            },
        };
        let known = &editor.components.get(place).origins;
        if editor.has_origins && !known.contains(&incoming.origin) {
            let is_imported = !known.is_empty();
            let component = editor.components.get_mut(place);
            component.origins.push(incoming.origin.clone());
            if is_imported && describe(component, incoming.component) {
                self.described.insert(place);
            }
        }
        self.by_origin.insert(identity, vec![place]);
        Ok(Some(place))
    }

    /// The place of a component that no origin is known of: that of one that was never imported and is called so, or a
    /// new one.
    fn by_name(
        &mut self,
        editor: &mut Editor,
        incoming: &Incoming<'_>,
        summary: &mut ImportSummary,
    ) -> Result<Option<usize>, EditError> {
        let typed = &incoming.component.name;
        let name =
            names::checked::<Component>(typed).map_err(|reason| EditError::NotImportable {
                name: typed.clone(),
                reason: Box::new(reason),
            })?;
        let folded = Component::fold_name(name);
        let meant = match editor.components.resolve(name) {
            Some(meant) if meant == name || !self.unclear.contains_key(&folded) => meant,
            _ => name,
        };
        let places = editor.components.named(meant).to_vec();
        let is_free = |place: &usize| editor.components.get(*place).origins.is_empty();
        let adopts = self.adoption == Adoption::ByName || !editor.has_origins;
        match places.as_slice() {
            [place] if adopts && is_free(place) => {
                if editor.has_origins {
                    summary.adopted.push(editor.components.key(*place));
                }
                return Ok(Some(*place));
            }
            [first, ..] if adopts && places.iter().all(is_free) => {
                let why = "several components have the name".to_owned();
                summary.leave(editor.components.key(*first), why);
                return Ok(None);
            }
            _ => {}
        }
        Ok(Some(self.add(editor, (incoming, name), adopts, summary)))
    }

    /// Adds a component that is new, and returns its place.
    fn add(
        &mut self,
        editor: &mut Editor,
        (incoming, name): (&Incoming<'_>, &str),
        adopts: bool,
        summary: &mut ImportSummary,
    ) -> usize {
        let folded = Component::fold_name(name);
        let is_exact = !editor.components.named(name).is_empty();
        let implied = self.implied.get(&folded).map_or(&[][..], Vec::as_slice);
        let is_like = || !implied.is_empty() || !editor.components.spellings(name).is_empty();
        let unclear = self.unclear.get(&folded);
        let is_implied = match unclear {
            Some(_) => implied.iter().any(|spelling| spelling == name),
            None => !implied.is_empty(),
        };
        let given = match implied {
            _ if is_exact || (!adopts && is_like()) => free_name(editor, name, &incoming.origin),
            // People go on calling it as they did.
            [only] if is_implied => only.clone(),
            _ => name.to_owned(),
        };
        let is_other = Component::fold_name(&given) != folded;
        let place = editor.components.push(named(incoming.component, given));
        self.added.insert(place);
        let key = editor.components.key(place);
        if is_other {
            summary.renamed.push((name.to_owned(), key.clone()));
        } else if is_implied {
            self.implied.remove(&folded);
            summary.adopted.push(key.clone());
        } else if let Some(like) = unclear.filter(|like| !like.is_empty()) {
            let like = like.join(", ");
            let why = format!("{like} may be this one or another one that is spelled alike");
            summary.leave(key.clone(), why);
        }
        summary.added.push(key);
        place
    }
}

/// The names of an import, folded, that it has more than once; with those of the register that it does not have to the
/// letter, and that were never imported.
fn unclear(
    editor: &Editor,
    incoming: &[Incoming<'_>],
    implied: &HashMap<String, Vec<String>>,
) -> HashMap<String, Vec<String>> {
    let mut seen: HashMap<String, Identity<'_>> = HashMap::new();
    let mut unclear: HashMap<String, Vec<String>> = HashMap::new();
    for one in incoming {
        let identity = identity(&one.origin);
        match seen.entry(Component::fold_name(&one.component.name)) {
            Entry::Occupied(first) if *first.get() != identity => {
                unclear.entry(first.key().clone()).or_default();
            }
            first => _ = first.or_insert(identity),
        }
    }
    let names = incoming.iter().map(|one| one.component.name.as_str());
    let exact: HashSet<&str> = names.filter(|_| !unclear.is_empty()).collect();
    let is_free = |place: &usize| editor.components.get(*place).origins.is_empty();
    for (folded, like) in &mut unclear {
        let declared = editor.components.spellings(folded).iter();
        let declared = declared.filter(|name| editor.components.named(name).iter().all(is_free));
        let all = declared.chain(implied.get(folded).into_iter().flatten());
        like.extend(all.filter(|name| !exact.contains(name.as_str())).cloned());
    }
    unclear
}

/// A component of a source under the name that it gets. What it needs and where it lives is known by name, when all have
/// their names.
fn named(stated: &Component, name: String) -> Component {
    Component {
        name,
        kind: stated.kind.clone(),
        owner: stated.owner.clone(),
        tier: stated.tier.clone(),
        description: stated.description.clone(),
        restore: stated.restore.clone(),
        rto: stated.rto.clone(),
        rpo: stated.rpo.clone(),
        within: String::new(),
        requires: None,
        rehearsals: stated.rehearsals.clone(),
        origins: Vec::new(),
        extra: stated.extra.clone(),
        unread: stated.unread.clone(),
    }
}

/// The name of something that another thing has the name of.
fn free_name(editor: &Editor, name: &str, origin: &ComponentOrigin) -> String {
    let ComponentOrigin { source, id } = origin;
    let first = [
        format!("{name} ({source})"),
        format!("{name} ({source}: {id})"),
    ];
    let numbered = (2..).map(|number| format!("{name} ({source}, {number})"));
    let mut names = first.into_iter().chain(numbered);
    let is_free = |name: &String| editor.components.named(name).is_empty();
    names.find(is_free).unwrap_or_default()
}

/// Fills in what an imported component does not state, as the first source that has it may only mention it; whether
/// there was anything.
fn describe(component: &mut Component, stated: &Component) -> bool {
    let pairs = [
        (&mut component.kind, &stated.kind),
        (&mut component.owner, &stated.owner),
        (&mut component.description, &stated.description),
    ];
    let mut is_new = false;
    for (known, stated) in pairs {
        if known.is_empty() && !stated.is_empty() {
            known.clone_from(stated);
            is_new = true;
        }
    }
    is_new
}
