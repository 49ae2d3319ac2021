//! Where a risk came from, in one text: `questionnaire/question@subject`.

#![cfg(feature = "trackers")]

/// Whether a text has the form of a question of a review and its subject. That of a subject is free; what stands before
/// the first `@` are two ids.
pub(crate) fn is_of_review(text: &str) -> bool {
    let Some((question, subject)) = text.split_once('@') else {
        return false;
    };
    let is_one_line = !text.contains(['\n', '\r']) && !question.contains(char::is_whitespace);
    let ids = question.split_once('/');
    is_one_line
        && !subject.trim().is_empty()
        && ids.is_some_and(|(questionnaire, question)| {
            !questionnaire.is_empty() && !question.is_empty()
        })
}

#[cfg(test)]
mod tests {
    use super::is_of_review;

    #[test]
    fn the_question_of_a_review_is_two_ids_and_a_subject() {
        for text in [
            "dr-basics/rel9@Web shop",
            "a/b@c@d/e",
            "arn:aws:lens/serverless/q1@x",
        ] {
            assert!(is_of_review(text), "{text}");
        }
        for text in [
            "",
            "No backup",
            "Ask a/b @ home",
            "/rel9@Web shop",
            "dr-basics/@Web shop",
            "dr-basics/rel9@ ",
            "dr-basics/rel9",
            "me@example.com",
            "a/b@c\nd",
        ] {
            assert!(!is_of_review(text), "{text}");
        }
    }
}
