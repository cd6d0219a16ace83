"""
Makes recorded resources through AWS's own API, as moto serves it on this machine, and reads them back.

Reads {"resources": [{"type", "name", "inputs", "ids"}]}; `ids` are the made-up texts by which later resources name this one: `id`, `arn`.
Writes what came of each:
  made     names of resources that were made and read back
  refused  [{"name", "why"}]: against the model of the API (botocore), or an error of the service
  lost     ["type input.path"]: accepted, and not there when read back
  noCall   types that moto has no call for; the request was held against the model all the same
  unmapped types that aws_calls.py does not know
"""

import json
import re
import sys

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError, ParamValidationError
from moto.server import ThreadedMotoServer

from aws_calls import CALLS, ELSEWHERE


class Refused(Exception):
    """What the model of the API does not know."""


class NoCall(Exception):
    """moto does not serve it."""


def member_of(shape, name, path):
    """The member of a structure that an input of Pulumi means: its case is another, and lists have names in the plural."""
    by_name = {member.lower(): member for member in shape.members}
    for word in (name, name + "s", name.removesuffix("s")):
        if word.lower() in by_name:
            return by_name[word.lower()]
    raise Refused(f"{path}.{name}: the API has {', '.join(shape.members)}")


def converted(value, shape, path):
    kind = shape.type_name
    if kind == "structure":
        if isinstance(value, list) and len(shape.members) == 1:
            (only,) = shape.members
            return {only: converted(value, shape.members[only], f"{path}.{only}")}
        if isinstance(value, list) and len(value) == 1:
            value = value[0]
        if not isinstance(value, dict):
            raise Refused(f"{path} is {json.dumps(value)}, where the API wants a structure")
        result = {}
        for key, inner in value.items():
            member = member_of(shape, key, path)
            result[member] = converted(inner, shape.members[member], f"{path}.{member}")
        return result
    if kind == "list":
        if isinstance(value, dict) and shape.member.type_name == "structure":
            names = list(shape.member.members)
            keys = [name for name in names if name.endswith("Key")]
            values = [name for name in names if name.endswith("Value")]
            if len(keys) == len(values) == 1:
                return [{keys[0]: key, values[0]: inner} for key, inner in value.items()]
        entries = value if isinstance(value, list) else [value]
        return [converted(entry, shape.member, f"{path}[]") for entry in entries]
    if kind in ("integer", "long") and isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def place(request, shape, path, value):
    """Puts a value where the table says, as the model of the API has it there."""
    *outer, last = re.findall(r"[^.\[\]]+|\[0\]", path)
    at = request
    for step in outer:
        if step == "[0]":
            shape = shape.member
            at.append({}) if not at else None
            at = at[0]
            continue
        member = member_of(shape, step, path)
        shape = shape.members[member]
        at = at.setdefault(member, [] if shape.type_name == "list" else {})
    member = member_of(shape, last, path)
    at[member] = converted(value, shape.members[member], path)


def reached(value, path):
    """What stands at `a.b` or at `a[].b`, which is the list of all of them."""
    for step in path.split(".") if path else []:
        every = step.endswith("[]")
        name = step.removesuffix("[]")
        if isinstance(value, list):
            value = [entry.get(name) for entry in value]
        else:
            value = value.get(name) if isinstance(value, dict) else None
        if every and not isinstance(value, list):
            return None
    return value


def parsed(value):
    """Documents are compared by what they say."""
    if isinstance(value, str) and value.startswith("{"):
        return json.loads(value)
    return value


def missing(sent, found, path):
    """Paths of what was sent and is not found."""
    sent, found = parsed(sent), parsed(found)
    if isinstance(sent, dict) and isinstance(found, dict):
        return [each for key, inner in sent.items() for each in missing(inner, found.get(key), f"{path}.{key}")]
    if isinstance(sent, list) and isinstance(found, list):
        lost = []
        for index, inner in enumerate(sent):
            options = [missing(inner, other, f"{path}[]") for other in found]
            if [] not in options:
                lost += options[index] if index < len(options) else [f"{path}[]"]
        return lost
    if isinstance(found, list) and not isinstance(sent, list):
        return [] if sent in found else [path]
    return [] if sent == found else [path]


class Replay:
    def __init__(self, endpoint):
        self.endpoint = endpoint
        self.real = {}
        self.clients = {}

    def client(self, service, region):
        config = Config(retries={"max_attempts": 0}, s3={"addressing_style": "path"})
        if (service, region) not in self.clients:
            self.clients[service, region] = boto3.client(
                service, region_name=region, endpoint_url=self.endpoint, config=config
            )
        return self.clients[service, region]

    def with_real_ids(self, value):
        text = json.dumps(value)
        for fake in sorted(self.real, key=len, reverse=True):
            text = text.replace(fake, self.real[fake])
        return json.loads(text)

    def call(self, client, operation, request):
        try:
            return getattr(client, operation)(**request)
        except ParamValidationError as error:
            raise Refused(str(error)) from error
        except ClientError as error:
            status = error.response["ResponseMetadata"].get("HTTPStatusCode")
            if status in (404, 500, 501) and "Error" in error.response and error.response["Error"]["Code"] in (
                "404",
                "500",
                "501",
                "NotImplemented",
                "InternalFailure",
                "UnknownOperationException",
            ):
                raise NoCall from error
            raise Refused(str(error)) from error

    def make(self, resource, report):
        inputs = self.with_real_ids(resource["inputs"])
        region = inputs.get("region", "us-east-1")
        calls = CALLS[resource["type"]]
        known = ELSEWHERE.union(*(call.inputs for call in calls))
        for name in inputs:
            if name not in known:
                raise Refused(f"{name}: no call of aws_calls.py takes it")
        made = {}
        for call in calls:
            if call.when and not inputs.get(call.when):
                continue
            client = self.client(call.service, region)
            shape = client.meta.service_model.operation_model(
                client.meta.method_to_api_mapping[call.operation]
            ).input_shape
            request = {}
            for path, value in call.constant.items():
                place(request, shape, path, value)
            for name, path in call.inputs.items():
                value = made.get(name, inputs.get(name))
                if value is not None:
                    place(request, shape, path, value)
            answer = self.call(client, call.operation, request)
            if call.operation == "create_key":
                made = {"keyId": answer["KeyMetadata"]["KeyId"], "arn": answer["KeyMetadata"]["Arn"]}
                request["KeyId"] = made["keyId"]
                self.real[resource["ids"]["arn"]] = made["arn"]
                self.real[resource["ids"]["keyId"]] = made["keyId"]
            for read in call.reads:
                self.read_back(client, read, request, resource["type"], report)

    def read_back(self, client, read, request, kind, report):
        answer = self.call(client, read.operation, {**{name: request[name] for name in read.same}, **read.constant})
        for sent, found in read.found.items():
            value = reached(request, sent)
            if value is not None:
                report["lost"] += [f"{kind} {path}" for path in missing(value, reached(answer, found), sent)]
        for found, value in read.expected.items():
            report["lost"] += [f"{kind} {path}" for path in missing(value, reached(answer, found), found)]


def main(recorded):
    report = {"made": [], "refused": [], "lost": [], "noCall": [], "unmapped": []}
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        replay = Replay(f"http://{host}:{port}")
        for resource in recorded["resources"]:
            if resource["type"] not in CALLS:
                report["unmapped"].append(resource["type"])
                continue
            try:
                replay.make(resource, report)
                report["made"].append(resource["name"])
            except Refused as refusal:
                report["refused"].append({"name": resource["name"], "why": str(refusal)})
            except NoCall:
                report["noCall"].append(resource["type"])
    finally:
        server.stop()
    for key in ("lost", "noCall", "unmapped"):
        report[key] = sorted(set(report[key]))
    return report


with open(sys.argv[1], encoding="utf-8") as file:
    json.dump(main(json.load(file)), sys.stdout)
