//! Files and folders, with care: who may read them, links, and what stands at a path already.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use super::error::StoreError;

/// Lets a new file be read and written by its owner alone.
pub(super) fn private(options: &mut OpenOptions) {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    #[cfg(not(unix))]
    let _ = options;
}

/// Makes a new file; nothing that stands at the path already is touched, not even a link to nowhere.
pub(super) fn create_new(path: &Path) -> Result<File, StoreError> {
    let mut options = OpenOptions::new();
    private(&mut options);
    let made = options.read(true).write(true).create_new(true).open(path);
    made.map_err(|source| {
        let path = path.to_owned();
        if source.kind() == io::ErrorKind::AlreadyExists {
            return StoreError::Exists { path };
        }
        StoreError::Write { path, source }
    })
}

/// Returns the path of the regular file that a path leads to, through links.
pub(super) fn real(path: &Path) -> Result<PathBuf, StoreError> {
    let trouble = |source| StoreError::Read {
        path: path.to_owned(),
        source,
    };
    let real = fs::canonicalize(path).map_err(trouble)?;
    if !fs::metadata(&real).map_err(trouble)?.is_file() {
        return Err(StoreError::NoFile { path: real });
    }
    Ok(real)
}

/// Returns the path that a new file will have once its folder is followed through links.
pub(super) fn real_of_new(path: &Path) -> Result<PathBuf, StoreError> {
    let folder = folder(path);
    let trouble = |source| StoreError::Write {
        path: path.to_owned(),
        source,
    };
    let name = path.file_name().ok_or_else(|| StoreError::NoFile {
        path: path.to_owned(),
    })?;
    Ok(fs::canonicalize(folder).map_err(trouble)?.join(name))
}

/// Returns the folder of a file.
fn folder(path: &Path) -> &Path {
    let parent = path
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty());
    parent.unwrap_or(Path::new("."))
}

/// Makes sure that the name of a file is kept too, where the system has a way to.
pub(super) fn keep_name(path: &Path) -> io::Result<()> {
    if cfg!(unix) {
        File::open(folder(path))?.sync_all()?;
    }
    Ok(())
}

/// A file under a name of its own, which is removed again unless it is put in its place.
#[derive(Debug)]
pub(super) struct Draft {
    path: PathBuf,
    pub(super) file: File,
}

impl Draft {
    /// The most names that are tried.
    const MOST: u32 = 100;

    /// Makes a new file beside the one whose place it is to take.
    pub(super) fn beside(path: &Path) -> Result<Draft, StoreError> {
        for number in 1.. {
            let mut name = path.as_os_str().to_owned();
            name.push(format!(".part-{number}"));
            let path = PathBuf::from(name);
            match create_new(&path) {
                Err(StoreError::Exists { .. }) if number < Draft::MOST => {}
                made => return made.map(|file| Draft { path, file }),
            }
        }
        Err(StoreError::Exists {
            path: path.to_owned(),
        })
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Puts the file in the place of another, at once.
    pub(super) fn replace(mut self, path: &Path) -> Result<File, StoreError> {
        let trouble = |source| StoreError::Write {
            path: path.to_owned(),
            source,
        };
        let file = self.file.try_clone().map_err(trouble)?;
        let there = fs::metadata(path).map_err(trouble)?;
        file.set_permissions(there.permissions()).map_err(trouble)?;
        self.rename(path).map_err(trouble)?;
        keep_name(path).map_err(trouble)?;
        Ok(file)
    }

    /// Gives the file a name that nothing has.
    pub(super) fn place(mut self, path: &Path) -> Result<(), StoreError> {
        let trouble = |source: io::Error| {
            let path = path.to_owned();
            if source.kind() == io::ErrorKind::AlreadyExists {
                return StoreError::Exists { path };
            }
            StoreError::Write { path, source }
        };
        match fs::hard_link(&self.path, path) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
                // Where files cannot have two names, the place is taken before it is filled.
                create_new(path)?;
                self.rename(path).map_err(trouble)?;
            }
            linked => linked.map_err(trouble)?,
        }
        keep_name(path).map_err(trouble)
    }

    /// Gives up the name of its own, which somebody else may take from now on.
    fn rename(&mut self, path: &Path) -> io::Result<()> {
        fs::rename(&self.path, path)?;
        self.path = PathBuf::new();
        Ok(())
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        if !self.path.as_os_str().is_empty() {
            let _ = fs::remove_file(&self.path);
        }
    }
}
