-- Data in the eighth released schema: every column of every table has a value somewhere, and every state occurs.

insert into batch (id, name, source_key, state, pages_total, pages_finished, created_at, completed_at) values
    (1, 'Marta partija – ķirbji', x'a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1', 'Complete', 2, 2, '2019-03-01T08:30:00.1234560Z', '2019-03-01T09:00:00.0000000Z'),
    (2, 'in work', x'a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2', 'Processing', 2, 0, '2019-03-01T09:00:00.0000000Z', null),
    (3, 'coming in', x'a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3', 'Receiving', 0, 0, '2020-11-30T23:59:59.9999990Z', null);

insert into file (id, batch_id, ordinal, name, case_number, page_count, pdf_digest, pdf_bytes, received_at, assembled_at, indexed_at) values
    (1, 1, 0, 'O''Neil, Bērziņa lieta', 'PMR-2019-00017', 2, x'f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1', 123456, '2019-03-01T08:30:00.1234560Z', '2019-03-01T09:00:00.0000000Z', '2019-03-01T09:00:00.0000000Z'),
    (5, 2, 0, 'без номера', null, 2, null, null, '2019-03-01T09:00:00.0000000Z', null, null);

insert into source (id, batch_id, ordinal, path, disposition, digest, bytes, format, file_id, reason, duplicate_of, entered_at) values
    (1, 1, 0, '/in/PMR-2019-00017/1.tif', 'Received', x'0101010101010101010101010101010101010101010101010101010101010101', 1000, 'Tiff', 1, null, null, '2019-03-01T08:30:00.1234560Z'),
    (2, 1, 1, '/in/PMR-2019-00017/kopija.tif', 'Duplicate', x'0101010101010101010101010101010101010101010101010101010101010101', 1000, 'Tiff', 1, null, '/in/PMR-2019-00017/1.tif', '2019-03-01T08:30:00.1234560Z'),
    (3, 1, 2, '/in/bojāts.pdf', 'Rejected', x'0202020202020202020202020202020202020202020202020202020202020202', null, null, null, 'encrypted', null, '2019-03-01T08:30:00.1234560Z'),
    (4, 1, 3, '/in/unreadable', 'Rejected', null, null, null, null, 'no permission', null, '2019-03-01T08:30:00.1234560Z'),
    (5, 2, 0, '/in/other.jpg', 'Received', x'0303030303030303030303030303030303030303030303030303030303030303', 77, 'Jpeg', 5, null, null, '2019-03-01T09:00:00.0000000Z');

insert into page (id, batch_id, file_id, file_ordinal, number, source_id, page_index, state, attempts, failures, last_problem, finished_at, recipe, image_encoding, image_width, image_height, image_digest, alto_digest, text_digest, outcome, problem, blank, language, mean_confidence, words, width, height, dpi, result) values
    (1, 1, 1, 0, 1, 1, 0, 'Finished', 1, 0, null, '2019-03-01T09:00:00.0000000Z', x'c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1', 'CcittG4', 2480, 3508, x'd1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1', x'd2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2', x'd3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3', 'Done', 'None', 0, 'lav', 0.93, 212, 2480, 3508, 300, '{"outcome":"Done","problem":"None","width":2480,"height":3508,"dpi":300,"toMaster":[1,0,0,1,3.5,-2]}'),
    (2, 1, 1, 0, 2, 1, 1, 'Finished', 2, 1, 'TimedOut', '2019-03-01T09:00:00.0000000Z', x'c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1', 'JpegColor', 1240, 1754, x'd4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4', x'd5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5', x'd6d6d6d6d6d6d6d6d6d6d6d6d6d6d6d6d6d6d6d6d6d6d6d6d6d6d6d6d6d6d6d6', 'NeedsOperator', 'LowConfidence', 1, 'rus', 0.41, 3, 2480, 3508, 300, '{"outcome":"NeedsOperator","problem":"LowConfidence","reason":"Bērziņš: 41 % – lūdzu, pārbaudiet","width":2480,"height":3508,"dpi":300}'),
    (7, 2, 5, 0, 1, 5, 0, 'InWork', 1, 0, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null),
    (8, 2, 5, 0, 2, 5, 1, 'Received', 3, 2, 'Crashed', null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null);

insert into event (id, type, at, subject, outcome, detail) values
    (1, 'ingestion', '2019-03-01T08:30:00.1234560Z', '0101010101010101010101010101010101010101010101010101010101010101', 'success', '/in/PMR-2019-00017/1.tif'),
    (2, 'fixity check', '2020-11-30T23:59:59.9999990Z', 'all objects', 'fail', null);

insert into fixity (kind, digest, checked_at, outcome) values
    (0, x'0101010101010101010101010101010101010101010101010101010101010101', 1551430800000, 'Intact'),
    (1, x'f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1', 1551430800000, 'Changed');

insert into verify_run (id, started_at, ended_at, stage, position, objects, bytes, files, index_entries) values
    (1, 1551430800000, 1551434400000, 'Fixity', null, 9, 124456, 2, 2),
    (2, 1551517200000, null, 'Index', 'F00000001', 1, 1000, 0, 0);

insert into finding (id, kind, subject, detail, object_kind, digest, file_id, found_at) values
    (1, 'ChangedObject', 'f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1', 'PDF of F00000001', 1, x'f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1', 'F00000001', 1551430800000);

-- Begun, without a page yet.
insert into file (id, batch_id, ordinal, name, page_count, received_at, unit, restricted) values
    (6, 2, 1, 'begun', 0, '2019-03-01T09:00:00.0000000Z', 'riga', 1);

insert into audit (id, key, at, actor, action, outcome, subject, origin, purpose, detail, previous, hash) values
    (1, '77777777-7777-7777-7777-777777777777', 1551430800000000, 'ilze', 'ReadPage', 'Done', 'F00000001', '10.0.0.7', 'apelācija', 'page 2', x'0000000000000000000000000000000000000000000000000000000000000000', x'040ad2f3ab304168c44a5cf853c1f47c60d805abc0f8f81f75bbc57e6dc4691b'),
    (2, '88888888-8888-8888-8888-888888888888', 1551430800000001, 'anonymous', 'LogIn', 'Refused', null, null, null, null, x'040ad2f3ab304168c44a5cf853c1f47c60d805abc0f8f81f75bbc57e6dc4691b', x'45b48d88a55ff35ef54a3f88a9cb2b4640702346a9a9dcbdd07fcc89a1395051');

update audit_head set id = 2, hash = x'45b48d88a55ff35ef54a3f88a9cb2b4640702346a9a9dcbdd07fcc89a1395051';

insert into account (id, name, display_name, roles, registers, units, all_units, password_hash, must_change_password, password_changed_at, failed_logins, locked_until, totp_key, totp_enabled, recovery_codes, security_stamp, disabled, created_at, last_login_at, version, change) values
    (1, 'ilze', 'Ilze Bērziņa', 6, '["Pmr"]', '["riga"]', 0, 'AQAAAA==', 1, 636870240000000000, 2, 636870240000000000, 'secret', 1, '["a"]', 'stamp', 0, 636870240000000000, 636870240000000000, 3, 'c1');

insert into web_session (key, account_id, ticket, created_at, seen_at, expires_at) values
    (x'e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1', 1, x'010203', 636870240000000000, 636870240000000000, 636870240000000000);

insert into api_key (id, name, owner_id, secret, scopes, registers, created_at, expires_at, last_used_at, revoked_at, change) values
    (1, 'courts', 1, x'e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2', '["search"]', '["Uat"]', 636870240000000000, 636870240000000000, 636870240000000000, 636870240000000000, 'c2');

insert into key_ring (id, friendly_name, xml) values (1, 'key-1', '<key/>');

insert into file_grant (account_id, file, granted_by, granted_at) values (1, 'F00000006', 'anna', 636870240000000000);

insert into stated_purpose (session, file, purpose) values (x'e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1', 'F00000006', 'apelācija');

insert into page (id, batch_id, file_id, file_ordinal, number, source_id, page_index, state, attempts, failures, turn) values
    (9, 2, 6, 1, 1, 5, 2, 'Received', 0, 0, 270);

insert into capture (batch_id, feed_file_id, operator, source, sheets, sides, closed, set_aside, created_at, released_at, released_by, version, change, approved_at, approved_by, device, images, flagged, confidence) values
    (1, 1, 'ilze', 'Scanner', 2, 1, 1, null, 636870240000000000, 636870240000000000, 'anna', 5, 'c3', 636870240000000000, 'ilze', 'fi-8170', 2, 1, 0.75),
    (2, 5, 'ilze', 'Upload', null, 2, 0, 'torn', 636870240000000000, null, null, 2, 'c4', null, null, null, null, null, null);

insert into capture_page (page_id, position, disposition, starts, case_number, document_type, answered, replaced_by) values
    (1, 1048576, 'Image', 'File', 'PMR-2019-00017', 'application', 1, null),
    (2, 2097152, 'Rescanned', 'Nothing', null, null, 0, 1);

insert into document (file_id, first_page, type) values (1, 1, 'application');

insert into page_sample (page_id, batch_id, drawn_at, verdict, note, judged_at, judged_by) values
    (1, 1, 636870240000000000, 'Defect', 'cut off at the right', 636870241000000000, 'janis'),
    (2, 1, 636870240000000000, null, null, null, null);

insert into operation_sample (at, pages_waiting, pages_in_work, oldest_waiting, files_unfinished, pages_last_minutes, needing_operator, rejected, failed, nodes, least_free_bytes, stages) values
    (636870240000000000, 12, 2, 636870239000000000, 1, 30, 3, 1, 0, 2, 5000000000, '{"text": 2100.5}');
