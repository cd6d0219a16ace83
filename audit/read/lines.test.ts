import assert from "node:assert/strict";
import { linesIn } from "./lines";

const text = `# head
spec:
  postgresql:
    pg_hba:
      - local all all peer
      - host all all all trust
    parameters:
      "pgaudit.log": ddl
  flow: { a: 1,
          b: 2 }
  shared: &x
    deep: 1
  other: *x
  twice: 1
  twice: 2
`;

describe("the line of a field", () => {
    const line = linesIn(text, 1);

    it("is that of its key, or of the list element", () => {
        assert.equal(line(["spec"]), 2);
        assert.equal(line(["spec", "postgresql", "pg_hba", 1]), 6);
        assert.equal(line(["spec", "postgresql", "parameters", "pgaudit.log"]), 8);
        assert.equal(line(["spec", "flow", "b"]), 10);
    });

    it("is that of the nearest ancestor where the field is absent", () => {
        assert.equal(line(["spec", "postgresql", "parameters", "ssl_min_protocol_version"]), 7);
        assert.equal(line(["metadata", "name"]), 2);
        assert.equal(line(["spec", "postgresql", "pg_hba", 7]), 4);
        assert.equal(line([]), 2);
    });

    it("is that of the alias for what the alias stands for", () => {
        assert.equal(line(["spec", "other", "deep"]), 13);
    });

    it("is that of the last of two equal keys, which is the one that counts", () => {
        assert.equal(line(["spec", "twice"]), 15);
    });

    it("counts from where the document begins", () => {
        assert.equal(linesIn("---\na: 1\n", 10)(["a"]), 11);
    });

    it("is the first where a JSON text is not YAML", () => {
        assert.equal(linesIn('{\n\t"a": "\u0001",\n\t"b": [\t1]}', 1)(["zz"]) >= 1, true);
    });
});
