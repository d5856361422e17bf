//! What formats can lose: the parts of records, and how many of them there are.

use std::collections::BTreeSet;
use std::fmt;

use crate::edtf::Edtf;
use crate::model::{Dataset, Nature, Relation, Report, Source, SourceId};
use crate::text;

/// A part of records that some formats hold and others do not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Matter {
    /// Other names of entities.
    Aliases,
    /// Codes of entities.
    Codes,
    /// Remarks on entities, and their finer sorts.
    Notes,
    /// Relations of one party, or of more than two.
    ManyParties,
    /// Which role each party plays.
    Roles,
    /// Dates beyond a day, month or year, or a stretch between two of them: approximate ones, sets,
    /// seasons, all else that EDTF has.
    Dates,
    /// Relations without a date. They are lost as a whole.
    Undated,
    /// Relations of which not even the days are known on which they began and ended. They are lost
    /// as a whole.
    Vague,
    /// How far relations have come, where they say it.
    Statuses,
    /// Where relations happened.
    Places,
    /// What relations are about.
    Topics,
    /// Particular names of relations.
    Titles,
    /// Summaries of relations.
    Summaries,
    /// In whose margin relations happened.
    Margins,
    /// What is counted in relations.
    Numbers,
    /// Ties: what lasts. They are lost as a whole.
    Ties,
    /// Which sources report each relation: their ids, titles, publishers, days and addresses.
    Sources,
    /// All else of sources: when they were read, file, row, language, remark; and sources on which
    /// no relation rests.
    SourceDetails,
    /// Where in a source a claim stands.
    Locators,
    /// What sources say otherwise than the relation, and remarks on reports.
    Disagreements,
    /// Kinds of relation and offices that a user added.
    OwnKinds,
    /// Kinds of relation for which the format has no word: it calls them by the nearest one.
    Kinds,
}

impl Matter {
    /// All parts, in their usual order.
    pub const ALL: [Matter; 22] = [
        Matter::Aliases,
        Matter::Codes,
        Matter::Notes,
        Matter::ManyParties,
        Matter::Roles,
        Matter::Dates,
        Matter::Undated,
        Matter::Vague,
        Matter::Statuses,
        Matter::Places,
        Matter::Topics,
        Matter::Titles,
        Matter::Summaries,
        Matter::Margins,
        Matter::Numbers,
        Matter::Ties,
        Matter::Sources,
        Matter::SourceDetails,
        Matter::Locators,
        Matter::Disagreements,
        Matter::OwnKinds,
        Matter::Kinds,
    ];

    /// Returns what is lost, in a few words.
    pub const fn words(self) -> &'static str {
        match self {
            Matter::Aliases => "other names",
            Matter::Codes => "codes",
            Matter::Notes => "remarks and finer sorts",
            Matter::ManyParties => "more or fewer than two parties",
            Matter::Roles => "roles of parties",
            Matter::Dates => "dates beyond days, months, years and stretches between them",
            Matter::Undated => "relations without a date",
            Matter::Vague => "relations whose days are not known",
            Matter::Statuses => "how far they have come",
            Matter::Places => "places",
            Matter::Topics => "topics",
            Matter::Titles => "particular names",
            Matter::Summaries => "summaries",
            Matter::Margins => "in whose margin they happened",
            Matter::Numbers => "what is counted",
            Matter::Ties => "ties: what lasts",
            Matter::Sources => "sources",
            Matter::SourceDetails => {
                "what is known of sources beyond title, publisher, day and address"
            }
            Matter::Locators => "places within sources",
            Matter::Disagreements => "what sources say otherwise",
            Matter::OwnKinds => "kinds and offices of a user's own",
            Matter::Kinds => "kinds that it has no word for",
        }
    }

    /// Returns what one and what many of the records are called that may lose it.
    const fn nouns(self) -> (&'static str, &'static str) {
        match self {
            Matter::Aliases | Matter::Codes | Matter::Notes => ("entity", "entities"),
            Matter::SourceDetails => ("source", "sources"),
            Matter::OwnKinds => ("kind or office", "kinds and offices"),
            _ => ("relation", "relations"),
        }
    }

    /// Tells whether a relation that has it is lost as a whole by a format that does not hold it.
    pub const fn is_whole(self) -> bool {
        matches!(self, Matter::Undated | Matter::Vague | Matter::Ties)
    }

    /// Tells whether a relation has it.
    fn is_in(self, relation: &Relation, nature: Nature) -> bool {
        let is_reported = |says: fn(&Report) -> bool| relation.reports.iter().any(says);
        match self {
            Matter::Roles | Matter::Sources => true,
            Matter::ManyParties => relation.parties.iter().count() != 2,
            Matter::Dates => relation.when.as_ref().is_some_and(|when| !is_plain(when)),
            Matter::Undated => relation.when.is_none(),
            Matter::Vague => relation.when.as_ref().is_some_and(|when| !is_of_days(when)),
            Matter::Statuses => relation.status.is_some(),
            Matter::Places => relation.place.is_some(),
            Matter::Topics => !relation.topics.is_empty(),
            Matter::Titles => relation.title.is_some(),
            Matter::Summaries => relation.summary.is_some(),
            Matter::Margins => relation.part_of.is_some(),
            Matter::Numbers => !relation.numbers.is_empty(),
            Matter::Ties => nature == Nature::Tie,
            Matter::Locators => is_reported(|report| report.locator.is_some()),
            Matter::Disagreements => {
                is_reported(|report| report.differs() || report.note.is_some())
            }
            _ => false,
        }
    }
}

impl fmt::Display for Matter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words())
    }
}

/// Tells whether a date is a day, month or year, or a stretch between two of them, either of which
/// may be open or unknown.
pub(super) fn is_plain(when: &Edtf) -> bool {
    when.as_str().split('/').all(|end| {
        matches!(end, "" | "..")
            || is_numbers(end, &[4])
            || is_numbers(end, &[4, 2]) && has_month(end)
            || is_numbers(end, &[4, 2, 2])
    })
}

/// Tells whether a date is a day, or a stretch from one day to another.
pub(super) fn is_of_days(when: &Edtf) -> bool {
    when.as_str()
        .split('/')
        .all(|end| is_numbers(end, &[4, 2, 2]))
}

/// Tells whether a text is numbers of so many digits, with hyphens between.
fn is_numbers(text: &str, digits: &[usize]) -> bool {
    let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let lengths: Vec<usize> = text.split('-').map(str::len).collect();
    lengths == digits && text.split('-').all(is_number)
}

/// Tells whether the second number of a text is a month, not a season.
fn has_month(text: &str) -> bool {
    let month = text.split('-').nth(1).and_then(|month| month.parse().ok());
    month.is_some_and(|month: u8| month <= 12)
}

/// Something of a dataset that a format does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Loss {
    /// What is lost.
    pub matter: Matter,
    /// How many records lose it, or are lost.
    pub records: usize,
}

impl fmt::Display for Loss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Loss { matter, records } = self;
        let (one, many) = matter.nouns();
        write!(
            f,
            "{matter} ({})",
            text::counted(*records as u64, one, many)
        )
    }
}

/// Returns what of a dataset a format that holds these does not hold, in the order of
/// [`Matter::ALL`]. What nothing of the dataset has is not lost.
///
/// A relation that is lost as a whole is counted where it is, and not for its parts.
///
/// O(records).
///
/// # Examples
/// ```
/// use chancery::Chancery;
/// use chancery::exchange::{Matter, losses};
///
/// let builtin = Chancery::builtin()?;
/// assert_eq!(losses(builtin.data(), &Matter::ALL), []);
/// let lost = losses(builtin.data(), &[]);
/// assert_eq!(lost[0].matter, Matter::Aliases);
/// assert!(lost[0].to_string().ends_with(" entities)"));
/// # Ok::<(), chancery::Error>(())
/// ```
pub fn losses(data: &Dataset, holds: &[Matter]) -> Vec<Loss> {
    let missing = Matter::ALL.map(|matter| !holds.contains(&matter));
    let missing = || {
        let all = Matter::ALL.into_iter().zip(missing);
        all.filter(|(_, is_missing)| *is_missing)
    };
    let (whole, parts): (Vec<Matter>, Vec<Matter>) = missing()
        .map(|(matter, _)| matter)
        .partition(|matter| matter.is_whole());
    let mut counts = [0; Matter::ALL.len()];
    let mut count = |matter: Matter, records: usize| counts[matter as usize] += records;
    for &matter in &parts {
        count(matter, beside_relations(data, matter));
    }
    for at in data.relation_ixs() {
        let (relation, nature) = (data.relation(at), data.nature(at));
        let is_in = |matter: &&Matter| matter.is_in(&relation, nature);
        match whole.iter().find(is_in) {
            Some(matter) => count(*matter, 1),
            None => parts.iter().filter(is_in).for_each(|part| count(*part, 1)),
        }
    }
    let lost = Matter::ALL.into_iter().zip(counts);
    lost.filter(|(_, records)| *records > 0)
        .map(|(matter, records)| Loss { matter, records })
        .collect()
}

/// Returns how many records other than relations have something.
fn beside_relations(data: &Dataset, matter: Matter) -> usize {
    let entities = data.entities().iter();
    match matter {
        Matter::Aliases => entities.filter(|it| !it.aliases.is_empty()).count(),
        Matter::Codes => entities.filter(|it| !it.codes.is_empty()).count(),
        Matter::Notes => entities
            .filter(|it| it.note.is_some() || it.class.is_some())
            .count(),
        Matter::SourceDetails => {
            let used = used_sources(data);
            let sources = data.sources().iter();
            sources
                .filter(|source| has_details(source) || !used.contains(&source.id))
                .count()
        }
        Matter::OwnKinds => {
            let ontology = data.ontology();
            ontology.added().len() + ontology.added_offices().len()
        }
        _ => 0,
    }
}

/// Returns the sources on which relations rest.
fn used_sources(data: &Dataset) -> BTreeSet<SourceId> {
    let mut used = BTreeSet::new();
    for relation in data.relations() {
        for report in &relation.reports {
            if !used.contains(&report.source) {
                used.insert(report.source.clone());
            }
        }
    }
    used
}

/// Tells whether more is known of a source than title, publisher, day and address.
const fn has_details(source: &Source) -> bool {
    source.retrieved.is_some()
        || source.file.is_some()
        || source.row.is_some()
        || source.language.is_some()
        || source.note.is_some()
}

#[cfg(test)]
mod tests {
    use super::{Loss, Matter, is_of_days, is_plain};
    use crate::edtf::Edtf;

    #[track_caller]
    fn check(text: &str, plain: bool, of_days: bool) {
        let when = Edtf::parse(text).unwrap();
        assert_eq!((is_plain(&when), is_of_days(&when)), (plain, of_days));
    }

    #[test]
    fn a_stretch_between_years_is_plain_and_a_season_is_not() {
        check("2015", true, false);
        check("2015-06/..", true, false);
        check("2015-21", false, false);
        check("2015~", false, false);
        check("[2015,2016]", false, false);
        check("2015-06-01/2015-06-03", true, true);
        check("2015-06-01", true, true);
        check("2015-06-XX", false, false);
    }

    #[test]
    fn one_record_is_told_as_one() {
        let told = |matter, records| Loss { matter, records }.to_string();
        assert_eq!(told(Matter::Codes, 1), "codes (1 entity)");
        assert_eq!(told(Matter::Places, 2), "places (2 relations)");
    }

    #[test]
    fn all_stand_in_their_order() {
        let numbers = Matter::ALL.map(|matter| matter as usize);
        assert!(numbers.into_iter().eq(0..Matter::ALL.len()));
    }
}
