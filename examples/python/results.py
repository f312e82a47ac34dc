# %% [markdown]
# # Results in pandas
# A notebook in plain Python: Jupyter (with jupytext), VS Code and Spyder run it cell by cell; so does
# `python3 results.py TABLES EXPERIMENT`, with folders that `tongzhou export --format csv` has written of a result and of
# an experiment.

# %%
import sys
from pathlib import Path

import pandas as pd

tables, experiment = (Path(word) for word in sys.argv[1:3])


def table(name, folder=tables):
    """A table of an export, by name."""
    return pd.read_csv(folder / f"{name}.csv")


# %% [markdown]
# ## When do boxes wait, and for what?
# `week_hours` has a row for each week and cause. Weeks of the warm-up are left out.

# %%
weeks = table("weeks", tables).query("counted")
hours = table("week_hours").merge(weeks[["week", "week_start"]], on="week")
hours["quarter"] = pd.to_datetime(hours["week_start"]).dt.quarter
by_quarter = hours.pivot_table(index="cause", columns="quarter", values="container_hours", aggfunc="sum")
by_quarter = by_quarter[by_quarter.sum(axis=1) > 0]
print("share of container-hours, %, by quarter of the year")
print((100 * by_quarter / by_quarter.sum()).round(0).astype(int).to_string())

# %% [markdown]
# ## What does a box of each flow pay?

# %%
flows = table("flows").set_index("code")
paid = table("flow_money").query("expense in ['freight', 'handling', 'drayage']")
paid = paid.pivot(index="flow", columns="expense", values="amount").div(flows["boxes_out"], axis=0)
print("\npaid per box delivered")
print(paid.round(0).astype(int).to_string())

# %% [markdown]
# ## Is the option better in every year?
# `run_values` has each replication. Base and option meet the same chance in one replication, so they are compared pair by
# pair, and the mean of the differences is that which the program prints.

# %%
values = table("run_values", experiment).pivot(index=["measure", "replication"], columns="option", values="value")
options = [name for name in values.columns if name != "base"]
differences = values[options].sub(values["base"], axis=0).groupby("measure").agg(["mean", "min", "max"])
printed = table("differences", experiment).set_index(["measure", "option"])["mean"]
for option in options:
    found = differences[option]["mean"]
    assert (found - printed.xs(option, level="option")).abs().max() < 1e-6 * found.abs().max()
    print(f"\n{option}, less the base: mean, smallest and largest of the replications")
    print(differences[option].round(1).to_string())
