"""This room reads files from elsewhere and writes files for elsewhere.

    ballots     rankings and scores (CSV), Debian tally sheets, PrefLib orders
    polis       conversations exported by Polis
    posts       what was published, as schedulers and platforms export it
    schedule    the posting calendar as .ics and CSV, also as schedulers take it
    rhythms     what a rhythm rests on, in YAML or JSON

Whatever is wrong in a file is an InputError: one sentence with the file, the line and the problem.
"""
