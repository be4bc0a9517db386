//! An input whose level follows from its edges, as the kernel debounced them.
//!
//! Invariant: an edge that was lost sticks no key: when the level itself says something else for [`CONTRARY`] readings
//! on end, the level is believed.

use embedded_hal::digital::{ErrorKind, ErrorType, InputPin};

/// How many readings in a row must contradict the edges: at 5 ms each 50 ms, longer than contacts bounce.
pub const CONTRARY: u32 = 10;
/// Edges taken in one reading; the kernel keeps no more for a line.
const EDGES: usize = 16;

/// A line that tells its edges.
pub trait EdgeLine {
    /// The next edge that was not told yet: whether it led up.
    ///
    /// # Errors
    /// [`ErrorKind`] when the line cannot be asked.
    fn next_edge(&mut self) -> Result<Option<bool>, ErrorKind>;

    /// Whether the line is high at this instant, bouncing and all.
    fn is_high_now(&mut self) -> bool;
}

/// An `embedded-hal` input over such a line.
#[derive(Debug)]
pub struct EdgeInput<L> {
    line: L,
    is_high: bool,
    contrary: u32,
}

impl<L: EdgeLine> EdgeInput<L> {
    /// An input that begins at the line's present level.
    pub fn new(mut line: L) -> Self {
        Self {
            is_high: line.is_high_now(),
            contrary: 0,
            line,
        }
    }

    fn read(&mut self) -> Result<bool, ErrorKind> {
        for _ in 0..EDGES {
            let Some(leads_up) = self.line.next_edge()? else {
                break;
            };
            self.is_high = leads_up;
            self.contrary = 0;
        }
        if self.line.is_high_now() == self.is_high {
            self.contrary = 0;
        } else {
            self.contrary += 1;
            if self.contrary >= CONTRARY {
                self.is_high = !self.is_high;
                self.contrary = 0;
            }
        }
        Ok(self.is_high)
    }
}

impl<L: EdgeLine> ErrorType for EdgeInput<L> {
    type Error = ErrorKind;
}

impl<L: EdgeLine> InputPin for EdgeInput<L> {
    fn is_high(&mut self) -> Result<bool, ErrorKind> {
        self.read()
    }

    fn is_low(&mut self) -> Result<bool, ErrorKind> {
        self.read().map(|high| !high)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::VecDeque;

    use embedded_hal::digital::{ErrorKind, InputPin};

    use super::{CONTRARY, EdgeInput, EdgeLine};

    #[derive(Default)]
    struct Line {
        edges: VecDeque<Result<bool, ErrorKind>>,
        is_high: bool,
    }

    impl EdgeLine for Line {
        fn next_edge(&mut self) -> Result<Option<bool>, ErrorKind> {
            self.edges.pop_front().transpose()
        }

        fn is_high_now(&mut self) -> bool {
            self.is_high
        }
    }

    fn released() -> EdgeInput<Line> {
        EdgeInput::new(Line {
            is_high: true,
            ..Line::default()
        })
    }

    #[test]
    fn the_level_follows_the_edges_and_not_a_glitch_of_the_line() {
        let mut input = released();
        input.line.is_high = false;
        assert_eq!(
            input.is_low(),
            Ok(false),
            "no edge came: the kernel has not settled it"
        );
        input.line.edges.push_back(Ok(false));
        assert_eq!(input.is_low(), Ok(true));
        input.line.is_high = true;
        assert_eq!(input.is_low(), Ok(true), "it bounces");
    }

    #[test]
    fn of_several_edges_the_last_one_counts() {
        let mut input = released();
        input.line.edges.extend([Ok(false), Ok(true), Ok(false)]);
        input.line.is_high = false;
        assert_eq!(input.is_low(), Ok(true));
    }

    #[test]
    fn a_lost_edge_sticks_no_key() {
        let mut input = released();
        input.line.edges.push_back(Ok(false));
        input.line.is_high = false;
        assert_eq!(input.is_low(), Ok(true));
        // The finger is gone, and its edge was lost.
        input.line.is_high = true;
        let readings: Vec<bool> = (0..CONTRARY).map(|_| input.is_low().unwrap()).collect();
        let (last, before) = readings.split_last().unwrap();
        assert!(before.iter().all(|is_low| *is_low));
        assert!(!last);
        assert_eq!(input.is_low(), Ok(false));
    }

    #[test]
    fn contradictions_count_only_in_a_row() {
        let mut input = released();
        for _ in 0..3 * CONTRARY {
            for is_high in [false, true] {
                input.line.is_high = is_high;
                assert_eq!(input.is_low(), Ok(false));
            }
        }
    }

    #[test]
    fn a_line_that_cannot_be_asked_is_a_fault() {
        let mut input = released();
        input.line.edges.push_back(Err(ErrorKind::Other));
        assert_eq!(input.is_low(), Err(ErrorKind::Other));
    }
}
