import type * as pulumi from "@pulumi/pulumi";
import type { Waiver } from "../core/waiver";
import type { PodLabels } from "../kubernetes/arguments";

/** A user of the database, what it may do and where it comes from. Its password is generated unless something else is said. */
export interface PostgresUserArgs {
    /**
     * Name of the role. `postgres`, `streaming_replica` and names beginning with `pg_` or `cnpg_` belong to PostgreSQL and the operator.
     * @pattern ^[a-z_][a-z0-9_-]{0,62}$
     */
    name: string;
    /**
     * Database it logs in to. A name that is not there yet is made.
     * @pattern ^[a-z_][a-z0-9_-]{0,62}$
     */
    database: string;
    /**
     * `read`: SELECT. `readWrite`: also INSERT, UPDATE, DELETE. `owner`: also creates and changes tables; they belong to the role
     * `<database>_owner`, whoever of the owners makes them.
     * @control UM-4
     */
    access: PostgresAccess;
    /**
     * Where it may come from. Each entry opens pg_hba and a NetworkPolicy for just that.
     * @minItems 1
     * @control UM-2, NM-2
     */
    from: PostgresClientArgs[];
    /**
     * Connections that it may have at a time.
     * @asType integer
     * @minimum 1
     */
    connectionLimit?: number;
    /**
     * When its password ends to be valid, as RFC 3339 in UTC, for example `2027-03-31T00:00:00Z`. Default: never.
     * @pattern ^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$
     */
    validUntil?: string;
    /**
     * True: it cannot log in, and nothing is open for it. What it owns and its Secrets stay. A user that is taken out of the list instead
     * loses its way in and its Secrets, while its role stays in the database.
     * @default false
     */
    disabled?: boolean;
    /**
     * Any text; another one makes another password, for example `"2026-12"`. Open connections go on. New ones need the new password at
     * once, which the connection Secrets hold from the same `up` on: mount the Secret and read it for each connection. With
     * `kubernetes:enableSecretMutable` the Secrets change in place; without it they are gone for a moment.
     */
    rotation?: string;
    /**
     * Name of a Secret of type kubernetes.io/basic-auth in the database's namespace that you make, with `username` and `password`.
     * Its password must have 16 characters or more of three kinds; the audit checks that where it may read Secrets.
     * Default: a password is generated. The connection Secrets then hold no password.
     * @control CM-2
     */
    passwordSecret?: string;
    /**
     * `ldap`: the server of `externalAuth.ldap` checks the password; none is stored here.
     * @default "password"
     * @control UM-5
     */
    authentication?: PostgresAuthentication;
    /**
     * True: it logs in with a certificate that names it, in place of a password. With `tls.issuer: "operator"` and `"certManager"`
     * CloudNativePG makes and renews it, in Secret `<database>-<user>-client-cert` of the database's namespace; with `generated` it
     * stands in the connection Secrets; with `provided` you make it.
     * @default false
     * @control NM-4
     */
    clientCertificate?: boolean;
    /**
     * Rights far beyond its database (control UM-4).
     * @waives postgres-privileged-role
     */
    privileged?: PostgresPrivilegesArgs;
}

export type PostgresAccess = "read" | "readWrite" | "owner";

export type PostgresAuthentication = "password" | "ldap";

/** What a user may do beyond its database, and why that is accepted. */
export interface PostgresPrivilegesArgs extends Waiver {
    /**
     * The rights.
     * @minItems 1
     */
    rights: PostgresPrivilege[];
}

export type PostgresPrivilege =
    | "superuser"
    | "replication"
    | "createRole"
    | "bypassRowSecurity"
    | "pg_read_server_files"
    | "pg_write_server_files"
    | "pg_execute_server_program";

/** Pods (`podLabels`, `namespace`) or addresses (`cidr`) that may connect: exactly one of `podLabels` and `cidr`. */
export interface PostgresClientArgs {
    /** Namespace of the pods. Default: the database's. */
    namespace?: string;
    /** Labels that the pods carry. */
    podLabels?: PodLabels;
    /** Addresses, IPv4 or IPv6, for example `10.20.0.0/16`. */
    cidr?: pulumi.Input<string>;
    /**
     * Accepts a `cidr` wider than /8 (IPv4) or /32 (IPv6).
     * @waives postgres-open-network
     */
    allowWide?: Waiver;
    /**
     * Makes a Secret with all that is needed to connect in the client's namespace (for a `cidr`: in the database's).
     * @default true
     */
    connectionSecret?: boolean;
}

/** A database and what it needs. */
export interface PostgresDatabaseEntryArgs {
    /**
     * Its name.
     * @pattern ^[a-z_][a-z0-9_-]{0,62}$
     */
    name: string;
    /** Extensions. Default: pgaudit alone. */
    extensions?: PostgresExtensionArgs[];
}

/** An extension of PostgreSQL, which the image must have. */
export interface PostgresExtensionArgs {
    /**
     * Its name, for example `pgcrypto`.
     * @pattern ^[a-z_][a-z0-9_-]{0,62}$
     */
    name: string;
    /** Its version. Default: the one that the image has. */
    version?: string;
    /**
     * Schema of its objects. Default: the extension's own, or `public`.
     * @pattern ^[a-z_][a-z0-9_-]{0,62}$
     */
    schema?: string;
    /**
     * Accepts an extension that reaches the network or the server's files, such as dblink or plpython3u (control KSI-6).
     * @waives postgres-outbound-extension
     */
    allowOutbound?: Waiver;
}

/** Logins that another system checks. */
export interface PostgresExternalAuthArgs {
    /**
     * An LDAP directory, for users with `authentication: "ldap"`.
     * @control UM-5
     */
    ldap?: PostgresLdapArgs;
}

/** An LDAP directory. PostgreSQL binds as the user (`userPrefix` + name + `userSuffix`), so no password of a directory account lies here. */
export interface PostgresLdapArgs {
    /**
     * Host name of the directory, as its certificate has it.
     * @pattern ^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$
     */
    host: string;
    /** Port. Default: 636 with `ldaps`, 389 with `startTls`. */
    port?: LdapPort;
    /**
     * How the connection is encrypted; there is no other way.
     * @default "ldaps"
     */
    encryption?: LdapEncryption;
    /** Root certificate (PEM) by which the directory's certificate is verified. */
    ca: pulumi.Input<string>;
    /** Text in front of the user's name in the bind DN, for example `uid=`. */
    userPrefix: string;
    /** Text behind it, for example `,ou=people,dc=example,dc=org`. */
    userSuffix: string;
    /**
     * Addresses of the directory, to which egress is opened.
     * @minItems 1
     */
    cidrs: pulumi.Input<string>[];
}

/**
 * A port of a directory.
 * @asType integer
 * @minimum 1
 * @maximum 65535
 */
export type LdapPort = number;

export type LdapEncryption = "ldaps" | "startTls";
