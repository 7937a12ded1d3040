//! 石城县: whole orders through the chapters of its documents.

use super::Journey;
use banjie::term::Stage;

pub const JOURNEYS: &[Journey] = &[
    Journey {
        name: "ordinary: signed off by the principal, the caller met",
        lines: &[
            "2026-03-02T09:00 register title=村道损毁 nature=complaint place=琴江镇",
            "2026-03-02T09:10 accept",
            "2026-03-02T10:00 dispatch lead=交通运输局",
            // Mon 03-02; the local five: 03-03 (1) 03-04 (2) 03-05 (3) 03-06 (4) 03-09 Mon (5).
            "=handling 2026-03-09",
            // The local one: 03-03 (1).
            "=sign_for 2026-03-03",
            "?duty SC-3a:sign",
            "2026-03-02T10:30 sign_for",
            "~duty SC-3a:sign",
            "!SC-1a 2026-03-02T10:40 assign handler=养护股",
            "!SC-1a 2026-03-02T11:00 sign_off signed_by=deputy lead_person=李副局长 handler=养护股 signoff_limit=3",
            "!SC-1a 2026-03-02T11:10 sign_off signed_by=principal lead_person=李副局长 handler=养护股",
            "2026-03-02T11:20 sign_off signed_by=principal lead_person=李副局长 handler=养护股 signoff_limit=3",
            // What the principal named: 03-03 (1) 03-04 (2) 03-05 (3).
            "=handling 2026-03-05",
            "2026-03-02T11:30 assign handler=养护股",
            "?duty SC-3b",
            "!SC-1b 2026-03-03T09:00 contact means=phone record_kept=yes",
            "!SC-1b 2026-03-03T09:10 contact means=phone why_not_met=诉求人在外地",
            "2026-03-03T15:00 contact means=in_person record_kept=yes what=到村见面核实",
            "!SC-4 2026-03-04T09:00 escalate to=县委信访局 reason=办不完 told=已讲明缘由",
            "2026-03-05T09:00 finish result=路面已修复",
            "~duty SC-3b",
            "!SC-1a 2026-03-05T09:30 reply means=in_person answer=路面已修复",
            "!SC-1a 2026-03-05T09:40 approve_answer signed_by=principal lead_person=李副局长 procedure=签批、现场核实、修复",
            "2026-03-05T10:00 approve_answer signed_by=principal lead_person=李副局长 procedure=签批、现场核实、修复 sealed=yes",
            "2026-03-05T11:00 reply means=in_person answer=路面已修复",
            "2026-03-05T15:00 complete result=路面已修复",
            // The day it was completed.
            "=callback 2026-03-05",
            "?duty SC-6a",
        ],
        ends: Stage::Completed,
    },
    Journey {
        name: "the caller cannot be met: a call with its record, and not before the contact",
        lines: &[
            "2026-03-02T09:00 register title=医保断缴 nature=help",
            "2026-03-02T09:10 accept",
            "2026-03-02T10:00 dispatch lead=医保局",
            "2026-03-02T10:30 sign_for",
            "2026-03-02T11:00 sign_off signed_by=principal lead_person=张副局长 handler=待遇股 signoff_limit=4",
            "2026-03-04T09:00 finish result=已补缴",
            "2026-03-04T09:30 approve_answer signed_by=principal lead_person=张副局长 procedure=核对、补缴 sealed=yes",
            "2026-03-04T10:00 reply means=phone answer=已补缴",
            "!SC-1b 2026-03-04T10:10 complete result=已补缴",
            "2026-03-04T10:20 contact means=phone why_not_met=诉求人在广东务工 record_kept=yes",
            "2026-03-04T10:30 complete result=已补缴",
        ],
        ends: Stage::Completed,
    },
    Journey {
        name: "difficult, marked on Monday morning: the visiting leader decides who has it",
        lines: &[
            "2026-03-02T08:40 register title=宅基地权属争议 nature=complaint difficulty=difficult",
            "2026-03-02T08:50 accept",
            "!SC-3c 2026-03-02T09:00 dispatch lead=自然资源局",
            "!SC-3c 2026-03-02T09:10 decide_unit lead=自然资源局 signed_by=visiting_leader",
            "~duty SC-3c",
            "2026-03-02T09:30 mark difficulty=difficult reason=权属不清",
            "?duty SC-3c",
            "!SC-3c 2026-03-02T10:00 decide_unit lead=自然资源局 signed_by=county_leader",
            "2026-03-02T10:30 decide_unit lead=自然资源局 signed_by=visiting_leader opinion=由自然资源局办理",
            "~duty SC-3c",
            "!SC-3c 2026-03-02T10:40 dispatch lead=农业农村局",
            "2026-03-02T10:50 dispatch lead=自然资源局",
            "=lead 自然资源局",
            "2026-03-02T11:30 sign_for",
            "2026-03-02T15:00 sign_off signed_by=principal lead_person=王副局长 handler=确权股 signoff_limit=8",
            // Mon 03-02; 03-03 (1) 03-04 (2) 03-05 (3) 03-06 (4) 03-09 (5) 03-10 (6) 03-11 (7) 03-12 (8).
            "=handling 2026-03-12",
            "2026-03-02T15:30 assign handler=确权股",
            "2026-03-03T09:00 contact means=at_door record_kept=yes",
            "2026-03-11T09:00 finish result=已调解并确权",
            "2026-03-11T10:00 approve_answer signed_by=principal lead_person=王副局长 procedure=调档、踏勘、调解 sealed=yes",
            "2026-03-11T11:00 reply means=in_person answer=已调解并确权",
            "2026-03-11T15:00 complete result=已调解并确权",
        ],
        ends: Stage::Completed,
    },
    Journey {
        name: "complex, not done in five days: escalated, and off the hotline’s clock",
        lines: &[
            "2026-03-02T09:00 register title=企业改制遗留社保 nature=complaint difficulty=complex",
            "2026-03-02T09:10 accept",
            "2026-03-02T10:00 dispatch lead=人社局",
            "2026-03-02T10:30 sign_for",
            "2026-03-02T15:00 sign_off signed_by=principal lead_person=陈副局长 handler=社保股 signoff_limit=10",
            // Mon 03-02; 03-03 (1) 03-04 (2) 03-05 (3) 03-06 (4) 03-09 (5) 03-10 (6) … 03-13 (9) 03-16 Mon (10).
            "=handling 2026-03-16",
            // The five: 03-09.
            "=escalation 2026-03-09",
            "2026-03-02T15:30 assign handler=社保股",
            "2026-03-03T09:00 contact means=in_person record_kept=yes",
            "!SC-4 2026-03-09T15:00 escalate to=县委信访局 reason=涉及多年改制政策",
            "2026-03-09T16:00 escalate to=县委信访局 reason=涉及多年改制政策 told=已讲明缘由并请等待",
            "=stage escalated",
            // Sixty days of the local setting: 03-31 (22) 04-30 (52) 05-08 Fri (60).
            "=handling 2026-05-08",
            "!turn 2026-03-09T16:10 escalate to=县委信访局 reason=再报 told=已讲明缘由",
            "2026-04-20T09:00 finish result=已补办社保",
            "2026-04-20T10:00 approve_answer signed_by=principal lead_person=陈副局长 procedure=会商、核定、补办 sealed=yes",
            "2026-04-20T11:00 reply means=in_person answer=已补办社保",
            "2026-04-20T15:00 complete result=已补办社保",
        ],
        ends: Stage::Completed,
    },
];
