//! Laying out answers: a table, lines or data, with as many rows as are wished for.

use std::sync::Arc;

use chancery::answer::Answer;
use chancery::render::{self, Format, Style, Text};

use super::beside::beside;
use super::limit::limited;

/// The most rows that are drawn before anybody could wish to stop it.
const FEW: usize = 500;

/// Returns the answer as text, or nothing once it `is_stopped`.
pub(super) fn lay_out(
    answer: &Arc<Answer>,
    style: Style,
    is_stopped: impl Fn() -> bool,
) -> Option<Text> {
    if answer.rows.len() <= FEW {
        return Some(draw(answer, &style));
    }
    let answer = Arc::clone(answer);
    beside(move || draw(&answer, &style), is_stopped)
}

/// Draws an answer. Tables leave rows out by themselves, and tell so.
fn draw(answer: &Answer, style: &Style) -> Text {
    match style.rows {
        Some(most) if style.format != Format::Table => {
            render::render(&limited(answer.clone(), most), style)
        }
        _ => render::render(answer, style),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use chancery::answer::{Answer, CountRow, Rows};
    use chancery::render::{Format, Style, render};

    use super::{FEW, lay_out};

    #[test]
    fn a_long_answer_is_drawn_as_any_other() {
        let row = CountRow {
            key: "year".to_owned(),
            count: 1,
            possible: 0,
            label: None,
        };
        let rows = Rows::Count(vec![row; FEW + 1]);
        let answer = Arc::new(Answer::new("count by year", rows));
        let style = Style {
            format: Format::Csv,
            ..Style::default()
        };
        let drawn = lay_out(&answer, style, || false);
        assert_eq!(drawn, Some(render(&answer, &style)));
    }
}
