//! The listener of the daemon's pages.
//!
//! Invariant I9: no more than [`CONNECTIONS`] are open; who comes beyond that waits with the kernel.

use std::io;
use std::net::SocketAddr;

use axum::Router;
use axum::serve::{Listener, ListenerExt};
use machine::connections::{Connection, Places};
use tokio::net::TcpListener;

/// The page of each device, the panel, and whoever measures, several times over.
const CONNECTIONS: usize = 64;

/// Serves the pages until the daemon ends.
pub(crate) async fn serve(listener: TcpListener, routes: Router) {
    // Of a listener that is tapped axum knows the address of whoever comes.
    let listener = PagesListener::new(listener).tap_io(|_| ());
    let routes = routes.into_make_service_with_connect_info::<SocketAddr>();
    if let Err(error) = axum::serve(listener, routes).await {
        tracing::error!(%error, "the pages are no longer served");
    }
}

/// Accepts as many as there are places.
struct PagesListener {
    listener: TcpListener,
    places: Places,
}

impl PagesListener {
    fn new(listener: TcpListener) -> Self {
        Self {
            listener,
            places: Places::new(CONNECTIONS),
        }
    }
}

impl Listener for PagesListener {
    type Io = Connection<()>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Connection<()>, SocketAddr) {
        let place = self.places.wait_for_one().await;
        let (stream, peer) = Listener::accept(&mut self.listener).await;
        (Connection::new(stream, place, ()), peer)
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
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let mut listener = PagesListener::new(listener);
        let mut open = Vec::new();
        for _ in 0..CONNECTIONS {
            let caller = TcpStream::connect(address).await.unwrap();
            open.push((listener.accept().await, caller));
        }
        let beyond = TcpStream::connect(address).await.unwrap();
        let mut accepted = Box::pin(listener.accept());
        let looked = timeout(Duration::ZERO, &mut accepted).await;
        assert!(looked.is_err(), "there is no place");
        open.pop();
        let (_connection, peer) = accepted.await;
        assert_eq!(peer, beyond.local_addr().unwrap());
    }
}
