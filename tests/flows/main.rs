//! A visitor's way through the whole hall, from the press of a key to the day report.

mod crowd;
mod day;
mod devices;
mod escort;
mod kill;
mod no_show;
mod stand;
mod ticket;
mod undo;
mod verify;
