import assert from "node:assert/strict";
import { chartName } from "./operatorCharts";

describe("the name of a chart", () => {
    for (const chart of [
        "cloudnative-pg",
        "cnpg/cloudnative-pg",
        "./charts/cloudnative-pg",
        "./charts/cloudnative-pg/",
        "https://charts.example.com/cloudnative-pg-0.26.0.tgz",
        "https://charts.example.com/cloudnative-pg-v0.26.0-rc1.tgz?token=none",
        "https://charts.example.com/cloudnative-pg-10.26.10.tgz#part",
        "oci://ghcr.io/cloudnative-pg/charts/cloudnative-pg",
        "oci://ghcr.io/cloudnative-pg/charts/cloudnative-pg:0.26.0",
        "oci://ghcr.io/cloudnative-pg/charts/cloudnative-pg@sha256:0123",
    ]) {
        it(`is found in ${chart}`, () => {
            assert.equal(chartName(chart), "cloudnative-pg");
        });
    }

    it("is not another chart's that begins alike", () => {
        assert.equal(chartName("cnpg/cloudnative-pg-extras"), "cloudnative-pg-extras");
        assert.equal(chartName("./cloudnative-pg-0.26.0"), "cloudnative-pg-0.26.0");
    });
});
