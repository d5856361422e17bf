//! The dossier: a scene as one page that needs nothing else, for browsers and printers, and as
//! Markdown.
//!
//! All that is known stands in the page itself and reads and prints as it is; the script beside it
//! filters and links what is there, by the rules of the library. The page asks no network for
//! anything, and its policy forbids it to. The room knows neither questions nor the network of
//! relations: what it does not find in the scene it cannot tell.

mod controls;
mod data;
mod entities;
mod html;
mod markdown;
mod page;
mod pictures;
mod relations;
mod sources;
mod words;

pub use markdown::markdown;
pub use page::page;

#[cfg(test)]
mod tests {
    use super::page::base64;
    use super::{markdown, page};
    use crate::analysis::Cancel;
    use crate::answer::Scene;
    use crate::desk::Chancery;
    use crate::digest::Digest;
    use crate::model::Nature;
    use crate::text;

    fn scene() -> Scene {
        let chancery = Chancery::builtin().unwrap();
        let answer = chancery.ask("between Rwanda and Kazakhstan").unwrap();
        chancery.scene(&answer, &Cancel::new()).unwrap()
    }

    #[test]
    fn every_relation_entity_and_source_stands_in_both() {
        let scene = scene();
        let (page, text) = (page(&scene), markdown(&scene));
        for (at, sight) in scene.relations.iter().enumerate() {
            assert!(page.contains(&format!("<li id=\"relation-{at}\"")), "{at}");
            let summary = sight.row.summary.as_deref().unwrap_or_default();
            assert!(text.contains(summary), "{summary}");
        }
        for at in 0..scene.actors.len() {
            assert!(page.contains(&format!("<li id=\"actor-{at}\"")), "{at}");
        }
        for number in 1..=scene.sources.len() {
            assert!(page.contains(&format!("<li id=\"source-{number}\"")));
            assert!(text.contains(&format!("\n[^{number}]: ")), "{number}");
        }
    }

    #[test]
    fn the_same_scene_gives_the_same_page() {
        let scene = scene();
        assert_eq!(page(&scene), page(&scene));
        assert_eq!(markdown(&scene), markdown(&scene));
    }

    #[test]
    fn the_policy_lets_one_script_run_which_ends_where_it_should() {
        let mut scene = scene();
        scene.heading = "</script><script>alert(1)</script>".to_owned();
        scene.actors[0].entity.name.clone_from(&scene.heading);
        let page = page(&scene);
        assert_eq!(page.matches("<script").count(), 2);
        assert_eq!(page.matches("</script>").count(), 2);
        let script = page.rsplit("<script>").next().unwrap();
        let script = script.split("</script>").next().unwrap();
        let hash = base64(Digest::of(script).bytes());
        assert!(page.contains(&format!("script-src &#39;sha256-{hash}&#39;")));
        assert!(page.contains("default-src &#39;none&#39;"));
    }

    #[test]
    fn names_in_markdown_stay_names() {
        let mut scene = scene();
        scene.heading = "# *a* | <b> [c](javascript:d)\n\u{202e}e".to_owned();
        scene.sources[0].url = Some("javascript:alert(1)".to_owned());
        let text = markdown(&scene);
        let first = text.lines().next().unwrap();
        assert_eq!(
            first,
            "# \\# \\*a\\* \\| \\<b\\> \\[c\\](javascript:d)␊\u{fffd}e"
        );
        assert!(!text.contains("<javascript"));
    }

    #[test]
    fn a_dossier_is_told_by_its_sentence() {
        let scene = scene();
        let text = markdown(&scene);
        let ties = scene.relations.iter().filter(|sight| sight.is_told);
        let ties = ties.filter(|sight| sight.nature == Nature::Tie).count();
        assert!(text.contains(&format!(
            "\n{} and ",
            text::counted(ties as u64, "tie", "ties")
        )));
        assert!(text.contains(&format!(", by {} sources; ", scene.sources.len())));
        assert!(text.contains("Paul Kagame (president) visited Kazakhstan"));
        assert!(text.contains("] excerpt – dated some day in 2012"));
    }
}
