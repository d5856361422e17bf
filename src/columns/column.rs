//! One column: a row of numbers that is only read.

use std::fmt;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use bytemuck::Pod;
use yoke::Yoke;

use super::map::Map;

/// What a column may hold: numbers, and little structures of them, that any bytes are one of.
pub(crate) trait Plain: Pod + Default + fmt::Debug + Send + Sync {}

impl<T: Pod + Default + fmt::Debug + Send + Sync> Plain for T {}

/// Numbers in a row, in memory or in a mapped file. Clones share them.
///
/// One in a file reads as zeros where it is damaged, and whoever opened the file learns of it: see
/// [`Image::damage`](super::Image::damage). So reading costs no more than that of a slice.
pub(crate) struct Column<T: Plain> {
    items: Yoke<&'static [T], Arc<Held<T>>>,
    guard: Option<Guard>,
}

/// Where the numbers lie.
enum Held<T> {
    Memory(Vec<T>),
    File {
        map: Arc<Map>,
        bytes: Range<usize>,
        /// What is read in place of damaged numbers.
        zeros: OnceLock<Vec<T>>,
    },
}

impl<T: Plain> Held<T> {
    fn items(&self) -> &[T] {
        match self {
            Held::Memory(items) => items,
            Held::File { map, bytes, .. } => {
                let bytes = map.bytes().get(bytes.clone()).unwrap_or_default();
                bytemuck::try_cast_slice(bytes).unwrap_or_default()
            }
        }
    }

    #[cold]
    fn zeros(&self, len: usize) -> &[T] {
        match self {
            Held::Memory(_) => &[],
            Held::File { zeros, .. } => zeros.get_or_init(|| vec![T::default(); len]),
        }
    }
}

/// What stands between a column in a file and its readers.
#[derive(Clone)]
struct Guard {
    map: Arc<Map>,
    /// Where in the map the column begins.
    begin: usize,
}

impl<T: Plain> Column<T> {
    /// Returns the column that lies at some bytes of a map; nothing if it cannot lie there.
    pub(super) fn in_file(map: Arc<Map>, bytes: Range<usize>) -> Option<Column<T>> {
        let held = map.bytes().get(bytes.clone())?;
        bytemuck::try_cast_slice::<u8, T>(held).ok()?;
        let guard = Guard {
            map: Arc::clone(&map),
            begin: bytes.start,
        };
        let zeros = OnceLock::new();
        let held = Held::File { map, bytes, zeros };
        Some(Column::new(held, Some(guard)))
    }

    fn new(held: Held<T>, guard: Option<Guard>) -> Column<T> {
        Column {
            items: Yoke::attach_to_cart(Arc::new(held), |held| held.items()),
            guard,
        }
    }

    /// Returns how many numbers there are.
    #[inline]
    pub(crate) fn len(&self) -> usize {
        self.items.get().len()
    }

    /// Returns all numbers.
    #[inline]
    pub(crate) fn all(&self) -> &[T] {
        self.part(0..self.len())
    }

    /// Returns a stretch of the numbers, which is empty where there is no such stretch.
    #[inline]
    pub(crate) fn part(&self, range: Range<usize>) -> &[T] {
        let items: &[T] = self.items.get();
        match (&self.guard, items.get(range.clone())) {
            (None, part) => part.unwrap_or_default(),
            (Some(guard), Some(part)) if guard.lets_read::<T>(&range) => part,
            (Some(_), Some(_)) => self.zeros(range),
            (Some(_), None) => &[],
        }
    }

    /// Returns one of the numbers, zero where there is none.
    #[inline]
    pub(crate) fn at(&self, at: usize) -> T {
        let one = self.part(at..at + 1);
        one.first().copied().unwrap_or_default()
    }

    /// Returns how many of the numbers, which are parted by the test, pass it. O(log n); nothing
    /// else is read.
    pub(crate) fn partition_point(&self, passes: impl Fn(T) -> bool) -> usize {
        let (mut begin, mut end) = (0, self.len());
        while begin < end {
            let middle = usize::midpoint(begin, end);
            if passes(self.at(middle)) {
                begin = middle + 1;
            } else {
                end = middle;
            }
        }
        begin
    }

    /// Returns zeros in place of a stretch that is damaged.
    #[cold]
    fn zeros(&self, range: Range<usize>) -> &[T] {
        let zeros = self.items.backing_cart().zeros(self.len());
        zeros.get(range).unwrap_or_default()
    }
}

impl Guard {
    /// Tells whether a stretch of numbers is as it was written.
    #[inline]
    fn lets_read<T>(&self, range: &Range<usize>) -> bool {
        let byte = |at: usize| self.begin + at * size_of::<T>();
        self.map.is_sound(&(byte(range.start)..byte(range.end)))
    }
}

impl<T: Plain> From<Vec<T>> for Column<T> {
    fn from(items: Vec<T>) -> Column<T> {
        Column::new(Held::Memory(items), None)
    }
}

impl<T: Plain> Default for Column<T> {
    fn default() -> Column<T> {
        Column::from(Vec::new())
    }
}

impl<T: Plain> Clone for Column<T> {
    fn clone(&self) -> Column<T> {
        Column {
            items: self.items.clone(),
            guard: self.guard.clone(),
        }
    }
}

impl<T: Plain> fmt::Debug for Column<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.all()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::Column;

    #[test]
    fn a_column_is_read_whole_in_part_and_one_by_one() {
        let column = Column::from(vec![3_u32, 1, 2]);
        assert_eq!((column.len(), column.all()), (3, &[3, 1, 2][..]));
        assert_eq!(column.part(1..3), [1, 2]);
        assert_eq!(column.at(2), 2);
        assert_eq!(column.clone().all(), column.all());
        assert_eq!(column.partition_point(|number| number > 2), 1);
        assert_eq!(column.partition_point(|_| true), 3);
    }

    #[test]
    fn there_is_nothing_where_there_is_no_such_stretch() {
        let column = Column::from(vec![3_u32, 1, 2]);
        assert!(column.part(2..4).is_empty());
        #[expect(clippy::reversed_empty_ranges, reason = "damage may make such a range")]
        let backwards = column.part(2..1);
        assert!(backwards.is_empty());
        assert_eq!(column.at(3), 0);
    }
}
