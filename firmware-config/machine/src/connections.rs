//! How many connections may be open at once (I9): who comes beyond that waits with the kernel, which keeps a few and drops
//! what comes after them, and costs the program nothing.

use std::io::{self, IoSlice};
use std::ops::Deref;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// The places of a listener.
#[derive(Debug, Clone)]
pub struct Places(Arc<Semaphore>);

/// A place, taken until it is dropped.
#[derive(Debug)]
pub struct Place(#[expect(dead_code, reason = "what is dropped gives the place back")] OwnedSemaphorePermit);

impl Places {
    /// So many places.
    #[must_use]
    pub fn new(count: usize) -> Self {
        Self(Arc::new(Semaphore::new(count)))
    }

    /// Waits for a place: to be asked for before a connection is accepted.
    pub async fn wait_for_one(&self) -> Place {
        match Arc::clone(&self.0).acquire_owned().await {
            Ok(permit) => Place(permit),
            // Nobody closes it.
            Err(_) => std::future::pending().await,
        }
    }

    /// A place, if there is one just now.
    #[must_use]
    pub fn take_one(&self) -> Option<Place> {
        Arc::clone(&self.0).try_acquire_owned().ok().map(Place)
    }
}

/// A connection that has a place, and holds what else is to end with it.
#[derive(Debug)]
pub struct Connection<H> {
    stream: TcpStream,
    _place: Place,
    _held: H,
}

impl<H> Connection<H> {
    /// Gives a connection its place.
    pub fn new(stream: TcpStream, place: Place, held: H) -> Self {
        Self {
            stream,
            _place: place,
            _held: held,
        }
    }
}

impl<H> Deref for Connection<H> {
    type Target = TcpStream;

    fn deref(&self) -> &TcpStream {
        &self.stream
    }
}

impl<H: Unpin> AsyncRead for Connection<H> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buffer)
    }
}

impl<H: Unpin> AsyncWrite for Connection<H> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(cx, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
