"""A thousand customers who pay deposits while everything that can go wrong does.

One seed gives one story: who comes when and does what, which calls fail, which webhooks are lost,
repeated or late, and where the process is killed. Whoever fails is replayed by the seed.
"""
