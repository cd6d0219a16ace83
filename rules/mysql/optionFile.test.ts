import assert from "node:assert/strict";
import { readOptionFile } from "./optionFile";

function settings(text: string): readonly string[] {
    const file = readOptionFile(text);
    assert.ok(typeof file !== "string", "it cannot be read");
    return file.options.map(({ name, value, loose }) => `${loose ? "loose " : ""}${name}=${value ?? "(on)"}`);
}

function isOpen(text: string): boolean {
    const file = readOptionFile(text);
    return typeof file !== "string" && file.open;
}

describe("a MySQL option file", () => {
    it("is read group by group", () => {
        const text =
            "[mysqld]\na=1\n[client]\nb=2\n[server]\nc=3\n[mysqld-10.11]\nd=4\n[mysqld_safe]\ne=5\n[mysqld]\nf=6";
        assert.deepEqual(settings(text), ["a=1", "c=3", "d=4", "f=6"]);
        assert.deepEqual(settings("[ MySQLd ]\na=1\n[xmysqld]\nb=2\n[mysqldx]\nc=3\n[mysqld-84]\nd=4"), ["a=1"]);
        assert.deepEqual(settings("[mysqld] [client]\na[1]=1\n[client][mysqld]\nb=2"), ["a[1]=1"]);
    });

    it("has names with dashes or underscores, and a prefix for what a server may not know", () => {
        assert.deepEqual(settings("[mysqld]\nlog-error-verbosity = 3\nloose-x-y=1\nloose_z\nv-loose-w=1\n=u"), [
            "log_error_verbosity=3",
            "loose x_y=1",
            "loose z=(on)",
            "v_loose_w=1",
            "=u",
        ]);
    });

    it("keeps every one of equal names, and semicolons in values", () => {
        assert.deepEqual(settings("[mysqld]\nplugin-load-add=a.so\nplugin-load-add=b=b.so;c=c.so"), [
            "plugin_load_add=a.so",
            "plugin_load_add=b=b.so;c=c.so",
        ]);
    });

    it("takes quotes off, if they are a pair", () => {
        assert.deepEqual(settings(`[mysqld]\na="x y"\nb='z'\nc="\nd="x'\ne=""\nf=x"y"\ng="h"i`), [
            "a=x y",
            "b=z",
            'c="',
            `d="x'`,
            "e=",
            'f=x"y"',
            'g="h"i',
        ]);
    });

    it("has comments at the start of a line, and after a hash inside it", () => {
        const text = `# one\n ; two\n[mysqld] # three\r\na=1 # four\nb="5#6" # seven\nc='8 \\' # 9'\nd=10;11\n  # e=12\n  ; f=13\n`;
        assert.deepEqual(settings(text), ["a=1", "b=5#6", "c=8 \\' # 9", "d=10;11"]);
        assert.deepEqual(settings(`[mysqld]\na=it's # comment\nb="\\"#" # comment`), ["a=it's", 'b=\\"#']);
    });

    it("is empty without options", () => {
        assert.deepEqual(readOptionFile(""), { options: [], open: false });
        assert.deepEqual(readOptionFile("\n  \n# nothing\n"), { options: [], open: false });
    });

    it("is open where a variable, a template or another file may bring more", () => {
        for (const line of [
            "${MORE}",
            "${MORE:=a=1}",
            "{{ more }}",
            "${NAME}=1",
            "[${GROUP}]",
            "!include x",
            "{% if x %}",
        ]) {
            assert.ok(isOpen(`[mysqld]\na=1\n${line}\n`), line);
        }
        assert.ok(isOpen("${ALL}"), "before any group");
        for (const line of ["a=${VALUE}", "a={{ value }}", "# ${COMMENT}", "a=!include", "a={% x %}"]) {
            assert.ok(!isOpen(`[mysqld]\n${line}\n[client]`), line);
        }
    });

    it("says why it cannot be read", () => {
        assert.equal(readOptionFile("# x\na=1\n[mysqld]"), "line 2 stands before any [group]");
        assert.equal(readOptionFile("[mysqld]\n[client"), "line 2 begins a group without an end");
    });
});
