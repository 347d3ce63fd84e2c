"""English to diagram operations, offline: rules and a lexicon kept as data, no model, no network.

A description passes through small steps, each a function of values: tokens, sentences, segments (words with a
grammatical class), mentions (noun phrases that name a part of the system), relations (verb frames with a direction),
and assembly into typed operations. The vocabulary lies in `resources/lexicon/`; the code holds only grammar.
"""
