"""What every view stands on: theme, actions, menus, notifier, quiet widgets. Knows no form page."""
