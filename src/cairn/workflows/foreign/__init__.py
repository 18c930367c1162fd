"""Badges from elsewhere: `reading` what they say, `judging` them now and `rechecking` them later, `picturing` them
safely, and `stating` what their earner adds. `cairn.workflows.bringing` begins the story."""
