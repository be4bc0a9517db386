//! Slips of the sample hall, for tests, pictures and measurements.

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
        people_ahead: 7,
        estimate: Some(EstimateRange {
            from_min: 20,
            to_min: 30,
        }),
        as_of: "09:41".to_owned(),
        qr_url: QR_URL.to_owned(),
        documents: ["原居民身份證", "居民戶口簿（信息不一致時）"]
            .map(str::to_owned)
            .to_vec(),
    }
}

/// The longest service of the sample hall, a copy, with a mark and more documents than fit.
pub fn crowded() -> SlipContent {
    SlipContent {
        number: "H1024".to_owned(),
        attempt: 2,
        mark: Some("優先".to_owned()),
        service: "二手房轉移登記、抵押登記與納稅申報一窗受理".to_owned(),
        service_second: Some("Transfer and mortgage of property, with tax, at one window".to_owned()),
        windows: "8、9、10、11、12 號窗口".to_owned(),
        people_ahead: 123,
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
        as_of: "09:41".to_owned(),
        documents: vec![
            "Present ID card".to_owned(),
            "Household register, if data differ".to_owned(),
        ],
        ..identity_card()
    }
}

/// The words of a slip in traditional Chinese.
#[must_use]
pub fn chinese_words() -> SlipWords {
    SlipWords {
        reprint: "補印 #".to_owned(),
        ahead: "前面還有 # 人".to_owned(),
        estimate: "約等 # 分鐘".to_owned(),
        as_of: "截至 #".to_owned(),
        scan: "掃碼查看排隊進度".to_owned(),
        documents: "請備好材料".to_owned(),
        missed_call: "過號請掃碼或到總服務台恢復排隊，僅可恢復一次。".to_owned(),
        valid_today: "2026年11月24日當日有效。".to_owned(),
    }
}

/// The words of a slip in English.
#[must_use]
pub fn english_words() -> SlipWords {
    SlipWords {
        reprint: "COPY #".to_owned(),
        ahead: "# ahead of you".to_owned(),
        estimate: "About # minutes".to_owned(),
        as_of: "As of #".to_owned(),
        scan: "Scan to follow the queue".to_owned(),
        documents: "Please have ready".to_owned(),
        missed_call: "Missed your call? Scan the code or go to reception, once only.".to_owned(),
        valid_today: "Valid on 24 November 2026 only.".to_owned(),
    }
}
