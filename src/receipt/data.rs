//! The digest of a dataset: one number that every fact in it has a part in.
//!
//! The canonical form, of which it is the digest, is a text of lines: its own name and version,
//! then for each record its section, a space and the record as JSON with the keys in the order of
//! `docs/data-format.md`. The records of a section stand in order of their ids. Files, their
//! order, comments and layout leave no trace in it; what the lists within a record hold keeps its
//! order, which may mean something.

use serde::Serialize;

use crate::analysis::{Cancel, Stopped};
use crate::digest::{Digest, Digester};
use crate::model::{Dataset, Ontology};

/// The first line. A change of the form changes it, and with it every digest.
const FORM: &str = "chancery data 1\n";

/// Returns the digest of all records and of the kinds that they may use.
///
/// One record at a time is held as text.
///
/// # Errors
/// [`Stopped`] if `cancel` is raised before the end.
///
/// # Complexity
/// O(n) in the bytes of the records; some hundred megabytes in a second.
///
/// # Examples
/// ```
/// use chancery::Chancery;
/// use chancery::analysis::Cancel;
/// use chancery::files::SourceFile;
/// use chancery::receipt::digest_of_data;
///
/// let open = |text: &str| Chancery::from_files(&[SourceFile::new("a.ron", text)]);
/// let one = open(r#"(entities: [(id: "ruritania", kind: "state", name: "Ruritania")])"#)?;
/// let same = open(r#"(entities: [(name: "Ruritania", kind: "state", id: "ruritania")])"#)?;
/// let other = open(r#"(entities: [(id: "ruritania", kind: "state", name: "Rurutania")])"#)?;
/// let digest = |chancery: &Chancery| digest_of_data(chancery.data(), &Cancel::new());
/// assert_eq!(digest(&one), digest(&same));
/// assert_ne!(digest(&one), digest(&other));
/// # Ok::<(), chancery::Error>(())
/// ```
pub fn digest_of_data(data: &Dataset, cancel: &Cancel) -> Result<Digest, Stopped> {
    let mut form = Form {
        digester: Digester::default(),
        line: Vec::new(),
        cancel,
    };
    form.digester.add(FORM);
    ontology(&mut form, data.ontology())?;
    form.section("source", data.sources())?;
    form.section("entity", data.entities())?;
    let by_id = data.relations_by_id().into_iter();
    form.section("relation", by_id.map(|at| data.relation(at)))?;
    Ok(form.digester.finish())
}

/// Adds categories, kinds and offices. Those of a user's own stand in the order of their files,
/// which must not count.
fn ontology(form: &mut Form<'_>, ontology: &Ontology) -> Result<(), Stopped> {
    form.section("category", ontology.categories())?;
    let mut kinds: Vec<_> = ontology.kinds().map(|(_, kind)| kind).collect();
    kinds.sort_by(|a, b| a.id.cmp(&b.id));
    form.section("kind", kinds)?;
    let mut offices: Vec<_> = ontology.offices().iter().collect();
    offices.sort_by(|a, b| a.title.cmp(&b.title));
    form.section("office", offices)
}

/// The canonical form under way.
struct Form<'a> {
    digester: Digester,
    /// The line being written; kept for its room.
    line: Vec<u8>,
    cancel: &'a Cancel,
}

impl Form<'_> {
    /// Adds the records of a section, a line each.
    fn section<R: Serialize>(
        &mut self,
        name: &str,
        records: impl IntoIterator<Item = R>,
    ) -> Result<(), Stopped> {
        for record in records {
            self.cancel.check()?;
            self.line.clear();
            self.line.extend_from_slice(name.as_bytes());
            self.line.push(b' ');
            // Writing to memory cannot fail, and all keys of records are text.
            let _ = serde_json::to_writer(&mut self.line, &record);
            self.line.push(b'\n');
            self.digester.add(&self.line);
        }
        Ok(())
    }
}
