"""A diagram as a page for Notion: a Mermaid block, which Notion draws, and tables of components and connections.

Only what Notion reads both in a pasted or imported Markdown file and through its interface is used: headings of three
levels, lists indented by tabs, quotes, tables and code blocks. Text of the diagram is escaped as Notion's page
“Enhanced markdown format” asks.
"""
