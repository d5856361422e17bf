//! The dates of relations that stand in order of date: each distinct date once, and where the
//! relations of each begin.

use std::io;
use std::sync::OnceLock;

use crate::columns::{Column, Image, ImageError, Press};
use crate::edtf::{Day, Edtf};
use crate::model::RelationIx;

/// How many relations share an entry of the coarse index, as a power of two.
const BLOCK: u32 = 8;
/// Stands in the column of days for a date that is no single known day.
const NO_DAY: i32 = i32::MIN;

/// The distinct dates of a dataset, in order, and the relations of each.
#[derive(Debug, Clone, Default)]
pub(crate) struct Dates {
    all: Vec<OnceLock<Edtf>>,
    /// By place, the dates of a file that are no single known days; the others are put together
    /// when they are first asked for.
    others: Vec<(u32, Edtf)>,
    /// By date, the day by which it stands in order.
    days: Vec<Day>,
    /// By date, the first relation of it; then the first relation without a date; then the end.
    begins: Column<u32>,
    /// By block of relations, the date of the first of them.
    coarse: Column<u32>,
}

impl Dates {
    /// Returns dates in order, with the number of relations of each and of those without a date.
    pub(super) fn new(dates: Vec<Edtf>, counts: &[u32]) -> Dates {
        let mut begins = vec![0; dates.len() + 2];
        for (at, count) in counts.iter().enumerate() {
            begins[at + 1] = begins[at] + count;
        }
        let end = begins[dates.len() + 1];
        let mut coarse = Vec::with_capacity((end >> BLOCK) as usize + 1);
        let mut date = 0;
        for first in (0..end).step_by(1 << BLOCK) {
            while begins[date + 1] <= first {
                date += 1;
            }
            coarse.push(date as u32);
        }
        Dates {
            days: dates.iter().map(Edtf::sort_day).collect(),
            all: dates.into_iter().map(OnceLock::from).collect(),
            others: Vec::new(),
            begins: begins.into(),
            coarse: coarse.into(),
        }
    }

    /// Returns the distinct dates, in order.
    pub(crate) fn all(&self) -> impl ExactSizeIterator<Item = &Edtf> + Clone {
        (0..self.all.len()).map(|place| self.date(place))
    }

    /// Returns the date at a place where there is one.
    fn date(&self, place: usize) -> &Edtf {
        self.all[place].get_or_init(|| {
            let other = self
                .others
                .binary_search_by_key(&place, |(at, _)| *at as usize);
            match other {
                Ok(found) => self.others[found].1.clone(),
                Err(_) => Edtf::from_day(self.days[place]),
            }
        })
    }

    /// Returns the place of the date of a relation; the number of dates for one without.
    #[inline]
    pub(crate) fn place(&self, relation: RelationIx) -> usize {
        let block = (relation.0 >> BLOCK) as usize;
        let (first, last) = match self.coarse.part(block..block + 2) {
            [first, last] => (*first as usize, *last as usize),
            _ => (self.coarse.at(block) as usize, self.all.len()),
        };
        let begins = self.begins.part(first..last + 2);
        if last - first < 8 {
            let is_later = |begin: &&u32| **begin <= relation.0;
            return first + begins.iter().skip(1).take_while(is_later).count();
        }
        let later = begins.get(1..=last - first).unwrap_or_default();
        first + later.partition_point(|begin| *begin <= relation.0)
    }

    /// Returns the date of a relation.
    #[inline]
    pub(crate) fn of(&self, relation: RelationIx) -> Option<&Edtf> {
        let place = self.place(relation);
        (place < self.all.len()).then(|| self.date(place))
    }

    /// Returns the first relation whose date stands no sooner than one day, in order of date.
    pub(crate) fn from(&self, day: Day) -> RelationIx {
        self.begin(self.days.partition_point(|other| *other < day))
    }

    /// Returns the end of the relations.
    pub(crate) fn end(&self) -> RelationIx {
        self.begin(usize::MAX)
    }

    /// Returns the first relation whose date does not stand before a place.
    pub(crate) fn begin(&self, place: usize) -> RelationIx {
        let last = self.begins.len().saturating_sub(1);
        RelationIx(self.begins.at(place.min(last)))
    }
}

impl Dates {
    /// Adds the dates to an image.
    pub(super) fn press(&self, press: &mut Press) -> io::Result<()> {
        let day = |date: &Edtf| {
            let day = date.exact_day()?;
            // Only what reads back as the same text counts as a day.
            let day = (Edtf::from_day(day) == *date).then_some(day)?;
            i32::try_from(day.number()).ok()
        };
        let days: Vec<i32> = self.all().map(|date| day(date).unwrap_or(NO_DAY)).collect();
        let dates = self.all().zip(&days);
        let others: Vec<&Edtf> = dates
            .filter(|(_, day)| **day == NO_DAY)
            .map(|(date, _)| date)
            .collect();
        press.column("dates.days", &days)?;
        press.value("dates.others", &others)?;
        press.column("dates.begins", self.begins.all())?;
        press.column("dates.coarse", self.coarse.all())
    }

    /// Returns the dates of an image.
    pub(super) fn open(image: &Image) -> Result<Dates, ImageError> {
        let days: Column<i32> = image.column("dates.days")?;
        let is_other = |(_, day): &(u32, &i32)| **day == NO_DAY;
        let places = (0..).zip(days.all()).filter(is_other).map(|(at, _)| at);
        let others: Vec<(u32, Edtf)> = places
            .zip(image.value::<Vec<Edtf>>("dates.others")?)
            .collect();
        let mut sorted: Vec<Day> = days
            .all()
            .iter()
            .map(|day| Day::from_number((*day).into()))
            .collect();
        for (at, other) in &others {
            sorted[*at as usize] = other.sort_day();
        }
        Ok(Dates {
            all: vec![OnceLock::new(); days.len()],
            others,
            days: sorted,
            begins: image.column("dates.begins")?,
            coarse: image.column("dates.coarse")?,
        })
    }
}
