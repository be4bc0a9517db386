//! What a device is for, and what it needs for that.

use crate::device::Role;
use crate::raw::RawDevice;

use super::Check;

impl Check<'_> {
    pub(super) fn role(&mut self, raw: &RawDevice) -> Option<Role> {
        match raw.role.get_ref().as_str() {
            "ticket_kiosk" => Some(Role::TicketKiosk),
            "escort_post" => Some(Role::EscortPost),
            "window_pad" => self.pad(raw),
            "sign" => self.window(raw, "a sign").map(|window| Role::Sign { window }),
            other => {
                let problem = format!("{other:?} is no role");
                let hint = "write ticket_kiosk, window_pad, escort_post or sign";
                self.fault(&raw.role, problem, hint);
                None
            }
        }
    }

    fn pad(&mut self, raw: &RawDevice) -> Option<Role> {
        let window = self.window(raw, "a window pad");
        if raw.place.is_none() {
            let hint = "add place = \"kiosk-a1\", the kiosk or escort post nearest to the window";
            self.fault(&raw.role, "a window pad does not say where it stands", hint);
        }
        Some(Role::WindowPad {
            window: window?,
            place: raw.place.as_ref()?.get_ref().clone(),
        })
    }

    fn window(&mut self, raw: &RawDevice, whose: &str) -> Option<u16> {
        let Some(number) = &raw.window else {
            self.fault(&raw.role, format!("{whose} has no window"), "add window = 3");
            return None;
        };
        let sound = u16::try_from(*number.get_ref())
            .ok()
            .filter(|window| *window >= 1);
        if sound.is_none() {
            self.fault(
                number,
                "this is no window",
                "write its number, from 1: window = 3",
            );
        }
        sound
    }

    pub(super) fn what_the_role_needs(&mut self, raw: &RawDevice, role: Option<&Role>) {
        let has_keys = !raw.key.is_empty() || raw.number_pad.as_ref().is_some_and(|pad| !pad.keys.is_empty());
        let (missing, problem, hint) = match role {
            Some(Role::TicketKiosk) => (
                raw.screen.is_none(),
                "a ticket kiosk has no screen",
                "add [screen] with width_px and width_mm",
            ),
            Some(Role::EscortPost) => (
                raw.key.is_empty(),
                "an escort post has no button",
                "add [[key]] with does = \"help\"",
            ),
            Some(Role::WindowPad { .. }) => (
                !has_keys,
                "a window pad has no key",
                "add [[key]] with does = \"pad next\", or [number_pad]",
            ),
            Some(Role::Sign { .. }) => (
                raw.screen.is_none() && raw.digits.is_none(),
                "a sign has nothing to show a number with",
                "add [screen] or [digits]",
            ),
            None => return,
        };
        if missing {
            self.fault(&raw.role, problem, hint);
        }
        self.what_the_role_cannot_have(raw, role);
    }

    fn what_the_role_cannot_have(&mut self, raw: &RawDevice, role: Option<&Role>) {
        let Some(role) = role else { return };
        if let Some(printer) = raw.printer.as_ref().filter(|_| *role != Role::TicketKiosk) {
            self.fault(
                &printer.model,
                "only a ticket kiosk prints",
                "take [printer] away",
            );
        }
        if let (Role::WindowPad { .. } | Role::EscortPost, Some(screen)) = (role, &raw.screen) {
            let hint = "take [screen] away";
            self.fault(
                &screen.width_px,
                "only a ticket kiosk or a sign has a screen",
                hint,
            );
        }
        if let (Role::TicketKiosk | Role::EscortPost, Some(window)) = (role, &raw.window) {
            self.fault(
                window,
                "only a window pad or a sign has a window",
                "take window away",
            );
        }
        let stands_by_itself = matches!(role, Role::TicketKiosk | Role::EscortPost | Role::Sign { .. });
        if let Some(place) = raw.place.as_ref().filter(|_| stands_by_itself) {
            self.fault(place, "only a window pad says where it stands", "take place away");
        }
    }
}
