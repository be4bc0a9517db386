//! Fees: what the department charges, what the bank collects, and what its list says of it.

mod bank;
mod bounds;
mod codes;
mod golden;

use jiff::ToSpan;
use queue_core::command::{FeeCommand, FeeVerb, IssueNotice, WindowVerb};
use queue_core::fee::{
    ExemptAsked, FeeItem, FeeNotice, FeeRefusal, FeeStanding, ItemAsked, ItemWrong, ReceiptNumber,
};
use queue_core::leg::Outcome;
use queue_core::plan::{Exemption, Fee, FeeKind, Names, Oversight, PayerKind, Person, Role};
use queue_core::{
    Actor, Command, ExemptionCode, FeeCode, HallPlan, MatterCode, NoticeCode, PayerCode, PersonCode,
    PlanParts, Record, Rejection, ServiceDay, TextId, WindowNumber,
};

use crate::support::{DAY, Driven, call_next, clerk, names, small_plan, ticket};

fn fee(code: &str, kind: FeeKind) -> Fee {
    Fee {
        code: FeeCode::new(code),
        names: names(code),
        kind,
        unit: names("unit"),
        wording: Names::default(),
        basis: format!("basis of {code}"),
        lower_limit_for: Vec::new(),
        exemptions: Vec::new(),
        channels: Vec::new(),
    }
}

/// X01 at window 1 is charged, Y01 at window 2 collects; key projects pay the lower limit, small firms nothing.
pub fn plan() -> PlanParts {
    let mut parts = small_plan();
    let mut area = fee(
        "area",
        FeeKind::Range {
            lower_fen: 30,
            upper_fen: 60,
        },
    );
    area.lower_limit_for = vec![PayerCode::new("key_project")];
    let mut deed = fee("deed", FeeKind::Fixed { amount_fen: 55_000 });
    deed.exemptions = vec![Exemption {
        code: ExemptionCode::new("small"),
        names: names("small firm"),
        basis: Some("tax 45".to_owned()),
    }];
    let bare = |code: &str, kind: FeeKind| Fee {
        unit: Names::default(),
        ..fee(code, kind)
    };
    parts.services[0].fees = vec![
        area,
        deed,
        bare("first", FeeKind::Free),
        bare("deed_tax", FeeKind::Tax),
        bare("water", FeeKind::Tariff),
    ];
    parts.payer_kinds = ["key_project", "other"]
        .map(|code| PayerKind {
            code: PayerCode::new(code),
            names: names(code),
        })
        .into();
    parts.services[1].collects = true;
    parts.services[1].usual_outcome = Outcome::Paid;
    parts.windows[0].secondary.clear();
    parts.windows[1].secondary.clear();
    parts.people.push(Person {
        code: PersonCode::new("o1"),
        role: Role::Overseer,
        windows: Vec::new(),
        skills: queue_core::plan::GuideSkills::default(),
        oversees: vec![Oversight::Audit],
        home: None,
    });
    parts
}

pub fn text(number: u8) -> TextId {
    TextId::new([number; 16])
}

pub fn person(code: &str, role: Role) -> Actor {
    Actor::Person {
        code: PersonCode::new(code),
        role,
    }
}

/// A hall in which window 1 serves somebody for X01.
pub fn hall() -> (Driven, String) {
    let mut hall = Driven::staffed_with(plan());
    let number = served(&mut hall);
    (hall, number)
}

/// One more is served at window 1.
pub fn served(hall: &mut Driven) -> String {
    hall.take("X01", None, None).expect("a ticket");
    let number = hall.call(1).expect("somebody waits");
    hall.start("c1", 1, &number);
    number
}

pub fn item(fee: &str, quantity: u32, amount_fen: Option<u64>) -> ItemAsked {
    ItemAsked {
        fee: FeeCode::new(fee),
        quantity,
        amount_fen,
        exempt: None,
    }
}

pub fn exempt(fee: &str, code: &str, reason: Option<TextId>) -> ItemAsked {
    ItemAsked {
        exempt: Some(ExemptAsked {
            code: ExemptionCode::new(code),
            reason,
        }),
        ..item(fee, 1, None)
    }
}

pub fn asked(number: &str, payer: Option<&str>, items: &[ItemAsked]) -> IssueNotice {
    IssueNotice {
        window: WindowNumber::new(1),
        ticket: ticket(number),
        matter: None,
        payer: payer.map(PayerCode::new),
        items: items.to_vec(),
    }
}

pub fn ask(hall: &mut Driven, by: Actor, verb: FeeVerb) -> Result<(), Rejection> {
    let press = hall.request();
    hall.run(by, &Command::Fee(FeeCommand { press, verb })).map(drop)
}

/// Issues a notice at window 1, and gives it.
pub fn issue(
    hall: &mut Driven,
    number: &str,
    payer: Option<&str>,
    items: &[ItemAsked],
) -> Result<FeeNotice, Rejection> {
    let known: Vec<NoticeCode> = hall.shelf.fees.iter().map(|(code, _)| code.clone()).collect();
    ask(hall, clerk("c1"), FeeVerb::Issue(asked(number, payer, items)))?;
    let new = hall.shelf.fees.iter().find(|(code, _)| !known.contains(code));
    Ok(new.expect("a notice").1.now.clone().expect("it stands"))
}

pub fn pay(
    hall: &mut Driven,
    by: Actor,
    window: u16,
    code: &NoticeCode,
    receipt: &str,
) -> Result<(), Rejection> {
    let verb = FeeVerb::Pay {
        code: code.clone(),
        window: WindowNumber::new(window),
        ticket: None,
        receipt: ReceiptNumber::parse(receipt).expect("a receipt"),
    };
    ask(hall, by, verb)
}

pub fn notice<'a>(hall: &'a Driven, code: &NoticeCode) -> &'a FeeNotice {
    hall.shelf.fees.get(code).expect("a notice")
}

fn refusal(result: Result<impl std::fmt::Debug, Rejection>) -> FeeRefusal {
    match result {
        Err(Rejection::Fee(refusal)) => refusal,
        other => panic!("{other:?} is no refusal about fees"),
    }
}

fn wrongs(result: Result<FeeNotice, Rejection>) -> Vec<(u16, ItemWrong)> {
    let refusal = refusal(result);
    let FeeRefusal::BadItems { faults } = refusal else {
        panic!("{refusal:?} is about no item");
    };
    faults
        .into_iter()
        .map(|fault| (fault.place, fault.wrong))
        .collect()
}

fn amounts(notice: &FeeNotice) -> Vec<u64> {
    notice
        .items
        .iter()
        .map(|item: &FeeItem| item.amount_fen)
        .collect()
}

#[test]
fn a_notice_says_what_was_published_and_belongs_to_the_matter_that_its_leg_begins() {
    let (mut hall, number) = hall();
    let notice = issue(
        &mut hall,
        &number,
        None,
        &[item("area", 200, Some(9_000)), item("deed", 2, None)],
    )
    .expect("issued");
    assert_eq!(
        (amounts(&notice), notice.total_fen()),
        (vec![9_000, 110_000], 119_000)
    );
    assert_eq!(notice.items[0].basis, "basis of area");
    assert_eq!(notice.standing, FeeStanding::Open);
    assert!(notice.code.as_str().starts_with("F261124-"), "{}", notice.code);
    let visit = hall.visit(&number).ticket.clone();
    assert_eq!(notice.matter, MatterCode::of(ServiceDay(DAY), &visit, 0));
    assert_eq!((notice.window.get(), notice.clerk.as_str()), (1, "c1"));
}

#[test]
fn every_item_at_fault_is_named_at_once_with_its_bounds() {
    let (mut hall, number) = hall();
    let items = [
        item("area", 100, Some(2_999)),
        item("area", 100, Some(6_001)),
        item("deed", 3, Some(1)),
        item("deed_tax", 1, Some(5)),
        item("stamp", 1, None),
        item("water", 1, None),
        item("first", 0, None),
        exempt("deed", "rich", Some(text(1))),
        exempt("deed", "small", None),
    ];
    assert_eq!(
        wrongs(issue(&mut hall, &number, None, &items)),
        [
            (
                0,
                ItemWrong::UnderLowerLimit {
                    lower_fen: 3_000,
                    upper_fen: 6_000
                }
            ),
            (1, ItemWrong::Twice),
            (2, ItemWrong::NotTheAmount { due_fen: 165_000 }),
            (3, ItemWrong::Tax),
            (4, ItemWrong::UnknownFee),
            (
                5,
                ItemWrong::AmountNeeded {
                    lower_fen: 0,
                    upper_fen: 1_000_000_000_000
                }
            ),
            (6, ItemWrong::BadQuantity),
            (7, ItemWrong::UnknownExemption),
            (8, ItemWrong::NoReason),
        ]
    );
    assert_eq!(hall.shelf.fees.iter().count(), 0, "nothing is half done");
    let above = issue(&mut hall, &number, None, &[item("area", 100, Some(6_001))]);
    assert_eq!(
        wrongs(above),
        [(
            0,
            ItemWrong::AboveUpperLimit {
                lower_fen: 3_000,
                upper_fen: 6_000
            }
        )]
    );
}

#[test]
fn who_must_be_charged_the_lower_limit_is_charged_exactly_that() {
    let (mut hall, number) = hall();
    let payer = Some("key_project");
    let more = issue(&mut hall, &number, payer, &[item("area", 100, Some(3_001))]);
    assert_eq!(
        wrongs(more),
        [(0, ItemWrong::AboveCompulsoryLower { lower_fen: 3_000 })]
    );
    let less = issue(&mut hall, &number, payer, &[item("area", 100, Some(2_999))]);
    assert_eq!(
        wrongs(less),
        [(
            0,
            ItemWrong::UnderLowerLimit {
                lower_fen: 3_000,
                upper_fen: 3_000
            }
        )]
    );
    let lowest = issue(&mut hall, &number, payer, &[item("area", 100, None)]).expect("issued");
    assert_eq!(amounts(&lowest), [3_000]);
    assert!(lowest.items[0].terms.is_at_lowest());
    let other = issue(
        &mut hall,
        &number,
        Some("other"),
        &[item("area", 100, Some(3_001))],
    );
    assert!(!other.expect("issued").items[0].terms.is_at_lowest());
    let unknown = issue(&mut hall, &number, Some("friend"), &[item("area", 100, None)]);
    assert_eq!(refusal(unknown).kind(), "unknown-payer");
}

#[test]
fn an_exemption_has_its_ground_and_its_reason_and_nothing_is_due() {
    let (mut hall, number) = hall();
    let notice = issue(
        &mut hall,
        &number,
        None,
        &[exempt("deed", "small", Some(text(7)))],
    )
    .expect("issued");
    assert_eq!(
        (amounts(&notice), notice.standing),
        (vec![0], FeeStanding::NothingDue)
    );
    let exempt = notice.items[0].exempt.clone().expect("exempt");
    assert_eq!((exempt.basis.as_str(), exempt.reason), ("tax 45", text(7)));
    let paid = pay(&mut hall, clerk("c2"), 2, &notice.code, "R1");
    assert_eq!(refusal(paid).kind(), "nothing-due");
    ask(
        &mut hall,
        clerk("c1"),
        FeeVerb::Cancel {
            code: notice.code.clone(),
            reason: text(8),
        },
    )
    .expect("a wrong exemption can be taken back");
}

#[test]
fn some_units_of_a_fee_may_be_exempt_and_others_not() {
    let (mut hall, number) = hall();
    let items = [exempt("deed", "small", Some(text(1))), item("deed", 1, None)];
    let notice = issue(&mut hall, &number, None, &items).expect("issued");
    assert_eq!(
        (amounts(&notice), notice.standing),
        (vec![0, 55_000], FeeStanding::Open)
    );
}

#[test]
fn a_reason_of_exemption_goes_although_nobody_pays() {
    let (mut hall, number) = hall();
    let items = [exempt("deed", "small", Some(text(1))), item("deed", 1, None)];
    let notice = issue(&mut hall, &number, None, &items).expect("issued");
    let plan = HallPlan::new(plan()).expect("sound");
    let two_years = DAY.checked_add(730.days()).expect("a day");
    assert_eq!(notice.texts_until(&plan), Some(two_years));
    assert_eq!(notice.texts_needed(&plan, two_years), [text(1)]);
    assert!(
        notice
            .texts_needed(&plan, two_years.tomorrow().expect("a day"))
            .is_empty()
    );
}

#[test]
fn a_notice_has_one_to_twenty_items_and_is_for_who_is_served_at_the_window() {
    let (mut hall, number) = hall();
    let none = issue(&mut hall, &number, None, &[]);
    assert_eq!(refusal(none).kind(), "bad-item-count");
    let many = vec![item("first", 1, None); 21];
    assert_eq!(
        refusal(issue(&mut hall, &number, None, &many)).kind(),
        "bad-item-count"
    );
    let another = issue(&mut hall, "X999", None, &[item("first", 1, None)]);
    assert_eq!(another.expect_err("refused").kind(), "another-ticket");
    let verb = FeeVerb::Issue(asked(&number, None, &[item("first", 1, None)]));
    for (by, kind) in [
        (clerk("c2"), "window-taken"),
        (person("r1", Role::Reception), "not-yours"),
        (person("o1", Role::Overseer), "not-yours"),
        (Actor::Public, "not-yours"),
    ] {
        assert_eq!(
            ask(&mut hall, by, verb.clone()).expect_err("refused").kind(),
            kind
        );
    }
    hall.take("X01", None, None).expect("a ticket");
    hall.press("c1", 1, call_next(Some(&number)))
        .expect("the next is called");
    let called = hall.at_window(1).expect("somebody");
    let before = issue(&mut hall, &called, None, &[item("first", 1, None)]);
    assert_eq!(before.expect_err("refused").kind(), "not-started");
}

#[test]
fn the_accepting_window_takes_no_payment_and_says_where_to_pay() {
    let (mut hall, number) = hall();
    let notice = issue(&mut hall, &number, None, &[item("deed", 1, None)]).expect("issued");
    let here = pay(&mut hall, clerk("c1"), 1, &notice.code, "R1");
    assert_eq!(
        refusal(here),
        FeeRefusal::WindowDoesNotCollect {
            window: WindowNumber::new(1),
            collect: vec![WindowNumber::new(2)],
        }
    );
    pay(&mut hall, clerk("c2"), 2, &notice.code, "r-1").expect("paid");
    let paid = self::notice(&hall, &notice.code);
    let payment = paid.payment.as_ref().expect("a payment");
    assert_eq!(
        (paid.standing, payment.receipt.as_str()),
        (FeeStanding::Paid, "R-1")
    );
    assert_eq!((payment.window.get(), payment.clerk.as_str()), (2, "c2"));
}

#[test]
fn the_collecting_window_issues_no_notice() {
    let mut hall = Driven::staffed_with(plan());
    hall.take("Y01", None, None).expect("a ticket");
    let number = hall.call(2).expect("somebody waits");
    hall.start("c2", 2, &number);
    let verb = FeeVerb::Issue(IssueNotice {
        window: WindowNumber::new(2),
        ..asked(&number, None, &[item("first", 1, None)])
    });
    let refused = ask(&mut hall, clerk("c2"), verb);
    assert_eq!(refusal(refused).kind(), "window-collects");
}

#[test]
fn where_no_service_collects_nobody_takes_payments() {
    let mut parts = plan();
    parts.services[1].collects = false;
    let mut hall = Driven::staffed_with(parts);
    let number = served(&mut hall);
    let notice = issue(&mut hall, &number, None, &[item("deed", 1, None)]).expect("issued");
    let paid = refusal(pay(&mut hall, clerk("c2"), 2, &notice.code, "R1"));
    assert_eq!(paid.kind(), "window-does-not-collect");
    assert!(
        paid.to_string().contains("names no service that collects"),
        "{paid}"
    );
}

#[test]
fn whoever_issued_a_notice_does_not_take_its_payment_at_another_window() {
    let (mut hall, number) = hall();
    let notice = issue(&mut hall, &number, None, &[item("deed", 1, None)]).expect("issued");
    hall.finish("c1", 1, &number, queue_core::command::Onward::No);
    hall.press("c1", 1, WindowVerb::Close).expect("closed");
    hall.press("c2", 2, WindowVerb::Close).expect("closed");
    hall.press("c1", 2, WindowVerb::Open).expect("open");
    let own = pay(&mut hall, clerk("c1"), 2, &notice.code, "R1");
    assert_eq!(refusal(own).kind(), "collector-issued");
    let for_the_clerk = pay(&mut hall, person("m1", Role::Manager), 2, &notice.code, "R1");
    assert_eq!(refusal(for_the_clerk).kind(), "collector-issued");
}

#[test]
fn a_notice_that_is_paid_does_not_change_any_more() {
    let (mut hall, number) = hall();
    let notice = issue(&mut hall, &number, None, &[item("deed", 1, None)]).expect("issued");
    pay(&mut hall, clerk("c2"), 2, &notice.code, "R1").expect("paid");
    for receipt in ["R1", "R2"] {
        let again = pay(&mut hall, clerk("c2"), 2, &notice.code, receipt);
        assert_eq!(refusal(again).kind(), "notice-paid", "{receipt}");
    }
    let verb = FeeVerb::Cancel {
        code: notice.code.clone(),
        reason: text(1),
    };
    let cancelled = ask(&mut hall, person("m1", Role::Manager), verb);
    assert_eq!(refusal(cancelled).kind(), "notice-paid");
}

#[test]
fn a_notice_is_cancelled_with_a_reason_by_who_serves_its_service_and_is_never_paid() {
    let (mut hall, number) = hall();
    let notice = issue(&mut hall, &number, None, &[item("deed", 1, None)]).expect("issued");
    let verb = FeeVerb::Cancel {
        code: notice.code.clone(),
        reason: text(1),
    };
    let not_mine = ask(&mut hall, clerk("c2"), verb.clone());
    assert_eq!(refusal(not_mine).kind(), "not-your-notice");
    ask(&mut hall, clerk("c1"), verb.clone()).expect("cancelled");
    let cancelled = self::notice(&hall, &notice.code)
        .cancelled
        .clone()
        .expect("cancelled");
    assert_eq!((cancelled.by.as_str(), cancelled.reason), ("c1", text(1)));
    let again = ask(&mut hall, clerk("c1"), verb);
    assert_eq!(refusal(again).kind(), "notice-cancelled");
    let paid = pay(&mut hall, clerk("c2"), 2, &notice.code, "R1");
    assert_eq!(refusal(paid).kind(), "notice-cancelled");
}

#[test]
fn a_payment_may_name_who_is_served_and_then_it_must_be_that_one() {
    let (mut hall, number) = hall();
    let notice = issue(&mut hall, &number, None, &[item("deed", 1, None)]).expect("issued");
    hall.take("Y01", None, None).expect("a ticket");
    let at_two = hall.call(2).expect("somebody waits");
    let verb = |who: &str| FeeVerb::Pay {
        code: notice.code.clone(),
        window: WindowNumber::new(2),
        ticket: Some(ticket(who)),
        receipt: ReceiptNumber::parse("R1").expect("a receipt"),
    };
    let early = ask(&mut hall, clerk("c2"), verb(&at_two));
    assert_eq!(early.expect_err("refused").kind(), "not-started");
    hall.start("c2", 2, &at_two);
    let other = ask(&mut hall, clerk("c2"), verb(&number));
    assert_eq!(other.expect_err("refused").kind(), "another-ticket");
    ask(&mut hall, clerk("c2"), verb(&at_two)).expect("paid");
    let payment = self::notice(&hall, &notice.code).payment.clone().expect("paid");
    let visit = hall.visit(&at_two).ticket.visit;
    assert_eq!(payment.leg.map(|leg| leg.visit), Some(visit));
}

#[test]
fn a_payment_without_a_ticket_is_recorded_while_somebody_is_on_the_way() {
    let (mut hall, number) = hall();
    let notice = issue(&mut hall, &number, None, &[item("deed", 1, None)]).expect("issued");
    hall.take("Y01", None, None).expect("a ticket");
    hall.call(2).expect("called, and not here yet");
    pay(&mut hall, clerk("c2"), 2, &notice.code, "R1").expect("paid");
}

#[test]
fn a_matter_that_the_visitor_came_back_for_must_be_one_of_the_service() {
    let (mut hall, number) = hall();
    let unknown = FeeVerb::Issue(IssueNotice {
        matter: Some(MatterCode::parse("261124-X001-000000").expect("a code")),
        ..asked(&number, None, &[item("deed", 1, None)])
    });
    let refused = ask(&mut hall, clerk("c1"), unknown);
    assert_eq!(refused.expect_err("refused").kind(), "unknown-matter");
}

#[test]
fn whoever_pressed_for_the_clerk_does_not_take_the_payment_either() {
    let (mut hall, number) = hall();
    let manager = || person("m1", Role::Manager);
    let verb = FeeVerb::Issue(asked(&number, None, &[item("deed", 1, None)]));
    ask(&mut hall, manager(), verb).expect("issued for the clerk of window 1");
    let (code, _) = hall.shelf.fees.iter().next().expect("a notice");
    let code = code.clone();
    let refused = pay(&mut hall, manager(), 2, &code, "R1");
    assert_eq!(refusal(refused).kind(), "collector-issued");
    pay(&mut hall, person("m2", Role::Manager), 2, &code, "R1").expect("another person");
}
