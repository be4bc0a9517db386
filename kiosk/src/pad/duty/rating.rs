//! The rating on its way to the hall: one at a time, beside the clerk's presses.

use tokio::task::JoinHandle;

/// The rating that is being sent, if one is.
#[derive(Debug, Default)]
pub(super) struct OnItsWay(Option<JoinHandle<()>>);

impl OnItsWay {
    /// Sends one, unless another is on its way still; whether it is sent.
    pub(super) fn send(&mut self, rating: impl Future<Output = ()> + Send + 'static) -> bool {
        let is_free = self.0.as_ref().is_none_or(JoinHandle::is_finished);
        if is_free {
            self.0 = Some(tokio::spawn(rating));
        }
        is_free
    }
}

#[cfg(test)]
mod tests {
    use tokio::sync::oneshot;

    use super::*;

    #[tokio::test]
    async fn one_rating_is_on_its_way_at_a_time_and_nobody_waits_for_it() {
        let mut rating = OnItsWay::default();
        let (answer, answered) = oneshot::channel::<()>();
        let (tell, told) = oneshot::channel::<()>();
        let slow = async move {
            assert!(answered.await.is_ok());
            assert!(tell.send(()).is_ok());
        };
        assert!(rating.send(slow), "sent, and not waited for");
        assert!(!rating.send(async {}), "the same finger");
        assert!(answer.send(()).is_ok());
        assert!(told.await.is_ok());
        while rating.0.as_ref().is_some_and(|task| !task.is_finished()) {
            tokio::task::yield_now().await;
        }
        assert!(rating.send(async {}), "the next visitor's");
    }
}
