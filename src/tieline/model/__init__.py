"""The words that every room speaks; frozen values that import nothing of ours."""
