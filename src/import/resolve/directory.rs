//! The directory: what one mention means among the entities there are.
//!
//! Every answer hangs on the mention, the dataset and the gazetteer alone, never on other mentions.

use super::cluster::{id, slug};
use super::form::{self, Form};
use super::known::{Known, Record};
use super::mention::{Actor, Draft, Ground, Meaning, Mention};
use super::person;
use crate::import::gazetteer::{Gazetteer, Polity};
use crate::model::{Entity, EntityId, EntityKind};
use crate::names;
use crate::text;

/// The scheme by which an entity of a dataset is known for a polity if its id is another.
const WIKIDATA: &str = "wikidata";

/// The entities of a dataset, and the gazetteer behind them.
#[derive(Debug, Clone)]
pub(super) struct Directory {
    gazetteer: &'static Gazetteer,
    known: Known,
}

impl Directory {
    /// Returns the directory of these entities.
    pub(super) fn new(known: Known) -> Directory {
        Directory {
            gazetteer: Gazetteer::builtin(),
            known,
        }
    }

    /// Adds entities with other ids than those that are there.
    pub(super) fn add<'e>(&mut self, entities: impl IntoIterator<Item = &'e Entity>) {
        self.known.add(entities);
    }

    /// Returns the gazetteer.
    pub(super) fn gazetteer(&self) -> &'static Gazetteer {
        self.gazetteer
    }

    /// Returns the entities of the dataset.
    pub(super) fn known(&self) -> &Known {
        &self.known
    }

    /// Returns what a mention means: by its codes, by its name, or else as a draft of a new entity.
    ///
    /// O(1) in the number of entities. The [room](super) lists the grounds.
    pub(super) fn look_up(&self, mention: &Mention<'_>) -> Meaning {
        self.by_codes(mention)
            .unwrap_or_else(|| self.by_name(mention))
    }

    /// Tells whether the dataset has an entity of this id.
    pub(super) fn has_id(&self, id: &EntityId) -> bool {
        self.known.by_id(id.as_str()).is_some()
    }

    /// Returns the kind of an entity of the dataset.
    pub(super) fn kind(&self, id: &EntityId) -> EntityKind {
        let record = self.known.by_id(id.as_str());
        record.map_or(EntityKind::Institution, |record| record.kind)
    }

    /// Returns what a mention would be as a new entity.
    pub(super) fn draft(&self, mention: &Mention<'_>) -> Draft {
        let country = self.country(mention);
        draft(person::tidy(mention.name), mention, country)
    }

    /// Tells whether who is meant may hang on the day of the row.
    pub(super) fn hangs_on_day(&self, mention: &Mention<'_>) -> bool {
        let gazetteer = self.gazetteer;
        let whole = form::parted(mention.name).map(|(_, whole)| whole);
        let mut names = [Some(mention.name), whole].into_iter().flatten();
        let mut codes = mention.codes.iter();
        names.any(|name| gazetteer.name_hangs_on_day(name))
            || codes.any(|(scheme, code)| gazetteer.code_hangs_on_day(scheme, code))
    }

    /// Returns who bears one of the codes. A code outweighs a kind that is told otherwise, unless one
    /// is a person and the other is not.
    fn by_codes(&self, mention: &Mention<'_>) -> Option<Meaning> {
        let is_person = |kind| kind == EntityKind::Person;
        let told = mention.kind.map(is_person);
        let fits = |kind| told.is_none_or(|told| told == is_person(kind));
        let mut codes = mention.codes.iter();
        codes.find_map(|(scheme, code)| {
            let ground = Ground::Code((*scheme).to_owned());
            let polity = self.gazetteer.by_code(scheme, code, mention.on);
            if let Some(polity) = polity.filter(|polity| fits(polity.kind)) {
                return Some(self.of_polity(polity, ground));
            }
            let record = self.known.by_code(scheme, code)?;
            fits(record.kind).then(|| Meaning::Known(record.id.clone(), ground))
        })
    }

    /// Returns the entity of a polity: that of the dataset with its id or one of its codes, else the
    /// polity.
    fn of_polity(&self, polity: &'static Polity, ground: Ground) -> Meaning {
        let by_code = || {
            let code = polity.code(WIKIDATA)?;
            self.known.by_code(WIKIDATA, code)
        };
        match self.known.by_id(polity.id.as_str()).or_else(by_code) {
            Some(record) => Meaning::Known(record.id.clone(), ground),
            None => Meaning::Listed(polity, ground),
        }
    }

    fn by_name(&self, mention: &Mention<'_>) -> Meaning {
        let country = self.country(mention);
        let name = person::tidy(mention.name);
        let look = Look {
            kind: mention.kind,
            country: country.as_ref(),
        };
        self.listed(&name, mention)
            .or_else(|| self.same(&text::fold(&name), look, Ground::Name))
            .or_else(|| self.person(&name, look))
            .or_else(|| self.formed(&name, mention))
            .unwrap_or_else(|| Meaning::New(draft(name, mention, country)))
    }

    /// Returns the id of the country that a mention tells.
    fn country(&self, mention: &Mention<'_>) -> Option<EntityId> {
        let told = mention.country?;
        let coded = |scheme, code| self.gazetteer.by_code(scheme, code, mention.on);
        let by_letters = || {
            let schemes = ["iso3166-1-alpha-3", "cameo"];
            schemes.into_iter().find_map(|scheme| coded(scheme, told))
        };
        let by_scheme = || {
            let (scheme, code) = told.split_once(':')?;
            coded(scheme, code)
        };
        let named = self.gazetteer.by_name(told, mention.on);
        let polity = named.or_else(by_letters).or_else(by_scheme)?;
        Some(self.id_of(polity))
    }

    fn id_of(&self, polity: &'static Polity) -> EntityId {
        match self.of_polity(polity, Ground::Gazetteer) {
            Meaning::Known(id, _) => id,
            _ => polity.id.clone(),
        }
    }

    /// Returns the polity of a name, unless the mention is of a person or of something else than it.
    fn listed(&self, name: &str, mention: &Mention<'_>) -> Option<Meaning> {
        let polity = self.gazetteer.by_name(name, mention.on)?;
        let land = |kind| matches!(kind, EntityKind::State | EntityKind::Place);
        let fits = mention
            .kind
            .is_none_or(|kind| kind == polity.kind || land(kind) && land(polity.kind));
        fits.then(|| self.of_polity(polity, Ground::Gazetteer))
    }

    /// Returns the one known entity of a folded name that nothing speaks against.
    fn same(&self, folded: &str, look: Look<'_>, ground: Ground) -> Option<Meaning> {
        let record = self.one(folded, look)?;
        Some(Meaning::Known(record.id.clone(), ground))
    }

    fn one(&self, folded: &str, look: Look<'_>) -> Option<&Record> {
        let mut fitting = self.known.by_name(folded);
        let mut fitting = fitting
            .by_ref()
            .filter(|record| record.agrees(look.kind, look.country));
        let first = fitting.next()?;
        fitting.next().is_none().then_some(first)
    }

    /// Returns the known person whose name this is, but for order, titles or a patronymic.
    fn person(&self, name: &str, look: Look<'_>) -> Option<Meaning> {
        if look.kind.is_some_and(|kind| kind != EntityKind::Person) {
            return None;
        }
        let look = Look {
            kind: Some(EntityKind::Person),
            ..look
        };
        if let Some(turned) = person::turned(name)
            && let Some(found) = self.same(&text::fold(&turned), look, Ground::Turned)
        {
            return Some(found);
        }
        let folded = text::fold(name);
        let mut untitled = names::untitled(name).into_iter();
        untitled
            .find_map(|rest| {
                let is_full = text::words(&rest).count() > 1;
                is_full
                    .then(|| self.same(&rest, look, Ground::Untitled))
                    .flatten()
            })
            .or_else(|| {
                let (short, _) = person::with_patronymic(&folded)?;
                self.same(&short, look, Ground::Patronymic)
            })
    }

    /// Returns the body of a known whole that a name of the form `Police (Rwanda)` means.
    fn formed(&self, name: &str, mention: &Mention<'_>) -> Option<Meaning> {
        if mention
            .kind
            .is_some_and(|kind| kind != EntityKind::Institution)
        {
            return None;
        }
        let (head, whole) = form::parted(name)?;
        let (whole, shown) = self.whole(whole, mention)?;
        let actor = actor(head, name, whole, &shown);
        let by_name = || {
            let called = form::organ(head).map_or(&[][..], |form| form.called);
            let mut names = called
                .iter()
                .map(|called| text::fold(&called.replace("{}", &shown)));
            let look = Look {
                kind: Some(EntityKind::Institution),
                country: None,
            };
            names.find_map(|name| self.one(&name, look))
        };
        let known = self.known.by_id(actor.id.as_str()).or_else(by_name);
        Some(match known {
            Some(record) => Meaning::Known(record.id.clone(), Ground::Form),
            None => Meaning::Actor(actor),
        })
    }

    /// Returns the id and name of the whole that a name in brackets means.
    fn whole(&self, name: &str, mention: &Mention<'_>) -> Option<(EntityId, String)> {
        if let Some(polity) = self.gazetteer.by_name(name, mention.on) {
            return Some((self.id_of(polity), polity.name.clone()));
        }
        let any = Look {
            kind: Some(EntityKind::Institution),
            country: None,
        };
        let record = self.one(&text::fold(name), any)?;
        Some((record.id.clone(), name.to_owned()))
    }
}

/// What must not disagree.
#[derive(Clone, Copy)]
struct Look<'a> {
    kind: Option<EntityKind>,
    country: Option<&'a EntityId>,
}

/// Returns the body that a head means of a whole.
fn actor(head: &str, written: &str, whole: EntityId, shown: &str) -> Actor {
    let organ: Option<&Form> = form::organ(head);
    let end = organ.map_or_else(|| slug(head), |form| form.slug.to_owned());
    let id = id(&format!("{whole}-{end}"));
    let called = organ.and_then(|form| form.called.first());
    let (class, acts) = organ.map_or_else(|| form::class(head), |form| (form.class, true));
    Actor {
        id,
        name: called.map_or_else(|| written.to_owned(), |called| called.replace("{}", shown)),
        written: written.to_owned(),
        class,
        whole,
        acts,
    }
}

fn draft(name: String, mention: &Mention<'_>, country: Option<EntityId>) -> Draft {
    let folded = text::fold(&name);
    let formed = form::parted(&name).is_some();
    let guessed = || {
        if formed {
            EntityKind::Institution
        } else {
            person::guessed_kind(&folded)
        }
    };
    let kind = mention.kind.unwrap_or_else(guessed);
    let turned = (kind == EntityKind::Person)
        .then(|| person::turned(&name))
        .flatten();
    let own = |(scheme, code): &(&str, &str)| ((*scheme).to_owned(), (*code).to_owned());
    let name = turned.unwrap_or(name);
    Draft {
        // Signs alone are no name; what has a code beside them is called by it.
        name: if folded.is_empty() {
            String::new()
        } else {
            name
        },
        kind,
        is_stated: mention.kind.is_some(),
        country,
        codes: mention.codes.iter().map(own).collect(),
    }
}
