import { cluster, gapsAreTold, object, storageClass } from "../../testing/gaps";

const plugin = (name: string): string =>
    `plugins: [{ name: ${name}, isWALArchiver: true, parameters: { barmanObjectName: backups } }]`;
const barman = plugin("barman-cloud.cloudnative-pg.io");
const store = (configuration: string): string =>
    object("barmancloud.cnpg.io/v1", "ObjectStore", "backups", `spec: { configuration: { ${configuration} } }`);
const elsewhere = (encryption: string): string =>
    store(
        `destinationPath: "s3://b/o", endpointURL: "https://s3.example.org", data: { encryption: "${encryption}" }, wal: { encryption: "${encryption}" }`,
    );

describe("what the checks of backups do not carry is a gap:", () => {
    gapsAreTold([
        ...(["ED-1", "NM-6", "CM-5", "KSI-4"] as const).map((control) => ({
            control,
            what: "backups in a store that was not read",
            said: /ObjectStore backups .* was not read/,
            open: [cluster(barman)],
            closed: [cluster(barman), elsewhere("aws:kms")],
        })),
        {
            control: "ED-1",
            what: "backups by a plugin that no check knows",
            said: /plugin backups\.example\.org/,
            open: [cluster(plugin("backups.example.org"))],
            closed: [cluster(barman), elsewhere("aws:kms")],
        },
        {
            control: "ED-1",
            what: "backups that the store encrypts with its own key",
            said: /a key of its own \(AES256\)/,
            open: [cluster(barman), elsewhere("AES256")],
            closed: [cluster(barman), elsewhere("aws:kms")],
        },
        {
            control: "ED-1",
            what: "snapshots of volumes without a key in sight",
            said: /Volume snapshots are encrypted as their volumes are/,
            open: [cluster("backup: { volumeSnapshot: { className: csi } }, storage: { storageClass: fast }")],
            closed: [
                cluster("backup: { volumeSnapshot: { className: csi } }, storage: { storageClass: fast }"),
                storageClass("ebs.csi.aws.com", '{ encrypted: "true", kmsKeyId: "arn:aws:kms:x" }'),
            ],
        },
        {
            control: "ED-1",
            what: "backups at Google with a key that is not in sight",
            said: /bucket shop-backups was not read/,
            open: [cluster(barman), store('destinationPath: "gs://shop-backups/orders"')],
            closed: [cluster(barman), elsewhere("aws:kms")],
        },
        {
            control: "ED-1",
            what: "backups at Azure without a scope",
            said: /--encryption-scope/,
            open: [cluster(barman), store('destinationPath: "https://shop.blob.core.windows.net/orders"')],
            closed: [
                cluster(barman),
                store(
                    'destinationPath: "https://shop.blob.core.windows.net/orders", data: { additionalCommandArgs: [--encryption-scope=own] }, wal: { archiveAdditionalCommandArgs: [--encryption-scope=own] }',
                ),
            ],
        },
    ]);
});
