"""This room reads files from elsewhere and writes files for elsewhere.

    ballots     rankings and scores (CSV), Debian tally sheets, PrefLib orders
    polis       conversations exported by Polis

Whatever is wrong in a file is an InputError: one sentence with the file, the line and the problem.
"""
