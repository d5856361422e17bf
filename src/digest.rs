//! Digests: short numbers that stand for long texts, SHA-256 (FIPS 180-4).
//!
//! Knows bytes only; what they mean is the business of the rooms above.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// What stands before the digits, so that a reader knows how to check them.
const PREFIX: &str = "sha256:";
/// The bytes of a digest.
const BYTES: usize = 32;
/// How many bytes are enough for people to tell two digests apart.
const SHORT: usize = 4;

/// The SHA-256 of a text: two texts that differ in any place have different ones.
///
/// # Examples
/// ```
/// use chancery::receipt::Digest;
///
/// let digest = Digest::of("abc");
/// assert_eq!(digest.short(), "ba7816bf");
/// assert_eq!(digest.to_string().parse(), Ok(digest));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Digest([u8; BYTES]);

/// A text is no digest as [`Digest`] prints it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a digest is `sha256:` and 64 digits of 0 to 9 and a to f")]
pub struct NoDigest;

impl Digest {
    /// Returns the digest of a text.
    pub fn of(text: impl AsRef<[u8]>) -> Digest {
        Digest(Sha256::digest(text).into())
    }

    /// Returns the digest with these bytes, for those who keep digests as such.
    pub(crate) const fn from_bytes(bytes: [u8; BYTES]) -> Digest {
        Digest(bytes)
    }

    /// Returns its bytes.
    pub(crate) const fn bytes(&self) -> &[u8; BYTES] {
        &self.0
    }

    /// Returns the first eight digits, for people who compare.
    pub fn short(&self) -> String {
        hexadecimal(&self.0[..SHORT])
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 0xf]);
    let letters = digits.map(|digit| char::from_digit(digit.into(), 16));
    letters.flatten().collect()
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{PREFIX}{}", hexadecimal(&self.0))
    }
}

impl From<Digest> for String {
    fn from(digest: Digest) -> String {
        digest.to_string()
    }
}

impl TryFrom<String> for Digest {
    type Error = NoDigest;

    fn try_from(text: String) -> Result<Digest, NoDigest> {
        text.parse()
    }
}

impl FromStr for Digest {
    type Err = NoDigest;

    fn from_str(text: &str) -> Result<Digest, NoDigest> {
        let digits = text.strip_prefix(PREFIX).ok_or(NoDigest)?.as_bytes();
        let mut bytes = [0; BYTES];
        if digits.len() != 2 * BYTES {
            return Err(NoDigest);
        }
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
            *byte = digit(pair[0])? << 4 | digit(pair[1])?;
        }
        Ok(Digest(bytes))
    }
}

/// Returns the value of a digit; capitals are none, so that a digest is written in one way only.
const fn digit(letter: u8) -> Result<u8, NoDigest> {
    match letter {
        b'0'..=b'9' => Ok(letter - b'0'),
        b'a'..=b'f' => Ok(letter - b'a' + 10),
        _ => Err(NoDigest),
    }
}

/// A digest under way.
#[derive(Default)]
pub(crate) struct Digester(Sha256);

impl Digester {
    /// Takes in more of the text.
    pub(crate) fn add(&mut self, text: impl AsRef<[u8]>) {
        self.0.update(text);
    }

    /// Returns the digest of all that was taken in.
    pub(crate) fn finish(self) -> Digest {
        Digest(self.0.finalize().into())
    }
}

#[cfg(test)]
mod tests {
    use super::{Digest, Digester, NoDigest};

    /// The digest of `abc`, from the standard's example.
    const ABC: &str = "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    #[test]
    fn a_digest_is_that_of_the_standard() {
        assert_eq!(Digest::of("abc").to_string(), ABC);
    }

    #[test]
    fn a_text_in_parts_has_the_digest_of_the_whole() {
        let mut digester = Digester::default();
        digester.add("a");
        digester.add("bc");
        assert_eq!(digester.finish(), Digest::of("abc"));
    }

    #[test]
    fn what_is_written_otherwise_is_no_digest() {
        let read = str::parse::<Digest>;
        assert_eq!(read(ABC), Ok(Digest::of("abc")));
        for wrong in [&ABC[7..], &ABC[..70], &ABC.to_uppercase(), "", "sha256:é"] {
            assert_eq!(read(wrong), Err(NoDigest), "{wrong}");
        }
    }
}
