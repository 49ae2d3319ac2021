//! What many reviews show, for people.

use risk_core::document::{Bar, Block, Document, Span, Tone};
use risk_core::review::{
    Cohort, MilestonesAnswer, QuestionStats, ReviewLevel, Share, Stats, StatsAnswer, Tag,
};

use super::table::Table;
use super::text::counted;

/// A number in per cent of how many: there is no per cent without that.
fn percent(share: &Share) -> String {
    let percent = share
        .percent
        .map_or_else(|| "-".to_owned(), |percent| percent.to_string());
    format!("{percent} % ({} of {})", share.count, share.of)
}

fn short(share: &Share) -> String {
    share
        .percent
        .map_or_else(|| "-".to_owned(), |percent| format!("{percent} %"))
}

fn rank(rank: Option<usize>) -> String {
    rank.map_or_else(String::new, |rank| rank.to_string())
}

fn share(question: &QuestionStats, level: ReviewLevel) -> Share {
    question.levels[level as usize].share
}

/// What is shown of each question: how many reviews, and in per cent of these. The worst come first.
pub fn stats(stats: &Stats) -> Table {
    let names = [
        "HRI rank",
        "Question",
        "n",
        "High",
        "High or medium",
        "None",
        "WA rank",
        "Answered",
    ];
    let mut table = Table::new(&names);
    let mut questions: Vec<&QuestionStats> = stats.questions.iter().collect();
    questions.sort_by_key(|question| question.hri_rank);
    for question in questions {
        table.row([
            rank(question.hri_rank),
            format!("{}: {}", question.id, question.text),
            stats.reviews.to_string(),
            short(&share(question, ReviewLevel::High)),
            short(&question.bracket),
            short(&share(question, ReviewLevel::None)),
            rank(question.wa_rank),
            question.answered.to_string(),
        ]);
    }
    table.without_unused(&["HRI rank", "WA rank"], &[""])
}

/// Every figure, one a row.
pub fn stats_values(answer: &StatsAnswer) -> Table {
    let mut table = Table::new(&[
        "cohort",
        "question",
        "kind",
        "id",
        "label",
        "tag",
        "count",
        "of",
        "percent",
        "low",
        "high",
        "answered",
        "percent_of_answered",
    ]);
    values(&mut table, "", &answer.all);
    for Cohort {
        tag, value, stats, ..
    } in &answer.cohorts
    {
        values(&mut table, &format!("{tag}={value}"), stats);
    }
    table
}

fn values(table: &mut Table, cohort: &str, stats: &Stats) {
    for question in &stats.questions {
        let mut row = |kind: &str, [id, label, tag]: [&str; 3], share: &Share| {
            let number =
                |number: Option<usize>| number.map(|number| number.to_string()).unwrap_or_default();
            let [low, high] = share
                .interval
                .map_or_else(Default::default, |bounds| bounds.map(|one| one.to_string()));
            let texts = [cohort, question.id, kind, id, label, tag].map(str::to_owned);
            let figures = [
                share.count.to_string(),
                share.of.to_string(),
                number(share.percent),
                low,
                high,
                share.answered.to_string(),
                number(share.percent_of_answered),
            ];
            table.row(texts.into_iter().chain(figures));
        };
        for level in &question.levels {
            row("level", [level.level.as_str(), "", ""], &level.share);
        }
        row("bracket", ["", "high or medium", ""], &question.bracket);
        for choice in &question.choices {
            let tag = choice.tag.map_or("", Tag::as_str);
            row("choice", [choice.id, choice.text, tag], &choice.share);
        }
        let of = stats.questions.len().to_string();
        for (name, place) in [("hri", question.hri_rank), ("wa", question.wa_rank)] {
            if let Some(place) = place {
                let mut cells = [cohort, question.id, "rank", name]
                    .map(str::to_owned)
                    .to_vec();
                cells.extend(["", ""].map(str::to_owned));
                cells.extend([place.to_string(), of.clone()]);
                cells.resize(13, String::new());
                table.row(cells);
            }
        }
    }
}

/// Which reviews a cohort has, and how many.
pub fn cohort_title(cohort: &Cohort) -> String {
    let value = if cohort.value.is_empty() {
        "(none)"
    } else {
        &cohort.value
    };
    let reviews = counted(cohort.stats.reviews, "review");
    format!("{} {value}: {reviews}", cohort.tag)
}

/// A page with the bars of every question, the worst first.
pub fn stats_page(answer: &StatsAnswer) -> Document {
    let mut page = Document::new(match answer.questionnaire.title {
        "" => answer.questionnaire.id,
        title => title,
    });
    let reviews = counted(answer.all.reviews, "review");
    page.paragraph(Span::text(format!(
        "{reviews}. Per cent of all of them, also of those that leave a question unanswered or to which it does not apply; \
         behind it, between which bounds the share lies for all that could be reviewed (95 %)."
    )));
    questions(&mut page, &answer.all);
    for cohort in &answer.cohorts {
        page.section(cohort_title(cohort));
        questions(&mut page, &cohort.stats);
    }
    page
}

fn questions(page: &mut Document, stats: &Stats) {
    let mut order: Vec<&QuestionStats> = stats.questions.iter().collect();
    order.sort_by_key(|question| question.hri_rank);
    for question in order {
        page.heading(Span::text(format!("{}: {}", question.id, question.text)));
        if let (Some(hri), Some(wa)) = (question.hri_rank, question.wa_rank) {
            let of = stats.questions.len();
            page.paragraph(Span::text(format!(
                "High risk rank {hri} of {of}, well-architected rank {wa} of {of}"
            )));
        }
        let levels = [
            ("High risk", share(question, ReviewLevel::High), Tone::Bad),
            ("High or medium risk", question.bracket, Tone::Middling),
            (
                "No risk left",
                share(question, ReviewLevel::None),
                Tone::Good,
            ),
        ];
        let mut bars: Vec<Bar> = levels
            .iter()
            .map(|(label, share, tone)| bar(label, share, *tone))
            .collect();
        bars.extend(question.choices.iter().map(|choice| {
            let tag = choice.tag.map(|tag| format!("{tag} ")).unwrap_or_default();
            let tone = if choice.tag == Some(Tag::Critical) {
                Tone::Bad
            } else {
                Tone::Plain
            };
            bar(&format!("{tag}{}", choice.text), &choice.share, tone)
        }));
        page.blocks.push(Block::Bars(bars));
    }
}

fn bar(label: &str, share: &Share, tone: Tone) -> Bar {
    let bounds = share
        .interval
        .map_or_else(String::new, |[low, high]| format!(", {low:.1}–{high:.1}"));
    Bar::new(
        label,
        share.percent.unwrap_or_default(),
        percent(share) + &bounds,
        tone,
    )
}

/// What became of each question.
pub fn milestones(answer: &MilestonesAnswer) -> Table {
    let mut table = Table::new(&[
        "Question",
        "Pairs",
        "Better",
        "Same",
        "Worse",
        "Not comparable",
    ]);
    for question in &answer.questions {
        let counts = question.changes;
        let counts = [
            answer.pairs,
            counts.better,
            counts.same,
            counts.worse,
            counts.not_comparable,
        ];
        let name = format!("{}: {}", question.id, question.text);
        table.row(
            [name]
                .into_iter()
                .chain(counts.map(|count| count.to_string())),
        );
    }
    table
}
