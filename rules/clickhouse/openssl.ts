import type { Ternary } from "../ternary";
import { any } from "../ternary";
import { effectiveIn, stands, type Chain, type Configuration } from "./configuration";
import type { Setting } from "./setting";

/** One openSSL section as hosts of a kind have it. */
export interface Section {
    /** Where a finding about something missing points. */
    readonly first: Setting;
    readonly isThere: Ternary;
    readonly chain: Chain;
}

/** The sections `openSSL/client` or `openSSL/server` that are written, each once. */
export function sectionsOf({ chains }: Configuration, name: "client" | "server"): readonly Section[] {
    const sections = chains.flatMap((chain) => {
        const written = effectiveIn(chain, `openSSL/${name}`);
        const [first] = written;
        return first === undefined ? [] : [{ first, isThere: any(...written.map(stands)), chain }];
    });
    return sections.filter((section, index) => sections.findIndex(({ first }) => first === section.first) === index);
}
