//! The two ends of an interval as dates of their own.

use super::Edtf;

impl Edtf {
    /// Returns when an interval begins and when it ends, as far as that is told: nothing for an end
    /// that is open or unknown, and nothing for a date that is no interval.
    ///
    /// # Examples
    ///
    /// ```
    /// use chancery::edtf::Edtf;
    ///
    /// let term = Edtf::parse("2019-11-04/2024-06~")?;
    /// assert_eq!(term.ends(), (Some(Edtf::parse("2019-11-04")?), Some(Edtf::parse("2024-06~")?)));
    /// assert_eq!(Edtf::parse("2016/..")?.ends().1, None);
    /// assert_eq!(Edtf::parse("2016")?.ends(), (None, None));
    /// # Ok::<(), chancery::edtf::EdtfError>(())
    /// ```
    pub fn ends(&self) -> (Option<Edtf>, Option<Edtf>) {
        // An open or unknown end is written `..` or not at all, and neither is a date.
        let end = |text: &str| Edtf::parse(text).ok();
        let parts = self.as_str().split_once('/');
        parts.map_or((None, None), |(from, to)| (end(from), end(to)))
    }
}
