//! A small store damaged in every place, one at a time: what is read then must be right, or an
//! error. A wrong answer, a panic, a crash and a hang are what must not be.
//!
//! Files are damaged where they hold anything: up to the last byte that is not zero. Files of locks
//! are left out; they are made anew on opening.

use std::fs::{create_dir_all, read, read_dir, remove_dir_all, write};
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook};
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::child::{Said, Work};
use crate::fresh;
use crate::load;
use crate::store::{Candidate, Fault, Item, Shelf};
use crate::table::{Cell, Table};

const RECORDS: u64 = 100;
/// Records in one transaction.
const TOGETHER: usize = 10;
const PATIENCE: Duration = Duration::from_secs(5);

/// How a byte is damaged.
const HARMS: [(&str, &str); 2] = [("flip", "bytes flipped"), ("cut", "lengths cut to")];

/// What can come of reading a damaged store, as a child says it, and the words for it.
const OUTCOMES: [(&str, &str); 7] = [
    ("right", "… right answer"),
    ("error", "… error"),
    ("wrong", "… WRONG ANSWER"),
    ("missed", "… all there, but not found by its key"),
    ("panic", "… panic"),
    ("crash", "… crash"),
    ("hang", "… over 5 s"),
];

/// Damages all stores.
pub(crate) fn measure(
    candidates: &[Candidate],
    folder: &Path,
    table: &mut Table,
) -> Result<(), Fault> {
    for one in candidates {
        make(*one, &fresh(folder, one.name)?)?;
    }
    for (harm, label) in HARMS {
        let counts: Vec<[usize; 7]> = candidates
            .iter()
            .map(|one| outcomes(*one, folder, harm))
            .collect::<Result<_, _>>()?;
        let total = |counts: &[usize; 7]| Cell::Text(counts.iter().sum::<usize>().to_string());
        table.add(label, counts.iter().map(total).collect());
        for (place, (_, label)) in OUTCOMES.iter().enumerate() {
            table.add(
                label,
                counts
                    .iter()
                    .map(|counts| Cell::Text(counts[place].to_string()))
                    .collect(),
            );
        }
    }
    Ok(())
}

/// Makes the small store.
fn make(candidate: Candidate, path: &Path) -> Result<(), Fault> {
    let mut store = (candidate.write)(path)?;
    for items in load::records(0, RECORDS).chunks(TOGETHER) {
        store.put(items)?;
    }
    Ok(())
}

/// Damages a store in all places, in children that are started again where one ended.
fn outcomes(candidate: Candidate, folder: &Path, harm: &str) -> Result<[usize; 7], Fault> {
    let path = folder.join(candidate.name.replace(", ", "-")).join("store");
    let places = Files::read(&path)?.places();
    let step = places.div_ceil(candidate.places).max(1);
    let mut counts = [0; 7];
    let mut done = 0;
    while done < places.div_ceil(step) {
        let more = [harm.to_owned(), (done * step).to_string(), step.to_string()];
        let mut work = Work::start("damage", candidate.name, &path, &more)?;
        loop {
            let said = match work.next(PATIENCE) {
                Said::Line(line) => line,
                Said::End if work.wait()?.success() => break,
                Said::End => "crash".to_owned(),
                Said::Nothing => "hang".to_owned(),
            };
            let place = OUTCOMES.iter().position(|(name, _)| *name == said);
            counts[place.ok_or_else(|| format!("a child said `{said}`"))?] += 1;
            done += 1;
            if said == "crash" || said == "hang" {
                break;
            }
        }
    }
    Ok(counts)
}

/// In a child: damages one place after another, and says what came of each.
pub(crate) fn damage(candidate: Candidate, path: &Path, more: &[String]) -> Result<(), Fault> {
    let (harm, start, step) = (&more[0], more[1].parse()?, more[2].parse()?);
    let files = Files::read(path)?;
    let expected = load::records(0, RECORDS);
    let copy = path.with_extension(format!("{harm}-damaged"));
    set_hook(Box::new(|_| {}));
    for place in (start..files.places()).step_by(step) {
        files.write_damaged(&copy.join("store"), place, harm)?;
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            outcome(candidate, &copy.join("store"), &expected)
        }));
        let word = match outcome {
            Ok(Ok(word)) => word,
            Ok(Err(_)) => "error",
            Err(_) => "panic",
        };
        println!("{word}");
        std::io::stdout().flush()?;
        remove_dir_all(&copy)?;
    }
    Ok(())
}

/// Reads all records in order, then each by its key.
fn outcome(candidate: Candidate, path: &Path, expected: &[Item]) -> Result<&'static str, Fault> {
    let store = (candidate.read)(path)?;
    let mut seen = Vec::new();
    store.each(Shelf::Records, &mut |number, bytes| {
        seen.push((Shelf::Records, number, bytes.to_vec()));
    })?;
    if seen != expected {
        return Ok("wrong");
    }
    for (shelf, number, bytes) in expected {
        match store.get(*shelf, *number)? {
            None => return Ok("missed"),
            Some(found) if found != *bytes => return Ok("wrong"),
            Some(_) => {}
        }
    }
    Ok("right")
}

/// The files of a store, as they were written.
struct Files(Vec<Content>);

/// A file: its name behind the path of the store, its bytes, and how many of them are used.
struct Content {
    name: PathBuf,
    bytes: Vec<u8>,
    used: usize,
}

impl Files {
    fn read(path: &Path) -> Result<Files, Fault> {
        let mut paths = if path.is_dir() {
            below(path)?
        } else {
            vec![path.to_owned()]
        };
        paths.sort();
        let mut files = Vec::new();
        for file in paths {
            let bytes = read(&file)?;
            let used = bytes
                .iter()
                .rposition(|byte| *byte != 0)
                .map_or(0, |last| last + 1);
            files.push(Content {
                name: file.strip_prefix(path)?.to_owned(),
                bytes,
                used,
            });
        }
        Ok(Files(files))
    }

    /// Returns how many places can be damaged.
    fn places(&self) -> usize {
        self.0.iter().map(|file| file.used).sum()
    }

    /// Writes all files, one of them damaged.
    fn write_damaged(&self, path: &Path, place: usize, harm: &str) -> Result<(), Fault> {
        let mut place = Some(place);
        for Content { name, bytes, used } in &self.0 {
            let target = if name.as_os_str().is_empty() {
                path.to_owned()
            } else {
                path.join(name)
            };
            create_dir_all(target.parent().unwrap_or(path))?;
            match place {
                Some(here) if here < *used => {
                    write(target, harmed(bytes, here, harm))?;
                    place = None;
                }
                _ => {
                    write(target, bytes)?;
                    place = place.map(|here| here - used);
                }
            }
        }
        Ok(())
    }
}

fn harmed(bytes: &[u8], place: usize, harm: &str) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    match harm {
        // Small and large changes in turn.
        "flip" if place.is_multiple_of(2) => bytes[place] ^= 1 << (place / 2 % 8),
        "flip" => bytes[place] ^= 0xff,
        _ => bytes.truncate(place),
    }
    bytes
}

/// Returns all files below a folder but those of locks.
fn below(folder: &Path) -> Result<Vec<PathBuf>, Fault> {
    let mut files = Vec::new();
    for entry in read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(below(&path)?);
        } else if path.file_name().is_none_or(|name| name != "lock") {
            files.push(path);
        }
    }
    Ok(files)
}
