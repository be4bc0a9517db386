//! The plan that holds just now, for whoever works beside the hall's owner: who may sign in, which pages name what.
//!
//! Invariant: only the owner changes it, after the commit that made it true.

use std::sync::{Arc, PoisonError, RwLock};

use queue_core::HallPlan;

/// The plan that holds; cheap to clone, and every clone shows the same.
#[derive(Debug, Clone)]
pub struct PlanInForce(Arc<RwLock<Arc<HallPlan>>>);

impl PlanInForce {
    /// The plan at the start.
    #[must_use]
    pub fn new(plan: Arc<HallPlan>) -> Self {
        Self(Arc::new(RwLock::new(plan)))
    }

    /// The plan as it is now.
    #[must_use]
    pub fn now(&self) -> Arc<HallPlan> {
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }

    pub(crate) fn set(&self, plan: Arc<HallPlan>) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = plan;
    }
}
