//! 内蒙古: whole orders through the chapters of its documents.

use super::Journey;
use banjie::term::Stage;

/// A registration with all that Inner Mongolia asks for but the place and the urgency.
macro_rules! neimenggu_register {
    ($at:literal, $more:literal) => {
        concat!(
            $at,
            " register title=暖气不热 nature=complaint subject=livelihood channel=phone privacy=public occurred=当晚",
            " persons=某供热站 cause=换热站停运 demand=恢复供热 taken_name=yes taken_phone=yes taken_address=yes",
            " taken_story=yes ",
            $more
        )
    };
}

/// A completion with the four parts.
macro_rules! neimenggu_complete {
    ($at:literal) => {
        concat!(
            $at,
            " complete result=已恢复供热 contacting=电话联系诉求人 investigation=换热站跳闸停运",
            " opinion=已修复并加强巡检 basis=供热管理条例"
        )
    };
}

pub const JOURNEYS: &[Journey] = &[
    Journey {
        name: "reviewed, sent back, reviewed again",
        lines: &[
            neimenggu_register!("2026-03-02T09:00", "urgency=ordinary"),
            "2026-03-02T09:10 accept",
            "!NM-6.1.5 2026-03-02T09:15 submit_for_review",
            "2026-03-02T09:20 supplement place=海勃湾区新华街",
            "2026-03-02T09:30 submit_for_review",
            "=stage in_review",
            "?duty NM-6.2",
            // Mon 03-02; 03-03 (1).
            "=dispatch 2026-03-03",
            "!NM-6.2 2026-03-02T10:00 send_back_to_intake",
            "2026-03-02T10:10 send_back_to_intake reason=归口类别有误",
            "=stage back_at_intake",
            "!turn 2026-03-02T10:15 dispatch lead=住建局 assign_basis=供热管理属住建局且在海勃湾区",
            "2026-03-03T09:00 classify subject=service reason=按公共服务",
            "2026-03-03T09:05 accept",
            // The first review does not count any more.
            "!NM-6.2 2026-03-03T09:10 dispatch lead=住建局 assign_basis=供热管理属住建局且在海勃湾区",
            "2026-03-03T09:20 submit_for_review",
            // Submitted again Tue 03-03; 03-04 (1).
            "=dispatch 2026-03-04",
            "!NM-6.3 2026-03-03T09:50 dispatch lead=住建局 by=reviewer",
            "2026-03-03T10:00 dispatch lead=住建局 assign_basis=供热管理属住建局且在海勃湾区 by=reviewer",
            // Tue 03-03; 03-04 (1) 03-05 (2) 03-06 (3) 03-09 (4) 03-10 (5).
            "=handling 2026-03-10",
            "~duty NM-6.2",
            "2026-03-03T11:00 sign_for",
            neimenggu_complete!("!NM-6.4.2 2026-03-05T09:00"),
            // The service body’s call is not the unit’s.
            "2026-03-05T10:00 reply means=phone answer=已恢复供热 by=centre",
            neimenggu_complete!("!NM-6.6.1 2026-03-05T10:10"),
            "2026-03-05T11:00 reply means=phone answer=已恢复供热",
            "!NM-6.4.3 2026-03-05T11:10 complete result=已恢复供热 contacting=电话联系诉求人 opinion=已修复 basis=供热管理条例",
            neimenggu_complete!("2026-03-05T11:30"),
        ],
        ends: Stage::Completed,
    },
    Journey {
        name: "an emergency on a Saturday night, reported outward",
        lines: &[
            neimenggu_register!("2026-03-07T21:00", "place=海勃湾区新华街 urgency=very_urgent emergency=utility"),
            "2026-03-07T21:05 accept",
            "2026-03-07T21:10 submit_for_review",
            "2026-03-07T21:30 dispatch lead=住建局 assign_basis=供热管理属住建局且在海勃湾区",
            // Two hours of the clock, night and Saturday included.
            "=handling 2026-03-07T23:30",
            "?duty NM-6.4.4",
            "2026-03-07T21:40 sign_for",
            "!NM-6.4.4 2026-03-07T21:45 report_outward what=区域停暖 means=phone",
            "2026-03-07T23:00 reply means=phone answer=已恢复供热",
            neimenggu_complete!("!NM-6.4.4 2026-03-07T23:10"),
            "2026-03-07T23:15 report_outward to=应急管理局 what=区域停暖 means=phone",
            neimenggu_complete!("2026-03-07T23:20"),
        ],
        ends: Stage::Completed,
    },
    Journey {
        name: "suspended for a law’s time, resumed before it ran out",
        lines: &[
            neimenggu_register!(
                "2026-03-02T09:00",
                "place=海勃湾区新华街 urgency=ordinary statutory=limited statutory_limit=60 statutory_unit=calendar_day"
            ),
            "2026-03-02T09:10 accept",
            "2026-03-02T09:20 submit_for_review",
            "2026-03-02T10:00 dispatch lead=住建局 assign_basis=供热管理属住建局且在海勃湾区",
            // Mon 03-02; 03-03 (1) 03-04 (2) 03-05 (3) 03-06 (4) 03-09 Mon (5).
            "=handling 2026-03-09",
            "2026-03-02T11:00 sign_for",
            "!NM-6.4.1b 2026-03-03T08:50 request_suspension days=60",
            "!NM-6.4.1b 2026-03-03T08:55 request_suspension basis=调解仲裁法 days=61",
            "2026-03-03T09:00 request_suspension basis=调解仲裁法 days=60",
            "?duty NM-6.4.1b",
            "2026-03-03T10:00 deny_suspension reason=未附受理通知",
            "2026-03-03T15:00 request_suspension basis=调解仲裁法并附受理通知 days=60",
            "2026-03-04T10:00 suspend days=60",
            "=stage suspended",
            // 03-03 (1); sixty days from 03-04 end on 05-03, 05-04 and 05-05 off, 05-06 (2) 05-07 (3) 05-08 (4)
            // 05-09 Sat worked (5).
            "=handling 2026-05-09",
            neimenggu_complete!("!turn 2026-03-05T10:00"),
            "!turn 2026-03-05T10:10 request_suspension basis=调解仲裁法 days=60",
            "2026-03-18T10:00 resume reason=裁决已出",
            "=stage handling",
            // 03-03 (1); stood still at the end of 03-04 to 03-17; 03-18 (2) 03-19 (3) 03-20 (4) 03-23 Mon (5).
            "=handling 2026-03-23",
            "!turn 2026-03-18T10:10 resume reason=裁决已出",
            "2026-03-20T10:00 reply means=phone answer=按裁决已恢复供热",
            neimenggu_complete!("2026-03-20T11:00"),
        ],
        ends: Stage::Completed,
    },
    Journey {
        name: "complex: extended by five, and by more with an exception on record",
        lines: &[
            neimenggu_register!("2026-03-02T09:00", "place=海勃湾区新华街 urgency=ordinary difficulty=complex"),
            "2026-03-02T09:10 accept",
            "!NM-6.7 2026-03-02T09:15 close_at_intake direct_close=direct answer=已直接办理",
            "2026-03-02T09:20 submit_for_review",
            "2026-03-02T10:00 dispatch lead=住建局 assign_basis=供热管理属住建局且在海勃湾区",
            "2026-03-02T11:00 sign_for",
            // Mon 03-02; 03-03 (1) 03-04 (2) 03-05 (3) 03-06 (4) 03-09 Mon (5).
            "=handling 2026-03-09",
            "!NM-6.4.1a 2026-03-05T08:50 request_extension days=6 reason=情况复杂",
            "2026-03-05T09:00 request_extension days=5 reason=情况复杂",
            "2026-03-05T10:00 grant_extension days=5",
            // 03-10 (6) 03-11 (7) 03-12 (8) 03-13 (9) 03-16 Mon (10).
            "=handling 2026-03-16",
            "!NM-6.4.1a 2026-03-12T08:50 request_extension days=6 reason=管网改造",
            "2026-03-12T09:00 request_extension days=6 reason=管网改造 exception=需跨省采购部件",
            "2026-03-12T10:00 grant_extension days=6",
            // 03-17 (11) 03-18 (12) 03-19 (13) 03-20 (14) 03-23 Mon (15) 03-24 (16).
            "=handling 2026-03-24",
            // Past the due day there is nothing to be asked for.
            "!NM-6.4.1a 2026-03-25T00:01 request_extension days=1 reason=管网改造",
            "2026-03-25T10:00 reply means=phone answer=已恢复供热",
            "?duty NM-6.5",
            neimenggu_complete!("2026-03-25T11:00"),
        ],
        ends: Stage::Completed,
    },
    Journey {
        name: "the desk’s own order, closed when done",
        lines: &[
            neimenggu_register!("2026-03-02T09:00", "place=海勃湾区新华街 route=direct"),
            "2026-03-02T09:10 accept",
            "!NM-6.1.7 2026-03-02T09:20 close_at_intake direct_close=direct answer=已直接办理",
            "2026-03-02T09:25 classify urgency=ordinary",
            "2026-03-02T09:30 close_at_intake direct_close=direct answer=已直接办理",
            "!turn 2026-03-02T09:40 submit_for_review",
        ],
        ends: Stage::ClosedAtIntake,
    },
    Journey {
        name: "answer and caller disagree, done again, still not satisfied: supervised step by step, closed and filed",
        lines: &[
            neimenggu_register!("2026-03-02T09:00", "place=海勃湾区新华街 urgency=ordinary"),
            "2026-03-02T09:10 accept",
            "2026-03-02T09:20 submit_for_review",
            "2026-03-02T10:00 dispatch lead=住建局 assign_basis=供热管理属住建局且在海勃湾区",
            "2026-03-02T11:00 sign_for",
            "2026-03-04T10:00 reply means=phone answer=已恢复供热",
            neimenggu_complete!("2026-03-04T11:00"),
            "!NM-6.7 2026-03-04T11:10 close close_ground=accepted",
            "2026-03-04T11:30 accept_completion",
            "=stage checked",
            "!NM-6.8 2026-03-04T15:00 call_back reached=yes means=phone verdict=unsatisfied said=仍不热",
            "!NM-6.8 2026-03-04T15:05 call_back reached=no",
            "2026-03-04T15:10 call_back reached=no means=phone",
            // Nobody was reached yet.
            "!NM-6.7 2026-03-04T15:20 close close_ground=accepted",
            "2026-03-05T09:00 call_back reached=yes means=phone verdict=unsatisfied degree=unsolved \
             contradicts=yes said=仍不热",
            "=stage called_back",
            "?duty NM-6.6.2:verify",
            "~duty NM-6.6.2:explain",
            "!NM-6.6.2 2026-03-05T09:30 verify_answer means=phone",
            "2026-03-05T10:00 verify_answer means=phone what=夜间压力不足 contradicts=yes",
            "~duty NM-6.6.2:verify",
            "?duty NM-6.6.2:explain",
            "!NM-6.6.2 2026-03-05T10:10 close close_ground=explained",
            "2026-03-05T14:00 explain means=phone what=夜间压力不足将检修 record_kept=yes",
            "~duty NM-6.6.2:explain",
            "2026-03-05T15:00 order_redo reason=夜间仍不热",
            "=stage redoing",
            "!turn 2026-03-05T15:10 close close_ground=explained",
            // What was told the first time does not stand for the second.
            neimenggu_complete!("!NM-6.6.1 2026-03-09T09:00"),
            "2026-03-09T10:00 reply means=phone answer=已换加压泵",
            neimenggu_complete!("2026-03-09T11:00"),
            "2026-03-09T11:30 accept_completion",
            "2026-03-09T15:00 call_back reached=yes means=machine verdict=unsatisfied degree=partly said=夜里仍凉",
            "=stage called_back",
            // Handed in: nothing is overdue, whatever was urged.
            "!NM-6.5 2026-03-10T09:00 open_supervision ground=NM-6.5:supervise",
            "2026-03-10T09:10 open_supervision ground=NM-6.5:daily reason=重办后仍不满意",
            "!turn 2026-03-10T09:15 close close_ground=accepted",
            "?duty NM-6.5:phone",
            "!NM-6.5 2026-03-10T09:20 notify_supervision mode=text what=请检修",
            "2026-03-10T09:30 notify_supervision mode=phone what=请检修",
            "~duty NM-6.5:phone",
            "?duty NM-6.5:text",
            "!NM-6.5 2026-03-11T09:00 notify_supervision mode=meeting",
            "2026-03-11T09:10 notify_supervision mode=text what=请检修",
            "~duty NM-6.5:text",
            "?duty NM-6.5:others",
            "2026-03-12T09:00 notify_supervision mode=on_site what=现场协调",
            "~duty NM-6.5:others",
            "!turn 2026-03-12T14:00 verify_supervision passed=yes",
            "2026-03-12T15:00 answer_supervision settled=solved result=已增设加压泵",
            "2026-03-12T16:00 verify_supervision verified_on_site=yes passed=yes",
            "2026-03-12T16:30 close_supervision settled=solved",
            "2026-03-13T09:00 call_back reached=yes means=wechat verdict=satisfied degree=solved said=夜里已热",
            "!turn 2026-03-13T09:20 archive volume_number=2026-118",
            "2026-03-13T09:30 close close_ground=accepted",
            "=stage closed",
            "2026-03-13T10:00 archive volume_number=2026-118",
        ],
        ends: Stage::Archived,
    },
    Journey {
        name: "overdue, called up the ladder, supervised before the result came",
        lines: &[
            neimenggu_register!("2026-03-02T09:00", "place=海勃湾区新华街 urgency=ordinary"),
            "2026-03-02T09:10 accept",
            "2026-03-02T09:20 submit_for_review",
            "2026-03-02T10:00 dispatch lead=住建局 assign_basis=供热管理属住建局且在海勃湾区",
            "2026-03-02T11:00 sign_for",
            // Mon 03-02; 03-03 (1) 03-04 (2) 03-05 (3) 03-06 (4) 03-09 Mon (5).
            "=handling 2026-03-09",
            "~duty NM-6.5:overdue 2026-03-10T00:00",
            "?duty NM-6.5:overdue 2026-03-10T00:01",
            "2026-03-10T09:00 remind means=phone to_role=clerk what=已超期",
            "?duty NM-6.5:deputy",
            "~duty NM-6.5:supervise",
            "!NM-6.5 2026-03-10T09:10 open_supervision ground=NM-6.5:supervise",
            "2026-03-10T15:00 remind means=phone to_role=deputy what=仍未反馈",
            "~duty NM-6.5:deputy",
            "?duty NM-6.5:head",
            "?duty NM-6.5:supervise",
            "2026-03-10T16:00 open_supervision ground=NM-6.5:supervise",
            "~duty NM-6.5:supervise",
            "=stage handling",
            "2026-03-10T16:10 notify_supervision mode=phone what=请立即反馈",
            "2026-03-11T10:00 reply means=phone answer=已恢复供热",
            neimenggu_complete!("2026-03-11T11:00"),
            "~duty NM-6.5:overdue",
            "2026-03-11T11:30 answer_supervision settled=solved result=已恢复供热",
            "2026-03-11T14:00 verify_supervision verified_by_call=yes passed=no",
            "2026-03-11T15:00 answer_supervision settled=solved result=已补充检修记录",
            "2026-03-11T16:00 verify_supervision verified_by_call=yes passed=yes",
            "2026-03-11T16:30 close_supervision settled=solved",
            "2026-03-11T17:00 accept_completion",
            "2026-03-12T09:00 call_back reached=yes means=phone verdict=mostly degree=solved said=晚了几天",
            "2026-03-12T10:00 close close_ground=accepted",
            "2026-03-12T11:00 archive volume_number=2026-119",
        ],
        ends: Stage::Archived,
    },
    Journey {
        name: "against the rules: explained, ceased with a written statement, called back all the same",
        lines: &[
            neimenggu_register!("2026-03-02T09:00", "place=海勃湾区新华街 urgency=ordinary"),
            "2026-03-02T09:10 accept",
            "2026-03-02T09:20 submit_for_review",
            "2026-03-02T10:00 dispatch lead=住建局 assign_basis=供热管理属住建局且在海勃湾区",
            "2026-03-02T11:00 sign_for",
            "~duty NM-6.6.3:unlawful",
            "2026-03-02T14:00 classify merit=no_basis reason=要求退还上年热费没有依据",
            "?duty NM-6.6.3:unlawful",
            "!NM-6.6.3 2026-03-03T09:00 cease_handling cease_ground=unlawful what=正式书面说明 written=yes",
            "2026-03-03T09:30 explain means=in_person what=说明收费规定 record_kept=yes",
            "!NM-6.6.3 2026-03-03T10:00 cease_handling cease_ground=unlawful what=正式书面说明",
            "2026-03-03T10:10 cease_handling cease_ground=unlawful what=正式书面说明 written=yes told=已当面解释",
            "~duty NM-6.6.3:unlawful",
            "=stage completed",
            "!NM-6.7 2026-03-03T10:20 close close_ground=ceased",
            "2026-03-03T11:00 accept_completion",
            "2026-03-03T15:00 call_back reached=yes means=phone verdict=fair degree=unsolved said=已听解释",
            "!NM-6.7 2026-03-03T15:10 close close_ground=accepted",
            "2026-03-03T16:00 close close_ground=ceased",
            "2026-03-04T09:00 archive volume_number=2026-120",
        ],
        ends: Stage::Archived,
    },
];
