import assert from "node:assert/strict";
import { BlockList, isIP } from "node:net";
import fc from "fast-check";
import { cidrProblems, isWide, parseCidr } from "./address";
import { unknown } from "./known";

const ipv4 = fc.tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 })).map(([address, prefix]) => `${address}/${prefix}`);
const ipv6 = fc.tuple(fc.ipV6(), fc.integer({ min: 0, max: 128 })).map(([address, prefix]) => `${address}/${prefix}`);

describe("A CIDR", () => {
    it("is read in every form that an IPv4 or IPv6 network has", () => {
        fc.assert(
            fc.property(fc.oneof(ipv4, ipv6), (text) => {
                const [address = "", prefix] = text.split("/");
                fc.pre(!/^::(ffff:)?\d+\.|^(0*:)*:?0*ffff:/i.test(address));
                assert.deepEqual(parseCidr(text), {
                    family: isIP(address) === 4 ? "ipv4" : "ipv6",
                    prefix: Number(prefix),
                });
            }),
        );
    });

    it("is nothing that Node.js does not take for an address", () => {
        const characters = fc.constantFrom(...Array.from("0123456789abcdf.:/"));
        fc.assert(
            fc.property(fc.string({ unit: characters, maxLength: 20 }), (text) => {
                const [address = "", ...prefix] = text.split("/");
                fc.pre(isIP(address) === 0 || prefix.length !== 1);
                assert.equal(parseCidr(text), undefined);
            }),
            { numRuns: 2000 },
        );
    });

    const refused = [
        ["an address without prefix", "10.0.0.0"],
        ["a short form that only some read", "10.1/16"],
        ["octal parts, which some read as other numbers", "010.0.0.0/8"],
        ["a prefix with a zero in front", "10.0.0.0/08"],
        ["a prefix beyond the address", "10.0.0.0/33"],
        ["a zone", "fe80::1%eth0/64"],
        ["IPv4 dressed up as IPv6", "::ffff:10.0.0.0/104"],
        ["a netmask", "10.0.0.0/255.0.0.0"],
        ["spaces", " 10.0.0.0/8"],
        ["a line break, which would end a line of pg_hba", "10.0.0.0/8\nhost all all all trust"],
        ["nothing", ""],
    ];
    for (const [what, text = ""] of refused) {
        it(`is not ${what}; the message says how to write one`, () => {
            const [problem, ...rest] = cidrProblems("from[0].cidr", text);
            assert.deepEqual(rest, []);
            assert.equal(problem?.path, "from[0].cidr");
            assert.match(problem.reason, /is not a CIDR; write .* 10\.20\.0\.0\/16, .* 2001:db8::\/48$/);
        });
    }

    it("has no bits behind its prefix; the message gives the network, which holds the address and is accepted", () => {
        fc.assert(
            fc.property(fc.oneof(ipv4, ipv6), (text) => {
                fc.pre(parseCidr(text) !== undefined);
                const [problem] = cidrProblems("x", text);
                fc.pre(problem !== undefined);
                const network = /has bits set behind its prefix; write (\S+)$/.exec(problem.reason)?.[1] ?? "";
                assert.deepEqual(cidrProblems("x", network), []);
                const family = parseCidr(text)?.family ?? "ipv4";
                const [address = "", prefix] = network.split("/");
                const inside = new BlockList();
                inside.addSubnet(address, Number(prefix), family);
                assert.ok(inside.check(text.split("/")[0] ?? "", family), `${text} is in ${network}`);
            }),
        );
    });

    it("is left alone while preview does not know it", () => {
        assert.deepEqual(cidrProblems("x", unknown), []);
    });

    it("is wide from /7 (IPv4) and /31 (IPv6) on", () => {
        const wide = (text: string): boolean => isWide(parseCidr(text) ?? assert.fail(text));
        assert.deepEqual(["10.0.0.0/8", "2001:db8::/32", "192.168.1.1/32"].map(wide), [false, false, false]);
        assert.deepEqual(
            ["0.0.0.0/0", "10.0.0.0/7", "::/0", "2000::/3", "2001:db8::/31"].map(wide),
            Array(5).fill(true),
        );
    });
});
