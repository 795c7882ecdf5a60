"""This room turns what was said into results: pure functions and their tables of rules.

    voting      seventeen rules of counting ballots
    comparing   the same ballots under other rules
    agreement   median, quartiles, consensus; concordance of rankings and raters
    risks       what a group makes of one risk
    attention   ballots that answer everything alike
    ideas       themes among ideas by meaning, possible duplicates
    sharing     points that everybody shared alone, as one worth for each option
    rhythm      how often to post, with which hours

Nothing is imported here, so that `import workshop.methods` stays instant.
"""
