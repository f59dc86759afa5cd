-- Who may see a file, besides what the register of its case decides.
alter table file add column unit text;
alter table file add column restricted boolean not null default false;
