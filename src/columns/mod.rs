//! Columns: long rows of numbers, in memory or in a file, and images that hold many of them.
//!
//! Who reads a column does not see where it lies. One in a file is mapped, and each block of it is
//! checked against its checksum when it is first read: opening costs the same for any size, and a
//! damaged block is found before anybody sees what it says. Knows bytes and numbers; what they mean
//! is the business of the rooms above.

mod column;
mod image;
mod lists;
mod map;
mod press;
mod roll;

pub(crate) use column::Column;
pub(crate) use image::Image;
pub(crate) use image::ImageError;
pub(crate) use lists::{Listing, Lists};
pub(crate) use map::Damage;
pub(crate) use press::Press;
pub(crate) use roll::{Filed, Roll};

/// Returns the CRC-32 of bytes.
pub(crate) fn checksum(bytes: &[u8]) -> u32 {
    crc32fast::hash(bytes)
}

/// How many bytes share a checksum.
const BLOCK: usize = 1 << 14;
/// What the place of every section is a multiple of: no processor asks for more.
const ALIGNMENT: usize = 64;
/// How many bytes the head of an image takes; the sections begin behind it.
const HEAD: usize = 4096;
