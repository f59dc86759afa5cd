-- What is wrong, counted by reason at any number of pages: finished pages that are not plainly done, and pages on which a worker failed.
create index page_by_problem on page (outcome, problem) where state = 'Finished' and outcome <> 'Done';
create index page_failed on page (last_problem) where failures > 0;

-- Room for temporary files as the node announced it, bytes, and the least that it keeps free; null from nodes of the release before.
alter table node add column free_bytes bigint;
alter table node add column least_free_bytes bigint;
