"""From a diagram to a `Project`: what each node becomes, what it is called, what it needs and when it starts."""
