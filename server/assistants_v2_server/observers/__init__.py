"""Who is told what happens to runs, model turns, calls and requests.

Those who do something tell it here (`telling`), in one place for each thing that happens. The log is always
told (`run_log`), spans and metrics where somebody switched them on (`tracing`).
"""
