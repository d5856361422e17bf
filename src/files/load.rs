//! Loading: the texts of a file or folder, in name order.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use super::{FilesError, SourceFile};
use crate::diagnostic::{Diagnostic, Span};

/// The greatest size of a data file, in bytes: 1 GiB.
const MOST_BYTES: u64 = 1 << 30;

/// Returns the text of a file, or of every `*.ron` file directly in a folder, in order of names.
///
/// Folders within the folder are left alone. The names of the files are their paths as given.
///
/// # Errors
/// [`FilesError`] if something cannot be read, is no UTF-8 text or is larger than 1 GiB, or if
/// the folder holds no `*.ron` file.
pub fn load(path: &Path) -> Result<Vec<SourceFile>, FilesError> {
    let about = fs::metadata(path).map_err(|source| unreadable(path, source))?;
    if !about.is_dir() {
        return Ok(vec![load_file(path)?]);
    }
    let paths = data_files(path)?;
    if paths.is_empty() {
        return Err(FilesError::NoDataFiles {
            path: path.to_owned(),
        });
    }
    paths.iter().map(|path| load_file(path)).collect()
}

/// Returns the paths of the data files directly in a folder, in order of names.
fn data_files(folder: &Path) -> Result<Vec<PathBuf>, FilesError> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(|source| unreadable(folder, source))? {
        let path = entry.map_err(|source| unreadable(folder, source))?.path();
        if path.extension().is_some_and(|end| end == "ron") && !path.is_dir() {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

/// Returns the text of one file.
fn load_file(path: &Path) -> Result<SourceFile, FilesError> {
    let file = File::open(path).map_err(|source| unreadable(path, source))?;
    let told = file.metadata().map_err(|source| unreadable(path, source))?;
    let mut bytes = Vec::new();
    if told.len() <= MOST_BYTES {
        // Pipes do not tell their size; one byte more than allowed is enough to know.
        file.take(MOST_BYTES + 1)
            .read_to_end(&mut bytes)
            .map_err(|source| unreadable(path, source))?;
    }
    if told.len().max(bytes.len() as u64) > MOST_BYTES {
        return Err(FilesError::TooLarge {
            path: path.to_owned(),
            most: MOST_BYTES,
        });
    }
    let name = path.display().to_string();
    match String::from_utf8(bytes) {
        Ok(text) => Ok(SourceFile { name, text }),
        Err(error) => Err(not_utf8(path, error.as_bytes())),
    }
}

/// Returns the error for a file or folder that cannot be read.
fn unreadable(path: &Path, source: std::io::Error) -> FilesError {
    FilesError::Read {
        path: path.to_owned(),
        source,
    }
}

/// Returns the error for bytes that are no UTF-8 text, with the place of the first wrong byte.
fn not_utf8(path: &Path, bytes: &[u8]) -> FilesError {
    let valid = std::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), str::len);
    let wrong = bytes.get(valid).copied().unwrap_or_default();
    // The replacement character has the place of the first wrong byte.
    let text = String::from_utf8_lossy(bytes);
    let diagnostic = Diagnostic::new(format!("the byte 0x{wrong:02X} is no UTF-8 text"))
        .at(&text, Span::new(valid, valid))
        .in_file(&path.display().to_string())
        .help("save the file in the encoding UTF-8");
    FilesError::NotUtf8 {
        path: path.to_owned(),
        diagnostic: Box::new(diagnostic),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::load;
    use crate::files::FilesError;

    #[test]
    fn a_folder_is_read_in_order_of_names_and_other_files_are_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["b.ron", "a.ron", "notes.md"] {
            fs::write(folder.path().join(name), name).unwrap();
        }
        fs::create_dir(folder.path().join("c.ron")).unwrap();
        let files = load(folder.path()).unwrap();
        let texts: Vec<&str> = files.iter().map(|file| file.text.as_str()).collect();
        assert_eq!(texts, ["a.ron", "b.ron"]);
    }

    #[test]
    fn a_folder_without_data_files_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let error = load(folder.path()).unwrap_err();
        assert!(matches!(error, FilesError::NoDataFiles { .. }), "{error}");
    }

    #[test]
    fn a_file_of_more_than_a_gibibyte_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("large.ron");
        fs::File::create(&path)
            .unwrap()
            .set_len(super::MOST_BYTES + 1)
            .unwrap();
        let error = load(&path).unwrap_err();
        assert!(matches!(error, FilesError::TooLarge { .. }), "{error}");
    }

    #[test]
    fn a_missing_file_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let error = load(&folder.path().join("absent.ron")).unwrap_err();
        assert!(error.to_string().contains("absent.ron"), "{error}");
    }

    #[test]
    fn a_wrong_byte_is_told_with_its_place() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("latin1.ron");
        fs::write(&path, b"(\n  // caf\xe9\n)\n").unwrap();
        let FilesError::NotUtf8 { diagnostic, .. } = load(&path).unwrap_err() else {
            panic!("another error");
        };
        let place = diagnostic.place.as_ref().unwrap();
        assert_eq!((place.line, place.column), (2, 9));
        assert!(diagnostic.message.contains("0xE9"), "{diagnostic}");
    }
}
