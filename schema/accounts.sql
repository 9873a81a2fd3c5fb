-- The database and its accounts, run as the server's root before the first
-- migration and again whenever passwords change: every statement may be
-- repeated. The set-up replaces each @PASSWORD_name@ by a secret of its own.
-- What each account may do with which table is in grants.sql (the tables must
-- be there for that); only the schema's account gets its rights here.

CREATE DATABASE IF NOT EXISTS jifen CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE USER IF NOT EXISTS 'jf_schema'@'localhost' IDENTIFIED BY '@PASSWORD_jf_schema@';
ALTER USER 'jf_schema'@'localhost' IDENTIFIED BY '@PASSWORD_jf_schema@';
CREATE USER IF NOT EXISTS 'jf_member'@'localhost' IDENTIFIED BY '@PASSWORD_jf_member@';
ALTER USER 'jf_member'@'localhost' IDENTIFIED BY '@PASSWORD_jf_member@';
CREATE USER IF NOT EXISTS 'jf_partner'@'localhost' IDENTIFIED BY '@PASSWORD_jf_partner@';
ALTER USER 'jf_partner'@'localhost' IDENTIFIED BY '@PASSWORD_jf_partner@';
CREATE USER IF NOT EXISTS 'jf_job'@'localhost' IDENTIFIED BY '@PASSWORD_jf_job@';
ALTER USER 'jf_job'@'localhost' IDENTIFIED BY '@PASSWORD_jf_job@';

-- Migrations: tables and the data they carry along.
GRANT CREATE, ALTER, DROP, INDEX, SELECT, INSERT, UPDATE, DELETE ON jifen.* TO 'jf_schema'@'localhost';
