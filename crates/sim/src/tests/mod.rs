mod broken;
mod rows;
mod speed;

use crate::{Engine, Plan, run};

fn number(name: &str) -> Option<u64> {
    let text = std::env::var(name).ok()?;
    Some(
        text.parse()
            .unwrap_or_else(|_| panic!("{name} is a number")),
    )
}

/// Plays some seeds, or that of `SAPA_SEED`; a seed that fails is printed.
fn play(seeds: std::ops::Range<u64>, plan: impl Fn(u64) -> Plan) {
    let seeds = match (number("SAPA_SEED"), number("SAPA_SIM_RUNS")) {
        (Some(seed), _) => seed..seed + 1,
        (None, Some(runs)) => seeds.start..seeds.start + runs,
        (None, None) => seeds,
    };
    for seed in seeds {
        let mut plan = plan(seed);
        plan.steps = number("SAPA_SIM_STEPS").unwrap_or(plan.steps);
        let played = std::panic::catch_unwind(|| run(plan));
        match played {
            Ok(report) => eprintln!("seed {seed}: {report:?}"),
            Err(panic) => {
                eprintln!("SAPA_SEED={seed} fails: {plan:?}");
                std::panic::resume_unwind(panic);
            }
        }
    }
}

#[test]
fn a_village_keeps_its_money_when_the_power_goes_again_and_again() {
    play(1..13, |seed| Plan {
        seed,
        people: 12 + usize::try_from(seed % 20).unwrap(),
        steps: 600,
        engine: Engine::Memory,
        crash_in: 25,
        crash_at: None,
    });
}

#[test]
fn a_town_of_thousands_keeps_its_money() {
    play(1000..1001, |seed| Plan {
        seed,
        people: 2_000,
        steps: 2_000,
        engine: Engine::Fjall,
        crash_in: 400,
        crash_at: None,
    });
}

#[test]
fn nothing_is_lost_at_any_operation_of_the_disk() {
    let plan = |seed, crash_at| Plan {
        seed,
        people: 6,
        steps: 100,
        engine: Engine::Memory,
        crash_in: 0,
        crash_at,
    };
    let seed = number("SAPA_SEED").unwrap_or(4);
    let last = run(plan(seed, None)).disk_operations;
    for at in 1..=last {
        let played = std::panic::catch_unwind(|| run(plan(seed, Some(at))));
        let report = played.unwrap_or_else(|panic| {
            eprintln!("SAPA_SEED={seed} fails, the power goes at operation {at}");
            std::panic::resume_unwind(panic);
        });
        assert!(report.crashes > 0, "the power went at {at}");
    }
    eprintln!("seed {seed}: {last} operations of the disk");
}
