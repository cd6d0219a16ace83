import { cluster, gapsAreTold, storageClass } from "../../testing/gaps";

describe("what the checks of volumes do not carry is a gap:", () => {
    gapsAreTold([
        {
            control: "SM-1",
            what: "a class that was not read",
            said: /StorageClass fast was not read/,
            open: [cluster("storage: { size: 1Gi, storageClass: fast }")],
            closed: [
                cluster("storage: { size: 1Gi, storageClass: fast }"),
                storageClass("ebs.csi.aws.com", '{ encrypted: "true" }'),
            ],
        },
        {
            control: "SM-1",
            what: "a class of a driver that encrypts only when it is told",
            said: /StorageClass fast \(driver\.longhorn\.io\) does not say that it encrypts/,
            open: [cluster("walStorage: { size: 1Gi, storageClass: fast }"), storageClass("driver.longhorn.io", "{}")],
            closed: [
                cluster("walStorage: { size: 1Gi, storageClass: fast }"),
                storageClass("driver.longhorn.io", '{ encrypted: "true" }'),
            ],
        },
        {
            control: "SM-1",
            what: "a class of a driver that nobody knows, where a cloud's would do",
            said: /rancher\.io\/local-path/,
            open: [cluster("storage: { storageClass: fast }"), storageClass("rancher.io/local-path", "{}")],
            closed: [cluster("storage: { storageClass: fast }"), storageClass("pd.csi.storage.gke.io", "{}")],
        },
        {
            control: "SM-4",
            what: "claims with nothing but size and class",
            said: /No property of a volume claim is set/,
            open: [cluster("storage: { size: 1Gi, storageClass: fast }")],
            closed: [cluster("storage: { pvcTemplate: { volumeAttributesClassName: gold } }")],
        },
    ]);
});
