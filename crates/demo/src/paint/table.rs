//! Pictures of what is eaten in the town, and of where it is bought.

#![expect(
    clippy::too_many_lines,
    reason = "a picture is one list of strokes, from what is far to what is near"
)]

use std::f32::consts::TAU;

use super::canvas::{Canvas, Dice, Ink, fall, flat, glow, sheer};
use super::portraits::darker;

/// A bowl of noodles, as seen just before eating.
pub(crate) fn noodle_bowl() -> Canvas {
    let mut c = Canvas::new(1000, 1000, 0x7a4a2c);
    let mut dice = Dice::new(55);
    wooden_table(&mut c, 0x8a5632, &mut dice);
    let (x, y) = (500.0, 500.0);
    c.oval(x + 20.0, y + 34.0, 386.0, 380.0, &sheer(0x2a140a, 0.45));
    c.disc(x, y, 374.0, &fall(130.0, 870.0, 0xfdf8ee, 0xcfd6d2));
    c.ring(x, y, 350.0, 12.0, &flat(0x0b7a75));
    for mark in 0..24_u8 {
        let angle = f32::from(mark) / 24.0 * TAU;
        c.disc(
            x + angle.cos() * 326.0,
            y + angle.sin() * 326.0,
            7.0,
            &flat(0x0b7a75),
        );
    }
    let soup = vec![
        (0.0, 0xd99a4a, 1.0),
        (0.7, 0xb8722c, 1.0),
        (1.0, 0x8a4f1c, 1.0),
    ];
    c.disc(x, y, 300.0, &Ink::Glow((x - 30.0, y - 40.0), 330.0, soup));
    for _ in 0..90 {
        let (angle, reach) = (dice.between(0.0, TAU), dice.between(20.0, 250.0));
        let from = (x + angle.cos() * reach, y + angle.sin() * reach * 0.9);
        let bend = dice.between(0.6, 2.2);
        let to = (
            x + (angle + bend).cos() * reach * dice.between(0.5, 1.0),
            y + (angle + bend).sin() * reach * 0.8,
        );
        let over = (
            x + (angle + bend / 2.0).cos() * reach * 1.25,
            y + (angle + bend / 2.0).sin() * reach * 1.1,
        );
        c.bow(from, over, to, 12.0, &sheer(0x8f5a20, 0.5));
        c.bow(
            from,
            over,
            to,
            8.5,
            &flat(dice.pick(&[0xf4d78e, 0xf0cb78, 0xf8e2a8])),
        );
    }
    egg(&mut c, 380.0, 420.0, -20.0);
    egg(&mut c, 470.0, 350.0, 12.0);
    for (dx, dy, turn) in [
        (610.0, 400.0, 20.0),
        (650.0, 470.0, 34.0),
        (676.0, 546.0, 50.0),
    ] {
        c.at((dx, dy), 1.0, turn, |c| {
            c.round(
                (-80.0, -34.0),
                (160.0, 68.0),
                26.0,
                &fall(-34.0, 34.0, 0xc77a52, 0x9a4f34),
            );
            c.round((-74.0, -28.0), (148.0, 22.0), 11.0, &sheer(0xf3d2b4, 0.85));
            c.bow(
                (-60.0, 14.0),
                (0.0, 22.0),
                (60.0, 12.0),
                5.0,
                &sheer(0xf0c8a8, 0.7),
            );
        });
    }
    for leaf in 0..5_u8 {
        c.at(
            (
                400.0 + f32::from(leaf) * 34.0,
                636.0 + dice.between(-16.0, 16.0),
            ),
            1.0,
            dice.between(-60.0, 60.0),
            |c| {
                c.blob(
                    &[(-58.0, 0.0), (0.0, -30.0), (62.0, 0.0), (0.0, 30.0)],
                    &fall(-30.0, 30.0, 0x5fa04a, 0x2f6b2c),
                );
                c.line(&[(-54.0, 0.0), (60.0, 0.0)], 4.0, &flat(0xd7e8b0));
            },
        );
    }
    for _ in 0..46 {
        let (angle, reach) = (dice.between(0.0, TAU), dice.between(0.0, 220.0));
        c.ring(
            x + angle.cos() * reach,
            y + angle.sin() * reach,
            dice.between(6.0, 10.0),
            4.5,
            &flat(dice.pick(&[0x7ec850, 0x4f9a3a, 0xa9dd7a])),
        );
    }
    for _ in 0..22 {
        let (angle, reach) = (dice.between(0.0, TAU), dice.between(120.0, 270.0));
        c.disc(
            x + angle.cos() * reach,
            y + angle.sin() * reach,
            dice.between(4.0, 12.0),
            &sheer(0xffc04a, 0.45),
        );
    }
    for (from, to) in [
        ((640.0, 200.0), (1010.0, 690.0)),
        ((690.0, 170.0), (1040.0, 640.0)),
    ] {
        c.line(
            &[(from.0 + 12.0, from.1 + 20.0), (to.0 + 12.0, to.1 + 20.0)],
            18.0,
            &sheer(0x2a140a, 0.3),
        );
        c.line(&[from, to], 17.0, &flat(0x5a2a1c));
        c.line(&[from, to], 6.0, &sheer(0xb8694a, 0.7));
    }
    for steam in 0..5_u8 {
        let sx = 330.0 + f32::from(steam) * 80.0;
        c.bow(
            (sx, 420.0),
            (sx + 60.0, 240.0),
            (sx - 20.0, 90.0),
            34.0,
            &sheer(0xffffff, 0.07),
        );
    }
    c.develop(11, 4.5)
}

/// Fruit at the morning market, under the awnings.
pub(crate) fn market() -> Canvas {
    let mut c = Canvas::new(1280, 860, 0xe9d6ae);
    c.sky(&[(0.0, 0xfbeccb), (1.0, 0xcf9f6a)]);
    let mut dice = Dice::new(71);
    for house in 0..6_u8 {
        let x = f32::from(house) * 220.0 - 20.0;
        c.rect(
            x,
            120.0,
            216.0,
            420.0,
            &flat(dice.pick(&[0xd9b48a, 0xc7a07a, 0xb9b59a, 0xdcc3a0])),
        );
        c.round((x + 60.0, 170.0), (80.0, 110.0), 8.0, &sheer(0x6a4a3a, 0.6));
    }
    for (x, one) in [(-30.0, 0xc8322b), (420.0, 0x0b7a75), (870.0, 0xe0a526)] {
        for strip in 0..8_u8 {
            let left = x + f32::from(strip) * 54.0;
            let ink = flat(if strip % 2 == 0 { one } else { 0xfbf6ea });
            c.poly(
                &[
                    (left + 20.0, 150.0),
                    (left + 62.0, 150.0),
                    (left + 54.0, 330.0),
                    (left, 330.0),
                ],
                &ink,
            );
            c.disc(left + 27.0, 330.0, 27.0, &ink);
        }
        c.rect(x + 14.0, 330.0, 9.0, 330.0, &flat(0x6b4a32));
        c.rect(x + 412.0, 330.0, 9.0, 330.0, &flat(0x6b4a32));
    }
    c.rect(
        0.0,
        350.0,
        1280.0,
        120.0,
        &Ink::Fall(
            350.0,
            470.0,
            vec![(0.0, 0x3a2415, 0.45), (1.0, 0x3a2415, 0.0)],
        ),
    );
    let heaps = [
        (0xf08a24, 30.0),
        (0xc8322b, 24.0),
        (0x8dbb3a, 27.0),
        (0xf2c94c, 32.0),
        (0x8a3f7a, 22.0),
        (0xe86a4a, 28.0),
        (0x5f9a3a, 25.0),
        (0xf4e06a, 24.0),
    ];
    for row in 0..2_u8 {
        for place in 0..4_u8 {
            let (colour, size) = heaps[usize::from(row * 4 + place)];
            let (x, y) = (
                40.0 + f32::from(place) * 310.0 - f32::from(row) * 20.0,
                560.0 + f32::from(row) * 180.0,
            );
            basket(&mut c, x, y, colour, size, &mut dice);
        }
    }
    for (x, colour) in [(210.0, 0x2f4a5f), (660.0, 0x7a3b4a), (1090.0, 0x3d5a3a)] {
        c.blob(
            &[
                (x - 64.0, 480.0),
                (x - 52.0, 380.0),
                (x, 364.0),
                (x + 52.0, 380.0),
                (x + 64.0, 480.0),
            ],
            &flat(colour),
        );
        c.disc(x, 330.0, 34.0, &flat(0x9a6a48));
        c.oval(x, 304.0, 66.0, 18.0, &flat(0xd9b46a));
        c.blob(
            &[(x - 30.0, 304.0), (x, 262.0), (x + 30.0, 304.0)],
            &flat(0xe5c884),
        );
    }
    c.poly(
        &[(300.0, 0.0), (560.0, 0.0), (200.0, 860.0), (-120.0, 860.0)],
        &sheer(0xfff3cf, 0.16),
    );
    c.develop(12, 5.0)
}

/// Dumplings in their steamers, counted before they are gone.
pub(crate) fn dumplings() -> Canvas {
    let mut c = Canvas::new(1100, 900, 0x3a2a22);
    let mut dice = Dice::new(83);
    wooden_table(&mut c, 0x4f3526, &mut dice);
    for (x, y, radius) in [(380.0, 420.0, 330.0), (860.0, 640.0, 270.0)] {
        c.disc(x + 18.0, y + 28.0, radius, &sheer(0x120a06, 0.5));
        c.disc(
            x,
            y,
            radius,
            &fall(y - radius, y + radius, 0xe2b878, 0xa87a42),
        );
        c.ring(x, y, radius - 16.0, 5.0, &flat(0x7a5228));
        c.disc(x, y, radius - 34.0, &flat(0xcfa465));
        for slat in 0..11_u8 {
            let dy = (f32::from(slat) - 5.0) * (radius - 40.0) / 5.4;
            let half = ((radius - 40.0).powi(2) - dy * dy).max(0.0).sqrt();
            c.line(
                &[(x - half, y + dy), (x + half, y + dy)],
                3.0,
                &sheer(0x7a5228, 0.6),
            );
        }
        let around = if radius > 300.0 { 7_u8 } else { 6 };
        for place in 0..=around {
            let angle = f32::from(place) / f32::from(around) * TAU + 0.3;
            let reach = if place == around { 0.0 } else { radius * 0.56 };
            dumpling(
                &mut c,
                x + angle.cos() * reach,
                y + angle.sin() * reach,
                radius / 330.0 * 72.0,
            );
        }
    }
    c.disc(890.0, 210.0, 120.0, &sheer(0x120a06, 0.4));
    c.disc(880.0, 196.0, 118.0, &flat(0xf4f1ea));
    c.disc(880.0, 196.0, 92.0, &fall(100.0, 290.0, 0x2a1410, 0x5a2416));
    c.oval(856.0, 170.0, 30.0, 12.0, &sheer(0xffffff, 0.25));
    for _ in 0..14 {
        c.ring(
            880.0 + dice.between(-60.0, 60.0),
            196.0 + dice.between(-60.0, 60.0),
            6.0,
            3.5,
            &flat(0x7ec850),
        );
    }
    for puff in 0..12_u8 {
        let (x, y) = (
            260.0 + dice.between(-60.0, 420.0),
            60.0 + f32::from(puff) * 36.0,
        );
        c.disc(x, y, 130.0, &glow((x, y), 130.0, 0xffffff, 0.10));
    }
    c.develop(13, 4.5)
}

/// The first catch of the day, on ice.
pub(crate) fn catch() -> Canvas {
    let mut c = Canvas::new(1200, 900, 0x3f6f86);
    c.sky(&[(0.0, 0x5d8a9a), (1.0, 0x2e5263)]);
    c.round(
        (50.0, 60.0),
        (1100.0, 780.0),
        46.0,
        &fall(60.0, 840.0, 0x2f9ab0, 0x1f6f86),
    );
    c.round((84.0, 94.0), (1032.0, 712.0), 30.0, &flat(0xdcebf0));
    let mut dice = Dice::new(37);
    for _ in 0..700 {
        let (x, y, size) = (
            dice.between(96.0, 1104.0),
            dice.between(106.0, 794.0),
            dice.between(8.0, 24.0),
        );
        c.at((x, y), 1.0, dice.between(0.0, 90.0), |c| {
            c.round(
                (-size, -size),
                (size * 2.0, size * 1.7),
                5.0,
                &sheer(0xffffff, 0.4),
            );
            c.round(
                (-size, -size),
                (size * 1.2, size * 0.6),
                4.0,
                &sheer(0xa9cfe0, 0.35),
            );
        });
    }
    for (index, (x, y, turn)) in [
        (330.0, 250.0, 14.0),
        (760.0, 230.0, 10.0),
        (480.0, 400.0, 8.0),
        (840.0, 410.0, 16.0),
        (340.0, 560.0, 12.0),
        (760.0, 590.0, 9.0),
        (470.0, 700.0, 6.0),
    ]
    .into_iter()
    .enumerate()
    {
        let back = [0x3f5f7a, 0xc85a4a, 0x5a6f7a][index % 3];
        c.at((x, y), 1.0, turn, |c| {
            c.oval(12.0, 26.0, 220.0, 58.0, &sheer(0x2a4a5a, 0.3));
            c.poly(
                &[
                    (-190.0, 0.0),
                    (-280.0, -66.0),
                    (-256.0, 0.0),
                    (-280.0, 66.0),
                ],
                &flat(darker(back, 0.85)),
            );
            c.blob(
                &[
                    (-240.0, 0.0),
                    (-60.0, -96.0),
                    (170.0, -54.0),
                    (250.0, 6.0),
                    (150.0, 60.0),
                    (-60.0, 92.0),
                ],
                &fall(-70.0, 70.0, back, 0xeef2f2),
            );
            for scale in 0..16_u8 {
                let sx = -130.0 + f32::from(scale % 8) * 32.0;
                let sy = -22.0 + f32::from(scale / 8) * 26.0;
                c.bow(
                    (sx, sy - 12.0),
                    (sx + 14.0, sy),
                    (sx, sy + 12.0),
                    2.5,
                    &sheer(0xffffff, 0.45),
                );
            }
            c.bow(
                (138.0, -44.0),
                (112.0, 0.0),
                (138.0, 46.0),
                5.0,
                &sheer(0x24323a, 0.5),
            );
            c.disc(186.0, -14.0, 15.0, &flat(0xf8f3d8));
            c.disc(188.0, -14.0, 8.5, &flat(0x10201f));
            c.poly(
                &[(-20.0, -66.0), (60.0, -62.0), (10.0, -106.0)],
                &flat(darker(back, 0.8)),
            );
        });
    }
    c.develop(14, 4.0)
}

fn wooden_table(c: &mut Canvas, colour: u32, dice: &mut Dice) {
    let (width, height) = (c.width(), c.height());
    for plank in 0..5_u8 {
        let x = f32::from(plank) * width / 5.0;
        let shade = darker(colour, dice.between(0.88, 1.08));
        c.rect(x, 0.0, width / 5.0 + 1.0, height, &flat(shade));
        c.rect(x, 0.0, 3.0, height, &sheer(0x1a0d06, 0.5));
        for _ in 0..26 {
            let gx = x + dice.between(8.0, width / 5.0 - 8.0);
            let top = dice.between(-100.0, height);
            c.bow(
                (gx, top),
                (gx + dice.between(-12.0, 12.0), top + 120.0),
                (gx + dice.between(-6.0, 6.0), top + 260.0),
                dice.between(1.0, 3.0),
                &sheer(0x2a140a, 0.18),
            );
        }
    }
}

fn egg(c: &mut Canvas, x: f32, y: f32, turn: f32) {
    c.at((x, y), 1.0, turn, |c| {
        c.oval(4.0, 8.0, 76.0, 60.0, &sheer(0x5a2f10, 0.35));
        c.oval(0.0, 0.0, 76.0, 60.0, &flat(0xfffaf0));
        c.disc(
            8.0,
            2.0,
            34.0,
            &Ink::Glow(
                (2.0, -6.0),
                40.0,
                vec![(0.0, 0xffc23d, 1.0), (1.0, 0xe88a1a, 1.0)],
            ),
        );
        c.oval(-4.0, -12.0, 10.0, 6.0, &sheer(0xffffff, 0.6));
    });
}

fn basket(c: &mut Canvas, x: f32, y: f32, colour: u32, size: f32, dice: &mut Dice) {
    c.oval(x + 130.0, y + 96.0, 150.0, 22.0, &sheer(0x3a2415, 0.4));
    for layer in 0..4_u8 {
        let count = 7 - layer;
        for place in 0..count {
            let fx = x + 130.0 + (f32::from(place) - f32::from(count - 1) / 2.0) * size * 1.5;
            let fy = y - f32::from(layer) * size * 1.05 + dice.between(-3.0, 3.0);
            c.disc(
                fx,
                fy,
                size,
                &flat(darker(colour, dice.between(0.82, 1.06))),
            );
            c.disc(
                fx - size * 0.3,
                fy - size * 0.35,
                size * 0.5,
                &glow(
                    (fx - size * 0.3, fy - size * 0.35),
                    size * 0.5,
                    0xffffff,
                    0.5,
                ),
            );
        }
    }
    c.poly(
        &[
            (x, y + 4.0),
            (x + 260.0, y + 4.0),
            (x + 230.0, y + 98.0),
            (x + 30.0, y + 98.0),
        ],
        &fall(y, y + 98.0, 0xb8874e, 0x7a5228),
    );
    for weave in 0..4_u8 {
        let wy = y + 18.0 + f32::from(weave) * 22.0;
        c.line(
            &[(x + 10.0, wy), (x + 250.0, wy)],
            4.0,
            &sheer(0x5a3a1c, 0.5),
        );
    }
}

fn dumpling(c: &mut Canvas, x: f32, y: f32, radius: f32) {
    c.oval(
        x + 5.0,
        y + 9.0,
        radius,
        radius * 0.96,
        &sheer(0x5a3a1c, 0.4),
    );
    c.disc(
        x,
        y,
        radius,
        &Ink::Glow(
            (x - radius * 0.3, y - radius * 0.35),
            radius * 1.5,
            vec![
                (0.0, 0xffffff, 1.0),
                (0.6, 0xf1e8da, 1.0),
                (1.0, 0xc9bba4, 1.0),
            ],
        ),
    );
    for fold in 0..12_u8 {
        let angle = f32::from(fold) / 12.0 * TAU;
        let (sin, cos) = angle.sin_cos();
        let over = (
            x + (angle + 0.3).cos() * radius * 0.45,
            y + (angle + 0.3).sin() * radius * 0.45,
        );
        c.bow(
            (x + cos * 6.0, y + sin * 6.0),
            over,
            (x + cos * radius * 0.72, y + sin * radius * 0.72),
            2.6,
            &sheer(0xa8977c, 0.65),
        );
    }
    c.disc(x, y, radius * 0.12, &sheer(0xa8977c, 0.8));
}
