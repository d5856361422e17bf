//! The tables of names that go with numbered quadruples: `entity2id` and `relation2id`.

use std::path::{Path, PathBuf};

use hashbrown::HashMap;

use super::super::{ImportError, Input, Who};
use super::layout::Fields;

/// The endings that tables beside a file may have.
const ENDINGS: [&str; 4] = [".txt", ".txt.gz", ".tsv", ".tsv.gz"];

/// The names of entities and relations by number.
#[derive(Debug)]
pub(super) struct Tables {
    entities: HashMap<u32, Named>,
    relations: HashMap<u32, String>,
}

/// An entity of a table: its name until it is met, then who it is.
#[derive(Debug)]
enum Named {
    Name(String),
    Met(Who),
}

impl Tables {
    /// Reads both tables.
    ///
    /// # Errors
    /// [`ImportError`] if one cannot be read, or is none.
    pub(super) fn read(entities: &Path, relations: &Path) -> Result<Tables, ImportError> {
        let named = table(entities)?.into_iter();
        Ok(Tables {
            entities: named.map(|(id, name)| (id, Named::Name(name))).collect(),
            relations: table(relations)?,
        })
    }

    /// Reads the tables that lie beside a file, if both do.
    ///
    /// # Errors
    /// As for [`Tables::read`].
    pub(super) fn beside(path: Option<&Path>) -> Result<Option<Tables>, ImportError> {
        let folder = path.and_then(Path::parent);
        let find = |stem: &str| {
            let folder = folder?;
            let mut all = ENDINGS
                .iter()
                .map(|end| folder.join(format!("{stem}{end}")));
            all.find(|path: &PathBuf| path.is_file())
        };
        match (find("entity2id"), find("relation2id")) {
            (Some(entities), Some(relations)) => Tables::read(&entities, &relations).map(Some),
            _ => Ok(None),
        }
    }

    /// Returns the name of a relation by its number as written.
    pub(super) fn relation(&self, written: &str) -> Option<&str> {
        self.relations.get(&number(written)?).map(String::as_str)
    }

    /// Returns who has a number as written; who bears a name is asked once for each.
    #[inline]
    pub(super) fn entity(&mut self, written: &str, meet: impl FnOnce(&str) -> Who) -> Option<Who> {
        let named = self.entities.get_mut(&number(written)?)?;
        let who = match named {
            Named::Met(who) => return Some(*who),
            Named::Name(name) => meet(name),
        };
        *named = Named::Met(who);
        Some(who)
    }
}

fn number(written: &str) -> Option<u32> {
    written.parse().ok()
}

/// Reads a table of names: `name TAB number` or the other way round, whichever column holds numbers
/// in all rows. Lines with one field, such as the count that some tables begin with, are left out.
fn table(path: &Path) -> Result<HashMap<u32, String>, ImportError> {
    let mut rows = Vec::new();
    let mut input = Input::open(path)?;
    while let Some(line) = input.next_line()? {
        let fields = Fields::of(line.text);
        if fields.count > 1 {
            rows.push([fields.get(0).to_owned(), fields.get(1).to_owned()]);
        }
    }
    let is_number = |at: usize| rows.iter().all(|row| number(&row[at]).is_some());
    let at = match (is_number(1), is_number(0)) {
        (true, _) if !rows.is_empty() => 1,
        (false, true) => 0,
        _ => return Err(no_table(path)),
    };
    let mut table = HashMap::with_capacity(rows.len());
    for mut row in rows {
        let name = std::mem::take(&mut row[1 - at]);
        if let Some(number) = number(&row[at])
            && !name.is_empty()
            && table.insert(number, name).is_some()
        {
            return Err(twice(path, number));
        }
    }
    Ok(table)
}

fn no_table(path: &Path) -> ImportError {
    ImportError::Setup {
        message: format!("`{}` is no table of names and numbers", path.display()),
        help: Some("each line has a name and a number, parted by a tabulator".to_owned()),
    }
}

fn twice(path: &Path, number: u32) -> ImportError {
    ImportError::Setup {
        message: format!("`{}` has two names for the number {number}", path.display()),
        help: None,
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{Tables, table};

    #[test]
    fn name_and_number_may_stand_either_way() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("entity2id.txt");
        for text in ["Kim\t0\t\r\nLee\t1\t\r\n", "2\n0\tKim\n1\tLee\n"] {
            fs::write(&path, text).unwrap();
            let read = table(&path).unwrap();
            assert_eq!((read.len(), read[&1].as_str()), (2, "Lee"), "{text}");
        }
        for text in ["", "Kim\tLee\n", "Kim\t0\nLee\t0\n"] {
            fs::write(&path, text).unwrap();
            assert!(table(&path).is_err(), "{text}");
        }
    }

    #[test]
    fn tables_are_looked_for_beside_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let rows = folder.path().join("train.txt");
        assert!(Tables::beside(Some(&rows)).unwrap().is_none());
        fs::write(folder.path().join("entity2id.txt"), "Kim\t0\n").unwrap();
        fs::write(folder.path().join("relation2id.tsv"), "0\tConsult\n").unwrap();
        let tables = Tables::beside(Some(&rows)).unwrap().unwrap();
        assert_eq!(tables.relation("0"), Some("Consult"));
        assert_eq!(tables.relation("1"), None);
    }
}
