//! What a plan is made of, as forms see it: one description a section, one line a field. A field that the plan gains is a
//! line here, and its label in the languages.

/// A section of the plan.
#[derive(Debug)]
pub(super) struct Section {
    /// Its name in the document.
    pub(super) name: &'static str,
    /// How it stands there.
    pub(super) shape: Shape,
    /// The field by which its things are known; none: by their place.
    pub(super) key: Option<&'static str>,
    /// What each of its things says.
    pub(super) fields: &'static [Field],
}

/// How a section stands in the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// One thing.
    One,
    /// A list of things.
    List,
    /// Names by their key.
    Map,
}

/// A field of a thing.
#[derive(Debug)]
pub(super) struct Field {
    /// Its name in the document.
    pub(super) name: &'static str,
    /// What stands in it.
    pub(super) kind: Kind,
    /// Whether it may not be empty.
    pub(super) needed: bool,
}

/// What stands in a field.
#[derive(Debug)]
pub(super) enum Kind {
    /// A line of text.
    Text,
    /// A whole number.
    Number,
    /// A whole number that may be negative.
    Signed,
    /// An amount of money, in yuan.
    Yuan,
    /// A civil time.
    Time,
    /// A date.
    Date,
    /// A day of every year, such as `05-01`.
    MonthDay,
    /// A group's letter.
    Letter,
    /// A name in every language.
    Names,
    /// Yes or no; what holds when nothing is said.
    Yes(bool),
    /// One of these words; their family of texts.
    Choice(&'static str, &'static [&'static str]),
    /// Several of these words.
    Ticks(&'static str, &'static [&'static str]),
    /// A thing of another section, by its key.
    One(&'static str, &'static str),
    /// Things of another section, by their keys.
    Several(&'static str, &'static str),
    /// Codes, separated by blanks.
    Codes,
    /// Fields that stand together; all empty: none.
    Group(&'static [Field]),
    /// Lines of fields; an empty line is none.
    Rows(&'static [Field]),
}

const fn needs(name: &'static str, kind: Kind) -> Field {
    Field {
        name,
        kind,
        needed: true,
    }
}

const fn may(name: &'static str, kind: Kind) -> Field {
    Field {
        name,
        kind,
        needed: false,
    }
}

const fn list(name: &'static str, key: &'static str, fields: &'static [Field]) -> Section {
    Section {
        name,
        shape: Shape::List,
        key: Some(key),
        fields,
    }
}

const WEEKDAYS: Kind = Kind::Ticks("weekday", &["mon", "tue", "wed", "thu", "fri", "sat", "sun"]);
const GROUPS: Kind = Kind::Several("group", "letter");
const WINDOWS: Kind = Kind::Several("window", "number");
const AREA: Kind = Kind::One("area", "code");
const POSITION: Kind = Kind::Group(&[needs("x_m", Kind::Number), needs("y_m", Kind::Number)]);
const REASONS: Kind = Kind::Rows(&[needs("code", Kind::Text), needs("name", Kind::Names)]);
const CHANNELS: Kind = Kind::Several("complaint_channel", "code");
const FEE: &[Field] = &[
    needs("code", Kind::Text),
    needs("name", Kind::Names),
    needs(
        "kind",
        Kind::Choice("plan-word", &["fixed", "range", "free", "tax", "tariff"]),
    ),
    may("amount", Kind::Yuan),
    may("lower", Kind::Yuan),
    may("upper", Kind::Yuan),
    may("unit", Kind::Names),
    may("wording", Kind::Names),
    needs("basis", Kind::Text),
    may("lower_limit_for", Kind::Several("payer_kind", "code")),
    may(
        "exemptions",
        Kind::Rows(&[
            needs("code", Kind::Text),
            needs("name", Kind::Names),
            may("basis", Kind::Text),
        ]),
    ),
    may("channels", CHANNELS),
];
const FORMULA: Kind = Kind::Rows(&[
    needs("criterion", Kind::Choice("criterion", CRITERIA)),
    needs("weight_percent", Kind::Number),
    may("required", Kind::Yes(false)),
    needs("full_at", Kind::Signed),
    needs("zero_at", Kind::Signed),
]);
const CRITERIA: &[&str] = &[
    "attendance",
    "workload",
    "promises",
    "second_notices",
    "cases_in_time",
    "ratings",
    "points",
    "overdue",
    "supervised",
    "outside_share",
];
const OUTCOMES: &[&str] = &[
    "done_on_spot",
    "accepted",
    "awaiting_correction",
    "refused",
    "file_returned",
    "not_ours",
    "advice_only",
    "collected",
    "abandoned",
    "paid",
    "not_holder",
];

/// The sections, in the order in which a manager looks for them.
#[rustfmt::skip]
pub(super) const SECTIONS: &[Section] = &[
    list("service", "code", &[
        needs("code", Kind::Text),
        needs("name", Kind::Names),
        needs("group", Kind::One("group", "letter")),
        needs("department", Kind::One("department", "code")),
        may("decided_by", Kind::One("department", "code")),
        needs("usual_minutes", Kind::Number),
        needs("limit_days", Kind::Number),
        needs("usual_outcome", Kind::Choice("outcome", OUTCOMES)),
        may("next", Kind::One("service", "code")),
        may("next_lag_s", Kind::Number),
        may("ticket_stop_s", Kind::Number),
        may("bookable", Kind::Yes(true)),
        may("collects", Kind::Yes(false)),
        may("documents", Kind::Codes),
        may("fees", Kind::Rows(FEE)),
        may("channels", CHANNELS),
        may("hours", Kind::Rows(&[needs("days", WEEKDAYS), needs("from", Kind::Time), needs("to", Kind::Time)])),
    ]),
    list("group", "letter", &[
        needs("letter", Kind::Letter),
        needs("name", Kind::Names),
        needs("numbers_per_day", Kind::Number),
        may("ticket_stop_s", Kind::Number),
        may("remote", Kind::Yes(false)),
        may("by_card", Kind::Yes(false)),
        may("half_day", Kind::Group(&[needs("total", Kind::Number), may("kiosk", Kind::Number), may("remote", Kind::Number), may("reserve", Kind::Number)])),
    ]),
    list("window", "number", &[
        needs("number", Kind::Number),
        may("name", Kind::Names),
        needs("area", AREA),
        needs("primary", GROUPS),
        may("secondary", GROUPS),
        may("excludes", Kind::Codes),
        may("deputy", Kind::One("window", "number")),
        may("at", POSITION),
        may("tides", Kind::Rows(&[may("days", WEEKDAYS), needs("from", Kind::Time), needs("to", Kind::Time), may("primary", GROUPS), may("secondary", GROUPS)])),
    ]),
    list("person", "code", &[
        needs("code", Kind::Text),
        needs("role", Kind::Choice("role", &["clerk", "guide", "reception", "manager", "overseer"])),
        may("windows", WINDOWS),
        may("skills", Kind::Group(&[may("languages", Kind::Several("interpreter_language", "code")), may("signing", Kind::Yes(false))])),
        may("oversees", Kind::Ticks("oversight", &["centre", "legal", "discipline", "audit"])),
        may("home", Kind::Group(&[needs("department", Kind::One("department", "code")), may("from", Kind::Date), may("until", Kind::Date)])),
    ]),
    Section { name: "timetable", shape: Shape::List, key: None, fields: &[
        needs("days", WEEKDAYS),
        needs("doors_open_at", Kind::Time),
        needs("sessions", Kind::Rows(&[needs("from", Kind::Time), needs("to", Kind::Time), may("groups", GROUPS), may("windows", WINDOWS)])),
        may("issue_until", Kind::Time),
        needs("day_ends_at", Kind::Time),
        may("season", Kind::Group(&[needs("from", Kind::MonthDay), needs("until", Kind::MonthDay)])),
    ] },
    list("holiday", "from", &[needs("from", Kind::Date), needs("until", Kind::Date), needs("name", Kind::Names)]),
    list("workday", "date", &[
        needs("date", Kind::Date),
        needs("like", Kind::Choice("weekday", &["mon", "tue", "wed", "thu", "fri", "sat", "sun"])),
    ]),
    list("early_stop", "date", &[needs("date", Kind::Date), needs("issue_until", Kind::Time)]),
    list("class", "code", &[
        needs("code", Kind::Text),
        needs("name", Kind::Names),
        needs("promise_s", Kind::Number),
        may("claim", Kind::Ticks("plan-word", &["kiosk", "reception"])),
        needs("mark", Kind::Choice("plan-word", &["none", "priority", "booked"])),
    ]),
    Section { name: "rules", shape: Shape::One, key: None, fields: &[
        needs("sigma_s", Kind::Number),
        may("early_call_s", Kind::Number),
        needs("late_check_in_s", Kind::Number),
        needs("no_show", Kind::Choice("plan-word", &["held", "closed"])),
        needs("answer_s", Kind::Number),
        needs("confirm_s", Kind::Number),
        needs("undo_s", Kind::Number),
        may("call_this_a_day", Kind::Number),
        needs("ticket_stop_s", Kind::Number),
        needs("burst_a_minute", Kind::Number),
        needs("quiet_s", Kind::Number),
        needs("escort_accept_s", Kind::Number),
        needs("escort_offer_s", Kind::Number),
        needs("escort_meet_s", Kind::Number),
        needs("escort_done_s", Kind::Number),
        needs("no_guide", Kind::Choice("plan-word", &["manager", "reception", "window"])),
        may("bookings", Kind::Group(&[needs("slot_s", Kind::Number), needs("share_percent", Kind::Number), needs("days_ahead", Kind::Number), needs("revisit_days", Kind::Number)])),
        may("call_reasons", REASONS),
        may("pause_reasons", REASONS),
    ] },
    Section { name: "cases", shape: Shape::One, key: None, fields: &[
        needs("tell_days", Kind::Number),
        needs("correct_days", Kind::Number),
        needs("warn_percent", Kind::Number),
        needs("extend_days", Kind::Number),
        needs("answer_days", Kind::Number),
        needs("keep_days", Kind::Number),
        may("stop_reasons", Kind::Rows(&[needs("code", Kind::Text), needs("name", Kind::Names), needs("cap_days", Kind::Number), may("intermediary", Kind::Yes(false))])),
    ] },
    Section { name: "agency", shape: Shape::One, key: None, fields: &[
        needs("home_visit_days", Kind::Number),
        may("on_spot_by_authority", Kind::Yes(false)),
    ] },
    Section { name: "followups", shape: Shape::One, key: None, fields: &[
        needs("complaint_days", Kind::Number),
        needs("unsolved_days", Kind::Number),
        needs("hotline_days", Kind::Number),
        needs("statement_days", Kind::Number),
        needs("decision_days", Kind::Number),
        needs("verify_days", Kind::Number),
        needs("rectify_days", Kind::Number),
        needs("call_back_days", Kind::Number),
        needs("appeal_days", Kind::Number),
        needs("appeal_decision_days", Kind::Number),
        needs("warn_days", Kind::Number),
        needs("keep_days", Kind::Number),
        may("measures", REASONS),
        may("causes", REASONS),
    ] },
    Section { name: "appraisal", shape: Shape::One, key: None, fields: &[
        needs("appeal_days", Kind::Number),
        needs("excellent_percent", Kind::Number),
        needs("keep_days", Kind::Number),
        may("windows", FORMULA),
        may("resident", FORMULA),
        may("on_behalf", FORMULA),
        may("points", Kind::Rows(&[needs("code", Kind::Text), needs("name", Kind::Names), needs("least", Kind::Signed), needs("most", Kind::Signed), may("leave", Kind::Yes(false))])),
    ] },
    Section { name: "ratings", shape: Shape::One, key: None, fields: &[
        needs("keys_s", Kind::Number),
        needs("fast_s", Kind::Number),
        needs("burst", Kind::Number),
        needs("burst_s", Kind::Number),
        needs("skew_points", Kind::Number),
        needs("enough", Kind::Number),
        needs("shown_from", Kind::Number),
        needs("keep_days", Kind::Number),
        may("reasons", REASONS),
    ] },
    list("journey", "code", &[
        needs("code", Kind::Text),
        needs("name", Kind::Names),
        may("lead", Kind::One("department", "code")),
        needs("stages", Kind::Rows(&[needs("legs", Kind::Rows(&[needs("service", Kind::One("service", "code")), may("lag_s", Kind::Number)]))])),
    ]),
    list("elsewhere", "code", &[
        needs("code", Kind::Text),
        needs("name", Kind::Names),
        needs("place", Kind::Names),
        may("phone", Kind::Text),
        needs("reason", Kind::Choice("elsewhere-reason", &["branch_hall", "classified", "premises", "other_authority"])),
        needs("approved_by", Kind::Names),
        may("approved_on", Kind::Date),
        may("approved_until", Kind::Date),
    ]),
    list("agent", "code", &[
        needs("code", Kind::Text),
        needs("name", Kind::Names),
        needs("kinds", Kind::Ticks("agent-kind", &["key_project", "investment", "village", "special_groups"])),
        may("person", Kind::One("person", "code")),
        may("from", Kind::Date),
        may("until", Kind::Date),
    ]),
    list("payer_kind", "code", &[needs("code", Kind::Text), needs("name", Kind::Names)]),
    list("complaint_channel", "code", &[
        needs("code", Kind::Text),
        needs("name", Kind::Names),
        may("phone", Kind::Text),
        may("place", Kind::Names),
        may("named_only", Kind::Yes(false)),
    ]),
    list("department", "code", &[
        needs("code", Kind::Text),
        needs("name", Kind::Names),
        may("on_behalf", Kind::Yes(false)),
        may("chief", Kind::One("person", "code")),
        may("deputies", Kind::Several("person", "code")),
    ]),
    list("area", "code", &[needs("code", Kind::Text), needs("name", Kind::Names)]),
    list("kiosk", "id", &[needs("id", Kind::Text), needs("name", Kind::Names), needs("area", AREA), may("at", POSITION)]),
    list("escort_post", "id", &[needs("id", Kind::Text), needs("name", Kind::Names), may("at", POSITION)]),
    list("interpreter_language", "code", &[needs("code", Kind::Text), needs("name", Kind::Names)]),
    Section { name: "documents", shape: Shape::Map, key: Some("key"), fields: &[needs("key", Kind::Text), needs("name", Kind::Names)] },
    Section { name: "hall", shape: Shape::One, key: None, fields: &[
        needs("code", Kind::Text),
        needs("name", Kind::Names),
        needs("zone", Kind::Text),
        needs("public_url", Kind::Text),
    ] },
];

/// A section by its name.
pub(super) fn section(name: &str) -> Option<&'static Section> {
    SECTIONS.iter().find(|section| section.name == name)
}
