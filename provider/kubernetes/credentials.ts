import { RandomPassword } from "@pulumi/random/randomPassword";
import type * as pulumi from "@pulumi/pulumi";

/** Characters of a generated password: letters and digits, so that it fits any connection string; 40 of them are 238 bits. */
const passwordLength = 40;

/** Another `rotation` makes another password. */
export function generatedPassword(
    name: string,
    rotation: string | undefined,
    options: pulumi.CustomResourceOptions,
): RandomPassword {
    return new RandomPassword(
        name,
        {
            length: passwordLength,
            special: false,
            minLower: 1,
            minUpper: 1,
            minNumeric: 1,
            ...(rotation !== undefined && { keepers: { rotation } }),
        },
        options,
    );
}
