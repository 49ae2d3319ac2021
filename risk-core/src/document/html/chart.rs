//! A chart as a picture, and as a table.

use super::text::{escape, plain};
use crate::document::{Chart, Series};

/// The picture, and the part of it in which the numbers are.
const WIDTH: i64 = 760;
const HEIGHT: i64 = 280;
const LEFT: i64 = 44;
const RIGHT: i64 = 590;
const TOP: i64 = 14;
const BOTTOM: i64 = 244;

/// The words beside the picture are so far from each other, at least.
const WORDS: i64 = 17;

/// So many of the latest points are in the table.
const ROWS: usize = 60;

pub(super) fn chart(chart: &Chart) -> String {
    if chart.points.is_empty() {
        return String::new();
    }
    format!(
        "<figure>\n{}{}</figure>\n",
        Plot::new(chart).picture(),
        table(chart)
    )
}

/// A chart and how its numbers become places.
struct Plot<'a> {
    chart: &'a Chart,
    /// How high the sum of all that is stacked is at each point, below each of them and above the last.
    sums: Vec<Vec<usize>>,
    highest: usize,
}

impl<'a> Plot<'a> {
    fn new(chart: &'a Chart) -> Self {
        let mut sums = vec![vec![0; chart.points.len()]];
        for series in &chart.stacked {
            let below = sums.last().into_iter().flatten();
            let above = below
                .zip(&series.counts)
                .map(|(below, count)| below + count);
            sums.push(above.collect());
        }
        let lines = chart.lines.iter().flat_map(|line| &line.counts);
        let highest = sums.iter().flatten().chain(lines).copied().max();
        Self {
            chart,
            sums,
            highest: highest.unwrap_or_default().max(1),
        }
    }

    fn x(&self, at: usize) -> i64 {
        let day = |at: usize| self.chart.points[at].0;
        let last = self.chart.points.len() - 1;
        let all = (day(last) - day(0)).max(1);
        LEFT + (day(at) - day(0)) * (RIGHT - LEFT) / all
    }

    fn y(&self, count: usize) -> i64 {
        let highest = i64::try_from(self.highest).unwrap_or(i64::MAX);
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        BOTTOM - count.saturating_mul(BOTTOM - TOP) / highest
    }

    /// The corners of a line of steps: a number holds until the next version.
    fn steps(&self, counts: &[usize]) -> Vec<(i64, i64)> {
        let mut corners: Vec<(i64, i64)> = Vec::new();
        for (at, count) in counts.iter().enumerate() {
            let (x, y) = (self.x(at), self.y(*count));
            if let Some((_, before)) = corners.last().copied() {
                corners.push((x, before));
            }
            corners.push((x, y));
        }
        if let ([_], Some((_, y))) = (counts, corners.last().copied()) {
            corners.push((RIGHT, y));
        }
        corners.dedup();
        corners
    }

    fn picture(&self) -> String {
        let areas = self.chart.stacked.iter().zip(self.sums.windows(2));
        let area = |(series, sums): (&Series, &[Vec<usize>])| {
            let mut corners = self.steps(&sums[1]);
            corners.extend(self.steps(&sums[0]).into_iter().rev());
            let (class, corners) = (class(series), points(&corners));
            format!("<polygon class=\"{class}\" points=\"{corners}\"/>\n")
        };
        let areas: String = areas.map(area).collect();
        let lines = self.chart.lines.iter().enumerate();
        let line = |(at, series): (usize, &Series)| {
            let corners = points(&self.steps(&series.counts));
            format!(
                "<polyline class=\"halo\" points=\"{corners}\"/>\n\
                 <polyline class=\"line{at}\" points=\"{corners}\"/>\n"
            )
        };
        let lines: String = lines.map(line).collect();
        let (first, last) = (&self.chart.points[0].1, self.chart.points.last());
        let last = last.map_or("", |(_, word)| word);
        let (highest, middle) = (self.highest, TOP.midpoint(BOTTOM));
        let half = if highest > 1 {
            format!(
                "<text class=\"tick\" x=\"{}\" y=\"{}\">{}</text>\n",
                LEFT - 6,
                self.y(highest / 2) + 4,
                highest / 2
            )
        } else {
            String::new()
        };
        format!(
            "<div class=\"scroll\" tabindex=\"0\">\n<svg class=\"chart\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" \
             aria-label=\"{unit} from {first} to {last}; the table below has the numbers\">\n\
             {areas}{lines}<path class=\"axis\" d=\"M{LEFT} {TOP}V{BOTTOM}H{RIGHT}\"/>\n\
             <text class=\"tick\" x=\"{tick}\" y=\"{top}\">{highest}</text>\n{half}\
             <text class=\"tick\" x=\"{tick}\" y=\"{bottom}\">0</text>\n\
             <text class=\"unit\" x=\"14\" y=\"{middle}\" transform=\"rotate(-90 14 {middle})\">{unit}</text>\n\
             <text x=\"{LEFT}\" y=\"{days}\">{first}</text>\n\
             <text class=\"tick\" x=\"{RIGHT}\" y=\"{days}\">{last}</text>\n{words}</svg>\n</div>\n",
            unit = plain(&self.chart.unit),
            first = plain(first),
            last = plain(last),
            tick = LEFT - 6,
            top = TOP + 4,
            bottom = BOTTOM + 4,
            days = BOTTOM + 18,
            words = self.words(),
        )
    }

    /// What everything is, beside where it ends: each as near to that as the others let it.
    fn words(&self) -> String {
        let end = self.chart.points.len() - 1;
        let stacked = self.chart.stacked.iter().zip(self.sums.windows(2));
        let stacked = stacked
            .filter(|(series, _)| series.counts.iter().any(|count| *count > 0))
            .map(|(series, sums)| {
                let at = self.y(sums[0][end].midpoint(sums[1][end]));
                let sign = format!(
                    "<rect class=\"{}\" width=\"18\" height=\"10\"",
                    class(series)
                );
                (at, sign, series)
            });
        let lines = self.chart.lines.iter().enumerate().map(|(at, series)| {
            let y = self.y(series.counts[end]);
            let sign = format!("<path class=\"line{at}\" d=\"M0 5H18\"");
            (y, sign, series)
        });
        let mut words: Vec<_> = stacked.chain(lines).collect();
        words.sort_by_key(|(y, _, _)| *y);
        // From below, as the lowest have no room to move down.
        let mut below = BOTTOM + WORDS;
        for (y, _, _) in words.iter_mut().rev() {
            *y = (*y).min(below - WORDS);
            below = *y;
        }
        let mut above = TOP - WORDS;
        for (y, _, _) in &mut words {
            *y = (*y).max(above + WORDS);
            above = *y;
        }
        let word = |(y, sign, series): &(i64, String, &Series)| {
            let count = series.counts[end];
            format!(
                "{sign} transform=\"translate({} {})\"/><text x=\"{}\" y=\"{}\">{} {count}</text>\n",
                RIGHT + 10,
                y - 5,
                RIGHT + 34,
                y + 4,
                plain(&series.label)
            )
        };
        words.iter().map(word).collect()
    }
}

fn class(series: &Series) -> String {
    series
        .shade
        .map_or_else(|| "sh".to_owned(), |shade| format!("sh{}", shade.step()))
}

fn points(corners: &[(i64, i64)]) -> String {
    let corners: Vec<String> = corners.iter().map(|(x, y)| format!("{x},{y}")).collect();
    corners.join(" ")
}

/// The numbers, the latest first.
fn table(chart: &Chart) -> String {
    let all = || chart.stacked.iter().rev().chain(&chart.lines);
    let name = |series: &Series| format!("<th scope=\"col\">{}</th>", escape(&series.label));
    let names: String = all().map(name).collect();
    let latest = chart.points.iter().enumerate().rev().take(ROWS);
    let row = |(at, (_, word)): (usize, &(i64, String))| {
        let count = |series: &Series| format!("<td>{}</td>", series.counts[at]);
        let counts: String = all().map(count).collect();
        format!("<tr><th scope=\"row\">{}</th>{counts}</tr>\n", escape(word))
    };
    let rows: String = latest.map(row).collect();
    let summary = if chart.points.len() > ROWS {
        format!(
            "The latest {ROWS} of {} versions as a table",
            chart.points.len()
        )
    } else {
        "As a table".to_owned()
    };
    format!(
        "<details><summary>{summary}</summary>\n<table class=\"numbers\">\n\
         <thead><tr><td></td>{names}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n</details>\n"
    )
}
