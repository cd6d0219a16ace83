import type { Rule } from "../rule";
import { rule as generatedPassword } from "./generated-password-strength";
import { rule as helmOperatorScope } from "./helm-operator-scope";
import { rule as plaintextSecret } from "./plaintext-secret-in-state";
import { rule as tlsKey } from "./tls-key-strength";

export const pulumiRules: readonly Rule[] = [generatedPassword, plaintextSecret, tlsKey, helmOperatorScope];
