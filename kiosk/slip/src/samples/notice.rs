//! Correction notices of the sample hall.

use super::{notice_words, notice_words_english, notice_words_simplified};
use crate::{CorrectionNotice, MissingItem, NoticeWords};

fn missing(items: &[(&str, Option<&str>)]) -> Vec<MissingItem> {
    items
        .iter()
        .map(|(text, basis)| MissingItem {
            text: (*text).to_owned(),
            basis: basis.map(str::to_owned),
        })
        .collect()
}

/// Three things are missing from a registration.
#[must_use]
pub fn notice() -> CorrectionNotice {
    CorrectionNotice {
        hall: "示例市政務服務中心".to_owned(),
        attempt: 1,
        department: "示例市公安局".to_owned(),
        service: "戶口遷移登記".to_owned(),
        number: "B027".to_owned(),
        case_code: "SL-2026-1124-00317".to_owned(),
        qr_url: "http://hall.example.gov.cn/c/0123456789abcdef0123456789abcdef".to_owned(),
        missing: missing(&[
            (
                "合法穩定住所證明：租賃合同須經住房部門登記備案，並在有效期內",
                Some("《示例市戶口遷移管理辦法》第九條第二項"),
            ),
            (
                "遷移事由證明原件（現為複印件）",
                Some("《示例市戶口遷移管理辦法》第十一條"),
            ),
            ("申請表第 3 欄未簽名", None),
        ]),
        due: "2026年12月8日".to_owned(),
        bring_to: "一樓甲區 1–3 號窗口，無需重新取號".to_owned(),
        phone: "0700-123 4567（工作日 9:00–17:00）".to_owned(),
        complaint: "12345 熱線，或二樓效能監督室".to_owned(),
        issued_at: "2026年11月24日 10:26".to_owned(),
    }
}

/// The same in simplified Chinese, a copy.
#[must_use]
pub fn notice_simplified() -> CorrectionNotice {
    CorrectionNotice {
        hall: "示例市政务服务中心".to_owned(),
        attempt: 2,
        department: "示例市公安局".to_owned(),
        service: "户口迁移登记".to_owned(),
        missing: missing(&[
            (
                "合法稳定住所证明：租赁合同须经住房部门登记备案，并在有效期内",
                Some("《示例市户口迁移管理办法》第九条第二项"),
            ),
            (
                "迁移事由证明原件（现为复印件）",
                Some("《示例市户口迁移管理办法》第十一条"),
            ),
            ("申请表第 3 栏未签名", None),
        ]),
        bring_to: "一楼甲区 1–3 号窗口，无需重新取号".to_owned(),
        complaint: "12345 热线，或二楼效能监督室".to_owned(),
        ..notice()
    }
}

/// The same in English.
#[must_use]
pub fn notice_english() -> CorrectionNotice {
    CorrectionNotice {
        hall: "Sample City Government Service Centre".to_owned(),
        department: "Sample City Public Security Bureau".to_owned(),
        service: "Change of registered residence".to_owned(),
        missing: missing(&[
            (
                "Proof of lawful, stable residence: the lease must be registered with the housing authority and be valid",
                Some("Sample City Rules on Change of Residence, Article 9 (2)"),
            ),
            (
                "Original of the reason for moving (a copy was handed in)",
                Some("Sample City Rules on Change of Residence, Article 11"),
            ),
            ("Box 3 of the form is not signed", None),
        ]),
        due: "8 December 2026".to_owned(),
        bring_to: "Area A, windows 1–3, first floor; no new ticket needed".to_owned(),
        phone: "0700-123 4567 (working days 9:00–17:00)".to_owned(),
        complaint: "hotline 12345, or the supervision office on the second floor".to_owned(),
        issued_at: "24 November 2026 10:26".to_owned(),
        ..notice()
    }
}

/// More things than fit on any ticket: the list goes on until all of them stand there.
#[must_use]
pub fn long_notice() -> CorrectionNotice {
    let three = notice().missing;
    CorrectionNotice {
        missing: three.iter().cycle().take(14).cloned().collect(),
        ..notice()
    }
}

/// Every correction notice with its words, and a name for files.
#[must_use]
pub fn notices() -> [(&'static str, CorrectionNotice, NoticeWords); 4] {
    [
        ("notice", notice(), notice_words()),
        ("notice-long", long_notice(), notice_words()),
        (
            "notice-simplified",
            notice_simplified(),
            notice_words_simplified(),
        ),
        ("notice-english", notice_english(), notice_words_english()),
    ]
}
