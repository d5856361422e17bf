//! Sources: where a claim was read.

use serde::{Deserialize, Serialize};

use super::SourceId;
use crate::edtf::{Day, Edtf};

/// A page, document or data file that says something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// The name that never changes.
    pub id: SourceId,
    /// The title as published.
    pub title: String,
    /// Who published it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// When it was published; not when it was read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Edtf>,
    /// When it was read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retrieved: Option<Edtf>,
    /// Its address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The data file it is a part of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// The row of that file, counted from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<u64>,
    /// Its language, as a BCP 47 tag.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// A remark in our own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Source {
    /// Returns a source of which nothing is known but its title.
    ///
    /// # Examples
    /// ```
    /// use chancery::edtf::Edtf;
    /// use chancery::model::{Source, SourceId};
    ///
    /// let table = Source::new(SourceId::new("table")?, "A small table")
    ///     .with_published(Edtf::parse("1962")?)
    ///     .with_file("visits.csv");
    /// assert_eq!(table.file.as_deref(), Some("visits.csv"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn new(id: SourceId, title: impl Into<String>) -> Source {
        Source {
            id,
            title: title.into(),
            publisher: None,
            published: None,
            retrieved: None,
            url: None,
            file: None,
            row: None,
            language: None,
            note: None,
        }
    }

    /// Returns the source with the day it was published.
    #[must_use]
    pub fn with_published(mut self, published: Edtf) -> Source {
        self.published = Some(published);
        self
    }

    /// Returns the source with its address.
    #[must_use]
    pub fn with_url(mut self, url: impl Into<String>) -> Source {
        self.url = Some(url.into());
        self
    }

    /// Returns the source with the name of the data file it is a part of.
    #[must_use]
    pub fn with_file(mut self, file: impl Into<String>) -> Source {
        self.file = Some(file.into());
        self
    }

    /// Returns the first day on which the source may have been published, and the day by which it
    /// surely was: on a day of its own date, and before it was read.
    ///
    /// A source that tells neither may have come out on any day, from [`Day::MIN`] to [`Day::MAX`].
    pub fn publication(&self) -> (Day, Day) {
        let surely = |date: &Option<Edtf>| date.as_ref().and_then(Edtf::latest).unwrap_or(Day::MAX);
        let last = surely(&self.published).min(surely(&self.retrieved));
        let published = self.published.as_ref();
        let first = published.map_or(Day::MIN, |date| date.possible_days().0.min(last));
        (first, last)
    }
}
