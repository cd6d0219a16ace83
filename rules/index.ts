import { awsRules } from "./aws";
import { clickhouseRules } from "./clickhouse";
import { gcpRules } from "./gcp";
import { kubernetesRules } from "./kubernetes";
import { mongodbRules } from "./mongodb";
import { mysqlRules } from "./mysql";
import { postgresRules } from "./postgres";
import { pulumiRules } from "./pulumi";
import type { Rule } from "./rule";

/** Every rule there is. A new folder of rules is added here, a new rule in its folder's index. */
export const rules: readonly Rule[] = [
    ...postgresRules,
    ...clickhouseRules,
    ...mongodbRules,
    ...mysqlRules,
    ...kubernetesRules,
    ...awsRules,
    ...gcpRules,
    ...pulumiRules,
];
