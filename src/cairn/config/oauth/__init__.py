"""The tables of django-oauth-toolkit in one step: its own twenty-two steps take longer than all of ours."""
