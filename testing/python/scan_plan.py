"""What checkov finds in a Terraform plan: writes [{"check", "title", "resource", "passed"}]."""

import json
import sys

from checkov.runner_filter import RunnerFilter
from checkov.terraform.plan_runner import Runner

report = Runner().run(files=[sys.argv[1]], runner_filter=RunnerFilter(framework=["terraform_plan"]))
json.dump(
    [
        {"check": each.check_id, "title": each.check_name, "resource": each.resource, "passed": passed}
        for passed, checks in ((True, report.passed_checks), (False, report.failed_checks))
        for each in checks
    ],
    sys.stdout,
)
