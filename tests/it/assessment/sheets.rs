//! Which sheet a pack has, and what a broken one is told.

use banjie::pack::{Pack, PackProblem};

#[test]
fn packs_have_the_sheet_their_documents_allow() {
    let pack = |id: &str| Pack::builtin(id).unwrap();
    // Five indicators make points, whatever else is only shown.
    let scored = pack("hualong").assessment().indicators.iter().filter(|known| known.scoring.is_some()).count();
    assert_eq!(scored, 5);
    let uses = |pack: &Pack, id: &str| pack.text().setting.iter().any(|setting| setting.id == id);
    assert!(!uses(&pack("hualong"), "redo_each") && uses(&pack("xinhai"), "redo_each"));
    let of = |id: &str, indicator: &str| {
        let pack = pack(id);
        pack.assessment().indicators.iter().find(|known| known.id == indicator).map(|known| known.rules.clone())
    };
    assert_eq!(of("xinhai", "supervised"), Some(vec!["XH-2.5".to_owned()]));
    assert_eq!(of("xinhai", "on_time"), Some(Vec::new()));
    assert_eq!(of("shangrao", "redo"), None);
}

#[test]
fn a_broken_sheet_is_told_the_place() {
    let read = |more: &str| {
        let json = format!(r#"{{"id":"our-town","name":"我镇","extends":"hualong",{more}}}"#);
        Pack::read(&json).map(drop).unwrap_err().remove(0)
    };
    let bands = read(r#""indicator":[{"id":"volume","measure":"volume","score":"band","bands":[10,5]}]"#);
    assert_eq!((bands.path.as_str(), bands.problem), ("indicator[volume]", PackProblem::Needs("bands")));
    let measure = read(r#""indicator":[{"id":"x","measure":"weather"}]"#);
    assert!(measure.path.starts_with("indicator[0]"), "{}", measure.path);
    let rule = read(r#""indicator":[{"id":"x","measure":"volume","rules":["GD-99"]}]"#);
    assert_eq!(rule.problem, PackProblem::NoRule("GD-99".to_owned()));
    let points = read(r#""indicator":[{"id":"x","measure":"redo","score":"each","each":"nobody"}]"#);
    assert_eq!(points.problem, PackProblem::NoSetting("nobody".to_owned()));
    let worth = read(r#""indicator":[{"id":"x","measure":"satisfaction","worth":{"good":50}}]"#);
    assert!(
        matches!(worth.problem, PackProblem::UnknownValue(value, known) if value == "good" && known.contains(&"fair"))
    );
    let share = read(r#""indicator":[{"id":"x","measure":"volume","score":"share","points":10}]"#);
    assert_eq!(share.path, "indicator[x].score");
    let sum = read(r#""grades":{"names":["甲","乙"],"percents":[30,60]}"#);
    assert_eq!(sum.problem, PackProblem::BadNumber(90));
    let never = read(r#""consequence":[{"id":"x","rule":"GD-30","every":"month","bottom":2,"step":"interview_unit"}]"#);
    assert_eq!(never.problem, PackProblem::Needs("in_a_row"));
    let ground = read(r#""exclusion":[{"id":"x","what":"ground","rule":"GD-30"}]"#);
    assert_eq!(ground.problem, PackProblem::NoRule("GD-30".to_owned()));
    let tie =
        r#""reading":[{"id":"odd","label":"x","why":"y","options":[{"id":"a","label":"a"},{"id":"b","label":"b"}]}]"#;
    let tie = read(&format!(r#"{tie},"grades":{{"names":["甲","乙"],"percents":[30,70],"rounding_by":"odd"}}"#));
    assert!(matches!(tie.problem, PackProblem::UnknownValue(value, _) if value == "a"));
}
