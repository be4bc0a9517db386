//! A plausible day: visitors who walk in, clerks who serve them, some who do not come, some who ask for a guide.
//!
//! [`day`] draws up who comes and when; [`Crew`] lets it happen through the hall's API.

pub mod crew;
pub mod day;
mod moments;

pub use crew::{Crew, CrewPlan, Tally};
pub use day::{Arrival, arrivals};
