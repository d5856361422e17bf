//! Evidence: what counts as known of a relation by some day, or without some sources.

use bytemuck::{Pod, Zeroable};
use std::iter::{once, repeat_n};

use itertools::{Either, Itertools as _};

use crate::edtf::{Day, Edtf, Truth, Window};
use crate::model::{Dataset, RelationIx, Source, SourceIx, Status};

use super::{Lens, Network};

/// What counts as known of a relation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Account<'a> {
    /// When it happened or holds.
    pub when: Option<&'a Edtf>,
    /// How far it has come.
    pub status: Status,
    /// How surely this is what was known.
    pub truth: Truth,
}

/// The days on which a source may have been published, as far as 32 bits reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Pod, Zeroable)]
#[repr(C)]
pub(super) struct Published {
    /// No sooner than this day.
    first: i32,
    /// Surely by this day.
    last: i32,
}

impl Published {
    /// Returns when a source was published; see [`Source::publication`].
    pub(super) fn of(source: &Source) -> Published {
        let number = |day: Day| day.number().clamp(i32::MIN.into(), i32::MAX.into()) as i32;
        let (first, last) = source.publication();
        Published {
            first: number(first),
            last: number(last),
        }
    }

    /// Returns the days on which the first and the last of several may have been published.
    pub(super) fn span(several: impl Iterator<Item = Published>) -> Published {
        let nothing = Published {
            first: i32::MAX,
            last: i32::MIN,
        };
        several.fold(nothing, |all, one| Published {
            first: all.first.min(one.first),
            last: all.last.max(one.last),
        })
    }

    /// Tells whether it was published within a window that has no beginning.
    fn by(self, window: Window) -> Truth {
        let is_by =
            |day: i32, end: Option<Day>| end.is_none_or(|end| i64::from(day) <= end.number());
        Truth::judge(
            is_by(self.last, window.last()),
            is_by(self.first, window.widest().1),
        )
    }
}

/// What one report says otherwise than its relation.
#[derive(Debug, Clone, Copy)]
struct Said<'a> {
    source: SourceIx,
    when: Option<&'a Edtf>,
    status: Option<Status>,
}

/// A report that counts, and what it says.
#[derive(Debug, Clone, Copy)]
struct Told<'a> {
    source: SourceIx,
    when: Option<&'a Edtf>,
    status: Status,
    published: Published,
    known: Truth,
}

/// Up to how many reports that only possibly count are tried in all combinations; of more, none,
/// each alone, and all together. That is enough unless three of them say different things.
const MOST_COMBINED: usize = 6;

impl Lens {
    /// Tells whether some reports do not count.
    pub(crate) const fn limits_evidence(&self) -> bool {
        self.clocks.known_by.is_some() || !self.without.is_empty()
    }
}

impl Network {
    /// Returns what counts as known of a relation; nothing if none of its reports counts.
    ///
    /// If all of its reports count, it is the relation's own date and status, in which they were
    /// weighed. Otherwise the newest of those that count tells the status, where a report without
    /// a status of its own says what the relation says, and plans told of after the fact do not
    /// undo it. The date is that of the relation if one report of that status agrees with it by
    /// giving none of its own, and that of the newest such report otherwise. The newest is the
    /// one with the latest day by which it was surely published; of those of one day, the last of
    /// the record. Where it is only possible that a report counts, the account is that of those
    /// that surely do, if any; it is certain only if the others change nothing.
    ///
    /// O(reports), and O(1) where the lens lets all of them count.
    pub fn account(&self, relation: RelationIx, lens: &Lens) -> Option<Account<'_>> {
        if lens.limits_evidence() && !self.is_settled(relation, lens) {
            self.partial_account(relation, lens)
        } else {
            Some(self.own_account(relation))
        }
    }

    /// Returns the account of a relation all of whose reports count.
    fn own_account(&self, relation: RelationIx) -> Account<'_> {
        Account {
            when: self.data().when(relation),
            status: self.status(relation),
            truth: Truth::Certain,
        }
    }

    /// Tells whether a lens surely lets all reports of a relation count.
    pub(super) fn is_settled(&self, relation: RelationIx, lens: &Lens) -> bool {
        let believed = |source: &SourceIx| lens.without.binary_search(source).is_err();
        (lens.without.is_empty() || self.sources(relation).iter().all(believed))
            && published_by(self.told(relation), lens) == Truth::Certain
    }

    /// Returns the reports of a relation that count, by their places in its record, and how
    /// surely each does.
    pub fn reports<'a>(
        &'a self,
        relation: RelationIx,
        lens: &'a Lens,
    ) -> impl Iterator<Item = (usize, Truth)> + 'a {
        let counted = self.counted(relation, lens);
        counted.map(|(at, _, known)| (at, known))
    }

    /// Returns the reports of a relation that count, by their places in its record, with what
    /// they say and how surely each does.
    fn counted<'a, 'b>(
        &'a self,
        relation: RelationIx,
        lens: &'b Lens,
    ) -> impl Iterator<Item = (usize, Said<'a>, Truth)> + use<'a, 'b> {
        self.said(relation)
            .enumerate()
            .filter_map(move |(at, said)| {
                let known = self.counts(said.source, lens);
                known.is_possible().then_some((at, said, known))
            })
    }

    /// Returns what the reports of a relation say, in the order of its record.
    fn said(&self, relation: RelationIx) -> impl Iterator<Item = Said<'_>> {
        let Some(record) = self.data().record(relation) else {
            let source = self.sources(relation)[0];
            let said = Said {
                source,
                when: None,
                status: None,
            };
            return Either::Left(repeat_n(said, self.data().report_count(relation)));
        };
        Either::Right(record.reports.iter().filter_map(|report| {
            Some(Said {
                source: self.data().source_ix(report.source.as_str())?,
                when: report.when.as_ref(),
                status: report.status,
            })
        }))
    }

    /// Tells whether what a source says counts.
    pub(super) fn counts(&self, source: SourceIx, lens: &Lens) -> Truth {
        if lens.without.binary_search(&source).is_ok() {
            return Truth::Impossible;
        }
        published_by(self.published[source.index()], lens)
    }

    /// Returns the account of a relation of which perhaps not all reports count.
    fn partial_account(&self, relation: RelationIx, lens: &Lens) -> Option<Account<'_>> {
        let all = self.possibilities(relation, lens);
        let accounts: Vec<Option<Account<'_>>> =
            all.iter().map(|told| self.weigh(told, relation)).collect();
        // What surely counts comes first, all that may count last.
        let surest = accounts.first().copied().flatten();
        let account = surest.or(accounts.last().copied().flatten())?;
        let is_same = accounts.iter().all(|other| *other == Some(account));
        Some(Account {
            truth: Truth::judge(is_same, true),
            ..account
        })
    }

    /// Judges by what may count as known of a relation: certain if `judge` is of all of it.
    /// Where none of its reports counts, it is not known.
    pub(super) fn judge_accounts(
        &self,
        relation: RelationIx,
        lens: &Lens,
        judge: impl Fn(Account<'_>) -> Truth,
    ) -> Truth {
        let wanted = |told: &[Told<'_>]| {
            lens.sources.as_ref().is_none_or(|sources| {
                told.iter()
                    .any(|told| sources.binary_search(&told.source).is_ok())
            })
        };
        let known = |told: &Vec<Told<'_>>| {
            let account = self.weigh(told, relation).filter(|_| wanted(told));
            account.map_or(Truth::Impossible, &judge)
        };
        let (mut least, mut most) = (Truth::Certain, Truth::Impossible);
        for truth in self.possibilities(relation, lens).iter().map(known) {
            (least, most) = (least.and(truth), most.or(truth));
        }
        Truth::judge(least == Truth::Certain, most.is_possible())
    }

    /// Returns which reports may count together, in the order of the record: first those that
    /// surely do, last all that may.
    fn possibilities<'a>(&'a self, relation: RelationIx, lens: &Lens) -> Vec<Vec<Told<'a>>> {
        let own = self.status(relation);
        let told: Vec<Told<'_>> = self
            .counted(relation, lens)
            .map(|(_, said, known)| Told {
                source: said.source,
                when: said.when,
                status: said.status.unwrap_or(own),
                published: self.published[said.source.index()],
                known,
            })
            .collect();
        let doubtful: Vec<usize> = (0..told.len())
            .filter(|at| told[*at].known != Truth::Certain)
            .collect();
        let with = |some: &[usize]| -> Vec<Told<'_>> {
            let counts = |at: &usize| told[*at].known == Truth::Certain || some.contains(at);
            (0..told.len()).filter(counts).map(|at| told[at]).collect()
        };
        if doubtful.len() <= MOST_COMBINED {
            return doubtful
                .into_iter()
                .powerset()
                .map(|some| with(&some))
                .collect();
        }
        let alone = doubtful.iter().map(|one| with(&[*one]));
        let ends = (once(with(&[])), once(with(&doubtful)));
        ends.0.chain(alone).chain(ends.1).collect()
    }

    /// Returns what some of a relation's reports come to; nothing for no reports.
    fn weigh<'a>(&'a self, told: &[Told<'a>], relation: RelationIx) -> Option<Account<'a>> {
        if told.len() == self.data().report_count(relation) {
            return Some(self.own_account(relation));
        }
        let usual = Status::usual(self.nature(relation));
        // The order of the record decides between reports of one day.
        let mut by_day: Vec<&Told<'a>> = told.iter().collect();
        by_day.sort_by_key(|told| (told.published.last, told.published.first));
        let status = by_day
            .iter()
            .map(|told| told.status)
            .reduce(|known, newer| {
                let is_old_plan = newer == Status::Planned && known == usual;
                if is_old_plan { known } else { newer }
            })?;
        let mut said = by_day.iter().filter(|told| told.status == status);
        let agrees = said.clone().any(|told| told.when.is_none());
        let when = if agrees {
            self.data().when(relation)
        } else {
            said.next_back().and_then(|told| told.when)
        };
        Some(Account {
            when,
            status,
            truth: Truth::Certain,
        })
    }
}

/// Tells whether something was published by the day that a lens names.
fn published_by(published: Published, lens: &Lens) -> Truth {
    let known_by = lens.clocks.known_by.as_ref();
    known_by.map_or(Truth::Certain, |day| published.by(Window::until(day)))
}

/// Returns when each source was published, in order of ids.
pub(super) fn published(data: &Dataset) -> Vec<Published> {
    data.sources().iter().map(Published::of).collect()
}

#[cfg(test)]
mod tests {
    use crate::edtf::{Edtf, Truth};
    use crate::graph::sample::network;
    use crate::graph::{Clocks, Lens, Network, View};
    use crate::model::{RelationIx, Source};

    use super::Published;

    /// A meeting that three papers tell of: planned, put off, held after all.
    const STORY: &str = "meeting 2015-06-01 a b @may:planned:2015-05-20 @june:postponed @july";

    fn told_by(day: &str, without: &[&str]) -> String {
        let network = network(&[STORY]);
        tell(&network, day, without)
    }

    fn tell(network: &Network, day: &str, without: &[&str]) -> String {
        let known_by = (day != "-").then(|| Edtf::parse(day).unwrap());
        let source = |id: &&str| network.data().source_ix(id).unwrap();
        let mut without: Vec<_> = without.iter().map(source).collect();
        without.sort_unstable();
        let lens = Lens {
            clocks: Clocks {
                known_by,
                as_of: None,
            },
            without,
            ..Lens::default()
        };
        let Some(account) = network.account(RelationIx(0), &lens) else {
            assert_eq!(
                View::new(network, &lens).judge(RelationIx(0)),
                Truth::Impossible
            );
            return "unknown".to_owned();
        };
        let when = account.when.map_or("-", Edtf::as_str);
        let mark = if account.truth.is_certain() { "" } else { "?" };
        format!("{} {when}{mark}", account.status)
    }

    #[test]
    fn the_newest_report_known_tells_status_and_date() {
        assert_eq!(told_by("2015-04-30", &[]), "unknown");
        assert_eq!(told_by("2015-05-31", &[]), "planned 2015-05-20");
        assert_eq!(told_by("2015-06-30", &[]), "postponed 2015-06-01");
        assert_eq!(told_by("2015-07-31", &[]), "held 2015-06-01");
        assert_eq!(told_by("-", &[]), "held 2015-06-01");
    }

    #[test]
    fn what_was_only_possibly_published_leaves_the_account_in_doubt() {
        assert_eq!(told_by("2015-05-10", &[]), "planned 2015-05-20?");
        assert_eq!(told_by("2015-06-10", &[]), "planned 2015-05-20?");
    }

    #[test]
    fn a_source_was_published_before_it_was_read() {
        let days = |published: &str, retrieved: &str| {
            let date = |text: &str| (text != "-").then(|| Edtf::parse(text).unwrap());
            let mut source = Source::new("page".parse().unwrap(), "Page");
            (source.published, source.retrieved) = (date(published), date(retrieved));
            Published::of(&source)
        };
        assert_eq!(
            days("2025", "2025-06-30"),
            days("2025-01-01/2025-06-30", "-")
        );
        assert_eq!(days("2025", "2026-02-01"), days("2025", "-"));
        assert_eq!(days("-", "2025-06-30").last, days("2025-06", "-").last);
        assert_eq!(days("2025-07", "2025-06-30"), days("2025-06-30", "-"));
    }

    #[test]
    fn without_a_source_the_others_tell() {
        assert_eq!(told_by("-", &["july"]), "postponed 2015-06-01");
        assert_eq!(told_by("-", &["june", "july"]), "planned 2015-05-20");
        assert_eq!(told_by("-", &["may", "june", "july"]), "unknown");
        assert_eq!(told_by("-", &["gazette"]), "held 2015-06-01");
    }

    #[test]
    fn plans_told_of_after_the_fact_do_not_undo_it() {
        let network =
            network(&["meeting 2015-06-01 a b @may @june:planned:2015-06 @july:cancelled"]);
        assert_eq!(tell(&network, "2015-06-30", &[]), "held 2015-06-01");
        assert_eq!(
            tell(&network, "2015-07-31", &["may"]),
            "cancelled 2015-06-01"
        );
    }
}
