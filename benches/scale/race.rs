//! The race: first all sides must say the same, then all are timed, in turn, in one run.

use std::error::Error;
use std::hint::black_box;
use std::time::Duration;

use super::by_hand::ByHand;
use super::clock::Watch;
use super::limit::Limit;
use super::ours::Ours;
use super::questions::{Answer, Family, Question, Side};

/// How long one side may take for the questions of one family in one round.
const PATIENCE: Duration = Duration::from_millis(400);
/// How long the answers to one family are compared.
const CHECKED: Duration = Duration::from_secs(5);

/// All who answer; those that are too large for a world may be missing.
#[derive(Debug)]
pub(crate) struct Sides {
    pub(crate) limit: Limit,
    pub(crate) ours: Option<Ours>,
    pub(crate) by_hand: Option<ByHand>,
}

/// What a family took: nanoseconds for each question. Times and ratios are the medians of
/// all rounds, each on its own: ratios suffer less from what else a machine does.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row {
    pub(crate) family: Family,
    /// How many questions were put to the limit and to Chancery, and how many of them, the first,
    /// to petgraph too.
    pub(crate) asked: (usize, usize),
    pub(crate) limit: f64,
    pub(crate) ours: Option<f64>,
    pub(crate) by_hand: Option<f64>,
    /// How many times as long Chancery takes as the limit.
    pub(crate) behind: Option<f64>,
    /// How many times as long petgraph takes as Chancery, for the same questions.
    pub(crate) ahead: Option<f64>,
}

/// Questions of one family: every one is checked before it is timed.
#[derive(Debug)]
pub(crate) struct Heat {
    family: Family,
    questions: Vec<Question>,
    /// How many of them petgraph is asked.
    few: usize,
    laps: Vec<Lap>,
}

/// What one round took, in nanoseconds for each question.
#[derive(Debug, Clone, Copy)]
struct Lap {
    limit: f64,
    ours: Option<f64>,
    /// Those questions only that petgraph is asked too.
    ours_few: Option<f64>,
    by_hand: Option<f64>,
}

impl Heat {
    /// Compares the answers of all sides, as long as there is time, and keeps what was compared.
    pub(crate) fn checked(
        family: Family,
        mut questions: Vec<Question>,
        sides: &mut Sides,
    ) -> Result<Heat, Box<dyn Error>> {
        let watch = Watch::start();
        let (mut few, mut number) = (0, 0);
        let (mut slow, mut quick) = (Duration::ZERO, Duration::ZERO);
        for question in &questions {
            let (expected, _) = answer(&mut sides.limit, question).ok_or("the limit knows all")?;
            if let Some((said, took)) = sides.ours.as_mut().and_then(|side| answer(side, question))
            {
                compare(Ours::NAME, question, &said, &expected)?;
                quick += took;
            }
            if slow < PATIENCE
                && let Some((said, took)) = sides
                    .by_hand
                    .as_mut()
                    .and_then(|side| answer(side, question))
            {
                compare(ByHand::NAME, question, &said, &expected)?;
                slow += took;
                few += 1;
            }
            number += 1;
            if quick > PATIENCE || watch.took() > CHECKED {
                break;
            }
        }
        questions.truncate(number);
        Ok(Heat {
            family,
            questions,
            few,
            laps: Vec::new(),
        })
    }

    /// Puts all questions to all sides once; every second time the other way round.
    pub(crate) fn run(&mut self, sides: &mut Sides) {
        let (few, rest) = self.questions.split_at(self.few);
        let limit = |sides: &mut Sides| time(&mut sides.limit, &self.questions);
        let ours = |sides: &mut Sides| {
            let side = sides.ours.as_mut()?;
            Some((time(side, few)?, time(side, rest)?))
        };
        let by_hand = |sides: &mut Sides| sides.by_hand.as_mut().and_then(|side| time(side, few));
        let (limit, ours, by_hand) = if self.laps.len().is_multiple_of(2) {
            let limit = limit(sides);
            let ours = ours(sides);
            (limit, ours, by_hand(sides))
        } else {
            let by_hand = by_hand(sides);
            let ours = ours(sides);
            (limit(sides), ours, by_hand)
        };
        let each = |took: f64, number: usize| took / f64::from(number.max(1) as u32);
        self.laps.push(Lap {
            limit: each(limit.unwrap_or(f64::NAN), self.questions.len()),
            ours: ours.map(|(few, rest)| each(few + rest, self.questions.len())),
            ours_few: ours
                .filter(|_| self.few > 0)
                .map(|(took, _)| each(took, self.few)),
            by_hand: by_hand
                .filter(|_| self.few > 0)
                .map(|took| each(took, self.few)),
        });
    }

    pub(crate) fn row(&self) -> Row {
        let of =
            |part: fn(&Lap) -> Option<f64>| median(self.laps.iter().filter_map(part).collect());
        let behind = |lap: &Lap| Some(lap.ours? / lap.limit);
        let ahead = |lap: &Lap| Some(lap.by_hand? / lap.ours_few?);
        Row {
            family: self.family,
            asked: (self.questions.len(), self.few),
            limit: of(|lap| Some(lap.limit)).unwrap_or(f64::NAN),
            ours: of(|lap| lap.ours),
            by_hand: of(|lap| lap.by_hand),
            behind: of(behind),
            ahead: of(ahead),
        }
    }
}

/// Returns an answer in common words, and how long it took to be found.
fn answer<S: Side>(side: &mut S, question: &Question) -> Option<(Answer, Duration)> {
    let watch = Watch::start();
    let found = side.ask(question)?;
    let took = watch.took();
    Some((side.tell(found), took))
}

fn compare(
    name: &str,
    question: &Question,
    said: &Answer,
    expected: &Answer,
) -> Result<(), Box<dyn Error>> {
    if said.agrees(expected) {
        return Ok(());
    }
    let short = |answer: &Answer| {
        format!("{answer:?}")
            .chars()
            .take(2_000)
            .collect::<String>()
    };
    let (said, expected) = (short(said), short(expected));
    Err(
        format!("{name} disagrees about {question:?}:\n  {said}\nthe limit says\n  {expected}")
            .into(),
    )
}

/// Returns how many nanoseconds a side takes for all questions, what it found being thrown away.
fn time<S: Side>(side: &mut S, questions: &[Question]) -> Option<f64> {
    let watch = Watch::start();
    for question in questions {
        black_box(side.ask(black_box(question))?);
    }
    Some(watch.nanoseconds())
}

/// Returns the middle one of some numbers.
pub(crate) fn median(mut numbers: Vec<f64>) -> Option<f64> {
    numbers.sort_unstable_by(f64::total_cmp);
    numbers.get(numbers.len() / 2).copied()
}
