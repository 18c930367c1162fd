"""A person's account as a whole: what is known about her, copies of it, its end, and accounts that become one."""
