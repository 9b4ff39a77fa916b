"""What is right: rule sets and the checks that return findings. Shows nothing, changes nothing, blocks nothing."""
