"""Workbooks and texts about many forms or about scores: findings, score notes, 汇总表, the report's draft."""
