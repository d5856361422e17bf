//! Images: the dataset as it lies in memory, in one frame, so that a large database opens at once.
//!
//! An image says nothing that the entries before it do not say. It is made from them, may be left out
//! or made anew at any time, and counts only while no entry stands behind it. Its checksums are its
//! own, one for each block, for nobody wants to read all of it in order to open it.

use std::fs::File;
use std::io::{self, Seek, SeekFrom, Write};
use std::ops::Range;

use super::error::StoreError;
use super::frame::{self, HEAD, Head, NO_PLACE, OPTIONAL, SEALED, Tag};
use super::snapshot::Snapshot;
use super::writer::Writer;

/// What the place of an image in the file is a multiple of, so that it can be mapped.
const ALIGNED: u64 = 4_096;

impl Writer {
    /// Adds an image of what all entries come to, written by `press` where the file stands, which
    /// returns how many bytes it wrote. An image before it counts no more.
    ///
    /// # Errors
    /// [`StoreError`] as for [`Writer::append`].
    pub(crate) fn append_image(
        &mut self,
        press: impl FnOnce(File) -> io::Result<u64>,
    ) -> Result<(), StoreError> {
        self.commit(|file, page| {
            page.image = begin(file, page.committed, page.entries)?;
            let length = press(file.try_clone()?)?;
            page.committed = end(file, page.image, page.entries, length)?;
            Ok(())
        })
    }
}

/// Makes room for the head of an image at an offset, or behind filling, so that its content begins
/// where it should. Returns where the head will stand; the file stands where the content begins.
pub(super) fn begin(mut file: &File, at: u64, entry: u32) -> io::Result<u64> {
    let head = HEAD as u64;
    let mut content = (at + head).next_multiple_of(ALIGNED);
    if content > at + head {
        content = (at + 2 * head).next_multiple_of(ALIGNED);
        let zeros = vec![0; (content - at - 2 * head) as usize];
        let filling = Head {
            checksum: crc32fast::hash(&zeros),
            ..head_of(Tag::FILL, OPTIONAL, zeros.len() as u64, entry)
        };
        file.seek(SeekFrom::Start(at))?;
        file.write_all(&filling.encode())?;
        file.write_all(&zeros)?;
    }
    file.seek(SeekFrom::Start(content))?;
    Ok(content - head)
}

/// Puts the head before the content of an image that was written, and zeros behind it. Returns
/// where the frame ends, and where the file stands.
pub(super) fn end(mut file: &File, offset: u64, entry: u32, length: u64) -> io::Result<u64> {
    let head = head_of(Tag::IMAGE, OPTIONAL | SEALED, length, entry);
    let end = offset + HEAD as u64 + length;
    let behind = end.next_multiple_of(frame::ALIGNED);
    file.seek(SeekFrom::Start(offset))?;
    file.write_all(&head.encode())?;
    file.seek(SeekFrom::Start(end))?;
    file.write_all(&[0; frame::ALIGNED as usize][..(behind - end) as usize])?;
    Ok(behind)
}

/// Returns the head of a frame that belongs to no transaction.
fn head_of(tag: Tag, flags: u32, length: u64, entry: u32) -> Head {
    Head {
        tag,
        flags,
        length,
        entry,
        place: NO_PLACE,
        // An image has checksums of its own.
        checksum: 0,
    }
}

impl Snapshot {
    /// Tells whether there was an image ever, be it of fewer entries.
    pub(crate) const fn was_laid_out(&self) -> bool {
        self.ground.page.image > 0
    }

    /// Returns the file and where the image of what all its entries come to lies; nothing if there
    /// is no such image, or its head is damaged: the entries tell the same.
    pub(crate) fn image(&self) -> Option<(&File, Range<u64>)> {
        let page = &self.ground.page;
        let file = self.medium.file().filter(|_| page.image > 0)?;
        let mut bytes = [0; HEAD];
        self.medium.read_at(page.image, &mut bytes).ok()?;
        let head = Head::decode(&bytes)?;
        let begin = page.image + HEAD as u64;
        let end = begin.checked_add(head.length)?;
        let is_current = head.tag == Tag::IMAGE && head.entry == page.entries;
        (is_current && end <= page.committed).then_some((file, begin..end))
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::{self, Write};
    use std::ops::ControlFlow;
    use std::path::{Path, PathBuf};

    use crate::digest::Digest;
    use crate::register::{Act, Entry, Moment};
    use crate::store::{Holder, Snapshot, StoreError, Writer, backup, check};

    fn writer() -> (tempfile::TempDir, PathBuf, Writer) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.chancery");
        let holder = Holder {
            name: "anna".to_owned(),
            process: 0,
            since: None,
        };
        let writer = Writer::create(&path, &holder).unwrap();
        (folder, path, writer)
    }

    fn append(writer: &mut Writer) {
        let mut entry = Entry {
            number: writer.last() + 1,
            at: Moment::from_unix(0),
            by: "anna".to_owned(),
            act: Act::Edit,
            words: "nothing".to_owned(),
            changes: Vec::new(),
            batches: Vec::new(),
            digest: Digest::of(""),
        };
        entry.digest = entry.digest_after(writer.digest().as_ref());
        writer.append(&entry).unwrap();
    }

    fn add(writer: &mut Writer, letter: u8, length: usize) {
        let press = |mut file: fs::File| {
            file.write_all(&vec![letter; length])
                .map(|()| length as u64)
        };
        writer.append_image(press).unwrap();
    }

    fn image(path: &Path) -> Option<Vec<u8>> {
        let snapshot = Snapshot::open(path).unwrap();
        let (_, range) = snapshot.image()?;
        assert!(range.start.is_multiple_of(4_096));
        let bytes = fs::read(path).unwrap();
        Some(bytes[range.start as usize..range.end as usize].to_vec())
    }

    #[test]
    fn an_image_counts_until_an_entry_stands_behind_it() {
        let (_folder, path, mut writer) = writer();
        for length in [0, 1, 4_032, 4_096, 50_001] {
            append(&mut writer);
            assert_eq!(image(&path), None);
            add(&mut writer, b'x', length);
            assert_eq!(image(&path), Some(vec![b'x'; length]));
        }
        let checked = check(&path, &mut |_| ControlFlow::Continue(())).unwrap();
        assert_eq!((checked.damages, checked.images.len()), (vec![], 5));
    }

    #[test]
    fn compaction_keeps_the_image_that_counts_and_a_backup_all() {
        let (folder, path, mut writer) = writer();
        let go_on = &mut |_| ControlFlow::Continue(());
        for letter in b'a'..b'e' {
            append(&mut writer);
            add(&mut writer, letter, 50_001);
        }
        let to = folder.path().join("b.chancery");
        backup(&path, &to, go_on).unwrap();
        assert_eq!(
            fs::metadata(&to).unwrap().len(),
            fs::metadata(&path).unwrap().len()
        );
        assert_eq!(image(&to), Some(vec![b'd'; 50_001]));
        let compacted = writer.compact(go_on).unwrap();
        assert!(
            compacted.after + 140_000 < compacted.before,
            "{compacted:?}"
        );
        assert_eq!(compacted.after, fs::metadata(&path).unwrap().len());
        assert_eq!(image(&path), Some(vec![b'd'; 50_001]));
        append(&mut writer);
        assert_eq!(
            Snapshot::open(&path).unwrap().entries().flatten().count(),
            5
        );
        assert!(writer.compact(go_on).unwrap().after < 12_000);
        assert_eq!(image(&path), None);
        assert_eq!(check(&path, go_on).unwrap().entries, 5);
    }

    #[test]
    fn an_image_that_cannot_be_written_leaves_the_file_as_it_was() {
        let (_folder, path, mut writer) = writer();
        append(&mut writer);
        let before = fs::read(&path).unwrap();
        let failed = writer.append_image(|mut file| {
            file.write_all(b"half")?;
            Err(io::Error::other("enough"))
        });
        assert!(
            matches!(failed, Err(StoreError::Write { .. })),
            "{failed:?}"
        );
        assert_eq!(fs::read(&path).unwrap().len(), before.len());
        append(&mut writer);
        assert_eq!(
            Snapshot::open(&path).unwrap().entries().flatten().count(),
            2
        );
    }
}
