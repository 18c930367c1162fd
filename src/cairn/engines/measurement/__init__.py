"""How well evidence is judged: agreement, reliability, severity, drift, fairness and decisions, as pure functions."""
