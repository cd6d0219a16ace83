import { randomBytes } from "node:crypto";
import { at, textAt, textsAt } from "../../sandbox/json";
import { wantsPgaudit } from "./operatorFiles";
import { encrypted } from "./scram";
import { identifier, inOrder, literal, userSql, withoutLogging, type Superuser } from "./statements";

/**
 * What CloudNativePG 1.30 does in a new database server, statement by statement and in its order: initdb's own SQL
 * (pkg/management/postgres/initdb.go: `postgres`, template1, the application's database), then the operator's roles
 * (internal/cmd/manager/instance/run/lifecycle/run.go), then the owner's password and the extensions that parameters ask for
 * (internal/management/controller/instance_controller.go).
 */
export async function initialise(superuser: Superuser, cluster: unknown, pgaudit: boolean): Promise<void> {
    const initdb = at(cluster, "spec", "bootstrap", "initdb");
    const database = textAt(initdb, "database") ?? "app";
    const owner = textAt(initdb, "owner") ?? database;
    await superuser("postgres", (session) => inOrder(session, [`CREATE ROLE ${identifier(owner)} LOGIN`]));
    await superuser("postgres", (session) => userSql(session, textsAt(initdb, "postInitSQL")));
    await superuser("template1", (session) => userSql(session, textsAt(initdb, "postInitTemplateSQL")));
    await superuser("postgres", (session) =>
        inOrder(session, [`CREATE DATABASE ${identifier(database)} OWNER ${identifier(owner)}`]),
    );
    await superuser(database, (session) => userSql(session, textsAt(initdb, "postInitApplicationSQL")));
    await superuser("postgres", (session) => inOrder(session, operatorRoles));
    await superuser("postgres", (session) =>
        withoutLogging(
            session,
            `ALTER ROLE ${identifier(owner)} WITH PASSWORD ${literal(encrypted(randomBytes(24).toString("hex")))}`,
        ),
    );
    if (pgaudit && wantsPgaudit(cluster)) {
        for (const each of ["postgres", "template1", database]) {
            await superuser(each, (session) => userSql(session, ["CREATE EXTENSION pgaudit"]));
        }
    }
}

const operatorRoles = [
    "CREATE USER streaming_replica REPLICATION",
    "ALTER USER streaming_replica LOGIN REPLICATION",
    "GRANT EXECUTE ON function pg_catalog.pg_ls_dir(text, boolean, boolean) TO streaming_replica",
    "GRANT EXECUTE ON function pg_catalog.pg_stat_file(text, boolean) TO streaming_replica",
    "GRANT EXECUTE ON function pg_catalog.pg_read_binary_file(text) TO streaming_replica",
    "GRANT EXECUTE ON function pg_catalog.pg_read_binary_file(text, bigint, bigint, boolean) TO streaming_replica",
    "CREATE ROLE cnpg_metrics_exporter WITH LOGIN PASSWORD NULL",
    "GRANT pg_monitor TO cnpg_metrics_exporter",
];
