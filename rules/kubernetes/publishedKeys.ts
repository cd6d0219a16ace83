/** A private key that lies open in an operator's repository, by the SHA-256 of its public half (see publicKeyFingerprint.ts). */
export interface PublishedKey {
    readonly fingerprint: string;
    /** Who publishes it, and in which file. */
    readonly source: string;
    /** The newest release that was seen to hold it. */
    readonly version: string;
}

/** Computed from the files named, in every release of the repositories that was at hand in November 2026. The keys are not here. */
export const publishedKeys: readonly PublishedKey[] = [
    {
        fingerprint: "1fa990409953c9058e57fd1810f72810361d89ba05d51ee9986dd574deb3392d",
        source: "Altinity/clickhouse-operator, deploy/zookeeper/zookeeper-manually/quick-start-persistent-volume/zookeeper-1-node-1GB-for-tests-only-scaleout-pvc-secure.yaml",
        version: "0.25.6",
    },
    {
        fingerprint: "b0e6db16af6d8e2940ecb1070f1115206f7ff353c1a6c928188a9298eb5915ca",
        source: "Altinity/clickhouse-operator, docs/chi-examples/22-secure-ssl-01-files-plaintext.yaml",
        version: "0.25.6",
    },
    {
        fingerprint: "b4dc16a9760f578cc5c8463909301372724087632a14f6013b817daa3c5941d5",
        source: "Altinity/clickhouse-operator, docs/chi-examples/22-secure-ssl-04-users-ssl-auth.yaml",
        version: "0.25.6",
    },
    {
        fingerprint: "a39562a3f6de42b6413152591d3ac64c17547f26ade04791b063ce828dacd712",
        source: "Altinity/clickhouse-operator, tests/e2e/manifests/chi/test-041-secure-zookeeper.yaml",
        version: "0.25.6",
    },
    {
        fingerprint: "d2187e7147a436c54b7f7092f222511795a19cc9e81be319b0da9a15c94e1f8f",
        source: "Altinity/clickhouse-operator, tests/e2e/manifests/chi/test-041-secure-zookeeper.yaml",
        version: "0.25.6",
    },
    {
        fingerprint: "e9a6b61c2a47f5aeacc8a39ae4de082432c8a3e1fd85495ec8ff9784e39b80a6",
        source: "Altinity/clickhouse-operator, tests/e2e/manifests/secret/test-058-secret.yaml",
        version: "0.25.6",
    },
    {
        fingerprint: "8d9cbcf0159689c4403095c1427fa118ba53d075a62f27c64772ead926d92088",
        source: "Altinity/clickhouse-operator, deploy/zookeeper/zookeeper-manually/quick-start-persistent-volume/zookeeper-1-node-1GB-for-tests-only-scaleout-pvc-secure.yaml",
        version: "0.23.7",
    },
    {
        fingerprint: "ab4c04ff3f80b45e06ef8310fdf1b968b6e6a7478da858e417caf4b7f3fa7dae",
        source: "Altinity/clickhouse-operator, tests/e2e/manifests/chi/test-041-secure-zookeeper.yaml",
        version: "0.23.7",
    },
    {
        fingerprint: "eb4da5da0bfc0fe0f848141c07f1ec71590f7767955d1b2d8508622c1589be6c",
        source: "Altinity/clickhouse-operator, tests/e2e/manifests/chi/test-041-secure-zookeeper.yaml",
        version: "0.23.7",
    },
    {
        fingerprint: "6d6cb1361876567cbf3d6deac66f9790ee61da9e21636341400c65305e0d1aef",
        source: "cloudnative-pg/cloudnative-pg, docs/src/samples/cluster-example-projected-volume.yaml",
        version: "1.30.0",
    },
    {
        fingerprint: "27bc5d311c5a9de351a760e037a80f5048e54c56728ad4e21b166b94647bbd5d",
        source: "percona/percona-server-mongodb-operator, deploy/ssl-secrets.yaml",
        version: "1.22.0",
    },
    {
        fingerprint: "059a0acd6eaea533ffd9d922d3ae78681ea8b11df4fb89bc13501828f5226024",
        source: "percona/percona-server-mongodb-operator, e2e-tests/conf/secrets_with_tls.yml",
        version: "1.22.0",
    },
    {
        fingerprint: "6ca06da2462443f0878115c91f45807609a3943b7d49ff6fb6cb1c2b9cba3886",
        source: "percona/percona-server-mongodb-operator, e2e-tests/conf/secrets_with_tls.yml",
        version: "1.22.0",
    },
    {
        fingerprint: "c7140accb702043cb29d50f19bb9fa955a2ec5f45bce2d15afd80b884231b013",
        source: "percona/percona-server-mongodb-operator, e2e-tests/cross-site-sharded/conf/secrets.yml",
        version: "1.22.0",
    },
    {
        fingerprint: "7c84b89397f9573bd931329e029b4d125fa93fdd9127191696fa23f84a98d753",
        source: "percona/percona-server-mongodb-operator, e2e-tests/cross-site-sharded/conf/secrets.yml",
        version: "1.22.0",
    },
    {
        fingerprint: "5e97a50d8579b3c95b97cac420d6a4d358b9dabbfff6d9244ff92adb438fd5c3",
        source: "percona/percona-server-mongodb-operator, e2e-tests/serviceless-external-nodes/conf/secrets.yml",
        version: "1.22.0",
    },
    {
        fingerprint: "ffff413aa40f8f9fb056806957406cd0d64448b0e5a390b099c4c3ebb558dfb2",
        source: "percona/percona-server-mongodb-operator, e2e-tests/serviceless-external-nodes/conf/secrets.yml",
        version: "1.22.0",
    },
    {
        fingerprint: "40de4dda3fac305c903df5600b40c8bf60b9c950d0042833be4362e030891b17",
        source: "percona/percona-server-mongodb-operator, deploy/ssl-secrets.yaml",
        version: "1.3.0",
    },
    {
        fingerprint: "e584f51e11fe1f5fc4e6c53235837477d1dc64794a4f3d94b03840177b1ae11f",
        source: "percona/percona-server-mongodb-operator, deploy/ssl-secrets.yaml",
        version: "1.3.0",
    },
    {
        fingerprint: "9f59a4eba86c84270d30aa9059c634a84971b9ca8d6b0b996c35ac44fb97bb53",
        source: "percona/percona-server-mongodb-operator, e2e-tests/conf/secrets.yml",
        version: "1.0.0",
    },
    {
        fingerprint: "1f479f2cc026151bad3d67898f2bdb80cbdf81dd0cecf7a01665eebaaf89bc78",
        source: "percona/percona-server-mongodb-operator, e2e-tests/conf/secrets.yml",
        version: "1.0.0",
    },
    {
        fingerprint: "38f90230f6708d158d8f9c5e21d30228b1d8eb3832fba4fcfff736623e8b5fb3",
        source: "percona/percona-server-mongodb-operator, deploy/ssl-secrets.yaml",
        version: "1.5.0",
    },
    {
        fingerprint: "1f36bea20aab18187a5863a422b210cb85d850001f5178ce4c0160a048f6cf86",
        source: "percona/percona-server-mongodb-operator, deploy/ssl-secrets.yaml",
        version: "1.5.0",
    },
    {
        fingerprint: "100e96743ac10af86a7a994ba8e186c9ff360fbafc0a5d503fe86e065d466599",
        source: "percona/percona-xtradb-cluster-operator, deploy/ssl-secrets.yaml",
        version: "1.19.0",
    },
    {
        fingerprint: "2101721eedd8cd27042e4e03c883179e312c23e6fa65c8431e1787cb44dedf70",
        source: "percona/percona-xtradb-cluster-operator, deploy/ssl-secrets.yaml",
        version: "1.19.0",
    },
    {
        fingerprint: "28f2cd0a25eb8153d8a9260ae7d98aa44b971766b6ef75d1fce4cded41be0c98",
        source: "percona/percona-xtradb-cluster-operator, e2e-tests/conf/secrets.yml",
        version: "1.19.0",
    },
    {
        fingerprint: "b91967196a6e6e043a5dac2a90b0b8b0aff943238e2682326d810d8bb49e99a2",
        source: "percona/percona-xtradb-cluster-operator, e2e-tests/conf/secrets.yml",
        version: "1.19.0",
    },
    {
        fingerprint: "2585284236bf17daa9bb8f291e6406d0af893d59ce198b6d3c1581f744d5f50d",
        source: "percona/percona-xtradb-cluster-operator, deploy/ssl-secrets.yaml",
        version: "1.3.0",
    },
    {
        fingerprint: "11a775375f7edc522a472b10d6ebcda04fdb8c2537c380d01afe566acaaa7463",
        source: "percona/percona-xtradb-cluster-operator, deploy/ssl-secrets.yaml",
        version: "1.3.0",
    },
    {
        fingerprint: "aa4cf1cc1d2a6c4d1c72c76e73e8ce416ddc872018f2d88f8d7014f48eeca0db",
        source: "percona/percona-xtradb-cluster-operator, e2e-tests/conf/secrets.yml",
        version: "1.3.0",
    },
    {
        fingerprint: "4d41634fdac036e4378abdc02a92042ac347a7bc9e17cb5c6fc1e6cc0c142ab5",
        source: "percona/percona-xtradb-cluster-operator, e2e-tests/conf/secrets.yml",
        version: "1.3.0",
    },
    {
        fingerprint: "b7b0461b93bee54741f88bf41994f3da78c5720702d8a988234c494efbd2b859",
        source: "percona/percona-xtradb-cluster-operator, e2e-tests/conf/secrets.yml",
        version: "1.7.0",
    },
    {
        fingerprint: "2330afbfe4212e8883cc2dbb0daef529df2b4a460ebdb8397dfa2cb152beda1b",
        source: "percona/percona-xtradb-cluster-operator, e2e-tests/conf/secrets.yml",
        version: "1.7.0",
    },
    {
        // Made for the example of the rule, and open to everybody here: so it is refused like the others.
        fingerprint: "d62428de3ebec56042e98da0a3808d6836f5e747adb50d85b8295618bf34f846",
        source: "hardened-db, rules/kubernetes/tls-secret-public-key.fail.yaml",
        version: "every version",
    },
];
