//! What is drawn to the width of a terminal: strips of years, bars, fans of neighbours, routes.
//!
//! Every drawing is a list of lines, none wider than asked, in Unicode or in ASCII by the
//! [`Signs`](super::signs::Signs). What is only possible never looks like what is certain. Knows
//! no other format: Markdown, plain lines and programs have the rows themselves.

mod bar;
mod calendar;
mod density;
mod fan;
mod route;
#[cfg(test)]
mod sample;
mod strip;

pub(super) use bar::{Bars, longest_bar};
pub(super) use fan::{Branch, fan};
pub(super) use route::{are_routes, routes};
pub(super) use strip::Strip;
