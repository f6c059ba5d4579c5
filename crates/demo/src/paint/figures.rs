//! Figures that stand in more than one picture, or would make one too long.

use std::f32::consts::TAU;

use super::canvas::{Canvas, Dice, fall, flat, sheer};

/// Somebody seen from afar, standing at (x, y).
pub(super) fn person(c: &mut Canvas, x: f32, y: f32, size: f32, colour: u32) {
    c.at((x, y), size, 0.0, |c| {
        c.disc(0.0, -76.0, 9.5, &flat(colour));
        c.blob(
            &[
                (-15.0, -64.0),
                (0.0, -70.0),
                (15.0, -64.0),
                (12.0, -30.0),
                (-12.0, -30.0),
            ],
            &flat(colour),
        );
        c.line(&[(-6.0, -34.0), (-7.0, 0.0)], 7.0, &flat(colour));
        c.line(&[(6.0, -34.0), (7.0, 0.0)], 7.0, &flat(colour));
    });
}

pub(super) fn cloud(c: &mut Canvas, x: f32, y: f32, size: f32, dice: &mut Dice) {
    for _ in 0..16 {
        let (dx, dy) = (
            dice.between(-110.0, 110.0) * size,
            dice.between(-16.0, 16.0) * size,
        );
        let radius = (58.0 - dx.abs() * 0.3 / size) * size * dice.between(0.6, 1.0);
        c.oval(
            x + dx,
            y + dy,
            radius * 1.3,
            radius * 0.62,
            &sheer(0xffffff, 0.32),
        );
    }
}

pub(super) fn gulls(c: &mut Canvas, at: &[(f32, f32, f32)]) {
    for (x, y, size) in at {
        c.bow(
            (x - 26.0 * size, y - 6.0 * size),
            (x - 10.0 * size, y - 20.0 * size),
            (*x, *y),
            3.0 * size,
            &flat(0x3b4a52),
        );
        c.bow(
            (*x, *y),
            (x + 10.0 * size, y - 20.0 * size),
            (x + 26.0 * size, y - 6.0 * size),
            3.0 * size,
            &flat(0x3b4a52),
        );
    }
}

pub(super) fn palm(c: &mut Canvas, x: f32, y: f32, size: f32, dice: &mut Dice) {
    let top = (x + 26.0 * size, y - 150.0 * size);
    c.bow(
        (x, y),
        (x - 6.0 * size, y - 90.0 * size),
        top,
        9.0 * size,
        &flat(0x4a3a2a),
    );
    for leaf in 0..9_u8 {
        let angle = f32::from(leaf) / 9.0 * TAU + dice.between(-0.2, 0.2);
        let reach = dice.between(58.0, 84.0) * size;
        let end = (
            top.0 + angle.cos() * reach,
            top.1 + angle.sin().abs() * reach * 0.7 - 12.0 * size,
        );
        c.bow(
            top,
            ((top.0 + end.0) / 2.0, top.1 - 34.0 * size),
            end,
            7.0 * size,
            &flat(dice.pick(&[0x2f6b3c, 0x3d7d44, 0x265a36])),
        );
    }
}

pub(super) fn umbrella(c: &mut Canvas, x: f32, y: f32, size: f32, colour: u32) {
    c.at((x, y), size, -4.0, |c| {
        c.line(&[(0.0, -34.0), (0.0, 40.0)], 2.6, &flat(0x0c0f18));
        c.blob(
            &[
                (-58.0, 12.0),
                (-50.0, -26.0),
                (0.0, -56.0),
                (50.0, -26.0),
                (58.0, 12.0),
                (28.0, -4.0),
                (0.0, 4.0),
                (-28.0, -4.0),
            ],
            &fall(-50.0, 10.0, colour, super::portraits::darker(colour, 0.6)),
        );
        c.bow(
            (-26.0, -34.0),
            (-6.0, -48.0),
            (14.0, -42.0),
            3.0,
            &sheer(0xffffff, 0.35),
        );
    });
}

pub(super) fn kite(c: &mut Canvas, at: (f32, f32), size: f32, turn: f32, one: u32, two: u32) {
    c.at(at, size, turn, |c| {
        c.poly(&[(0.0, -70.0), (48.0, -8.0), (0.0, 0.0)], &flat(one));
        c.poly(&[(0.0, -70.0), (-48.0, -8.0), (0.0, 0.0)], &flat(two));
        c.poly(&[(0.0, 84.0), (48.0, -8.0), (0.0, 0.0)], &flat(two));
        c.poly(&[(0.0, 84.0), (-48.0, -8.0), (0.0, 0.0)], &flat(one));
        c.line(&[(0.0, -70.0), (0.0, 84.0)], 2.0, &sheer(0x2c2420, 0.6));
        c.line(&[(-48.0, -8.0), (48.0, -8.0)], 2.0, &sheer(0x2c2420, 0.6));
        c.bow(
            (0.0, 84.0),
            (34.0, 130.0),
            (-4.0, 170.0),
            2.0,
            &flat(0x3a3430),
        );
        for (x, y, colour) in [(12.0, 104.0, one), (19.0, 132.0, two), (6.0, 160.0, one)] {
            c.poly(
                &[(x - 13.0, y - 7.0), (x, y), (x - 13.0, y + 7.0)],
                &flat(colour),
            );
            c.poly(
                &[(x + 13.0, y - 7.0), (x, y), (x + 13.0, y + 7.0)],
                &flat(colour),
            );
        }
    });
}

pub(super) fn player(c: &mut Canvas, at: (f32, f32), size: f32, shirt: u32, lean: f32) {
    c.at(at, size, lean, |c| {
        c.line(
            &[(-4.0, -36.0), (-16.0, -14.0), (-30.0, -4.0)],
            7.0,
            &flat(0x8a5a3a),
        );
        c.line(
            &[(6.0, -36.0), (14.0, -16.0), (10.0, 0.0)],
            7.0,
            &flat(0x8a5a3a),
        );
        c.round((-15.0, -48.0), (30.0, 18.0), 5.0, &flat(0x2a2f3f));
        c.blob(
            &[
                (-17.0, -84.0),
                (0.0, -90.0),
                (17.0, -84.0),
                (14.0, -42.0),
                (-14.0, -42.0),
            ],
            &flat(shirt),
        );
        c.line(
            &[(-14.0, -78.0), (-32.0, -60.0), (-26.0, -46.0)],
            6.0,
            &flat(0x8a5a3a),
        );
        c.line(
            &[(14.0, -78.0), (32.0, -66.0), (40.0, -80.0)],
            6.0,
            &flat(0x8a5a3a),
        );
        c.disc(2.0, -98.0, 11.0, &flat(0x8a5a3a));
        c.blob(
            &[
                (-10.0, -98.0),
                (-6.0, -112.0),
                (12.0, -112.0),
                (14.0, -100.0),
                (2.0, -104.0),
            ],
            &flat(0x221a16),
        );
    });
}

pub(super) fn paper_boat(c: &mut Canvas, at: (f32, f32), size: f32, colour: u32, turn: f32) {
    let dim = |keep| flat(super::portraits::darker(colour, keep));
    c.at(at, size, turn, |c| {
        c.oval(0.0, 46.0, 92.0, 12.0, &sheer(0x1c3a4a, 0.35));
        c.poly(&[(0.0, -74.0), (52.0, 12.0), (-52.0, 12.0)], &dim(0.93));
        c.poly(&[(0.0, -74.0), (52.0, 12.0), (6.0, 12.0)], &dim(0.8));
        c.poly(
            &[(-108.0, -12.0), (108.0, -12.0), (66.0, 46.0), (-66.0, 46.0)],
            &flat(colour),
        );
        c.poly(
            &[(108.0, -12.0), (66.0, 46.0), (10.0, 46.0), (34.0, 10.0)],
            &dim(0.84),
        );
        c.line(
            &[(-108.0, -12.0), (-34.0, 12.0), (34.0, 12.0), (108.0, -12.0)],
            2.0,
            &dim(0.7),
        );
    });
}
