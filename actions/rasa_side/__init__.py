"""What makes Rasa fit beside the line: started quietly, given its context, forgetting words after each turn."""
