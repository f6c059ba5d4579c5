//! `sapa demo-reset`: forget a demo town, and nothing else.

use std::path::PathBuf;

use clap::Args;

use crate::{Failed, say};

#[derive(Args)]
pub(crate) struct DemoReset {
    /// The demo's data directory.
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
}

impl DemoReset {
    pub(crate) fn run(self) -> Result<(), Failed> {
        sapa_node::demo::forget(&self.data)?;
        say("The demo town is forgotten; it is furnished anew when it is served again.");
        Ok(())
    }
}
