//! Which review and which questionnaire are meant.

use std::path::Path;

use risk_core::disk::{find_questionnaire, read_questionnaire, read_review_file};
use risk_core::review::{Questionnaire, Review, ReviewFile, ReviewFinding};

use crate::failure::Failure;
use crate::output::Output;
use crate::render;

/// A review with the questionnaire that it answers, and what in its file makes no sense.
pub struct Answered {
    pub questionnaire: Questionnaire,
    pub review: Review,
    pub findings: Vec<ReviewFinding>,
}

/// Reads a review: of a file with several, that of a subject.
pub fn read(
    path: &Path,
    questionnaire: Option<&Path>,
    subject: Option<&str>,
) -> Result<Answered, Failure> {
    of_file(path, read_review_file(path)?, questionnaire, subject)
}

/// The same of a file that was read.
pub fn of_file(
    path: &Path,
    mut file: ReviewFile,
    questionnaire: Option<&Path>,
    subject: Option<&str>,
) -> Result<Answered, Failure> {
    let own = file.questionnaire.take();
    let findings = std::mem::take(&mut file.findings);
    let review = one(path, file, subject)?;
    let questionnaire = of_review(path, &review, questionnaire, own)?;
    Ok(Answered {
        questionnaire,
        review,
        findings,
    })
}

/// The questionnaire that a review answers: the one that is passed, else that of its file, else the one that it names.
pub fn of_review(
    path: &Path,
    review: &Review,
    passed: Option<&Path>,
    own: Option<Questionnaire>,
) -> Result<Questionnaire, Failure> {
    let found = match (passed, own) {
        (Some(passed), _) => passed.to_owned(),
        (None, Some(own)) => return Ok(own),
        (None, None) => find_questionnaire(path, &review.questionnaire).ok_or_else(|| {
            let named = match review.questionnaire.as_str() {
                "" => "states no questionnaire".to_owned(),
                named => format!("states the questionnaire `{named}`, and there is no such file"),
            };
            Failure::request(
                format!("{} {named}", path.display()),
                Some("pass --questionnaire FILE".to_owned()),
            )
        })?,
    };
    Ok(read_questionnaire(&found)?)
}

/// The review of a file, or of a file with several that of a subject.
pub fn one(path: &Path, file: ReviewFile, subject: Option<&str>) -> Result<Review, Failure> {
    let count = file.reviews.len();
    let names: Vec<String> = file.reviews.iter().map(|one| one.subject.clone()).collect();
    let mut reviews = file.reviews.into_iter();
    let Some(subject) = subject else {
        return match (count, reviews.next()) {
            (1, Some(review)) => Ok(review),
            (0, _) => Err(Failure::request(
                format!("{} has no review", path.display()),
                Some("`risk review init` begins one".to_owned()),
            )),
            _ => Err(Failure::request(
                format!("{} has {count} reviews", path.display()),
                Some(format!("pass --subject, such as --subject '{}'", names[0])),
            )),
        };
    };
    // To the letter, where that is one of several spellings.
    let is_exact = names.iter().any(|name| name == subject);
    let mut of_subject =
        reviews.filter(|review| review.is_of(subject) && (!is_exact || review.subject == subject));
    match (of_subject.next(), of_subject.next()) {
        (Some(review), None) => Ok(review),
        (Some(_), Some(_)) => Err(Failure::request(
            format!("{} has several reviews of `{subject}`", path.display()),
            Some("each review in a file of its own can be shown".to_owned()),
        )),
        (None, _) => Err(Failure::request(
            format!("{} has no review of `{subject}`", path.display()),
            near(subject, names.iter().map(String::as_str)),
        )),
    }
}

/// What a file or a folder is called.
pub fn name(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    name.to_string_lossy().into_owned()
}

/// The name that was most likely meant.
pub fn near<'a>(name: &str, names: impl Iterator<Item = &'a str>) -> Option<String> {
    let near = risk_core::review::nearest(name, names);
    near.map(|name| format!("did you mean `{name}`?"))
}

/// How many findings people get: a screen of them; programs get all.
const FINDINGS: usize = 20;

/// Reports what makes no sense, or has to be known.
pub fn report(findings: &[ReviewFinding], output: &mut Output) {
    for finding in findings.iter().take(FINDINGS) {
        output.warning(&render::review_finding(finding));
    }
    if findings.len() > FINDINGS {
        let more = render::counted(findings.len() - FINDINGS, "more finding");
        output.words(&format!("{more}; --format json has all"));
    }
}
