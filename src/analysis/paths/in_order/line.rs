//! Lines: relations one after the other, and when one may travel along them.

use crate::analysis::{Aim, Stopped};
use crate::edtf::{Day, Occasion};
use crate::graph::View;
use crate::model::RelationIx;

use super::Journey;
use super::clock::{Clock, Sureness};
use super::journey::{Ways, fastest};

/// The days of the relations of a path, in order.
#[derive(Debug)]
pub(super) struct Line<'a> {
    sureness: Sureness,
    occasions: Vec<Occasion<'a>>,
}

impl<'a> Line<'a> {
    pub(super) fn new(
        view: View<'a>,
        sureness: Sureness,
        relations: impl Iterator<Item = RelationIx>,
    ) -> Line<'a> {
        Line {
            sureness,
            occasions: relations.map(|relation| view.occasion(relation)).collect(),
        }
    }

    /// Returns the best journey along the line, if there is one.
    pub(super) fn journey(mut self, aim: Aim) -> Result<Option<Journey>, Stopped> {
        let span = match aim {
            Aim::EarliestArrival => {
                let arrival = self.arrival(Day::MIN);
                arrival.and_then(|arrival| Some((self.departure(arrival)?, arrival)))
            }
            Aim::LatestDeparture => {
                let departure = self.departure(Day::MAX);
                departure.and_then(|departure| Some((departure, self.arrival(departure)?)))
            }
            Aim::Fastest => fastest(&mut self)?.map(|(span, ())| span),
        };
        Ok(span.map(Journey::from))
    }

    fn arrival(&self, ready: Day) -> Option<Day> {
        let clock = Clock::forward(self.sureness);
        let mut occasions = self.occasions.iter();
        occasions.try_fold(ready, |day, occasion| clock.pass(occasion, day))
    }

    fn departure(&self, by: Day) -> Option<Day> {
        let clock = Clock::backward(self.sureness);
        let mut occasions = self.occasions.iter().rev();
        let last = occasions.try_fold(clock.turn(by), |reading, occasion| {
            clock.pass(occasion, reading)
        });
        last.map(|reading| clock.turn(reading))
    }
}

impl Ways for Line<'_> {
    type Way = ();

    fn earliest(&mut self, ready: Day) -> Result<Option<(Day, ())>, Stopped> {
        Ok(self.arrival(ready).map(|day| (day, ())))
    }

    fn latest(&mut self, by: Day) -> Result<Option<(Day, ())>, Stopped> {
        Ok(self.departure(by).map(|day| (day, ())))
    }
}
