//! Fewer rows: what `--limit` and `set limit` leave of an answer.

use chancery::answer::Answer;

/// Returns the answer with at most so many rows. A dossier or a pair is one row and stays whole.
pub(super) fn limited(mut answer: Answer, most: usize) -> Answer {
    if answer.rows.len() <= most {
        return answer;
    }
    let before = answer.rows.len();
    answer.rows.keep(0, most);
    answer.truncated |= answer.rows.len() < before;
    answer
}

#[cfg(test)]
mod tests {
    use chancery::answer::{Answer, CountRow, Rows};

    use super::limited;

    fn counted(number: u64) -> Answer {
        let row = |count: u64| CountRow {
            key: count.to_string(),
            count,
            possible: 0,
            label: None,
        };
        Answer::new("count by year", Rows::Count((0..number).map(row).collect()))
    }

    #[test]
    fn a_limited_answer_still_tells_how_many_rows_there_are() {
        let answer = limited(counted(5), 2);
        assert_eq!(
            (answer.rows.len(), answer.total, answer.truncated),
            (2, 5, true)
        );
    }

    #[test]
    fn an_answer_within_the_limit_is_whole() {
        assert_eq!(limited(counted(2), 2), counted(2));
    }
}
