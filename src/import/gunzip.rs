//! Gzip: the members of a compressed file as one stream.
//!
//! Knows members and what can be wrong with them; what the bytes mean is elsewhere.

use std::error::Error;
use std::io::{self, BufRead, BufReader, Read};

use flate2::bufread::GzDecoder;

/// Tells whether bytes begin as compressed files do.
pub(super) fn is_gzip(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0x1F, 0x8B])
}

/// Returns what is wrong with compressed data, unless the file itself cannot be read.
pub(super) fn damage(error: &io::Error) -> Option<&'static str> {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => {
            Some("the compressed data end too early; what follows is lost")
        }
        io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput
            if error
                .get_ref()
                .is_some_and(<dyn Error + Send + Sync>::is::<Behind>) =>
        {
            Some("bytes behind the compressed data are left out")
        }
        io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput => {
            Some("the compressed data are damaged; what follows is lost")
        }
        _ => None,
    }
}

/// Something that is no member stands behind the last one.
#[derive(Debug, thiserror::Error)]
#[error("bytes behind the compressed data")]
struct Behind;

/// A reader of what was compressed.
pub(super) struct Gunzip<R> {
    member: Option<GzDecoder<BufReader<R>>>,
}

impl<R: Read> Gunzip<R> {
    pub(super) fn new(reader: R) -> Gunzip<R> {
        let reader = BufReader::with_capacity(64 << 10, reader);
        Gunzip {
            member: Some(GzDecoder::new(reader)),
        }
    }

    /// Begins the next member, if there is one.
    fn advance(&mut self) -> io::Result<()> {
        let Some(member) = self.member.take() else {
            return Ok(());
        };
        let mut reader = member.into_inner();
        let rest = reader.fill_buf()?;
        // Some tools fill the last block of a disk or tape with zeros.
        if rest.iter().all(|byte| *byte == 0) {
            return Ok(());
        }
        if rest.first() != Some(&0x1F) {
            return Err(io::Error::new(io::ErrorKind::InvalidData, Behind));
        }
        self.member = Some(GzDecoder::new(reader));
        Ok(())
    }
}

impl<R: Read> Read for Gunzip<R> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        while let Some(member) = &mut self.member {
            let read = member.read(bytes)?;
            if read > 0 || bytes.is_empty() {
                return Ok(read);
            }
            self.advance()?;
        }
        Ok(0)
    }
}
