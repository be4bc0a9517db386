//! A listener that counts the connections it has accepted, and those that are still open.
//!
//! Invariant I9: no more are open than there are places; who comes beyond that waits with the kernel.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use axum::serve::Listener;
use machine::connections::{Connection, Places};
use tokio::net::TcpListener;

use super::{Meters, Open};

/// Accepts and counts.
pub(crate) struct CountedListener {
    listener: TcpListener,
    places: Places,
    meters: Arc<Meters>,
}

impl CountedListener {
    pub(crate) fn new(listener: TcpListener, places: Places, meters: Arc<Meters>) -> Self {
        Self {
            listener,
            places,
            meters,
        }
    }
}

impl Listener for CountedListener {
    type Io = Connection<Open>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Connection<Open>, SocketAddr) {
        let place = self.places.wait_for_one().await;
        let (stream, peer) = Listener::accept(&mut self.listener).await;
        self.meters.accepted.inc();
        let open = Open::one(self.meters.connections.clone());
        (Connection::new(stream, place, open), peer)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::net::TcpStream;
    use tokio::time::timeout;

    use super::*;

    #[tokio::test]
    async fn who_comes_beyond_the_last_place_waits_until_somebody_leaves() {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a socket");
        let address = listener.local_addr().expect("an address");
        let meters = Arc::new(Meters::default());
        let mut listener = CountedListener::new(listener, Places::new(2), Arc::clone(&meters));
        let mut callers = Vec::new();
        for _ in 0..3 {
            callers.push(TcpStream::connect(address).await.expect("the kernel takes it"));
        }
        let (first, _) = listener.accept().await;
        let (second, peer) = listener.accept().await;
        assert_eq!(peer, callers[1].local_addr().expect("an address"));
        let mut third = Box::pin(listener.accept());
        let looked = timeout(Duration::ZERO, &mut third).await;
        assert!(looked.is_err(), "there is no place");
        assert_eq!((meters.accepted.get(), meters.connections.get()), (2, 2));
        drop(first);
        let (_third, peer) = third.await;
        assert_eq!(peer, callers[2].local_addr().expect("an address"));
        assert_eq!((meters.accepted.get(), meters.connections.get()), (3, 2));
        drop(second);
        assert_eq!(meters.connections.get(), 1);
    }
}
