//! The built-in packs, overlays, and what a broken pack is told.

use banjie::pack::{BUILTIN, Choices, Diagnostic, Pack, PackProblem, Value};

fn problems(json: &str) -> Vec<Diagnostic> {
    Pack::read(json).unwrap_err()
}

fn overlay(rules: &str) -> String {
    format!(
        r#"{{"id":"our-town","name":"我镇","title":"我镇办法","version":1,"status":"in_force","extends":"hualong",
            "source":[{{"id":"WZ","title":"我镇热线办理办法"}}],"rule":[{rules}]}}"#
    )
}

#[test]
fn every_built_in_pack_is_sound_and_survives_a_round_trip() {
    for id in BUILTIN {
        let pack = Pack::builtin(id).unwrap_or_else(|bad| panic!("{id}: {bad:#?}"));
        assert_eq!(pack.id(), id);
        assert!(pack.rules().len() >= 20, "{id} has {} rules", pack.rules().len());
        let again = Pack::read(&serde_json::to_string(pack.text()).unwrap()).unwrap();
        assert_eq!(again, pack);
    }
}

#[test]
fn an_overlay_replaces_whole_rules_by_id_and_keeps_the_rest() {
    let seven = r#"{"id":"YX-07.3a","source":"WZ","clause":"第三条","gist":"非紧急事项七个工作日","kind":"R","effect":"limit",
        "act":"handling","from":"dispatched","n":7,"unit":"working_day","when":{"urgency":["ordinary","pressing"]}}"#;
    let pack = Pack::read(&overlay(seven)).unwrap_or_else(|bad| panic!("{bad:#?}"));
    let base = Pack::builtin("hualong").unwrap();
    assert_eq!(pack.rules().len(), base.rules().len());
    assert_eq!(pack.rule("YX-07.3a").unwrap().citation.source, "WZ");
    assert_eq!(pack.rule("GD-09.2:5"), base.rule("GD-09.2:5"));
}

#[test]
fn two_limits_that_meet_without_saying_which_prevails_are_refused_and_both_quoted() {
    let extra = r#"{"id":"WZ-1","source":"WZ","clause":"第一条","gist":"投诉三个工作日","kind":"R","effect":"limit",
        "act":"handling","from":"dispatched","n":3,"unit":"working_day","when":{"nature":"complaint"}}"#;
    let found = problems(&overlay(extra));
    assert!(found.iter().any(|found| matches!(&found.problem,
        PackProblem::Overlap(other, ours, theirs) if other == "WZ-1" && ours.starts_with("GD") && theirs == "WZ 第一条")),
        "{found:?}");
}

#[test]
fn a_broken_pack_is_told_the_place() {
    let one = |json: &str| problems(json).remove(0);
    assert_eq!(one("{").problem, PackProblem::Syntax(1, 1));
    assert_eq!(one("{}").problem, PackProblem::MissingField("id".to_owned()));
    let typo = overlay(r#"{"id":"WZ-1","sources":"WZ"}"#);
    assert_eq!(
        one(&typo),
        Diagnostic { path: "rule[0].sources".to_owned(), problem: PackProblem::UnknownField("sources".to_owned()) }
    );
    let base = typo.replace("hualong", "nowhere").replace(r#"{"id":"WZ-1","sources":"WZ"}"#, "");
    assert_eq!(one(&base).problem, PackProblem::UnknownBase("nowhere".to_owned()));
    let nature = r#"{"id":"WZ-1","source":"XX","clause":"第一条","gist":"g","kind":"N","effect":"limit","act":"handling",
        "from":"dispatched","n":0,"unit":"working_day","when":{"nature":"soon","weather":"rain"},"readings":{"day_end":"noon"}}"#;
    let said: Vec<_> = problems(&overlay(nature)).into_iter().map(|found| (found.path, found.problem)).collect();
    let at = |path: &str| said.iter().find(|(known, _)| known == path).map(|(_, problem)| problem);
    assert_eq!(at("rule[WZ-1].source"), Some(&PackProblem::NoSource("XX".to_owned())));
    assert!(
        matches!(at("rule[WZ-1].when.nature"), Some(PackProblem::UnknownValue(value, known)) if value == "soon" && known.contains(&"help"))
    );
    assert_eq!(at("rule[WZ-1].when.weather"), Some(&PackProblem::UnknownAttribute("weather".to_owned())));
    assert_eq!(at("rule[WZ-1].readings.day_end"), Some(&PackProblem::NoReading("noon".to_owned())));
    assert_eq!(at("rule[WZ-1].n"), Some(&PackProblem::BadNumber(0)));
}

#[test]
fn a_setting_outside_its_range_keeps_the_default() {
    let pack = Pack::builtin("shicheng").unwrap();
    let setting = pack.text().setting.iter().find(|setting| matches!(setting.default, Value::Number(_))).unwrap();
    let mut choices = Choices::default();
    choices.settings.insert(setting.id.clone(), Value::Number(100_000));
    assert_eq!(pack.setting(&choices, &setting.id), Some(&setting.default));
    choices.settings.insert("office_hours".to_owned(), Value::Text("25:00-26:00".to_owned()));
    assert_eq!(pack.setting(&choices, "office_hours"), pack.setting(&Choices::default(), "office_hours"));
}
