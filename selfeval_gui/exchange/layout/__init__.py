"""The paper form as cells, merges and heights, as plain data that Excel, Word, PDF and the preview are drawn from."""
