import { secretStores } from "../../rules/kinds";
import { leftWhen, ownOf, type Gap } from "./gap";

export const keyGaps: readonly Gap[] = [
    {
        controls: ["CM-1"],
        engine: "postgres",
        left: ({ database, estate }) =>
            leftWhen(
                !ownOf(database, estate).some(({ kind }) => fillsSecrets(kind)),
                "The passwords come from no key management service: nothing that was read, such as an ExternalSecret, fills their Secrets from one.",
            ),
    },
];

/** What brings a credential from a cloud's store or Vault, by External Secrets Operator, the CSI driver, Vault's operator or Pulumi. */
function fillsSecrets(kind: string): boolean {
    return (
        Object.values<string>(secretStores).includes(kind) ||
        /^(aws:secretsmanager\/|gcp:secretmanager\/|azure-native:keyvault:Secret|vault:)/.test(kind)
    );
}
