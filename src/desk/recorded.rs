//! What was recorded in a database, read when somebody asks for it.

use std::sync::{Mutex, OnceLock, PoisonError};

use super::{Chancery, Error};
use crate::columns;
use crate::register::Register;
use crate::store::{self, Snapshot, StoreError};

/// The entries of a database as it was when it was opened.
#[derive(Debug)]
pub(super) struct Recorded {
    snapshot: Snapshot,
    register: OnceLock<Register>,
    /// What held when it was last asked about before now, by number of entries.
    kept: Mutex<Option<(u32, Chancery)>>,
}

impl Recorded {
    pub(super) const fn new(snapshot: Snapshot) -> Recorded {
        Recorded {
            snapshot,
            register: OnceLock::new(),
            kept: Mutex::new(None),
        }
    }

    /// Returns the error that a part of the image is damaged.
    pub(super) fn damaged_image(&self, damage: columns::Damage) -> StoreError {
        StoreError::Damaged {
            path: self.snapshot.path().to_owned(),
            damage: store::Damage::of_image(damage),
        }
    }

    /// Returns the register, read now if nobody has asked for it yet.
    pub(super) fn register(&self) -> Result<&Register, Error> {
        if let Some(register) = self.register.get() {
            return Ok(register);
        }
        let register = read(&self.snapshot)?;
        Ok(self.register.get_or_init(|| register))
    }

    /// Returns a handle on what held after so many entries, without what it was recorded in.
    pub(super) fn after(&self, number: u32) -> Result<Chancery, Error> {
        let register = self.register()?;
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, chancery)) = kept.as_ref().filter(|(known, _)| *known == number) {
            return Ok(chancery.clone());
        }
        let chancery = Chancery::of_state(&register.state_after(number), register.base())?;
        *kept = Some((number, chancery.clone()));
        Ok(chancery)
    }
}

/// Reads all entries of a database.
pub(super) fn read(snapshot: &Snapshot) -> Result<Register, Error> {
    let mut register = Register::new(Chancery::ontology()?);
    for entry in snapshot.entries() {
        register.push(entry?)?;
    }
    Ok(register)
}
