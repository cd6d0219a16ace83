"""
Asks an S3 server, one request after the other. Reads {"root", "requests": [{"url", "user", "operation", "parameters"}]}; a parameter
{"versionOf": KEY} is the newest version of that object as `root` sees it. Writes for each "done" or the code of the refusal.
"""

import json
import sys

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError


def client(url, user, root):
    return boto3.client(
        "s3",
        endpoint_url=url,
        region_name="eu-central-1",
        aws_access_key_id=user,
        aws_secret_access_key=f"{user}-secret",
        verify=root,
        config=Config(retries={"max_attempts": 0}, s3={"addressing_style": "path"}),
    )


def resolved(parameters, https, root):
    def version(key):
        found = client(https, "root", root).list_object_versions(Bucket=parameters["Bucket"], Prefix=key)
        return found["Versions"][0]["VersionId"]

    return {
        name: version(value["versionOf"]) if isinstance(value, dict) and "versionOf" in value else value
        for name, value in parameters.items()
    }


def outcome(request, plan):
    parameters = resolved(request["parameters"], plan["https"], plan["root"])
    try:
        getattr(client(request["url"], request["user"], plan["root"]), request["operation"])(**parameters)
        return "done"
    except ClientError as error:
        return error.response["Error"]["Code"]


with open(sys.argv[1], encoding="utf-8") as file:
    plan = json.load(file)
json.dump([outcome(request, plan) for request in plan["requests"]], sys.stdout)
