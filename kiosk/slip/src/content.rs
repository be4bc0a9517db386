//! What a slip says, before anybody thinks of dots.

mod escort;
mod notice;

pub use escort::{EscortSlip, EscortWords};
pub use notice::{CorrectionNotice, MissingItem, NoticeWords};

/// The facts of one ticket, in the language its visitor chose.
///
/// Every text is cleaned of control characters and bounded in length before it is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlipContent {
    /// The hall's name.
    pub hall: String,
    /// The ticket's number as spoken and shown, such as `A012`.
    pub number: String,
    /// Which attempt at printing this is: 1 is the original, everything above is marked.
    pub attempt: u32,
    /// `優先` or `預約` in the visitor's language; never the reason behind it.
    pub mark: Option<String>,
    /// The service.
    pub service: String,
    /// The service in the second language.
    pub service_second: Option<String>,
    /// The waiting area, such as `甲區`.
    pub area: String,
    /// The windows that serve it, such as `1、2、3 號窗口`.
    pub windows: String,
    /// Tickets ahead at `as_of`; none: nobody counts, because the hall was away.
    pub people_ahead: Option<u32>,
    /// The forecast at `as_of`; left out of the slip when there is none.
    pub estimate: Option<EstimateRange>,
    /// When the last two were true, ready to read, such as `11月24日 09:41`.
    pub as_of: String,
    /// The address in the QR code, with the visitor's token in it.
    pub qr_url: String,
    /// How many people or cases come with it, in words; none when it is one.
    pub cases: Option<String>,
    /// What follows on the same ticket, in words.
    pub then: Option<String>,
    /// Its other matters. All of them are printed, however long the slip becomes.
    pub also: Vec<FurtherMatter>,
    /// Documents to have ready; what does not fit in five lines, or in the length of the look, gives way to the word that there are more.
    pub documents: Vec<String>,
}

/// Another matter of the same ticket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FurtherMatter {
    /// Its service.
    pub service: String,
    /// Area and windows, such as `甲區　3 號窗口`.
    pub place: String,
    /// Tickets ahead of it; none: nobody counts.
    pub people_ahead: Option<u32>,
    /// What follows it, in words.
    pub then: Option<String>,
}

/// A forecast of the wait, p50 to p90, in whole minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EstimateRange {
    /// Half of all visitors wait no longer than this.
    pub from_min: u32,
    /// Nine of ten wait no longer than this.
    pub to_min: u32,
}

/// The slip's own words, already translated. A `#` stands where the figure goes: `前面還有 # 人`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlipWords {
    /// The bar of a copy; `#` is the attempt minus one: `補印 #`.
    pub reprint: String,
    /// In place of the people ahead, where nobody counts: `取號時系統離線，請留意叫號`.
    pub alone: String,
    /// People ahead: `前面還有 # 人`.
    pub ahead: String,
    /// Heading of the other matters: `同一張號票還要辦`.
    pub also: String,
    /// The forecast; `#` is the range: `約 # 分鐘`.
    pub estimate: String,
    /// When that was true; `#` is the time: `截至 #`.
    pub as_of: String,
    /// What the QR code is for: `掃碼看進度`.
    pub scan: String,
    /// Heading of the documents: `請備好材料`.
    pub documents: String,
    /// Behind the last document when there are more than fit: `…掃碼看全部`.
    pub more_documents: String,
    /// What happens when a call is missed.
    pub missed_call: String,
    /// That the ticket is of today only.
    pub valid_today: String,
}

/// Paper width. Thermal heads print 8 dots/mm (203 dpi).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paper {
    /// 80 mm roll, 72 mm printable, 576 dots.
    Mm80,
    /// 58 mm roll, 48 mm printable, 384 dots.
    Mm58,
}

impl Paper {
    /// Printable width in bytes of eight dots.
    #[must_use]
    pub fn bytes_per_row(self) -> usize {
        match self {
            Self::Mm80 => 72,
            Self::Mm58 => 48,
        }
    }
}

/// How large the slip speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrintSize {
    /// Digits of about 15 mm, body text from 22 dots.
    Ordinary,
    /// For those who see little: digits of 24 mm on 80 mm paper, body text from 26 dots.
    Large,
}

/// On what, and how large, a slip is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SlipLook {
    /// The paper in the printer.
    pub paper: Paper,
    /// The size the visitor chose.
    pub size: PrintSize,
}
