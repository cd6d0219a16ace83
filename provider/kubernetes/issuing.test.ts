import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import * as lifecycle from "../../sandbox/standins/lifecycle";
import { schemaOf } from "../../sandbox/standins/schemas-for-tests";
import type { Standin } from "../../sandbox/standins/standin";
import { tlsStandin } from "../../sandbox/standins/tls/models";
import { revealedProperties, type Properties } from "../../sandbox/standins/values";
import { settled } from "../aws/recording.test";

export interface Issued {
    type: string;
    name: string;
    inputs: Properties;
    outputs: Properties;
}

/**
 * A stack whose tls provider is the sandbox's stand-in, which makes real keys and certificates. What a program asks for unchanged is
 * kept from one `up` to the next, and made anew when it is due, as the engine does.
 */
export class IssuingStack {
    private kept = new Map<string, Issued>();

    /** Everything that the last `up` left. */
    get resources(): Issued[] {
        return [...this.kept.values()];
    }

    async up<T>(program: () => T, now = new Date()): Promise<T> {
        const tls = tlsStandin(await schemaOf("tls"));
        const next = new Map<string, Issued>();
        await pulumi.runtime.setMocks(
            {
                newResource: async ({ type, name, inputs }) => {
                    const asked = revealedProperties(inputs as Properties);
                    const key = `${type} ${name}`;
                    assert.ok(!next.has(key), `${key} is made once`);
                    const made = await this.make(tls, type, name, asked, now);
                    next.set(key, made);
                    return { id: `${name}-id`, state: made.outputs };
                },
                call: () => ({}),
            },
            "shop",
            "prod",
            false,
        );
        const result = program();
        await settled();
        this.kept = next;
        return result;
    }

    private async make(tls: Standin, type: string, name: string, inputs: Properties, now: Date): Promise<Issued> {
        if (!type.startsWith("tls:")) {
            return { type, name, inputs, outputs: inputs };
        }
        const old = this.kept.get(`${type} ${name}`);
        const scope = { config: {}, now };
        const { problems } = lifecycle.check(tls, type, { name, seed: new Uint8Array() }, inputs, {});
        assert.deepEqual(problems, [], `${type} ${name}`);
        if (old !== undefined) {
            const state = { id: "", inputs: old.inputs, outputs: old.outputs };
            if (lifecycle.diff(tls, type, state, inputs, scope).replaces.length === 0) {
                return old;
            }
        }
        const { outputs } = await lifecycle.create(tls, type, inputs, scope);
        return { type, name, inputs, outputs: revealedProperties(outputs) };
    }
}
