"""各表之间: the page across the forms of a workspace, two forms side by side, the list of projects."""
