//! The handle on a database as it stood at an earlier moment.

use std::borrow::Cow;
use std::sync::Arc;

use crate::edtf::Moment;

use super::{Chancery, Error};

impl Chancery {
    /// Returns the moment at which the records stood as this handle has them; nothing means as they
    /// were when it was opened.
    pub const fn recorded_at(&self) -> Option<Moment> {
        self.recorded_at
    }

    /// Returns a handle on the records of a database as they stood at a moment, whatever was recorded
    /// since.
    ///
    /// # Errors
    /// [`Error::NoDatabase`] if the data come from elsewhere, [`Error::Store`] if the file is damaged.
    ///
    /// # Complexity
    /// As for [`Chancery::register`] and, where anything was recorded since, for
    /// [`Chancery::in_memory`]; what held at the last moment asked about is remembered.
    ///
    /// # Examples
    /// ```
    /// use chancery::Chancery;
    /// use chancery::edtf::Moment;
    ///
    /// let error = Chancery::builtin()?.as_recorded_at(Moment::from_unix(0)).unwrap_err();
    /// assert!(matches!(error, chancery::Error::NoDatabase));
    /// # Ok::<(), chancery::Error>(())
    /// ```
    pub fn as_recorded_at(&self, moment: Moment) -> Result<Chancery, Error> {
        let recorded = self.recorded.as_ref().ok_or(Error::NoDatabase)?;
        let register = recorded.register()?;
        let number = register.number_at(moment);
        let is_now = self.recorded_at.is_none() && number == register.last();
        let mut then = if is_now {
            self.clone()
        } else {
            recorded.after(number)?
        };
        then.recorded = Some(Arc::clone(recorded));
        then.recorded_at = Some(moment);
        Ok(then)
    }

    /// Returns the handle that a question is asked of that names this moment, or none.
    pub(super) fn standing(&self, moment: Option<Moment>) -> Result<Cow<'_, Chancery>, Error> {
        match moment {
            Some(moment) if self.recorded_at != Some(moment) => {
                self.as_recorded_at(moment).map(Cow::Owned)
            }
            _ => Ok(Cow::Borrowed(self)),
        }
    }
}
