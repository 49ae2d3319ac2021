//! What stands on top: how many, and the matrix.

use super::{NAME, ReportPage, beginning, counted, short};
use crate::document::{Block, Cell, Document, Figure, Matrix, Shade, Span, Spans};
use crate::report::MatrixRisk;

/// So many of the worst risks stand on top of all.
const WORST: usize = 3;

/// So many risks of a cell are named.
const NAMED: usize = 24;

impl ReportPage<'_> {
    pub(super) fn top(&self, page: &mut Document) {
        let headline = &self.report.headline;
        let mut told = format!("As of {}. ", self.report.today);
        told += &counted(headline.risks, "risk");
        if headline.closed > 0 {
            told += &format!(", and {} more closed", headline.closed);
        }
        if let (Some(since), Some(diff)) = (&self.report.matrix.since, &self.report.changes) {
            told += &format!(". Since {}: {}", beginning(since, NAME), diff.summary);
        }
        page.paragraph(Span::text(told + "."));
        let ratings = headline.by_rating.iter().map(|count| {
            let shade = Shade::of_label(self.ratings, &count.rating);
            Figure::new(count.risks, &count.rating, Some(shade))
        });
        let others = [
            (headline.unrated, "unrated"),
            (headline.accepted, "accepted"),
            (headline.overdue, "overdue"),
        ];
        let others = others
            .into_iter()
            .map(|(count, label)| Figure::new(count, label, None));
        page.blocks
            .push(Block::Figures(ratings.chain(others).collect()));
        let worst = self.report.top.iter().take(WORST).map(|one| {
            let mut spans = self.rating(Some(&one.rating));
            spans.extend([Span::text(" "), self.risk(&one.risk)]);
            let parts = [one.component.trim(), one.description.trim()];
            let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            spans.push(Span::text(" "));
            spans.extend(short(&parts.join(": ")));
            spans
        });
        page.list(worst.collect());
        self.matrix(page);
    }

    fn matrix(&self, page: &mut Document) {
        let answer = &self.report.matrix;
        page.section("Matrix");
        let mut matrix = Matrix {
            axes: ["Likelihood".to_owned(), "Impact".to_owned()],
            ..Matrix::default()
        };
        let impacts = answer.scale.impact.iter();
        matrix.columns = impacts.map(|level| level.label.clone()).collect();
        let rows = answer.scale.likelihood.iter().zip(&answer.cells).rev();
        matrix.rows = rows
            .map(|(level, cells)| {
                let cells = cells.iter().map(|cell| {
                    let shade = Shade::of_label(self.ratings, &cell.rating);
                    Cell::new(&cell.rating, shade, self.mentions(&cell.risks))
                });
                (level.label.clone(), cells.collect())
            })
            .collect();
        page.blocks.push(Block::Matrix(matrix));
        if !answer.unrated.is_empty() {
            let told = format!("Unrated ({}):", answer.unrated.len());
            let mut unrated = vec![Span::strong(told), Span::text(" ")];
            unrated.extend(self.mentions(&answer.unrated));
            page.paragraph(unrated);
        }
        if let Some(key) = answer.key() {
            page.paragraph(Span::text(format!("{key}.")));
        }
    }

    fn mentions(&self, risks: &[MatrixRisk]) -> Spans {
        let mut spans = Spans::new();
        for risk in risks.iter().take(NAMED) {
            if !spans.is_empty() {
                spans.push(Span::text(" "));
            }
            let mut mention = self.risk(&risk.key);
            if let Span::Mention { sign, aside, .. } = &mut mention {
                *sign = risk.moved.map(|moved| (moved.sign(), moved.meaning()));
                *aside = risk.accepted.then_some("accepted");
            }
            spans.push(mention);
        }
        if risks.len() > NAMED {
            spans.push(Span::text(format!(" and {} more", risks.len() - NAMED)));
        }
        spans
    }
}
