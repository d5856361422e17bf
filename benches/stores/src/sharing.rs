//! Several processes at one store: who is let in, who waits, and whether what is read is sound.

use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::child::{Said, Work};
use crate::fresh;
use crate::load;
use crate::store::{Candidate, Fault, Shelf, Store};
use crate::table::{Cell, Table};

const PATIENCE: Duration = Duration::from_secs(5);
const TOGETHER: Duration = Duration::from_secs(10);
const READERS: usize = 4;

/// Lets all stores be shared.
pub(crate) fn measure(
    candidates: &[Candidate],
    folder: &Path,
    table: &mut Table,
) -> Result<(), Fault> {
    let mut rows: [Vec<Cell>; 4] = Default::default();
    for one in candidates {
        let texts = [
            beside_writer(*one, folder, "hold")?,
            beside_writer(*one, folder, "write")?,
            beside_snapshot(*one, folder)?,
            together(*one, folder)?,
        ];
        rows.iter_mut()
            .zip(texts)
            .for_each(|(row, text)| row.push(Cell::Text(text)));
    }
    let labels = [
        "reader beside a writer",
        "second writer",
        "writer beside a snapshot",
        "one writes, four read, 10 s: edits / snapshots / faults",
    ];
    labels
        .iter()
        .zip(rows)
        .for_each(|(label, cells)| table.add(label, cells));
    Ok(())
}

/// Starts a writer and waits for its first acknowledgement.
fn writer(candidate: Candidate, path: &Path) -> Result<Work, Fault> {
    let work = Work::start("write", candidate.name, path, &[])?;
    match work.next(PATIENCE) {
        Said::Line(_) => Ok(work),
        said => Err(format!("the writer of {} does not write: {said:?}", candidate.name).into()),
    }
}

/// Starts a second process beside a writer.
fn beside_writer(candidate: Candidate, folder: &Path, task: &str) -> Result<String, Fault> {
    let path = fresh(folder, "shared")?;
    let _writer = writer(candidate, &path)?;
    let second = Work::start(task, candidate.name, &path, &[])?;
    Ok(match second.next(PATIENCE) {
        Said::Line(_) => "let in",
        Said::End => "refused",
        Said::Nothing => "waits",
    }
    .to_owned())
}

/// Has somebody hold a snapshot while a writer goes on: both should neither wait nor see a change.
fn beside_snapshot(candidate: Candidate, folder: &Path) -> Result<String, Fault> {
    let path = fresh(folder, "shared")?;
    let before = writer(candidate, &path)?;
    let reader = Work::start("hold", candidate.name, &path, &[])?;
    let Said::Line(seen) = reader.next(PATIENCE) else {
        return Ok("–".to_owned());
    };
    while let Said::Line(_) = before.next(Duration::ZERO) {}
    let goes_on = (0..20).all(|_| matches!(before.next(PATIENCE), Said::Line(_)));
    let stays = (0..5).all(|_| reader.next(PATIENCE) == Said::Line(seen.clone()));
    Ok(match (goes_on, stays) {
        (true, true) => "neither waits".to_owned(),
        (false, _) => "the writer waits".to_owned(),
        (_, false) => "the snapshot changes".to_owned(),
    })
}

/// One writes and four read for a while.
fn together(candidate: Candidate, folder: &Path) -> Result<String, Fault> {
    let path = fresh(folder, "shared")?;
    let mut writer = writer(candidate, &path)?;
    let start = |_| Work::start("follow", candidate.name, &path, &[]);
    let readers: Vec<Work> = (0..READERS).map(start).collect::<Result<_, _>>()?;
    sleep(TOGETHER);
    let edits = writer.kill()?.len();
    let (mut sound, mut faults) = (0, 0);
    for mut reader in readers {
        for line in reader.kill()? {
            if line.starts_with("fault") {
                faults += 1;
            } else {
                sound += 1;
            }
        }
    }
    Ok(format!("{edits} / {sound} / {faults}"))
}

/// In a child: puts one record after another until it is killed, and acknowledges each.
pub(crate) fn write(candidate: Candidate, path: &Path, _: &[String]) -> Result<(), Fault> {
    let mut store = (candidate.write)(path)?;
    for number in count(store.as_ref()).. {
        store.put(&[(Shelf::Records, number, load::record(number))])?;
        println!("{number}");
    }
    Ok(())
}

/// Returns the number after the last record.
fn count(store: &dyn Store) -> u64 {
    let mut last = None;
    // A store that was just made may not have the shelf yet.
    let _ = store.each(Shelf::Records, &mut |number, _| last = Some(number));
    last.map_or(0, |last| last + 1)
}

/// In a child: opens a snapshot, and goes on saying how many records there are in it.
pub(crate) fn hold(candidate: Candidate, path: &Path, _: &[String]) -> Result<(), Fault> {
    let store = (candidate.read)(path)?;
    loop {
        println!("{}", sound(store.as_ref())?);
        sleep(Duration::from_millis(100));
    }
}

/// In a child: opens one snapshot after another, and says of each what it is worth.
#[expect(clippy::unnecessary_wraps, reason = "a task like the others")]
pub(crate) fn follow(candidate: Candidate, path: &Path, _: &[String]) -> Result<(), Fault> {
    let mut before = 0;
    let start = Instant::now();
    while start.elapsed() < TOGETHER * 2 {
        match (candidate.read)(path).and_then(|store| sound(store.as_ref())) {
            Ok(count) if count >= before => {
                println!("{count}");
                before = count;
            }
            Ok(count) => println!("fault: {count} records after {before}"),
            Err(fault) => {
                println!("fault: {fault}");
                sleep(Duration::from_millis(10));
            }
        }
    }
    Ok(())
}

/// Counts the records, which must be those from 0 on, and as they were written.
pub(crate) fn sound(store: &dyn Store) -> Result<u64, Fault> {
    let mut count = 0;
    let mut is_sound = true;
    store.each(Shelf::Records, &mut |number, bytes| {
        is_sound &= number == count && bytes == load::record(number);
        count += 1;
    })?;
    if is_sound {
        Ok(count)
    } else {
        Err("a record is not what was written".into())
    }
}
