//! The tasks of a daemon.
//!
//! Invariant: dropping them ends them, so that a daemon that did not come to start leaves none behind.

use tokio::task::JoinHandle;

/// Tasks that end together.
#[derive(Debug, Default)]
pub(super) struct Tasks(Vec<JoinHandle<()>>);

impl Tasks {
    /// Starts one more.
    pub(super) fn start(&mut self, task: impl Future<Output = ()> + Send + 'static) {
        self.0.push(tokio::spawn(task));
    }

    /// Tells all to end.
    pub(super) fn abort(&self) {
        self.0.iter().for_each(JoinHandle::abort);
    }

    /// Tells all to end, and waits for it.
    pub(super) async fn end(mut self) {
        self.abort();
        for task in std::mem::take(&mut self.0) {
            // Ended by us: an error says just that.
            let _ = task.await;
        }
    }
}

impl Drop for Tasks {
    fn drop(&mut self) {
        self.abort();
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::sync::oneshot;

    use super::Tasks;

    #[tokio::test]
    async fn dropping_the_tasks_ends_them() {
        let (held, gone) = oneshot::channel::<()>();
        let mut tasks = Tasks::default();
        tasks.start(async move {
            std::future::pending::<()>().await;
            drop(held);
        });
        drop(tasks);
        let gone = tokio::time::timeout(Duration::from_secs(30), gone).await;
        assert!(gone.expect("the task is at work still").is_err());
    }
}
