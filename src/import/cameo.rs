//! CAMEO: the event codes and labels of machine-coded news, and the relations that they mean.
//!
//! Which kind a code means is told by the ontology, how it is labelled by `data/vocabularies/cameo.tsv`. Rows,
//! actors and dates of the data sets that use the codes are read elsewhere.

use std::collections::{BTreeMap, HashMap};

use crate::model::{Form, Kind, Ontology, Status};
use crate::text;

/// The codes with their labels.
const TABLE: &str = include_str!("../../data/vocabularies/cameo.tsv");

/// What official labels of residual codes end in, and what adds nothing to them.
const RESIDUAL: [&str; 2] = ["not specified below", "not spec below"];

/// No code has more digits; what is longer is no slip of a code.
const MOST_DIGITS: usize = 6;

/// The event codes as relations of one ontology.
///
/// Building it reads the whole table once, O(codes · log kinds); each look-up is O(1).
#[derive(Debug)]
pub(super) struct Cameo {
    deeds: Vec<Deed>,
    codes: HashMap<String, DeedIx>,
    labels: HashMap<String, DeedIx>,
}

/// What an event code means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Deed {
    /// The code, of three or four digits.
    pub(super) code: String,
    /// The relation: its kind, the label as its title where the kind has several codes, and the
    /// roles of source and target.
    pub(super) form: Form,
    /// Whether source and target stand the other way round: the code tells of the event from the
    /// other side, as hosting a visit does.
    pub(super) reversed: bool,
}

/// The place of a deed in its table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct DeedIx(u16);

impl DeedIx {
    /// Returns the place as a number below [`Cameo::len`].
    pub(super) const fn index(self) -> usize {
        self.0 as usize
    }
}

/// How a code was understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Reading {
    /// It is in the table.
    Known(DeedIx),
    /// It is not, but this is what it most likely means, and why that was thought.
    Likely(DeedIx, String),
    /// It means nothing, or more than one thing; why.
    Unknown(String),
}

/// One line of the table.
struct Row {
    code: &'static str,
    label: &'static str,
    mirrors: Option<&'static str>,
    also: &'static str,
}

impl Row {
    /// Tells whether the code heads a group; it then means the same as the group's `0`.
    fn is_root(&self) -> bool {
        self.code.len() == 2
    }

    /// Returns the code whose kind and title this one shares.
    fn front(&self) -> &'static str {
        self.mirrors.unwrap_or(self.code)
    }
}

/// Returns the lines of the table in order of code.
fn rows() -> impl Iterator<Item = Row> + Clone {
    let lines = TABLE.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| {
        let mut fields = line.split('\t');
        Some(Row {
            code: fields.next()?,
            label: fields.next()?,
            mirrors: fields.next().filter(|code| !code.is_empty()),
            also: fields.next().unwrap_or_default(),
        })
    })
}

impl Cameo {
    /// Returns the codes as relations of the kinds of `ontology`. A code that no kind of it names
    /// is of the kind of the nearest code above it.
    pub(super) fn new(ontology: &Ontology) -> Cameo {
        let kinds = Kinds::new(ontology);
        let mut cameo = Cameo {
            deeds: Vec::new(),
            codes: HashMap::new(),
            labels: HashMap::new(),
        };
        for row in rows().filter(|row| !row.is_root()) {
            if let Some(deed) = kinds.deed(&row) {
                cameo.add(deed, &row);
            }
        }
        for row in rows().filter(Row::is_root) {
            if let Some(deed) = cameo.codes.get(&residual(row.code)).copied() {
                cameo.codes.insert(row.code.to_owned(), deed);
                cameo.name(row.label, deed);
            }
        }
        cameo
    }

    fn add(&mut self, deed: Deed, row: &Row) {
        let place = DeedIx(self.deeds.len() as u16);
        self.codes.insert(deed.code.clone(), place);
        self.deeds.push(deed);
        for label in [row.label].into_iter().chain(row.also.split(" | ")) {
            self.name(label, place);
        }
    }

    /// Takes a label for a deed unless an earlier code has it.
    fn name(&mut self, label: &str, deed: DeedIx) {
        let folded = folded(label);
        if !folded.is_empty() {
            self.labels.entry(folded).or_insert(deed);
        }
    }

    /// Returns how many deeds there are.
    pub(super) const fn len(&self) -> usize {
        self.deeds.len()
    }

    /// Returns a deed of this table.
    pub(super) fn deed(&self, deed: DeedIx) -> Option<&Deed> {
        self.deeds.get(deed.index())
    }

    /// Returns what a label means. Case, punctuation, and `not specified below` do not count.
    pub(super) fn labelled(&self, label: &str) -> Option<DeedIx> {
        self.labels.get(&folded(label)).copied()
    }

    /// Returns what a code means. A code that is not known is read as the nearest one above it, and
    /// one that has lost its leading zero is given it back, where that leaves no doubt.
    pub(super) fn coded(&self, code: &str) -> Reading {
        let code = code.trim();
        if code.is_empty() || !code.bytes().all(|digit| digit.is_ascii_digit()) {
            return Reading::Unknown(format!("`{code}` is no event code"));
        }
        // Without this the code of nearly every row would be written down once more.
        if let Some(deed) = self.codes.get(code)
            && code.len() > 2
        {
            return Reading::Known(*deed);
        }
        let padded = format!("0{code}");
        match (self.codes.get(code), self.codes.get(&padded)) {
            (Some(_), Some(_)) => Reading::Unknown(format!(
                "the event code `{code}` may be `{padded}` without its zero"
            )),
            (Some(deed), None) => Reading::Known(*deed),
            (None, Some(deed)) => Reading::Likely(
                *deed,
                format!("the event code `{code}` is read as `{padded}`"),
            ),
            (None, None) => self.above(code, &padded),
        }
    }

    /// Returns the nearest known code above one that is not known, or one without its zero.
    fn above(&self, code: &str, padded: &str) -> Reading {
        let shorter = |code: &str, least: usize| {
            let lengths = (least..code.len().min(MOST_DIGITS)).rev();
            let found = lengths.map(|length| self.codes.get(code.get(..length)?));
            found.flatten().next().copied()
        };
        let found = (code.len() <= MOST_DIGITS)
            .then(|| shorter(code, 2).or_else(|| shorter(padded, 3)))
            .flatten();
        match found.and_then(|deed| Some((deed, self.deed(deed)?))) {
            Some((place, deed)) => Reading::Likely(
                place,
                format!("the unknown event code `{code}` is read as `{}`", deed.code),
            ),
            None => Reading::Unknown(self.unknown(code)),
        }
    }

    /// Says that a code is not known, and which one is nearest.
    fn unknown(&self, code: &str) -> String {
        let codes = self.deeds.iter().map(|deed| deed.code.as_str());
        match text::nearest(code, codes) {
            Some(nearest) => {
                format!("the event code `{code}` is unknown, the nearest is `{nearest}`")
            }
            None => format!("the event code `{code}` is unknown"),
        }
    }
}

/// The kinds of an ontology by their codes.
struct Kinds<'a> {
    kinds: BTreeMap<&'a str, &'a Kind>,
    /// How many codes of the table each kind has, not counting those that mirror another.
    codes: BTreeMap<&'a str, usize>,
}

impl<'a> Kinds<'a> {
    fn new(ontology: &'a Ontology) -> Kinds<'a> {
        let mut kinds = Kinds {
            kinds: BTreeMap::new(),
            codes: BTreeMap::new(),
        };
        for (_, kind) in ontology.kinds() {
            for code in &kind.cameo {
                kinds.kinds.entry(code).or_insert(kind);
            }
        }
        for row in rows().filter(|row| !row.is_root() && row.mirrors.is_none()) {
            if let Some(kind) = kinds.of(row.code) {
                *kinds.codes.entry(&kind.id).or_default() += 1;
            }
        }
        kinds
    }

    /// Returns the kind of a code, or of the nearest code above it that has one.
    fn of(&self, code: &str) -> Option<&'a Kind> {
        let mut above = (2..=code.len()).rev().filter_map(|length| {
            let code = code.get(..length)?;
            let named = self.kinds.get(code);
            named.or_else(|| {
                self.kinds
                    .get((length == 2).then(|| residual(code))?.as_str())
            })
        });
        above.next().copied()
    }

    /// Returns what a line of the table means.
    fn deed(&self, row: &Row) -> Option<Deed> {
        let kind = self.of(row.front())?;
        let is_coarser = self
            .codes
            .get(kind.id.as_str())
            .is_some_and(|codes| *codes > 1);
        let form = Form {
            kind: kind.id.clone(),
            title: is_coarser.then(|| front_label(row).to_owned()),
            status: Some(Status::Reported),
            roles: sides(kind)?,
        };
        Some(Deed {
            code: row.code.to_owned(),
            form,
            reversed: row.mirrors.is_some(),
        })
    }
}

/// Returns the label of the code whose title a line of the table shares.
fn front_label(row: &Row) -> &'static str {
    let front = rows().find(|other| other.code == row.front());
    front.map_or(row.label, |front| front.label)
}

/// Returns the roles of source and target in event records of a kind: those of its first link.
pub(super) fn sides(kind: &Kind) -> Option<[String; 2]> {
    let of_links = kind.links.first().map(|link| [&link.from, &link.to]);
    let first = &kind.roles.first()?.id;
    let second = kind.roles.get(1).map_or(first, |role| &role.id);
    Some(of_links.unwrap_or([first, second]).map(String::clone))
}

/// Returns the code for what a group holds besides its other codes: `040` of `04`.
fn residual(root: &str) -> String {
    format!("{root}0")
}

/// Returns what of a label counts.
fn folded(label: &str) -> String {
    let folded = text::fold(label);
    let cut = RESIDUAL.iter().find_map(|end| folded.strip_suffix(end));
    cut.unwrap_or(&folded).trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::{Cameo, Deed, Reading, rows};
    use crate::files;
    use crate::model::Ontology;

    fn ontology() -> Ontology {
        let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/ontology.ron");
        files::read_ontology(&files::load(&data).unwrap()[0]).unwrap()
    }

    fn deed(reading: Reading, cameo: &Cameo) -> (Deed, Option<String>) {
        match reading {
            Reading::Known(deed) => (cameo.deed(deed).unwrap().clone(), None),
            Reading::Likely(deed, why) => (cameo.deed(deed).unwrap().clone(), Some(why)),
            Reading::Unknown(why) => panic!("{why}"),
        }
    }

    #[track_caller]
    fn check(code: &str, meant: &str, kind: &str) {
        let cameo = Cameo::new(&ontology());
        let (deed, note) = deed(cameo.coded(code), &cameo);
        assert_eq!((deed.code.as_str(), deed.form.kind.as_str()), (meant, kind));
        let is_plain = code == meant || code.len() == 2 && format!("{code}0") == meant;
        assert_eq!(note.is_none(), is_plain, "{note:?}");
    }

    #[test]
    fn every_code_of_the_table_has_one_kind() {
        let cameo = Cameo::new(&ontology());
        let mut labels = BTreeSet::new();
        for row in rows() {
            let reading = cameo.coded(row.code);
            let is_doubtful = row.code.len() == 2 && !row.code.starts_with('0');
            assert_eq!(matches!(reading, Reading::Known(_)), !is_doubtful);
            let place = cameo.labelled(row.label).unwrap();
            assert!(labels.insert(row.label), "{}", row.label);
            let labelled = cameo.deed(place).unwrap();
            assert!(
                labelled.code.starts_with(row.code),
                "{} is {}",
                row.code,
                labelled.code
            );
        }
        assert_eq!(cameo.len(), 298);
    }

    #[test]
    fn the_ontology_names_no_code_twice_and_none_that_the_table_lacks() {
        let known: BTreeSet<&str> = rows().map(|row| row.code).collect();
        let mut named = BTreeSet::new();
        for (_, kind) in ontology().kinds() {
            for code in &kind.cameo {
                assert!(known.contains(code.as_str()), "{code}");
                assert!(named.insert(code.clone()), "{code}");
            }
        }
        assert_eq!(named.len() + 20, known.len());
    }

    #[test]
    fn a_code_is_read_as_itself_or_as_the_one_above_it() {
        check("042", "042", "visit");
        check("0812", "0812", "concession");
        check("04", "040", "meeting");
        check("0999", "090", "investigation");
        check("1234567".get(..5).unwrap(), "1234", "rejection");
        check("0429", "042", "visit");
    }

    #[test]
    fn a_lost_zero_is_given_back_where_no_doubt_is_left() {
        check("36", "036", "pledge");
        check("211", "0211", "appeal");
        check("111", "111", "accusation");
        check("4", "040", "meeting");
        let cameo = Cameo::new(&ontology());
        for doubtful in ["10", "18", "20"] {
            let Reading::Unknown(why) = cameo.coded(doubtful) else {
                panic!("{doubtful} is read");
            };
            assert!(why.contains(&format!("`0{doubtful}`")), "{why}");
        }
    }

    #[test]
    fn what_is_no_code_is_told_with_the_nearest_one() {
        let cameo = Cameo::new(&ontology());
        let unknown = |code| match cameo.coded(code) {
            Reading::Unknown(why) => why,
            other => panic!("{other:?}"),
        };
        assert_eq!(unknown("abc"), "`abc` is no event code");
        assert_eq!(unknown(""), "`` is no event code");
        assert_eq!(
            unknown("990"),
            "the event code `990` is unknown, the nearest is `090`"
        );
        assert!(unknown(&"1".repeat(1000)).ends_with("is unknown"));
    }

    #[test]
    fn a_visit_is_hosted_by_the_target() {
        let cameo = Cameo::new(&ontology());
        let deed = |label| cameo.deed(cameo.labelled(label).unwrap()).unwrap();
        let (make, host) = (deed("make a visit"), deed("Host a visit"));
        assert_eq!(make.form, host.form);
        assert_eq!(make.form.roles, ["visitor", "host"]);
        assert_eq!(make.form.title, None);
        assert!(host.reversed && !make.reversed);
        assert_eq!(
            deed("Consult, not specified below").form.title.as_deref(),
            Some("Consult")
        );
    }
}
