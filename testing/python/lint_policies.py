"""What parliament finds in policy documents: reads [{"title", "document"}], writes [{"title", "finding", "detail"}]."""

import json
import sys

from parliament import analyze_policy_string


def findings(title, document):
    for found in analyze_policy_string(json.dumps(document)).findings:
        detail = found.detail if isinstance(found.detail, str) else json.dumps(found.detail, sort_keys=True)
        yield {"title": title, "finding": found.issue, "detail": detail}


with open(sys.argv[1], encoding="utf-8") as file:
    documents = json.load(file)
json.dump([each for document in documents for each in findings(**document)], sys.stdout)
