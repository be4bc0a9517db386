//! What a correction notice (補正告知單) says: everything that is missing, once.

/// The facts of one correction notice, in the language its visitor chose.
///
/// The visitor's name is not among them; the case code and the file that it was handed out with say whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CorrectionNotice {
    /// The hall's name.
    pub hall: String,
    /// Which attempt at printing this is: 1 is the original, everything above is marked.
    pub attempt: u32,
    /// The authority that asks for the documents.
    pub department: String,
    /// The service.
    pub service: String,
    /// The ticket's number, such as `A012`.
    pub number: String,
    /// The code of the case, as its department writes it.
    pub case_code: String,
    /// The address in the QR code, where the case can be followed.
    pub qr_url: String,
    /// Everything missing, at most 99; none is left out of the slip.
    pub missing: Vec<MissingItem>,
    /// The last day to bring it, ready to read, such as `2026年12月8日`.
    pub due: String,
    /// Where to bring it.
    pub bring_to: String,
    /// Whom to ask.
    pub phone: String,
    /// Where to complain.
    pub complaint: String,
    /// When the notice was made out, ready to read.
    pub issued_at: String,
}

/// One thing that is missing or wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingItem {
    /// What to bring or to correct; at most 500 characters.
    pub text: String,
    /// The rule that asks for it, if it is given.
    pub basis: Option<String>,
}

/// The words of a correction notice, already translated. A `#` stands where the fact goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticeWords {
    /// The bar of a copy; `#` is the attempt minus one: `補印 #`.
    pub reprint: String,
    /// The headline: `補正告知單`.
    pub title: String,
    /// The number: `號票 #`.
    pub number: String,
    /// The case: `辦件編號 #`.
    pub case_code: String,
    /// What the QR code is for: `掃碼查看辦件`.
    pub scan: String,
    /// Above the list; `#` is how many things are missing: `還缺以下 # 項，請一次補齊：`.
    pub missing: String,
    /// The rule behind one of them: `依據：#`.
    pub basis: String,
    /// Until when: `請於 # 前補正`.
    pub due: String,
    /// Where: `遞交地點：#`.
    pub bring_to: String,
    /// Whom to ask: `諮詢電話：#`.
    pub phone: String,
    /// Where to complain: `投訴渠道：#`.
    pub complaint: String,
    /// When it was made out: `開具時間：#`.
    pub issued_at: String,
}
