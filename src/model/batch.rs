//! Batches: many plain relations of one source, in columns.
//!
//! A row says who did what to whom on which day, and nothing else; so it costs a few numbers. What
//! more is known of a few rows (a place, a second row that tells of the same event) lies beside the
//! columns. What does not fit into a row is a [`Relation`](super::Relation).

use serde::{Deserialize, Serialize};

use super::{EntityId, IdError, SourceId, Status};
use crate::edtf::Day;

/// What many rows of a batch have in common.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// The name of the kind in the ontology.
    pub kind: String,
    /// The particular name within the kind, as [`Relation::title`](super::Relation::title).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// How far the relations have come; nothing means the usual of the kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// The roles of the first and the second party.
    pub roles: [String; 2],
}

/// The place of a form in its batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FormIx(pub(super) u16);

/// The place of an entity among those that a batch names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartyIx(pub(super) u32);

/// One relation of a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// The row of the source that tells of it, counted from 1: its locator, and part of its id.
    pub number: u32,
    /// What it is.
    pub form: FormIx,
    /// Who plays the first role of the form.
    pub from: PartyIx,
    /// Who plays the second.
    pub to: PartyIx,
    /// When it happened.
    pub day: Day,
}

/// The place of a row in its batch, in the order in which rows were added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowIx(pub(super) u32);

/// Rows of one source, each a relation between two entities on a day.
///
/// The id of the relation of row 17 of a batch with the prefix `icews-2014` is `icews-2014-17`.
///
/// # Examples
/// ```
/// use chancery::edtf::Day;
/// use chancery::model::{Batch, Form, Row};
///
/// let mut batch = Batch::new("gazette".parse()?, "gazette")?;
/// let call = batch.form(Form {
///     kind: "call".to_owned(),
///     title: None,
///     status: None,
///     roles: ["participant".to_owned(), "participant".to_owned()],
/// });
/// let from = batch.party("ruritania".parse()?);
/// let to = batch.party("freedonia".parse()?);
/// batch.push(Row { number: 1, form: call.unwrap(), from, to, day: Day::from_number(0) });
/// assert_eq!(batch.len(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Batch {
    pub(super) source: SourceId,
    pub(super) prefix: String,
    pub(super) forms: Vec<Form>,
    pub(super) parties: Vec<EntityId>,
    pub(super) number: Vec<u32>,
    pub(super) form: Vec<u16>,
    pub(super) from: Vec<u32>,
    pub(super) to: Vec<u32>,
    pub(super) day: Vec<i32>,
    /// Further rows of the source that tell of the relation of a row.
    pub(super) again: Vec<(RowIx, u32)>,
    pub(super) places: Vec<(RowIx, PartyIx)>,
}

impl Batch {
    /// Returns an empty batch of a source; the ids of its relations begin with `prefix`.
    ///
    /// # Errors
    /// [`IdError`] unless the prefix could be an id itself.
    pub fn new(source: SourceId, prefix: &str) -> Result<Batch, IdError> {
        super::RelationId::new(prefix)?;
        Ok(Batch::empty(source, prefix))
    }

    /// Returns an empty batch whose prefix could be an id itself.
    pub(super) fn empty(source: SourceId, prefix: &str) -> Batch {
        Batch {
            source,
            prefix: prefix.to_owned(),
            forms: Vec::new(),
            parties: Vec::new(),
            number: Vec::new(),
            form: Vec::new(),
            from: Vec::new(),
            to: Vec::new(),
            day: Vec::new(),
            again: Vec::new(),
            places: Vec::new(),
        }
    }

    /// Returns the place of a form, which is added if it is new; nothing if there are too many
    /// forms for a small number. O(forms): ask once for each form, not once for each row.
    pub fn form(&mut self, form: Form) -> Option<FormIx> {
        let known = self.forms.iter().position(|known| *known == form);
        let at = known.unwrap_or(self.forms.len());
        let number = u16::try_from(at).ok()?;
        if known.is_none() {
            self.forms.push(form);
        }
        Some(FormIx(number))
    }

    /// Adds an entity that rows may name. The batch does not look whether it has it already.
    pub fn party(&mut self, entity: EntityId) -> PartyIx {
        self.parties.push(entity);
        PartyIx(self.parties.len() as u32 - 1)
    }

    /// Makes room for so many more rows.
    pub fn reserve(&mut self, rows: usize) {
        self.number.reserve_exact(rows);
        self.form.reserve_exact(rows);
        self.from.reserve_exact(rows);
        self.to.reserve_exact(rows);
        self.day.reserve_exact(rows);
    }

    /// Adds a row. Each row of the source may be the number of one row only.
    pub fn push(&mut self, row: Row) -> RowIx {
        self.number.push(row.number);
        self.form.push(row.form.0);
        self.from.push(row.from.0);
        self.to.push(row.to.0);
        let day = row.day.number();
        self.day
            .push(day.clamp(i32::MIN.into(), i32::MAX.into()) as i32);
        RowIx(self.number.len() as u32 - 1)
    }

    /// Notes that another row of the source tells of the same relation.
    pub fn tell_again(&mut self, row: RowIx, number: u32) {
        self.again.push((row, number));
    }

    /// Notes where the relation of a row happened; a row has one place at most.
    pub fn set_place(&mut self, row: RowIx, place: PartyIx) {
        self.places.push((row, place));
    }

    /// Returns how many rows there are.
    pub const fn len(&self) -> usize {
        self.number.len()
    }

    /// Tells whether there are no rows.
    pub const fn is_empty(&self) -> bool {
        self.number.is_empty()
    }

    /// Returns the source of all rows.
    pub const fn source(&self) -> &SourceId {
        &self.source
    }
}

impl Batch {
    /// Returns the greatest number of a row, 0 if there are none.
    pub(super) fn greatest_number(&self) -> u32 {
        let again = self.again.iter().map(|(_, number)| *number);
        let own = self.number.iter().copied();
        own.chain(again).max().unwrap_or(0)
    }

    /// Puts the rows into another order, given by their places.
    pub(super) fn reorder(&mut self, order: &[u32]) {
        fn reordered<T: Copy>(column: &[T], order: &[u32]) -> Vec<T> {
            order.iter().map(|at| column[*at as usize]).collect()
        }
        self.number = reordered(&self.number, order);
        self.form = reordered(&self.form, order);
        self.from = reordered(&self.from, order);
        self.to = reordered(&self.to, order);
        self.day = reordered(&self.day, order);
        if self.again.is_empty() && self.places.is_empty() {
            return;
        }
        let mut new = vec![RowIx(0); order.len()];
        for (at, old) in (0..).zip(order) {
            new[*old as usize] = RowIx(at);
        }
        let moved = |row: &mut RowIx| *row = new[row.0 as usize];
        self.again.iter_mut().for_each(|(row, _)| moved(row));
        self.places.iter_mut().for_each(|(row, _)| moved(row));
    }
}

macro_rules! place_in_batch {
    ($name:ident, $number:ty) => {
        impl $name {
            /// Returns the place as a number, from 0.
            pub const fn number(self) -> $number {
                self.0
            }
        }
    };
}

place_in_batch!(FormIx, u16);
place_in_batch!(PartyIx, u32);
place_in_batch!(RowIx, u32);

/// What a batch consists of, for those who keep it elsewhere and put it together again.
impl Batch {
    /// Returns what the ids of its relations begin with.
    pub fn prefix(&self) -> &str {
        &self.prefix
    }

    /// Returns the forms, by [`FormIx`].
    pub fn forms(&self) -> &[Form] {
        &self.forms
    }

    /// Returns the entities that rows may name, by [`PartyIx`].
    pub fn parties(&self) -> &[EntityId] {
        &self.parties
    }

    /// Returns the rows in their order.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = (RowIx, Row)> + '_ {
        (0..self.len()).map(|at| {
            let row = Row {
                number: self.number[at],
                form: FormIx(self.form[at]),
                from: PartyIx(self.from[at]),
                to: PartyIx(self.to[at]),
                day: Day::from_number(self.day[at].into()),
            };
            (RowIx(at as u32), row)
        })
    }

    /// Returns the further rows of the source that tell of a relation, in the order noted.
    pub fn told_again(&self) -> &[(RowIx, u32)] {
        &self.again
    }

    /// Returns where the relations of a few rows happened, in the order noted.
    pub fn places(&self) -> &[(RowIx, PartyIx)] {
        &self.places
    }

    /// Returns the place of a form with a number from elsewhere; nothing if there is no such form.
    pub fn form_at(&self, number: u32) -> Option<FormIx> {
        let is_form = (number as usize) < self.forms.len();
        u16::try_from(number).ok().filter(|_| is_form).map(FormIx)
    }

    /// Returns the place of a party with a number from elsewhere; nothing if there is no such party.
    pub fn party_at(&self, number: u32) -> Option<PartyIx> {
        ((number as usize) < self.parties.len()).then_some(PartyIx(number))
    }

    /// Returns the place of a row with a number from elsewhere; nothing if there is no such row.
    pub fn row_at(&self, number: u32) -> Option<RowIx> {
        ((number as usize) < self.len()).then_some(RowIx(number))
    }
}
