//! `risk review export`: a questionnaire or a review in another form.

use risk_core::disk::read_review_file;

use super::files;
use crate::cli::{ReviewExport, ReviewForm};
use crate::failure::Failure;
use crate::output::Output;

pub fn run(args: &ReviewExport, output: &mut Output) -> Result<(), Failure> {
    let file = read_review_file(&args.file)?;
    files::report(&file.findings, output);
    if args.subject.is_some() || (file.questionnaire.is_none() && args.format != ReviewForm::Lens) {
        let review = files::one(&args.file, file, args.subject.as_deref())?;
        let text = match args.format {
            ReviewForm::Toml => review.to_toml()?,
            ReviewForm::Json => review.to_json(),
            ReviewForm::Lens => return Err(no_lens(args)),
        };
        return output.data(&text);
    }
    let Some(questionnaire) = file.questionnaire else {
        return Err(no_lens(args));
    };
    let text = match args.format {
        ReviewForm::Toml => questionnaire.to_toml()?,
        ReviewForm::Json => questionnaire.to_json(),
        ReviewForm::Lens => {
            let (lens, left_out) = questionnaire.to_lens()?;
            for what in left_out {
                output.warning(&format!("a lens has no place for {what}"));
            }
            lens
        }
    };
    output.data(&text)?;
    if !file.reviews.is_empty() {
        output.words("the file also has answers; --subject writes those");
    }
    Ok(())
}

fn no_lens(args: &ReviewExport) -> Failure {
    Failure::request(
        format!(
            "{} has answers, and a lens has questions",
            args.file.display()
        ),
        Some("pass --format toml or --format json".to_owned()),
    )
}
