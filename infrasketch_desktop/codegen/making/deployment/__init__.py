"""How a project runs: containers on one machine, in Kubernetes and on AWS, all derived from the same plan.

`servers` knows the servers behind libraries, `addresses` where parts reach each other, `containers` joins both into
what Compose and Kubernetes run. `aws` tells which AWS service takes the place of which part. Passwords never appear: a
setting names the variable that holds one, and each platform writes its own reference to it.
"""
