//! The draw of lucky packets: its promises for any number of shares, and vectors for other implementations.

use data_encoding::HEXLOWER;
use proptest::prelude::*;
use sapa_kernel::{Id, PaymentId};

use crate::Keys;
use crate::draw::{Seed, draw};

/// All shares of a packet, in steps.
fn shares_of(seed: &[u8; 32], shares: u32, steps: u128) -> Vec<u128> {
    let mut left = steps;
    (0..shares)
        .map(|index| {
            let share = draw(seed, index, shares, left);
            left -= share;
            share
        })
        .collect()
}

fn check(seed: &[u8; 32], shares: u32, steps: u128) {
    let mut left = steps;
    for index in 0..shares {
        let share = draw(seed, index, shares, left);
        let people = u128::from(shares - index);
        assert!(
            share >= 1,
            "share {index} of {shares} in {steps} is nothing"
        );
        // Rounding up only for the last one, which is all that is left.
        assert!(
            share * people <= 2 * left || people == 1,
            "share {index} is more than twice the mean"
        );
        left -= share;
        assert!(left >= people - 1, "nothing is left for somebody");
    }
    assert_eq!(left, 0, "shares and steps are the same");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]
    #[test]
    fn every_share_is_something_and_at_most_twice_the_mean_of_what_is_left(
        seed: [u8; 32],
        shares in 1_u32..=500,
        more in prop_oneof![Just(0_u128), 0_u128..2_000, 0_u128..=u128::from(u64::MAX)],
    ) {
        check(&seed, shares, u128::from(shares) + more);
    }
}

#[test]
fn every_number_of_shares_at_its_edges() {
    for shares in 1..=500_u32 {
        let seed = [shares.to_le_bytes()[0]; 32];
        let fewest = u128::from(shares);
        check(&seed, shares, 3 * fewest);
        if shares <= 20 || shares % 100 == 0 {
            for steps in [fewest, fewest + 1, 2 * fewest, 2 * fewest + 1, 1_000_000] {
                check(&seed, shares, steps);
            }
        }
    }
    check(&[1; 32], 2, u128::MAX / 2);
}

#[test]
fn no_place_in_the_queue_is_better_than_another() {
    const SEEDS: u64 = 2_000;
    const MEAN: u128 = 10_000;
    for shares in [2_u32, 5, 10] {
        let mut sums = vec![0_u128; shares as usize];
        for number in 0..SEEDS {
            let mut seed = [0; 32];
            seed[..8].copy_from_slice(&number.to_le_bytes());
            let drawn = shares_of(&seed, shares, MEAN * u128::from(shares));
            for (sum, share) in sums.iter_mut().zip(drawn) {
                *sum += share;
            }
        }
        for (index, sum) in sums.iter().enumerate() {
            let mean = sum / u128::from(SEEDS);
            // Five deviations of the mean of so many draws; late shares vary more.
            assert!(
                mean.abs_diff(MEAN) < MEAN / 12,
                "share {index} of {shares}: {mean} and not about {MEAN}"
            );
        }
    }
}

#[test]
fn a_draw_is_spread_over_all_that_it_may_be() {
    // Two shares of ten steps: the first is from 1 to 9.
    let mut seen = [0_u32; 11];
    for number in 0..900_u32 {
        let mut seed = [0; 32];
        seed[..4].copy_from_slice(&number.to_le_bytes());
        seen[draw(&seed, 0, 2, 10) as usize] += 1;
    }
    assert_eq!((seen[0], seen[10]), (0, 0));
    assert!(
        seen[1..10].iter().all(|times| (60..=140).contains(times)),
        "{seen:?}"
    );
}

/// The vector of decision 0060: whoever writes another implementation tries it with this one.
#[test]
fn the_documented_vector() {
    let seed: [u8; 32] = std::array::from_fn(|at| u8::try_from(at).unwrap());
    let lines = [
        format!("{:?}", shares_of(&seed, 5, 1_000)),
        format!("{:?}", shares_of(&seed, 10, 12)),
        HEXLOWER.encode(&Seed(seed).commitment()),
    ];
    let page = include_str!("../../../../docs/decisions/0060-how-money-moves.md");
    for line in lines {
        assert!(page.contains(&line), "the page does not say {line}");
    }
}

#[test]
fn a_seed_is_bound_to_its_packet_and_its_key() {
    let keys = |byte| Keys {
        pepper: [0; 32],
        draw: [byte; 32],
    };
    let [one, other] = [1, 2].map(|byte| PaymentId::from_bytes([byte; 16]));
    let seed = Seed::of(one, &keys(1));
    assert!(seed.0 == Seed::of(one, &keys(1)).0);
    assert!(seed.0 != Seed::of(other, &keys(1)).0);
    assert!(seed.0 != Seed::of(one, &keys(2)).0);
    // HMAC-SHA256 of "sapa red packet", a zero byte and the packet's id, as any other program computes it.
    let expected = "4ba1bda184ef5f511200751847d16c386ea1ee1aceaf593b23d685862a865f29";
    assert_eq!(HEXLOWER.encode(&seed.0), expected);
}
