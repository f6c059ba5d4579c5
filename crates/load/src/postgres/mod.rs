//! PostgreSQL beside the ledger: double entry in SQL, driven by PostgreSQL's own pgbench.
//!
//! pgbench comes with the server, is written in C by those who write the server, and costs less than any driver of ours
//! would: whatever is left on the table is not the driver's. Each transaction is one round trip, a prepared call of one
//! function (`peers/ledger.sql`), over a Unix socket. The best of several numbers of clients counts.
//!
//! Most applications do the same with five statements from outside; what that makes of it is measured too, for comparison
//! with what one finds elsewhere. No ratio is of that.

mod server;

use std::path::Path;
use std::time::Duration;

pub(crate) use server::Install;

use crate::error::Error;
use crate::ledger::{FIRST_BALANCE, HOT_BALANCE, MAX_AMOUNT, Stretch};
use server::Postgres;

const SCHEMA: &str = include_str!("../../peers/ledger.sql");
const UNIFORM: &str = include_str!("../../peers/ledger-uniform.pgbench");
const STATEMENTS: &str = include_str!("../../peers/ledger-statements.pgbench");
const HOT: &str = include_str!("../../peers/ledger-hot.pgbench");
/// Clients that are tried.
const CLIENTS: [u32; 3] = [16, 64, 128];
/// Transfers of one client in one run are fewer: ids of different runs never meet.
const TRANSFERS_A_RUN: u64 = 1 << 30;

/// The best of several numbers of clients.
#[derive(Debug, Clone, Default)]
pub(crate) struct Best {
    pub(crate) clients: u32,
    pub(crate) stretch: Stretch,
}

/// What came of both loads.
#[derive(Debug)]
pub(crate) struct Compared {
    pub(crate) uniform: Best,
    pub(crate) hot: Best,
    /// Uniform, as five statements.
    pub(crate) statements: Best,
    pub(crate) version: String,
    /// Debits equal credits.
    pub(crate) sound: bool,
}

/// Makes a database in a directory, measures both loads in it, and ends it.
pub(crate) fn compare(
    install: &Install,
    dir: &Path,
    accounts: u64,
    measured: Duration,
) -> Result<Compared, Error> {
    let postgres = Postgres::start(install, dir)?;
    let mut bench = Bench {
        postgres: &postgres,
        accounts,
        measured,
        runs: 0,
    };
    bench.fill()?;
    // Before the others, and one unit at a time: a refusal would be an error here, so nobody may run out of money.
    let statements = bench.best("statements", STATEMENTS, 1)?;
    let uniform = bench.best("uniform", UNIFORM, MAX_AMOUNT)?;
    let hot = bench.best("hot", HOT, MAX_AMOUNT)?;
    let sound = bench.is_sound()?;
    let version = postgres.ask("show server_version")?;
    postgres.stop()?;
    Ok(Compared {
        uniform,
        hot,
        statements,
        version,
        sound,
    })
}

struct Bench<'p> {
    postgres: &'p Postgres,
    accounts: u64,
    measured: Duration,
    runs: u64,
}

impl Bench<'_> {
    /// The same accounts with the same money as the cell's. The hot account has the largest id, so that of the two rows of a
    /// transfer it is the last to be locked.
    fn fill(&self) -> Result<(), Error> {
        let accounts = self.accounts;
        let (hot, bank) = (accounts + 1, accounts + 2);
        let all = u128::from(FIRST_BALANCE) * u128::from(accounts) + u128::from(HOT_BALANCE);
        self.postgres.ask(SCHEMA)?;
        self.postgres.ask(&format!(
            "insert into accounts (id, credits) select i, {FIRST_BALANCE} from generate_series(1, {accounts}) i;
             insert into accounts (id, credits) values ({hot}, {HOT_BALANCE});
             insert into accounts (id, debits, may_owe) values ({bank}, {all}, true)"
        ))?;
        self.postgres.ask("vacuum analyze")?;
        self.postgres.ask("checkpoint")?;
        Ok(())
    }

    fn best(&mut self, name: &str, script: &str, most: u64) -> Result<Best, Error> {
        let mut best = Best::default();
        for clients in CLIENTS {
            let stretch = self.run(name, script, most, clients)?;
            if stretch.per_second > best.stretch.per_second {
                best = Best { clients, stretch };
            }
        }
        Ok(best)
    }

    fn run(&mut self, name: &str, script: &str, most: u64, clients: u32) -> Result<Stretch, Error> {
        self.runs += 1;
        let run = format!("{name}-{clients}");
        let seconds = self.measured.as_secs().max(1);
        let before = self.made()?;
        let cpu = self.postgres.process()?.cpu_with_children()?;
        let report = self.postgres.pgbench(&server::Load {
            run: &run,
            script,
            clients,
            seconds,
            variables: &[
                ("n", 0),
                ("base", self.runs * TRANSFERS_A_RUN),
                ("accounts", self.accounts),
                ("most", most),
            ],
        })?;
        let cpu = self
            .postgres
            .process()?
            .cpu_with_children()?
            .saturating_sub(cpu);
        let made = self.made()? - before;
        if report.transactions == 0 {
            return Err(Error::unexpected("pgbench made no transaction"));
        }
        let asked = report.transactions as f64;
        let made_share = made as f64 / asked;
        Ok(Stretch {
            // As pgbench counts it, without the time that it took to connect; less what was refused.
            per_second: report.per_second * made_share,
            p50_ms: report.latencies.quantile_ms(0.5),
            p99_ms: report.latencies.quantile_ms(0.99),
            cpu_us_per_transfer: cpu.as_secs_f64() * 1e6 / asked,
            refused_share: 1.0 - made_share,
        })
    }

    fn made(&self) -> Result<u64, Error> {
        let count = self.postgres.ask("select count(*) from transfers")?;
        count
            .parse()
            .map_err(|_| Error::unexpected(format!("psql answered {count:?}, not a count")))
    }

    fn is_sound(&self) -> Result<bool, Error> {
        let same = "select sum(debits) = sum(credits) from accounts";
        Ok(self.postgres.ask(same)? == "t")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_database_is_measured_and_balances() {
        let Some(install) = Install::find() else {
            println!("skipped: PostgreSQL is not installed");
            return;
        };
        let dir = tempfile::tempdir().unwrap();
        let postgres = Postgres::start(&install, &dir.path().join("data")).unwrap();
        let mut bench = Bench {
            postgres: &postgres,
            accounts: 50,
            measured: Duration::from_secs(1),
            runs: 0,
        };
        bench.fill().unwrap();
        for (name, script, most) in [
            ("statements", STATEMENTS, 1),
            ("uniform", UNIFORM, MAX_AMOUNT),
            ("hot", HOT, MAX_AMOUNT),
        ] {
            let stretch = bench.run(name, script, most, 2).unwrap();
            assert!(stretch.per_second > 0.0 && stretch.p50_ms > 0.0, "{name}");
        }
        assert!(bench.is_sound().unwrap());
        postgres
            .ask("update accounts set credits = credits + 1 where id = 1")
            .unwrap();
        assert!(!bench.is_sound().unwrap(), "money came from nowhere");
        let refused = "select transfer(1, 1, 2, 1000000000000)";
        assert_eq!(postgres.ask(refused).unwrap(), "f");
        let socket = postgres.socket();
        postgres.stop().unwrap();
        assert!(!socket.exists());
    }
}
