import { startFakeEngine, type FakeEngine } from "../testing/fakeEngine";
import { onAws } from "../testing/postgresArguments";
import { repeated, row, seconds, type Row } from "./measure";

const many = 100;

/**
 * What a stack of a hundred databases costs against a hundred stacks of one: the built plugin, asked over gRPC by an engine that
 * answers at once, so that what is measured is ours. They share an operator, as databases of one stack do.
 */
export async function databaseRows(): Promise<Row[]> {
    const one = await repeated(5, () => inPlugin((engine) => databases(engine, 1, 1)));
    const hundred = [await inPlugin((engine) => databases(engine, 1, many))];
    const typical = row("one database", "s", Number.POSITIVE_INFINITY, one).median;
    return [
        row(
            `${many} databases in a stack, against ${many} x one`,
            "x",
            1.2,
            hundred.map((taken) => taken / (many * typical)),
        ),
    ];
}

/** The first database, which loads and compiles, is not counted. */
async function inPlugin(measure: (engine: FakeEngine) => Promise<unknown>): Promise<number> {
    const engine = await startFakeEngine();
    try {
        await databases(engine, 0, 1);
        return await seconds(() => measure(engine));
    } finally {
        await engine.close();
    }
}

async function databases(engine: FakeEngine, first: number, count: number): Promise<void> {
    for (let index = first; index < first + count; index += 1) {
        const name = `orders-${index}`;
        const { error } = await engine.construct({
            type: "PostgresDatabase",
            name,
            inputs: {
                ...onAws(),
                namespace: { name, create: true },
                operator: { shared: { namespace: "operator", watchNamespaces: [name] } },
            },
        });
        if (error !== undefined) {
            throw new Error(`${name}: ${error.message}`);
        }
    }
}
