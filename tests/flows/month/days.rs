//! What happens in March, day by day. Every visit is called when it comes, starts 20 s later and takes 300 s.

use anyhow::{Result, ensure};
use serde_json::json;

use super::hall::Month;

const MANAGER: &str = "9001";
const SECOND_MANAGER: &str = "9002";
/// Oversees the centre and discipline.
const OVERSEER: &str = "9101";
const CLERK: &str = "1001";
/// The home visits' guide.
const GUIDE: &str = "2001";

/// Every outcome there is, a fee from notice to receipt, and all five levels.
pub(crate) fn monday_2(month: &mut Month) -> Result<()> {
    // Accepted, charged 20 yuan, rated very well at the window's keys.
    let first = month.take("A01")?;
    month.receive(1, &first)?;
    let items = json!({ "ticket": first.number, "items": [{ "fee": "card", "quantity": 1 }] });
    let notice = month.about(CLERK, "windows/1/fee-notices", items)?;
    month.keep_code("notice", &notice)?;
    let matter = month.finish(1, &first, json!({ "outcome": "accepted" }))?;
    month.keep("in time", matter.unwrap_or_default());
    month.wind(5)?;
    month.rate("very_satisfied")?;
    // It cannot be paid where it was charged; at the window for fees it can.
    let here = json!({ "window": 1, "receipt": "B-1001" });
    let path = format!("fees/{}/pay", month.code("notice")?);
    let refused = month.refused(CLERK, &path, here)?;
    ensure!(refused == "window-does-not-collect", "{refused}");
    let payer = month.take("P01")?;
    month.receive(13, &payer)?;
    let cashier = month.clerk(13)?;
    let there = json!({ "window": 13, "ticket": payer.number, "receipt": "B-1001" });
    month.of(&cashier, "fees", "notice", "pay", there)?;
    month.finish(13, &payer, json!({ "outcome": "paid" }))?;
    // Missing documents, told at once; and a file that nobody will look through in time.
    let missing = json!({ "outcome": "awaiting_correction", "correction": { "missing": [0] } });
    month.begin_matter("brought back", (1, "A01"), missing)?;
    month.wind(5)?;
    month.rate("satisfied")?;
    let look_through = json!({ "outcome": "awaiting_correction", "correction": { "look_through": true } });
    month.begin_matter("deemed", (1, "A02"), look_through)?;
    month.serve(1, "H01", json!({}))?;
    month.wind(5)?;
    month.rate("basically_satisfied")?;
    // Badly rated on the phone: that is followed up. Badly rated within two seconds: that is doubtful.
    let (refused, _) = month.serve(1, "A01", json!({ "outcome": "refused" }))?;
    month.wind(5)?;
    let bad = json!({ "leg": 0, "level": "very_dissatisfied", "text": "態度不好" });
    month.phone(&refused, "rate", bad)?;
    month.serve(1, "A01", json!({ "outcome": "file_returned" }))?;
    month.rate("dissatisfied")?;
    for outcome in ["not_ours", "advice_only", "abandoned", "not_holder"] {
        month.serve(1, "A01", json!({ "outcome": outcome }))?;
    }
    // Handed out although nothing shows that it was accepted here.
    month.serve(13, "L01", json!({ "outcome": "collected" }))?;
    transferred_missed_and_given_back(month)?;
    // Somebody still waits when the hall closes.
    month.at("17:20:00")?;
    month.take("A01").map(drop)
}

fn transferred_missed_and_given_back(month: &mut Month) -> Result<()> {
    let moved = month.take("A01")?;
    month.receive(1, &moved)?;
    month.wind(300)?;
    let to = json!({ "ticket": moved.number, "to": "H04" });
    month.ask(CLERK, "windows/1/transfer", to)?;
    month.receive(1, &moved)?;
    let matter = month.finish(1, &moved, json!({ "outcome": "accepted" }))?;
    month.keep("late", matter.unwrap_or_default());
    let missed = month.take("A01")?;
    for time in 0..2 {
        month.call(1, &missed)?;
        month.ask(CLERK, "windows/1/no-show", json!({ "ticket": missed.number }))?;
        if time == 0 {
            month.phone(&missed, "reactivate", json!({}))?;
        }
    }
    let given_back = month.take("A01")?;
    month.phone(&given_back, "withdraw", json!({})).map(drop)
}

/// Complaints of every kind; a file that leaves the hall for four hours; a second notice; a fee at its lower limit, one from
/// which somebody is exempt, and one that does not hold; a home visit.
pub(crate) fn tuesday_3(month: &mut Month) -> Result<()> {
    month.dawn(3)?;
    let complaint = json!({ "kind": "complaint", "about": CLERK, "text": "推諉", "contact": "13900001111" });
    let complaint = month.public("complaints", complaint)?;
    month.keep_code("complaint", &complaint)?;
    let about_the_manager = json!({ "kind": "complaint", "management": true, "text": "插隊" });
    let about_the_manager = month.public("complaints", about_the_manager)?;
    month.keep_code("about the manager", &about_the_manager)?;
    let unsolved = json!({ "kind": "unsolved", "service": "A01", "text": "跑了三次" });
    let unsolved = month.about(CLERK, "followups", unsolved)?;
    month.keep_code("unsolved", &unsolved)?;
    let hotline = json!({ "kind": "hotline", "order": "12345-77", "text": "電話無人接" });
    let hotline = month.about(MANAGER, "followups", hotline)?;
    month.keep_code("hotline", &hotline)?;
    let finding = json!({ "kind": "finding", "about": CLERK, "text": "上班玩手機" });
    let finding = month.about(OVERSEER, "followups", finding)?;
    month.keep_code("finding", &finding)?;
    let again = json!({
        "outcome": "awaiting_correction", "matter": month.code("brought back")?, "correction": { "missing": [1] },
    });
    month.serve(1, "A01", again)?;
    month.at("10:00:00")?;
    let out = json!({ "to": "GA", "holder": "制證科" });
    month.of(MANAGER, "cases", "in time", "leave-hall", out)?;
    fees(month)?;
    month.at("14:00:00")?;
    month.of(MANAGER, "cases", "in time", "come-back", json!({}))?;
    let visit = json!({
        "service": "A01", "for_whom": "disabled", "name": "王奶奶", "address": "解放路 5 號", "phone": "13900002222",
    });
    let visit = month.public("home-visits", visit)?;
    month.keep_code("home visit", &visit)
}

fn fees(month: &mut Month) -> Result<()> {
    // 100 m² of a key project at 45 yuan, and not a fen more.
    let built = month.take("J04")?;
    month.receive(12, &built)?;
    let clerk = month.clerk(12)?;
    let charge = |fen: u64| {
        json!({
            "ticket": built.number, "payer": "key_project",
            "items": [{ "fee": "infrastructure", "quantity": 100, "amount_fen": fen }],
        })
    };
    let path = "windows/12/fee-notices";
    let refused = month.refused(&clerk, path, charge(450_100))?;
    ensure!(refused == "bad-fee-items", "{refused}");
    let notice = month.about(&clerk, path, charge(450_000))?;
    month.keep_code("lower limit", &notice)?;
    month.finish(12, &built, json!({ "outcome": "accepted" }))?;
    // A small company pays nothing, and it says why.
    let shop = month.take("F04")?;
    month.receive(8, &shop)?;
    let clerk = month.clerk(8)?;
    let exempt = json!({
        "ticket": shop.number,
        "items": [{ "fee": "register", "quantity": 1, "exemption": "small_micro", "reason": "小微企業證明" }],
    });
    month.about(&clerk, "windows/8/fee-notices", exempt)?;
    month.finish(8, &shop, json!({ "outcome": "accepted" }))?;
    let temporary = month.take("A04")?;
    month.receive(1, &temporary)?;
    let items = json!({ "ticket": temporary.number, "items": [{ "fee": "card", "quantity": 1 }] });
    let notice = month.about(CLERK, "windows/1/fee-notices", items)?;
    month.keep_code("cancelled", &notice)?;
    let matter = month.finish(1, &temporary, json!({ "outcome": "accepted" }))?;
    month.keep("given back", matter.unwrap_or_default());
    let reason = json!({ "reason": "重複開具" });
    month.of(MANAGER, "fees", "cancelled", "cancel", reason)?;
    let cashier = month.clerk(13)?;
    let paid = json!({ "window": 13, "receipt": "B-1002" });
    month.of(&cashier, "fees", "lower limit", "pay", paid).map(drop)
}

/// What was brought up is answered; what was missing is there; a clock stands still.
pub(crate) fn wednesday_4(month: &mut Month) -> Result<()> {
    month.dawn(4)?;
    let accepted = json!({ "outcome": "accepted", "matter": month.code("brought back")? });
    month.serve(1, "A01", accepted)?;
    let stop = json!({ "reason": "inspection", "evidence": "委託書 12 號" });
    month.of(MANAGER, "cases", "late", "stop-clock", stop)?;
    let founded = json!({ "verdict": "founded", "text": "屬實，已批評" });
    month.of(MANAGER, "followups", "complaint", "decide", founded)?;
    // The manager does not even hear that this one is there.
    let decide = json!({ "verdict": "unfounded", "text": "無此事" });
    let path = format!("followups/{}/decide", month.code("about the manager")?);
    let hidden = month.refused(MANAGER, &path, decide.clone())?;
    ensure!(hidden == "unknown-followup", "{hidden}");
    month.of(OVERSEER, "followups", "about the manager", "decide", decide)?;
    let solved = json!({ "verdict": "solved", "cause": "documents", "text": "已辦成" });
    month.of(MANAGER, "followups", "unsolved", "decide", solved)?;
    let explained = json!({ "verdict": "explained", "text": "已說明" });
    month.of(MANAGER, "followups", "hotline", "decide", explained)?;
    month.of(
        CLERK,
        "followups",
        "finding",
        "state",
        json!({ "text": "在查政策" }),
    )?;
    let upheld = json!({ "verdict": "upheld", "measure": "reminder", "text": "提醒談話" });
    month.of(MANAGER, "followups", "finding", "decide", upheld)?;
    month.of(CLERK, "followups", "finding", "appeal", json!({ "text": "不服" }))?;
    let not_upheld = json!({ "verdict": "not_upheld", "text": "採納申辯" });
    month.of(SECOND_MANAGER, "followups", "finding", "decide", not_upheld)?;
    let assign = json!({ "to": GUIDE });
    month.of(MANAGER, "home-visits", "home visit", "assign", assign)?;
    let date = json!({ "on": "2026-03-06", "half": "morning" });
    month
        .of(MANAGER, "home-visits", "home visit", "date", date)
        .map(drop)
}

/// The limits run out, or do not.
pub(crate) fn the_rest(month: &mut Month) -> Result<()> {
    month.dawn(5)?;
    let back = json!({ "how": "file_returned" });
    month.of(MANAGER, "cases", "given back", "complete", back)?;
    month.dawn(6)?;
    let longer = json!({ "days": 2, "reason": "材料複雜" });
    month.of(MANAGER, "cases", "late", "ask-extension", longer)?;
    let granted = json!({ "granted": true });
    month.of(SECOND_MANAGER, "cases", "late", "decide-extension", granted)?;
    month.of(GUIDE, "home-visits", "home visit", "done", json!({}))?;
    month.dawn(9)?;
    month.of(MANAGER, "cases", "late", "start-clock", json!({}))?;
    // Tuesday the 10th: the file of the 2nd counts as accepted, since nobody told what it lacks.
    month.dawn(10)?;
    month.dawn(11)?;
    month.of(
        MANAGER,
        "cases",
        "in time",
        "complete",
        json!({ "how": "granted" }),
    )?;
    month.dawn(12)?;
    month.of(
        MANAGER,
        "cases",
        "brought back",
        "complete",
        json!({ "how": "refused" }),
    )?;
    friday_13(month)?;
    // H04 promises 3 days; 2 more were granted, and from the 4th to the 8th none counted: the last one is Thursday the 12th.
    month.dawn(16)?;
    let question = json!({ "addressee": "GA", "question": "為何超期？" });
    month.of(MANAGER, "cases", "late", "supervise", question)?;
    month.of(CLERK, "cases", "late", "answer", json!({ "answer": "檢驗延誤" }))?;
    month.dawn(17)?;
    month.of(MANAGER, "cases", "late", "complete", json!({ "how": "granted" }))?;
    month.dawn(18)?;
    let collected = json!({ "outcome": "collected", "matter": month.code("late")? });
    month.serve(13, "L01", collected)?;
    bank_list(month)?;
    month.dawn(31)
}

/// A village's agent comes twice, for two and for one; a company's own handler; and a key project gets its file.
fn friday_13(month: &mut Month) -> Result<()> {
    month.dawn(13)?;
    for (name, until) in [
        ("first villager", "2026-12-31"),
        ("second villager", "2026-03-17"),
        ("third villager", "2026-12-31"),
    ] {
        let mandate = json!({
            "agent": "D101", "kind": "village", "principal": "石橋村村民", "until": until, "evidence": "授權委託書",
        });
        let mandate = month.about(CLERK, "mandates", mandate)?;
        month.keep_code(name, &mandate)?;
    }
    let project = json!({
        "agent": "D001", "kind": "key_project", "principal": "城投公司", "project": "大橋",
        "until": "2027-12-31", "evidence": "授權委託書",
    });
    let project = month.about(CLERK, "mandates", project)?;
    month.keep_code("project", &project)?;
    let late = json!({ "matter": month.code("late")? });
    month.of(MANAGER, "mandates", "project", "attach", late)?;
    let for_two = json!({
        "outcome": "accepted",
        "whom": { "came_as": "agent", "mandates": [month.code("first villager")?, month.code("second villager")?] },
    });
    month.serve(1, "A01", for_two)?;
    let for_one = json!({
        "outcome": "advice_only",
        "whom": { "came_as": "agent", "mandates": [month.code("third villager")?] },
    });
    month.serve(1, "A01", for_one)?;
    let handler = json!({ "outcome": "accepted", "whom": { "came_as": "handler" } });
    month.serve(1, "A01", handler)?;
    let path = format!("mandates/{}/revoke", month.code("third villager")?);
    month.public(&path, json!({})).map(drop)
}

/// Two of the bank's four payments are the hall's.
fn bank_list(month: &mut Month) -> Result<()> {
    let (first, second) = (month.code("notice")?, month.code("lower limit")?);
    let csv = format!(
        "notice,receipt,amount_yuan,paid_on\n\
         {first},B-1001,20.00,2026-03-02\n\
         {second},B-9999,4500.00,2026-03-03\n\
         F260302-000000,B-1003,10.00,2026-03-03\n\
         nonsense,B-1004,ten,2026-03-03\n"
    );
    let fields = json!({ "text": csv });
    month.about("9103", "bank-lists", fields).map(drop)
}
