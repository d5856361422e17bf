//! Writing a file so that nobody ever sees half of it.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process;

/// Replaces what a file holds, in one step: a stop at any time leaves the old text or the new one.
///
/// Permissions are kept, and a symbolic link keeps pointing to its file.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let path = fs::canonicalize(path)?;
    let beside = beside(&path);
    let written = write(&beside, &path, bytes).and_then(|()| fs::rename(&beside, &path));
    if written.is_err() {
        // What went wrong first is what the caller should hear of.
        let _ = fs::remove_file(&beside);
    }
    written
}

/// How many bytes are written between two looks at whether to go on.
const CHUNK: usize = 1 << 16;

/// Writes a file that need not be there, in one step, as long as `goes_on` allows; tells whether it
/// was written.
pub(crate) fn put(
    path: &Path,
    goes_on: impl Fn() -> bool,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<bool> {
    if fs::metadata(path).is_ok_and(|about| !about.is_file()) {
        // A device or pipe cannot be replaced by a file.
        let mut device = OpenOptions::new().write(true).open(path)?;
        return write(&mut device).map(|()| true);
    }
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let beside = beside(&path);
    let written = fill(&beside, goes_on, write).and_then(|is_whole| {
        if !is_whole {
            return Ok(false);
        }
        if let Ok(about) = fs::metadata(&path) {
            fs::set_permissions(&beside, about.permissions())?;
        }
        fs::rename(&beside, &path).map(|()| true)
    });
    if !matches!(written, Ok(true)) {
        // What went wrong first is what the caller should hear of.
        let _ = fs::remove_file(&beside);
    }
    written
}

/// Writes a new file down to the disk, and tells whether nobody stopped it.
fn fill(
    path: &Path,
    goes_on: impl Fn() -> bool,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<bool> {
    let file = OpenOptions::new().write(true).create_new(true).open(path)?;
    let heeding = Heeding { file, goes_on };
    let mut out = BufWriter::with_capacity(CHUNK, heeding);
    let written = write(&mut out).and_then(|()| out.flush());
    let (heeding, _) = out.into_parts();
    if !(heeding.goes_on)() {
        return Ok(false);
    }
    written?;
    heeding.file.sync_all()?;
    Ok((heeding.goes_on)())
}

/// A file that takes no more once it is to stop.
struct Heeding<G> {
    file: File,
    goes_on: G,
}

impl<G: Fn() -> bool> Write for Heeding<G> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !(self.goes_on)() {
            return Err(io::Error::other("stopped"));
        }
        let next = bytes.len().min(CHUNK);
        self.file.write(bytes.get(..next).unwrap_or(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Writes the new text beside the old one, down to the disk.
fn write(beside: &Path, path: &Path, bytes: &[u8]) -> io::Result<()> {
    // A read-only file stays as it is, although its folder would allow another in its place.
    OpenOptions::new().append(true).open(path)?;
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(beside)?;
    file.set_permissions(fs::metadata(path)?.permissions())?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Returns the path of a new file in the same folder, hence on the same disk.
fn beside(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.{}.tmp", process::id()))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{put, replace};

    #[test]
    fn a_file_that_is_stopped_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.ron");
        assert!(!put(&file, || false, |out| out.write_all(b"new")).unwrap());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
        assert!(put(&file, || true, |out| out.write_all(b"new")).unwrap());
        assert!(put(&file, || true, |out| out.write_all(b"newer")).unwrap());
        assert_eq!(fs::read_to_string(&file).unwrap(), "newer");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_replaced_file_has_the_new_text_and_no_neighbour() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.ron");
        fs::write(&file, "old and long").unwrap();
        replace(&file, b"new").unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), "new");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn permissions_and_links_are_kept() {
        use std::os::unix::fs::{PermissionsExt, symlink};

        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (folder.path().join("a.ron"), folder.path().join("b.ron"));
        fs::write(&file, "old").unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
        symlink(&file, &link).unwrap();
        replace(&link, b"new").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read_to_string(&file).unwrap(), "new");
        assert_eq!(
            fs::metadata(&file).unwrap().permissions().mode() & 0o777,
            0o640
        );
    }
}
