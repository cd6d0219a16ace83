import type { Reference } from "../rule";

const version = "1.30.0";

/** A page of CloudNativePG's documentation, at the version that was read. */
export function page(name: string, title: string): Reference {
    return {
        title: `CloudNativePG: ${title}`,
        url: `https://github.com/cloudnative-pg/cloudnative-pg/blob/v${version}/docs/src/${name}.md`,
        version: `CloudNativePG ${version}`,
    };
}

/** A file of CloudNativePG's source. */
export function source(path: string, title: string): Reference {
    return {
        title: `CloudNativePG: ${title}`,
        url: `https://github.com/cloudnative-pg/cloudnative-pg/blob/v${version}/${path}`,
        version: `CloudNativePG ${version}`,
    };
}

/** A page of PostgreSQL's manual. */
export function manual(name: string, title: string): Reference {
    return {
        title: `PostgreSQL: ${title}`,
        url: `https://www.postgresql.org/docs/18/${name}.html`,
        version: "PostgreSQL 18",
    };
}

export const pgHbaConf = manual("auth-pg-hba-conf", "the pg_hba.conf file");
export const hbaTemplate = source("pkg/postgres/configuration.go", "the lines around those of the user");

export const barmanPlugin: Reference = {
    title: "Barman Cloud plugin: the fields of an ObjectStore",
    url: "https://github.com/cloudnative-pg/plugin-barman-cloud/blob/v0.14.0/config/crd/bases/barmancloud.cnpg.io_objectstores.yaml",
    version: "plugin-barman-cloud 0.14.0",
};

export const barmanCloud: Reference = {
    title: "Barman issue 757: KMS keys of S3",
    url: "https://github.com/EnterpriseDB/barman/issues/757",
    version: "read in 2026",
};
