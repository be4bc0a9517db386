//! The week's figures, worked out by hand from the script: never copied from what the hall said.

use jiff::civil::Date;

/// A day as its report must say it. Lengths in seconds.
pub(crate) struct Expected {
    /// Tickets with a finished leg.
    pub(crate) tickets: u32,
    /// Legs, served, no-shows, called, called within their promise.
    pub(crate) counts: [u32; 5],
    /// Mean, half, nine of ten, longest.
    pub(crate) waits_s: [f64; 4],
    pub(crate) to_start_s: f64,
    pub(crate) handling_s: f64,
    pub(crate) outcomes: &'static [(&'static str, u32)],
    /// Served at each window.
    pub(crate) windows: &'static [(u16, u32)],
    /// Claimed, verified, refused.
    pub(crate) classes: &'static [(&'static str, [u32; 3])],
    pub(crate) out_of_order: &'static [(&'static str, &'static [&'static str])],
    /// Place, times, with documents missing.
    pub(crate) advice: &'static [(Option<u16>, u32, u32)],
    /// Requests, merged, cancelled, without a guide, over a limit.
    pub(crate) escorts: [u32; 5],
    /// Accepted, met, whole: half and nine of ten each.
    pub(crate) escort_s: [Option<f64>; 6],
}

pub(crate) const TABLE: &[(Date, Expected)] = &[
    (
        Date::constant(2026, 9, 29),
        // A003 waits 40, A001 380, A002 410, A004 0, S001 0, 250, 0 and 30 at four windows, A005 0, A007 50, A006 260:
        // 1,420 over 11. C001 was given back.
        Expected {
            tickets: 9,
            counts: [12, 11, 0, 11, 11],
            waits_s: [1420.0 / 11.0, 40.0, 380.0, 410.0],
            // 20 + 20 + 30 + 15 + 10 + 30 + 20 + 10 + 20 + 20 + 20
            to_start_s: 215.0 / 11.0,
            // 300 + 240 + 240 + 300 + 240 + 600 + 480 + 180 + 1200 + 180 + 240
            handling_s: 4200.0 / 11.0,
            outcomes: &[
                ("accepted", 8),
                ("done_on_spot", 2),
                ("paid", 1),
                ("withdrawn", 1),
            ],
            windows: &[(1, 6), (3, 1), (4, 1), (8, 1), (10, 1), (13, 1)],
            classes: &[("elderly", [2, 1, 1])],
            out_of_order: &[("A007", &["A006"])],
            advice: &[],
            escorts: [0; 5],
            escort_s: [None; 6],
        },
    ),
    (
        Date::constant(2026, 9, 30),
        // A001 at reception waits 30, S001 from the phone 40 from its check-in. Escorts: accepted after 30 and 90, met
        // after 120 and 180, the visitors at a window after 300, and done after 600; the third was cancelled.
        Expected {
            tickets: 2,
            counts: [2, 2, 0, 2, 2],
            waits_s: [35.0, 30.0, 40.0, 40.0],
            to_start_s: 15.0,
            handling_s: 270.0,
            outcomes: &[("accepted", 1), ("done_on_spot", 1)],
            windows: &[(1, 1), (4, 1)],
            classes: &[("low_income", [1, 0, 0])],
            out_of_order: &[],
            advice: &[(None, 2, 1), (Some(4), 1, 0)],
            escorts: [3, 1, 1, 0, 1],
            escort_s: [
                Some(30.0),
                Some(90.0),
                Some(120.0),
                Some(180.0),
                Some(300.0),
                Some(600.0),
            ],
        },
    ),
    (
        Date::constant(2026, 10, 8),
        // Booked and early 0, booked and late 60, A001 through the stop 1,560, A003 through the evacuation 690, C001 60,
        // N001 300, N002 120: 2,790 over 7, all within their promises, which stood still meanwhile. A002 went home.
        Expected {
            tickets: 8,
            counts: [8, 7, 0, 7, 7],
            waits_s: [2790.0 / 7.0, 120.0, 1560.0, 1560.0],
            // 20 + 10 + 20 + 10 + 10 + 20 + 20
            to_start_s: 110.0 / 7.0,
            // 240 + 240 + 5 · 300
            handling_s: 1980.0 / 7.0,
            outcomes: &[("accepted", 3), ("done_on_spot", 4), ("postponed", 1)],
            windows: &[(1, 3), (4, 2), (8, 1), (10, 1)],
            classes: &[],
            out_of_order: &[],
            advice: &[],
            escorts: [0; 5],
            escort_s: [None; 6],
        },
    ),
    (
        Date::constant(2026, 10, 9),
        // Moved 30, re-visit 20, AP001 from the sheet 300, A002 30: 380 over 4. A003 still waited at four.
        Expected {
            tickets: 5,
            counts: [5, 4, 0, 4, 4],
            waits_s: [95.0, 30.0, 300.0, 300.0],
            // 10 + 10 + 0 + 10
            to_start_s: 7.5,
            // 240 + 300 + 600 + 30
            handling_s: 292.5,
            outcomes: &[
                ("accepted", 1),
                ("done_on_spot", 2),
                ("not_holder", 1),
                ("postponed", 1),
            ],
            windows: &[(1, 3), (4, 1)],
            classes: &[],
            out_of_order: &[],
            advice: &[],
            escorts: [0; 5],
            escort_s: [None; 6],
        },
    ),
    (
        Date::constant(2026, 10, 10),
        // A001 waits 120 until window 4 helps, A002 with a card 20.
        Expected {
            tickets: 2,
            counts: [2, 2, 0, 2, 2],
            waits_s: [70.0, 20.0, 120.0, 120.0],
            to_start_s: 10.0,
            handling_s: 240.0,
            outcomes: &[("accepted", 2)],
            windows: &[(1, 1), (4, 1)],
            classes: &[],
            out_of_order: &[],
            advice: &[],
            escorts: [0; 5],
            escort_s: [None; 6],
        },
    ),
];
