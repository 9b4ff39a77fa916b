"""查找和替换, over the form at hand or every form."""
