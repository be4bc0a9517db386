//! The month's figures, worked out by hand from the script: never copied from what the hall said.

/// Days, as their reports must say them.
pub(crate) const DAYS: &[(&str, &[(&str, i64)])] = &[
    (
        "2026-03-02",
        &[
            // A01 eleven times (accepted, missing, refused, given back, not ours, advice, given up, not the holder, moved,
            // missed, withdrawn) and the one that still waits, A02, H01, P01, L01, and H04 after the transfer: 17 legs.
            ("total/legs", 17),
            // All but the missed, the withdrawn and the one who still waits.
            ("total/served", 14),
            ("total/no_shows", 1),
            ("tickets", 16),
            ("outcomes/outcome=accepted/legs", 2),
            ("outcomes/outcome=paid/legs", 1),
            ("outcomes/outcome=awaiting_correction/legs", 2),
            ("outcomes/outcome=done_on_spot/legs", 1),
            ("outcomes/outcome=refused/legs", 1),
            ("outcomes/outcome=file_returned/legs", 1),
            ("outcomes/outcome=not_ours/legs", 1),
            ("outcomes/outcome=advice_only/legs", 1),
            ("outcomes/outcome=abandoned/legs", 1),
            ("outcomes/outcome=not_holder/legs", 1),
            ("outcomes/outcome=collected/legs", 1),
            ("outcomes/outcome=transferred/legs", 1),
            ("outcomes/outcome=no_show/legs", 1),
            ("outcomes/outcome=withdrawn/legs", 1),
            ("outcomes/outcome=postponed/legs", 1),
            ("case_total/accepted", 2),
            ("case_total/told", 1),
            ("case_total/received", 1),
            // The file that nobody looked through in time counts as accepted from the day on which it was taken in.
            ("case_total/open", 3),
            ("case_total/waiting", 1),
            ("fee_total/notices", 1),
            ("fee_total/charged_fen", 2_000),
            ("fee_total/paid", 1),
            ("fee_total/paid_fen", 2_000),
            ("fees/department=GA/figures/paid_fen", 2_000),
            ("paid_without_notice", 0),
            // All who were served but the one who was not the holder.
            ("ratings/by=hall/figures/rateable", 13),
            ("ratings/by=hall/figures/rated", 5),
            ("ratings/by=hall/figures/unrated", 8),
            ("ratings/by=hall/figures/flagged", 1),
            ("followups/kind=bad_rating/opened", 1),
        ],
    ),
    (
        "2026-03-03",
        &[
            ("total/legs", 4),
            ("case_total/told", 1),
            ("case_total/told_again", 1),
            // J04, F04, A04.
            ("case_total/accepted", 3),
            // The one that does not hold is charged to nobody.
            ("fee_total/notices", 2),
            ("fee_total/charged_fen", 450_000),
            ("fee_total/exempted", 1),
            ("fee_total/at_lowest", 1),
            ("fee_total/paid_fen", 450_000),
            ("fee_total/cancelled", 1),
            // The one about the manager is in no figure that managers read.
            ("followups/kind=complaint/opened", 1),
            ("followups/kind=unsolved/opened", 1),
            ("followups/kind=hotline/opened", 1),
            ("followups/kind=finding/opened", 1),
        ],
    ),
    (
        "2026-03-04",
        &[
            ("followups/kind=complaint/answered", 1),
            ("followups/kind=complaint/in_time", 1),
            ("followups/kind=complaint/founded", 1),
            ("followups/kind=unsolved/answered", 1),
            ("followups/kind=hotline/answered", 1),
            ("followups/kind=finding/answered", 1),
            ("followups/kind=finding/appealed", 1),
            ("causes/cause=documents/times", 1),
            ("case_total/accepted", 1),
            // In time, late, J04, F04, A04, the one that was brought back, and the file of the 2nd.
            ("case_total/open", 7),
            ("case_total/waiting", 0),
            ("case_total/stopped", 1),
        ],
    ),
    ("2026-03-05", &[("case_total/given_back", 1)]),
    (
        "2026-03-09",
        &[("case_total/deemed", 0), ("case_total/stopped", 0)],
    ),
    (
        "2026-03-10",
        &[("case_total/deemed", 1), ("case_total/accepted", 1)],
    ),
    (
        "2026-03-11",
        &[
            ("case_total/granted", 1),
            ("case_total/late", 0),
            // Outside from ten to two.
            ("case_total/outside_s", 14_400),
            ("cases/department=GA/figures/outside_s", 14_400),
        ],
    ),
    (
        "2026-03-12",
        &[("case_total/refused", 1), ("case_total/overdue", 2)],
    ),
    (
        "2026-03-13",
        &[
            ("total/legs", 3),
            // Two villagers', and the company's.
            ("case_total/accepted", 3),
            ("mandates/oneself", 0),
            ("mandates/handler", 1),
            ("handler_legs", 1),
            ("mandates/kinds/kind=village/accepted", 2),
            ("mandates/kinds/kind=village/opened", 3),
            // The third was revoked.
            ("mandates/kinds/kind=village/ended", 1),
            ("mandates/kinds/kind=village/open", 2),
            ("mandates/kinds/kind=key_project/opened", 1),
            ("mandates/kinds/kind=key_project/accepted", 0),
            ("mandates/agents/agent=D101/trips", 2),
            ("mandates/agents/agent=D101/principals", 3),
        ],
    ),
    ("2026-03-16", &[("case_total/supervised", 1)]),
    ("2026-03-17", &[("case_total/granted", 1), ("case_total/late", 1)]),
    (
        "2026-03-18",
        &[
            ("case_total/collected", 1),
            ("total/served", 1),
            // The second villager's held until the 17th.
            ("mandates/kinds/kind=village/ended", 1),
            ("mandates/kinds/kind=village/open", 1),
        ],
    ),
];

/// The month, as its report must say it.
pub(crate) const MONTH: &[(&str, i64)] = &[
    // 17 on Monday, 4 on Tuesday, one each on Wednesday and on the 18th, 3 on Friday the 13th.
    ("now/figures/legs", 26),
    ("now/figures/served", 23),
    ("now/figures/no_shows", 1),
    // 16 + 4 + 1 + 1 + 3
    ("now/tickets", 25),
    // In time, late, brought back, J04, F04, A04, deemed; two villagers' and a company's.
    ("now/cases/accepted", 10),
    ("mandates/oneself", 7),
    ("mandates/handler", 1),
    ("mandates/kinds/kind=village/accepted", 2),
    ("mandates/kinds/kind=village/opened", 3),
    ("mandates/kinds/kind=village/ended", 2),
    ("mandates/kinds/kind=village/open", 1),
    ("mandates/kinds/kind=key_project/opened", 1),
    ("mandates/kinds/kind=key_project/open", 1),
    ("mandates/agents/agent=D101/trips", 2),
    ("mandates/agents/agent=D101/principals", 3),
    // Granted twice, refused once, given back once.
    ("now/cases/done", 4),
    ("now/cases/in_time", 3),
    ("now/cases/supervised", 1),
    ("now/cases/notices", 2),
    ("now/cases/second_notices", 1),
    ("now/cases/outside_min", 240),
    // Every served visit takes five minutes.
    ("now/figures/handling_min", 115),
];
