//! The words of every slip in the three languages of the hall.

use crate::{EscortWords, NoticeWords, SlipWords};

/// The words of a ticket in traditional Chinese.
#[must_use]
pub fn chinese_words() -> SlipWords {
    SlipWords {
        reprint: "補印 #".to_owned(),
        ahead: "前面還有 # 人".to_owned(),
        alone: "取號時系統離線，請留意叫號".to_owned(),
        also: "同一張號票還要辦".to_owned(),
        estimate: "預計等候 # 分鐘".to_owned(),
        as_of: "截至 #".to_owned(),
        scan: "掃碼看排隊進度".to_owned(),
        documents: "請備好材料".to_owned(),
        more_documents: "…掃碼看全部".to_owned(),
        missed_call: "過號請掃碼或到總服務台恢復排隊，僅可恢復一次。".to_owned(),
        valid_today: "當日有效。".to_owned(),
    }
}

/// The words of a ticket in simplified Chinese.
#[must_use]
pub fn simplified_words() -> SlipWords {
    SlipWords {
        reprint: "补印 #".to_owned(),
        ahead: "前面还有 # 人".to_owned(),
        alone: "取号时系统离线，请留意叫号".to_owned(),
        also: "同一张号票还要办".to_owned(),
        estimate: "预计等候 # 分钟".to_owned(),
        as_of: "截至 #".to_owned(),
        scan: "扫码看排队进度".to_owned(),
        documents: "请备好材料".to_owned(),
        more_documents: "…扫码看全部".to_owned(),
        missed_call: "过号请扫码或到总服务台恢复排队，仅可恢复一次。".to_owned(),
        valid_today: "当日有效。".to_owned(),
    }
}

/// The words of a ticket in English.
#[must_use]
pub fn english_words() -> SlipWords {
    SlipWords {
        reprint: "COPY #".to_owned(),
        ahead: "# ahead of you".to_owned(),
        alone: "System was away; please listen for your number".to_owned(),
        also: "On the same ticket".to_owned(),
        estimate: "About # minutes".to_owned(),
        as_of: "As of #".to_owned(),
        scan: "Scan to follow the queue".to_owned(),
        documents: "Please have ready".to_owned(),
        more_documents: "… scan for all of them".to_owned(),
        missed_call: "Missed your call? Scan the code or go to reception, once only.".to_owned(),
        valid_today: "Valid today only.".to_owned(),
    }
}

/// The words of an escort slip in traditional Chinese.
#[must_use]
pub fn escort_words() -> EscortWords {
    EscortWords {
        reprint: "補印 #".to_owned(),
        coming: "導辦員正在趕來".to_owned(),
        stay: "請在此處稍候".to_owned(),
        number: "您的號票".to_owned(),
        place: "地點：#".to_owned(),
        called_at: "呼叫時間：#".to_owned(),
        nobody_comes: "如久候無人前來，請到總服務台，或請身邊的工作人員協助。".to_owned(),
    }
}

/// The words of an escort slip in simplified Chinese.
#[must_use]
pub fn escort_words_simplified() -> EscortWords {
    EscortWords {
        reprint: "补印 #".to_owned(),
        coming: "导办员正在赶来".to_owned(),
        stay: "请在此处稍候".to_owned(),
        number: "您的号票".to_owned(),
        place: "地点：#".to_owned(),
        called_at: "呼叫时间：#".to_owned(),
        nobody_comes: "如久候无人前来，请到总服务台，或请身边的工作人员协助。".to_owned(),
    }
}

/// The words of an escort slip in English.
#[must_use]
pub fn escort_words_english() -> EscortWords {
    EscortWords {
        reprint: "COPY #".to_owned(),
        coming: "A guide is coming".to_owned(),
        stay: "Please wait here".to_owned(),
        number: "Your ticket".to_owned(),
        place: "Place: #".to_owned(),
        called_at: "Called at: #".to_owned(),
        nobody_comes: "If nobody comes, go to reception or ask any member of staff.".to_owned(),
    }
}

/// The words of a correction notice in traditional Chinese.
#[must_use]
pub fn notice_words() -> NoticeWords {
    NoticeWords {
        reprint: "補印 #".to_owned(),
        title: "補正告知單".to_owned(),
        number: "號票 #".to_owned(),
        case_code: "辦件編號 #".to_owned(),
        scan: "掃碼查看辦件".to_owned(),
        missing: "還缺以下 # 項，請一次補齊：".to_owned(),
        basis: "依據：#".to_owned(),
        due: "請於 # 前補正".to_owned(),
        bring_to: "遞交地點：#".to_owned(),
        phone: "諮詢電話：#".to_owned(),
        complaint: "投訴渠道：#".to_owned(),
        issued_at: "開具時間：#".to_owned(),
    }
}

/// The words of a correction notice in simplified Chinese.
#[must_use]
pub fn notice_words_simplified() -> NoticeWords {
    NoticeWords {
        reprint: "补印 #".to_owned(),
        title: "补正告知单".to_owned(),
        number: "号票 #".to_owned(),
        case_code: "办件编号 #".to_owned(),
        scan: "扫码查看办件".to_owned(),
        missing: "还缺以下 # 项，请一次补齐：".to_owned(),
        basis: "依据：#".to_owned(),
        due: "请于 # 前补正".to_owned(),
        bring_to: "递交地点：#".to_owned(),
        phone: "咨询电话：#".to_owned(),
        complaint: "投诉渠道：#".to_owned(),
        issued_at: "开具时间：#".to_owned(),
    }
}

/// The words of a correction notice in English.
#[must_use]
pub fn notice_words_english() -> NoticeWords {
    NoticeWords {
        reprint: "COPY #".to_owned(),
        title: "Correction notice".to_owned(),
        number: "Ticket #".to_owned(),
        case_code: "Case #".to_owned(),
        scan: "Scan to see the case".to_owned(),
        missing: "Still missing (#), please bring all at once:".to_owned(),
        basis: "Basis: #".to_owned(),
        due: "Please correct by #".to_owned(),
        bring_to: "Bring it to: #".to_owned(),
        phone: "Questions: #".to_owned(),
        complaint: "Complaints: #".to_owned(),
        issued_at: "Made out: #".to_owned(),
    }
}
