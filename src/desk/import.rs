//! Imports: files of any known format, opened together.

use std::path::{Path, PathBuf};

use super::{Chancery, Database, Error};
use crate::analysis::Cancel;
use crate::diagnostic::Diagnostic;
use crate::files::{self, SourceFile};
use crate::import::{
    self, Asked, Format, ImportOptions, ImportReport, Imported, Input, Reject, Step,
};
use crate::model::{Dataset, Ontology, Problem};
use crate::store::Snapshot;

/// The format of our own files.
const OWN: &str = "ron";
/// What the built-in data is called among paths.
pub(super) const BUILT_IN: &str = "builtin";

/// An import that is being put together: which files, how strictly, and who watches.
///
/// Files are known by what stands in them; gzip is read as it is. What is wrong with single rows is in
/// the report, and the good rows are kept.
///
/// # Examples
/// ```
/// use chancery::Import;
///
/// let person = r#"{"id":"a","schema":"Person","properties":{"name":["Anna Berg"]}}"#;
/// let (chancery, report) = Import::new().bytes("people.json", person).run()?;
/// assert_eq!((report.files[0].format.as_str(), report.files[0].kept), ("ftm", 1));
/// assert_eq!(chancery.ask("find Berg")?.total, 1);
/// # Ok::<(), chancery::Error>(())
/// ```
#[derive(Debug, Default)]
pub struct Import {
    files: Vec<File>,
    has_builtin: bool,
    ontology: Option<Ontology>,
    options: ImportOptions,
}

/// A file that was asked for.
#[derive(Debug)]
struct File {
    place: Place,
    format: Way,
}

/// Where a file is.
#[derive(Debug)]
enum Place {
    Path(PathBuf),
    /// In memory, with its name.
    Bytes(String, Vec<u8>),
}

/// How a file is read.
enum Way {
    /// By what stands in it.
    Any,
    /// By the importer of this name.
    Named(String),
    /// By this importer.
    By(Box<dyn Format>),
}

impl std::fmt::Debug for Way {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Way::Any => "any",
            Way::Named(name) => name,
            Way::By(format) => format.name(),
        })
    }
}

impl Import {
    /// Returns an import of nothing.
    pub fn new() -> Import {
        Import::default()
    }

    /// Adds a file, all `*.ron` files of a folder, or what a database holds now; `builtin` names the
    /// built-in data.
    #[must_use]
    pub fn file(self, path: impl AsRef<Path>) -> Import {
        if path.as_ref() == Path::new(BUILT_IN) {
            return self.with_builtin();
        }
        self.with(Place::Path(path.as_ref().to_owned()), Way::Any)
    }

    /// Adds a file that is read by the importer of a name; [`import::formats`] has all.
    #[must_use]
    pub fn file_as(self, format: &str, path: impl AsRef<Path>) -> Import {
        let place = Place::Path(path.as_ref().to_owned());
        self.with(place, Way::Named(format.to_owned()))
    }

    /// Adds a file that is read by this importer, which may have been told more than a file says.
    #[must_use]
    pub fn file_by(self, format: impl Format + 'static, path: impl AsRef<Path>) -> Import {
        let place = Place::Path(path.as_ref().to_owned());
        self.with(place, Way::By(Box::new(format)))
    }

    /// Adds a file that is in memory already.
    #[must_use]
    pub fn bytes(self, name: &str, bytes: impl Into<Vec<u8>>) -> Import {
        self.with(Place::Bytes(name.to_owned(), bytes.into()), Way::Any)
    }

    /// Adds a file that is in memory already, and is read by the importer of a name.
    #[must_use]
    pub fn bytes_as(self, format: &str, name: &str, bytes: impl Into<Vec<u8>>) -> Import {
        let place = Place::Bytes(name.to_owned(), bytes.into());
        self.with(place, Way::Named(format.to_owned()))
    }

    /// Adds a file that is in memory already, and is read by this importer.
    #[must_use]
    pub fn bytes_by(
        self,
        format: impl Format + 'static,
        name: &str,
        bytes: impl Into<Vec<u8>>,
    ) -> Import {
        let place = Place::Bytes(name.to_owned(), bytes.into());
        self.with(place, Way::By(Box::new(format)))
    }

    /// Adds the built-in data on the diplomacy of Rwanda.
    #[must_use]
    pub const fn with_builtin(mut self) -> Import {
        self.has_builtin = true;
        self
    }

    /// Takes another ontology than the built-in one.
    #[must_use]
    pub fn with_ontology(mut self, ontology: Ontology) -> Import {
        self.ontology = Some(ontology);
        self
    }

    /// Lets the first row at fault end the import, or not.
    #[must_use]
    pub fn strict(mut self, strict: bool) -> Import {
        self.options = self.options.strict(strict);
        self
    }

    /// Stops the import when `cancel` is raised.
    #[must_use]
    pub fn stop_with(mut self, cancel: &Cancel) -> Import {
        let cancel = cancel.clone();
        self.options = self.options.stop_when(move || cancel.check().is_err());
        self
    }

    /// Tells every few thousand rows how far the import has come.
    #[must_use]
    pub fn on_progress(mut self, hears: impl Fn(Step<'_>) + Send + Sync + 'static) -> Import {
        self.options = self.options.on_progress(hears);
        self
    }

    /// Tells of every rejected row, also of those that the report only counts.
    #[must_use]
    pub fn on_reject(mut self, hears: impl Fn(&Reject) + Send + Sync + 'static) -> Import {
        self.options = self.options.on_reject(hears);
        self
    }

    /// Reads the files.
    ///
    /// # Errors
    /// [`Error::Import`] if a file as a whole cannot be read, no importer knows it, the import was
    /// stopped, or a row is at fault and the import is strict; [`Error::Files`] if a folder cannot be
    /// read; [`Error::Data`] if what was read does not fit together.
    pub fn run(self) -> Result<(Chancery, ImportReport), Error> {
        let ontology = match self.ontology {
            Some(ontology) => ontology,
            None => Chancery::ontology()?,
        };
        let mut base = if self.has_builtin {
            crate::builtin::dataset()
        } else {
            Vec::new()
        };
        let mut asked = Vec::new();
        for file in self.files {
            match file.database()? {
                Some(held) => base.push(held),
                None => asked.extend(file.ask()?),
            }
        }
        let imported = import::import(ontology, &base, asked, &self.options)?;
        let (dataset, report) = whole(imported)?;
        Ok((Chancery::in_memory(dataset), report))
    }

    fn with(mut self, place: Place, format: Way) -> Import {
        self.files.push(File { place, format });
        self
    }
}

impl File {
    /// Returns what is held now as one of our own files, if this is a database: it brings no rows
    /// that could be left out, but records that fit together.
    fn database(&self) -> Result<Option<SourceFile>, Error> {
        match (&self.place, &self.format) {
            (Place::Path(path), Way::Any) if Database::is_at(path) => {
                let held = Chancery::of_snapshot(Snapshot::open(path)?)?;
                let text = files::write_dataset(held.data());
                held.intact()?;
                Ok(Some(SourceFile::new(path.display().to_string(), text)))
            }
            _ => Ok(None),
        }
    }

    /// Opens the file, or the files of the folder.
    fn ask(self) -> Result<Vec<Asked>, Error> {
        let input = match self.place {
            Place::Bytes(name, bytes) => Input::of_bytes(name, bytes),
            Place::Path(path) if path.is_dir() => {
                let texts = files::load(&path)?.into_iter();
                let inputs = texts.map(|file| Input::of_bytes(file.name, file.text));
                return Ok(inputs
                    .map(|input| Asked::with(input, import::Ron))
                    .collect());
            }
            Place::Path(path) => Input::open(&path)?,
        };
        Ok(vec![match self.format {
            Way::Any => Asked::any(input),
            Way::Named(format) => Asked::named(input, &format)?,
            Way::By(format) => Asked::by(input, format),
        }])
    }
}

/// Returns the dataset that was imported.
fn whole(imported: Imported) -> Result<(Dataset, ImportReport), Error> {
    let Imported {
        builder, report, ..
    } = imported;
    let dataset = builder.build().map_err(|problems| Error::Data {
        diagnostics: problems.iter().map(told).collect(),
    })?;
    Ok((dataset, report))
}

/// Returns what to show for a problem of a record that no file has.
fn told(problem: &Problem) -> Diagnostic {
    Diagnostic::new(problem.to_string())
}

impl Chancery {
    /// Opens files and folders together: our own, and those of any format that can be imported.
    /// `builtin` names the built-in data, and no path at all means it.
    ///
    /// The report tells which rows of the imported files were left out. Our own files are held to be
    /// right as a whole.
    ///
    /// # Errors
    /// As for [`Chancery::open`] and [`Import::run`].
    ///
    /// # Examples
    /// ```
    /// use chancery::Chancery;
    ///
    /// let (chancery, report) = Chancery::open_all(["builtin"])?;
    /// assert!(report.files.is_empty());
    /// assert!(chancery.ask("find Kagame")?.total > 0);
    /// # Ok::<(), chancery::Error>(())
    /// ```
    pub fn open_all<P: AsRef<Path>>(
        paths: impl IntoIterator<Item = P>,
    ) -> Result<(Chancery, ImportReport), Error> {
        let mut paths = paths.into_iter().peekable();
        if paths.peek().is_none() {
            return Ok((Chancery::builtin()?, ImportReport::default()));
        }
        let import = paths.fold(Import::new(), Import::file);
        import.open()
    }
}

impl Import {
    /// Reads the files, and refuses those of our own that have mistakes.
    ///
    /// # Errors
    /// As for [`Import::run`], and [`Error::Data`] with the mistakes.
    pub fn open(self) -> Result<(Chancery, ImportReport), Error> {
        let (chancery, report) = self.run()?;
        let own = report.files.iter().filter(|file| file.format == OWN);
        let mistakes = own.flat_map(|file| &file.rejects);
        let diagnostics: Vec<Diagnostic> = mistakes
            .map(|reject| Diagnostic::new(reject.to_string()))
            .collect();
        if diagnostics.is_empty() {
            Ok((chancery, report))
        } else {
            Err(Error::Data { diagnostics })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Import;
    use crate::analysis::Cancel;
    use crate::desk::{Chancery, ErrorKind};
    use crate::files::SourceFile;
    use crate::import::Table;

    const ANNA: &str = r#"{"id":"a","schema":"Person","properties":{"name":["Anna Berg"]}}"#;

    #[test]
    fn our_own_files_and_others_come_into_one_graph() {
        let folder = tempfile::tempdir().unwrap();
        let own = "(entities: [(id: \"ruritania\", kind: \"state\", name: \"Ruritania\")])";
        std::fs::write(folder.path().join("own.ron"), own).unwrap();
        std::fs::write(folder.path().join("people.json"), ANNA).unwrap();
        let paths = [folder.path().to_owned(), folder.path().join("people.json")];
        let (chancery, report) = Chancery::open_all(&paths).unwrap();
        assert_eq!(chancery.data().entities().len(), 2);
        assert_eq!(report.files.len(), 2);
    }

    #[test]
    fn a_strict_import_tells_the_row() {
        let error = Import::new()
            .bytes("a.json", format!("{ANNA}\n{{}}"))
            .strict(true)
            .run();
        let error = error.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Data);
        assert!(error.to_string().starts_with("a.json:2:"), "{error}");
    }

    #[test]
    fn an_import_can_be_stopped() {
        let cancel = Cancel::new();
        cancel.stop();
        let error = Import::new().bytes("a.json", ANNA).stop_with(&cancel).run();
        assert_eq!(error.unwrap_err().kind(), ErrorKind::Interrupted);
    }

    #[test]
    fn a_file_that_nobody_knows_is_told_with_its_first_line() {
        let error = Import::new()
            .bytes("notes", "Rudolf came to tea")
            .run()
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Data);
        let told = error.diagnostics()[0].to_string();
        assert!(told.contains("Rudolf came to tea"), "{told}");
        let unknown = Import::new().file_as("fmt", "nowhere").run().unwrap_err();
        assert_eq!(unknown.kind(), ErrorKind::Io);
    }

    #[test]
    fn mistakes_in_our_own_files_are_no_rows_to_be_left_out() {
        let own = "(entities: [(id: \"a\", kind: \"stat\", name: \"A\")])";
        let import = || Import::new().bytes("own.ron", own);
        assert_eq!(import().run().unwrap().1.files[0].rejected, 1);
        assert_eq!(import().open().unwrap_err().kind(), ErrorKind::Data);
    }

    const MET: &str = "Ruritania\tConsult\tFreedonia\t1896-03-01\n";

    #[test]
    fn files_of_one_name_are_different_sources_in_any_order() {
        let sources = |names: [&str; 2]| {
            let import = names
                .iter()
                .fold(Import::new(), |import, name| import.bytes(name, MET));
            let (chancery, report) = import.run().unwrap();
            let read: Vec<String> = report.files.into_iter().map(|file| file.name).collect();
            assert_eq!(read, names);
            let sources = chancery.data().sources().iter();
            sources
                .map(|source| source.id.to_string())
                .collect::<Vec<_>>()
        };
        let expected = ["a-train", "b-train"];
        assert_eq!(sources(["a/train.txt", "b/train.txt"]), expected);
        assert_eq!(sources(["b/train.txt", "a/train.txt"]), expected);
    }

    #[test]
    fn a_row_whose_party_is_signs_alone_is_rejected() {
        let rows = format!("???\tConsult\tFreedonia\t1896-03-01\n{MET}");
        let (chancery, report) = Import::new().bytes("events.tsv", rows).run().unwrap();
        let file = &report.files[0];
        assert_eq!((file.kept, file.rejected), (1, 1));
        assert_eq!(file.rejects[0].line, 1);
        assert_eq!(chancery.data().entities().len(), 2);
    }

    #[test]
    fn a_row_of_a_table_whose_party_is_signs_alone_is_rejected() {
        let mapping = "(name: \"trips\", source: (title: \"Trips\"),
            entities: {
                \"visitor\": (kind: \"person\", name: \"{who}\"),
                \"host\": (kind: \"state\", name: \"{to}\"),
            },
            relations: [(
                kind: \"visit\",
                parties: {\"visitor\": [\"visitor\"], \"host\": [\"host\"]},
                when: (from: [(text: \"{day}\")]),
            )])";
        let ontology = Chancery::ontology().unwrap();
        let table = Table::with_mapping(SourceFile::new("trips.ron", mapping), &ontology).unwrap();
        let rows = "who,to,day\n???,Rwanda,2008-02-19\nAnn Berg,Rwanda,2008-02-19\n";
        let import = Import::new().bytes_by(table, "trips.csv", rows);
        let (_, report) = import.run().unwrap();
        let file = &report.files[0];
        assert_eq!((file.kept, file.rejected), (1, 1));
        assert_eq!(file.rejects[0].column, Some(1));
    }
}
