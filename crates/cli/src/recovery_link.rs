//! `sapa recovery-link`: for whoever runs the machine and cannot sign in any more. The server is stopped meanwhile.

use std::sync::Arc;

use clap::Args;
use sapa_accounts::{AccountInput, Handle, Token};
use sapa_kernel::Operator;
use sapa_node::SystemClock;
use sapa_store::{Cell, Lane};

use crate::{Failed, Where, say};

#[derive(Args)]
pub(crate) struct RecoveryLink {
    #[command(flatten)]
    place: Where,
    /// Whose password is to be set anew. They will see a notice about it.
    handle: String,
}

impl RecoveryLink {
    pub(crate) fn run(self) -> Result<(), Failed> {
        let config = self.place.config()?;
        if !config.data.join("cell").exists() {
            return Err(format!("{} holds no cell", config.data.display()).into());
        }
        let handle = Handle::parse(&self.handle)?;
        let public_url = config.reached_at(config.listen);
        let cell = Cell::open(config.cell_options(Arc::new(SystemClock)))?;
        let account = sapa_accounts::by_handle(&cell.snapshot(), &handle)?
            .map(|card| card.account)
            .ok_or_else(|| format!("nobody has the handle {}", self.handle))?;
        let mut random = [0; 32];
        getrandom::fill(&mut random)?;
        let token = Token::from_random(random);
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        let made = runtime.block_on(async {
            let made = cell
                .write(Lane::Interactive, move |tx| {
                    let (operator, input) = (Operator { account: None }, AccountInput { account });
                    sapa_accounts::make_recovery_link(tx, &operator, &input, &token, &public_url)
                })
                .await;
            cell.shutdown().await;
            made
        })?;
        say(format_args!(
            "{}\nIt holds until {}, once. Start the server again before it is used.",
            made.value.url, made.value.expires_at
        ));
        Ok(())
    }
}
