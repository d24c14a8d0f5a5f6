"""What a person sees and types: the command line and the Textual explorer over a store."""
