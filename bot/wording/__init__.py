"""Words for what the conversation says: languages, and the form a channel can show."""
