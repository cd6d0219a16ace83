import { Listr, PRESET_TIMER, SimpleRenderer } from "listr2";

export interface Step {
    title: string;
    /** `note` shows a line below the step while it runs. */
    run: (note: (line: string) => void) => Promise<void>;
}

/** Runs the steps one after the other: on a terminal with what takes how long, elsewhere a plain line an event. */
export async function runSteps(steps: readonly Step[]): Promise<void> {
    const live = process.stdout.isTTY && process.env["CI"] === undefined;
    const tasks = steps.map(({ title, run }) => ({
        title,
        task: (_: unknown, task: { output: string }) =>
            run((line) => {
                task.output = line;
            }),
        rendererOptions: { timer: PRESET_TIMER },
    }));
    await (live
        ? new Listr(tasks, { renderer: "default", rendererOptions: { collapseErrors: false } }).run()
        : new Listr(tasks, { renderer: SimpleRenderer, rendererOptions: { timer: PRESET_TIMER } }).run());
}
