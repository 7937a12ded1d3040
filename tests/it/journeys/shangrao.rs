//! 上饶市: whole orders through the chapters of its documents.

use super::Journey;
use banjie::term::Stage;

pub const JOURNEYS: &[Journey] = &[
    Journey {
        name: "an inquiry answered at hand",
        lines: &[
            "2026-03-02T09:00 register title=居住证在哪里办 nature=inquiry",
            "?duty SR-14.0:dispatch",
            "2026-03-02T09:02 accept",
            "!SR-14.0 2026-03-02T09:04 close_at_intake direct_close=answered answer=市民中心二楼",
            "2026-03-02T09:05 close_at_intake direct_close=answered answer=市民中心二楼 knowledge=居住证办理指南",
            "~duty SR-14.0:dispatch",
            "!turn 2026-03-02T09:10 dispatch lead=公安局 text_sent=yes",
        ],
        ends: Stage::ClosedAtIntake,
    },
    Journey {
        name: "a complaint extended, and again with an exception on record",
        lines: &[
            "2026-09-23T09:00 register title=施工噪声扰民 nature=complaint place=信州区",
            "2026-09-23T09:05 accept",
            "!SR-14.0 2026-09-23T09:08 dispatch lead=城管局",
            "2026-09-23T09:10 dispatch lead=城管局 text_sent=yes",
            "~duty SR-14.0:dispatch",
            "?duty SR-14.1",
            // Wed 09-23; 09-24 (1), 09-25 to 09-27 off, 09-28 (2) 09-29 (3) 09-30 (4), 10-01 to 10-07 off, 10-08 (5)
            // 10-09 (6) 10-10 Sat worked (7) 10-12 (8) 10-13 (9) 10-14 (10).
            "=handling 2026-10-14",
            "2026-09-23T10:00 sign_for",
            "~duty SR-14.1",
            "!SR-16 2026-10-12T09:00 request_extension days=11 reason=情况复杂",
            "!SR-16 2026-10-12T09:05 request_extension days=5",
            "2026-10-12T09:10 request_extension days=5 reason=情况复杂",
            "?duty SR-16",
            "2026-10-12T15:00 grant_extension days=5",
            // 10-15 (11) 10-16 (12) 10-19 (13) 10-20 (14) 10-21 (15).
            "=handling 2026-10-21",
            "!SR-16 2026-10-20T09:00 request_extension days=3 reason=仍未办妥",
            "2026-10-20T09:10 request_extension days=3 reason=仍未办妥 exception=连续降雨无法施工",
            "2026-10-20T15:00 grant_extension days=3",
            // 10-22 (16) 10-23 (17) 10-26 Mon (18).
            "=handling 2026-10-26",
            "!SR-13.6 2026-10-23T09:00 complete outcome=solved result=已装隔声屏",
            "2026-10-23T10:00 finish result=已装隔声屏",
            "!SR-13.4 2026-10-23T10:10 complete outcome=solved",
            "2026-10-23T10:20 complete outcome=solved result=已装隔声屏",
            "=stage completed",
            "?duty SR-13.4:reply",
            "!SR-23 2026-10-23T10:30 reply means=phone answer=已装隔声屏",
            "2026-10-23T10:40 reply means=phone answer=已装隔声屏 publishable=no",
            "~duty SR-13.4:reply",
        ],
        ends: Stage::Completed,
    },
    Journey {
        name: "returned as nothing to be accepted: the centre refuses it",
        lines: &[
            "2026-03-02T09:00 register title=不服法院判决 nature=complaint",
            "2026-03-02T09:05 accept",
            "2026-03-02T09:10 dispatch lead=司法局 text_sent=yes",
            "2026-03-02T10:00 sign_for",
            // Signed Mon 03-02; 03-03 (1).
            "=return 2026-03-03",
            "!SR-13.3 2026-03-03T08:50 request_return return_ground=not_acceptable reason=已经法院判决",
            "2026-03-03T09:00 request_return return_ground=not_acceptable reason=已经法院判决 basis=办法第十一条",
            "?duty SR-13.3",
            "!turn 2026-03-03T09:10 refuse refusal_ground=procedure explained=yes transferred_to=信州区法院 contact_given=yes",
            "2026-03-03T10:00 uphold_return",
            "=stage returned",
            "!SR-12 2026-03-03T10:05 refuse refusal_ground=procedure explained=yes contact_given=yes",
            "2026-03-03T10:10 refuse refusal_ground=procedure explained=yes transferred_to=信州区法院诉讼服务中心 contact_given=yes",
            "!turn 2026-03-03T10:20 dispatch lead=信访局 text_sent=yes",
        ],
        ends: Stage::Refused,
    },
    Journey {
        name: "returned as another’s: redispatched and completed",
        lines: &[
            "2026-03-02T09:00 register title=小区停水 nature=help",
            "2026-03-02T09:05 accept",
            "2026-03-02T09:10 dispatch lead=水务集团 text_sent=yes",
            // Mon 03-02; 03-03 (1) 03-04 (2) 03-05 (3) 03-06 (4) 03-09 Mon (5).
            "=handling 2026-03-09",
            "2026-03-02T10:00 sign_for",
            "2026-03-03T09:00 request_return return_ground=not_ours reason=管网未移交 suggested_unit=住建局",
            "2026-03-03T10:00 uphold_return",
            "2026-03-03T10:10 dispatch lead=住建局 text_sent=yes",
            "=lead 住建局",
            // From the reassignment, Tue 03-03: 03-04 (1) 03-05 (2) 03-06 (3) 03-09 (4) 03-10 (5).
            "=handling 2026-03-10",
            "?duty SR-14.1",
            "2026-03-03T11:00 sign_for",
            "2026-03-04T16:00 finish result=已恢复供水",
            "2026-03-04T17:00 complete outcome=solved result=已恢复供水",
        ],
        ends: Stage::Completed,
    },
    Journey {
        name: "not accepted: asked upward, explained, passed on",
        lines: &[
            "2026-03-02T09:00 register title=举报村干部违纪 nature=report jurisdiction=undeterminable",
            "!SR-11 2026-03-02T09:05 refuse explained=yes transferred_to=市纪委监委 contact_given=yes reported_up=yes",
            "!SR-12 2026-03-02T09:06 refuse refusal_ground=other_organ explained=yes transferred_to=市纪委监委 contact_given=yes",
            "!SR-12 2026-03-02T09:07 refuse refusal_ground=other_organ transferred_to=市纪委监委 contact_given=yes reported_up=yes",
            "2026-03-02T09:10 refuse refusal_ground=other_organ explained=yes transferred_to=市纪委监委信访室 contact_given=yes reported_up=yes",
            "~duty SR-14.0:dispatch",
            "!turn 2026-03-02T09:20 accept",
        ],
        ends: Stage::Refused,
    },
    Journey {
        name: "the unit signs late: its right to return runs from then",
        lines: &[
            "2026-03-02T09:00 register title=窨井盖破损 nature=help",
            "2026-03-02T09:05 accept",
            "2026-03-02T09:10 dispatch lead=市政公司 text_sent=yes",
            // Mon 03-02; 03-03 (1).
            "=sign_for 2026-03-03",
            "?duty SR-14.1 2026-03-04T09:00",
            "2026-03-04T09:30 sign_for",
            "~duty SR-14.1",
            // Signed Wed 03-04; 03-05 (1). The handling runs from the dispatch all the same.
            "=return 2026-03-05",
            "=handling 2026-03-09",
            "!SR-13.3 2026-03-06T00:01 request_return return_ground=not_ours reason=属通信井 suggested_unit=通管办",
            "2026-03-06T15:00 finish result=井盖已换",
            "2026-03-06T16:00 complete outcome=solved result=井盖已换",
        ],
        ends: Stage::Completed,
    },
];
