//! Pictures of the harbour and of the sea before it.

#![expect(
    clippy::too_many_lines,
    reason = "a picture is one list of strokes, from what is far to what is near"
)]

use super::canvas::{Canvas, Dice, Ink, fall, flat, glow, sheer};
use super::figures::{cloud, gulls, paper_boat, person};

/// Boats at their moorings while the sun goes down behind the islands.
pub(crate) fn harbour_at_dusk() -> Canvas {
    let mut c = Canvas::new(1280, 860, 0x27304f);
    c.sky(&[
        (0.0, 0x2b3563),
        (0.28, 0x7a4f7f),
        (0.45, 0xd9735f),
        (0.56, 0xf6b26b),
        (0.6, 0xfbd08a),
    ]);
    c.disc(
        850.0,
        488.0,
        420.0,
        &glow((850.0, 488.0), 420.0, 0xffe0a0, 0.75),
    );
    c.disc(850.0, 488.0, 46.0, &flat(0xfff1c9));
    let mut dice = Dice::new(4);
    for _ in 0..16 {
        let (x, y) = (dice.between(0.0, 1280.0), dice.between(110.0, 400.0));
        c.oval(
            x,
            y,
            dice.between(60.0, 210.0),
            dice.between(4.0, 13.0),
            &sheer(0xffb48a, dice.between(0.08, 0.3)),
        );
    }
    c.hills(11, 488.0, 46.0, &fall(400.0, 530.0, 0x6a4a77, 0x93607c));
    c.hills(23, 516.0, 26.0, &fall(470.0, 540.0, 0x3d3560, 0x5a4470));
    let water = vec![
        (0.0, 0xe99a6c, 1.0),
        (0.25, 0x8f5a78, 1.0),
        (1.0, 0x1f2a4a, 1.0),
    ];
    c.rect(0.0, 530.0, 1280.0, 340.0, &Ink::Fall(530.0, 860.0, water));
    ripples(&mut c, 530.0, 850.0, 0xffd89a, 8);
    for step in 0..34_u8 {
        let y = 534.0 + f32::from(step) * 8.0;
        let reach = 46.0 + f32::from(step) * 3.0 * dice.between(0.3, 1.3);
        c.oval(
            850.0 + dice.between(-24.0, 24.0),
            y,
            reach,
            2.2,
            &sheer(0xfff0c0, 0.55 - f32::from(step) * 0.014),
        );
    }
    for (x, y, size, hull) in [
        (180.0, 600.0, 0.8, 0x1d3d4f),
        (470.0, 640.0, 1.1, 0x7b2d2a),
        (1070.0, 618.0, 0.9, 0x27476b),
    ] {
        fishing_boat(&mut c, x, y, size, hull, true);
    }
    // The pier, and somebody who waits on it.
    c.rect(0.0, 758.0, 560.0, 18.0, &flat(0x1a1626));
    for post in 0..6_u8 {
        c.rect(
            26.0 + f32::from(post) * 98.0,
            752.0,
            13.0,
            110.0,
            &flat(0x15111f),
        );
    }
    person(&mut c, 420.0, 758.0, 1.0, 0x120f1a);
    lamp(&mut c, 516.0, 758.0);
    c.develop(1, 5.0)
}

/// The morning ferry on its way in.
pub(crate) fn ferry() -> Canvas {
    let mut c = Canvas::new(1280, 860, 0x9fd3e6);
    c.sky(&[(0.0, 0x58a7d6), (0.4, 0xb9e2ee), (0.56, 0xf5f1dc)]);
    let mut dice = Dice::new(77);
    for (x, y, size) in [
        (210.0, 150.0, 1.2),
        (640.0, 96.0, 0.8),
        (1030.0, 190.0, 1.5),
    ] {
        cloud(&mut c, x, y, size, &mut dice);
    }
    c.hills(31, 470.0, 72.0, &fall(360.0, 520.0, 0x8db8bd, 0xb9d6d0));
    c.hills(45, 500.0, 30.0, &fall(440.0, 530.0, 0x4f8f85, 0x86b59f));
    c.rect(
        0.0,
        520.0,
        1280.0,
        340.0,
        &fall(520.0, 860.0, 0x3fa3a8, 0x0c5d70),
    );
    ripples(&mut c, 530.0, 850.0, 0xd9fbf3, 19);
    c.at((640.0, 560.0), 1.25, -1.0, |c| {
        c.oval(20.0, 76.0, 330.0, 16.0, &sheer(0x06343f, 0.4));
        c.poly(
            &[(-290.0, 10.0), (300.0, -4.0), (262.0, 74.0), (-258.0, 74.0)],
            &fall(0.0, 74.0, 0xfbfaf5, 0xd6dde0),
        );
        c.poly(
            &[(-284.0, 40.0), (286.0, 30.0), (263.0, 74.0), (-259.0, 74.0)],
            &flat(0xc8322b),
        );
        c.rect(-230.0, -52.0, 430.0, 62.0, &flat(0xf3f1ea));
        c.rect(-200.0, -104.0, 330.0, 54.0, &flat(0xfffdf6));
        c.round((70.0, -150.0), (110.0, 50.0), 8.0, &flat(0xf7f5ee));
        for window in 0..14_u8 {
            c.round(
                (-216.0 + f32::from(window) * 29.5, -36.0),
                (19.0, 24.0),
                5.0,
                &flat(0x2f6d86),
            );
        }
        for window in 0..10_u8 {
            c.round(
                (-184.0 + f32::from(window) * 30.5, -90.0),
                (20.0, 22.0),
                5.0,
                &flat(0x2f6d86),
            );
        }
        c.round((104.0, -142.0), (68.0, 22.0), 4.0, &flat(0x234f63));
        c.poly(
            &[
                (-96.0, -104.0),
                (-20.0, -104.0),
                (-30.0, -176.0),
                (-86.0, -176.0),
            ],
            &flat(0x0b7a75),
        );
        c.rect(-90.0, -160.0, 64.0, 14.0, &flat(0xfbfaf7));
        for puff in 0..6_u8 {
            let p = f32::from(puff);
            c.disc(
                -70.0 - p * 34.0,
                -196.0 - p * 14.0,
                15.0 + p * 6.0,
                &sheer(0xffffff, 0.4 - p * 0.055),
            );
        }
        c.line(&[(150.0, -150.0), (150.0, -214.0)], 4.0, &flat(0x6b7277));
        c.poly(
            &[(150.0, -214.0), (206.0, -202.0), (150.0, -190.0)],
            &flat(0xe0a526),
        );
        c.rect(-238.0, -58.0, 446.0, 6.0, &flat(0x0b7a75));
    });
    for step in 0..26_u8 {
        let s = f32::from(step);
        c.oval(
            1010.0 + s * 9.0,
            650.0 + dice.between(-6.0, 8.0) + s * 0.8,
            20.0 + s,
            4.0 + s * 0.15,
            &sheer(0xffffff, 0.65 - s * 0.022),
        );
        c.oval(
            290.0 - s * 11.0,
            656.0 + dice.between(-6.0, 8.0),
            34.0,
            4.0,
            &sheer(0xffffff, 0.45 - s * 0.016),
        );
    }
    gulls(
        &mut c,
        &[
            (300.0, 300.0, 1.0),
            (372.0, 262.0, 0.7),
            (900.0, 250.0, 0.8),
            (1120.0, 330.0, 1.1),
        ],
    );
    c.develop(2, 4.0)
}

/// The old lighthouse under the stars.
pub(crate) fn lighthouse() -> Canvas {
    let mut c = Canvas::new(900, 1200, 0x0b1430);
    c.sky(&[
        (0.0, 0x081029),
        (0.5, 0x17305c),
        (0.74, 0x3f6a86),
        (0.8, 0x77a09a),
    ]);
    let mut dice = Dice::new(5);
    for _ in 0..420 {
        let (x, y) = (dice.between(0.0, 900.0), dice.between(0.0, 820.0));
        let near_band = ((x * 0.9 - y + 120.0).abs() / 260.0).min(1.0);
        let light = dice.between(0.15, 0.95) * (1.15 - near_band * 0.7);
        c.disc(
            x,
            y,
            dice.between(0.6, 2.1),
            &sheer(dice.pick(&[0xffffff, 0xffe9c7, 0xcfe2ff]), light),
        );
    }
    for step in 0..9_u8 {
        let s = f32::from(step);
        c.oval(
            150.0 + s * 80.0,
            250.0 + s * 74.0,
            130.0,
            90.0,
            &glow((150.0 + s * 80.0, 250.0 + s * 74.0), 130.0, 0xb9c8ff, 0.10),
        );
    }
    c.poly(
        &[(560.0, 432.0), (-40.0, 250.0), (-40.0, 400.0)],
        &sheer(0xfff3c4, 0.26),
    );
    c.poly(
        &[(560.0, 432.0), (-40.0, 296.0), (-40.0, 356.0)],
        &sheer(0xfff6d6, 0.3),
    );
    c.poly(
        &[(560.0, 432.0), (940.0, 500.0), (940.0, 590.0)],
        &sheer(0xfff3c4, 0.2),
    );
    c.rect(
        0.0,
        940.0,
        900.0,
        260.0,
        &fall(940.0, 1200.0, 0x2c5a70, 0x0a1c33),
    );
    ripples(&mut c, 950.0, 1190.0, 0xbfe0e6, 3);
    c.blob(
        &[
            (330.0, 1010.0),
            (420.0, 900.0),
            (560.0, 872.0),
            (720.0, 900.0),
            (960.0, 880.0),
            (980.0, 1130.0),
            (600.0, 1080.0),
        ],
        &fall(870.0, 1100.0, 0x1b2333, 0x0a0e18),
    );
    c.poly(
        &[
            (512.0, 900.0),
            (608.0, 900.0),
            (590.0, 470.0),
            (530.0, 470.0),
        ],
        &fall(470.0, 900.0, 0xf2ede2, 0x9aa3ad),
    );
    for band in 0..3_u8 {
        let y = 540.0 + f32::from(band) * 126.0;
        c.poly(
            &[
                (525.0 - f32::from(band) * 4.6, y),
                (595.0 + f32::from(band) * 4.6, y),
                (598.0 + f32::from(band) * 4.6, y + 56.0),
                (522.0 - f32::from(band) * 4.6, y + 56.0),
            ],
            &flat(0xb23a30),
        );
    }
    c.round((514.0, 456.0), (92.0, 18.0), 4.0, &flat(0x2b2f3a));
    c.round((534.0, 406.0), (52.0, 52.0), 6.0, &flat(0xffedb0));
    c.disc(
        560.0,
        432.0,
        190.0,
        &glow((560.0, 432.0), 190.0, 0xfff0b8, 0.9),
    );
    c.poly(
        &[(524.0, 408.0), (596.0, 408.0), (560.0, 366.0)],
        &flat(0x8c2c26),
    );
    c.round((548.0, 846.0), (26.0, 54.0), 12.0, &flat(0x3a2b25));
    c.round((640.0, 838.0), (120.0, 62.0), 4.0, &flat(0xcfc6b4));
    c.poly(
        &[
            (626.0, 842.0),
            (774.0, 842.0),
            (736.0, 800.0),
            (664.0, 800.0),
        ],
        &flat(0x7c3a2e),
    );
    c.round((672.0, 856.0), (26.0, 24.0), 3.0, &flat(0xffd27a));
    c.develop(3, 4.5)
}

/// Young corals on their frames, and who lives between them.
pub(crate) fn reef() -> Canvas {
    let mut c = Canvas::new(1280, 860, 0x0f6f8c);
    c.sky(&[(0.0, 0x7fe0dc), (0.35, 0x1fa3b4), (1.0, 0x063a56)]);
    for ray in 0..9_u8 {
        let x = 90.0 + f32::from(ray) * 150.0;
        c.poly(
            &[
                (x, -10.0),
                (x + 56.0, -10.0),
                (x - 120.0, 700.0),
                (x - 250.0, 700.0),
            ],
            &Ink::Fall(
                0.0,
                640.0,
                vec![(0.0, 0xffffff, 0.22), (1.0, 0xffffff, 0.0)],
            ),
        );
    }
    c.hills(9, 720.0, 34.0, &fall(660.0, 860.0, 0x9fae8c, 0x2d5a5c));
    c.hills(14, 790.0, 26.0, &fall(740.0, 860.0, 0xd9c79a, 0x6a6f5a));
    let mut dice = Dice::new(31);
    for frame in 0..3_u8 {
        let x = 230.0 + f32::from(frame) * 400.0;
        c.line(
            &[
                (x - 130.0, 770.0),
                (x - 70.0, 640.0),
                (x + 70.0, 640.0),
                (x + 130.0, 770.0),
            ],
            9.0,
            &flat(0x49606a),
        );
        for branch in 0..7_u8 {
            let root = (
                x - 90.0 + f32::from(branch) * 30.0,
                640.0 + dice.between(0.0, 20.0),
            );
            let colour = dice.pick(&[0xf2785c, 0xf2b24c, 0xe15a8a, 0xb57ae0, 0xf4e0a4]);
            coral(
                &mut c,
                root,
                -90.0 + dice.between(-24.0, 24.0),
                dice.between(44.0, 72.0),
                4,
                colour,
                &mut dice,
            );
        }
    }
    for (x, y, size, turn, body) in [
        (260.0, 330.0, 1.2, 4.0, 0xf08a24),
        (360.0, 400.0, 0.9, -6.0, 0xf08a24),
        (840.0, 260.0, 1.5, 176.0, 0x2b6fe0),
        (960.0, 340.0, 1.0, 184.0, 0x2b6fe0),
        (690.0, 470.0, 0.8, 10.0, 0xffd84a),
        (610.0, 520.0, 0.7, 6.0, 0xffd84a),
        (520.0, 468.0, 0.75, 2.0, 0xffd84a),
    ] {
        fish(&mut c, (x, y), size, turn, body);
    }
    for _ in 0..60 {
        let (x, y) = (dice.between(0.0, 1280.0), dice.between(40.0, 700.0));
        c.ring(x, y, dice.between(2.0, 7.0), 1.4, &sheer(0xffffff, 0.4));
    }
    c.develop(4, 4.0)
}

/// Paper boats on a puddle after the rain, on their way to the finish.
pub(crate) fn paper_boats() -> Canvas {
    let mut c = Canvas::new(1200, 900, 0x6e7f86);
    c.sky(&[(0.0, 0x9aa59f), (0.5, 0xb7b3a2), (1.0, 0x8d8a7c)]);
    let mut dice = Dice::new(12);
    for _ in 0..900 {
        let (x, y) = (dice.between(0.0, 1200.0), dice.between(0.0, 900.0));
        c.disc(
            x,
            y,
            dice.between(1.0, 4.0),
            &sheer(dice.pick(&[0x6f6c60, 0xd9d4c2, 0x5a5a52]), 0.35),
        );
    }
    c.blob(
        &[
            (40.0, 260.0),
            (320.0, 120.0),
            (720.0, 150.0),
            (1120.0, 170.0),
            (1190.0, 470.0),
            (1090.0, 800.0),
            (640.0, 850.0),
            (180.0, 800.0),
            (10.0, 560.0),
        ],
        &sheer(0x4d4a42, 0.5),
    );
    let sky = vec![
        (0.0, 0xdfeaf0, 1.0),
        (0.5, 0x9cc3d8, 1.0),
        (1.0, 0x5f93b3, 1.0),
    ];
    c.blob(
        &[
            (56.0, 270.0),
            (330.0, 136.0),
            (720.0, 166.0),
            (1106.0, 186.0),
            (1172.0, 470.0),
            (1076.0, 786.0),
            (640.0, 834.0),
            (190.0, 786.0),
            (26.0, 560.0),
        ],
        &Ink::Fall(140.0, 840.0, sky),
    );
    for (x, y) in [(300.0, 300.0), (860.0, 620.0), (520.0, 700.0)] {
        c.oval(x, y, 190.0, 40.0, &sheer(0xffffff, 0.3));
    }
    for (x, y, size, colour) in [
        (330.0, 420.0, 1.3, 0xfbfaf7),
        (590.0, 350.0, 1.0, 0xf2c14e),
        (820.0, 480.0, 1.45, 0xe2574c),
        (560.0, 610.0, 1.2, 0x5fb8a5),
        (960.0, 310.0, 0.85, 0x8aa6e0),
    ] {
        for ring in 1..4_u8 {
            let reach = 70.0 * size + f32::from(ring) * 26.0;
            c.oval(
                x - 10.0,
                y + 36.0 * size,
                reach,
                reach * 0.24,
                &sheer(0xffffff, 0.10),
            );
        }
        paper_boat(&mut c, (x, y), size, colour, dice.between(-6.0, 6.0));
    }
    // A finish line of chalk, and a leaf that has entered without asking.
    for square in 0..9_u8 {
        let y = 206.0 + f32::from(square) * 62.0;
        c.at((1100.0, y), 1.0, 4.0, |c| {
            c.rect(0.0, 0.0, 22.0, 31.0, &sheer(0xffffff, 0.85))
        });
        c.at((1122.0, y + 31.0), 1.0, 4.0, |c| {
            c.rect(0.0, 0.0, 22.0, 31.0, &sheer(0xffffff, 0.85))
        });
    }
    c.at((250.0, 640.0), 1.0, -24.0, |c| {
        c.blob(
            &[(-70.0, 0.0), (0.0, -30.0), (76.0, 0.0), (0.0, 30.0)],
            &fall(-30.0, 30.0, 0x8ab34a, 0x4f7a2c),
        );
        c.line(&[(-70.0, 0.0), (80.0, 0.0)], 2.5, &flat(0x3c5f22));
    });
    c.develop(5, 5.0)
}

fn ripples(c: &mut Canvas, top: f32, bottom: f32, colour: u32, seed: u64) {
    let mut dice = Dice::new(seed);
    for _ in 0..260 {
        let depth = dice.between(0.0, 1.0).powi(2);
        let (x, y) = (dice.between(0.0, c.width()), top + (bottom - top) * depth);
        let reach = 8.0 + depth * 54.0;
        c.oval(
            x,
            y,
            reach * dice.between(0.4, 1.2),
            0.8 + depth * 1.6,
            &sheer(colour, dice.between(0.04, 0.24)),
        );
    }
}

/// A wooden boat with outriggers; at night a lantern hangs in it.
fn fishing_boat(c: &mut Canvas, x: f32, y: f32, size: f32, hull: u32, lantern: bool) {
    c.at((x, y), size, 0.0, |c| {
        c.oval(0.0, 62.0, 150.0, 12.0, &sheer(0x0d1020, 0.45));
        c.bow(
            (-170.0, 48.0),
            (0.0, 66.0),
            (170.0, 48.0),
            5.0,
            &sheer(0x140f18, 0.9),
        );
        c.blob(
            &[
                (-150.0, -6.0),
                (-96.0, 26.0),
                (0.0, 34.0),
                (96.0, 26.0),
                (156.0, -14.0),
                (108.0, 62.0),
                (-100.0, 62.0),
            ],
            &flat(hull),
        );
        c.bow(
            (-128.0, 18.0),
            (0.0, 46.0),
            (128.0, 14.0),
            5.0,
            &sheer(0xf6d9a8, 0.75),
        );
        c.rect(-34.0, -32.0, 70.0, 58.0, &flat(0x2a2030));
        c.poly(
            &[(-48.0, -32.0), (50.0, -32.0), (40.0, -48.0), (-38.0, -48.0)],
            &flat(0x46303a),
        );
        c.line(&[(-70.0, 20.0), (-64.0, -130.0)], 4.0, &flat(0x1a1420));
        c.line(&[(-64.0, -126.0), (120.0, 6.0)], 1.4, &sheer(0x1a1420, 0.8));
        if lantern {
            c.rect(-18.0, -18.0, 36.0, 22.0, &flat(0xffc56e));
            c.disc(0.0, -8.0, 90.0, &glow((0.0, -8.0), 90.0, 0xffc56e, 0.55));
        }
    });
}

fn lamp(c: &mut Canvas, x: f32, y: f32) {
    c.rect(x, y - 170.0, 5.0, 170.0, &flat(0x14111c));
    c.disc(
        x + 2.0,
        y - 172.0,
        110.0,
        &glow((x + 2.0, y - 172.0), 110.0, 0xffd58a, 0.75),
    );
    c.disc(x + 2.0, y - 172.0, 9.0, &flat(0xfff0cc));
}

fn coral(
    c: &mut Canvas,
    from: (f32, f32),
    angle: f32,
    length: f32,
    depth: u8,
    colour: u32,
    dice: &mut Dice,
) {
    let (sin, cos) = angle.to_radians().sin_cos();
    let to = (from.0 + cos * length, from.1 + sin * length);
    c.line(&[from, to], 3.0 + f32::from(depth) * 2.6, &flat(colour));
    if depth == 0 {
        c.disc(to.0, to.1, 5.0, &sheer(0xffffff, 0.5));
        return;
    }
    for side in [-1.0, 1.0] {
        coral(
            c,
            to,
            angle + side * dice.between(16.0, 38.0),
            length * 0.68,
            depth - 1,
            colour,
            dice,
        );
    }
}

fn fish(c: &mut Canvas, at: (f32, f32), size: f32, turn: f32, body: u32) {
    c.at(at, size, turn, |c| {
        c.poly(
            &[(-34.0, 0.0), (-74.0, -26.0), (-64.0, 0.0), (-74.0, 26.0)],
            &flat(body),
        );
        c.blob(
            &[
                (-50.0, 0.0),
                (-10.0, -36.0),
                (56.0, -12.0),
                (62.0, 6.0),
                (-10.0, 36.0),
            ],
            &flat(body),
        );
        c.bow(
            (-4.0, -24.0),
            (8.0, 0.0),
            (-4.0, 24.0),
            9.0,
            &sheer(0xffffff, 0.9),
        );
        c.disc(36.0, -6.0, 6.0, &flat(0xffffff));
        c.disc(37.5, -6.0, 3.4, &flat(0x10201f));
    });
}
