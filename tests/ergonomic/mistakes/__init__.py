"""What people do wrong in their first week, each with the answer that it gets.

`table.py` has what a mistake is, the modules beside it the mistakes, by what somebody was doing; the tests
hold each to what it promises, and to rules that count for all.
"""
