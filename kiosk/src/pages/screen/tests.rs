//! Placeholder until the samples are in.
