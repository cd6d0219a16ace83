import { altinity } from "../kinds";
import type { Rule } from "../rule";
import { matches } from "../text";
import { configurationOf, undecidedParts } from "./configuration";
import { references } from "./references";
import { failSettingWhen, isAt } from "./setting";

export const rule: Rule = {
    id: "clickhouse-keeper-commands",
    title: "Keeper answers only the commands that are needed",
    controls: ["NM-1"],
    severity: "low",
    engine: "clickhouse",
    kinds: [altinity.keeper],
    why: "Four letter commands need no login. Some of them show who is connected and what is configured, others change how Keeper works.",
    fix: 'List what monitoring needs, for example `keeper_server/four_letter_word_white_list: "ruok,mntr,srvr,stat"`, or leave the setting out.',
    references: [references.keeperServer, references.keeper],
    check: (subject, estate) => {
        const configuration = configurationOf(subject, estate);
        return [
            ...configuration.settings
                .filter((setting) => isAt(setting, "keeper_server/four_letter_word_white_list"))
                .flatMap((setting) =>
                    failSettingWhen(matches(setting.field, /^\s*\*\s*$/), setting, {
                        wanted: "list the commands that monitoring needs",
                    }),
                ),
            ...undecidedParts(configuration),
        ];
    },
};
