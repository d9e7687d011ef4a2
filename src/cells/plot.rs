//! Plots as self-contained SVG: axes with units, a legend below the axes that covers nothing, and colours and dashes
//! that colour-blind readers can tell apart. They are drawn here and not by a plotting crate, because the kernel reads
//! the sources of every crate below the notebooks before it can run the first `let`.

use super::axis::Axis;
use super::bundle::{Bundle, Show};
use crate::report::escaped;
use std::fmt::Write;

/// The coordinates (x, y) of a point in a plot.
pub type Coordinates = (f64, f64);

/// Size of the picture, and margins around the axes.
const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 420.0;
const LEFT: f64 = 76.0;
const RIGHT: f64 = 20.0;
const TOP: f64 = 40.0;
const BOTTOM: f64 = 54.0;
/// Height of a row of the legend, and the width of a letter.
const ROW: f64 = 20.0;
const LETTER: f64 = 7.2;

/// Colours that colour-blind readers can tell apart on white (Okabe and Ito).
const COLOURS: [&str; 7] = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#000000", "#e69f00", "#56b4e9"];
const DASHES: [&str; 4] = ["", "7 4", "2 3", "9 3 2 3"];

#[derive(Clone, Debug)]
enum Mark {
    /// A path through points; several paths if it is interrupted.
    Lines(Vec<Vec<Coordinates>>),
    Points(Vec<Coordinates>),
    /// The region between two paths: (x, lower, upper).
    Band(Vec<(f64, f64, f64)>),
}

#[derive(Clone, Debug)]
struct Series {
    label: String,
    mark: Mark,
    colour: usize,
    dash: usize,
}

/// A plot that is being built.
#[derive(Clone, Debug)]
pub struct Plot {
    title: String,
    x: Axis,
    y: Axis,
    equal: bool,
    series: Vec<Series>,
}

impl Plot {
    /// A plot with a title and the labels of its axes.
    pub fn new(title: &str, x: &str, y: &str) -> Self {
        let axis = |label: &str| Axis { label: label.into(), ..Axis::default() };
        Self { title: title.into(), x: axis(x), y: axis(y), equal: false, series: Vec::new() }
    }

    /// Gives both axes the same scale.
    pub fn equal(mut self) -> Self {
        self.equal = true;
        self
    }

    /// A logarithmic scale on the first axis; points with x ≤ 0 are omitted.
    pub fn log_x(mut self) -> Self {
        self.x.logarithmic = true;
        self
    }

    /// A logarithmic scale on the second axis; points with y ≤ 0 are omitted.
    pub fn log_y(mut self) -> Self {
        self.y.logarithmic = true;
        self
    }

    /// The range of the first axis [default: everything that is drawn].
    pub fn x_from_to(mut self, low: f64, high: f64) -> Self {
        self.x.limits = Some((low, high));
        self
    }

    /// The range of the second axis [default: everything that is drawn].
    pub fn y_from_to(mut self, low: f64, high: f64) -> Self {
        self.y.limits = Some((low, high));
        self
    }

    /// A path.
    pub fn line(self, label: &str, places: Vec<Coordinates>) -> Self {
        self.lines(label, vec![places])
    }

    /// Several paths with one label.
    pub fn lines(self, label: &str, paths: Vec<Vec<Coordinates>>) -> Self {
        self.with(label, Mark::Lines(paths))
    }

    /// Points.
    pub fn points(self, label: &str, places: Vec<Coordinates>) -> Self {
        self.with(label, Mark::Points(places))
    }

    /// The region between `(x, lower, upper)`.
    pub fn band(self, label: &str, between: Vec<(f64, f64, f64)>) -> Self {
        self.with(label, Mark::Band(between))
    }

    fn with(mut self, label: &str, mark: Mark) -> Self {
        let colour = self.series.len() % COLOURS.len();
        let lines = self.series.iter().filter(|series| matches!(series.mark, Mark::Lines(_))).count();
        self.series.push(Series { label: label.into(), mark, colour, dash: lines % DASHES.len() });
        self
    }

    /// Every point that can be drawn on the scales of the axes.
    fn places(&self) -> Vec<Coordinates> {
        let all = self.series.iter().flat_map(|series| match &series.mark {
            Mark::Lines(paths) => paths.concat(),
            Mark::Points(places) => places.clone(),
            Mark::Band(between) => between.iter().flat_map(|&(x, low, high)| [(x, low), (x, high)]).collect(),
        });
        let scaled = all.map(|(x, y)| (self.x.scaled(x), self.y.scaled(y)));
        scaled.filter(|(x, y)| x.is_finite() && y.is_finite()).collect()
    }

    /// The ranges of both scales, with a margin.
    fn ranges(&self, wide: f64, tall: f64) -> [(f64, f64); 2] {
        let places = self.places();
        let range = |axis: &Axis, of: fn(&Coordinates) -> f64| {
            if let Some((low, high)) = axis.limits {
                return (axis.scaled(low), axis.scaled(high));
            }
            let low = places.iter().map(of).fold(f64::INFINITY, f64::min);
            let high = places.iter().map(of).fold(f64::NEG_INFINITY, f64::max);
            if low > high {
                return (0.0, 1.0);
            }
            let margin = if high > low { 0.04 * (high - low) } else { 0.5 * low.abs().max(1.0) };
            (low - margin, high + margin)
        };
        let mut ranges = [range(&self.x, |place| place.0), range(&self.y, |place| place.1)];
        if self.equal {
            let unit = ((ranges[0].1 - ranges[0].0) / wide).max((ranges[1].1 - ranges[1].0) / tall);
            for ((low, high), pixels) in ranges.iter_mut().zip([wide, tall]) {
                let (middle, half) = ((*low + *high) / 2.0, unit * pixels / 2.0);
                (*low, *high) = (middle - half, middle + half);
            }
        }
        ranges
    }

    /// Rows of the legend: for each entry its series, and the position where it begins.
    fn legend(&self) -> Vec<Vec<(usize, f64)>> {
        let mut rows: Vec<Vec<(usize, f64)>> = vec![Vec::new()];
        let mut x = LEFT;
        for (k, series) in self.series.iter().enumerate().filter(|(_, series)| !series.label.is_empty()) {
            let wide = 34.0 + LETTER * series.label.chars().count() as f64 + 18.0;
            if x + wide > WIDTH && x > LEFT {
                rows.push(Vec::new());
                x = LEFT;
            }
            if let Some(row) = rows.last_mut() {
                row.push((k, x));
            }
            x += wide;
        }
        rows.retain(|row| !row.is_empty());
        rows
    }

    /// The picture.
    pub fn svg(&self) -> String {
        let legend = self.legend();
        let height = HEIGHT + ROW * legend.len() as f64;
        let (wide, tall) = (WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM);
        let [x_range, y_range] = self.ranges(wide, tall);
        let at = |x: f64, y: f64| {
            let x = (self.x.scaled(x) - x_range.0) / (x_range.1 - x_range.0) * wide;
            let y = (y_range.1 - self.y.scaled(y)) / (y_range.1 - y_range.0) * tall;
            (x.is_finite() && y.is_finite()).then(|| (x.clamp(-1e4, 1e4), y.clamp(-1e4, 1e4)))
        };
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{height}\" viewBox=\"0 0 {WIDTH} {height}\" \
             font-family=\"Helvetica, Arial, sans-serif\" font-size=\"13\" fill=\"#222222\">\n\
             <title>{0}</title>\n<rect width=\"{WIDTH}\" height=\"{height}\" rx=\"6\" fill=\"#ffffff\"/>\n\
             <text x=\"{1}\" y=\"24\" font-size=\"15\" font-weight=\"bold\" text-anchor=\"middle\">{0}</text>\n",
            escaped(&self.title),
            LEFT + wide / 2.0
        );
        for (place, label) in self.x.ticks(x_range) {
            let x = LEFT + (place - x_range.0) / (x_range.1 - x_range.0) * wide;
            let _ = writeln!(
                svg,
                "<path d=\"M{x:.1} {TOP}v{tall}\" stroke=\"#e3e3e3\"/><text x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{label}</text>",
                TOP + tall + 18.0
            );
        }
        for (place, label) in self.y.ticks(y_range) {
            let y = TOP + (y_range.1 - place) / (y_range.1 - y_range.0) * tall;
            let _ = writeln!(
                svg,
                "<path d=\"M{LEFT} {y:.1}h{wide}\" stroke=\"#e3e3e3\"/><text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{label}</text>",
                LEFT - 8.0,
                y + 4.5
            );
        }
        // A nested picture clips what is outside the axes.
        let _ = writeln!(
            svg,
            "<svg x=\"{LEFT}\" y=\"{TOP}\" width=\"{wide}\" height=\"{tall}\" viewBox=\"0 0 {wide} {tall}\">"
        );
        for series in &self.series {
            svg += &series.drawn(&at);
        }
        let _ = writeln!(
            svg,
            "</svg>\n<rect x=\"{LEFT}\" y=\"{TOP}\" width=\"{wide}\" height=\"{tall}\" fill=\"none\" stroke=\"#666666\"/>\n\
             <text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{}</text>\n\
             <text transform=\"translate(18 {:.1}) rotate(-90)\" text-anchor=\"middle\">{}</text>",
            LEFT + wide / 2.0,
            TOP + tall + 42.0,
            escaped(&self.x.label),
            TOP + tall / 2.0,
            escaped(&self.y.label)
        );
        for (k, row) in legend.iter().enumerate() {
            let y = HEIGHT + ROW * k as f64 + 4.0;
            for &(index, x) in row {
                let series = &self.series[index];
                svg += &series.sample(x, y);
                let _ =
                    writeln!(svg, "<text x=\"{:.1}\" y=\"{:.1}\">{}</text>", x + 34.0, y + 4.5, escaped(&series.label));
            }
        }
        svg + "</svg>"
    }
}

impl Series {
    fn stroke(&self) -> String {
        let dash = DASHES[self.dash];
        let dash = if dash.is_empty() { String::new() } else { format!(" stroke-dasharray=\"{dash}\"") };
        format!("fill=\"none\" stroke=\"{}\" stroke-width=\"2\"{dash}", COLOURS[self.colour])
    }

    fn drawn(&self, at: &impl Fn(f64, f64) -> Option<(f64, f64)>) -> String {
        let colour = COLOURS[self.colour];
        match &self.mark {
            Mark::Lines(paths) => {
                let mut path = String::new();
                for places in paths {
                    let mut begun = false;
                    for &(x, y) in places {
                        match at(x, y) {
                            Some((x, y)) => {
                                let _ = write!(path, "{}{x:.1} {y:.1}", if begun { 'L' } else { 'M' });
                                begun = true;
                            }
                            None => begun = false,
                        }
                    }
                }
                format!("<path d=\"{path}\" {}/>\n", self.stroke())
            }
            Mark::Points(places) => {
                let mut path = String::new();
                for (x, y) in places.iter().filter_map(|&(x, y)| at(x, y)) {
                    // A dot is a line of length zero with round ends, so one path draws all of them.
                    let _ = write!(path, "M{x:.1} {y:.1}h0");
                }
                let size = if places.len() > 100 { 4 } else { 7 };
                format!(
                    "<path d=\"{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"{size}\" stroke-linecap=\"round\" stroke-opacity=\"0.8\"/>\n"
                )
            }
            Mark::Band(between) => {
                let there = between.iter().filter_map(|&(x, _, high)| at(x, high));
                let back = between.iter().rev().filter_map(|&(x, low, _)| at(x, low));
                let corners: Vec<String> = there.chain(back).map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
                format!("<polygon points=\"{}\" fill=\"{colour}\" fill-opacity=\"0.25\"/>\n", corners.join(" "))
            }
        }
    }

    /// Its sample in the legend.
    fn sample(&self, x: f64, y: f64) -> String {
        let colour = COLOURS[self.colour];
        match self.mark {
            Mark::Lines(_) => format!("<path d=\"M{x:.1} {y:.1}h26\" {}/>\n", self.stroke()),
            Mark::Points(_) => format!("<circle cx=\"{:.1}\" cy=\"{y:.1}\" r=\"4\" fill=\"{colour}\"/>\n", x + 13.0),
            Mark::Band(_) => format!(
                "<rect x=\"{x:.1}\" y=\"{:.1}\" width=\"26\" height=\"12\" fill=\"{colour}\" fill-opacity=\"0.25\"/>\n",
                y - 6.0
            ),
        }
    }
}

impl Show for Plot {
    fn bundle(&self) -> Bundle {
        let labels: Vec<&str> =
            self.series.iter().map(|series| series.label.as_str()).filter(|label| !label.is_empty()).collect();
        let plain =
            format!("[plot] {}: {} against {}\n  {}", self.title, self.y.label, self.x.label, labels.join("; "));
        Bundle { svg: self.svg(), plain, ..Bundle::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::{LETTER, Plot, WIDTH};

    #[test]
    fn entries_of_the_legend_do_not_overlap_and_fit_inside() {
        let labels = ["one", "a much longer label than the others have", "two", "another label of some length", "x"];
        let plot =
            labels.iter().fold(Plot::new("", "", ""), |plot, label| plot.line(label, vec![(0.0, 0.0), (1.0, 1.0)]));
        let rows = plot.legend();
        assert!(rows.len() > 1 && rows.concat().len() == labels.len());
        for row in rows {
            let ends: Vec<f64> =
                row.iter().map(|(k, x)| x + 34.0 + LETTER * labels[*k].chars().count() as f64).collect();
            assert!(ends.iter().all(|end| *end <= WIDTH), "{ends:?}");
            assert!(row.iter().skip(1).zip(&ends).all(|((_, next), end)| next > end), "{row:?} {ends:?}");
        }
    }

    #[test]
    fn equal_gives_both_axes_the_same_scale() {
        let plot = Plot::new("", "", "").equal().line("", vec![(0.0, 0.0), (10.0, 1.0)]);
        let [x, y] = plot.ranges(500.0, 300.0);
        assert!(((x.1 - x.0) / 500.0 - (y.1 - y.0) / 300.0).abs() < 1e-12, "{x:?} {y:?}");
    }

    #[test]
    fn points_outside_a_logarithmic_scale_are_omitted() {
        let svg =
            Plot::new("", "", "").log_y().line("", vec![(0.0, 0.0), (1.0, 1.0), (2.0, f64::NAN), (3.0, 10.0)]).svg();
        assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
    }
}
