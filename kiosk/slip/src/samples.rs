//! Slips of the sample hall, for tests, pictures and measurements.

mod escort;
mod matters;
mod notice;
mod words;

pub use escort::{escort, escort_english, escort_simplified, escorts};
pub use matters::{six_matters, three_matters, three_matters_english, three_matters_simplified};
pub use notice::{long_notice, notice, notice_english, notice_simplified, notices};
pub use words::{
    chinese_words, english_words, escort_words, escort_words_english, escort_words_simplified, notice_words,
    notice_words_english, notice_words_simplified, simplified_words,
};

use crate::{EstimateRange, Paper, PrintSize, SlipContent, SlipLook, SlipWords};

/// 80 mm paper, ordinary size.
pub const ORDINARY: SlipLook = SlipLook {
    paper: Paper::Mm80,
    size: PrintSize::Ordinary,
};
/// Every look, with a name for files.
pub const LOOKS: [(&str, SlipLook); 4] = [
    ("80mm", ORDINARY),
    (
        "80mm-large",
        SlipLook {
            paper: Paper::Mm80,
            size: PrintSize::Large,
        },
    ),
    (
        "58mm",
        SlipLook {
            paper: Paper::Mm58,
            size: PrintSize::Ordinary,
        },
    ),
    (
        "58mm-large",
        SlipLook {
            paper: Paper::Mm58,
            size: PrintSize::Large,
        },
    ),
];

/// An address as long as a real one: 32 hex digits of the visitor's token.
pub const QR_URL: &str = "http://hall.example.gov.cn/t/0123456789abcdef0123456789abcdef";

/// An ordinary ticket.
#[must_use]
pub fn identity_card() -> SlipContent {
    SlipContent {
        hall: "示例市政務服務中心".to_owned(),
        number: "A012".to_owned(),
        attempt: 1,
        mark: None,
        service: "居民身份證換領".to_owned(),
        service_second: Some("Renew ID card".to_owned()),
        area: "甲區".to_owned(),
        windows: "1、2、3 號窗口".to_owned(),
        people_ahead: Some(7),
        estimate: Some(EstimateRange {
            from_min: 20,
            to_min: 30,
        }),
        as_of: "11月24日 09:41".to_owned(),
        qr_url: QR_URL.to_owned(),
        cases: None,
        then: None,
        also: Vec::new(),
        documents: ["原居民身份證", "居民戶口簿（信息不一致時）"]
            .map(str::to_owned)
            .to_vec(),
    }
}

/// The longest service of the sample hall, a copy, with a mark and more documents than fit.
#[must_use]
pub fn crowded() -> SlipContent {
    SlipContent {
        number: "H1024".to_owned(),
        attempt: 2,
        mark: Some("優先".to_owned()),
        service: "二手房轉移登記、抵押登記與納稅申報一窗受理".to_owned(),
        service_second: Some("Transfer and mortgage of property, with tax, at one window".to_owned()),
        windows: "8、9、10、11、12 號窗口".to_owned(),
        people_ahead: Some(123),
        estimate: None,
        documents: [
            "居民身份證",
            "居民戶口簿",
            "合法穩定住所或就業證明（租約、購房合同、勞動合同任一，外地戶籍須同時提供居住證）",
            "遷移事由證明",
            "委託書（代辦時）",
            "監護人同意書及關係證明（未成年人）",
        ]
        .map(str::to_owned)
        .to_vec(),
        ..identity_card()
    }
}

/// A ticket in English.
#[must_use]
pub fn english() -> SlipContent {
    SlipContent {
        hall: "Sample City Government Service Centre".to_owned(),
        service: "Renew ID card".to_owned(),
        service_second: Some("居民身份證換領".to_owned()),
        area: "Area A".to_owned(),
        windows: "windows 1, 2, 3".to_owned(),
        as_of: "24 Nov 09:41".to_owned(),
        documents: vec![
            "Present ID card".to_owned(),
            "Household register, if data differ".to_owned(),
        ],
        ..identity_card()
    }
}

/// A ticket in simplified Chinese.
#[must_use]
pub fn simplified() -> SlipContent {
    SlipContent {
        hall: "示例市政务服务中心".to_owned(),
        service: "居民身份证换领".to_owned(),
        area: "甲区".to_owned(),
        windows: "1、2、3 号窗口".to_owned(),
        documents: ["原居民身份证", "居民户口簿（信息不一致时）"]
            .map(str::to_owned)
            .to_vec(),
        ..identity_card()
    }
}

/// Five documents, as many as a ticket lists.
#[must_use]
pub fn five_documents() -> SlipContent {
    SlipContent {
        documents: [
            "居民身份證",
            "居民戶口簿",
            "合法穩定住所證明",
            "遷移事由證明",
            "委託書（代辦時）",
        ]
        .map(str::to_owned)
        .to_vec(),
        ..identity_card()
    }
}

/// The crowded ticket in English.
#[must_use]
pub fn crowded_english() -> SlipContent {
    SlipContent {
        hall: english().hall,
        mark: Some("Priority".to_owned()),
        service: "Transfer and mortgage of property, with tax, at one window".to_owned(),
        service_second: Some(crowded().service),
        area: english().area,
        windows: "windows 8, 9, 10, 11, 12".to_owned(),
        as_of: english().as_of,
        documents: [
            "ID card",
            "Household register",
            "Proof of lawful, stable residence or of employment",
            "Proof of the reason for moving",
            "Power of attorney, if for another",
            "Guardian's consent and proof of kinship, if a minor",
        ]
        .map(str::to_owned)
        .to_vec(),
        ..crowded()
    }
}

/// The crowded ticket in simplified Chinese.
#[must_use]
pub fn crowded_simplified() -> SlipContent {
    SlipContent {
        hall: simplified().hall,
        mark: Some("优先".to_owned()),
        service: "二手房转移登记、抵押登记与纳税申报一窗受理".to_owned(),
        area: simplified().area,
        windows: "8、9、10、11、12 号窗口".to_owned(),
        documents: [
            "居民身份证",
            "居民户口簿",
            "合法稳定住所或就业证明（租约、购房合同、劳动合同任一，外地户籍须同时提供居住证）",
            "迁移事由证明",
            "委托书（代办时）",
            "监护人同意书及关系证明（未成年人）",
        ]
        .map(str::to_owned)
        .to_vec(),
        ..crowded()
    }
}

/// Every ticket with its words, and a name for files.
#[must_use]
pub fn tickets() -> [(&'static str, SlipContent, SlipWords); 11] {
    [
        ("identity-card", identity_card(), chinese_words()),
        ("five-documents", five_documents(), chinese_words()),
        ("crowded", crowded(), chinese_words()),
        ("simplified", simplified(), simplified_words()),
        ("crowded-simplified", crowded_simplified(), simplified_words()),
        ("english", english(), english_words()),
        ("crowded-english", crowded_english(), english_words()),
        ("three-matters", three_matters(), chinese_words()),
        (
            "three-matters-simplified",
            three_matters_simplified(),
            simplified_words(),
        ),
        ("three-matters-english", three_matters_english(), english_words()),
        ("six-matters", six_matters(), chinese_words()),
    ]
}
