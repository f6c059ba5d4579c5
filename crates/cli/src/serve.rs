//! `sapa serve` and `sapa config`.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Args;
use sapa_node::{Config, Started};

use crate::{Failed, Where, say};

/// Flags win over variables, variables over the file, the file over defaults.
#[derive(Args)]
pub(crate) struct Serve {
    #[command(flatten)]
    place: Where,
    #[command(flatten)]
    flags: Flags,
}

#[derive(Args)]
struct Flags {
    /// Address and port; port 0 takes a free one.
    #[arg(long, value_name = "ADDR")]
    listen: Option<SocketAddr>,
    /// A demo town with fictional residents and play money, in a data directory of its own.
    #[arg(long)]
    demo: bool,
    /// HTTPS for phones on this network, by a certificate authority made here.
    #[arg(long)]
    lan: bool,
    /// Make a new wallet.key although wallets were opened with another: everybody then sets a new payment PIN.
    #[arg(long)]
    new_wallet_key: bool,
    /// Make a new mini.key although mini programs know people by another: all of them take everybody for somebody new.
    #[arg(long)]
    new_mini_key: bool,
    /// The certificate chain, in PEM.
    #[arg(long, value_name = "F", requires = "tls_key")]
    tls_cert: Option<PathBuf>,
    /// Its private key, in PEM.
    #[arg(long, value_name = "F", requires = "tls_cert")]
    tls_key: Option<PathBuf>,
    /// Where people reach the cell, if not at the listening address.
    #[arg(long, value_name = "URL")]
    public_url: Option<String>,
}

impl Serve {
    fn config(self) -> Result<Config, Failed> {
        let mut config = self.place.config()?;
        let flags = self.flags;
        config.demo = flags.demo;
        config.lan = flags.lan;
        config.new_wallet_key = flags.new_wallet_key;
        config.new_mini_key = flags.new_mini_key;
        if let Some(listen) = flags.listen {
            config.listen = listen;
        }
        if let (Some(cert), Some(key)) = (flags.tls_cert, flags.tls_key) {
            config.tls.cert = cert;
            config.tls.key = key;
        }
        if let Some(public_url) = flags.public_url {
            config.public_url = public_url;
        }
        config.check()?;
        Ok(config)
    }

    pub(crate) fn run(self) -> Result<(), Failed> {
        let config = self.config()?;
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()?;
        runtime.block_on(sapa_node::serve(config, greet))?;
        Ok(())
    }
}

/// What a person who starts the server wants to read.
fn greet(started: &Started) {
    for line in started.lines() {
        say(line);
    }
}

/// What the configuration is.
#[derive(Args)]
pub(crate) struct ShowConfig {
    #[command(flatten)]
    place: Where,
    /// Write it as a file that can be edited and given back with --config.
    #[arg(long)]
    print: bool,
}

impl ShowConfig {
    pub(crate) fn run(self) -> Result<(), Failed> {
        let config = self.place.config()?;
        config.check()?;
        if self.print {
            say(config.print().trim_end());
        } else {
            say("The configuration is good. --print shows all of it.");
        }
        Ok(())
    }
}
