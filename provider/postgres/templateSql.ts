/**
 * Run once by initdb as the superuser in template1, of which every database is a copy, also those that are added years later.
 * A schema of ours holds the functions; nobody but the superuser can call or change them.
 */
export const templateSql: readonly string[] = [
    "CREATE SCHEMA hardened_db",
    "REVOKE ALL ON SCHEMA public FROM PUBLIC",
    grantAccess(),
    actAsOwner(),
    actAsOneself(),
    grantsOnSchema(),
    "REVOKE ALL ON ALL FUNCTIONS IN SCHEMA hardened_db FROM PUBLIC",
    trigger("hardened_db_act_as_owner", "ddl_command_start", "act_as_owner", created()),
    trigger("hardened_db_act_as_oneself", "ddl_command_end", "act_as_oneself", created()),
    trigger("hardened_db_grants", "ddl_command_end", "grants_on_schema", ["CREATE SCHEMA"]),
];

/**
 * The rights of the three groups in the database that it is called in. `pg_monitor` may connect, since the operator's exporter is a
 * member of it and measures inside the database (CloudNativePG 1.30 metrics/collector.go).
 */
function grantAccess(): string {
    return `
CREATE FUNCTION hardened_db.grant_access() RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $body$
DECLARE
    named constant text := current_database();
    owner constant text := named || '_owner';
    reader constant text := named || '_read';
    writer constant text := named || '_read_write';
    later constant text := format('ALTER DEFAULT PRIVILEGES FOR ROLE %I ', owner);
    role text;
BEGIN
    FOREACH role IN ARRAY ARRAY[reader, writer] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role) THEN
            EXECUTE format('CREATE ROLE %I NOLOGIN', role);
        END IF;
    END LOOP;
    EXECUTE format('ALTER ROLE %I NOLOGIN', owner);
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', named);
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO %I, %I, %I, pg_monitor', named, owner, reader, writer);
    EXECUTE format('REVOKE ALL ON SCHEMA public FROM PUBLIC');
    EXECUTE format('GRANT USAGE, CREATE ON SCHEMA public TO %I', owner);
    EXECUTE format('GRANT USAGE ON SCHEMA public TO %I, %I', reader, writer);
    EXECUTE later || format('GRANT USAGE ON SCHEMAS TO %I, %I', reader, writer);
    EXECUTE later || format('GRANT SELECT ON TABLES TO %I', reader);
    EXECUTE later || format('GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO %I', writer);
    EXECUTE later || format('GRANT SELECT ON SEQUENCES TO %I', reader);
    EXECUTE later || format('GRANT USAGE, SELECT, UPDATE ON SEQUENCES TO %I', writer);
    EXECUTE later || 'REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC';
    EXECUTE later || format('GRANT EXECUTE ON FUNCTIONS TO %I', writer);
END
$body$`;
}

/**
 * Whoever creates something as a member of the owner creates it as the owner: it belongs to the role that nobody logs in as, with the
 * default privileges of that role, whichever of the owners' users made it.
 */
function actAsOwner(): string {
    return `
CREATE FUNCTION hardened_db.act_as_owner() RETURNS event_trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $body$
DECLARE
    owner constant name := current_database() || '_owner';
BEGIN
    IF current_user = session_user
        AND current_user <> owner
        AND EXISTS (SELECT FROM pg_database WHERE datname = current_database() AND pg_get_userbyid(datdba) = owner)
        AND NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)
        AND pg_has_role(current_user, owner, 'MEMBER')
    THEN
        PERFORM set_config('hardened_db.acting', 'owner', true);
        PERFORM set_config('role', owner, true);
    END IF;
END
$body$`;
}

/** The rest of a transaction is the user's own again. */
function actAsOneself(): string {
    return `
CREATE FUNCTION hardened_db.act_as_oneself() RETURNS event_trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $body$
BEGIN
    IF current_setting('hardened_db.acting', true) = 'owner' THEN
        PERFORM set_config('hardened_db.acting', '', true);
        PERFORM set_config('role', 'none', true);
    END IF;
END
$body$`;
}

/** In a database that is made later, the operator's first schema brings the rights. */
function grantsOnSchema(): string {
    return `
CREATE FUNCTION hardened_db.grants_on_schema() RETURNS event_trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $body$
BEGIN
    IF (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)
        AND EXISTS (
            SELECT FROM pg_database
            WHERE datname = current_database() AND pg_get_userbyid(datdba) = current_database() || '_owner'
        )
    THEN
        PERFORM hardened_db.grant_access();
    END IF;
END
$body$`;
}

function trigger(name: string, event: string, execute: string, tags: readonly string[]): string {
    const list = tags.map((tag) => `'${tag}'`).join(", ");
    return `CREATE EVENT TRIGGER ${name} ON ${event} WHEN TAG IN (${list}) EXECUTE FUNCTION hardened_db.${execute}()`;
}

/** Commands that make something with an owner. Not ALTER, DROP or REASSIGN OWNED: membership is enough for these, and they mean oneself. */
function created(): readonly string[] {
    return [
        "CREATE AGGREGATE",
        "CREATE COLLATION",
        "CREATE CONVERSION",
        "CREATE DOMAIN",
        "CREATE EXTENSION",
        "CREATE FUNCTION",
        "CREATE MATERIALIZED VIEW",
        "CREATE OPERATOR",
        "CREATE OPERATOR CLASS",
        "CREATE OPERATOR FAMILY",
        "CREATE PROCEDURE",
        "CREATE SCHEMA",
        "CREATE SEQUENCE",
        "CREATE STATISTICS",
        "CREATE TABLE",
        "CREATE TABLE AS",
        "CREATE TEXT SEARCH CONFIGURATION",
        "CREATE TEXT SEARCH DICTIONARY",
        "CREATE TYPE",
        "CREATE VIEW",
        "SELECT INTO",
    ];
}
