-- What runs of a type may have cost at most lately, in millionths of a US dollar, for a policy to approve its tasks; null:
-- any (docs/decisions/0033-approval-policies.md).
alter table approval_policy add column most_cost_micro bigint check (most_cost_micro >= 0);
