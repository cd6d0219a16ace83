import { newerNodeFolder } from "./newerNode";

// For `make test-node`.
newerNodeFolder().then(
    (folder) => {
        console.log(folder);
    },
    (problem: unknown) => {
        console.error(problem instanceof Error ? problem.message : problem);
        process.exitCode = 1;
    },
);
