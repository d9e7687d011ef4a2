//! The axes of a plot and their ticks.

/// An axis: its label, and whether its scale is logarithmic.
#[derive(Clone, Debug, Default)]
pub(super) struct Axis {
    pub(super) label: String,
    pub(super) logarithmic: bool,
    pub(super) limits: Option<(f64, f64)>,
}

impl Axis {
    /// The position of a value on the scale.
    pub(super) fn scaled(&self, value: f64) -> f64 {
        if self.logarithmic { value.log10() } else { value }
    }

    /// Ticks within a range of the scale: position and label.
    pub(super) fn ticks(&self, (low, high): (f64, f64)) -> Vec<(f64, String)> {
        if self.logarithmic {
            let decades = (high.floor() - low.ceil()).max(1.0);
            let step = (decades / 6.0).ceil() as i32;
            let all = (low.ceil() as i32)..=(high.floor() as i32);
            return all.filter(|k| k % step == 0).map(|k| (f64::from(k), format!("10{}", superscript(k)))).collect();
        }
        let rough = (high - low) / 5.0;
        let decade = 10f64.powf(rough.log10().floor());
        let step = [1.0, 2.0, 5.0, 10.0].map(|k| k * decade).into_iter().find(|step| *step >= rough).unwrap_or(rough);
        let digits = (-(step.log10() + 1e-9).floor()).max(0.0) as usize;
        let count = ((high - low) / step).floor() as i64 + 1;
        let first = (low / step).ceil();
        (0..=count)
            .map(|k| (first + k as f64) * step)
            .filter(|place| *place <= high)
            .map(|place| {
                (place, format!("{:.digits$}", if place.abs() < step / 2.0 { 0.0 } else { place }).replace('-', "−"))
            })
            .collect()
    }
}

fn superscript(number: i32) -> String {
    let raised = |c| match c {
        '-' => '⁻',
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        digit => char::from_u32(0x2070 + digit as u32 - '0' as u32).unwrap_or(digit),
    };
    number.to_string().chars().map(raised).collect()
}

#[cfg(test)]
mod tests {
    use super::Axis;

    #[test]
    fn ticks_are_round_numbers_within_the_range() {
        let labels =
            |axis: &Axis, low, high| axis.ticks((low, high)).into_iter().map(|tick| tick.1).collect::<Vec<_>>();
        assert_eq!(labels(&Axis::default(), -1.1, 1.2), ["−1.0", "−0.5", "0.0", "0.5", "1.0"]);
        assert_eq!(labels(&Axis::default(), 0.0, 1e6), ["0", "200000", "400000", "600000", "800000", "1000000"]);
        let logarithmic = Axis { logarithmic: true, ..Axis::default() };
        assert_eq!(labels(&logarithmic, -3.2, 0.5), ["10⁻³", "10⁻²", "10⁻¹", "10⁰"]);
    }
}
