"""The article panel: a text with its passages lit."""

from desktop.views.article.panel import ArticlePanel

__all__ = ["ArticlePanel"]
