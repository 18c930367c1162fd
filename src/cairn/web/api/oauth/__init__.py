"""OAuth 2.0 for programs that people let at their badges: django-oauth-toolkit, with our words and our limits."""
