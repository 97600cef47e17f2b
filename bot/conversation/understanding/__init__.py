"""What a message means: pure rules, no language model, nothing settled that was not said."""
