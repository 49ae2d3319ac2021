//! `risk review init`: a review without answers.

use std::fs;
use std::path::{Path, PathBuf};

use risk_core::disk::{find_questionnaire, read_questionnaire};
use risk_core::folder::REGISTER_FILE;
use risk_core::replace_file;
use risk_core::review::Review;
use risk_core::runbook::file_names;

use crate::cli::{Global, ReviewInit};
use crate::failure::Failure;
use crate::output::Output;
use crate::path_from::path_from;
use crate::source;
use crate::today::today;

pub fn run(args: &ReviewInit, global: &Global, output: &mut Output) -> Result<(), Failure> {
    let questionnaire = read_questionnaire(&args.questionnaire)?;
    let date = args.date.unwrap_or_else(|| today(global));
    let path = match &args.into {
        Some(path) => path.clone(),
        None => {
            let folder = source::path(global)
                .ok()
                .filter(|path| path.join(REGISTER_FILE).is_file());
            let subject = file_names(std::slice::from_ref(&args.subject)).concat();
            let name = format!("{subject}-{date}.toml");
            let folder = folder.filter(|folder| folder != Path::new("."));
            folder.unwrap_or_default().join("reviews").join(name)
        }
    };
    if path.exists() {
        return Err(Failure::request(
            format!("{} exists already", path.display()),
            Some("`risk review answer` goes on with it; --into makes another file".to_owned()),
        ));
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut review = Review::default();
    review.questionnaire = named(&path, &args.questionnaire, &questionnaire.id)?;
    review.version = questionnaire.version;
    review.subject.clone_from(&args.subject);
    review.component.clone_from(&args.component);
    review.date = Some(date);
    replace_file(&path, review.to_toml()?.as_bytes())?;
    output.words(&format!("wrote {}", path.display()));
    output.hint(&format!(
        "`risk review answer {}` asks the questions",
        path.display()
    ));
    Ok(())
}

/// How a review names its questionnaire: by the id, where that is found, else by the path from the review.
fn named(review: &Path, questionnaire: &Path, id: &str) -> Result<String, Failure> {
    let target = fs::canonicalize(questionnaire)?;
    let is_found = |path: PathBuf| fs::canonicalize(path).is_ok_and(|found| found == target);
    if find_questionnaire(review, id).is_some_and(is_found) {
        return Ok(id.to_owned());
    }
    let folder = review.parent().unwrap_or(Path::new(""));
    Ok(path_from(folder, questionnaire)?.display().to_string())
}
