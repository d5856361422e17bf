//! Parts of batches: single rows as relations, some of the rows, the same rows under other names,
//! and a digest by which two batches are compared.

use std::collections::{BTreeMap, BTreeSet};

use super::batch::{Form, FormIx, PartyIx, Row, RowIx};
use super::{Batch, EntityId, Parties, Relation, RelationId, Report, Status};
use crate::digest::{Digest, Digester};
use crate::edtf::{Day, Edtf};

impl RelationId {
    /// Returns the prefix and the number of the row that the id would name, if a batch has it.
    pub fn as_row(&self) -> Option<(&str, u32)> {
        let (prefix, number) = self.as_str().rsplit_once('-')?;
        let is_canonical = !number.starts_with('0');
        let number = number.parse().ok().filter(|_| is_canonical)?;
        Some((prefix, number))
    }
}

impl Batch {
    /// Returns the place of the row with a number. O(log n) if rows stand in order of their numbers
    /// and the row is there, otherwise O(n).
    pub fn find(&self, number: u32) -> Option<RowIx> {
        let quick = self.number.binary_search(&number).ok();
        let slow = || self.number.iter().position(|other| *other == number);
        quick.or_else(slow).map(|at| RowIx(at as u32))
    }

    /// Returns the relation that a row tells; nothing if the row is none of this batch.
    pub fn relation(&self, row: RowIx) -> Option<Relation> {
        let at = row.0 as usize;
        let number = *self.number.get(at)?;
        let form = self.forms.get(usize::from(self.form[at]))?;
        let [first, second] = &form.roles;
        let parties = Parties::new()
            .with(first, self.entity(PartyIx(self.from[at]))?.clone())
            .with(second, self.entity(PartyIx(self.to[at]))?.clone());
        let place = self.places.iter().find(|(owner, _)| *owner == row);
        let report = |row: u32| Report::new(self.source.clone()).with_locator(format!("row {row}"));
        let again = self.again.iter().filter(|(owner, _)| *owner == row);
        let again: BTreeSet<u32> = again.map(|(_, number)| *number).collect();
        let id = RelationId::of_row(&self.prefix, number);
        Some(Relation {
            title: form.title.clone(),
            when: Some(Edtf::from_day(Day::from_number(self.day[at].into()))),
            status: form.status,
            place: place.and_then(|(_, place)| self.entity(*place).cloned()),
            reports: std::iter::once(number).chain(again).map(report).collect(),
            ..Relation::new(id, &*form.kind, parties)
        })
    }

    /// Returns the numbers of the rows that name an entity, as a party or as their place. O(rows).
    pub fn numbers_naming(&self, entity: &EntityId) -> BTreeSet<u32> {
        let parties = (0..).zip(&self.parties);
        let named = parties.filter(|(_, party)| *party == entity);
        let named: BTreeSet<u32> = named.map(|(at, _)| at).collect();
        if named.is_empty() {
            return BTreeSet::new();
        }
        let is_named = |party: PartyIx| named.contains(&party.0);
        let rows = self.rows().map(|(_, row)| row);
        let rows = rows.filter(|row| is_named(row.from) || is_named(row.to));
        let places = self.places.iter().filter(|(_, place)| is_named(*place));
        let of_places = places.filter_map(|(row, _)| self.number.get(row.0 as usize).copied());
        rows.map(|row| row.number).chain(of_places).collect()
    }

    /// Returns the numbers of the rows of a kind. O(rows).
    pub fn numbers_of_kind(&self, kind: &str) -> BTreeSet<u32> {
        let is_of_kind: Vec<bool> = self.forms.iter().map(|form| form.kind == kind).collect();
        let is_of_kind = |form: FormIx| is_of_kind.get(usize::from(form.0)) == Some(&true);
        let rows = self.rows().map(|(_, row)| row);
        let rows = rows.filter(|row| is_of_kind(row.form));
        rows.map(|row| row.number).collect()
    }

    fn entity(&self, party: PartyIx) -> Option<&EntityId> {
        self.parties.get(party.0 as usize)
    }

    /// Returns the batch with those rows only that `keep` tells, and the entities they name.
    #[must_use]
    pub fn keeping(&self, keep: impl Fn(&Row) -> bool) -> Batch {
        let mut kept = Batch {
            forms: self.forms.clone(),
            ..Batch::empty(self.source.clone(), &self.prefix)
        };
        let mut named = BTreeMap::new();
        let mut moved = BTreeMap::new();
        for (at, row) in self.rows().filter(|(_, row)| keep(row)) {
            let [from, to] =
                [row.from, row.to].map(|party| self.taken(party, &mut kept, &mut named));
            moved.insert(at, kept.push(Row { from, to, ..row }));
        }
        for (at, number) in &self.again {
            if let Some(at) = moved.get(at) {
                kept.tell_again(*at, *number);
            }
        }
        for (at, place) in &self.places {
            if let Some(at) = moved.get(at) {
                let place = self.taken(*place, &mut kept, &mut named);
                kept.set_place(*at, place);
            }
        }
        kept
    }

    /// Returns the place of a party in a batch that takes some of the rows of this one.
    fn taken(
        &self,
        party: PartyIx,
        into: &mut Batch,
        named: &mut BTreeMap<PartyIx, PartyIx>,
    ) -> PartyIx {
        let Some(entity) = self.entity(party) else {
            return PartyIx(u32::MAX);
        };
        *named
            .entry(party)
            .or_insert_with(|| into.party(entity.clone()))
    }

    /// Returns the batch with other names for its entities. Two that get one name become one party.
    #[must_use]
    pub fn renaming(&self, name: impl Fn(&EntityId) -> EntityId) -> Batch {
        let mut renamed = self.clone();
        renamed.parties.clear();
        let mut known: BTreeMap<EntityId, u32> = BTreeMap::new();
        let mut moved = Vec::with_capacity(self.parties.len());
        for party in &self.parties {
            let party = name(party);
            let at = known
                .entry(party.clone())
                .or_insert_with(|| renamed.party(party).0);
            moved.push(*at);
        }
        let new =
            |party: &mut u32| *party = moved.get(*party as usize).copied().unwrap_or(u32::MAX);
        renamed.from.iter_mut().for_each(new);
        renamed.to.iter_mut().for_each(new);
        renamed
            .places
            .iter_mut()
            .for_each(|(_, place)| new(&mut place.0));
        renamed
    }

    /// Returns a digest of all that the rows say. The order of rows, forms and parties does not
    /// count: two batches with one digest make the same relations. O(n log n) for n rows.
    pub fn digest(&self) -> Digest {
        let forms = Ranks::of(self.form.iter().map(|form| u32::from(*form)), |form| {
            self.forms.get(form as usize).map(form_key)
        });
        let ends = self.from.iter().chain(&self.to).copied();
        let places = self.places.iter().map(|(_, place)| place.0);
        let parties = Ranks::of(ends.chain(places), |party| {
            let entity = self.entity(PartyIx(party))?;
            Some(vec![entity.to_string()])
        });
        let mut digester = Digester::default();
        add_text(&mut digester, self.source.as_str());
        add_text(&mut digester, &self.prefix);
        forms.add_to(&mut digester);
        parties.add_to(&mut digester);
        for at in self.by_number() {
            let row = [
                self.number[at],
                forms.rank(u32::from(self.form[at])),
                parties.rank(self.from[at]),
                parties.rank(self.to[at]),
                self.day[at].cast_unsigned(),
            ];
            for number in row {
                digester.add(number.to_le_bytes());
            }
        }
        let number = |row: &RowIx| self.number.get(row.0 as usize).copied().unwrap_or(0);
        let again = self.again.iter().map(|(row, again)| (number(row), *again));
        add_pairs(&mut digester, again.collect());
        let places = self.places.iter();
        let places = places.map(|(row, place)| (number(row), parties.rank(place.0)));
        add_pairs(&mut digester, places.collect());
        digester.finish()
    }

    /// Returns how many rows another batch has that this one lacks, how many this one has that the
    /// other lacks, and how many of one number say something else. O(n log n) for n rows.
    pub fn changes_to(&self, other: &Batch) -> [u64; 3] {
        let (old, new) = (self.says(), other.says());
        let lacking = |batch: &Said<'_>, other: &Said<'_>| {
            let rows = batch.keys().filter(|number| !other.contains_key(*number));
            rows.count() as u64
        };
        let changed = old.iter().filter(|(number, said)| {
            let other = new.get(*number);
            other.is_some_and(|other| other != *said)
        });
        let changed = changed.count() as u64;
        [lacking(&new, &old), lacking(&old, &new), changed]
    }

    /// Returns what each row says, by number.
    fn says(&self) -> Said<'_> {
        let mut said: Said<'_> = self
            .rows()
            .map(|(_, row)| {
                let form = self.forms.get(usize::from(row.form.0));
                let ends = [row.from, row.to].map(|party| self.entity(party));
                (row.number, (form, ends, row.day, Vec::new(), None))
            })
            .collect();
        let number = |row: &RowIx| self.number.get(row.0 as usize);
        for (row, again) in &self.again {
            if let Some(said) = number(row).and_then(|number| said.get_mut(number)) {
                said.3.push(*again);
                said.3.sort_unstable();
            }
        }
        for (row, place) in &self.places {
            if let Some(said) = number(row).and_then(|number| said.get_mut(number)) {
                said.4 = self.entity(*place);
            }
        }
        said
    }

    /// Returns the places of the rows in order of their numbers.
    fn by_number(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.len()).collect();
        if !self.number.is_sorted() {
            order.sort_by_key(|at| self.number[*at]);
        }
        order
    }
}

/// What rows say by their numbers: form, parties, day, further rows and place.
type Said<'a> = BTreeMap<
    u32,
    (
        Option<&'a Form>,
        [Option<&'a EntityId>; 2],
        Day,
        Vec<u32>,
        Option<&'a EntityId>,
    ),
>;

/// Returns all that a form says, as texts.
fn form_key(form: &Form) -> Vec<String> {
    let [first, second] = form.roles.clone();
    let optional = |text: Option<String>| text.map_or_else(String::new, |text| format!("={text}"));
    vec![
        form.kind.clone(),
        optional(form.title.clone()),
        optional(form.status.map(Status::word).map(str::to_owned)),
        first,
        second,
    ]
}

/// The numbers that things have in order of what they say, for those that are named at all.
struct Ranks {
    texts: BTreeSet<Vec<String>>,
    ranks: BTreeMap<u32, u32>,
}

impl Ranks {
    fn of(named: impl Iterator<Item = u32>, text: impl Fn(u32) -> Option<Vec<String>>) -> Ranks {
        let named: BTreeSet<u32> = named.collect();
        let known = named.into_iter().filter_map(|at| Some((at, text(at)?)));
        let known: Vec<(u32, Vec<String>)> = known.collect();
        let texts: BTreeSet<Vec<String>> = known.iter().map(|(_, text)| text.clone()).collect();
        let places: BTreeMap<&Vec<String>, u32> = texts.iter().zip(0..).collect();
        let ranks = known.iter().map(|(at, text)| (*at, places[text]));
        let ranks = ranks.collect();
        Ranks { texts, ranks }
    }

    fn rank(&self, at: u32) -> u32 {
        self.ranks.get(&at).copied().unwrap_or(u32::MAX)
    }

    fn add_to(&self, digester: &mut Digester) {
        digester.add((self.texts.len() as u64).to_le_bytes());
        for text in self.texts.iter().flatten() {
            add_text(digester, text);
        }
    }
}

/// Takes in a text in such a way that its end is told.
fn add_text(digester: &mut Digester, text: &str) {
    digester.add((text.len() as u64).to_le_bytes());
    digester.add(text);
}

/// Takes in pairs of numbers in order.
fn add_pairs(digester: &mut Digester, mut pairs: Vec<(u32, u32)>) {
    pairs.sort_unstable();
    digester.add((pairs.len() as u64).to_le_bytes());
    for (first, second) in pairs {
        digester.add(first.to_le_bytes());
        digester.add(second.to_le_bytes());
    }
}

#[cfg(test)]
mod tests {
    use crate::edtf::Day;
    use crate::model::{Batch, EntityId, Form, Row};

    fn id(text: &str) -> EntityId {
        text.parse().unwrap()
    }

    /// Returns a batch of calls, each between two of the entities named.
    fn calls(parties: &[&str], rows: &[(u32, usize, usize)]) -> Batch {
        let mut batch = Batch::new("s".parse().unwrap(), "call").unwrap();
        let form = batch.form(Form {
            kind: "call".to_owned(),
            title: None,
            status: None,
            roles: ["caller".to_owned(), "called".to_owned()],
        });
        let parties: Vec<_> = parties.iter().map(|party| batch.party(id(party))).collect();
        for (number, from, to) in rows {
            batch.push(Row {
                number: *number,
                form: form.unwrap(),
                from: parties[*from],
                to: parties[*to],
                day: Day::from_number(i64::from(*number)),
            });
        }
        batch
    }

    #[test]
    fn the_digest_of_a_batch_does_not_depend_on_order() {
        let one = calls(&["a", "b", "c"], &[(1, 0, 1), (2, 1, 2)]);
        let other = calls(&["x", "c", "b", "a"], &[(2, 2, 1), (1, 3, 2)]);
        assert_eq!(one.digest(), other.digest());
        let third = calls(&["a", "b", "c"], &[(1, 0, 1), (2, 2, 1)]);
        assert_ne!(one.digest(), third.digest());
    }

    #[test]
    fn rows_that_are_kept_say_what_they_said() {
        let mut all = calls(&["a", "b", "c"], &[(1, 0, 1), (2, 1, 2)]);
        let second = all.find(2).unwrap();
        all.tell_again(second, 9);
        let kept = all.keeping(|row| row.number != 1);
        assert_eq!(kept.parties(), [id("b"), id("c")]);
        let relation = kept.relation(kept.find(2).unwrap()).unwrap();
        assert_eq!(Some(&relation), all.relation(second).as_ref());
        let rows: Vec<_> = relation
            .reports
            .iter()
            .map(|report| report.locator.as_deref())
            .collect();
        assert_eq!(rows, [Some("row 2"), Some("row 9")]);
    }

    #[test]
    fn entities_with_one_name_are_one_party() {
        let all = calls(&["a", "b", "c"], &[(1, 0, 1), (2, 1, 2)]);
        let renamed = all.renaming(|party| {
            if *party == id("c") {
                id("a")
            } else {
                party.clone()
            }
        });
        assert_eq!(renamed.parties(), [id("a"), id("b")]);
        let (_, second) = renamed.rows().nth(1).unwrap();
        let (_, first) = renamed.rows().next().unwrap();
        assert_eq!(first.from, second.to);
    }

    #[test]
    fn an_id_names_a_row_in_one_way_only() {
        let row = |text: &str| {
            let id = crate::model::RelationId::new(text).unwrap();
            id.as_row().map(|(prefix, row)| (prefix.to_owned(), row))
        };
        assert_eq!(row("icews-2014-17"), Some(("icews-2014".to_owned(), 17)));
        assert_eq!(row("icews-2014-017"), None);
        assert_eq!(row("seventeen"), None);
    }
}
