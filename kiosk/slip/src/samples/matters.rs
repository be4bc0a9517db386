//! Tickets for several matters.

use super::{crowded, english, identity_card, simplified};
use crate::{FurtherMatter, SlipContent};

fn further(service: &str, place: &str, people_ahead: u32, then: Option<&str>) -> FurtherMatter {
    FurtherMatter {
        service: service.to_owned(),
        place: place.to_owned(),
        people_ahead: Some(people_ahead),
        then: then.map(str::to_owned),
    }
}

/// Three matters for two people, with what follows two of them.
#[must_use]
pub fn three_matters() -> SlipContent {
    SlipContent {
        cases: Some("共 2 人（件）".to_owned()),
        then: Some("之後：統一收費".to_owned()),
        also: vec![
            further("居住證申領", "甲區　3、4 號窗口", 2, None),
            further(
                "企業設立登記",
                "乙區　9、10 號窗口",
                0,
                Some("之後：企業社保開戶 + 稅務報到"),
            ),
        ],
        ..identity_card()
    }
}

/// The same in simplified Chinese.
#[must_use]
pub fn three_matters_simplified() -> SlipContent {
    SlipContent {
        cases: Some("共 2 人（件）".to_owned()),
        then: Some("之后：统一收费".to_owned()),
        also: vec![
            further("居住证申领", "甲区　3、4 号窗口", 2, None),
            further(
                "企业设立登记",
                "乙区　9、10 号窗口",
                0,
                Some("之后：企业社保开户 + 税务报到"),
            ),
        ],
        ..simplified()
    }
}

/// The same in English.
#[must_use]
pub fn three_matters_english() -> SlipContent {
    SlipContent {
        cases: Some("2 people or cases".to_owned()),
        then: Some("Then: Payment of fees".to_owned()),
        also: vec![
            further("Apply for a residence permit", "Area A　windows 3, 4", 2, None),
            further(
                "Set up a company",
                "Area B　windows 9, 10",
                0,
                Some("Then: Social insurance of a company + Tax registration"),
            ),
        ],
        ..english()
    }
}

/// As many matters as a ticket may have, a copy, with long names and more documents than fit.
#[must_use]
pub fn six_matters() -> SlipContent {
    let long = "二手房轉移登記、抵押登記與納稅申報一窗受理";
    let also = (1..6).map(|people_ahead| {
        let then = "之後：不動產登記綜合受理 → 統一收費";
        further(long, "乙區　8、9、10、11、12 號窗口", people_ahead, Some(then))
    });
    SlipContent {
        also: also.collect(),
        ..crowded()
    }
}
