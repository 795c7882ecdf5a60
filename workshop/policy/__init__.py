"""This room turns decisions into documents: clauses with their trail, the policy and the minutes as notebooks.

clauses(record, content, lang, results)    every question as a clause, numbered
policy_notebook(…), minutes_notebook(…)    notebooks as plain data, for `workshop.export`
"""

from workshop.policy.clauses import clauses
from workshop.policy.draft import policy_notebook
from workshop.policy.minutes import minutes_notebook

__all__ = ["clauses", "minutes_notebook", "policy_notebook"]
