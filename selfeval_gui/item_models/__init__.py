"""Qt item models of the indicator tree, the fund table, the findings and the project list. No widgets."""
