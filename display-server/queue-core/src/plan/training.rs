//! Training: a hall of its own that plays the real one. Its code, and so its data folder, its numbers and its reports,
//! can never be taken for the real ones; its name says so wherever a hall is named: on pages, boards and slips.

use super::{HallIdentity, HallPlan, Names};

/// How the code of a training hall ends.
const ENDING: &str = "-training";
/// How long a code may be.
const LONGEST_CODE: usize = 32;

impl HallPlan {
    /// The same hall, to train in.
    #[must_use]
    pub fn for_training(mut self) -> Self {
        let hall = &mut self.parts.hall;
        if !hall.is_for_training() {
            hall.code.truncate(LONGEST_CODE - ENDING.len());
            hall.code.push_str(ENDING);
            let names = std::mem::take(&mut hall.names);
            hall.names = Names {
                zh_hant: format!("【訓練】{}", names.zh_hant),
                zh_hans: format!("【训练】{}", names.zh_hans),
                en: format!("TRAINING · {}", names.en),
            };
        }
        self
    }
}

impl HallIdentity {
    /// Whether the hall is one to train in.
    #[must_use]
    pub fn is_for_training(&self) -> bool {
        self.code.ends_with(ENDING)
    }
}
