//! The nearest right word for a wrong one.

use super::fold;

/// Returns how many letters must be inserted, deleted, replaced or swapped with a neighbour to
/// make `left` of `right`, both folded.
pub fn distance(left: &str, right: &str) -> usize {
    strsim::osa_distance(&fold(left), &fold(right))
}

/// Returns the candidate nearest to `word`, or nothing if none is near enough to be meant.
///
/// Near enough is one edit for short words, two from five letters, three from nine; a candidate
/// that begins with the word counts as one edit away. Ties go to the first in order of text.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    nearest_several(word, candidates, 1).into_iter().next()
}

/// Returns at most `most` candidates near to `word`, the nearest first, ties in order of text.
pub fn nearest_several<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
    most: usize,
) -> Vec<&'a str> {
    let folded = fold(word);
    let mut near: Vec<(usize, &str)> = candidates
        .into_iter()
        .filter_map(|candidate| Some((closeness(&folded, &fold(candidate))?, candidate)))
        .collect();
    near.sort_unstable();
    near.dedup();
    near.into_iter()
        .map(|(_, candidate)| candidate)
        .take(most)
        .collect()
}

/// Returns the edits between two folded words, or nothing if they are too many.
fn closeness(word: &str, candidate: &str) -> Option<usize> {
    let letters = word.chars().count();
    if letters >= 3 && candidate.starts_with(word) {
        return Some(usize::from(candidate != word));
    }
    let allowed = match letters {
        0 | 1 => 0,
        2..=4 => 1,
        5..=8 => 2,
        _ => 3,
    };
    if candidate.chars().count().abs_diff(letters) > allowed {
        return None;
    }
    let edits = strsim::osa_distance(word, candidate);
    (edits <= allowed).then_some(edits)
}

#[cfg(test)]
mod tests {
    use super::{nearest, nearest_several};

    #[test]
    fn a_swapped_pair_is_one_mistake() {
        assert_eq!(nearest("vsiit", ["visit", "vote"]), Some("visit"));
    }

    #[test]
    fn nothing_is_near_to_a_word_of_another_world() {
        assert_eq!(nearest("xylophone", ["visit", "meeting"]), None);
    }

    #[test]
    fn a_beginning_is_near_to_its_word() {
        assert_eq!(
            nearest("neigh", ["timeline", "neighbours"]),
            Some("neighbours")
        );
    }

    #[test]
    fn several_come_nearest_first_and_ties_in_order() {
        assert_eq!(
            nearest_several("mett", ["meet", "mett", "mete"], 3),
            ["mett", "meet", "mete"]
        );
    }
}
