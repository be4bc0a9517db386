//! Who asks for what is not handled here: counted wherever it was asked, so that the hall sees what people miss.

use super::{Deciding, Hall};
use crate::command::Actor;
use crate::event::{AskedAt, ElsewhereAsked, Event};
use crate::ids::{DeviceId, ElsewhereCode, WindowNumber};
use crate::plan::HallPlan;
use crate::rejection::Rejection;

impl Hall {
    /// At a kiosk or on the phone, at any hour.
    pub(super) fn elsewhere_asked(&self, by: &Actor, entry: &ElsewhereCode) -> Result<Vec<Event>, Rejection> {
        let plan = self.last_plan().ok_or(Rejection::HallClosed)?;
        let (channel, kiosk) = match by {
            Actor::Device { id } => (AskedAt::Kiosk, Some(id.clone())),
            Actor::Public | Actor::Visitor { .. } => (AskedAt::Phone, None),
            // Staff names it with the advice that was given.
            Actor::Hall | Actor::Person { .. } => return Err(Rejection::NotYours),
        };
        asked(plan, entry, channel, kiosk, None).map(|event| vec![event])
    }
}

impl Deciding<'_> {
    /// At reception or at a window, where advice was given.
    pub(super) fn advised_elsewhere(
        &self,
        entry: &ElsewhereCode,
        window: Option<WindowNumber>,
    ) -> Result<Event, Rejection> {
        let channel = window.map_or(AskedAt::Reception, |_| AskedAt::Window);
        asked(&self.day.plan, entry, channel, None, window)
    }
}

fn asked(
    plan: &HallPlan,
    entry: &ElsewhereCode,
    channel: AskedAt,
    kiosk: Option<DeviceId>,
    window: Option<WindowNumber>,
) -> Result<Event, Rejection> {
    let known = plan
        .elsewhere(entry)
        .ok_or_else(|| Rejection::UnknownElsewhere { entry: entry.clone() })?;
    Ok(Event::ElsewhereAsked(ElsewhereAsked {
        entry: known.code.clone(),
        channel,
        kiosk,
        window,
    }))
}
