//! What the slip of an escort says: help was called, where, and what to do if nobody comes.

/// The facts of one escort, in the language its visitor chose.
///
/// Neither a name nor the kind of help stands on it: whoever finds the slip learns nothing of its visitor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EscortSlip {
    /// The hall's name.
    pub hall: String,
    /// Which attempt at printing this is: 1 is the original, everything above is marked.
    pub attempt: u32,
    /// The visitor's ticket, such as `A012`, if there is one already.
    pub number: Option<String>,
    /// Where the guide will look for the visitor, such as `1 號取號機（正門）`.
    pub place: String,
    /// When help was called, ready to read, such as `11月24日 09:41`.
    pub called_at: String,
}

/// The words of an escort slip, already translated. A `#` stands where the fact goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EscortWords {
    /// The bar of a copy; `#` is the attempt minus one: `補印 #`.
    pub reprint: String,
    /// The headline: `導辦員正在趕來`.
    pub coming: String,
    /// What to do meanwhile: `請在此處稍候。`.
    pub stay: String,
    /// What the number is: `您的號票`.
    pub number: String,
    /// Where: `地點：#`.
    pub place: String,
    /// When: `呼叫時間：#`.
    pub called_at: String,
    /// What to do if nobody comes: `如久候無人前來，請到總服務台。`.
    pub nobody_comes: String,
}
