"""Taking files of other programs in: chosen, dropped or pasted, shown cell by cell before they are kept."""
