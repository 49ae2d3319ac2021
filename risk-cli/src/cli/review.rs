//! Reviews: questions, answers, and what is missing.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use risk_core::Date;

use super::global::formats;
use super::words::Word;
use super::{EditOptions, Format};

/// Ask the questions of a review, and show what is missing.
#[derive(Debug, Args)]
pub struct Reviews {
    /// What to do
    #[command(subcommand)]
    pub command: ReviewCommand,
}

/// What to do with reviews.
#[derive(Debug, Subcommand)]
pub enum ReviewCommand {
    /// Begin a review: a file without answers
    Init(ReviewInit),
    /// Answer the questions of a review, one by one or by what is passed
    ///
    /// `risk review answer FILE` asks what is not answered yet, and saves each answer at once. With answers such as
    /// `backups=daily,tested` it asks nothing: `backups=` is none of the choices, `backups=n/a` does not apply, `backups=?`
    /// is to be answered again. `backups.notes=TEXT`, `backups.component=NAME`, `backups.reason=out-of-scope` and
    /// `backups.partial=tested` state more.
    Answer(ReviewAnswer),
    /// Show the levels of a review, the gaps first, or the questions of a questionnaire
    Show(ReviewShow),
    /// Draft a risk for each gap of a review, and bring those up to date that were drafted before
    ///
    /// Likelihood and impact stay missing. What people wrote stays: a field that they changed, a risk that they removed, one
    /// that they split. What has to be decided is proposed: to close a risk whose gap is gone, or to accept one.
    Draft(ReviewDraft),
    /// Show what became better and what worse between two reviews
    Diff(ReviewDiff),
    /// Show what many reviews of one questionnaire show: levels, choices and ranks
    Stats(ReviewStats),
    /// Write a questionnaire or a review in another form: TOML, JSON, or a custom lens of AWS
    Export(ReviewExport),
}

/// Begin a review.
#[derive(Debug, Args)]
pub struct ReviewInit {
    /// The questionnaire: a file
    #[arg(value_name = "QUESTIONNAIRE")]
    pub questionnaire: PathBuf,

    /// What is reviewed
    #[arg(long, value_name = "NAME")]
    pub subject: String,

    /// The component that the answers are about
    #[arg(long, value_name = "NAME", default_value = "")]
    pub component: String,

    /// The day of the review [default: today]
    #[arg(long, value_name = "DATE")]
    pub date: Option<Date>,

    /// Where the file goes [default: reviews/SUBJECT-DATE.toml in the register's folder]
    #[arg(long, value_name = "PATH")]
    pub into: Option<PathBuf>,
}

/// Answer the questions of a review.
#[derive(Debug, Args)]
pub struct ReviewAnswer {
    /// The review: a TOML file
    #[arg(value_name = "REVIEW")]
    pub review: PathBuf,

    /// Answers: QUESTION=CHOICE,CHOICE
    #[arg(value_name = "ANSWER")]
    pub answers: Vec<String>,

    /// The questionnaire, where it is not found by what the review states
    #[arg(long, value_name = "FILE")]
    pub questionnaire: Option<PathBuf>,

    /// Ask all questions, also those that are answered
    #[arg(long, conflicts_with = "answers")]
    pub all: bool,
}

/// Show a review or a questionnaire.
#[derive(Debug, Args)]
pub struct ReviewShow {
    /// A review or a questionnaire, of any form
    #[arg(value_name = "FILE")]
    pub file: PathBuf,

    /// The questionnaire, where it is not found by what the review states
    #[arg(long, value_name = "FILE")]
    pub questionnaire: Option<PathBuf>,

    /// Which review, of a file that has several
    #[arg(long, value_name = "NAME")]
    pub subject: Option<String>,

    /// The maximum number of questions in a table; 0 for all
    #[arg(long, value_name = "NUMBER", default_value = "0")]
    pub top: usize,

    /// Output format
    #[arg(long, default_value = "table", value_parser = formats(&PAGES))]
    pub format: Format,
}

/// The formats of what can be a page.
const PAGES: [Word; 4] = [
    ("table", "For people"),
    ("json", "For programs; `risk schema` has the schema"),
    ("md", "Markdown"),
    ("html", "A page that needs nothing but itself"),
];

/// Draft risks of a review.
#[derive(Debug, Args)]
pub struct ReviewDraft {
    /// The review
    #[arg(value_name = "REVIEW")]
    pub review: PathBuf,

    /// The questionnaire, where it is not found by what the review states
    #[arg(long, value_name = "FILE")]
    pub questionnaire: Option<PathBuf>,

    /// Which review, of a file that has several
    #[arg(long, value_name = "NAME")]
    pub subject: Option<String>,

    /// The review before, of the same subject [default: the newest that is older, beside the review]
    #[arg(long, value_name = "FILE")]
    pub earlier: Option<PathBuf>,

    /// Carry out what is proposed for risks
    #[arg(long)]
    pub apply: bool,

    /// Draft also the gaps whose risks were removed
    #[arg(long)]
    pub again: bool,

    #[command(flatten)]
    pub options: EditOptions,
}

/// Show what became of two reviews.
#[derive(Debug, Args)]
pub struct ReviewDiff {
    /// The older review
    #[arg(value_name = "BEFORE")]
    pub before: PathBuf,

    /// The newer review
    #[arg(value_name = "AFTER")]
    pub after: PathBuf,

    /// The questionnaire of both, where it is not found by what they state
    #[arg(long, value_name = "FILE")]
    pub questionnaire: Option<PathBuf>,

    /// Which review, of files that have several
    #[arg(long, value_name = "NAME")]
    pub subject: Option<String>,

    /// Also the questions that stayed the same
    #[arg(long)]
    pub all: bool,

    /// Output format
    #[arg(long, default_value = "table")]
    pub format: Format,
}

/// Show what many reviews show.
#[derive(Debug, Args)]
pub struct ReviewStats {
    /// Files of reviews, of any form, and folders of such files
    #[arg(value_name = "REVIEWS", required = true)]
    pub reviews: Vec<PathBuf>,

    /// The questionnaire, where it is not found by what the reviews state
    #[arg(long, value_name = "FILE")]
    pub questionnaire: Option<PathBuf>,

    /// Also by the values of a tag
    #[arg(long, value_name = "TAG")]
    pub by: Option<String>,

    /// Compare the last review of each subject with its first
    #[arg(long, conflicts_with = "by")]
    pub milestones: bool,

    /// A row for each choice of each review, for other programs; --format csv
    #[arg(long, conflicts_with_all = ["by", "milestones"])]
    pub rows: bool,

    /// Output format
    #[arg(long, default_value = "table", value_parser = formats(&STATS))]
    pub format: Format,
}

/// The formats of what can be a page and a table.
const STATS: [Word; 5] = [
    ("table", "For people"),
    ("json", "For programs; `risk schema` has the schema"),
    ("md", "Markdown"),
    ("csv", "Comma-separated values: levels, ranks and choices"),
    ("html", "A page with bars that needs nothing but itself"),
];

/// Write a questionnaire or a review in another form.
#[derive(Debug, Args)]
pub struct ReviewExport {
    /// A questionnaire or a review, of any form
    #[arg(value_name = "FILE")]
    pub file: PathBuf,

    /// Output format
    #[arg(long, default_value = "toml")]
    pub format: ReviewForm,

    /// Which review, of a file that has several
    #[arg(long, value_name = "NAME")]
    pub subject: Option<String>,
}

/// A form of questionnaires and reviews.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ReviewForm {
    /// The text form
    Toml,
    /// The same in JSON
    Json,
    /// A custom lens of AWS's Well-Architected Tool; of questionnaires alone
    Lens,
}
