//! What a server is started with.

use std::net::SocketAddr;
use std::path::PathBuf;

use queue_core::HallPlan;

/// What a server is started with.
#[derive(Debug, Clone)]
pub struct ServerConfig {
    /// The plan of a hall that has not opened yet; one that has goes by the plan of its journal.
    pub plan: HallPlan,
    /// Where the journal and the identities live; created when absent.
    pub data_dir: PathBuf,
    /// Where to listen: a loopback address; port 0 takes a free one.
    pub listen: SocketAddr,
    /// The file, on another medium than the data, to which the journal's end is added once a minute.
    pub anchor: Option<PathBuf>,
    /// The high-water file; none: in the data folder, where it survives an older database, but not an older disk.
    pub high_water: Option<PathBuf>,
    /// What the start page says of a demonstration; a real hall has none.
    pub demo: Option<DemoNotes>,
}

/// What a newcomer to a demonstration needs: where the devices are, and who can sign in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DemoNotes {
    /// The kiosk's touch page.
    pub kiosk_url: String,
    /// The panel of simulated devices.
    pub panel_url: String,
    /// The window whose console and pad are the newcomer's.
    pub window: u16,
    /// Who can sign in: role as the wire spells it, work number, PIN. A demonstration has nothing to hide.
    pub sign_ins: Vec<(String, String, String)>,
}
