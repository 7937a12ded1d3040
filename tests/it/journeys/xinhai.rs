//! 新海镇: whole orders through the chapters of its documents.

use super::Journey;
use banjie::term::Stage;

pub const JOURNEYS: &[Journey] = &[
    Journey {
        name: "urgent over a weekend",
        lines: &[
            "2026-03-06T14:30 register title=道路塌陷 nature=report urgency=urgent place=新海镇北沿公路",
            "?duty XH-1.1:centre",
            "2026-03-06T14:35 accept",
            "!XH-1.1 2026-03-06T14:40 dispatch lead=市政所",
            "2026-03-06T14:45 contact means=phone what=核实塌陷位置 by=centre",
            "~duty XH-1.1:centre",
            "2026-03-06T15:00 dispatch lead=市政所",
            // Fri 03-06; the next day, Saturday or not.
            "=handling 2026-03-07",
            "?duty XH-1.1:unit",
            "2026-03-06T15:10 sign_for",
            "2026-03-06T15:30 contact means=phone what=告知围护安排",
            "~duty XH-1.1:unit",
            "2026-03-07T10:00 finish result=已回填",
            "!XH-1.6a 2026-03-07T10:10 complete outcome=solved finding=true merit=justified result=已回填 sheet_signed=yes",
            "!XH-1.6a 2026-03-07T10:20 reply means=phone answer=已回填 survey_filled=yes",
            "2026-03-07T10:30 reply means=at_door answer=已回填 survey_filled=yes",
            "!XH-1.6a 2026-03-07T10:40 complete outcome=solved finding=true merit=justified result=已回填",
            "2026-03-07T11:00 complete outcome=solved finding=true merit=justified result=已回填 sheet_signed=yes",
        ],
        ends: Stage::Completed,
    },
    Journey {
        name: "an illegal building",
        lines: &[
            "2026-04-30T09:00 register title=院内搭建砖房 nature=report illegal_building=yes place=跃进村",
            "2026-04-30T09:05 contact means=phone what=核实搭建位置 by=centre",
            "2026-04-30T09:10 accept",
            "2026-04-30T10:00 dispatch lead=城管中队",
            // Thu 04-30; 05-01 to 05-05 off, 05-06 (1) 05-07 (2) 05-08 (3).
            "=handling 2026-05-08",
            "2026-04-30T10:20 sign_for",
            "2026-04-30T11:00 contact means=phone what=约定上门时间",
            "2026-05-07T15:00 reply means=phone record_kept=yes answer=已立案限期拆除 survey_filled=yes",
            "!XH-1.8 2026-05-07T15:30 complete outcome=solved finding=true result=已立案 sheet_signed=yes owner=跃进村某户 building_place=跃进村南侧 built_when=2019年 built_area=约30平方米",
            "2026-05-07T16:00 complete outcome=solved finding=true result=已立案 sheet_signed=yes owner=跃进村某户 building_place=跃进村南侧 built_when=2019年 built_area=约30平方米 legality=未经审批，下一步限期拆除",
        ],
        ends: Stage::Completed,
    },
    Journey {
        name: "completed as untrue, with the statement",
        lines: &[
            "2026-03-04T09:00 register title=楼道堆物 nature=complaint place=跃进村",
            "2026-03-04T09:05 contact means=phone what=了解堆物位置 by=centre",
            "2026-03-04T09:10 accept",
            "2026-03-04T10:00 dispatch lead=城管中队",
            // Wed 03-04; 03-05 (1) 03-06 (2) 03-09 Mon (3).
            "=handling 2026-03-09",
            "2026-03-04T10:20 sign_for",
            "2026-03-04T11:00 contact means=phone what=约定上门时间",
            "2026-03-05T10:00 reply means=phone record_kept=yes answer=现场未见堆物 survey_filled=yes",
            "!XH-1.5 2026-03-05T10:10 complete outcome=explained finding=untrue result=现场未见堆物 sheet_signed=yes",
            "!turn 2026-03-05T10:15 review_statement statement=untrue opinion=同意备案",
            "!XH-1.5 2026-03-05T10:20 file_statement statement=untrue what=现场未见堆物",
            "2026-03-05T10:30 file_statement statement=untrue what=现场未见堆物 signed_by=line_deputy",
            "!XH-1.5 2026-03-05T10:40 complete outcome=explained finding=untrue result=现场未见堆物 sheet_signed=yes",
            "2026-03-05T14:30 review_statement statement=untrue opinion=同意备案",
            "2026-03-05T15:00 complete outcome=explained finding=untrue result=现场未见堆物 sheet_signed=yes",
        ],
        ends: Stage::Completed,
    },
    Journey {
        name: "returned within half a working day, approved by the line deputy",
        lines: &[
            "2026-03-04T15:00 register title=围墙开裂 nature=complaint place=跃进村",
            "2026-03-04T15:10 contact means=phone what=了解围墙归属 by=centre",
            "2026-03-04T15:20 accept",
            "2026-03-04T16:00 dispatch lead=城管中队",
            // Half of seven hours: 16:00 to 17:30 is 1.5, 08:30 to 10:30 the other two.
            "=return 2026-03-05T10:30",
            // Wed 03-04; 03-05 (1) 03-06 (2) 03-09 Mon (3).
            "=handling 2026-03-09",
            "2026-03-04T16:20 sign_for",
            "2026-03-04T16:30 contact means=phone what=约定上门时间",
            "!XH-1.3 2026-03-05T10:20 request_return return_ground=not_ours reason=属房管所管理 signed_by=deputy",
            "2026-03-05T10:30 request_return return_ground=not_ours reason=属房管所管理 signed_by=line_deputy",
            "?duty XH-1.3",
            "2026-03-05T10:50 uphold_return opinion=属房管所",
            "2026-03-05T11:00 dispatch lead=房管所",
            "=lead 房管所",
            // From the reassignment, Thu 03-05: 11:00 to 12:00 is one hour, 14:00 to 16:30 the other 2.5.
            "=return 2026-03-05T16:30",
            // 03-06 (1) 03-09 Mon (2) 03-10 (3).
            "=handling 2026-03-10",
            "2026-03-05T11:10 sign_for",
            "?duty XH-1.1:unit",
            "!XH-1.3 2026-03-05T16:31 request_return return_ground=not_ours reason=属村委会 signed_by=line_deputy",
            "2026-03-06T10:00 reply means=written answer=围墙已加固 survey_filled=yes",
            // The first unit’s contact, and the centre’s, are not this unit’s.
            "!XH-1.1 2026-03-06T10:10 complete outcome=solved finding=true result=围墙已加固 sheet_signed=yes",
            "2026-03-06T10:20 contact means=at_door what=上门核实",
            "2026-03-06T10:30 complete outcome=solved finding=true result=围墙已加固 sheet_signed=yes",
        ],
        ends: Stage::Completed,
    },
];
