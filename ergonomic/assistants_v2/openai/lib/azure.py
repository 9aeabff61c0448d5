"""The official SDK's names for the clients of Azure."""

from ..clients import AsyncAzureOpenAI, AzureOpenAI

__all__ = ["AsyncAzureOpenAI", "AzureOpenAI"]
