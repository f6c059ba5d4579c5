//! Pictures of the town's streets and of the hills behind it.

#![expect(
    clippy::too_many_lines,
    reason = "a picture is one list of strokes, from what is far to what is near"
)]

use super::canvas::{Canvas, Dice, Ink, fall, flat, glow, sheer};
use super::figures::{cloud, gulls, kite, palm, person, player, umbrella};

/// Rice terraces above the town, in the first light.
pub(crate) fn hills() -> Canvas {
    let mut c = Canvas::new(1280, 860, 0xf2d9b0);
    c.sky(&[(0.0, 0x8fb9c9), (0.3, 0xf3dcb5), (0.48, 0xf8e7c4)]);
    c.disc(
        330.0,
        260.0,
        330.0,
        &glow((330.0, 260.0), 330.0, 0xfff4cf, 0.9),
    );
    c.disc(330.0, 260.0, 34.0, &flat(0xfffbe8));
    for (seed, level, swing, top, bottom) in [
        (3, 330.0, 88.0, 0x9fb8b8, 0xdcdcc4),
        (8, 400.0, 66.0, 0x7aa193, 0xc3d0ac),
        (15, 470.0, 54.0, 0x56897a, 0xa1bf8d),
    ] {
        c.hills(
            seed,
            level,
            swing,
            &fall(level - 90.0, level + 130.0, top, bottom),
        );
        c.rect(
            0.0,
            level + 40.0,
            1280.0,
            90.0,
            &Ink::Fall(
                level + 40.0,
                level + 130.0,
                vec![(0.0, 0xfdf3dc, 0.0), (1.0, 0xfdf3dc, 0.45)],
            ),
        );
    }
    let mut dice = Dice::new(2);
    for step in 0..11_u8 {
        let s = f32::from(step);
        let y = 520.0 + s * s * 3.1 + s * 4.0;
        let shade = [0x5e9a4b, 0x77ad52, 0x4d8a48, 0x8dbb5a][usize::from(step % 4)];
        let mut outline = vec![(-60.0, 960.0), (-60.0, y)];
        for point in 0..9_u8 {
            outline.push((
                f32::from(point) * 170.0 - 40.0,
                y + dice.between(-14.0, 20.0) + (f32::from(point) * 0.9 + s * 0.7).sin() * 20.0,
            ));
        }
        outline.extend([(1400.0, y), (1400.0, 960.0)]);
        c.blob(&outline, &fall(y - 20.0, y + 90.0, 0xe6f0b4, shade));
        c.blob(
            &outline
                .iter()
                .map(|(x, y)| (*x, y + 9.0))
                .collect::<Vec<_>>(),
            &fall(y, y + 120.0, shade, super::portraits::darker(shade, 0.7)),
        );
    }
    for (x, y, size) in [
        (980.0, 560.0, 0.9),
        (1060.0, 600.0, 1.2),
        (180.0, 640.0, 1.3),
    ] {
        palm(&mut c, x, y, size, &mut dice);
    }
    c.at((720.0, 596.0), 1.0, 0.0, |c| {
        c.rect(-42.0, -30.0, 84.0, 34.0, &flat(0x8a6a4a));
        c.poly(
            &[(-62.0, -28.0), (0.0, -78.0), (62.0, -28.0)],
            &flat(0xb98a4e),
        );
    });
    person(&mut c, 620.0, 712.0, 0.7, 0x2a3b33);
    c.oval(620.0, 656.0, 22.0, 6.0, &flat(0xd9b46a));
    c.develop(6, 4.5)
}

/// Rain on the street of the night market.
pub(crate) fn rain_street() -> Canvas {
    let mut c = Canvas::new(900, 1200, 0x141a2e);
    c.sky(&[
        (0.0, 0x10162b),
        (0.5, 0x26304d),
        (0.62, 0x3a3550),
        (1.0, 0x171a2a),
    ]);
    let mut dice = Dice::new(41);
    for (left, lean) in [(true, 1.0_f32), (false, -1.0)] {
        let edge = if left { 0.0 } else { 900.0 };
        for shop in 0..5_u8 {
            let near = 1.0 - f32::from(shop) * 0.19;
            let x = edge + lean * (330.0 * (1.0 - near));
            let (width, top) = (190.0 * near, 640.0 - 470.0 * near);
            let wall = dice.pick(&[0x3c3346, 0x4a3a3a, 0x2f3d4c, 0x43403a]);
            let corner = if left { x } else { x - width };
            c.rect(
                corner,
                top,
                width,
                720.0 - top + 60.0 * near,
                &flat(super::portraits::darker(wall, 0.4 + near * 0.6)),
            );
            for floor in 0..2_u8 {
                let light = dice.pick(&[0xffc978, 0xffa95c, 0x6fd0c5, 0x2a2c3a]);
                c.round(
                    (
                        corner + width * 0.2,
                        top + 40.0 + f32::from(floor) * 130.0 * near,
                    ),
                    (width * 0.5, 70.0 * near),
                    6.0,
                    &sheer(light, 0.85),
                );
            }
            let sign = dice.pick(&[0xe2574c, 0x35b4a4, 0xf2b24c, 0xd66aa8]);
            let sign_y = 640.0 - 110.0 * near;
            c.round(
                (corner + width * 0.08, sign_y),
                (width * 0.84, 54.0 * near),
                8.0,
                &flat(sign),
            );
            c.disc(
                corner + width * 0.5,
                sign_y + 30.0,
                150.0 * near,
                &glow(
                    (corner + width * 0.5, sign_y + 30.0),
                    150.0 * near,
                    sign,
                    0.5,
                ),
            );
        }
    }
    c.poly(
        &[
            (330.0, 720.0),
            (570.0, 720.0),
            (1000.0, 1220.0),
            (-100.0, 1220.0),
        ],
        &fall(720.0, 1200.0, 0x3a3a52, 0x10131f),
    );
    for _ in 0..120 {
        let depth = dice.between(0.0, 1.0);
        let y = 730.0 + depth * depth * 460.0;
        let x = 450.0 + dice.between(-1.0, 1.0) * (120.0 + depth * 430.0);
        c.oval(
            x,
            y,
            10.0 + depth * 46.0,
            1.5 + depth * 4.0,
            &sheer(
                dice.pick(&[0xffb568, 0xe2574c, 0x4fc4b6, 0xffe0a8]),
                dice.between(0.08, 0.34),
            ),
        );
    }
    for string in 0..3_u8 {
        let y = 300.0 + f32::from(string) * 92.0;
        c.bow(
            (120.0, y),
            (450.0, y + 90.0),
            (780.0, y),
            2.0,
            &sheer(0x0a0c14, 0.8),
        );
        for bulb in 1..10_u8 {
            let t = f32::from(bulb) / 10.0;
            let (x, y) = (120.0 + 660.0 * t, y + 180.0 * t * (1.0 - t));
            c.disc(x, y + 8.0, 34.0, &glow((x, y + 8.0), 34.0, 0xffd58a, 0.8));
            c.disc(x, y + 8.0, 5.0, &flat(0xfff2d0));
        }
    }
    for (x, y, size, colour) in [
        (380.0, 838.0, 1.2, 0xc8322b),
        (520.0, 800.0, 0.9, 0xe0a526),
        (610.0, 930.0, 1.7, 0x0b7a75),
        (250.0, 980.0, 1.9, 0x3f5fb0),
    ] {
        c.oval(x, y + 4.0, 40.0 * size, 9.0 * size, &sheer(colour, 0.35));
        person(&mut c, x, y, size, 0x0c0f18);
        umbrella(&mut c, x, y - 74.0 * size, size, colour);
    }
    for _ in 0..420 {
        let (x, y, length) = (
            dice.between(-40.0, 900.0),
            dice.between(0.0, 1200.0),
            dice.between(14.0, 42.0),
        );
        c.line(
            &[(x, y), (x + length * 0.18, y + length)],
            dice.between(0.8, 1.8),
            &sheer(0xcfe0ff, dice.between(0.08, 0.3)),
        );
    }
    c.develop(7, 6.0)
}

/// Kites over the beach on the first windy Sunday.
pub(crate) fn kites() -> Canvas {
    let mut c = Canvas::new(1200, 900, 0x7cc4e8);
    c.sky(&[(0.0, 0x3f9fd8), (0.55, 0xbfe6f2), (0.7, 0xf7f0dc)]);
    let mut dice = Dice::new(18);
    cloud(&mut c, 260.0, 300.0, 1.5, &mut dice);
    cloud(&mut c, 930.0, 220.0, 1.1, &mut dice);
    c.hills(52, 628.0, 34.0, &fall(570.0, 660.0, 0x6a9f97, 0x9cc4b2));
    c.rect(
        0.0,
        648.0,
        1200.0,
        90.0,
        &fall(648.0, 738.0, 0x3aa6ac, 0x8fd8cc),
    );
    c.blob(
        &[
            (-80.0, 1000.0),
            (-80.0, 730.0),
            (300.0, 716.0),
            (760.0, 742.0),
            (1300.0, 706.0),
            (1300.0, 1000.0),
        ],
        &fall(720.0, 900.0, 0xf3e2b8, 0xd9bd86),
    );
    c.bow(
        (-10.0, 732.0),
        (520.0, 708.0),
        (1210.0, 726.0),
        7.0,
        &sheer(0xffffff, 0.85),
    );
    for (x, y, size, turn, one, two, hand) in [
        (330.0, 190.0, 1.5, -14.0, 0xe2574c, 0xf2c14e, (420.0, 742.0)),
        (640.0, 120.0, 1.1, 10.0, 0x0b7a75, 0xfbfaf7, (560.0, 752.0)),
        (880.0, 300.0, 1.8, 18.0, 0x8a4fbf, 0xf08a24, (720.0, 746.0)),
        (1060.0, 130.0, 0.8, -8.0, 0x2b6fe0, 0xffd84a, (900.0, 738.0)),
    ] {
        c.bow(
            (x, y),
            ((x + hand.0) / 2.0 + 70.0, (y + hand.1) / 2.0 + 60.0),
            (hand.0 + 16.0, hand.1 - 66.0),
            1.6,
            &sheer(0x2c3a40, 0.7),
        );
        kite(&mut c, (x, y), size, turn, one, two);
    }
    for (x, y, size, colour) in [
        (420.0, 800.0, 0.9, 0x27404a),
        (560.0, 812.0, 0.62, 0x7a3b2e),
        (720.0, 806.0, 0.95, 0x2e3f66),
        (900.0, 790.0, 0.6, 0x3d5a36),
    ] {
        c.oval(
            x + 24.0,
            y + 3.0,
            44.0 * size,
            6.0 * size,
            &sheer(0x8a6f42, 0.4),
        );
        person(&mut c, x, y, size, colour);
        c.line(
            &[
                (x + 8.0 * size, y - 60.0 * size),
                (x + 22.0 * size, y - 80.0 * size),
            ],
            5.0 * size,
            &flat(colour),
        );
    }
    gulls(&mut c, &[(140.0, 520.0, 0.7), (210.0, 490.0, 0.5)]);
    c.develop(8, 4.0)
}

/// The Sunday match, with the longest shadows of the day.
pub(crate) fn football() -> Canvas {
    let mut c = Canvas::new(1280, 860, 0xf1b36a);
    c.sky(&[(0.0, 0x5c7fa8), (0.28, 0xf0b878), (0.42, 0xfbe0a8)]);
    c.disc(
        1040.0,
        330.0,
        300.0,
        &glow((1040.0, 330.0), 300.0, 0xfff0c0, 0.9),
    );
    c.hills(61, 340.0, 50.0, &fall(280.0, 400.0, 0x6b6f86, 0xa89a92));
    c.hills(67, 372.0, 16.0, &fall(340.0, 400.0, 0x3e5a4a, 0x587a50));
    let mut dice = Dice::new(6);
    for (x, size) in [(60.0, 1.3), (190.0, 1.0), (1190.0, 1.4)] {
        palm(&mut c, x, 396.0, size, &mut dice);
    }
    c.rect(
        0.0,
        388.0,
        1280.0,
        480.0,
        &fall(388.0, 860.0, 0xa6b24e, 0x3f7a36),
    );
    for stripe in 0..5_u8 {
        let (near, far) = (
            f32::from(stripe) * 360.0 - 420.0,
            380.0 + f32::from(stripe) * 116.0,
        );
        c.poly(
            &[
                (far, 388.0),
                (far + 58.0, 388.0),
                (near + 180.0, 870.0),
                (near, 870.0),
            ],
            &sheer(0xd9e07a, 0.16),
        );
    }
    let chalk = sheer(0xfffbe6, 0.8);
    c.line(&[(120.0, 410.0), (1160.0, 410.0)], 4.0, &chalk);
    c.line(&[(-60.0, 640.0), (1340.0, 640.0)], 6.0, &chalk);
    c.oval(640.0, 640.0, 170.0, 54.0, &sheer(0xfffbe6, 0.35));
    c.oval(640.0, 640.0, 163.0, 49.0, &flat(0x7a9a45));
    for (x, side) in [(560.0, 1.0), (720.0, -1.0)] {
        c.line(&[(x, 410.0), (x, 336.0)], 6.0, &flat(0xfffdf2));
        c.line(
            &[(x, 336.0), (x + side * 160.0, 336.0)],
            6.0,
            &flat(0xfffdf2),
        );
    }
    for thread in 0..9_u8 {
        let x = 560.0 + f32::from(thread) * 20.0;
        c.line(&[(x, 336.0), (x, 408.0)], 1.0, &sheer(0xffffff, 0.5));
        c.line(
            &[
                (560.0, 336.0 + f32::from(thread) * 9.0),
                (720.0, 336.0 + f32::from(thread) * 9.0),
            ],
            1.0,
            &sheer(0xffffff, 0.5),
        );
    }
    for (x, y, size, shirt, lean) in [
        (640.0, 424.0, 0.62, 0xf2c14e, 0.0),
        (430.0, 500.0, 0.8, 0xc8322b, 8.0),
        (820.0, 520.0, 0.85, 0x0b7a75, -8.0),
        (300.0, 650.0, 1.25, 0x0b7a75, 10.0),
        (600.0, 720.0, 1.55, 0xc8322b, -12.0),
        (930.0, 690.0, 1.35, 0xc8322b, 6.0),
        (1110.0, 560.0, 0.95, 0x0b7a75, 0.0),
    ] {
        c.poly(
            &[
                (x - 8.0 * size, y),
                (x + 8.0 * size, y),
                (x - 160.0 * size, y + 66.0 * size),
                (x - 190.0 * size, y + 62.0 * size),
            ],
            &sheer(0x1d3a1a, 0.35),
        );
        player(&mut c, (x, y), size, shirt, lean);
    }
    c.oval(676.0, 736.0, 22.0, 6.0, &sheer(0x1d3a1a, 0.45));
    c.disc(690.0, 718.0, 17.0, &flat(0xfdfbf4));
    c.disc(686.0, 714.0, 6.0, &flat(0x2b2b2b));
    c.disc(700.0, 724.0, 4.0, &flat(0x2b2b2b));
    c.develop(9, 5.0)
}

/// The harbour's cat on its favourite boat.
pub(crate) fn cat() -> Canvas {
    let mut c = Canvas::new(1200, 900, 0x2f7fa0);
    c.sky(&[(0.0, 0xf6e7c8), (0.4, 0xf1d5a4)]);
    c.rect(
        0.0,
        0.0,
        1200.0,
        520.0,
        &fall(0.0, 520.0, 0xf7ecd6, 0xe8cf9f),
    );
    let mut dice = Dice::new(99);
    for _ in 0..240 {
        c.oval(
            dice.between(0.0, 1200.0),
            dice.between(0.0, 520.0),
            dice.between(10.0, 60.0),
            dice.between(4.0, 18.0),
            &sheer(dice.pick(&[0xffffff, 0xc9a878]), 0.06),
        );
    }
    c.poly(
        &[(120.0, 0.0), (420.0, 0.0), (220.0, 520.0), (-80.0, 520.0)],
        &sheer(0xfff9e0, 0.4),
    );
    for plank in 0..7_u8 {
        let y = 500.0 + f32::from(plank) * 60.0;
        let shade = if plank % 2 == 0 { 0x2a86a6 } else { 0x247a99 };
        c.rect(
            0.0,
            y,
            1200.0,
            62.0,
            &fall(y, y + 62.0, shade, super::portraits::darker(shade, 0.82)),
        );
        c.rect(0.0, y, 1200.0, 3.0, &sheer(0x0d3f52, 0.7));
        for _ in 0..6 {
            let x = dice.between(0.0, 1200.0);
            c.bow(
                (x, y + 20.0),
                (x + 60.0, y + 26.0),
                (x + 130.0, y + 18.0),
                2.0,
                &sheer(0x0d3f52, 0.3),
            );
        }
    }
    c.rect(0.0, 484.0, 1200.0, 26.0, &flat(0xf4efe2));
    let fur = 0xe28b3a;
    c.oval(600.0, 700.0, 330.0, 40.0, &sheer(0x0a2f3f, 0.4));
    c.blob(
        &[
            (280.0, 640.0),
            (360.0, 500.0),
            (560.0, 440.0),
            (780.0, 470.0),
            (910.0, 590.0),
            (880.0, 720.0),
            (600.0, 730.0),
            (320.0, 730.0),
        ],
        &fall(450.0, 720.0, 0xf0a552, 0xc8702a),
    );
    for stripe in 0..7_u8 {
        let x = 500.0 + f32::from(stripe) * 54.0;
        c.bow(
            (x, 478.0 + f32::from(stripe) * 4.0),
            (x + 34.0, 530.0),
            (x + 22.0, 590.0),
            13.0,
            &sheer(0x9a4f1c, 0.55),
        );
    }
    c.bow(
        (880.0, 650.0),
        (800.0, 752.0),
        (560.0, 706.0),
        50.0,
        &flat(fur),
    );
    c.bow(
        (700.0, 728.0),
        (620.0, 722.0),
        (556.0, 706.0),
        44.0,
        &flat(0xf7e3c6),
    );
    // The head on its paws.
    c.poly(
        &[(300.0, 500.0), (322.0, 410.0), (392.0, 474.0)],
        &flat(fur),
    );
    c.poly(
        &[(430.0, 472.0), (500.0, 408.0), (520.0, 500.0)],
        &flat(fur),
    );
    c.poly(
        &[(318.0, 488.0), (330.0, 438.0), (368.0, 476.0)],
        &flat(0xf2b6a0),
    );
    c.poly(
        &[(452.0, 476.0), (490.0, 436.0), (504.0, 488.0)],
        &flat(0xf2b6a0),
    );
    c.oval(
        410.0,
        570.0,
        138.0,
        112.0,
        &fall(470.0, 680.0, 0xf0a552, 0xd88236),
    );
    c.oval(410.0, 622.0, 70.0, 50.0, &flat(0xf9ead2));
    for (x, side) in [(350.0, -1.0), (470.0, 1.0)] {
        c.bow(
            (x - 28.0, 560.0),
            (x, 590.0),
            (x + 28.0, 560.0),
            6.0,
            &flat(0x4a2a16),
        );
        for whisker in 0..3_u8 {
            let y = 610.0 + f32::from(whisker) * 12.0;
            c.line(
                &[
                    (410.0 + side * 50.0, y),
                    (410.0 + side * 180.0, y - 14.0 + f32::from(whisker) * 16.0),
                ],
                2.0,
                &sheer(0xffffff, 0.8),
            );
        }
    }
    c.blob(
        &[(394.0, 596.0), (426.0, 596.0), (410.0, 616.0)],
        &flat(0xd9707a),
    );
    c.bow(
        (410.0, 612.0),
        (398.0, 632.0),
        (384.0, 624.0),
        4.0,
        &flat(0x6b3a22),
    );
    c.bow(
        (410.0, 612.0),
        (422.0, 632.0),
        (436.0, 624.0),
        4.0,
        &flat(0x6b3a22),
    );
    for stripe in [-34.0, 0.0, 34.0] {
        c.line(
            &[(410.0 + stripe, 476.0), (410.0 + stripe * 0.7, 512.0)],
            10.0,
            &sheer(0x9a4f1c, 0.6),
        );
    }
    for x in [340.0, 466.0] {
        c.oval(x, 704.0, 58.0, 30.0, &flat(0xf9ead2));
    }
    c.develop(10, 4.5)
}
