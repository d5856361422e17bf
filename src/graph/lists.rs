//! Many short lists in one piece of memory: the parties of each relation, the spokes of each entity.

/// Lists that are told apart by number, one behind the other.
#[derive(Debug, Clone)]
pub(super) struct Lists<T> {
    /// Where each list ends; the first entry is where the first begins.
    bounds: Vec<u32>,
    items: Vec<T>,
}

impl<T> Lists<T> {
    /// Returns no lists, with room for so many.
    pub(super) fn with_capacity(lists: usize) -> Lists<T> {
        let mut bounds = Vec::with_capacity(lists + 1);
        bounds.push(0);
        Lists {
            bounds,
            items: Vec::new(),
        }
    }

    /// Adds a list behind the others.
    pub(super) fn push(&mut self, list: impl IntoIterator<Item = T>) {
        self.items.extend(list);
        self.bounds.push(self.items.len() as u32);
    }

    /// Returns a list by its number.
    #[inline]
    pub(super) fn list(&self, at: usize) -> &[T] {
        &self.items[self.bounds[at] as usize..self.bounds[at + 1] as usize]
    }

    /// Returns how many items all lists have together.
    pub(super) const fn size(&self) -> usize {
        self.items.len()
    }
}

#[cfg(test)]
mod tests {
    use super::Lists;

    #[test]
    fn an_empty_list_keeps_its_place() {
        let mut lists = Lists::with_capacity(3);
        lists.push([1, 2]);
        lists.push([]);
        lists.push([3]);
        assert_eq!(
            [lists.list(0), lists.list(1), lists.list(2)],
            [&[1, 2][..], &[], &[3]]
        );
        assert_eq!(lists.size(), 3);
    }
}
