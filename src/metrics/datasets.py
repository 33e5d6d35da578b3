"""Every dataset, by name. The order is the order they are accepted in and listed on screen."""

from collections.abc import Mapping

from src.contracts.dataset import Dataset
from src.metrics.subjects import modules

DATASETS: Mapping[str, Dataset] = {
    dataset.name: dataset
    for module in modules("dataset")
    for dataset in vars(module).values()
    if isinstance(dataset, Dataset)
}
