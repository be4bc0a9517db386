//! What a server is started with.

use std::net::SocketAddr;
use std::path::PathBuf;

use queue_core::HallPlan;

/// What a server is started with.
#[derive(Debug, Clone)]
pub struct ServerConfig {
    /// The plan that service days open with from now on; a day that is open keeps the one it began with.
    pub plan: HallPlan,
    /// Where the journal and the identities live; created when absent.
    pub data_dir: PathBuf,
    /// Where to listen: a loopback address; port 0 takes a free one.
    pub listen: SocketAddr,
}
