//! The end of a daemon.

use std::sync::mpsc::channel;

use super::stub::{Mood, StubHall};
use super::{Daemon, PATIENCE, service};

/// A machine with one core has one worker: whoever waits on it for the issuing thread keeps the answer from coming that
/// the thread itself waits for.
#[test]
fn a_daemon_that_is_dropped_while_the_hall_has_not_answered_waits_for_the_answer_and_ends() {
    let (ended, end) = channel();
    // On a thread of its own: a runtime that hangs fires no deadline either.
    std::thread::spawn(move || {
        let one_worker = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build();
        one_worker.unwrap().block_on(drop_in_mid_confirmation());
        ended.send(()).unwrap();
    });
    end.recv_timeout(2 * PATIENCE).expect("the daemon's end");
}

async fn drop_in_mid_confirmation() {
    let hall = StubHall::start().await;
    hall.set(Mood::HoldsConfirmations);
    let daemon = Daemon::start(&hall).await;
    daemon.press("kiosk-a1", &service("A01"));
    hall.wait_for_post("confirm").await;
    let mut shown = daemon.kiosk.screen().unwrap().shown();
    let stopping = tokio::task::spawn_blocking(move || drop(daemon));
    // The screen's owner is gone; only the order at hand is left.
    while shown.changed().await.is_ok() {}
    hall.set(Mood::Well);
    // What is shown is that this ends.
    stopping.await.unwrap();
}
