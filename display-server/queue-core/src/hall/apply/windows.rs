//! Windows opened, paused, resumed and closed.

use super::Applying;
use crate::ids::{PersonCode, WindowNumber};
use crate::window::WindowState;

impl Applying<'_> {
    pub(super) fn window_opened(&mut self, number: WindowNumber, clerk: &PersonCode) {
        // Whether anybody serves a service shows everywhere.
        self.touched.notices = true;
        self.window_state(number, WindowState::Open { clerk: clerk.clone() });
    }

    pub(super) fn window_paused(&mut self, number: WindowNumber, reason: &str) {
        if let Some(clerk) = self.clerk_at(number) {
            self.window_state(
                number,
                WindowState::Paused {
                    clerk,
                    reason: reason.to_owned(),
                },
            );
        }
    }

    pub(super) fn window_resumed(&mut self, number: WindowNumber) {
        if let Some(clerk) = self.clerk_at(number) {
            self.window_state(number, WindowState::Open { clerk });
        }
    }

    pub(super) fn window_closed(&mut self, number: WindowNumber) {
        self.touched.notices = true;
        self.window_state(number, WindowState::Closed);
    }

    fn clerk_at(&self, number: WindowNumber) -> Option<PersonCode> {
        self.day.windows.get(&number)?.clerk().cloned()
    }

    fn window_state(&mut self, number: WindowNumber, state: WindowState) {
        if let Some(window) = self.day.windows.get_mut(&number) {
            window.state = state;
            window.since = self.at;
            self.touched.windows.insert(number);
        }
    }
}
