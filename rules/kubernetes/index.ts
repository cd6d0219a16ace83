import type { Rule } from "../rule";
import { rule as certificateLifetime } from "./certificate-lifetime";
import { rule as databaseWithoutPassword } from "./database-without-password";
import { rule as monitoringPresent } from "./monitoring-present";
import { rule as namespacePodSecurity } from "./namespace-pod-security";
import { rule as networkDefaultDeny } from "./network-default-deny";
import { rule as networkOpenEgress } from "./network-open-egress";
import { rule as operatorClusterRole } from "./operator-cluster-role";
import { rule as operatorClusterScope } from "./operator-cluster-scope";
import { rule as operatorImagePinned } from "./operator-image-pinned";
import { rule as operatorPrivileges } from "./operator-privileges";
import { rule as operatorVersion } from "./operator-version";
import { rule as perconaSampleSecret } from "./percona-sample-secret";
import { rule as secretInConfigmap } from "./secret-in-configmap";
import { rule as secretInEnv } from "./secret-in-env";
import { rule as secretReplication } from "./secret-replication";
import { rule as secretWeakPassword } from "./secret-weak-password";
import { rule as securityAlerts } from "./security-alerts";
import { rule as serviceExposure } from "./service-exposure";
import { rule as storageClassEncryption } from "./storage-class-encryption";
import { rule as storageClassKey } from "./storage-class-key";
import { rule as storageClassReclaim } from "./storage-class-reclaim";
import { rule as tlsSecretPublicKey } from "./tls-secret-public-key";
import { rule as workloadIdentity } from "./workload-identity";

export const kubernetesRules: readonly Rule[] = [
    perconaSampleSecret,
    secretWeakPassword,
    secretReplication,
    operatorClusterScope,
    operatorClusterRole,
    operatorPrivileges,
    operatorImagePinned,
    operatorVersion,
    secretInConfigmap,
    secretInEnv,
    databaseWithoutPassword,
    serviceExposure,
    networkDefaultDeny,
    networkOpenEgress,
    namespacePodSecurity,
    storageClassEncryption,
    storageClassKey,
    storageClassReclaim,
    workloadIdentity,
    monitoringPresent,
    securityAlerts,
    certificateLifetime,
    tlsSecretPublicKey,
];
