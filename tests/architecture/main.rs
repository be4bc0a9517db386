//! The house's rules, as tests: who may depend on whom, what may stand where, how long a file may be.

mod crates;
mod forgotten;
mod sources;
mod tree;
