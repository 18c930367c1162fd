"""How well evidence is judged: agreement, reliability, severity, drift, fairness and decisions, as pure functions.

Import the module you need; this package imports none, so that who asks only for a minimum loads no NumPy.

What all share
    estimates     Estimate: a value with its interval, or why there is none; said(key) gives the sentence
    ratings       Ratings: sparse scores; its tables, pairs and profiles
    minimums      MINIMUMS, enough(family, n): how much data each statistic needs
    bands         BANDS, band(kind, value): labels beside an interval
    registry      STATISTICS: every statistic by name, with data, options, paper and minimum
    counting, intervals, figures, bootstrap    what the statistics are built from

Agreement and reliability
    agreement     exact, adjacent, decision, award_agreement
    kappa         cohen (plain, weighted), fleiss
    gwet          ac (AC1, AC2)
    krippendorff  alpha (nominal, ordinal, interval, ratio)
    icc           icc in six forms
    within_group  rwg, rwg_j, rwg_star, average_deviation
    internal      alpha, omega, feldt
    items         difficulty, discrimination

Models
    components        components (REML), anova: parts of variance
    generalizability  study, g_study, d_study; advisor says in plain words what another reading buys
    facets            many-facet Rasch severity, gaps to co-readers
    drift             CUSUM, Shewhart, EWMA, change-point; strips of every evaluator
    fairness          mantel_haenszel, by_criterion, by_evaluator, power
    decisions         consistency of the award, errors of policies of second reading
    redundancy, granularity    overlaps of criteria and of credentials; how micro
    simulation        scores with known truth
    report, verdicts  one call for all that an edition's validity report says; its verdict with the rules
    plain             results as what JSON knows
"""
